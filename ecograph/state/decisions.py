"""What people decided on findings, kept as said: entries are added, never changed.

A finding keeps its id as long as it is about the same subjects in the same period, so that what was
decided is told whenever it is found again. A decision hides nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Self

from ecograph.findings import Finding
from ecograph.model import Text
from ecograph.state.database import StateDatabase, has_table, state_path
from ecograph.state.errors import DecisionRefused

_COLUMNS = "number, finding, action, by, at, reason, until, assignee"


class Action(StrEnum):
    """What is decided on a finding."""

    ACCEPT = "accept"
    DISMISS = "dismiss"
    MUTE = "mute"
    NOTE = "note"
    ASSIGN = "assign"


LABELS: Mapping[Action, Text] = {
    Action.ACCEPT: Text("accepted", "รับไว้ดำเนินการ"),
    Action.DISMISS: Text("dismissed", "ไม่ดำเนินการ"),
    Action.MUTE: Text("put off until {until}", "พักไว้ถึง {until}"),
    Action.NOTE: Text("noted", "บันทึก"),
    Action.ASSIGN: Text("assigned to {assignee}", "มอบหมายให้ {assignee}"),
}
STATES = frozenset({Action.ACCEPT, Action.DISMISS, Action.MUTE})
"""Of these the last one is how a finding stands; a note and an assignment leave that as it is."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry on one finding: what, by whom, when (UTC), why; until when it is put off, to whom it goes."""

    number: int
    finding: str
    action: Action
    by: str
    at: datetime
    reason: str
    until: date | None = None
    assignee: str = ""

    @property
    def label(self) -> Text:
        """What was decided, in a word or two."""
        return LABELS[self.action].format(until=self.until, assignee=self.assignee)

    @property
    def sentence(self) -> Text:
        """The decision in words."""
        reason = f": {self.reason}" if self.reason else ""
        return Text(
            f"Decision: {self.label.en}, by {self.by} on {self.at:%Y-%m-%d}{reason}",
            f"การพิจารณา: {self.label.th} โดย {self.by} เมื่อ {self.at:%Y-%m-%d}{reason}",
        )


class DecisionLog:
    """The decisions on findings, beside a store."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    @classmethod
    def of_store(cls, store_url: str, home: Path) -> Self:
        """Return the log that lies beside a store."""
        return cls(StateDatabase(state_path(store_url, home)))

    def add(
        self,
        finding: str,
        action: Action,
        *,
        by: str,
        reason: str = "",
        until: date | None = None,
        assignee: str = "",
    ) -> Decision:
        """Add a decision on a finding, and return it.

        Raises
        ------
        DecisionRefused
            When it is not said by whom, why a finding is dismissed or what is noted, until when it is
            put off, or to whom it goes.
        """
        _check(action, by.strip(), reason.strip(), until, assignee.strip())
        now = datetime.now(UTC).replace(microsecond=0)
        said = (finding, action.value, by.strip(), now.isoformat(), reason.strip())
        more = (until.isoformat() if until else None, assignee.strip() or None)
        with self._database.writing() as connection:
            done = connection.execute(
                "INSERT INTO decisions (finding, action, by, at, reason, until, assignee) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*said, *more),
            )
            number = int(done.lastrowid or 0)
        return Decision(number, finding, action, by.strip(), now, reason.strip(), until, assignee.strip())

    def entries(self) -> list[Decision]:
        """Return every decision there ever was, the first first."""
        with self._database.reading() as connection:
            if connection is None or not has_table(connection, "decisions"):
                return []
            rows = connection.execute(f"SELECT {_COLUMNS} FROM decisions ORDER BY number").fetchall()
        return [
            Decision(
                number,
                finding,
                Action(action),
                by,
                datetime.fromisoformat(at),
                reason,
                date.fromisoformat(until) if until else None,
                assignee or "",
            )
            for number, finding, action, by, at, reason, until, assignee in rows
        ]

    def of_findings(self) -> dict[str, list[Decision]]:
        """Return the decisions on each finding, the first first."""
        found: dict[str, list[Decision]] = {}
        for entry in self.entries():
            found.setdefault(entry.finding, []).append(entry)
        return found


def standing(decisions: Iterable[Decision], today: date) -> Decision | None:
    """Return how a finding stands: its last acceptance, dismissal or putting off; None where it is open.

    What is put off is open again the day after `until`, whatever was decided before.
    """
    last = next((each for each in reversed([*decisions]) if each.action in STATES), None)
    return None if last is None or (last.until is not None and last.until < today) else last


def tell_decisions(
    findings: Iterable[Finding], decisions: Mapping[str, Sequence[Decision]]
) -> tuple[Finding, ...]:
    """Return findings that say first what was decided on them, the last decision first; none is dropped."""
    return tuple(
        replace(
            finding,
            caveats=(
                *(each.sentence for each in reversed(decisions.get(finding.id, ()))),
                *finding.caveats,
            ),
        )
        for finding in findings
    )


def _check(action: Action, by: str, reason: str, until: date | None, assignee: str) -> None:
    if not by:
        raise DecisionRefused("It is not said who decides.", "Give the name of a unit or an officer (--by).")
    if action in (Action.DISMISS, Action.NOTE) and not reason:
        raise DecisionRefused("No reason is given.", "Say why, or what is noted (--reason).")
    if (action is Action.MUTE) != (until is not None):
        raise DecisionRefused(
            "Only a finding that is put off has a day until when.", "Give it with mute, such as 2025-12-31."
        )
    if (action is Action.ASSIGN) != bool(assignee):
        raise DecisionRefused("Only an assignment names to whom.", "Give it with assign (--to).")
