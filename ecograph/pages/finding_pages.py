"""The page of a finding: what it says, and on what it rests."""

import re

from ecograph.errors import AnalysisError
from ecograph.pages.issue import Issue, NoSuchPage
from ecograph.pages.sheets import find_witnesses
from ecograph.workspace import ANALYSES
from visualisations import finding_wording
from visualisations.finding import Explained, render_finding
from visualisations.protection import protect
from visualisations.suppression import Shown

GAPS = "ecograph.analysis.gaps"
EXPLAINED = ("reach", "unreached", *(name for name in ANALYSES if ANALYSES[name].__module__.startswith(GAPS)))
"""The analyses whose findings have a page."""
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
        asked = [("reach-gaps", {"by": ["theme", "corridor"], "scheme": self.scheme, "year": self.year})]
        try:
            # A finding of reach is explained by the test of the heat map alone, whatever else was asked.
            others = () if id.startswith("reach-gap") or not _ID.fullmatch(id) else EXPLAINED
            result, finding = self.material.answers.find(id, asked, others)
        except AnalysisError as error:
            raise NoSuchPage(error.message, "Begin at the heat map.") from error
        hidden = protect(result, self.threshold)[finding.id] is not Shown.OPEN
        explained = Explained(finding, result, find_witnesses(self.material, finding), hidden)
        return render_finding(self.edition(finding_wording.TITLE), explained)
