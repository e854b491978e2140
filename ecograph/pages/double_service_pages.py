"""The page on double service: what agencies have to check, and what came of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from ecograph.analysis.double_service import KIND
from ecograph.analysis.double_service_counts import Cell, count_enterprises, protect_counts
from ecograph.analysis.double_service_wording import CONFIRMED, GRADES, NOT_LISTED, TO_IDENTIFY
from ecograph.model import Text
from ecograph.pages.explained import ALL_CASES
from ecograph.pages.issue import Issue
from ecograph.state.verdicts import LABELS
from visualisations.address import Page, Sort
from visualisations.double_service import CaseRow, CheckRow, Shown, ToCheck, render_double_service
from visualisations.double_service_wording import ALL, ONE_AGENCY, TITLE
from visualisations.edition import Choice, Link

SORT: Sort = "double-service"


class DoubleServicePages(Issue):
    """The page on double service."""

    def double_service(
        self,
        page: Page = Page(SORT),  # noqa: B008 - a frozen value
        pairs: Mapping[str, Any] | None = None,
    ) -> str:
        """Return the page on double service, of one agency where it is narrowed so.

        Parameters
        ----------
        pairs
            Pairs of enterprises that may be one, as `find_double_service` takes them; without, nobody is
            compared by name, and how many are to be identified is not known.
        """
        asked: dict[str, Any] = {"most": ALL_CASES, **(pairs or {})}
        if self.year is not None:
            asked["year"] = self.year
        result = self.material.answers.analyse(KIND, **asked)
        looked_for = [grade for grade in GRADES if grade != TO_IDENTIFY or pairs is not None]
        counted = {
            grade: protect_counts(count_enterprises(result.findings, grade), self.threshold)
            for grade in looked_for
        }
        cells = sorted({cell for shown, _ in counted.values() for cell in shown}, key=_most_first(counted))
        wanted = dict(page.narrowed).get("agency", "")
        ecosystem = self.material.ecosystem
        rows = [
            CaseRow(
                ("Agency", agency),
                ecosystem.name("Agency", agency),
                ecosystem.name("Service", service),
                {
                    grade: shown[agency, service]
                    for grade, (shown, _) in counted.items()
                    if (agency, service) in shown
                },
                f"{self.cases}?{urlencode({'agency': agency, **self._year})}" if self.cases else "",
            )
            for agency, service in cells
            if wanted in ("", agency)
        ]
        found = ToCheck(
            rows,
            {grade: total for grade, (_, total) in counted.items()},
            self._checks(),
            self._verdicts(),
            # How many cases were left out could be subtracted: only what is never listed is said.
            (NOT_LISTED,),
            self.year,
            ecosystem.name("Agency", wanted) if wanted else None,
            self._choices_of({agency for agency, _ in cells}, wanted),
        )
        return render_double_service(self.edition(TITLE, page), found)

    def _choices_of(self, agencies: Iterable[str], wanted: str) -> dict[Text, list[Choice]]:
        """Return the agencies that the page can be narrowed to."""
        name = self.material.ecosystem.name
        keys = sorted(agencies)
        found = [Choice(Link(ALL, Page(SORT)), not wanted)] + [
            Choice(Link(name("Agency", key), Page(SORT, narrowed=(("agency", key),))), key == wanted)
            for key in keys
        ]
        return {ONE_AGENCY: found} if self.address(found[-1].link.page) else {}

    @property
    def _year(self) -> dict[str, str]:
        return {} if self.year is None else {"year": str(self.year)}

    def _checks(self) -> Sequence[CheckRow]:
        """Return how far each agency is that was handed a list, of all years."""
        handed, verdicts = self.opinions.handed_out, self.opinions.verdicts
        given = self._protected({agency: len(cases) for agency, cases in handed.items()})
        checked = self._protected(
            {
                agency: sum(any(each.agency == agency for each in verdicts.get(case, ())) for case in cases)
                for agency, cases in handed.items()
            }
        )
        name = self.material.ecosystem.name
        return [
            CheckRow(("Agency", agency), name("Agency", agency), given[agency], checked[agency])
            for agency in sorted(handed)
        ]

    def _verdicts(self) -> Sequence[tuple[Text, Shown]]:
        """Return how many cases were found to be what, by the check that stands."""
        standing = Counter(found[-1].verdict for found in self.opinions.verdicts.values() if found)
        shown = self._protected({outcome.value: number for outcome, number in standing.items()})
        return [(label, shown[outcome.value]) for outcome, label in LABELS.items() if outcome in standing]

    def _protected(self, counts: Mapping[str, int]) -> dict[str, Shown]:
        """Return counts, small ones and what covers them hidden."""
        shown, _ = protect_counts({("", name): count for name, count in counts.items()}, self.threshold)
        return {name: count for (_, name), count in shown.items()}


def _most_first(
    counted: Mapping[str, tuple[Mapping[Cell, Shown], Shown]],
) -> Callable[[Cell], tuple[int, Cell]]:
    """Return what cells are sorted by: the most confirmed cases first, of those that are shown."""
    confirmed, _ = counted[CONFIRMED]
    return lambda cell: (-(confirmed.get(cell) or 0), cell)
