"""What goes wrong with a server: what the user reads, and what the database holds afterwards."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from neo4j import GraphDatabase

from kamgraph.errors import StoreBusy, StoreDamaged, StoreUnreachable
from kamgraph.model.cells import Cells
from kamgraph.model.edits import Added
from kamgraph.model.entities import SCHEMA
from kamgraph.opening import write_target
from kamgraph.stores import neo4j as neo4j_store
from kamgraph.stores import neo4j_reading, neo4j_steps
from kamgraph.stores.memory import MemoryStore
from kamgraph.stores.neo4j import Neo4jStore
from kamgraph.stores.neo4j_address import Access
from kamgraph.testing import examples
from kamgraph.testing.change_contract import CALL, always
from kamgraph.testing.store_contract import arriving
from kamgraph_cli.main import cli
from tests.counts import count
from tests.database import server as servers
from tests.database.proxy import Serve, Way, listening, only_handshake, self_signed, silent
from tests.database.server import Server
from tests.database.test_cypher_metrics import prefixed, together
from tests.oracle.generate import random_portfolio
from tests.properties.test_metrics_oracle import portfolio_of

UNREACHABLE = 3


def kamgraph(uri: str, *arguments: str, password: str = "", **more: Any) -> Any:
    """Runs the command against a server."""
    return subprocess.run(
        [sys.executable, "-m", "kamgraph_cli", "--store", uri, *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "KAMGRAPH_NEO4J_PASSWORD": password},
        check=False,
        stdin=subprocess.DEVNULL,
        **more,
    )


def here(uri: str, *arguments: str, password: str = "") -> Result:
    """Runs the command in this process: as good where it ends by itself, and sooner begun."""
    environment = {"KAMGRAPH_NEO4J_PASSWORD": password}
    found = CliRunner().invoke(cli, ["--store", uri, *arguments], env=environment)
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found


def asked(server: Server, statement: str, **parameters: Any) -> list[Any]:
    """What the database itself answers."""
    auth = ("neo4j", server.password)
    with GraphDatabase.driver(server.uri, auth=auth, notifications_min_severity="OFF") as driver:
        return driver.execute_query(statement, parameters).records


@pytest.fixture
def small() -> Cells:
    return examples.small().cells()


@pytest.fixture
def filled(neo4j: Server, small: Cells) -> Server:
    with Neo4jStore(neo4j.uri, create=True, access=neo4j.access) as store:
        store.apply(small)
    return neo4j


@pytest.fixture
def ours(neo4j: Server) -> Server:
    """A server that may be killed."""
    if not neo4j.ours:
        pytest.skip("the server is somebody's own, and not to be killed")
    return neo4j


# -- no way in ---------------------------------------------------------------------------


SCHEMES = ("bolt", "neo4j", "neo4j+s")

IN_TIME = 15
"""Seconds after which a user has read why there is no connection."""


def assert_refused(uri: str, said: str, password: str = "x") -> None:
    """One sentence on stderr, exit code 3, in time; nothing of the driver's."""
    began = time.monotonic()
    done = kamgraph(uri, "accounts", password=password)
    assert time.monotonic() - began < 2 * IN_TIME
    assert done.returncode == UNREACHABLE, done.stderr
    assert re.search(said, done.stderr), done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert "gql_status" not in done.stderr
    assert password == "x" or password not in done.stderr


def test_wrong_password(filled: Server) -> None:
    said = r"does not let 'neo4j' in; check user and password"
    assert_refused(filled.uri, said, "wrong-s3cr3t")


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_wrong_port(scheme: str) -> None:
    uri = f"{scheme}://127.0.0.1:{servers.free_port()}"
    assert_refused(uri, "nothing that speaks Neo4j answers")


def test_listeners_that_say_nothing() -> None:
    """All at once, for each is waited for."""

    def asked_of(serve: Serve, scheme: str) -> None:
        with listening(serve) as port:
            said = f"what listens at 127.0.0.1:{port} has not answered for"
            assert_refused(f"{scheme}://127.0.0.1:{port}", said)

    with ThreadPoolExecutor() as threads:
        cases = [(serve, scheme) for serve in (silent, only_handshake) for scheme in SCHEMES]
        for case in [threads.submit(asked_of, *case) for case in cases]:
            case.result()


