"""What became of the rows of every load, kept beside the store that it went into."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from ecograph.state.database import StateDatabase, has_table, state_path


@dataclass(frozen=True, slots=True)
class LoadRecord:
    """One load: the version of the store that it made, its source, when, and its report as JSON knows it."""

    version: int
    source: str
    at: datetime
    report: Mapping[str, Any]


class LoadLog:
    """The reports of all loads into one store; the last one of a version stands."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    @classmethod
    def of_store(cls, store_url: str, home: Path) -> Self:
        """Return the log that lies beside a store."""
        return cls(StateDatabase(state_path(store_url, home)))

    def add(self, version: int, source: str, report: Mapping[str, Any]) -> None:
        """Keep the report of a load.

        Raises
        ------
        StateError
            The file cannot be written.
        """
        at = datetime.now(UTC).replace(microsecond=0).isoformat()
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO loads (version, source, at, report) VALUES (?, ?, ?, ?)",
                [version, source, at, json.dumps(report, ensure_ascii=False)],
            )

    def records(self) -> list[LoadRecord]:
        """Return every load on record, the first first."""
        with self._database.reading() as connection:
            if connection is None or not has_table(connection, "loads"):
                return []
            query = "SELECT version, source, at, report FROM loads ORDER BY version"
            rows = connection.execute(query).fetchall()
        return [
            LoadRecord(version, source, datetime.fromisoformat(at), json.loads(report))
            for version, source, at, report in rows
        ]
