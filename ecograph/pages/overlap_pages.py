"""Pages about overlaps: who shares clients with whom, and what a pair of them rests on."""

from collections.abc import Iterator, Mapping, Sequence

from ecograph.analysis.overlaps import fragmentation_wording as fragmentation
from ecograph.analysis.support import all_themed, themed
from ecograph.findings import AnalysisResult
from ecograph.model import Text
from ecograph.pages.explained import FRAGMENTATION, NAMED_ALIKE, OVERLAP_LEVELS, OVERLAPS, ask_overlaps
from ecograph.pages.finding_pages import FindingPages
from ecograph.pages.issue import NoSuchPage
from ecograph.pages.overlap_matrix import make_matrix
from ecograph.pages.pairs import make_evidence
from ecograph.pages.parties import agencies_behind
from ecograph.workspace import Question
from visualisations import overlap_wording as said
from visualisations.address import Page, Sort
from visualisations.edition import Choice, Link
from visualisations.overlap_matrix import MOST_LISTED, Beside, render_matrix
from visualisations.pair import asked_of, render_pair
from visualisations.protection import protect
from visualisations.suppression import Shown

SORT: Sort = "overlaps"


class OverlapPages(FindingPages):
    """The matrices of shared clients, and the pages of pairs."""

    def pairs(self) -> Iterator[Page]:
        """Yield the matrices of levels but the first, and the pages of the pairs that each level lists."""
        for level in OVERLAP_LEVELS:
            if level != OVERLAP_LEVELS[0]:
                yield _page(level)
            result = self.material.answers.analyse(OVERLAPS, **ask_overlaps(level, year=self.year))
            for finding in result.findings[:MOST_LISTED]:
                yield Page("pair", finding.id, narrowed=asked_of(result))

    def overlaps(self, page: Page = Page(SORT)) -> str:  # noqa: B008 - a frozen value
        """Return the matrix of a level; its key is the level, agencies where it is empty.

        Raises
        ------
        NoSuchPage
            When there is no such level or agency.
        AnalysisError
            When there is no such theme.
        """
        level, ecosystem = page.key or OVERLAP_LEVELS[0], self.material.ecosystem
        if level not in OVERLAP_LEVELS:
            raise NoSuchPage(f"{level!r} is not compared.", f"There are: {', '.join(OVERLAP_LEVELS)}.")
        asked = dict(page.narrowed)
        theme, agency = asked.get("theme", ""), asked.get("agency", "")
        theme = themed(ecosystem, theme).key if theme else ""
        if agency and ("Agency", agency) not in ecosystem.institutions:
            raise NoSuchPage(f"There is no agency {agency!r} in the data.", "Begin at the overlaps.")
        page = _page(level, theme, agency)
        result = self.material.answers.analyse(OVERLAPS, **ask_overlaps(level, theme, self.year))
        narrowed = [
            text.format(name=ecosystem.name(kind, key))
            for kind, key, text in (("Theme", theme, said.OF_THEME), ("Agency", agency, said.OF_AGENCY))
            if key
        ]
        matrix = make_matrix(
            ecosystem,
            result,
            agency,
            self.threshold,
            narrowed=tuple(narrowed),
            choices=self._choices(level, result, theme, agency),
            beside=tuple(self._beside(level, theme, agency)),
        )
        return render_matrix(self.edition(said.TITLE, page), matrix)

    def pair(self, page: Page) -> str:
        """Return the page about a pair that shares clients; what it was asked with finds it again.

        Raises
        ------
        NoSuchPage
            When no such pair is named.
        """
        asked = dict(page.narrowed)
        theme, level = asked.get("theme", ""), asked.get("level", "")
        questions: list[Question] = [(OVERLAPS, ask_overlaps(level, theme, self.year))] if level else []
        questions += [(OVERLAPS, ask_overlaps(each, theme, self.year)) for each in OVERLAP_LEVELS if theme]
        return self.evidence(page.key, questions)

    def evidence(self, id: str, asked: Sequence[Question] = ()) -> str:
        """Return the page about a pair, looked for among what was asked and then by default.

        Raises
        ------
        NoSuchPage
            When no such pair is named.
        """
        result, finding = self.find(id, asked)
        if result.analysis != OVERLAPS:
            raise NoSuchPage(f"{finding.id} is no pair that shares clients.", "Begin at the overlaps.")
        if protect(result, self.threshold)[finding.id] is not Shown.OPEN:
            return self.finding(finding.id)
        evidence = make_evidence(
            self.material.ecosystem, result, finding, self.scheme, self.threshold, self.years_ahead
        )
        page = Page("pair", finding.id, narrowed=evidence.asked)
        return render_pair(
            self.edition(evidence.title, page), evidence, self.decided(finding.id), self.command
        )

    def _beside(self, level: str, theme: str, agency: str) -> Iterator[Beside]:
        """Yield what is told without clients: where agencies work apart, and who may be one."""
        ecosystem, analyse = self.material.ecosystem, self.material.answers.analyse
        if level == OVERLAP_LEVELS[0]:
            result = analyse(FRAGMENTATION, theme=theme, year=self.year)
            apart = [
                each for each in result.findings if agency in ("", *(row[0] for row in each.evidence.rows))
            ]
            yield Beside(FRAGMENTATION, fragmentation.TITLE, tuple(apart), result.untested, said.NOT_APART)
        result = analyse(NAMED_ALIKE, level=level)
        alike = [each for each in result.findings if not agency or agency in agencies_behind(ecosystem, each)]
        yield Beside(NAMED_ALIKE, said.NAMED_ALIKE, tuple(alike), result.untested, said.NO_NAMES)

    def _choices(
        self, level: str, result: AnalysisResult, theme: str, agency: str
    ) -> Mapping[Text, Sequence[Choice]]:
        """Return the ways to narrow a matrix: by agencies of named pairs, and by themes with support."""
        ecosystem = self.material.ecosystem
        behind = sorted({key for each in result.findings for key in agencies_behind(ecosystem, each)})
        themes = [key for key, found in all_themed(ecosystem).items() if found.members]
        levels = [
            Choice(Link(said.LEVELS[each], _page(each, theme, agency)), each == level)
            for each in OVERLAP_LEVELS
        ]
        of_agency = [
            Choice(Link(self._called("Agency", key), _page(level, theme, key)), key == agency)
            for key in ("", *behind)
        ]
        of_theme = [
            Choice(Link(self._called("Theme", key), _page(level, key, agency)), key == theme)
            for key in ("", *themes)
        ]
        found = {said.COMPARED: levels, said.NARROW_AGENCY: of_agency, said.NARROW_THEME: of_theme}
        return {
            label: some for label, some in found.items() if len(some) > 1 and self.address(some[-1].link.page)
        }

    def _called(self, kind: str, key: str) -> Text:
        return self.material.ecosystem.name(kind, key) if key else said.ALL


def _page(level: str, theme: str = "", agency: str = "") -> Page:
    narrowed = tuple((name, key) for name, key in (("theme", theme), ("agency", agency)) if key)
    return Page(SORT, "" if level == OVERLAP_LEVELS[0] else level, narrowed=narrowed)