def test_no_database_of_that_name(filled: Server) -> None:
    said = "has no database 'elsewhere' that is online"
    assert_refused(f"{filled.uri}/elsewhere", said, filled.password)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_no_encryption_where_it_is_asked_for(filled: Server, scheme: str) -> None:
    uri = filled.uri.replace("bolt://", f"{scheme}+s://")
    assert_refused(uri, f"not answer encrypted connections; .* or write {scheme}://127")


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_certificate_that_nobody_signed(scheme: str) -> None:
    said = rf"certificate of 127\S+ cannot be trusted \(self.signed .* {scheme}\+ssc://127"
    with listening(self_signed) as port:
        assert_refused(f"{scheme}+s://127.0.0.1:{port}", said)


def test_a_query_that_is_never_answered(filled: Server) -> None:
    """Given up after as many seconds as --timeout says, 60 unless told."""
    way, seconds = Way(int(filled.uri.rpartition(":")[2])), count(6, 60)
    access = Access(password=lambda _: filled.password, timeout=seconds)
    with (
        listening(way.serve) as port,
        Neo4jStore(f"bolt://127.0.0.1:{port}", access=access) as store,
    ):
        assert store.counts()["people"] == 6
        way.mute = True
        known, began = way.clients, time.monotonic()
        with pytest.raises(StoreUnreachable, match=r"Neo4j at .* has not answered for"):
            store.counts()
        assert time.monotonic() - began < 2 * seconds
        with pytest.raises(StoreUnreachable):  # given up for good
            store.counts()
        assert time.monotonic() - began < 2 * seconds
        assert way.clients == known, "a server that was given up is asked once more"


def test_others_who_write_too_long(filled: Server) -> None:
    auth = ("neo4j", filled.password)
    access = Access(password=lambda _: filled.password, timeout=3)
    with (
        GraphDatabase.driver(filled.uri, auth=auth) as driver,
        driver.session() as session,
        Neo4jStore(filled.uri, write=True, access=access) as store,
    ):
        held = session.begin_transaction()
        held.run("MATCH (s:KamgraphStore) SET s.held = true").consume()
        with pytest.raises(StoreBusy, match="others have been writing"):
            store.change(always(Added("interactions", CALL)))
        held.rollback()
    with Neo4jStore(filled.uri, access=filled.access) as store:
        assert store.counts()["interactions"] == 4


# -- not ours ----------------------------------------------------------------------------


def test_a_database_with_other_data_is_left_alone(neo4j: Server, tmp_path: Path) -> None:
    asked(neo4j, "CREATE (:Film {title: 'M'})-[:SHOWN_IN]->(:Cinema {name: 'Rex'})")
    write_target(examples.small().cells(), str(tmp_path / "tables"))
    for command in (["accounts"], ["import", str(tmp_path / "tables")], ["stores"]):
        done = kamgraph(neo4j.uri, *command, password=neo4j.password)
        assert done.returncode == 4
        assert "holds other data and no kamgraph store" in done.stderr
    found = asked(neo4j, "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties")
    assert sorted(record["labels"] for record in found) == [["Cinema"], ["Film"]]


def test_a_newer_store_is_refused(filled: Server) -> None:
    asked(filled, "MATCH (s:KamgraphStore) SET s.schema_version = 99")
    done = kamgraph(filled.uri, "accounts", password=filled.password)
    assert done.returncode == 4
    assert "made by a newer kamgraph (schema 99" in done.stderr


def test_an_older_store_is_migrated(filled: Server) -> None:
    asked(filled, "MATCH (s:KamgraphStore) SET s.schema_version = 0")
    asked(filled, "DROP CONSTRAINT kamgraph_contact_key")
    with Neo4jStore(filled.uri, access=filled.access) as store:
        assert store.verify().sound
        assert store.info().schema_version == 1
    names = [r["name"] for r in asked(filled, "SHOW CONSTRAINTS YIELD name")]
    assert "kamgraph_contact_key" in names


def test_an_empty_database_is_no_store_to_read(neo4j: Server) -> None:
    done = kamgraph(neo4j.uri, "accounts", password=neo4j.password)
    assert done.returncode == UNREACHABLE
    assert "holds no kamgraph store" in done.stderr
    assert not asked(neo4j, "MATCH (n) RETURN n")


