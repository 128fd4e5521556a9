"""URIs taken apart, passwords found and never shown, encryption asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from kamgraph.errors import InputError, StoreUnreachable
from kamgraph.stores import neo4j_address
from kamgraph.stores.neo4j_address import Access, address_of, check_encryption, password_of
from kamgraph_cli.access import AccessOptions

HOST = "bolt://localhost"


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """No environment, no keyring."""
    for name in (neo4j_address.PASSWORD, neo4j_address.USER):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(sys.modules, "keyring", None)


@pytest.mark.parametrize(
    ("uri", "server", "user", "database", "location"),
    [
        ("neo4j://db", "db:7687", "neo4j", "", "neo4j://db:7687"),
        ("BOLT+S://a%40b@db:1/kam", "db:1", "a@b", "kam", "bolt+s://db:1/kam"),
        ("neo4j+ssc://[::1]:9", "[::1]:9", "neo4j", "", "neo4j+ssc://[::1]:9"),
    ],
)
def test_a_uri_taken_apart(uri: str, server: str, user: str, database: str, location: str) -> None:
    found = address_of(uri)
    assert (found.server, found.user, found.database) == (server, user, database)
    assert found.location == location


def test_the_user_may_stand_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMGRAPH_NEO4J_USER", "anna")
    assert address_of(HOST).user == "anna"
    assert address_of("bolt://bert@localhost").user == "bert"


@pytest.mark.parametrize("uri", ["neo4j://db.example", "bolt://10.0.0.1:7687"])
def test_plain_text_stays_on_this_machine(uri: str) -> None:
    with pytest.raises(InputError, match=r"unencrypted .*write (neo4j|bolt)\+s://") as refused:
        check_encryption(address_of(uri), Access())
    assert "--allow-plaintext" in str(refused.value)
    check_encryption(address_of(uri), Access(allow_plaintext=True))


@pytest.mark.parametrize("uri", ["bolt://127.0.0.1", "neo4j://[::1]:1", HOST, "neo4j+s://far"])
def test_here_or_encrypted_is_fine(uri: str) -> None:
    remarks: list[str] = []
    check_encryption(address_of(uri), Access(remark=remarks.append))
    assert not remarks


def test_an_unchecked_certificate_is_remarked_on() -> None:
    remarks: list[str] = []
    check_encryption(address_of("neo4j+ssc://far"), Access(remark=remarks.append))
    assert "not checked" in remarks[0]


def test_where_the_password_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    address = address_of("bolt://anna@localhost")
    asked: list[str] = []
    ask = Access(ask=lambda who: asked.append(who) or "typed")  # type: ignore[func-returns-value]
    assert password_of(address, ask) == "typed"
    assert asked == ["anna@localhost:7687"]
    kept = SimpleNamespace(KeyringError=RuntimeError)
    ring = ModuleType("keyring")
    ring.errors = kept  # type: ignore[attr-defined]
    ring.get_password = lambda service, who: f"{service} {who}"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", ring)
    assert password_of(address, ask) == "kamgraph anna@localhost:7687"
    monkeypatch.setenv("KAMGRAPH_NEO4J_PASSWORD", "set")
    assert password_of(address, ask) == "set"
    assert password_of(address, Access(password=lambda _: "given")) == "given"


def test_a_locked_keyring_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = ModuleType("keyring")

    def locked(*_: str) -> str:
        raise RuntimeError

    ring.errors = SimpleNamespace(KeyringError=RuntimeError)  # type: ignore[attr-defined]
    ring.get_password = locked  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", ring)
    assert password_of(address_of(HOST), Access(ask=lambda _: "typed")) == "typed"


def test_no_password_is_said_with_the_remedy() -> None:
    with pytest.raises(StoreUnreachable, match="KAMGRAPH_NEO4J_PASSWORD, or name a file"):
        password_of(address_of(HOST), Access())


def test_the_password_file_of_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "password"
    for text, first in (("s3cret\nmore\n", "s3cret"), (" two words \r\n", " two words ")):
        file.write_text(text, newline="")
        access = AccessOptions(str(file)).access()
        assert password_of(address_of(HOST), access) == first
    file.write_text("")
    with pytest.raises(InputError, match="is empty"):
        password_of(address_of(HOST), AccessOptions(str(file)).access())
    with pytest.raises(InputError, match="cannot be read: No such file"):
        password_of(address_of(HOST), AccessOptions(str(tmp_path / "none")).access())
