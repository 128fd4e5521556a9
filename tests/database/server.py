"""A real Neo4j for the tests: somebody's own, one started from jars, or one in Docker.

One server serves a whole run of the tests, whatever the number of processes they run in; the
process that began the run stops it. Tests take turns: the database is emptied for each.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kamgraph.stores.neo4j_address import Access

STATE = "KAMGRAPH_TEST_NEO4J_STATE"
"""The folder in which the processes of one run find their server."""

POM = Path(__file__).with_name("pom.xml")
VERSION = "5.26.30"
IMAGE = f"neo4j:{VERSION}-community"
USER = "neo4j"
PATIENCE = 120.0

FOR_TESTS = (
    # A plan is kept whatever the number of rows and the length of lists and texts: planning
    # costs a second, and the tests ask the same statements of ever other data.
    "dbms.cypher.statistics_divergence_threshold=1.0",
    "dbms.cypher.min_replan_interval=1h",
    "internal.cypher.use_parameter_size=false",
    # The quick compiler alone: the tests ask many small questions of a server that is just up.
    "server.jvm.additional=-XX:+UseSerialGC",
    "server.jvm.additional=-XX:TieredStopAtLevel=1",
)
"""Lines of the configuration that serve the tests; a server as users have it has none of them."""

_JVM = "server.jvm.additional="

_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


_STARTED: list[subprocess.Popen[bytes]] = []
"""Processes that outlive the function that started them."""


class NoServer(Exception):  # noqa: N818 - a reason to skip
    """Why there is no server here, and what to install."""


@dataclass
class Server:
    """A server that answers.

    Args:
        uri: where.
        password: of the user neo4j.
        home: the folder of one started from jars; empty otherwise.
        container: the name of one in Docker; empty otherwise.
        pid: the process started from jars; 0 otherwise.
    """

    uri: str
    password: str
    home: str = ""
    container: str = ""
    pid: int = 0

    @property
    def ours(self) -> bool:
        """Whether the tests started it, and may kill it."""
        return bool(self.home or self.container)

    @property
    def access(self) -> Access:
        """How a store gets in."""
        return Access(password=lambda _: self.password)

    def kill(self) -> None:
        """Ends the server at once, as a power cut does."""
        if self.container:
            _docker("kill", self.container)
        else:
            os.kill(self.pid, signal.SIGKILL)
            _gone(self.pid)

    def start(self) -> None:
        """Starts the server that was killed again, with what it kept."""
        if self.container:
            _docker("start", self.container)
        else:
            self.pid = _java(Path(self.home))
        _await(self)

    def stop(self) -> None:
        """Stops a server that the tests started, and removes what it kept."""
        if self.container:
            _docker("rm", "--force", self.container)
        elif self.pid:
            try:
                os.kill(self.pid, signal.SIGTERM)
                _gone(self.pid)
            except ProcessLookupError:
                pass
            shutil.rmtree(self.home, ignore_errors=True)


def state() -> Path:
    """The folder that the processes of this run share; made by the first of them."""
    if STATE not in os.environ:
        os.environ[STATE] = tempfile.mkdtemp(prefix="kamgraph-neo4j-")
        (Path(os.environ[STATE]) / "run.txt").write_text(str(os.getpid()))
    return Path(os.environ[STATE])


@contextmanager
def turn(name: str) -> Iterator[None]:
    """While this lasts, no other process of the run is in the same."""
    with (state() / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def running(settings: Sequence[str] = FOR_TESTS) -> Server:
    """The server of this run, started where it is not yet.

    Args:
        settings: lines of the configuration of one that is started from jars.

    Raises:
        NoServer: there can be none here.
    """
    with turn("server"):
        kept, reason = state() / "server.json", state() / "none.txt"
        if reason.exists():
            raise NoServer(reason.read_text())
        if kept.exists():
            return Server(**json.loads(kept.read_text()))
        try:
            server = _found(settings)
        except NoServer as error:
            reason.write_text(str(error))
            raise
        remember(server)
        return server


def remember(server: Server) -> None:
    """Tells the other processes of the run; also after a restart.

    Args:
        server: as it runs now.
    """
    (state() / "server.json").write_text(json.dumps(asdict(server)))


def finish() -> None:
    """Stops what the run started, and removes its folder."""
    kept = state() / "server.json"
    if kept.exists():
        server = Server(**json.loads(kept.read_text()))
        if not server.ours:
            emptied(server)
        server.stop()
    shutil.rmtree(state(), ignore_errors=True)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _found(settings: Sequence[str]) -> Server:
    """Somebody's own server, else one from jars, else one in Docker."""
    uri = os.environ.get("KAMGRAPH_TEST_NEO4J_URI")
    if uri:
        server = Server(uri, os.environ.get("KAMGRAPH_TEST_NEO4J_PASSWORD", ""))
        _await(server)
        _refuse_data(server)
        return server
    missing = [name for name in ("java", "mvn") if not shutil.which(name)]
    if not missing:
        return _from_jars(settings)
    if shutil.which("docker") and _docker_runs():
        return _in_docker()
    raise NoServer(
        f"no Neo4j for the tests: {' and '.join(missing)} missing (apt install "
        "openjdk-17-jdk-headless maven), Docker does not run, and KAMGRAPH_TEST_NEO4J_URI is "
        "not set"
    )


def _refuse_data(server: Server) -> None:
    """Leaves a database alone that holds anything: the tests would empty it."""
    with _driver(server.uri, server.password) as driver:
        if driver.execute_query("MATCH (n) RETURN 1 LIMIT 1").records:
            raise NoServer(
                f"the database at {server.uri} holds data, which the tests would delete; give "
                "them an empty one"
            )