def test_what_others_changed_is_found(filled: Server) -> None:
    asked(filled, "MATCH (p:Person {id: 'c1'}) SET p.title = 'Emperor'")
    done = kamgraph(filled.uri, "stores", "--verify", password=filled.password)
    assert done.returncode == 4
    assert "people: the rows are not the ones that kamgraph wrote" in done.stdout
    asked(filled, "MATCH (p:Person {id: 'c1'}) SET p.level = 'high'")
    with (
        Neo4jStore(filled.uri, access=filled.access) as store,
        pytest.raises(StoreDamaged, match="a value that cannot be"),
    ):
        store.rows("people")


# -- lost answers, killed servers --------------------------------------------------------


@pytest.mark.parametrize("cuts", [1, 2])
def test_the_answer_to_a_commit_is_lost(filled: Server, cuts: int) -> None:
    """The change is there once: it is asked for, not repeated."""
    way = Way(int(filled.uri.rpartition(":")[2]))
    with (
        listening(way.serve) as port,
        Neo4jStore(f"bolt://127.0.0.1:{port}", write=True, access=filled.access) as store,
    ):
        way.cuts = cuts
        changed = store.change(always(Added("interactions", CALL)))
        assert changed.edits
        assert way.cuts == 0
        assert store.rows("interactions").count(CALL) == 3
        way.cuts = cuts
        source = arriving("organizations", {"id": "n", "name": "N", "kind": "media"})
        assert store.apply(source).of("organizations").added == 1
        assert store.verify().sound


@pytest.fixture
def many() -> Cells:
    """Some thousand rows."""
    parts = [portfolio_of(prefixed(random_portfolio(seed), f"{seed}·")) for seed in range(8)]
    return together(parts).cells()


@pytest.fixture
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_steps, "BATCH", 40)


@pytest.mark.usefixtures("_small_steps")
@pytest.mark.parametrize("moment", range(count(3, 20)))
def test_a_server_killed_during_an_import(ours: Server, many: Cells, moment: int) -> None:
    """Nothing, or a marked import that a second run completes, equal to an undisturbed one."""
    refusals: list[Exception] = []

    def importing() -> None:
        try:
            with opened(ours) as store:
                store.apply(many)
        except (StoreUnreachable, StoreBusy) as error:
            refusals.append(error)

    thread = threading.Thread(target=importing)
    thread.start()
    time.sleep(random.Random(moment).uniform(0.2, 4.0))
    ours.kill()
    thread.join(60)
    ours.start()
    servers.remember(ours)
    remarks: list[str] = []
    with opened(ours, remarks) as store:
        if not any(store.counts().values()):
            assert refusals
        elif refusals:
            assert remarks
            assert "run it again" in remarks[0]
            assert store.info().unfinished
            with pytest.raises(StoreBusy, match="is not finished"):
                store.change(always(Added("organizations", examples.small().organizations[0])))
        store.apply(many)
        assert store.digests() == MemoryStore.from_cells(many).digests()
        assert store.verify().sound
        assert not store.info().unfinished
        for table in SCHEMA.names:
            assert store.rows(table) == MemoryStore.from_cells(many).rows(table)


