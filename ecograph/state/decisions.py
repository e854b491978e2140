"""What people decided on findings, kept as said: entries are added, never changed.

A finding keeps its id as long as it is about the same subjects in the same period, so that what was
decided is told whenever it is found again; where it has become another one since (its rung, its verdict, or
its effect beyond its interval), that is told too. A decision hides nothing: what is dismissed or put off
comes last, with the reason.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from ecograph.findings import Finding, Told, differences
from ecograph.model import Text
from ecograph.state.database import StateDatabase, has_column, has_table, state_path
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

LONGEST, BUDDHIST = 100, 543
"""For how many years a finding is put off at the most; how far the Buddhist era is ahead."""
FOLDED = frozenset({Action.DISMISS, Action.MUTE})
"""What stands so comes after all that is open."""
CHANGED = Text(
    "The finding has changed since this was decided: {what}.", "ข้อค้นพบเปลี่ยนไปหลังการพิจารณานี้: {what}"
)
ASPECTS: Mapping[str, Text] = {
    "rung": Text("its rung", "ระดับ"),
    "verdict": Text("what it says", "ข้อสรุป"),
    "effect": Text("its effect, beyond its interval", "ขนาด เกินช่วงเดิม"),
}


@dataclass(frozen=True, slots=True)
class Noted:
    """What a finding came to when it was decided on."""

    rung: str
    verdict: str
    effect: float | None
    interval: tuple[float, float] | None

    @classmethod
    def of(cls, finding: Told) -> Self:
        """Return what a finding comes to."""
        return cls(finding.rung, finding.verdict, finding.effect, finding.interval)


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry on one finding: what, by whom, when (UTC), why; until when it is put off, to whom it goes.

    `was` is what the finding came to then; None for entries of before that was kept.
    """

    number: int
    finding: str
    action: Action
    by: str
    at: datetime
    reason: str
    until: date | None = None
    assignee: str = ""
    was: Noted | None = None

    def changed(self, finding: Told) -> tuple[str, ...]:
        """Return what of a finding is not as it was when this was decided."""
        return () if self.was is None else differences(self.was, finding)

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as values that JSON knows; what does not apply is null."""
        return {
            "number": self.number,
            "finding": self.finding,
            "action": self.action.value,
            "by": self.by,
            "at": self.at.isoformat(),
            "reason": self.reason,
            "until": self.until.isoformat() if self.until else None,
            "assignee": self.assignee or None,
        }

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

    @property
    def path(self) -> Path:
        """The file that holds the log."""
        return self._database.path

    def add(
        self,
        finding: str,
        action: Action,
        *,
        by: str,
        reason: str = "",
        until: date | None = None,
        assignee: str = "",
        found: Told | None = None,
    ) -> Decision:
        """Add a decision on a finding (by its id), and return it.

        Parameters
        ----------
        found
            The finding itself, of which is noted what it comes to.

        Raises
        ------
        DecisionRefused
            When it is not said by whom, why a finding is dismissed or what is noted, until when it is
            put off, or to whom it goes.
        """
        _check(action, by.strip(), reason.strip(), until, assignee.strip())
        now = datetime.now(UTC).replace(microsecond=0)
        said = (finding, action.value, by.strip(), now.isoformat(), reason.strip())
        was = None if found is None else Noted.of(found)
        more = (until.isoformat() if until else None, assignee.strip() or None, _written(was))
        with self._database.writing() as connection:
            done = connection.execute(
                "INSERT INTO decisions (finding, action, by, at, reason, until, assignee, was) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*said, *more),
            )
            number = int(done.lastrowid or 0)
        said_by, why, whom = by.strip(), reason.strip(), assignee.strip()
        return Decision(number, finding, action, said_by, now, why, until, whom, was)

    def entries(self) -> list[Decision]:
        """Return every decision there ever was, the first first."""
        with self._database.reading() as connection:
            if connection is None or not has_table(connection, "decisions"):
                return []
            was = "was" if has_column(connection, "decisions", "was") else "NULL"
            rows = connection.execute(f"SELECT {_COLUMNS}, {was} FROM decisions ORDER BY number").fetchall()
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
                _read(was),
            )
            for number, finding, action, by, at, reason, until, assignee, was in rows
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
    """Return findings that say first what was decided on them, the last decision first; none is dropped.

    After a decision stands what of the finding has changed since.
    """
    return tuple(
        replace(finding, caveats=(*told_of(finding, decisions.get(finding.id, ())), *finding.caveats))
        for finding in findings
    )


def fold_decided(
    findings: Iterable[Finding], decisions: Mapping[str, Sequence[Decision]], today: date
) -> tuple[Finding, ...]:
    """Return findings with those that are dismissed, or put off beyond today, after all others."""
    return tuple(sorted(findings, key=lambda finding: is_folded(decisions.get(finding.id, ()), today)))


def is_folded(decisions: Iterable[Decision], today: date) -> bool:
    """Return whether a finding is dismissed, or put off beyond today."""
    last = standing(decisions, today)
    return last is not None and last.action in FOLDED


def told_of(finding: Finding, decisions: Sequence[Decision]) -> Iterator[Text]:
    """Yield what was decided on a finding, the last decision first, each with what has changed since."""
    for each in reversed(decisions):
        yield each.sentence
        if changed := each.changed(finding):
            what = [ASPECTS[name] for name in changed]
            yield CHANGED.format(what=Text(", ".join(t.en for t in what), " ".join(t.th for t in what)))


def _written(was: Noted | None) -> str | None:
    return None if was is None else json.dumps(asdict(was), ensure_ascii=False)


def _read(was: str | None) -> Noted | None:
    if was is None:
        return None
    values = json.loads(was)
    interval = values["interval"]
    bounds = (interval[0], interval[1]) if interval else None
    return Noted(values["rung"], values["verdict"], values["effect"], bounds)


def _check(action: Action, by: str, reason: str, until: date | None, assignee: str) -> None:
    if not by:
        raise DecisionRefused("It is not said who decides.", "Give the name of a unit or an officer (--by).")
    if action in (Action.DISMISS, Action.NOTE) and not reason:
        raise DecisionRefused("No reason is given.", "Say why, or what is noted (--reason).")
    if (action is Action.MUTE) != (until is not None):
        raise DecisionRefused(
            "Only a finding that is put off has a day until when.", "Give it with mute, such as 2025-12-31."
        )
    if until is not None and until.year > datetime.now(UTC).year + LONGEST:
        raise DecisionRefused(
            f"{until} is more than {LONGEST} years ahead.",
            f"Years are of the common era: the Buddhist year {until.year} is {until.year - BUDDHIST}.",
        )
    if (action is Action.ASSIGN) != bool(assignee):
        raise DecisionRefused("Only an assignment names to whom.", "Give it with assign (--to).")
