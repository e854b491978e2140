"""The file beside a store that keeps what people add: SQLite, safe from kills and from each other."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ecograph.state.errors import StateError

WAIT = 15.0
"""How many seconds a writer waits for another."""

SCHEMA = (
    """
    CREATE TABLE judgements (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'alias', 'followed', 'undo')),
        kind TEXT NOT NULL,
        first TEXT NOT NULL,
        second TEXT NOT NULL,
        undoes INTEGER UNIQUE REFERENCES judgements (number),
        by TEXT NOT NULL CHECK (by <> ''),
        at TEXT NOT NULL,
        reason TEXT NOT NULL,
        CHECK ((verdict = 'undo') = (undoes IS NOT NULL))
    ) STRICT;
    CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements
    BEGIN SELECT RAISE(ABORT, 'a judgement never changes'); END;
    CREATE TRIGGER judgements_are_kept BEFORE DELETE ON judgements
    BEGIN SELECT RAISE(ABORT, 'a judgement is never deleted'); END;
    """,
    """
    CREATE TABLE loads (
        version INTEGER PRIMARY KEY,
        source TEXT NOT NULL,
        at TEXT NOT NULL,
        report TEXT NOT NULL
    ) STRICT;
    """,
    """
    CREATE TABLE handed_out (
        finding TEXT NOT NULL,
        agency TEXT NOT NULL,
        enterprises TEXT NOT NULL,
        digest TEXT NOT NULL,
        PRIMARY KEY (finding, agency)
    ) STRICT;
    CREATE TABLE verdicts (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        finding TEXT NOT NULL,
        agency TEXT NOT NULL,
        verdict TEXT NOT NULL CHECK (verdict IN ('double', 'progression', 'different', 'wrong')),
        by TEXT NOT NULL CHECK (by <> ''),
        checked_on TEXT NOT NULL,
        note TEXT NOT NULL,
        read_at TEXT NOT NULL,
        UNIQUE (finding, agency, verdict, by, checked_on, note)
    ) STRICT;
    CREATE TRIGGER verdicts_stay BEFORE UPDATE ON verdicts
    BEGIN SELECT RAISE(ABORT, 'a verdict never changes'); END;
    CREATE TRIGGER verdicts_are_kept BEFORE DELETE ON verdicts
    BEGIN SELECT RAISE(ABORT, 'a verdict is never deleted'); END;
    """,
    """
    CREATE TABLE decisions (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        finding TEXT NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('accept', 'dismiss', 'mute', 'note', 'assign')),
        by TEXT NOT NULL CHECK (by <> ''),
        at TEXT NOT NULL,
        reason TEXT NOT NULL,
        until TEXT,
        assignee TEXT,
        CHECK ((action = 'mute') = (until IS NOT NULL)),
        CHECK ((action = 'assign') = (assignee IS NOT NULL)),
        CHECK (action NOT IN ('dismiss', 'note') OR reason <> '')
    ) STRICT;
    CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'a decision never changes'); END;
    CREATE TRIGGER decisions_are_kept BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;
    """,
    """
    CREATE TABLE saved_results (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        by TEXT NOT NULL CHECK (by <> ''),
        at TEXT NOT NULL,
        note TEXT NOT NULL,
        analysis TEXT NOT NULL,
        parameters TEXT NOT NULL,
        version INTEGER NOT NULL,
        methods TEXT NOT NULL,
        findings INTEGER NOT NULL,
        result TEXT NOT NULL,
        moment TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER saved_results_stay BEFORE UPDATE ON saved_results
    BEGIN SELECT RAISE(ABORT, 'a saved result never changes'); END;
    CREATE TRIGGER saved_results_are_kept BEFORE DELETE ON saved_results
    BEGIN SELECT RAISE(ABORT, 'a saved result is never deleted'); END;
    ALTER TABLE decisions ADD COLUMN was TEXT;
    """,
    """
    CREATE TABLE referrals (
        finding TEXT PRIMARY KEY,
        enterprise TEXT NOT NULL,
        kind TEXT NOT NULL,
        member TEXT NOT NULL,
        digest TEXT NOT NULL
    ) STRICT;
    CREATE TABLE referral_statuses (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        finding TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('sent', 'contacted', 'joined', 'declined')),
        by TEXT NOT NULL CHECK (by <> ''),
        said_on TEXT NOT NULL,
        note TEXT NOT NULL,
        read_at TEXT NOT NULL,
        UNIQUE (finding, status, by, said_on, note)
    ) STRICT;
    CREATE TRIGGER referral_statuses_stay BEFORE UPDATE ON referral_statuses
    BEGIN SELECT RAISE(ABORT, 'a status of a referral never changes'); END;
    CREATE TRIGGER referral_statuses_are_kept BEFORE DELETE ON referral_statuses
    BEGIN SELECT RAISE(ABORT, 'a status of a referral is never deleted'); END;
    """,
)
"""What brings the file from each version of its schema to the next."""


def state_path(store_url: str, home: Path) -> Path:
    """Return where the state of a store lies: beside its folder, or in `home` for a server's.

    Examples
    --------
    >>> state_path("duckdb:/data/north", Path("/home/u")).as_posix()
    '/data/north.state.db'
    """
    if "://" in store_url:
        address = store_url.rpartition("@")[2]
        return home / f"state-{hashlib.sha256(address.encode()).hexdigest()[:12]}.db"
    folder = Path(store_url.removeprefix("duckdb:")).expanduser().absolute()
    return folder.with_name(f"{folder.name}.state.db")


class StateDatabase:
    """One state file. It is made when something is first written to it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """Give a connection that sees one moment; None where nobody has written anything yet."""
        if not self.path.exists():
            yield None
            return
        with self._explained(), closing(self._connect()) as connection:
            if self._version(connection) == 0:
                yield None
                return
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection of the one writer: all that the block writes is kept, or nothing.

        Raises
        ------
        StateError
            The file cannot be written, or another process wrote to it all the while.
        """
        with self._explained():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("BEGIN IMMEDIATE")
                try:
                    self._migrate(connection)
                    yield connection
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
                connection.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        for number, script in enumerate(SCHEMA[self._version(connection) :], self._version(connection) + 1):
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")

    def _version(self, connection: sqlite3.Connection) -> int:
        ((version,),) = connection.execute("PRAGMA user_version").fetchall()
        if version > len(SCHEMA):
            raise StateError(
                f"{self.path} was written by a newer ecograph.", "Use that version, or another store."
            )
        return int(version)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            busy = "locked" in str(error)
            why = "another process is writing to it" if busy else str(error)
            raise StateError(
                f"{self.path} cannot be used: {why}.",
                "Try again in a moment." if busy else "Check the disk, and who may write there.",
            ) from error
        except sqlite3.DatabaseError as error:
            raise StateError(
                f"{self.path} is damaged or no state file: {error}.", "Restore it from a backup."
            ) from error
        except OSError as error:
            raise StateError(
                f"{self.path} cannot be used: {error.strerror}.", "Check the folder, and who may write there."
            ) from error


def has_table(connection: sqlite3.Connection, name: str) -> bool:
    """Return whether the file was written since a table is kept; reading it does not bring it up to date."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    return found is not None


def has_column(connection: sqlite3.Connection, table: str, name: str) -> bool:
    """Return whether the file was written since a column is kept."""
    query = "SELECT 1 FROM pragma_table_info(?) WHERE name = ?"
    return connection.execute(query, (table, name)).fetchone() is not None


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script, which `executescript` would commit one by one."""
    statement = ""
    for line in script.splitlines():
        statement += f"{line}\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
