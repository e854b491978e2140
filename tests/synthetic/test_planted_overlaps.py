"""Planted overlaps: found as what they are, and nothing beside them."""

import pytest

from ecograph.analysis.overlaps import find_overlaps
from ecograph.findings import Finding
from ecograph.graph import Ecosystem, open_ecosystem
from ecograph.graph.clients import Level
from loaders.synthetic import Nation, write_nation
from tests.synthetic.conftest import thai_store

Pair = frozenset[tuple[str, str]]


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory, demo: Nation) -> Ecosystem:
    store = thai_store(tmp_path_factory.mktemp("overlaps"))
    write_nation(store, demo)
    return open_ecosystem(store)


def found(layer: Ecosystem, level: Level) -> dict[Pair, Finding]:
    result = find_overlaps(layer, level)
    return {
        frozenset((one.kind, one.key) for one in finding.subjects): finding for finding in result.findings
    }


def planted(demo: Nation, kind: str) -> dict[Pair, float]:
    return {
        frozenset(truth.subjects): truth.numbers["shared"] for truth in demo.planted if truth.kind == kind
    }


def test_planted_programs_are_told_apart_and_no_other_pair_is_named(layer: Ecosystem, demo: Nation) -> None:
    pairs = found(layer, "Program")
    duplication, progression = planted(demo, "duplication"), planted(demo, "progression")
    assert {pair for pair, one in pairs.items() if one.rung == "duplication"} == duplication.keys()
    assert {one.verdict for pair, one in pairs.items() if pair in duplication} == {"redundant"}
    for pair, shared in (duplication | progression).items():
        assert abs((pairs[pair].observed or 0) - shared) <= 0.1 * shared
    for pair in progression:
        assert (pairs[pair].rung, pairs[pair].verdict) == ("overlap", "complementary")
        assert pairs[pair].cause == "follows"
    apart = {
        ("Program", program)
        for pair in planted(demo, "missing partnership")
        for _, agency in pair
        for (_, owner), (_, program), _ in layer.edges("Agency RUNS Program")
        if owner == agency
    }
    others = pairs.keys() - duplication.keys() - progression.keys()
    assert all(pair <= apart for pair in others)
    assert {pairs[pair].verdict for pair in others} <= {"complementary"}


def test_a_loan_and_its_guarantee_are_a_bundle(layer: Ecosystem, demo: Nation) -> None:
    pairs = found(layer, "FundingSource")
    assert pairs.keys() == planted(demo, "bundle").keys()
    assert {(one.rung, one.verdict, one.cause) for one in pairs.values()} == {
        ("overlap", "complementary", "bundle")
    }


def test_agencies_with_clients_in_common_are_named_and_no_others(layer: Ecosystem, demo: Nation) -> None:
    pairs = found(layer, "Agency")
    apart = planted(demo, "missing partnership").keys()
    runs = {program: owner for owner, program, _ in layer.edges("Agency RUNS Program")}
    behind = {frozenset(runs[program] for program in pair) for pair in planted(demo, "duplication")}
    assert apart <= pairs.keys() <= apart | behind
    assert {pairs[pair].rung for pair in pairs.keys() & behind} == {"duplication"}
    assert {pairs[pair].rung for pair in apart} == {"overlap"}
