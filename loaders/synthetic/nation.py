"""A made-up nation: enterprises, fictitious programs and funds, and truths planted among them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ecograph.errors import SourceError
from ecograph.model import Confidence, DataKind
from ecograph.store import Export, GraphStore, Source, Upserted
from loaders.synthetic.audience import Audience
from loaders.synthetic.country import read_country
from loaders.synthetic.enterprises import Enterprises, make_enterprises
from loaders.synthetic.funds import draw_finance, finance_table, find_bundle, plan_funds
from loaders.synthetic.gaps import find_gaps, thin
from loaders.synthetic.institutions import (
    agency_table,
    fund_table,
    institution_links,
    name_institutions,
    program_table,
)
from loaders.synthetic.participation import Participations, draw_background, join, participation_table
from loaders.synthetic.plan import Plan
from loaders.synthetic.planted import Planted
from loaders.synthetic.plants import (
    find_apart,
    find_double,
    find_pairs,
    plant_clients,
    plant_double,
    taken_quarters,
)
from loaders.synthetic.programs import choose_themes, plan_programs
from loaders.synthetic.registry import (
    enterprise_keys,
    enterprise_table,
    industry_table,
    location_table,
    need_table,
)
from loaders.synthetic.results import result_table

DEMO_ENTERPRISES = 20_000
DEMO_SEED = 2025
FEWEST = 1000
PARTICIPATIONS = 2.0
"""Background participations drawn for each enterprise."""

SOURCE = Source(
    "synthetic",
    "Synthetic enterprises and fictitious programs, made up for a demonstration",
    "วิสาหกิจสังเคราะห์และโครงการสมมุติ สร้างขึ้นเพื่อการสาธิต",
    rank=1000,
    data_kind=DataKind.SYNTHETIC,
    confidence=Confidence.READ,
    licence="CC0-1.0",
)


@dataclass(frozen=True)
class Nation:
    """Everything that was made up, as a store takes it.

    Attributes
    ----------
    nodes, relationships
        By the name of their kind, in the order to be written.
    planted
        What an analysis ought to find, and nothing else.
    """

    nodes: Mapping[str, pa.Table]
    relationships: Mapping[str, pa.Table]
    planted: tuple[Planted, ...]


def generate_nation(
    country: Export | GraphStore,
    enterprises: int = DEMO_ENTERPRISES,
    seed: int = DEMO_SEED,
    *,
    scheme: str = "economic",
    participations: float = PARTICIPATIONS,
) -> Nation:
    """Return a made-up nation over the real facts of a country; the same seed gives the same bytes.

    Enterprises are spread over provinces and size classes as the country's own counts are.
    Participations and finance go to fictitious programs and funds only, and depend on size,
    industry and needs, never on the place: what is planted is all there is to find.

    Parameters
    ----------
    country
        A store that holds the reference facts of a country, or what it exported.
    enterprises
        How many, from 1,000.
    scheme
        The scheme of corridors in which gaps are planted.
    participations
        How many background participations are drawn for each enterprise, of which about a fifth
        fall away: nobody attends two in one quarter.

    Raises
    ------
    SourceError
        When no province has a count of enterprises, or too few enterprises are asked for.
    """
    if enterprises < FEWEST:
        raise SourceError(
            f"A nation of {enterprises:,} enterprises is too small.", f"Ask for {FEWEST:,} or more."
        )
    rng = np.random.default_rng(seed)
    facts = read_country(country, scheme)
    made = make_enterprises(facts, enterprises, rng)
    plan = plan_programs(facts, enterprises, choose_themes(facts), rng)
    audience = Audience(made, rng)
    attended, again = _participations(made, plan, audience, participations, rng)
    funds = plan_funds(plan, rng)
    finance = draw_finance(made, funds, audience, rng)
    named = name_institutions(plan, funds)
    keys = enterprise_keys(enterprises)
    clients = np.bincount(attended.program, minlength=len(plan.programs)).tolist()
    return Nation(
        {
            "Agency": agency_table(named),
            "Program": program_table(plan, named, clients, rng),
            "FundingSource": fund_table(funds, named),
            "SME": enterprise_table(made, rng),
        },
        {
            **institution_links(plan, funds, named),
            "Program MEASURED_BY Indicator": result_table(plan, named.programs, clients, seed),
            "SME LOCATED_IN Area": location_table(facts, made, keys, rng),
            "SME OPERATES_IN Industry": industry_table(facts, made, keys),
            "SME HAS_NEED Need": need_table(facts, made, keys, rng),
            "SME PARTICIPATED_IN Program": participation_table(plan, attended, keys, named.programs, rng),
            "SME FINANCED_BY FundingSource": finance_table(finance, keys, named.funds),
        },
        (
            *find_gaps(facts, made, plan, attended),
            *find_pairs(plan, named.programs, attended),
            find_bundle(finance, named.funds),
            *find_double(plan, attended, again),
            *find_apart(plan, named.agencies, attended),
        ),
    )


def write_nation(
    store: GraphStore, nation: Nation, source: Source = SOURCE, *, allow_shrink: bool = False
) -> dict[str, Upserted]:
    """Write a nation beside the real facts that it rests on, and return what became of each table.

    Parameters
    ----------
    allow_shrink
        As in `GraphStore.begin`: for a nation of less than half the enterprises of the last one.
    """
    with store.begin(source, mix=True, allow_shrink=allow_shrink) as run:
        written = {kind: run.upsert_nodes(kind, table) for kind, table in nation.nodes.items()}
        for kind, table in nation.relationships.items():
            written[kind] = run.upsert_relationships(kind, table)
    return written


def _participations(
    enterprises: Enterprises,
    plan: Plan,
    audience: Audience,
    each: float,
    rng: np.random.Generator,
) -> tuple[Participations, Participations]:
    """Return all participations, and those among them that were planted as double service."""
    planted = plant_clients(enterprises, plan, rng)
    wanted = round(len(enterprises) * each)
    background = draw_background(enterprises, plan, audience, wanted, taken_quarters(planted), rng)
    background = thin(enterprises, plan, background, rng)
    again = plant_double(enterprises, plan, background, rng)
    return join([planted, background, again]), again
