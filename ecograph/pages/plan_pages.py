"""Pages about plans: frameworks beside each other, and programs by target industries and themes."""

from collections.abc import Iterator

from ecograph.analysis.results.crosswalk import ANALYSIS as CROSSWALK
from ecograph.analysis.results.frameworks import find_frameworks
from ecograph.analysis.results.matrix import Matrix, find_matrix
from ecograph.analysis.supply.makers import ANALYSIS as MAKERS
from ecograph.analysis.supply.mentors import ANALYSIS as MENTORS
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult
from ecograph.model import Text
from ecograph.pages.issue import Issue
from ecograph.pages.plan_listing import list_columns, list_matrix, list_pairs, list_years
from ecograph.pages.supply_listing import list_makers, list_mentors
from visualisations.address import Page
from visualisations.listing_page import ListingPage, Section, render_listings
from visualisations.numerals import fiscal_year

TITLE = Text(
    "Plans: themes, target industries and frameworks, {year}",
    "แผน: ประเด็นนโยบาย อุตสาหกรรมเป้าหมาย และกรอบ {year}",
)
CROSSWALK_TITLE = Text("{source} and {target} compared", "เทียบกรอบ {source} กับ {target}")
FRAMEWORKS = Text("Frameworks compared", "เทียบกรอบนโยบาย")
NO_CROSSWALK = Text(
    "No theme is on record to correspond to one of another framework: nothing can be compared.",
    "ไม่มีข้อมูลว่าประเด็นใดเทียบกับประเด็นในกรอบอื่น จึงเทียบไม่ได้",
)
SUPPLY = Text("Who makes what, and who could mentor", "ใครผลิตอะไร และใครอาจเป็นพี่เลี้ยง")
HEADINGS = {
    "Industry": Text("Target industries", "อุตสาหกรรมเป้าหมาย"),
    "Theme": Text("Themes and sub-points", "ประเด็นนโยบายและประเด็นย่อย"),
}


class PlanPages(Issue):
    """What programs are for, by the words of plans."""

    def plans(self) -> str:
        """Return the page of frameworks compared, and of programs by industries and by themes."""
        sections = [self._compared(), *self._matrices(), *self._supply()]
        title = TITLE.format(year=fiscal_year(self.year, self.years_ahead))
        return render_listings(
            self.edition(title, Page("plans")), ListingPage(sections, paper="A3 landscape")
        )

    def crosswalk(self, result: AnalysisResult) -> str:
        """Return the page of one crosswalk."""
        section = crosswalk_section(result, self.years_ahead)
        return render_listings(self.edition(section.heading), ListingPage((section,), paper="A4 landscape"))

    def matrix(self, matrix: Matrix) -> str:
        """Return the page of programs by industries, or by themes."""
        section = matrix_section(matrix)
        return render_listings(self.edition(section.heading), ListingPage((section,), paper="A3 landscape"))

    def _compared(self) -> Section:
        pair = find_frameworks(self.material.ecosystem).compared
        if pair is None:
            return Section("crosswalk", FRAMEWORKS, first=(NO_CROSSWALK,))
        result = self.material.answers.analyse(CROSSWALK, source=pair[0], target=pair[1])
        return crosswalk_section(result, self.years_ahead)

    def _supply(self) -> Iterator[Section]:
        """Yield who makes what, and who could mentor; nothing where there is no corridor."""
        asked = {"scheme": self.scheme, "year": self.year}
        try:
            made = self.material.answers.analyse(MAKERS, **asked)
            beside = self.material.answers.analyse(MENTORS, **asked)
        except AnalysisError:
            return
        listings = list_makers(made, self.threshold), list_mentors(beside, self.threshold)
        yield Section("supply", SUPPLY, listings, apart=True)

    def _matrices(self) -> Iterator[Section]:
        for kind, heading in HEADINGS.items():
            try:
                yield matrix_section(find_matrix(self.material.ecosystem, kind, year=self.year))
            except AnalysisError as error:
                said = f"{error.message} {error.hint}"
                yield Section(f"{kind.lower()}-programs", heading, first=(Text(said, said),))


def crosswalk_section(result: AnalysisResult, years_ahead: int) -> Section:
    """Return a crosswalk, and two years under one framework."""
    names = {name: result.parameters[name] for name in ("source", "target")}
    heading = CROSSWALK_TITLE.format(**names)
    return Section("crosswalk", heading, (list_pairs(result, years_ahead), list_years(result, years_ahead)))


def matrix_section(matrix: Matrix) -> Section:
    """Return programs by industries, or by themes."""
    listings = list_columns(matrix), list_matrix(matrix, whole=False)
    return Section(f"{matrix.kind.lower()}-programs", HEADINGS[matrix.kind], listings, apart=True)
