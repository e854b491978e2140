"""What was decided on findings, told with them by every command that lists any."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from ecograph.cli.app import Session
from ecograph.findings import AnalysisResult, Finding
from ecograph.model import Text
from ecograph.state.decisions import (
    Decision,
    DecisionLog,
    fold_decided,
    is_folded,
    standing,
    tell_decisions,
    told_of,
)

FOLDED = Text(
    "Dismissed or put off, and so listed last: {number:,}.", "ไม่ดำเนินการหรือพักไว้ จึงอยู่ท้ายรายการ: {number:,}"
)


@dataclass(frozen=True, slots=True)
class Decided:
    """A result whose findings say what was decided on them; what is dismissed or put off comes last."""

    result: AnalysisResult
    decisions: Mapping[str, Sequence[Decision]]
    today: date

    def to_dict(self) -> dict[str, Any]:
        """Return the result as JSON knows it, with the decisions on its findings."""
        entries = [each for one in self.result.findings for each in self.decisions.get(one.id, ())]
        return self.result.to_dict() | {"decisions": [each.to_dict() for each in entries]}

    def to_frame(self, here: Session) -> pd.DataFrame:
        """Return the result as a table, with how each finding stands and what was decided last."""
        return self.marked(here, self.result.to_frame(), [one.id for one in self.result.findings])

    def marked(self, here: Session, frame: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
        """Return a table of findings with how each stands and what was decided last."""
        stand = [standing(self.decisions.get(name, ()), self.today) for name in ids]
        last = [here.say(self.decisions[name][-1].sentence) if name in self.decisions else "" for name in ids]
        return frame.assign(stands=["" if one is None else one.action.value for one in stand], decision=last)

    def lines(self, here: Session, shown: Sequence[Finding]) -> Iterator[str]:
        """Yield what was decided on the findings that are shown, and how many come last for it."""
        for finding in shown:
            for text in told_of(finding, self.decisions.get(finding.id, ())):
                yield f"· {finding.id}: {here.say(text)}"
        folded = sum(is_folded(self.decisions.get(one.id, ()), self.today) for one in self.result.findings)
        if folded:
            yield here.say(FOLDED.format(number=folded))


def decide_on(here: Session, result: AnalysisResult) -> Decided:
    """Return a result with what was decided on its findings."""
    decisions = decisions_of(here).of_findings()
    today = date.today()  # noqa: DTZ011  (what is put off ends on the officer's own day)
    told = tell_decisions(fold_decided(result.findings, decisions, today), decisions)
    return Decided(replace(result, findings=told), decisions, today)


def decisions_of(here: Session) -> DecisionLog:
    """Return the decisions that lie beside the store in use."""
    return DecisionLog.of_store(here.settings.store_url, here.settings.home)
