"""A Neo4j server that is asked and written to: sessions, retries, waiting, and what went wrong.

Every fault of the driver becomes one of our errors, a sentence that names the server and the
remedy; the driver's own texts are never passed on. What is asked stands in `kamgraph_cypher`.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from kamgraph.errors import InputError, StoreBusy, StoreUnreachable
from kamgraph.stores.neo4j_address import Access, Address, check_encryption, password_of
from kamgraph_cypher import load

if TYPE_CHECKING:
    import neo4j

R = TypeVar("R")

CONNECTING = 10.0
"""Seconds within which a server has to answer at all."""

_CLOSING = 2.0
"""Seconds that the driver may take to notice that a wait was ended, and to pause before it would
try again; they are part of the patience."""

_ATTEMPTS = 3

_LONGEST = 10
"""A transaction may last so many times as long as one answer."""

_MEMORY = ("MemoryPoolOutOfMemoryError", "TransactionOutOfMemoryError", "OutOfMemoryError")


class TooMuch(Exception):  # noqa: N818 - not shown: the writer makes its batches smaller
    """A transaction needs more memory than the server gives it."""


class Lost(Exception):  # noqa: N818 - not shown: the writer asks what became of it
    """The connection broke before the server said whether it had kept a transaction."""


class Expired(Exception):  # noqa: N818 - not shown: told as a sentence
    """The server was given up while the driver would still try."""


class Asking:
    """One transaction, in which statements are run by name.

    Args:
        transaction: the driver's.
        watch: is told of every answer.
    """

    def __init__(self, transaction: neo4j.ManagedTransaction, watch: Watch) -> None:
        self._transaction = transaction
        self._watch = watch

    def run(self, name: str, /, **parameters: Any) -> list[Mapping[str, Any]]:
        """The records of a statement.

        Args:
            name: its name in `kamgraph_cypher`.
            parameters: values, which travel beside the text.
        """
        self._watch.check()
        found: list[Mapping[str, Any]] = []
        for record in self._transaction.run(load(name), parameters):
            self._watch.answered()
            found.append(record)
        self._watch.answered()
        return found

    def lock(self, first: Mapping[str, Any]) -> None:
        """Keeps other writers waiting until the transaction ends.

        Args:
            first: what a new store says of itself.
        """
        self._watch.waits_for_others = True
        self.run("write/lock", first=first)
        self._watch.waits_for_others = False


class Watch:
    """Ends a wait without an answer by closing the driver.

    The driver's own timeouts do not cover a server that accepts a question and says nothing.

    Args:
        seconds: the longest wait.
        close: ends it.
    """

    def __init__(self, seconds: float, close: Callable[[], None]) -> None:
        self._seconds = seconds
        self._close = close
        self._last = time.monotonic()
        self._over = threading.Event()
        self.expired = False
        self.waits_for_others = False

    def answered(self) -> None:
        """Notes that the server is alive."""
        self._last = time.monotonic()

    def check(self) -> None:
        """Before a question; where the wait is over, the driver must not try again.

        Raises:
            Expired: it is.
        """
        if self.expired:
            raise Expired
        self.answered()

    @property
    def waited(self) -> float:
        """Seconds since the last answer."""
        return time.monotonic() - self._last

    @contextlib.contextmanager
    def over(self) -> Iterator[Watch]:
        """Watches as long as this lasts."""
        thread = threading.Thread(target=self._wait, name="kamgraph-watch", daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._over.set()

    def _wait(self) -> None:
        while not self._over.wait(max(0.05, self._last + self._seconds - time.monotonic())):
            if time.monotonic() - self._last >= self._seconds:
                self.expired = True
                self._close()
                return


class Server:
    """A connection to a database.

    Args:
        address: where.
        access: password, encryption and patience.

    Raises:
        InputError: the driver is not installed, or the connection would be unencrypted.
        StoreUnreachable: no password, no server, or it does not let us in.
    """

    def __init__(self, address: Address, access: Access) -> None:
        check_encryption(address, access)
        self.address = address
        self._timeout = access.timeout
        self._patience = max(access.timeout - _CLOSING, access.timeout / 2)
        self._closed = False
        driver = _driver_module()
        # Who wants to read what the driver logs says so; nobody sees it unasked.
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
        password = password_of(address, access)
        patience = min(access.timeout, CONNECTING)
        self._driver = driver.GraphDatabase.driver(
            address.target,
            auth=(address.user, password) if password else None,
            resolver=self._unless_given_up,
            connection_timeout=min(5.0, patience),
            connection_acquisition_timeout=patience,
            max_transaction_retry_time=10.0,
            liveness_check_timeout=30.0,
            max_connection_lifetime=240.0,
            notifications_min_severity="OFF",
            user_agent="kamgraph",
        )
        self._bookmarks = driver.GraphDatabase.bookmark_manager()
        self._connected = False
        try:
            with self._watched(patience) as watch, self._session() as session:
                session.run("RETURN 1").consume()
                watch.answered()
            self._connected = True
        except BaseException:
            self.close()
            raise

    def read(self, work: Callable[[Asking], R]) -> R:
        """What some statements answer, in one transaction.

        Args:
            work: runs them; may be called more than once.

        Raises:
            StoreUnreachable, StoreBusy: the server does not answer, or does not let us.
        """
        for _ in range(_ATTEMPTS):
            # Also a read ends with a commit, whose answer may be lost; it is just read again.
            with (
                contextlib.suppress(Lost),
                self._watched(self._patience) as watch,
                self._session("READ") as session,
            ):
                return session.execute_read(self._bounded(work, watch))
        raise StoreUnreachable(
            f"the connection to Neo4j at {self.address.server} breaks at every attempt; look at "
            "the network"
        )

    def write(self, work: Callable[[Asking], R]) -> R:
        """Changes what the database holds, all of it or nothing.

        Args:
            work: runs statements; may be called more than once.

        Raises:
            StoreUnreachable, StoreBusy: the server does not answer, or does not let us.
            TooMuch: it needs more memory than there is; nothing was kept.
            Lost: nobody knows whether it was kept.
        """
        with self._watched(self._patience) as watch, self._session("WRITE") as session:
            return session.execute_write(self._bounded(work, watch))

    def declare(self, names: tuple[str, ...]) -> None:
        """Makes constraints and indexes that are not there, and waits until they answer.

        Args:
            names: statements in `kamgraph_cypher`; a file has the name of what it makes.
        """
        there = {record["name"] for record in self.read(lambda asking: asking.run("read/schema"))}
        missing = [name for name in names if f"kamgraph_{name.rpartition('/')[2]}" not in there]
        for name in [*missing, "schema/await"] if missing else ():
            with self._watched(self._patience) as watch, self._session("WRITE") as session:
                session.run(load(name), seconds=int(self._timeout)).consume()
                watch.answered()

    def close(self) -> None:
        """Ends the connection; doing so twice is fine."""
        if not self._closed:
            self._closed = True
            with contextlib.suppress(Exception):
                self._driver.close()

    def _session(self, mode: str = "WRITE") -> neo4j.Session:
        session: neo4j.Session = self._driver.session(
            database=self.address.database or None,
            default_access_mode=mode,
            bookmark_manager=self._bookmarks,
        )
        return session

    def _bounded(
        self, work: Callable[[Asking], R], watch: Watch
    ) -> Callable[[neo4j.ManagedTransaction], R]:
        """The work with a time limit that the server keeps, too."""
        from neo4j import unit_of_work

        @unit_of_work(timeout=self._timeout * _LONGEST)
        def bounded(transaction: neo4j.ManagedTransaction) -> R:
            found = work(Asking(transaction, watch))
            watch.answered()
            return found

        return bounded

    @contextlib.contextmanager
    def _watched(self, seconds: float) -> Iterator[Watch]:
        """Around every question: ends the wait, and says what went wrong."""
        from neo4j.exceptions import DriverError, Neo4jError

        watch = Watch(seconds, self._cut)
        try:
            with watch.over():
                yield watch
        except (DriverError, Neo4jError, OSError, Expired) as error:
            if watch.expired:
                raise self._silent(watch) from None
            raise self._fault(error) from None

    def _cut(self) -> None:
        """Closes the driver while another thread waits for an answer."""
        self._closed = True
        with contextlib.suppress(Exception):
            self._driver.close()

    def _unless_given_up(self, address: neo4j.Address) -> list[neo4j.Address]:
        """Where to connect: a closed driver still would, for a transaction that it runs again.

        Raises:
            Expired: the server was given up.
        """
        if self._closed:
            raise Expired
        return [address]

    def _silent(self, watch: Watch) -> Exception:
        seconds = watch.waited
        if watch.waits_for_others:
            return StoreBusy(
                f"others have been writing to Neo4j at {self.address.server} for {seconds:.0f} "
                "seconds; try again later"
            )
        if not self._connected:
            return StoreUnreachable(
                f"what listens at {self.address.server} has not answered for {seconds:.0f} "
                "seconds; check that Neo4j runs there, and its host and port"
            )
        return StoreUnreachable(
            f"Neo4j at {self.address.server} has not answered for {seconds:.0f} seconds; look at "
            "the server, or wait longer with --timeout"
        )

    def _fault(self, error: Exception) -> Exception:
        from kamgraph.stores.neo4j_faults import told

        return told(error, self.address)


def out_of_memory(code: str) -> bool:
    """Whether a server's code says that a transaction was too large for it.

    Args:
        code: as `Neo.TransientError.General.MemoryPoolOutOfMemoryError`.
    """
    return code.rpartition(".")[2] in _MEMORY


def _driver_module() -> Any:
    """Neo4j's driver.

    Raises:
        InputError: it is not installed.
    """
    try:
        import neo4j
    except ImportError:
        raise InputError(
            "a Neo4j store needs Neo4j's driver; install it with: pip install 'kamgraph[neo4j]'"
        ) from None
    return neo4j
