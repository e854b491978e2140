"""The log of judgements of identity: entries are added, never changed."""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from ecograph.state.database import StateDatabase, state_path
from ecograph.state.errors import JudgementRefused
from ecograph.state.identities import Identities
from ecograph.state.judgements import Judgement, Verdict

_COLUMNS = "number, verdict, kind, first, second, undoes, by, at, reason"


class IdentityLog:
    """Who judged what to be the same, different, or another name.

    Each entry is checked against those that stand in the transaction that writes it, so that two
    processes cannot contradict each other.
    """

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    @classmethod
    def of_store(cls, store_url: str, home: Path) -> Self:
        """Return the log that lies beside a store."""
        return cls(StateDatabase(state_path(store_url, home)))

    @property
    def path(self) -> Path:
        """The file that holds the log."""
        return self._database.path

    def entries(self) -> list[Judgement]:
        """Return every entry there ever was, the first first."""
        with self._database.reading() as connection:
            return _read(connection) if connection else []

    def identities(self, kind: str = "SME") -> Identities:
        """Return what the entries that stand amount to for one kind of node."""
        return Identities(self.entries(), kind)

    def judge(
        self, verdict: Verdict, first: str, second: str, *, kind: str = "SME", by: str, reason: str = ""
    ) -> tuple[Judgement, bool]:
        """Add an entry, unless one that stands says the same; return it, and whether it is new.

        Parameters
        ----------
        first, second
            Two keys, or for an alias the key and the name.

        Raises
        ------
        JudgementRefused
            It contradicts an entry that stands; the message names that.
        """
        with self._database.writing() as connection:
            identities = Identities(_read(connection), kind)
            there = identities.standing_on(verdict, first, second)
            if there:
                return there, False
            identities.admit(verdict, first, second)
            return _add(connection, verdict, kind, first, second, None, by, reason), True

    def undo(self, number: int, *, by: str, reason: str = "") -> Judgement:
        """Add an entry that takes another one back.

        Raises
        ------
        JudgementRefused
            There is no such entry, it is an undo itself, or it was taken back already.
        """
        with self._database.writing() as connection:
            entries = _read(connection)
            undone = next((entry for entry in entries if entry.number == number), None)
            if undone is None:
                raise JudgementRefused(
                    f"There is no entry {number}.", "List them with `ecograph identity list --judged`."
                )
            if undone.verdict is Verdict.UNDO:
                raise JudgementRefused(
                    f"Entry {undone} is an undo itself.", "Judge anew instead, with `same` or `different`."
                )
            earlier = next((entry for entry in entries if entry.undoes == number), None)
            if earlier:
                raise JudgementRefused(f"Entry {number} was taken back already, by entry {earlier}.")
            return _add(
                connection, Verdict.UNDO, undone.kind, undone.first, undone.second, number, by, reason
            )

    def follow(
        self, moved: Iterable[tuple[str, str]], *, kind: str, by: str
    ) -> list[tuple[str, str, JudgementRefused]]:
        """Note that old keys became new ones; return the pairs that a judgement forbids, and why."""
        refused: list[tuple[str, str, JudgementRefused]] = []
        with self._database.writing() as connection:
            for old, new in moved:
                identities = Identities(_read(connection), kind)
                if identities.are_same(old, new):
                    continue
                try:
                    identities.admit(Verdict.FOLLOWED, old, new)
                except JudgementRefused as refusal:
                    refused.append((old, new, refusal))
                else:
                    _add(connection, Verdict.FOLLOWED, kind, old, new, None, by, "")
        return refused


def _read(connection: sqlite3.Connection) -> list[Judgement]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM judgements ORDER BY number").fetchall()
    return [_entry(*row) for row in rows]


def _entry(
    number: int,
    verdict: str,
    kind: str,
    first: str,
    second: str,
    undoes: int | None,
    by: str,
    at: str,
    reason: str,
) -> Judgement:
    moment = datetime.fromisoformat(at)
    return Judgement(number, Verdict(verdict), kind, first, second, undoes, by, moment, reason)


def _add(
    connection: sqlite3.Connection,
    verdict: Verdict,
    kind: str,
    first: str,
    second: str,
    undoes: int | None,
    by: str,
    reason: str,
) -> Judgement:
    at = datetime.now(UTC).replace(microsecond=0)
    cursor = connection.execute(
        "INSERT INTO judgements (verdict, kind, first, second, undoes, by, at, reason) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [verdict.value, kind, first, second, undoes, by, at.isoformat(), reason],
    )
    return Judgement(cursor.lastrowid or 0, verdict, kind, first, second, undoes, by, at, reason)
