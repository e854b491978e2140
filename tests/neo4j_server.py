"""A real Neo4j server for tests, and for a person: `python -m tests.neo4j_server`, or `make neo4j`.

Looked for in this order: the server that ECOGRAPH_TEST_NEO4J_URL names (with
ECOGRAPH_TEST_NEO4J_USER, _PASSWORD and _DATABASE), which tests empty; a Docker engine, through
testcontainers; Maven and Java.
"""

import fcntl
import gc
import logging
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import docker
import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from tests.server_guard import Guard

VERSION = "5.26.18"
ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache" / f"neo4j-{VERSION}"
USER = "neo4j"
STARTING = 180
STOPPING = 60
DOWNLOADS = 3
DOWNLOADING = 600

POM = f"""\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>ecograph</groupId><artifactId>neo4j-server</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{VERSION}</version></dependency>
  </dependencies>
</project>
"""

CONFIGURATION = """\
server.default_listen_address=127.0.0.1
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.enabled={browser}
server.http.listen_address=127.0.0.1:{http}
server.https.enabled=false
server.memory.pagecache.size={pagecache}
server.config.strict_validation.enabled=true
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=2 files
db.transaction.timeout=600s
db.memory.transaction.total.max={transactions}
db.memory.transaction.max={transaction}
dbms.security.allow_csv_import_from_file_urls=false
dbms.security.procedures.allowlist=db.*,dbms.components
dbms.usage_report.enabled=false
client.allow_telemetry=false
"""
OPENS = tuple(
    f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch")
)


# While a server starts, every refusal would be printed.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class NoServer(Exception):
    """No server could be found or started; the message says why."""


@dataclass(frozen=True, slots=True)
class Login:
    """Where a server is, and who may enter."""

    url: str
    password: str = field(repr=False)
    user: str = USER
    database: str = "neo4j"

    def answers(self) -> bool:
        """Whether the server answers a query."""
        try:
            with neo4j.GraphDatabase.driver(
                self.url,
                auth=(self.user, self.password),
                connection_timeout=5,
                max_transaction_retry_time=0,
            ) as driver:
                driver.execute_query("RETURN 1", database_=self.database)
        except (Neo4jError, DriverError, OSError):
            return False
        return True

    def query(self, text: str, **parameters: Any) -> list[neo4j.Record]:
        """Return the rows of a query that a test asks past the store."""
        with (
            neo4j.GraphDatabase.driver(
                self.url, auth=(self.user, self.password), notifications_min_severity="OFF"
            ) as driver,
            driver.session(database=self.database) as session,
        ):
            return list(session.run(text, parameters))

    def empty(self, rows: int = 1_000) -> None:
        """Take everything out of the database, except constraints and indexes; so much in a transaction."""
        # Relationships first: those of one hub are more than a transaction of a small server holds.
        self.query(f"MATCH ()-[r]->() CALL (r) {{ DELETE r }} IN TRANSACTIONS OF {rows} ROWS")
        self.query(f"MATCH (n) CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF {rows} ROWS")


