"""Planted truths, recounted with pandas from the tables alone, and the quiet of all else."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ecograph.analysis import find_reach
from ecograph.graph import open_ecosystem
from ecograph.store import GraphStore
from loaders.synthetic import Nation, Planted, generate_nation, write_nation
from tests.synthetic.conftest import thai_store


def truths(nation: Nation, kind: str) -> list[Planted]:
    return [truth for truth in nation.planted if truth.kind == kind]


def pairs(nation: Nation, kind: str) -> pd.DataFrame:
    rows: pd.DataFrame = nation.relationships[kind].select(["source", "target"]).to_pandas()
    return rows.astype(str)


def frame(nation: Nation, kind: str) -> pd.DataFrame:
    rows: pd.DataFrame = nation.relationships[kind].to_pandas()
    rows[["source", "target"]] = rows[["source", "target"]].astype(str)
    return rows


def attended(nation: Nation) -> pd.DataFrame:
    """Return participations that reach: accepted, completed, or of an unknown status."""
    rows = frame(nation, "SME PARTICIPATED_IN Program")
    rows["status"] = rows.status.astype("object")
    return rows[rows.status.isin(["accepted", "completed"]) | rows.status.isna()]


@pytest.fixture(scope="session")
def corridor_of(thailand: GraphStore) -> dict[str, str]:
    export = thailand.export(["Area", "Corridor", "Area IN_CORRIDOR Corridor"])
    area = export.nodes["Area"].to_pandas().set_index("nid").key
    corridor = export.nodes["Corridor"].to_pandas().set_index("nid")
    rows = export.relationships["Area IN_CORRIDOR Corridor"].to_pandas()
    economic = rows[rows.target.map(corridor.scheme) == "economic"]
    return dict(zip(economic.source.map(area), economic.target.map(corridor.key), strict=True))


@pytest.fixture(scope="session")
def population(demo: Nation, corridor_of: Mapping[str, str]) -> pd.DataFrame:
    """Enterprises neither large nor closed, with corridor and size class."""
    smes: pd.DataFrame = demo.nodes["SME"].to_pandas().set_index("id")
    located = frame(demo, "SME LOCATED_IN Area")
    home = located[located.primary].set_index("source").target
    province = home.reindex(smes.index)
    corridor = province.map(corridor_of).where(province.isna(), province.map(corridor_of).fillna("outside"))
    smes["corridor"] = corridor.fillna("unknown")
    smes["size"] = smes.size_class.astype("object").fillna("unknown")
    return smes.loc[(smes["size"] != "large") & smes.closed_on.isna(), ["corridor", "size"]]


def reach(nation: Nation, population: pd.DataFrame, theme: str) -> pd.Series:
    """Return which enterprises of the population a theme has reached."""
    addressing = pairs(nation, "Program ADDRESSES Theme")
    programs = addressing.source[addressing.target == theme]
    rows = attended(nation)
    reached = set(rows.source[rows.target.isin(programs)])
    funds = pairs(nation, "FundingSource ADDRESSES Theme")
    financed = frame(nation, "SME FINANCED_BY FundingSource")
    of_theme = financed.target.isin(funds.source[funds.target == theme])
    reached |= set(financed.source[of_theme & financed.status.isin(["approved", "repaid"])])
    return pd.Series(population.index.isin(list(reached)), population.index)


def expected(population: pd.DataFrame, reached: pd.Series, corridor: str) -> float:
    """Return the reach at the rates of everywhere else, by size class."""
    here = population.corridor == corridor
    rates = reached[~here].groupby(population["size"][~here]).mean()
    return float(population["size"][here].map(rates).sum())


def serving(nation: Nation, theme: str, corridor: str) -> set[str]:
    """Return the programs of a theme that cover a corridor, or the country."""
    addressing = pairs(nation, "Program ADDRESSES Theme")
    corridors, areas = pairs(nation, "Program COVERS Corridor"), pairs(nation, "Program COVERS Area")
    there = {*corridors.source[corridors.target == corridor], *areas.source[areas.target == "TH"]}
    return there & set(addressing.source[addressing.target == theme])


@pytest.mark.parametrize("kind", ["reach gap", "no program"])
def test_gaps_are_what_they_say(demo: Nation, population: pd.DataFrame, kind: str) -> None:
    (truth,) = truths(demo, kind)
    (_, theme), (_, corridor) = truth.subjects
    reached = reach(demo, population, theme)
    here = population.corridor == corridor
    due = expected(population, reached, corridor)
    found = int(reached[here].sum())
    assert truth.numbers["enterprises"] == here.sum()
    assert truth.numbers["reached"] == found
    assert truth.numbers["expected"] == round(due, 1)
    assert truth.numbers["shortfall"] == round(due - found, 1)
    assert truth.numbers["fictitious programs"] == len(serving(demo, theme, corridor))
    if kind == "reach gap":
        assert serving(demo, theme, corridor)
        assert abs(found / due - 1 / 3) < 0.01
    else:
        assert found == 0
        assert not serving(demo, theme, corridor)
        assert due > 50


def test_no_other_corridor_is_short_of_anything(demo: Nation, population: pd.DataFrame) -> None:
    planted = {
        (truth.subjects[0][1], truth.subjects[1][1])
        for truth in demo.planted
        if truth.kind in ("reach gap", "no program")
    }
    worst = 0.0
    for theme in sorted(set(pairs(demo, "Program ADDRESSES Theme").target)):
        gaps = [corridor for planted_theme, corridor in planted if planted_theme == theme]
        clean = population[~population.corridor.isin(gaps)]
        reached = reach(demo, clean, theme)
        for corridor in sorted(set(clean.corridor)):
            here = clean.corridor == corridor
            due = expected(clean, reached, corridor)
            rate, share = reached.mean(), here.mean()
            spread = np.sqrt(here.sum() * rate * (1 - rate) / (1 - share))
            worst = max(worst, abs(reached[here].sum() - due) / spread)
    assert worst < 3.5, "among 55 cells"


def test_duplicates_and_the_progression_share_the_clients_they_say(demo: Nation) -> None:
    rows = frame(demo, "SME PARTICIPATED_IN Program")
    offers = pairs(demo, "Program OFFERS Service").groupby("source").target.apply(set)
    runs = pairs(demo, "Agency RUNS Program").set_index("target").source
    for truth in truths(demo, "duplication") + truths(demo, "progression"):
        (_, first), (_, second) = truth.subjects
        ours, theirs = rows[rows.target == first], rows[rows.target == second]
        both = ours.merge(theirs, on="source", suffixes=("", "_other"))
        assert truth.numbers["clients of the first"] == ours.source.nunique() == len(ours)
        assert truth.numbers["clients of the second"] == theirs.source.nunique() == len(theirs)
        assert truth.numbers["shared"] == len(both)
        assert len(both) >= 0.5 * max(len(ours), len(theirs))
        coincide = (both.starts_on <= both.ends_on_other) & (both.starts_on_other <= both.ends_on)
        same = both.services.map(set) == both.services_other.map(set)
        duplicate = truth.kind == "duplication"
        assert (coincide & same).all() == (coincide | same).any() == duplicate
        assert (offers[first] == offers[second]) == duplicate
        assert (runs[first] != runs[second]) == duplicate
        follows = pairs(demo, "Program FOLLOWS Program").to_numpy().tolist()
        assert ([second, first] in follows) == (not duplicate)
    assert len(truths(demo, "duplication")) == 2


def test_the_bundle_is_a_guarantee_with_its_loan(demo: Nation) -> None:
    (truth,) = truths(demo, "bundle")
    funds = demo.nodes["FundingSource"].to_pandas().set_index("id").instrument
    keys = [key for _, key in truth.subjects]
    assert [funds[key] for key in keys] == ["guarantee", "loan"]
    rows = frame(demo, "SME FINANCED_BY FundingSource")
    clients = [set(rows.source[rows.target == key]) for key in keys]
    assert [len(group) for group in clients] == [
        truth.numbers["clients of the first"],
        truth.numbers["clients of the second"],
    ]
    assert len(clients[0] & clients[1]) == truth.numbers["shared"]
    twice = rows[rows.duplicated(["source", "fiscal_year"], keep=False)]
    assert set(twice.target) == set(keys), "nobody else was financed twice in a year"


def served_twice(nation: Nation) -> pd.DataFrame:
    """Return pairs of participations of one enterprise with the same service at the same time, recorded."""
    rows = attended(nation).dropna(subset=["services", "starts_on", "ends_on"]).explode("services")
    both = rows.merge(rows, on=["source", "services"], suffixes=("", "_other"))
    both = both[both.target < both.target_other]
    return both[(both.starts_on <= both.ends_on_other) & (both.starts_on_other <= both.ends_on)]


def test_double_service_is_planted_and_nowhere_else(demo: Nation) -> None:
    (truth,) = truths(demo, "double service")
    both = served_twice(demo)
    duplicates = {tuple(sorted(key for _, key in pair.subjects)) for pair in truths(demo, "duplication")}
    in_pairs = [pair in duplicates for pair in zip(both.target, both.target_other, strict=True)]
    assert both.source.nunique() == truth.numbers["enterprises"]
    assert both.source[in_pairs].nunique() == truth.numbers["in the pairs of duplication"]
    others = both[~np.array(in_pairs)]
    assert others.source.nunique() == len(others) == truth.numbers["in other programs"] == 50
    assert (others.status == "completed").all()


def test_the_agencies_apart_stand_out_and_are_no_partners(demo: Nation) -> None:
    (truth,) = truths(demo, "missing partnership")
    apart = [key for _, key in truth.subjects]
    rows = attended(demo).merge(
        pairs(demo, "Agency RUNS Program").rename(columns={"source": "agency"}), on="target"
    )
    clients = rows.groupby("agency").source.apply(set)
    assert len(clients[apart[0]]) == truth.numbers["clients of the first"]
    assert len(clients[apart[1]]) == truth.numbers["clients of the second"]
    assert len(clients[apart[0]] & clients[apart[1]]) == truth.numbers["shared"]
    partners = set(pairs(demo, "Agency PARTNERS_WITH Agency").itertuples(index=False, name=None))
    shares = {
        (one, other): len(clients[one] & clients[other]) / min(len(clients[one]), len(clients[other]))
        for one in clients.index
        for other in clients.index
        if one < other and (one, other) not in partners
    }
    first, second, *_ = sorted(shares, key=lambda pair: -shares[pair])
    assert list(first) == apart
    assert shares[first] > 1.4 * shares[second]


def test_nobody_takes_part_before_being_registered_or_once_closed(demo: Nation) -> None:
    rows = frame(demo, "SME PARTICIPATED_IN Program").dropna(subset=["starts_on"])
    smes = demo.nodes["SME"].to_pandas().set_index("id")
    registered, closed = rows.source.map(smes.registered_on), rows.source.map(smes.closed_on)
    assert (registered.isna() | (registered <= rows.starts_on)).all()
    assert (closed.isna() | (closed >= rows.ends_on)).all()
    fiscal_year = pd.to_datetime(rows.ends_on).dt.year + (pd.to_datetime(rows.ends_on).dt.month >= 10)
    assert (fiscal_year == rows.fiscal_year).all()
    assert not frame(demo, "SME PARTICIPATED_IN Program").duplicated(["source", "target"]).any()


def test_programs_take_only_whom_they_admit(demo: Nation, corridor_of: Mapping[str, str]) -> None:
    rows = frame(demo, "SME PARTICIPATED_IN Program")
    programs = demo.nodes["Program"].to_pandas().set_index("id").size_classes
    size = rows.source.map(demo.nodes["SME"].to_pandas().set_index("id").size_class.astype("object"))
    admitted = rows.target.map(programs)
    assert all(rule is None or of in rule for of, rule in zip(size, admitted, strict=True))
    assert not (size == "large").any()
    covers = pairs(demo, "Program COVERS Corridor").set_index("source").target
    located = frame(demo, "SME LOCATED_IN Area")
    home = located[located.primary].set_index("source").target.map(corridor_of)
    local = rows[rows.target.isin(covers.index)]
    assert (local.source.map(home) == local.target.map(covers)).all()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_analysis_of_reach_finds_the_planted_numbers(tmp_path: Path, seed: int) -> None:
    store = thai_store(tmp_path)
    nation = generate_nation(store, 5000, seed)
    write_nation(store, nation)
    ecosystem = open_ecosystem(store)
    for kind in ("reach gap", "no program"):
        (truth,) = truths(nation, kind)
        (_, theme), (_, corridor) = truth.subjects
        result = find_reach(ecosystem, by=("corridor",), theme=theme)
        (found,) = [
            finding
            for finding in result.findings
            if corridor in [subject.key for subject in finding.subjects]
        ]
        assert found.evidence.counts["eligible"] == truth.numbers["enterprises"]
        assert found.evidence.counts["reached"] == truth.numbers["reached"]
