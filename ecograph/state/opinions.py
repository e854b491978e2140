"""What people said of findings, read together: decisions, and verdicts on cases that were handed out."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ecograph.findings import Finding
from ecograph.state.decisions import Decision, DecisionLog
from ecograph.state.verdicts import CheckedCase, VerdictLog, tell_verdicts


@dataclass(frozen=True)
class Opinions:
    """Decisions and verdicts by the id of their finding, the last one last.

    `handed_out` are the enterprises of each case that an agency was asked to check, by agency and finding.
    """

    decisions: Mapping[str, Sequence[Decision]] = field(default_factory=dict)
    verdicts: Mapping[str, Sequence[CheckedCase]] = field(default_factory=dict)
    handed_out: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    @cached_property
    def stamp(self) -> str:
        """A mark that is another one as soon as anything more was said."""
        said = repr((self.decisions, self.verdicts, self.handed_out))
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    def with_verdicts(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return findings that say first what was found when they were checked."""
        return tell_verdicts(findings, self.verdicts)


def read_opinions(store_url: str, home: Path) -> Opinions:
    """Return what was said of the findings of a store.

    Raises
    ------
    StateError
        When the file beside the store cannot be read.
    """
    verdicts = VerdictLog.of_store(store_url, home)
    decisions = DecisionLog.of_store(store_url, home).of_findings()
    return Opinions(decisions, verdicts.of_findings(), verdicts.all_handed_out())
