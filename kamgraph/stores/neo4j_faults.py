"""What Neo4j's driver and server report, as one of our errors: a sentence and an exit code.

The driver's own texts are never passed on: they may hold the URI, and are written for
programmers. A code of the server's (`Neo.ClientError...`) is named where nothing better can be
said.
"""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING

from kamgraph.errors import StoreBusy, StoreDamaged, StoreUnreachable, shortened

if TYPE_CHECKING:
    from kamgraph.stores.neo4j_address import Address

_HANDSHAKE = 2.0
"""Seconds in which a server has to begin an encrypted connection."""


def told(error: Exception, address: Address) -> Exception:
    """The error that a user reads, or one that the writer acts upon.

    Args:
        error: what the driver raised.
        address: the server.
    """
    from neo4j.exceptions import (
        ConfigurationError,
        DriverError,
        IncompleteCommit,
        Neo4jError,
        ServiceUnavailable,
        SessionExpired,
    )

    from kamgraph.stores.neo4j_server import Lost, TooMuch, out_of_memory

    if isinstance(error, IncompleteCommit):
        return Lost()
    if isinstance(error, Neo4jError):
        if out_of_memory(error.code or ""):
            return TooMuch()
        return _refused(error.code or "", address)
    encryption = _encryption(error) or _handshake(address)
    if isinstance(encryption, ssl.SSLCertVerificationError):
        wrong = encryption.verify_message.rstrip(".") or "it is not the server's"
        return StoreUnreachable(
            f"the certificate of {address.server} cannot be trusted ({wrong}); have it signed by "
            f"an authority this machine knows, or write {_scheme(address)}+ssc://{address.server} "
            "to encrypt without checking whom"
        )
    if encryption is not None:
        return StoreUnreachable(
            f"what listens at {address.server} does not answer encrypted connections; let the "
            f"server encrypt (server.bolt.tls_level), or write {_scheme(address)}://"
            f"{address.server} where nobody can read along"
        )
    if isinstance(error, ConfigurationError):
        return StoreUnreachable(
            f"Neo4j at {address.server} cannot be asked in this way; check the URI's scheme"
        )
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError | DriverError):
        return StoreUnreachable(
            f"nothing that speaks Neo4j answers at {address.server}; check that the server runs, "
            "and its host and port"
        )
    return error


def _refused(code: str, address: Address) -> Exception:
    """What the server said, by its code."""
    kind = code.rpartition(".")[2]
    server, user = address.server, shortened(address.user)
    if kind in ("Unauthorized", "TokenExpired"):
        return StoreUnreachable(
            f"Neo4j at {server} does not let '{user}' in; check user and password"
        )
    if kind == "CredentialsExpired":
        return StoreUnreachable(
            f"the password of '{user}' at {server} has to be changed first; do so in Neo4j "
            "Browser or cypher-shell"
        )
    if kind == "AuthenticationRateLimit":
        return StoreUnreachable(
            f"Neo4j at {server} has seen too many wrong passwords; wait a few seconds"
        )
    if kind in ("DatabaseNotFound", "DatabaseUnavailable", "HomeDatabaseNotFound"):
        return StoreUnreachable(
            f"Neo4j at {server} has no database '{shortened(address.database or 'neo4j')}' that "
            "is online; check the URI's last part"
        )
    if kind == "Forbidden":
        return StoreBusy(
            f"Neo4j at {server} does not allow '{user}' to do this; ask for the rights that "
            "docs/neo4j.md lists"
        )
    if kind in ("NotALeader", "ForbiddenOnReadOnlyDatabase", "WriteOnReadOnlyAccessDatabase"):
        return StoreBusy(f"the database at {server} can only be read at the moment")
    if kind in ("TransactionTimedOut", "TransactionTimedOutClientConfiguration"):
        return StoreBusy(f"Neo4j at {server} took too long; try again, or raise --timeout")
    if code.startswith("Neo.TransientError"):
        return StoreBusy(f"Neo4j at {server} is busy ({code}); try again")
    if code.startswith("Neo.DatabaseError"):
        return StoreBusy(f"Neo4j at {server} reports {code}; look into its log (disk, memory)")
    if kind in ("ConstraintValidationFailed", "EntityNotFound", "PropertyTypeError"):
        return StoreDamaged(
            f"the store at {server} was changed by something else than kamgraph ({code}); see "
            "`kamgraph stores --verify`"
        )
    if kind in ("SyntaxError", "ParameterMissing", "ProcedureNotFound", "NotImplemented"):
        return StoreUnreachable(
            f"Neo4j at {server} does not know a statement of kamgraph's ({code}); it needs "
            "Neo4j 5.26 or later"
        )
    return StoreUnreachable(f"Neo4j at {server} refuses ({code})")


def _encryption(error: BaseException) -> ssl.SSLError | None:
    """What is wrong with certificate or encryption, where that is why there is no connection."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError):
            return seen
        seen = seen.__cause__ or seen.__context__
    return None


def _handshake(address: Address) -> ssl.SSLError | None:
    """The same, tried without the driver, which keeps it to itself where it asks for routes."""
    if not address.scheme.endswith("+s"):
        return None
    try:
        with (
            socket.create_connection((address.host, address.port), _HANDSHAKE) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=address.host),
        ):
            return None
    except ssl.SSLError as error:
        return error
    except OSError:
        return None


def _scheme(address: Address) -> str:
    return address.scheme.partition("+")[0]
