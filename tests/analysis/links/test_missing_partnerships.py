"""Missing partnerships of a small country, counted enterprise by enterprise, and the one that is planted."""

from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ecograph.analysis.links import find_missing_partnerships
from ecograph.analysis.links.gain import find_gain
from ecograph.analysis.links.partners import build_network, find_holdings, find_partners
from ecograph.errors import AnalysisError
from ecograph.findings import Finding
from ecograph.graph import Ecosystem, open_ecosystem
from loaders.synthetic import generate_nation, write_nation
from tests.ecosystems import country, ecosystem
from tests.synthetic.conftest import thai_store

SERVICES = {"a": {"train"}, "b": {"loan"}, "c": {"train", "loan"}, "d": set[str]()}
ANSWERS = {"skills": "train", "cash": "loan"}


def drawn() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return the agencies and the needs of thirty enterprises."""
    rng = np.random.default_rng(7)
    names = [f"s{number:02}" for number in range(30)]
    clients = {name: {key for key in "abc" if rng.random() < 0.5} for name in names}
    needs = {name: {need for need in ANSWERS if rng.random() < 0.4} for name in names}
    return clients, needs


def rows() -> dict[str, list[dict[str, Any]]]:
    clients, needs = drawn()
    return {
        **country(),
        "Agency": [{"id": key} for key in "abcdefg"],
        "Program": [{"id": f"p{key}"} for key in "abc"] + [{"id": "together"}],
        "Agreement": [{"id": "m"}],
        "SME": [{"id": name} for name in clients],
        "Agency RUNS Program": [
            *({"source": key, "target": f"p{key}"} for key in "abc"),
            {"source": "e", "target": "together"},
        ],
        "Agency SUPPORTS Program": [{"source": "f", "target": "together", "role": "participant"}],
        "Agency PARTY_TO Agreement": [
            {"source": "a", "target": "m", "role": "lead"},
            {"source": "d", "target": "m", "role": "party"},
            {"source": "b", "target": "m", "role": "witness"},
        ],
        "Agency PART_OF Agency": [{"source": "g", "target": "a"}],
        "Agency PROVIDES Service": [
            {"source": key, "target": service} for key, offered in SERVICES.items() for service in offered
        ]
        + [{"source": "g", "target": "train"}],
        "SME PARTICIPATED_IN Program": [
            {"source": name, "target": f"p{key}"} for name, keys in clients.items() for key in keys
        ],
        "SME HAS_NEED Need": [
            {"source": name, "target": need} for name, asked in needs.items() for need in asked
        ],
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    return ecosystem(tmp_path_factory.mktemp("links"), rows())


def pair_of(finding: Finding) -> tuple[str, ...]:
    return tuple(subject.key for subject in finding.subjects)


def test_gain_and_shared_clients_are_those_of_counting(small: Ecosystem) -> None:
    clients, needs = drawn()
    gain = find_gain(small, find_holdings(small))
    place = {key: at for at, key in enumerate(gain.agencies)}
    for one, other in permutations("abcd", 2):
        helped = [
            name
            for name, keys in clients.items()
            if one in keys and other not in keys and {ANSWERS[need] for need in needs[name]} & SERVICES[other]
        ]
        assert gain.gain[place[one], place[other]] == len(helped)
        both = sum(one in keys and other in keys for keys in clients.values())
        assert gain.shared[place[one], place[other]] == both
    assert gain.served == sum(bool(keys) for keys in clients.values())


def test_partners_are_by_agreement_or_program_and_a_witness_is_none(small: Ecosystem) -> None:
    found = find_partners(small)
    assert found.couples == {("a", "d"), ("e", "f")}
    assert found.kin == {("a", "g")}


def test_only_pairs_that_are_not_joined_are_named_with_their_numbers(small: Ecosystem) -> None:
    result = find_missing_partnerships(small)
    found = {pair_of(finding): finding for finding in result.findings}
    assert found.keys() == {("a", "b"), ("a", "c"), ("b", "c"), ("c", "g")}
    clients, _ = drawn()
    sizes = {key: sum(key in keys for keys in clients.values()) for key in "abc"}
    served = sum(bool(keys) for keys in clients.values())
    first = found["a", "b"]
    assert first.observed == sum({"a", "b"} <= keys for keys in clients.values())
    assert first.expected == pytest.approx(sizes["a"] * sizes["b"] / served)
    assert first.effect == first.evidence.counts["gain_first"] + first.evidence.counts["gain_second"]
    assert "no agreement on record" in first.sentence.en


def test_what_is_not_on_record_is_unknown_and_never_nothing(small: Ecosystem) -> None:
    found = {pair_of(finding): finding for finding in find_missing_partnerships(small).findings}
    units = found["c", "g"]
    assert units.observed is None
    assert units.expected is None
    assert "gain_second" not in units.evidence.counts
    assert ("Agency PROVIDES Service", "g", "train") in units.evidence.relationships


@pytest.mark.parametrize("rank", ["shared", "gain", "score"])
def test_what_is_asked_for_comes_first_and_the_unknown_last(small: Ecosystem, rank: str) -> None:
    result = find_missing_partnerships(small, rank=rank)
    names = {"shared": "beyond_expected", "gain": None, "score": "resource_allocation"}
    name = names[rank]
    values = [
        finding.effect if name is None else finding.evidence.counts.get(name) for finding in result.findings
    ]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=True)
    assert values[: len(known)] == known
    assert result.to_dict() == find_missing_partnerships(small, rank=rank).to_dict()


def test_a_partnership_left_out_leaves_nothing_behind(small: Ecosystem) -> None:
    network = build_network(find_partners(small), find_holdings(small))
    assert {kind for kind, _ in network} <= {"Agency", "Service", "Area", "FundingSource", "Theme"}
    assert network.has_edge(("Agency", "a"), ("Agency", "d"))


@pytest.mark.parametrize(("rank", "most"), [("size", 5), ("gain", 0)])
def test_a_ranking_that_there_is_not_is_refused(small: Ecosystem, rank: str, most: int) -> None:
    with pytest.raises(AnalysisError, match="cannot be ranked"):
        find_missing_partnerships(small, rank=rank, most=most)


def test_without_anything_on_record_it_is_said(tmp_path: Path) -> None:
    result = find_missing_partnerships(ecosystem(tmp_path, country()))
    assert result.findings == ()
    assert any("cannot be measured" in text.en for text in result.untested)


def test_the_planted_partnership_is_among_the_first_ten(tmp_path: Path) -> None:
    store = thai_store(tmp_path)
    nation = generate_nation(store, 1000, seed=2)
    write_nation(store, nation)
    planted = next(truth for truth in nation.planted if truth.kind == "missing partnership")
    result = find_missing_partnerships(open_ecosystem(store), most=10)
    named = [set(pair_of(finding)) for finding in result.findings]
    assert {key for _, key in planted.subjects} in named
    finding = result.findings[named.index({key for _, key in planted.subjects})]
    assert finding.observed == planted.numbers["shared"]
