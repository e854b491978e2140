"""The page of a finding: what it says, and on what it rests."""

import re
from collections.abc import Sequence

from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Finding
from ecograph.pages.explained import OVERLAPS, REACH_GAPS, ask_by_default
from ecograph.pages.issue import Issue, NoSuchPage
from ecograph.pages.sheets import find_witnesses
from ecograph.state.decisions import standing
from ecograph.workspace import Question
from visualisations import finding_wording
from visualisations.finding import Decided, Explained, render_finding
from visualisations.pair import asked_of
from visualisations.protection import protect
from visualisations.suppression import Shown

_ID = re.compile(r"[a-z-]+-[0-9a-f]{12}")


class FindingPages(Issue):
    """The pages of findings."""

    def finding(self, id: str) -> str:
        """Return the page of a finding.

        Raises
        ------
        NoSuchPage
            When no analysis as it is asked by default, or was asked last, has it.
        """
        result, finding = self.find(id)
        hidden = protect(result, self.threshold)[finding.id] is not Shown.OPEN
        asked = asked_of(result) if result.analysis == OVERLAPS and not hidden else None
        witnesses = find_witnesses(self.material, finding)
        explained = Explained(finding, result, witnesses, hidden, asked, self.decided(finding.id))
        return render_finding(self.edition(finding_wording.TITLE), explained)

    def decided(self, id: str) -> Decided:
        """Return what was decided on a finding, the last decision first, and how it stands."""
        entries = self.opinions.decisions.get(id, ())
        last = standing(entries, self.made_on)
        return Decided(last.label if last else None, tuple(each.sentence for each in reversed([*entries])))

    def find(self, id: str, asked: Sequence[Question] = ()) -> tuple[AnalysisResult, Finding]:
        """Return a finding by its id, and the result that it is from.

        Raises
        ------
        NoSuchPage
            When none of the questions asked, nor those of the analyses by default, has it.
        """
        questions = list(asked)
        if id.startswith("reach-gap"):
            # A finding of reach is explained by the test of the heat map alone, whatever else was asked.
            by = ["theme", "corridor"]
            questions = [(REACH_GAPS, {"by": by, "scheme": self.scheme, "year": self.year})]
        elif _ID.fullmatch(id):
            questions += ask_by_default(id, self.year)
        try:
            return self.material.answers.find(id, questions, ())
        except AnalysisError as error:
            raise NoSuchPage(error.message, "Begin at the heat map.") from error
