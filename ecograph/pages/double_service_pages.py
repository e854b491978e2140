"""The page on double service: what agencies have to check, and what came of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from ecograph.analysis.double_service import KIND
from ecograph.analysis.double_service_counts import Cell, count_enterprises, protect_counts
from ecograph.analysis.double_service_wording import (
    CONFIRMED,
    GRADES,
    NOT_LISTED,
    NOTHING_RECORDED,
    TO_IDENTIFY,
)
from ecograph.model import Text
from ecograph.pages.explained import ALL_CASES
from ecograph.pages.issue import Issue, NoSuchPage
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

        Raises
        ------
        NoSuchPage
            When there is no such agency.
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
        wanted, ecosystem = dict(page.narrowed).get("agency", ""), self.material.ecosystem
        if wanted and ("Agency", wanted) not in ecosystem.institutions:
            raise NoSuchPage(f"There is no agency {wanted!r} in the data.", "Begin at double service.")
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
            # With all cases checked these add up to the sum of cells, where that is hidden.
            self._verdicts(withheld=None in [total for _, total in counted.values()]),
            # How many cases were left out could be subtracted: only what holds without a number is said.
            [text for text in result.untested if text in (NOTHING_RECORDED, NOT_LISTED)],
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
        return {ONE_AGENCY: found} if keys and self.address(found[-1].link.page) else {}

    @property
    def _year(self) -> dict[str, str]:
        return {} if self.year is None else {"year": str(self.year)}

    def _checks(self) -> Sequence[CheckRow]:
        """Return how far each agency is that was handed a list, of all years."""
        verdicts, name = self.opinions.verdicts, self.material.ecosystem.name
        return [
            CheckRow(
                ("Agency", agency),
                name("Agency", agency),
                sum(any(each.agency == agency for each in verdicts.get(case, ())) for case in cases)
                / len(cases),
            )
            for agency, cases in sorted(self.opinions.handed_out.items())
        ]

    def _verdicts(self, *, withheld: bool) -> Sequence[tuple[Text, Shown]]:
        """Return how many cases were found to be what, by the check that stands; no number if `withheld`."""
        standing = Counter(found[-1].verdict for found in self.opinions.verdicts.values() if found)
        counts = {("", each.value): count for each, count in standing.items()}
        shown, _ = protect_counts(counts, self.threshold)
        return [
            (label, None if withheld else shown["", outcome.value])
            for outcome, label in LABELS.items()
            if outcome in standing
        ]


def _most_first(
    counted: Mapping[str, tuple[Mapping[Cell, Shown], Shown]],
) -> Callable[[Cell], tuple[int, Cell]]:
    """Return what cells are sorted by: the most confirmed cases first, of those that are shown."""
    confirmed, _ = counted[CONFIRMED]
    return lambda cell: (-(confirmed.get(cell) or 0), cell)