class JavaServer:
    """A server of our own: a process on free ports of the loopback, with a folder to throw away.

    It ends with the process that started it, however that ends.
    """

    def __init__(self, *, heap: str = "512m", quick: bool = True, **settings: str) -> None:
        self._lib = _jars()
        self.home = Path(tempfile.mkdtemp(prefix="ecograph-neo4j-"))
        self._guard = Guard(self.home)
        self._heap = heap
        self._quick = quick
        self._settings = {
            "pagecache": "128m",
            "transactions": "0",
            "transaction": "0",
            "browser": "false",
            "bolt": str(_free_port()),
            "http": str(_free_port()),
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self.login = Login(f"neo4j://127.0.0.1:{self._settings['bolt']}", secrets.token_hex(8))
        try:
            self.configure()
            self.admin("dbms", "set-initial-password", self.login.password)
        except BaseException:
            self._guard.close()
            raise

    @property
    def browser(self) -> str:
        """The address of Neo4j Browser, where it is enabled."""
        return f"http://127.0.0.1:{self._settings['http']}"

    @property
    def pid(self) -> int:
        """The process of the server."""
        assert self._process is not None
        return self._process.pid

    def configure(self, *lines: str, **settings: str) -> None:
        """Write the configuration, for the next start."""
        conf = self.home / "conf"
        conf.mkdir(exist_ok=True)
        text = CONFIGURATION.format_map({**self._settings, **settings})
        (conf / "neo4j.conf").write_text("\n".join([text, *lines, ""]), encoding="utf-8")

    def admin(
        self, *arguments: str, cwd: Path | None = None, check: bool = True, heap: str = "512m"
    ) -> subprocess.CompletedProcess[str]:
        """Run `neo4j-admin`."""
        done = subprocess.run(
            [*self._java(heap), "org.neo4j.server.startup.Neo4jAdminCommand", *arguments],
            env=self._environment(),
            cwd=cwd or self.home,
            capture_output=True,
            text=True,
            check=False,
        )
        if check and done.returncode:
            raise NoServer(
                f"neo4j-admin {' '.join(arguments[:2])} failed: {_last(done.stderr or done.stdout)}"
            )
        return done

    def start(self) -> None:
        """Start, and wait until a query is answered."""
        with (self.home / "console.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *self._java(self._heap),
                    "org.neo4j.server.CommunityEntryPoint",
                    f"--home-dir={self.home}",
                    f"--config-dir={self.home / 'conf'}",
                    "--console-mode",
                ],
                env=self._environment(),
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C is for us, who then stop the server in order.
                start_new_session=True,
            )
        self._guard.watch(self._process.pid)
        until = time.monotonic() + STARTING
        while not self.login.answers():
            if self._process.poll() is not None or time.monotonic() > until:
                self.kill()
                said = _last((self.home / "console.log").read_text(encoding="utf-8", errors="replace"))
                raise NoServer(f"Neo4j {VERSION} did not start: {said}")
            time.sleep(0.3)

    def stop(self) -> None:
        """Stop in order, and wait for it."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOPPING)
            except subprocess.TimeoutExpired:
                self.kill()
            self._guard.watch(0)

    def kill(self) -> None:
        """Stop at once, as a power failure would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._guard.watch(0)

    def dispose(self) -> None:
        """Stop, and throw the folder away."""
        self.stop()
        self._guard.close()

    def _java(self, heap: str) -> list[str]:
        quick = ["-XX:TieredStopAtLevel=1"] if self._quick else []
        sizes = [f"-Xmx{heap}", "-XX:+UseSerialGC", *quick, "-Dfile.encoding=UTF-8"]
        return [_java(), *sizes, *OPENS, "-cp", f"{self._lib}/*", f"-Dbasedir={self.home}"]

    def _environment(self) -> Mapping[str, str]:
        return {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}


class FoundServer:
    """A server that somebody else runs, or a container."""

    def __init__(self, login: Login, container: Any = None) -> None:
        self.login = login
        self._container = container

    def dispose(self) -> None:
        """Stop the container, where it is ours."""
        if self._container is not None:
            self._container.stop()


def find_server() -> FoundServer | JavaServer:
    """Return a server that answers.

    Raises
    ------
    NoServer
        There is none, and none could be started.
    """
    environment = os.environ
    url = environment.get("ECOGRAPH_TEST_NEO4J_URL")
    if url:
        login = Login(
            url,
            environment.get("ECOGRAPH_TEST_NEO4J_PASSWORD", ""),
            environment.get("ECOGRAPH_TEST_NEO4J_USER", USER),
            environment.get("ECOGRAPH_TEST_NEO4J_DATABASE", "neo4j"),
        )
        if not login.answers():
            raise NoServer("ECOGRAPH_TEST_NEO4J_URL names a server that does not answer")
        return FoundServer(login)
    found = _from_docker()
    if found is not None:
        return found
    server = JavaServer()
    try:
        server.start()
    except BaseException:
        server.dispose()
        raise
    return server


