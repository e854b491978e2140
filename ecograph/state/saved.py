"""Results of analyses that people keep by a name, with the question, the methods and the version of the data.

A kept result never changes and is never deleted, so that what was decided from it can be shown again, and
so that a later answer to the same question can be laid beside it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from ecograph.findings import AnalysisResult
from ecograph.state.database import StateDatabase, has_table, state_path
from ecograph.state.errors import SavedRefused

_COLUMNS = "number, name, by, at, note, analysis, parameters, version, methods, findings"
_NAME = re.compile(r"[^\s/\\?#%]{1,80}")
"""A name fits an address (Thai vowels and tone marks are no letters to `\\w`); it begins with a letter or
digit, and is no number alone.
"""


@dataclass(frozen=True, slots=True)
class Saved:
    """What is known of a kept result without reading it: by whom and when (UTC), the question, the data.

    `methods` are the versions of the methods that the findings rest on.
    """

    number: int
    name: str
    by: str
    at: datetime
    note: str
    analysis: str
    parameters: Mapping[str, Any]
    version: int
    methods: Mapping[str, int]
    findings: int

    def to_dict(self) -> dict[str, Any]:
        """Return it as values that JSON knows."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {**values, "at": self.at.isoformat()}


class SavedResults:
    """The results kept beside a store."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    @classmethod
    def of_store(cls, store_url: str, home: Path) -> Self:
        """Return the results that are kept beside a store."""
        return cls(StateDatabase(state_path(store_url, home)))

    def add(
        self, name: str, result: AnalysisResult, moment: Mapping[str, Any], *, by: str, note: str = ""
    ) -> Saved:
        """Keep a result under a name, and return what is known of it.

        Parameters
        ----------
        moment
            What was on record when it was made, as values that JSON knows.

        Raises
        ------
        SavedRefused
            When the name is taken or unfit, or it is not said by whom.
        """
        name, by = name.strip(), by.strip()
        if not _NAME.fullmatch(name) or not name[0].isalnum() or name.isdecimal():
            raise SavedRefused(
                f"{name!r} is no name for a result.",
                "Begin with a letter, without spaces and slashes; a number alone is none.",
            )
        if not by:
            raise SavedRefused(
                "It is not said who keeps it.", "Give the name of a unit or an officer (--by)."
            )
        at = datetime.now(UTC).replace(microsecond=0)
        methods = {finding.method.name: finding.method.version for finding in result.findings}
        values = result.to_dict()
        about = (name, by, at.isoformat(), note.strip(), result.analysis, _json(values["parameters"]))
        of = (result.store_version, _json(methods), len(result.findings), _json(values), _json(moment))
        with self._database.writing() as connection:
            if connection.execute("SELECT 1 FROM saved_results WHERE name = ?", (name,)).fetchone():
                raise SavedRefused(
                    f"A result is kept as {name!r} already.", "What is kept stays: take another."
                )
            done = connection.execute(
                "INSERT INTO saved_results (name, by, at, note, analysis, parameters, version, methods, "
                "findings, result, moment) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*about, *of),
            )
            number = int(done.lastrowid or 0)
        return next(each for each in self.entries() if each.number == number)

    def entries(self) -> list[Saved]:
        """Return what is known of every kept result, the first first."""
        with self._database.reading() as connection:
            if connection is None or not has_table(connection, "saved_results"):
                return []
            rows = connection.execute(f"SELECT {_COLUMNS} FROM saved_results ORDER BY number").fetchall()
        return [
            Saved(
                number,
                name,
                by,
                datetime.fromisoformat(at),
                note,
                analysis,
                json.loads(parameters),
                version,
                json.loads(methods),
                findings,
            )
            for number, name, by, at, note, analysis, parameters, version, methods, findings in rows
        ]

    def find(self, name: str) -> Saved:
        """Return what is known of the result of a name, or of a number.

        Raises
        ------
        SavedRefused
            When none is kept so.
        """
        entries = self.entries()
        found = next((each for each in entries if name in (each.name, str(each.number))), None)
        if found is None:
            there = ", ".join(each.name for each in entries[-5:]) or "none yet"
            raise SavedRefused(f"No result is kept as {name!r}.", f"There are: {there}.")
        return found

    def read(self, name: str) -> tuple[AnalysisResult, dict[str, Any]]:
        """Return the result of a name or a number, and what was on record when it was made."""
        number = self.find(name).number
        with self._database.reading() as connection:
            assert connection is not None  # noqa: S101 - it was found
            ((result, moment),) = connection.execute(
                "SELECT result, moment FROM saved_results WHERE number = ?", (number,)
            ).fetchall()
        return AnalysisResult.from_dict(json.loads(result)), json.loads(moment)


def _json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, allow_nan=False, default=dict)
