"""Where a Neo4j store is and who asks: its URI taken apart, and where its password comes from.

Nothing is connected here. A password in a URI is refused before anything else looks at it,
and no message holds one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from kamgraph.errors import InputError, StoreUnreachable, shortened

SCHEMES = tuple(scheme + kind for scheme in ("neo4j", "bolt") for kind in ("", "+s", "+ssc"))

PASSWORD = "KAMGRAPH_NEO4J_PASSWORD"
USER = "KAMGRAPH_NEO4J_USER"
KEYRING = "kamgraph"
"""The service under which a keyring keeps passwords, by `USER@HOST:PORT`."""

PATIENCE = 60.0
"""Seconds without an answer after which a server is given up."""

_PORT = 7687
_NEARLY = re.compile(r"\s*(neo4j|bolt)(\+\w*)?(:|//)", re.IGNORECASE)
_DATABASE = re.compile(r"[A-Za-z][A-Za-z0-9.-]{0,62}")


@dataclass(frozen=True)
class Access:
    """How a server is asked, beside its URI.

    Args:
        password: gives the password, told which user at which server; None where nobody does.
        ask: asks somebody for it, where neither the environment nor a keyring has it; it may
            answer None.
        allow_plaintext: whether an unencrypted connection may leave this machine.
        timeout: seconds without an answer after which a server is given up.
        remark: takes what the user should know, a sentence each.
    """

    password: Callable[[str], str] | None = None
    ask: Callable[[str], str | None] = field(default=lambda _: None)
    allow_plaintext: bool = False
    timeout: float = PATIENCE
    remark: Callable[[str], None] = field(default=lambda _: None)


@dataclass(frozen=True)
class Address:
    """A server, a database and a user; without secrets, so that it can be shown.

    Args:
        scheme: one of `SCHEMES`.
        host: name or number of the server.
        port: its Bolt port.
        user: who asks.
        database: the database's name; empty for the user's own.
    """

    scheme: str
    host: str
    port: int
    user: str
    database: str

    @property
    def server(self) -> str:
        """Host and port, as messages name them."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def target(self) -> str:
        """The URI that the driver gets."""
        return f"{self.scheme}://{self.server}"

    @property
    def location(self) -> str:
        """The URI as users read it."""
        return self.target + (f"/{self.database}" if self.database else "")

    @property
    def encrypted(self) -> bool:
        """Whether nobody on the way can read along."""
        return "+" in self.scheme

    @property
    def local(self) -> bool:
        """Whether the server is on this machine."""
        if self.host.lower() == "localhost":
            return True
        from ipaddress import ip_address

        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


def is_uri(location: str) -> bool:
    """Whether a location is a URI of Neo4j's, or was meant to be one.

    Args:
        location: a path or URI.
    """
    return bool(_NEARLY.match(location))


def address_of(uri: str) -> Address:
    """A URI taken apart.

    Args:
        uri: `neo4j://[USER@]HOST[:PORT][/DATABASE]`, or another of `SCHEMES`.

    Raises:
        InputError: a password stands in it, or it is no such URI; the message holds no secret.
    """
    scheme, colon, rest = uri.strip().partition("://")
    scheme = scheme.lower()
    if not colon:
        raise InputError("the store's URI is incomplete; write neo4j://HOST, or a .db file")
    if "@" in rest and ":" in rest.rpartition("@")[0]:
        raise InputError(
            "a password stands in the store's URI; take it out, kamgraph asks for it or reads "
            f"{PASSWORD}"
        )
    if scheme not in SCHEMES:
        raise InputError(f"'{shortened(scheme)}://' is no kind of store; name neo4j://HOST")
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        host, port = parts.hostname or "", parts.port or _PORT
    except ValueError:
        raise InputError("the store's URI names no host; write neo4j://HOST:PORT") from None
    if not host or not host.isprintable() or " " in host:
        raise InputError("the store's URI names no host; write neo4j://HOST")
    if parts.query or parts.fragment:
        raise InputError("the store's URI holds more than a database; write neo4j://HOST/DATABASE")
    database = parts.path.strip("/")
    if database and not _DATABASE.fullmatch(database):
        raise InputError(
            f"'{shortened(database)}' is no name for a database; letters, digits, dots and dashes"
        )
    user = unquote(parts.username or "") or os.environ.get(USER) or "neo4j"
    return Address(scheme, host, port, user, database)


def check_encryption(address: Address, access: Access) -> None:
    """Keeps passwords and portfolios off the network where everybody could read them.

    Args:
        address: the server.
        access: what the user allows.

    Raises:
        InputError: the connection would be unencrypted, to another machine.
    """
    if not address.encrypted and not address.local and not access.allow_plaintext:
        raise InputError(
            f"'{address.location}' would send password and data unencrypted to another machine; "
            f"write {address.scheme}+s://{address.server}, or add --allow-plaintext"
        )
    if address.scheme.endswith("+ssc"):
        access.remark(
            f"The certificate of {address.server} is not checked (+ssc): the connection is "
            "encrypted, but whoever stands between can pretend to be the server."
        )


def password_of(address: Address, access: Access) -> str:
    """The password, from where the user gave it.

    Args:
        address: server and user.
        access: may ask the user.

    Raises:
        StoreUnreachable: there is none.
    """
    who = f"{address.user}@{address.server}"
    if access.password is not None:
        return access.password(who)
    found = os.environ.get(PASSWORD) or _kept(who) or access.ask(who)
    if found is None:
        raise StoreUnreachable(
            f"Neo4j at {address.server} needs a password for '{shortened(address.user)}'; set "
            f"{PASSWORD}, or name a file with --password-file"
        )
    return found


def _kept(who: str) -> str | None:
    """What the system's keyring holds, where the package keyring is installed."""
    try:
        from importlib import import_module

        keyring: Any = import_module("keyring")
    except ImportError:
        return None
    try:
        found = keyring.get_password(KEYRING, who)
    except keyring.errors.KeyringError:  # locked, or none on this machine
        return None
    return str(found) if found else None
