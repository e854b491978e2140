"""What people said of findings, as it is told with them: read anew when the state file has changed."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ecograph.findings import Finding
from ecograph.state.decisions import Decision, DecisionLog, fold_decided, standing
from ecograph.state.opinions import Opinions, read_opinions
from visualisations.suppression import Shown


class OpinionBoard:
    """What was said beside a store. To look whether the file has changed costs microseconds."""

    def __init__(self, store_url: str, home: Path) -> None:
        self.log = DecisionLog.of_store(store_url, home)
        self._place = store_url, home
        self._lock = threading.Lock()
        self._seen: tuple[tuple[int, int], ...] | None = None
        self._opinions = Opinions()

    def current(self) -> Opinions:
        """Return what was said until now.

        Raises
        ------
        StateError
            When the file beside the store cannot be read.
        """
        with self._lock:
            seen = self._look()
            if seen != self._seen:
                self._opinions = read_opinions(*self._place)
                self._seen = seen
            return self._opinions

    def _look(self) -> tuple[tuple[int, int], ...]:
        """Return size and time of the state file, and of what SQLite has not put into it yet."""
        found = []
        for path in (self.log.path, self.log.path.with_name(f"{self.log.path.name}-wal")):
            with suppress(FileNotFoundError):
                stat = path.stat()
                found.append((stat.st_mtime_ns, stat.st_size))
        return tuple(found)


def today() -> date:
    """Return the day where the server is: what is put off ends on the officer's own day."""
    return datetime.now(UTC).astimezone().date()


@dataclass(frozen=True, slots=True)
class Telling:
    """How findings are told: below which number of enterprises nothing is, and with what was decided.

    Attributes
    ----------
    today
        The day on which what was put off may be open again.
    """

    threshold: int
    opinions: Opinions
    today: date

    def fold(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return findings with those that are dismissed, or put off beyond today, after all others."""
        return fold_decided(findings, self.opinions.decisions, self.today)

    def decisions(self, finding: Finding, shown: Shown) -> dict[str, Any]:
        """Return what is told with a finding: the decision that stands, and all of them, the last first.

        Of a finding that is not shown, what has changed since is not told either.
        """
        entries = self.opinions.decisions.get(finding.id, ())
        last = standing(entries, self.today)
        told = [
            decision_values(
                each, stands=each is last, changed=each.changed(finding) if shown is Shown.OPEN else ()
            )
            for each in reversed(entries)
        ]
        return {"decision": next((each for each in told if each["stands"]), None), "decisions": told}

    def standing(self) -> Mapping[str, Decision]:
        """Return the decision that stands on each finding that has one."""
        found = {id: standing(entries, self.today) for id, entries in self.opinions.decisions.items()}
        return {id: entry for id, entry in found.items() if entry is not None}


def decision_values(entry: Decision, *, stands: bool, changed: Sequence[str] = ()) -> dict[str, Any]:
    """Return a decision as plain values, its sentence in both languages."""
    sentence = {"en": entry.sentence.en, "th": entry.sentence.th}
    label = {"en": entry.label.en, "th": entry.label.th}
    said = {"stands": stands, "changed": list(changed), "sentence": sentence, "label": label}
    return entry.to_dict() | said
