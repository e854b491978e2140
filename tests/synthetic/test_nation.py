"""A nation as a whole: how many, where, the same again, and of any country."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from ecograph.errors import SourceError
from ecograph.store import GraphStore
from loaders.synthetic import DEMO_ENTERPRISES, DEMO_SEED, Nation, generate_nation, write_nation
from tests.synthetic.conftest import small_store, thai_store

SIZES = ["micro", "small", "medium", "large"]


def tables(nation: Nation) -> dict[str, pa.Table]:
    return {**nation.nodes, **nation.relationships}


def same(first: Nation, second: Nation) -> bool:
    ours, theirs = tables(first), tables(second)
    return (
        list(ours) == list(theirs)
        and all(ours[kind].equals(theirs[kind]) for kind in ours)
        and first.planted == second.planted
    )


def placed(nation: Nation) -> pd.DataFrame:
    """Return enterprises with the province they work in and their size class."""
    located = nation.relationships["SME LOCATED_IN Area"].to_pandas()
    home = located[located.primary].set_index("source").target.astype(str)
    smes = nation.nodes["SME"].to_pandas().set_index("id")
    return pd.DataFrame({"province": home.reindex(smes.index), "size": smes.size_class.astype("object")})


def largest_remainders(weights: dict[Any, int], total: int) -> dict[Any, int]:
    """Return the allocation by exact fractions; the oracle of the tests."""
    exact = {key: Fraction(weight * total, sum(weights.values())) for key, weight in weights.items()}
    shares = {key: int(value) for key, value in exact.items()}
    order = sorted(exact, key=lambda key: exact[key] - int(exact[key]), reverse=True)
    for key in order[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


def test_enterprises_follow_the_counts_of_the_country_exactly(thailand: GraphStore, demo: Nation) -> None:
    areas = thailand.export(["Area"]).nodes["Area"].to_pylist()
    counts = {
        (row["key"], size): row[f"enterprises_{size}"] or 0
        for row in sorted(areas, key=lambda row: str(row["key"]))
        if row["level"] == "province"
        for size in SIZES
    }
    apart = DEMO_ENTERPRISES // 100
    expected = largest_remainders(counts, DEMO_ENTERPRISES - 2 * apart)
    where = placed(demo)
    found = where.groupby(["province", "size"]).size().to_dict()
    assert found == {key: share for key, share in expected.items() if share}
    assert where.province.isna().sum() == apart
    assert where["size"].isna().sum() == apart
    assert not (where.province.isna() & where["size"].isna()).any()


def test_every_cell_of_an_analysis_is_there(demo: Nation) -> None:
    smes = demo.nodes["SME"].to_pandas()
    assert len(smes) == DEMO_ENTERPRISES
    assert smes.id.is_unique
    assert smes.id.str.fullmatch(r"SYN-\d{6}").all()
    assert (smes.size_class == "large").sum() > 50
    assert smes.closed_on.notna().sum() > 100
    industries = demo.relationships["SME OPERATES_IN Industry"]
    assert 0.96 < industries.num_rows / DEMO_ENTERPRISES < 0.99
    needy = demo.relationships["SME HAS_NEED Need"].to_pandas()
    assert 0.45 < needy.source.nunique() / DEMO_ENTERPRISES < 0.55
    assert not needy.duplicated(["source", "target"]).any()


def test_what_is_said_of_an_enterprise_agrees(demo: Nation) -> None:
    smes = demo.nodes["SME"].to_pandas()
    limits = {
        "micro": (1, 5, 1.8e6),
        "small": (6, 30, 5e7),
        "medium": (51, 100, 3e8),
        "large": (201, 2000, 5e9),
    }
    for size, (least, most, revenue) in limits.items():
        of_size = smes[smes.size_class == size]
        assert of_size.employees.dropna().between(least, most).all()
        assert of_size.revenue.dropna().le(revenue).all()
    unsized = smes[smes.size_class.isna()]
    assert unsized[["employees", "revenue", "size_basis"]].isna().all(axis=None)
    assert (smes.natural_person == (smes.legal_form == "sole_trader")).all()
    juristic = ~smes.legal_form.isin(["sole_trader", "community_enterprise"])
    assert abs(juristic.mean() - 0.2362) < 0.01
    assert juristic[smes.size_class.isin(["medium", "large"])].all()


def test_the_demonstration_is_of_the_size_meant(demo: Nation) -> None:
    assert demo.nodes["Agency"].num_rows == 12
    assert demo.nodes["Program"].num_rows == 60
    assert demo.nodes["FundingSource"].num_rows == 10
    participations = demo.relationships["SME PARTICIPATED_IN Program"].to_pandas()
    assert 25_000 < len(participations) < 35_000
    assert set(participations.status.dropna()) == {
        "referred", "applied", "accepted", "completed", "withdrawn", "refused"
    }  # fmt: skip
    of_program = participations.groupby("target", observed=True).size().sort_values()
    assert of_program.iloc[-6:].sum() > 0.25 * len(participations), "a tenth of the programs is heavy"
    assert participations.groupby("source").size().max() >= 8


def test_the_same_seed_gives_the_same_bytes(thailand: GraphStore, demo: Nation) -> None:
    assert same(demo, generate_nation(thailand.export(), DEMO_ENTERPRISES, DEMO_SEED))
    other = generate_nation(thailand, DEMO_ENTERPRISES, DEMO_SEED + 1)
    assert not other.nodes["SME"].equals(demo.nodes["SME"])
    assert not same(demo, other)


def test_a_nation_already_there_changes_nothing(tmp_path: Path) -> None:
    store = thai_store(tmp_path)
    first = generate_nation(store, 2000, 3)
    write_nation(store, first)
    assert same(first, generate_nation(store, 2000, 3))
    written = write_nation(store, first)
    assert all(upserted.created == upserted.updated == 0 for upserted in written.values())


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"corridors": 1},
        {"corridors": 0},
        {"themes": 2},
        {"themes": 0},
        {"services": 2},
        {"services": 0},
        {"corridors": 0, "themes": 0, "services": 0},
    ],
    ids=str,
)
def test_any_country_will_do(tmp_path: Path, parts: dict[str, int]) -> None:
    store = small_store(tmp_path, **parts)
    nation = generate_nation(store, 1000, 1)
    written = write_nation(store, nation)
    assert all(upserted.dangling.num_rows == upserted.repeated == 0 for upserted in written.values())
    assert nation.nodes["SME"].num_rows == 1000
    assert nation.relationships["SME PARTICIPATED_IN Program"].num_rows > 200
    kinds = [truth.kind for truth in nation.planted]
    assert ("reach gap" in kinds) == (parts.get("corridors", 3) > 1 and parts.get("themes", 5) > 3)
    assert ("duplication" in kinds) == (parts.get("services", 4) > 2)
    provinces = placed(nation).province.dropna()
    assert not provinces.isin(["X", "X-9"]).any(), "a place without counts has no enterprises"


def test_programs_and_funds_grow_with_the_nation(tmp_path: Path) -> None:
    nation = generate_nation(small_store(tmp_path), 100_000, 1)
    assert nation.nodes["Program"].num_rows == 166
    shares = placed(nation).groupby("province").size()
    assert np.ptp(shares) < 0.1 * shares.mean()


def test_what_cannot_be_made_is_said(tmp_path: Path, thailand: GraphStore) -> None:
    with pytest.raises(SourceError, match="too small"):
        generate_nation(thailand, 999)
    store = small_store(tmp_path)
    export = store.export()
    nodes = {**export.nodes, "Area": export.nodes["Area"].slice(0, 0)}
    with pytest.raises(SourceError, match="count of enterprises"):
        generate_nation(type(export)(nodes, export.relationships, export.version, export.data_kind), 1000)
