"""Lists of applicants screened for a program: read, held against the rules, and told row by row."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ecograph.analysis.receipts import YEARS, Receipt, Receipts
from ecograph.analysis.referral.next_service import NextServices
from ecograph.analysis.referral.offers import Offers, find_offers
from ecograph.analysis.screening import Candidate, Result, listing_order, screen
from ecograph.graph import Ecosystem
from ecograph.model import Language, Text
from ecograph.state import IdentityLog
from ecograph.store import GraphStore
from loaders.applicant_check import CheckedApplicant, check_applicants
from loaders.applicant_matching import MatchedBy, match_applicants
from loaders.applicants import read_applicants
from loaders.problems import Problem
from loaders.screening.facts import Known, Registry
from loaders.screening.rows import Cells, Teller, Told, texts_of
from loaders.screening.uploaded import Uploaded

OCTOBER = 10
"""The month in which a Thai fiscal year begins; it is named by the calendar year in which it ends."""
EVER = 100
"""Years back that stand for all that is on record."""
Place = tuple[str, int]
"""A document, and a row in it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a screening.

    Attributes
    ----------
    program
        The key of the program that they apply for.
    on
        The day from which one looks back `years`.
    officer
        Who screens; empty where that is not said.
    scheme
        The scheme of the corridors that are told.
    """

    program: str
    on: date
    language: Language = "th"
    officer: str = ""
    years: int = YEARS
    scheme: str = "economic"


@dataclass(frozen=True)
class Screening:
    """A list that was screened, every row of it with a result.

    Attributes
    ----------
    places
        Where each row stands in the file that was given, in the order of that.
    told, cells
        What is known of each row, and what is appended to it.
    order
        Positions in the order in which rows are to be listed.
    problems, remarks
        What could not be read, and what to look at in how the file was understood.
    """

    asked: Asked
    uploaded: Uploaded
    offers: Offers
    places: tuple[Place, ...]
    told: tuple[Told, ...]
    cells: tuple[Cells, ...]
    order: tuple[int, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Text, ...]
    teller: Teller

    @property
    def counts(self) -> dict[Result, int]:
        """How many rows came to each result."""
        found = Counter(one.screened.result for one in self.told)
        return {result: found[result] for result in Result}

    @property
    def enterprises(self) -> list[Told]:
        """The rows that are an enterprise's first, as far as that can be seen."""
        return [one for one in self.told if one.checked is not None and one.screened.again is None]


def screen_list(
    path: Path,
    store: GraphStore,
    ecosystem: Ecosystem,
    asked: Asked,
    *,
    identities: IdentityLog,
    secret: bytes,
    recipe: str = "",
) -> Screening:
    """Screen a list of applicants. Nothing of it is stored.

    Raises
    ------
    AnalysisError
        When there is no such program.
    SourceError
        When the file cannot be read as a list of applicants, or not be handed back.
    RecipeError
        When there is no such recipe, or none can be proposed.
    """
    recent = Receipts(ecosystem, asked.program, asked.on, asked.years)
    ever = Receipts(ecosystem, asked.program, asked.on, EVER)
    offers = find_offers(ecosystem, members=[("Program", asked.program)])
    found = read_applicants(path, store, identities=identities, secret=secret, recipe=recipe)
    uploaded = Uploaded(path)
    matches = match_applicants(found.rows, store, ecosystem)
    checked = check_applicants(found.rows, matches, recent)
    year = ecosystem.institutions.nodes["Program", asked.program].get("fiscal_year")
    registry = Registry(store, ecosystem, year)
    known = [registry.know(one) for one in checked]
    candidates = [_candidate(one, about, recent, ever) for one, about in zip(checked, known, strict=True)]
    read: dict[Place, int] = {
        (one.applicant.document, one.applicant.row): at for at, one in enumerate(checked)
    }
    places = sorted({*read, *found.lost})
    every = [candidates[read[place]] if place in read else Candidate(None) for place in places]
    screened = screen(every, offers)
    following = NextServices(ecosystem, find_offers(ecosystem, asked.on.year + (asked.on.month >= OCTOBER)))
    by_place: dict[Place, list[Problem]] = {}
    for problem in found.problems:
        by_place.setdefault((problem.document, problem.record), []).append(problem)
    told = []
    for place, candidate, outcome in zip(places, every, screened, strict=True):
        at = read.get(place)
        after = None
        if at is not None:
            had = {service for one in candidate.same for service in one.services if one.recorded}
            after = following.find(known[at].facts, outcome.unmatched, had, planned=known[at].business_plan)
        told.append(
            Told(
                None if at is None else checked[at],
                None if at is None else known[at],
                candidate,
                outcome,
                after,
                tuple(by_place.get(place, ())),
                texts_of(uploaded.row(*place)),
            )
        )
    teller = Teller(ecosystem, asked.language, asked.scheme)
    row_of: Mapping[int, int] = {at: row for at, (_, row) in enumerate(places)}
    return Screening(
        asked,
        uploaded,
        offers,
        tuple(places),
        tuple(told),
        tuple(teller.tell(one, row_of) for one in told),
        tuple(listing_order(screened)),
        found.problems,
        found.remarks,
        teller,
    )


def _candidate(one: CheckedApplicant, about: Known, recent: Receipts, ever: Receipts) -> Candidate:
    """Return an applicant as one who is screened; of whom no id is known is nobody else."""
    agencies = None if one.whole else recent.agencies
    supports = None if one.match.by is MatchedBy.NOT_FOUND else len(ever.of(one.match.key, agencies))
    return Candidate(about.facts, one.applicant.key, one.same, _same(one.alike), supports)


def _same(receipts: Sequence[Receipt]) -> tuple[Receipt, ...]:
    return tuple(one for one in receipts if one.same)