def _from_docker() -> FoundServer | None:
    """Return a server in a container; None where there is no engine."""
    if not _has_engine():
        return None
    from testcontainers.core.container import DockerContainer

    password = secrets.token_hex(8)
    container = (
        DockerContainer(f"neo4j:{VERSION}-community")
        .with_env("NEO4J_AUTH", f"{USER}/{password}")
        .with_exposed_ports(7687)
    )
    try:
        container.start()
    except Exception:  # noqa: BLE001 - the image cannot be fetched, say: there may still be Maven
        container.stop()
        return None
    # What a container advertises is not where it is reached: `bolt` asks for no routes.
    address = f"{container.get_container_host_ip()}:{container.get_exposed_port(7687)}"
    found = FoundServer(Login(f"bolt://{address}", password), container)
    until = time.monotonic() + STARTING
    while not found.login.answers():
        if time.monotonic() > until:
            found.dispose()
            raise NoServer("the Neo4j container did not answer")
        time.sleep(0.5)
    return found


def _has_engine() -> bool:
    """Whether a Docker engine answers."""
    with warnings.catch_warnings():
        # A client that reaches nobody leaves a socket to be collected.
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            client = docker.from_env(timeout=5)
            client.ping()
            client.close()
        except Exception:  # noqa: BLE001 - whatever it says, there is no engine
            return False
        finally:
            gc.collect()
    return True


def _jars() -> Path:
    """Return the folder with the server's jars; fetched once, by Maven, from what it keeps in ~/.m2."""
    lib = CACHE / "lib"
    CACHE.mkdir(parents=True, exist_ok=True)
    # Tests run in several processes at once: one fetches, the others wait.
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not lib.is_dir():
            _fetch(lib)
    return lib


def _fetch(lib: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise NoServer("there is neither a Docker engine that answers nor Maven")
    _java()
    with tempfile.TemporaryDirectory(prefix="neo4j-", dir=lib.parent) as folder:
        (Path(folder) / "pom.xml").write_text(POM, encoding="utf-8")
        command = [
            maven,
            "--batch-mode",
            "--quiet",
            "dependency:copy-dependencies",
            "-DincludeScope=runtime",
            f"-DoutputDirectory={folder}/lib",
        ]
        said = ""
        for attempt in range(DOWNLOADS):
            # A burst of requests may be answered with "too many".
            time.sleep(5 * attempt)
            try:
                done = subprocess.run(
                    command, cwd=folder, capture_output=True, text=True, check=False, timeout=DOWNLOADING
                )
            except subprocess.TimeoutExpired:
                raise NoServer(
                    f"Maven did not fetch Neo4j {VERSION} in {DOWNLOADING // 60} minutes"
                ) from None
            if not done.returncode:
                break
            said = _last(done.stdout)
        else:
            raise NoServer(f"Maven could not fetch Neo4j {VERSION}: {said}")
        (Path(folder) / "lib").rename(lib)


def _java() -> str:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")
    if java is None:
        raise NoServer("there is neither a Docker engine that answers nor Java")
    return java


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _last(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> None:
    """Run a server until Ctrl-C, and say how to reach it."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        server = JavaServer(quick=False, browser="true")
    except NoServer as error:
        raise SystemExit(f"No server: {error}.") from None
    try:
        server.start()
        login = server.login
        sys.stdout.write(
            f"Neo4j {VERSION} answers; what it holds is thrown away when it stops.\n\n"
            f"  export ECOGRAPH_STORE={login.url}\n"
            f"  export ECOGRAPH_NEO4J_PASSWORD={login.password}\n\n"
            f"Neo4j Browser: {server.browser}  (connect to {login.url}, "
            f"user {login.user}, password {login.password})\n"
            "Ctrl-C stops it.\n"
        )
        sys.stdout.flush()
        while True:
            time.sleep(3600)
    except NoServer as error:
        raise SystemExit(f"No server: {error}.") from None
    except KeyboardInterrupt:
        sys.stdout.write("\nStopping …\n")
    finally:
        server.dispose()


if __name__ == "__main__":
    main()
