"""What people found when they checked cases of double service, kept as said: nothing is ever changed.

A list of cases is handed out to an agency and comes back with verdicts. What was handed out is kept
too, so that a row that comes back can be held against it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from ecograph.findings import Finding
from ecograph.model import Text
from ecograph.state.database import StateDatabase, has_table, state_path

_VERDICT = "number, finding, agency, verdict, by, checked_on, read_at, note"


class Outcome(StrEnum):
    """What somebody found of a case."""

    DOUBLE = "double"
    PROGRESSION = "progression"
    DIFFERENT = "different"
    WRONG = "wrong"


LABELS: Mapping[Outcome, Text] = {
    Outcome.DOUBLE: Text("double service indeed", "ซ้ำจริง"),
    Outcome.PROGRESSION: Text("a progression", "ต่อยอด"),
    Outcome.DIFFERENT: Text("different enterprises", "คนละกิจการ"),
    Outcome.WRONG: Text("the data are wrong", "ข้อมูลผิด"),
}
DISMISSED = frozenset({Outcome.PROGRESSION, Outcome.DIFFERENT, Outcome.WRONG})
"""With these a case is no double service; it is said so, and stays in the list."""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A case as it was handed out: its finding's id, and what must come back as it was.

    `enterprises` are the keys of the case, two where it was matched by name; `cells` the contents of
    the columns that identify it.
    """

    finding: str
    enterprises: tuple[str, ...]
    cells: tuple[str, ...]

    @property
    def digest(self) -> str:
        """A hash of the cells, by which a change is noticed."""
        return hashlib.sha256(json.dumps(self.cells, ensure_ascii=False).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class CheckedCase:
    """One verdict on one case: by whom, checked when, for which agency, and read back when (UTC)."""

    number: int
    finding: str
    agency: str
    verdict: Outcome
    by: str
    checked_on: date
    read_at: datetime
    note: str

    @property
    def sentence(self) -> Text:
        """The verdict in words."""
        label = LABELS[self.verdict]
        note = f" ({self.note})" if self.note else ""
        return Text(
            f"Checked: {label.en}, says {self.by} for {self.agency} on {self.checked_on}{note}.",
            f"ผลตรวจสอบ: {label.th} โดย {self.by} ({self.agency}) เมื่อ {self.checked_on}{note}",
        )


class VerdictLog:
    """The verdicts on cases, beside a store. Entries are added, never changed."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    @classmethod
    def of_store(cls, store_url: str, home: Path) -> Self:
        """Return the log that lies beside a store."""
        return cls(StateDatabase(state_path(store_url, home)))

    def hand_out(self, agency: str, cases: Iterable[HandedOut]) -> None:
        """Keep what an agency is asked to check; what it was handed before, in another language or under
        names of then, may come back, too.
        """
        rows = [(case.finding, agency, json.dumps(case.enterprises), case.digest) for case in cases]
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT INTO handed_out (finding, agency, enterprises, digest) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (finding, agency) DO UPDATE SET digest = digest || ' ' || excluded.digest "
                "WHERE instr(digest, excluded.digest) = 0",
                rows,
            )

    def handed_out(self, agency: str) -> dict[str, tuple[tuple[str, ...], frozenset[str]]]:
        """Return what an agency was asked to check: by finding, the enterprises and the digests."""
        rows = self._read("SELECT finding, enterprises, digest FROM handed_out WHERE agency = ?", agency)
        return {finding: (tuple(json.loads(keys)), frozenset(said.split())) for finding, keys, said in rows}

    def all_handed_out(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Return what every agency was asked to check: by agency and finding, the enterprises."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for agency, finding, keys in self._read("SELECT agency, finding, enterprises FROM handed_out"):
            found.setdefault(agency, {})[finding] = tuple(json.loads(keys))
        return found

    def add(
        self, finding: str, agency: str, verdict: Outcome, *, by: str, checked_on: date, note: str = ""
    ) -> bool:
        """Add a verdict, unless the very same was read before; return whether it is new."""
        said = (finding, agency, verdict.value, by, checked_on.isoformat(), note)
        now = datetime.now(UTC).replace(microsecond=0).isoformat()
        with self._database.writing() as connection:
            there = connection.execute(
                "SELECT 1 FROM verdicts WHERE (finding, agency, verdict, by, checked_on, note) "
                "= (?, ?, ?, ?, ?, ?)",
                said,
            ).fetchone()
            if there:
                return False
            connection.execute(
                "INSERT INTO verdicts (finding, agency, verdict, by, checked_on, note, read_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*said, now),
            )
        return True

    def entries(self) -> list[CheckedCase]:
        """Return every verdict there ever was, the first first."""
        rows = self._read(f"SELECT {_VERDICT} FROM verdicts ORDER BY number")
        return [
            CheckedCase(
                number,
                finding,
                agency,
                Outcome(verdict),
                by,
                date.fromisoformat(checked_on),
                datetime.fromisoformat(read_at),
                note,
            )
            for number, finding, agency, verdict, by, checked_on, read_at, note in rows
        ]

    def of_findings(self) -> dict[str, list[CheckedCase]]:
        """Return the verdicts on each finding, the one that stands last: that of the latest check, and of
        one day the one read last.
        """
        found: dict[str, list[CheckedCase]] = {}
        for entry in sorted(self.entries(), key=lambda entry: (entry.checked_on, entry.number)):
            found.setdefault(entry.finding, []).append(entry)
        return found

    def _read(self, query: str, *values: str) -> Sequence[tuple[Any, ...]]:
        with self._database.reading() as connection:
            if connection is None or not has_table(connection, "verdicts"):
                return []
            return connection.execute(query, values).fetchall()


def tell_verdicts(
    findings: Iterable[Finding], verdicts: Mapping[str, Sequence[CheckedCase]]
) -> tuple[Finding, ...]:
    """Return findings that say first what was found when they were checked, the verdict that stands before
    earlier ones; a dismissed case stays among them.
    """
    return tuple(
        replace(
            finding,
            caveats=(
                *(entry.sentence for entry in reversed(verdicts.get(finding.id, ()))),
                *finding.caveats,
            ),
        )
        for finding in findings
    )
