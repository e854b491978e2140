"""The lock of the one writer: on the node of the store, with signs of life."""

import os
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from neo4j import Transaction

from ecograph.errors import StoreBusy, StoreError
from ecograph.store.neo4j_books import STORE_NODE, make_state
from ecograph.store.neo4j_connection import Connection, rows_of

POLL = 0.1


class WriterLock:
    """Holds the lock while a `with` block lasts. The clock is the server's alone.

    Every transaction that writes calls `fence`, so that a writer that was taken for dead, and came
    back, writes nothing.
    """

    def __init__(self, connection: Connection, *, expiry: float, wait: float) -> None:
        self._connection = connection
        self._expiry = expiry
        self._wait = wait
        self._owner = f"{socket.gethostname()} {os.getpid()} {uuid4().hex}"
        self._done = threading.Event()
        self._pulse = threading.Thread(target=self._beat, name="ecograph-heartbeat", daemon=True)

    def __enter__(self) -> Self:
        until = time.monotonic() + self._wait
        while (writer := self._connection.write(self._take)) is not None:
            if time.monotonic() >= until:
                host = writer.split(" ")[0]
                raise StoreBusy(
                    f"Another run is writing to the store {self._connection.address}, from {host}.",
                    "Wait until it is done and try again.",
                )
            time.sleep(POLL)
        self._pulse.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._done.set()
        self._pulse.join()
        # Where the server is gone, the lock expires by itself.
        with suppress(StoreError):
            self._connection.write(self._release, patience=0)

    def fence(self, transaction: Transaction) -> Mapping[str, Any]:
        """Return what the store says of itself, inside a transaction.

        Raises
        ------
        StoreBusy
            The lock is another's by now.
        """
        held = rows_of(
            transaction,
            f"MATCH {STORE_NODE} SET s.heartbeat = timestamp() "
            "WITH s WHERE s.writer = $owner RETURN properties(s) AS said",
            owner=self._owner,
        )
        if not held:
            raise StoreBusy(
                f"Another run has taken over the store {self._connection.address}.",
                "Nothing more was written. Run the load again.",
            )
        said: Mapping[str, Any] = held[0]["said"]
        return said

    def _take(self, transaction: Transaction) -> str | None:
        """Take the lock, or return who has it."""
        make_state(transaction)
        # Writing first makes the server give the node to one transaction at a time.
        (row,) = rows_of(
            transaction,
            f"MATCH {STORE_NODE} SET s.asked = timestamp() "
            "RETURN s.writer AS writer, timestamp() - coalesce(s.heartbeat, 0) AS silence",
        )
        writer = row["writer"]
        # The lock may be ours already, where the answer to a first attempt was lost.
        taken = writer and writer != self._owner
        if taken and row["silence"] < 1000 * self._expiry and not _is_dead(writer):
            return str(writer)
        rows_of(
            transaction,
            f"MATCH {STORE_NODE} SET s.writer = $owner, s.heartbeat = timestamp() REMOVE s.asked",
            owner=self._owner,
        )
        return None

    def _release(self, transaction: Transaction) -> None:
        rows_of(
            transaction,
            f"MATCH {STORE_NODE} WHERE s.writer = $owner REMOVE s.writer, s.heartbeat",
            owner=self._owner,
        )

    def _beat(self) -> None:
        while not self._done.wait(self._expiry / 4):
            with suppress(StoreError):
                self._connection.write(self._breathe, patience=0)

    def _breathe(self, transaction: Transaction) -> None:
        rows_of(
            transaction,
            f"MATCH {STORE_NODE} WHERE s.writer = $owner SET s.heartbeat = timestamp()",
            owner=self._owner,
        )


def _is_dead(writer: str) -> bool:
    """Whether the writer was a process of this machine that is no more."""
    host, process, _ = writer.split(" ")
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
