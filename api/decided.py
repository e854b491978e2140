"""What people decided on findings, as it is told with them: read anew when the state file has changed."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from ecograph.findings import Finding
from ecograph.state.decisions import Action, Decision, DecisionLog, fold_decided, standing
from visualisations.suppression import Shown


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions there are, by finding, and the day on which they are looked at."""

    decisions: Mapping[str, Sequence[Decision]]
    today: date

    @property
    def mark(self) -> str:
        """What tells answers apart that tell decisions: the last one, and the day where any ends on one."""
        entries = [each for found in self.decisions.values() for each in found]
        last = max((each.number for each in entries), default=0)
        ends = any(each.action is Action.MUTE for each in entries)
        return f"{last} {self.today.isoformat()}" if ends else str(last)

    def fold(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return findings with those that are dismissed, or put off beyond today, after all others."""
        return fold_decided(findings, self.decisions, self.today)

    def of(self, finding: Finding, shown: Shown) -> dict[str, Any]:
        """Return what is told with a finding: the decision that stands, and all of them, the last first.

        Of a finding that is not shown, what has changed since is not told either.
        """
        entries = self.decisions.get(finding.id, ())
        last = standing(entries, self.today)
        told = [
            decision_values(
                each, stands=each is last, changed=each.changed(finding) if shown is Shown.OPEN else ()
            )
            for each in reversed(entries)
        ]
        return {"decision": next((each for each in told if each["stands"]), None), "decisions": told}


def decision_values(entry: Decision, *, stands: bool, changed: Sequence[str] = ()) -> dict[str, Any]:
    """Return a decision as plain values, its sentence in both languages."""
    sentence = {"en": entry.sentence.en, "th": entry.sentence.th}
    return entry.to_dict() | {"stands": stands, "changed": list(changed), "sentence": sentence}


class DecisionBoard:
    """The decisions beside a store. To look whether the file has changed costs microseconds."""

    def __init__(self, log: DecisionLog) -> None:
        self.log = log
        self._lock = threading.Lock()
        self._seen: tuple[tuple[int, int], ...] | None = None
        self._decisions: Mapping[str, Sequence[Decision]] = {}

    def current(self) -> Decided:
        """Return the decisions that there are now."""
        with self._lock:
            seen = self._look()
            if seen != self._seen:
                self._decisions = self.log.of_findings()
                self._seen = seen
            # The day where the server is: what is put off ends on the officer's own day.
            return Decided(self._decisions, datetime.now(UTC).astimezone().date())

    def _look(self) -> tuple[tuple[int, int], ...]:
        """Return size and time of the state file, and of what SQLite has not put into it yet."""
        found = []
        for path in (self.log.path, self.log.path.with_name(f"{self.log.path.name}-wal")):
            with suppress(FileNotFoundError):
                stat = path.stat()
                found.append((stat.st_mtime_ns, stat.st_size))
        return tuple(found)
