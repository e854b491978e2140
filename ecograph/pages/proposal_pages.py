"""The page on which a planned program is held against what exists."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pydantic import ValidationError

from ecograph.analysis.proposals import PlannedProgram
from ecograph.analysis.proposals import check_proposal as check
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult
from ecograph.graph.smes import SIZES
from ecograph.model import MODEL, Text
from ecograph.pages.addresses import RouteAddress
from ecograph.pages.issue import Issue
from loaders.planned import KINDS, ProposalBody, resolve
from visualisations.address import Page, Sort
from visualisations.proposal import WRITTEN, Form, Option, render_proposal
from visualisations.proposal_wording import TITLE

SORT: Sort = "check-proposal"
SEVERAL = ("services", "themes", "industries", "areas", "sizes")
"""The fields of a plan with several values."""
LEVELS = {"Industry": ("section",), "Area": ("country", "province")}
"""Of nodes that are parts of each other, the levels that can be chosen."""


class ProposalPages(Issue):
    """The page of a plan."""

    def check_proposal(self, page: Page) -> str:
        """Return the form of a plan, and the answer where the plan has a name.

        Raises
        ------
        AnalysisError
            When the plan names what is not on record.
        """
        said: dict[str, list[str]] = {}
        for name, value in page.narrowed:
            said.setdefault(name, []).append(value)
        result = None
        if said.get("name"):
            planned = resolve(_read(said), self.material.ecosystem)
            result = check(self.material.ecosystem, planned, self.threshold)
        carried = dict(self.address.asked) if isinstance(self.address, RouteAddress) else {}
        form = Form(
            f"/{SORT}",
            self._written(said),
            {
                field: [Option(key, name, key in said.get(field, ())) for key, name in self._choosable(field)]
                for field in (*SEVERAL, "agency")
            },
            {"lang": self.language, **carried},
        )
        return self._rendered(result, form)

    def _written(self, said: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """Return what was written, the year as those who read the page count it."""
        values = {name: said[name][-1] for name in WRITTEN if name in said}
        year = values.get("fiscal_year", "")
        if self.language == "th" and year.isdecimal():
            values["fiscal_year"] = str(int(year) + self.years_ahead)
        return values

    def answer_proposal(self, planned: PlannedProgram) -> str:
        """Return the answer to a plan, without a form."""
        return self._rendered(check(self.material.ecosystem, planned, self.threshold), None)

    def _rendered(self, result: AnalysisResult | None, form: Form | None) -> str:
        # A plan says its own year: the page has no other years.
        edition = replace(self.edition(TITLE, Page(SORT)), periods=())
        return render_proposal(edition, result, form)

    def _choosable(self, field: str) -> Iterator[tuple[str, Text]]:
        """Yield what can be chosen in a field, by the order of keys."""
        if field == "sizes":
            choices = MODEL.node("SME").property("size_class").choices
            yield from ((each.value, each.label) for each in choices if each.value in SIZES)
            return
        ecosystem, kind = self.material.ecosystem, KINDS[field]
        levels: Sequence[str] = LEVELS.get(kind, ())
        for key in ecosystem.nodes(kind):
            if not levels or ecosystem.institutions.nodes[kind, key].get("level") in levels:
                yield key, ecosystem.name(kind, key)


def _read(said: Mapping[str, Sequence[str]]) -> ProposalBody:
    try:
        return ProposalBody.model_validate(
            {name: values if name in SEVERAL else values[-1] for name, values in said.items()}
        )
    except ValidationError as error:
        fault = error.errors()[0]
        field = ".".join(map(str, fault["loc"]))
        raise AnalysisError(
            f"{field}: {fault['input']!r} cannot be read ({fault['msg']}).", "Go back, and put it right."
        ) from None