@pytest.mark.usefixtures("_small_steps")
def test_an_import_broken_off_between_a_table_and_the_next(
    neo4j: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it broke off, a second run completes it; `acceptances`, which have neither a key
    nor a relationship of their own, included."""
    some = portfolio_of(random_portfolio(0)).cells()
    assert some.table("acceptances")
    plain = neo4j_steps.Step.run
    seen: list[str] = []

    def breaking(step: Any, asking: Any) -> None:
        if "write/records" in seen:
            raise StoreUnreachable("the cable")
        plain(step, asking)
        seen.append(step.statements[0][0])

    with opened(neo4j) as store:
        with monkeypatch.context() as patched:
            patched.setattr(neo4j_steps.Step, "run", breaking)
            with pytest.raises(StoreUnreachable, match="run it again"):
                store.apply(some)
        assert store.counts()["acceptances"]
        store.apply(some)
        assert store.digests() == MemoryStore.from_cells(some).digests()
        assert store.verify().sound


def opened(server: Server, remarks: list[str] | None = None) -> Neo4jStore:
    """A store that imports in many small transactions."""
    told = [] if remarks is None else remarks
    access = Access(password=lambda _: server.password, remark=told.append)
    return Neo4jStore(server.uri, create=True, access=access, together=100, lease=2)


def test_a_server_restarted_between_two_commands(ours: Server, small: Cells) -> None:
    with Neo4jStore(ours.uri, create=True, access=ours.access) as store:
        store.apply(small)
        ours.kill()
        ours.start()
        servers.remember(ours)
        assert store.verify().sound
        assert store.counts()["people"] == 6


# -- many at once ------------------------------------------------------------------------


@pytest.mark.usefixtures("_small_steps")
@pytest.mark.parametrize("together_rows", [100, 200_000])
def test_two_import_the_same_at_once(neo4j: Server, many: Cells, together_rows: int) -> None:
    """The same result as one."""

    def importing() -> None:
        with Neo4jStore(
            neo4j.uri, create=True, access=neo4j.access, together=together_rows, lease=20
        ) as store:
            store.apply(many)

    with ThreadPoolExecutor(2) as threads:
        for importer in [threads.submit(importing) for _ in range(2)]:
            importer.result(120)  # raises what it raised
    with Neo4jStore(neo4j.uri, access=neo4j.access) as store:
        assert store.digests() == MemoryStore.from_cells(many).digests()
        assert store.counts() == MemoryStore.from_cells(many).counts()
        assert store.verify().sound


def test_arrays_are_of_one_instant(filled: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another writes between one table and the next is in all of them, or in none."""
    plain = neo4j_reading.columns
    person = examples.small().people[0]
    more = [Added("people", person.model_copy(update={"id": f"new-{n}"})) for n in range(2)]

    def interrupted(asking: Any, table: Any) -> Any:
        if table.name == "ties" and more:
            with Neo4jStore(filled.uri, write=True, access=filled.access) as other:
                other.change(always(more.pop()))
        return plain(asking, table)

    monkeypatch.setattr(neo4j_reading, "columns", interrupted)
    with Neo4jStore(filled.uri, access=filled.access) as store:
        found = store.columns()
        assert not more
        assert {"new-0", "new-1"} < set(found.people.ids)
        monkeypatch.setattr(neo4j_store, "_AGAIN", 0)
        with pytest.raises(StoreBusy, match="without a pause"):
            store.columns()


def test_eight_log_at_once(filled: Server) -> None:
    """Nothing is lost, and the digests are right."""
    each = count(2, 10)
    logging = """
import os, sys
from kamgraph_cli.main import cli
for _ in range(int(sys.argv[1])):
    try:
        cli.main(["--store", os.environ["AT"], "log", "k1", "c1", "--channel", "call"])
    except SystemExit as end:
        if end.code: sys.exit(end.code)
"""
    environment = {
        **os.environ,
        "AT": filled.uri,
        "KAMGRAPH_NEO4J_PASSWORD": filled.password,
    }
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", logging, str(each)], env=environment, stdout=subprocess.DEVNULL
        )
        for _ in range(8)
    ]
    assert [writer.wait(300) for writer in writers] == [0] * 8
    with Neo4jStore(filled.uri, access=filled.access) as store:
        assert store.counts()["interactions"] == 4 + 8 * each
        assert store.verify().sound


# -- texts and memory --------------------------------------------------------------------

HOSTILE = (
    "'",
    '"',
    "`",
    "}) DETACH DELETE n //",
    "$id",
    "\\u0027",
    "a\\",
    "李 ß 𝔸 e\u0301".replace("e\u0301", "é"),
    "x" * 200,
    "; DROP CONSTRAINT kamgraph_person_id",
)


def test_hostile_ids_and_texts_come_back(neo4j: Server) -> None:
    rows = [{"id": text, "name": f"{text}\n{text}", "kind": "customer"} for text in HOSTILE]
    source = arriving("organizations", *rows)
    expected = MemoryStore.from_cells(source)
    with Neo4jStore(neo4j.uri, create=True, access=neo4j.access) as store:
        store.apply(source)
        assert store.digests() == expected.digests()
        assert store.rows("organizations") == expected.rows("organizations")
        for text in HOSTILE:
            (row,) = store.matching("organizations", "id", text)
            assert row.model_dump()["name"] == f"{text}\n{text}"
        assert store.verify().sound


