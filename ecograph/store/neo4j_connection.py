"""One driver for a store: managed transactions, time limits, and failures said in one sentence."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

import neo4j
from neo4j import Query, RoutingControl, Transaction
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    Neo4jError,
    RoutingServiceUnavailable,
    ServiceUnavailable,
    SessionExpired,
)

from ecograph.errors import StoreError, StoreUnreachable

T = TypeVar("T")
Work = Callable[[Transaction], T]

# What the driver would print to a terminal is said once, in a sentence, by the error.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

LIVENESS_CHECK = 60
FIRST_PAUSE = 0.25
PATIENCE = 30.0
"""Seconds for which a write is tried again where that may help."""


class TransactionTooLarge(StoreError):
    """A transaction needed more memory than the server gives to one; nothing was written."""


@dataclass(frozen=True, slots=True)
class Neo4jOptions:
    """How a server is spoken to.

    Attributes
    ----------
    timeout
        Seconds within which a server must answer a call for a connection.
    query_timeout
        Seconds that one transaction may take.
    lock_expiry
        Seconds without a sign of life after which a writer counts as dead.
    spool
        A folder for changes that are too many for one transaction.
    """

    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str = "neo4j"
    timeout: float = 5.0
    query_timeout: float = 600.0
    lock_expiry: float = 60.0
    spool: Path = field(default_factory=lambda: Path(gettempdir()) / "ecograph-spool")


class Connection:
    """Reads and writes one database. Threads may share it."""

    def __init__(self, url: str, options: Neo4jOptions) -> None:
        self.address, database = _address_of(url)
        self.database = database or options.database
        self._user = options.user
        self._query_timeout = options.query_timeout
        self._calls = 0
        self._idle = threading.Condition()
        with self.explained():
            self._driver = neo4j.GraphDatabase.driver(
                self.address,
                auth=(options.user, options.password) if options.password else None,
                connection_timeout=options.timeout,
                connection_acquisition_timeout=2 * options.timeout,
                max_transaction_retry_time=options.timeout,
                liveness_check_timeout=LIVENESS_CHECK,
                notifications_min_severity="OFF",
                user_agent="ecograph",
            )

    def verify(self) -> None:
        """Raise a `StoreError` where the server does not answer, or refuses the user."""
        # A session of its own does not try again, as managed transactions do.
        with self._calling(), self._driver.session(database=self.database) as session:
            session.run("RETURN 1").consume()

    def read(self, text: str, /, **parameters: object) -> list[neo4j.Record]:
        """Return the rows of a query that may not write."""
        with self._calling():
            query = Query(text, timeout=self._query_timeout)
            return self._driver.execute_query(
                query, parameters, routing_=RoutingControl.READ, database_=self.database
            ).records

    def write(self, work: Work[T], *, patience: float | None = None) -> T:
        """Return what a function gives that works in one transaction, tried again where that may help.

        Parameters
        ----------
        work
            It may be done twice: where a connection breaks while a transaction is committed, nobody
            knows whether it was, so it has to look first.
        patience
            How many seconds to go on trying; `PATIENCE` where it is None.

        Raises
        ------
        TransactionTooLarge
            The server had not enough memory for the transaction.
        """
        with self._calling(), self._driver.session(database=self.database) as session:
            until = time.monotonic() + (PATIENCE if patience is None else patience)
            pause = FIRST_PAUSE
            while True:
                try:
                    with session.begin_transaction(timeout=self._query_timeout) as transaction:
                        done = work(transaction)
                        transaction.commit()
                        return done
                except (Neo4jError, DriverError) as error:
                    # The driver's own loop would try again for half a minute what can never fit.
                    retryable = error.is_retryable() and not _is_too_large(error)
                    if not retryable or time.monotonic() + pause > until:
                        raise
                time.sleep(pause)
                pause *= 2

    def close(self) -> None:
        """Let go of every connection, as soon as no thread is in the middle of a call."""
        with self._idle:
            # The driver cannot close a connection on which another thread is writing.
            self._idle.wait_for(lambda: not self._calls, PATIENCE)
            self._driver.close()

    @contextmanager
    def _calling(self) -> Iterator[None]:
        """Count a call of the server, and say in one sentence what it could not do."""
        with self._idle:
            self._calls += 1
        try:
            with self.explained():
                yield
        finally:
            with self._idle:
                self._calls -= 1
                self._idle.notify_all()

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Say in one sentence, inside the block, what the server could not do."""
        try:
            yield
        except (Neo4jError, DriverError, ConfigurationError, ValueError, OSError) as error:
            raise self._sentence(error) from error

    def _sentence(self, error: Exception) -> StoreError:
        code = getattr(error, "code", None) or ""
        if isinstance(error, AuthError) or code.startswith("Neo.ClientError.Security"):
            if "RateLimit" in code:
                return StoreError(
                    f"{self.address} refuses every password for a few seconds after several wrong ones.",
                    "Wait a little, and try again with the right one.",
                )
            return StoreError(
                f"{self.address} refuses the user {self._user!r} with this password.",
                "Set ECOGRAPH_NEO4J_USER, and ECOGRAPH_NEO4J_PASSWORD or ECOGRAPH_NEO4J_PASSWORD_FILE.",
            )
        if isinstance(error, ServiceUnavailable | SessionExpired | RoutingServiceUnavailable | OSError):
            return StoreUnreachable(
                f"No Neo4j server answers at {self.address}.", "Start it, or check the address."
            )
        if "DatabaseUnavailable" in code:
            return StoreUnreachable(
                f"The database {self.database!r} of {self.address} is not open.",
                "Wait until the server has started, or let its administrator start the database.",
            )
        if "DatabaseNotFound" in code:
            return StoreError(
                f"{self.address} has no database {self.database!r}.", "Set ECOGRAPH_NEO4J_DATABASE."
            )
        if "ReadOnly" in code or "read-only mode" in str(error):
            return StoreError(
                f"The database {self.database!r} of {self.address} is set read-only.",
                "Nothing was changed. Let the server's administrator open it for writing.",
            )
        if isinstance(error, ConstraintError):
            return StoreError(
                f"{self.address} already holds something of this key that ecograph did not write.",
                "Nothing was changed. Use a database of its own.",
            )
        if _is_too_large(error):
            return TransactionTooLarge(
                f"{self.address} gives one transaction less memory than this needs.",
                "Raise db.memory.transaction.max in the server's configuration.",
            )
        if "TransactionTimedOut" in code:
            return StoreError(
                f"{self.address} took longer than {self._query_timeout:g} seconds.",
                "Try again, or raise ECOGRAPH_NEO4J_QUERY_TIMEOUT.",
            )
        said = str(getattr(error, "message", None) or error).split("\n", maxsplit=1)[0].rstrip(".")
        return StoreError(f"{self.address} could not do what was asked: {said}.")


def _is_too_large(error: Exception) -> bool:
    code = getattr(error, "code", None) or ""
    return "OutOfMemory" in code or "MemoryLimit" in code


def rows_of(transaction: Transaction, text: str, /, **parameters: object) -> list[Mapping[str, Any]]:
    """Return the rows of a query inside a transaction."""
    return [record.data() for record in transaction.run(text, parameters)]


def _address_of(url: str) -> tuple[str, str]:
    """Return the address without a database, and the database it names."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise StoreError("The address of the store is not valid.", "Write `neo4j://host:7687`.") from None
    if parts.username or parts.password:
        raise StoreError(
            "The address of a store must not hold a password.",
            "Set ECOGRAPH_NEO4J_USER, and ECOGRAPH_NEO4J_PASSWORD or ECOGRAPH_NEO4J_PASSWORD_FILE.",
        )
    if not parts.hostname or parts.query or parts.fragment or parts.path.count("/") > 1:
        raise StoreError(
            f"{url!r} is not the address of a server.", "Write `neo4j://host:7687`, or with `/database`."
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    address = f"{parts.scheme}://{host}" + (f":{port}" if port else "")
    return address, unquote(parts.path.strip("/"))
