"""Referrals of a corridor at once are those of each enterprise asked alone."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from ecograph.analysis.referral.bulk import EVERYWHERE, refer_all
from ecograph.analysis.referral.bulk_rows import SCHEMA, tell
from ecograph.analysis.referral.referrals import find_referrals
from ecograph.analysis.referral.similarity import allocate_from_groups
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem
from tests.analysis.referral.test_similarity import matrix
from tests.ecosystems import country, ecosystem

SERVICES, NEEDS = ("s0", "s1", "s2", "s3"), ("skills", "cash", "n2")
MOST = 4


@pytest.fixture(scope="module", params=[1, 2])
def nation(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    rng = np.random.default_rng(request.param)

    def some(options: tuple[str, ...], chance: float) -> list[str]:
        return [one for one in options if rng.random() < chance]

    keys, programs = [f"E{at:02d}" for at in range(40)], [f"P{at}" for at in range(9)]
    sizes = ("micro", "small", "large", None)
    areas, industries = ("A0", "A1", "A2", "A3"), ("I:10", "I:20")
    rows = country() | {
        "Service": [{"id": key} for key in SERVICES],
        "Need": [{"id": key} for key in NEEDS],
        "Need ANSWERED_BY Service": [
            {"source": need, "target": service} for need, service in zip(NEEDS, SERVICES, strict=False)
        ],
        "SME": [{"id": key, "size_class": sizes[int(rng.integers(len(sizes)))]} for key in keys],
        "SME LOCATED_IN Area": [
            {"source": key, "target": str(rng.choice(areas)), "primary": True} for key in keys[3:]
        ],
        "SME OPERATES_IN Industry": [
            {"source": key, "target": str(rng.choice(industries)), "primary": True} for key in keys[:-4]
        ],
        "SME HAS_NEED Need": [{"source": key, "target": need} for key in keys for need in some(NEEDS, 0.35)],
        "Program": [
            {"id": key, "fiscal_year": 2025, "size_classes": some(("micro", "small"), 0.4) or None}
            for key in programs
        ],
        "Program OFFERS Service": [
            {"source": key, "target": service} for key in programs for service in some(SERVICES, 0.4)
        ],
        "Program TARGETS Industry": [
            {"source": key, "target": one} for key in programs for one in some(industries, 0.3)
        ],
        "Program COVERS Area": [
            {"source": key, "target": one} for key in programs for one in some((*areas, "C"), 0.25)
        ],
        "SME PARTICIPATED_IN Program": [
            {"source": key, "target": program, "fiscal_year": 2024, "services": some(SERVICES, 0.3) or None}
            for key in keys
            for program in some(tuple(programs), 0.15)
        ],
    }
    return ecosystem(Path(tmp_path_factory.mktemp("bulk")), rows)


def rows(nation: Ecosystem, corridor: str, most: int = MOST) -> list[dict[str, object]]:
    found = refer_all(nation, corridor, year=2025, most=most)
    told: list[dict[str, object]] = pa.Table.from_batches(list(tell(found, "en")), schema=SCHEMA).to_pylist()
    return told


def test_every_enterprise_gets_what_it_would_get_alone(nation: Ecosystem) -> None:
    told = rows(nation, EVERYWHERE, most=9)
    sizes = dict(zip(nation.smes.keys.to_pylist(), nation.smes.size_class.tolist(), strict=True))
    compared = 0
    for key, size in sizes.items():
        mine = [row for row in told if row["enterprise"] == key]
        if size == 3:
            assert not mine
            continue
        alone = [
            (one.subjects[1].key, one.verdict, int(one.effect or 0))
            for one in find_referrals(nation, enterprise=key, year=2025, most=50).findings
            if one.kind == "referral" and one.verdict != "no"
        ]
        together = [(row["key"], row["eligible"], row["needs_met"]) for row in mine]
        assert sorted(together) == sorted(alone)
        # The order is that of rules and needs; likeness, which differs, decides within ties.
        assert [row[1:] for row in together] == [one[1:] for one in alone]
        assert [row["rank"] for row in mine] == [*range(1, len(mine) + 1)]
        compared += len(mine)
    assert compared > 50


def test_what_it_is_in_already_takes_no_place_from_what_comes_next(nation: Ecosystem) -> None:
    told = rows(nation, EVERYWHERE, most=2)
    cut = 0
    for key in nation.smes.keys.to_pylist():
        alone = [
            (one.verdict, int(one.effect or 0))
            for one in find_referrals(nation, enterprise=key, year=2025, most=50).findings
            if one.kind == "referral" and one.verdict != "no"
        ]
        mine = [(row["eligible"], row["needs_met"]) for row in told if row["enterprise"] == key]
        assert mine == alone[:2]
        cut += len(alone) > 2
    assert cut > 10


def test_a_corridor_is_the_enterprises_of_its_areas(nation: Ecosystem) -> None:
    inside = {row["enterprise"] for row in rows(nation, "economic:X")}
    areas = nation.smes.links["SME LOCATED_IN Area"]
    there = {
        nation.smes.keys[at].as_py()
        for at in range(len(nation.smes))
        if nation.smes.area[at] >= 0 and areas.targets[nation.smes.area[at]] in ("A0", "A1")
    }
    assert inside
    assert inside <= there
    with pytest.raises(AnalysisError, match="no corridor"):
        refer_all(nation, "economic:none")


def test_the_rows_say_why_and_the_same_question_the_same_rows(nation: Ecosystem) -> None:
    first, second = rows(nation, EVERYWHERE), rows(nation, EVERYWHERE)
    assert first == second
    assert all(row["reason"] and row["data_kind"] == "real" for row in first)
    met = [row for row in first if row["needs_met"]]
    assert all(str(row["reason"]).startswith("It answers needs") and row["needs"] for row in met)


def test_groups_pass_on_what_their_enterprises_had() -> None:
    history = matrix([[1, 1, 0], [1, 0, 1], [0, 0, 1]])
    found = allocate_from_groups(history, np.array([1, 3, 0], np.uint64), 2)
    assert found.tolist() == [[0.5, 0.25, 0.25], [0.5, 0, 0.5]]