def test_a_transaction_too_large_for_the_server_is_made_smaller(
    neo4j: Server, many: Cells, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the server says so, an import goes on in smaller pieces."""
    from kamgraph.stores.neo4j_server import Asking, TooMuch

    run, most = Asking.run, 64

    def limited(asking: Asking, name: str, /, **parameters: Any) -> Any:
        rows = len(parameters.get("pk", ()))
        if name.startswith("write/") and rows > most:
            raise TooMuch
        return run(asking, name, **parameters)

    monkeypatch.setattr(Asking, "run", limited)
    with Neo4jStore(neo4j.uri, create=True, access=neo4j.access) as store:
        store.apply(many)
        assert store.digests() == MemoryStore.from_cells(many).digests()
        assert not store.info().unfinished
        assert store.verify().sound


# -- every command -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "kamgraph_cli", "demo", "--dir", str(folder / "demo")]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "demo" / "kamgraph.db"


COMMANDS: tuple[tuple[str, ...], ...] = (
    ("accounts",),
    ("people",),
    ("show", "nordlicht-werke"),
    ("coverage", "nordlicht-werke"),
    ("spoc", "nordlicht-werke"),
    ("alignment", "nordlicht-werke"),
    ("structure", "nordlicht-werke"),
    ("portfolio",),
    ("check",),
    ("next", "nordlicht-werke"),
    ("trend", "nordlicht-werke"),
)


def test_every_command_answers_as_from_the_file(neo4j: Server, demo: Path, tmp_path: Path) -> None:
    """An import loses nothing, commands say the same, and the way back loses nothing."""
    done = here(neo4j.uri, "import", str(demo), password=neo4j.password)
    assert done.exit_code == 0, done.stderr
    day = ("--as-of", "2026-11-20", "--format", "json")
    for command in COMMANDS:
        mine = here(neo4j.uri, *command, *day, password=neo4j.password)
        theirs = here(str(demo), *command, *day)
        assert mine.exit_code == theirs.exit_code == 0, mine.stderr
        assert mine.stdout == theirs.stdout, command
    stored = here(neo4j.uri, "portfolio", "--engine", "store", *day, password=neo4j.password)
    assert '"bus_factor": null' in stored.stdout
    again = tmp_path / "again.db"
    done = here(str(again), "import", neo4j.uri, password=neo4j.password)
    assert done.exit_code == 0, done.stderr
    first, second = (here(str(p), "stores", "--format", "csv").stdout for p in (demo, again))
    assert first == second
    about = here(neo4j.uri, "stores", "--verify", "--format", "json", password=neo4j.password)
    assert '"server": "Neo4j 5' in about.stdout
    assert '"sound": true' in about.stdout
    written = ("log", "anna-keller", "ulrike-petersen", "--channel", "call", "--on", "2026-11-21")
    assert here(neo4j.uri, *written, password=neo4j.password).exit_code == 0
    export = here(str(demo), "export", neo4j.uri, password=neo4j.password)
    assert export.exit_code == 0, export.stderr


def test_the_example_needs_the_driver_and_the_texts_alone(neo4j: Server, demo: Path) -> None:
    done = kamgraph(neo4j.uri, "import", str(demo), password=neo4j.password)
    assert done.returncode == 0, done.stderr
    script = Path(__file__).parents[2] / "examples" / "neo4j" / "whom_do_we_not_reach.py"
    printed = subprocess.run(
        [sys.executable, script, neo4j.uri, "nordlicht-werke", "2026-11-20"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "KAMGRAPH_NEO4J_PASSWORD": neo4j.password},
    ).stdout
    assert "name Ulrike Petersen" in printed
    assert "own_name Tomasz Wilk" in printed
    assert "from kamgraph " not in script.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    """A watch ends with its question."""
    yield
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if not [t for t in threading.enumerate() if t.name == "kamgraph-watch"]:
            return
        time.sleep(0.05)
    pytest.fail("a watch goes on")