def jars() -> Path:
    """The server's jars, fetched once and kept in the user's cache.

    Raises:
        NoServer: they cannot be fetched.
    """
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kamgraph"
    found = base / f"neo4j-{VERSION}"
    if not found.exists():
        base.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(dir=base))
        shutil.copy(POM, half / "pom.xml")
        command = ["mvn", "-q", "-B", "dependency:copy-dependencies"]
        command += [f"-DoutputDirectory={half / 'lib'}", "-DincludeScope=runtime"]
        done = subprocess.run(command, cwd=half, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(half)
            last = (done.stdout.strip().splitlines() or ["it said nothing"])[0]
            raise NoServer(f"Maven could not fetch Neo4j {VERSION}: {last}")
        try:
            half.rename(found)  # whole, or not there
        except OSError:  # another run was quicker
            shutil.rmtree(half)
    return found / "lib"


def _from_jars(settings: Sequence[str]) -> Server:
    home = Path(tempfile.mkdtemp(prefix="neo4j-", dir=state()))
    for name in ("conf", "data", "logs", "run", "plugins", "import", "licenses", "lib"):
        (home / name).mkdir()
    port = free_port()
    lines = (
        f"server.bolt.listen_address=127.0.0.1:{port}",
        f"server.bolt.advertised_address=127.0.0.1:{port}",
        "server.http.enabled=false",
        "server.https.enabled=false",
        "dbms.usage_report.enabled=false",
        "server.memory.pagecache.size=256m",
        *settings,
    )
    (home / "conf" / "neo4j.conf").write_text("\n".join(lines) + "\n")
    password = secrets.token_hex(12)
    server = Server(f"bolt://127.0.0.1:{port}", password, home=str(home), pid=_java(home))
    with _driver(server.uri, "neo4j") as driver:  # the first password has to be changed
        driver.execute_query(
            "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password",
            password=password,
            database_="system",
        )
    _await(server)
    return server


def _java(home: Path) -> int:
    """Starts the server; it ends with the run even where nobody stops it."""
    log = home / "logs" / "neo4j.log"
    log.unlink(missing_ok=True)
    settings = (home / "conf" / "neo4j.conf").read_text().splitlines()
    command = ["java", "-Xms512m", "-Xmx1g"]
    command += [line.removeprefix(_JVM) for line in settings if line.startswith(_JVM)]
    command += ["-cp", f"{jars()}/*"]
    command += [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in _OPENED]
    command += ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}"]
    command.append(f"--config-dir={home / 'conf'}")
    with (home / "logs" / "out.txt").open("w") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True
        )
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if log.exists() and "Started." in log.read_text():
            _STARTED.extend((process, _watched(process.pid)))
            return process.pid
        if process.poll() is not None:
            break
        time.sleep(0.1)
    process.kill()
    said = (home / "logs" / "out.txt").read_text().strip().splitlines()[-1:]
    raise NoServer(f"Neo4j did not start: {' '.join(said) or 'it said nothing'}")


def _watched(pid: int) -> subprocess.Popen[bytes]:
    """Ends the server when the run is gone, even where that was killed; what it kept goes too."""
    run, folder = (state() / "run.txt").read_text(), shlex.quote(str(state()))
    # Where the server ended first, its number may be somebody else's by now.
    loop = f"while kill -0 {pid}; do kill -0 {run} || {{ kill {pid}; break; }}; sleep 3; done; "
    loop += f"while kill -0 {pid}; do sleep 1; done; kill -0 {run} || rm -rf {folder}"
    return subprocess.Popen(
        ["sh", "-c", loop],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _in_docker() -> Server:
    name, password = f"kamgraph-tests-{os.getpid()}", secrets.token_hex(12)
    port = free_port()
    _docker(
        "run", "--detach", "--name", name, "--publish", f"127.0.0.1:{port}:7687",
        "--env", f"NEO4J_AUTH={USER}/{password}", IMAGE,
    )  # fmt: skip
    server = Server(f"bolt://127.0.0.1:{port}", password, container=name)
    _await(server)
    return server


def _docker_runs() -> bool:
    return subprocess.run(["docker", "info"], capture_output=True, check=False).returncode == 0


def _docker(*arguments: str) -> None:
    done = subprocess.run(["docker", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoServer(f"docker {arguments[0]}: {done.stderr.strip()}")


def _driver(uri: str, password: str) -> Any:
    from neo4j import GraphDatabase

    return GraphDatabase.driver(uri, auth=(USER, password), notifications_min_severity="OFF")


def _await(server: Server) -> None:
    """Waits until the server answers."""
    from neo4j.exceptions import DriverError, Neo4jError

    until = time.monotonic() + PATIENCE
    while True:
        try:
            with _driver(server.uri, server.password) as driver:
                driver.execute_query("RETURN 1")
                return
        except (DriverError, Neo4jError) as error:
            if time.monotonic() > until:
                raise NoServer(f"Neo4j at {server.uri} does not answer") from error
            time.sleep(0.2)


def _gone(pid: int) -> None:
    """Waits until a process has ended, whoever started it."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if os.waitpid(pid, os.WNOHANG)[0]:
                return
        except ChildProcessError:  # another process of the run started it
            if not Path(f"/proc/{pid}").exists() or "Z" in _status(pid):
                return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)


def _status(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "Z"


def emptied(server: Server) -> None:
    """Empties the database; constraints and indexes stay.

    Args:
        server: a server of the tests alone.
    """
    with _driver(server.uri, server.password) as driver, driver.session() as session:
        session.run(
            "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
        ).consume()
