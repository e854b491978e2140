"""Planted overlaps: found as what they are, and nothing beside them."""

import pytest

from ecograph.analysis.double_service import find_double_service
from ecograph.analysis.double_service_wording import CONFIRMED
from ecograph.analysis.overlaps import find_fragmentation, find_overlaps
from ecograph.findings import Finding
from ecograph.graph import Ecosystem, open_ecosystem
from ecograph.graph.clients import Level
from loaders.synthetic import Nation, write_nation
from tests.synthetic.conftest import thai_store
from tests.synthetic.test_planted import served_twice

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


def test_confirmed_double_service_is_what_was_planted_key_by_key(layer: Ecosystem, demo: Nation) -> None:
    result = find_double_service(layer, most=10**6)
    confirmed = set()
    for finding in result.findings:
        if finding.verdict == CONFIRMED:
            key = {subject.kind: subject.key for subject in finding.subjects}
            at = finding.evidence.columns.index("program")
            programs = frozenset(str(row[at]) for row in finding.evidence.rows)
            confirmed.add((key["SME"], key["Service"], programs))
    both = served_twice(demo)
    pairs = zip(both.source, both.services, both.target, both.target_other, strict=True)
    assert confirmed == {(sme, service, frozenset(ends)) for sme, service, *ends in pairs}
    (truth,) = (truth for truth in demo.planted if truth.kind == "double service")
    assert len({sme for sme, _, _ in confirmed}) == truth.numbers["enterprises"]


def test_few_themes_and_places_are_told_to_be_fragmented(layer: Ecosystem) -> None:
    totals = find_fragmentation(layer).totals
    assert (totals["cells"], totals["cells_apart"]) == (210, 2)
