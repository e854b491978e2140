"""Missing links of two kinds: gains counted enterprise by enterprise, scores by walking every path."""

import math
from typing import Any

import networkx as nx
import numpy as np
import pytest

from ecograph.analysis.links import find_missing_links
from ecograph.analysis.links.bipartite import (
    COMMON,
    DEGREES,
    L3,
    build_institutions,
    score_bipartite,
    score_left_out,
)
from ecograph.analysis.links.evaluation import average_precision
from ecograph.analysis.links.link_kinds import PAIRS
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem
from tests.ecosystems import country, ecosystem

SIZES = ("micro", "small", "large", None)
FUNDS: dict[str, dict[str, Any]] = {
    "loan": {"services": ["loan"], "sizes": ["micro", "small"], "agency": "c", "envelope": 900.0},
    "grant": {"services": ["train"], "industry": "I:S", "agency": "b"},
    "silent": {"services": [], "agency": "c"},
}
RUNS = {"P": "a", "Q": "b", "R": "a"}
ANSWERS = {"train": "skills", "loan": "cash"}


def enterprises() -> dict[str, dict[str, Any]]:
    rng = np.random.default_rng(5)
    return {
        f"s{at:02}": {
            "size": SIZES[at % 4],
            "industry": (None, "I:10", "I:20")[at % 3],
            "needs": {need for need in ANSWERS.values() if rng.random() < 0.5},
            "programs": {key for key in RUNS if rng.random() < 0.4},
            "funds": {key for key in FUNDS if rng.random() < 0.2},
        }
        for at in range(60)
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    smes = enterprises()
    rows: dict[str, list[dict[str, Any]]] = country() | {
        "Agency": [{"id": key} for key in "abcd"],
        "Program": [{"id": key, "budget": 100.0 if key == "P" else None} for key in RUNS],
        "Agency RUNS Program": [{"source": agency, "target": key} for key, agency in RUNS.items()],
        "Program COVERS Area": [
            {"source": "P", "target": "A0"},
            {"source": "P", "target": "A1"},
            {"source": "Q", "target": "A1"},
            {"source": "R", "target": "C"},
        ],
        "Program ADDRESSES Theme": [{"source": key, "target": "F:t"} for key in RUNS],
        "Program OFFERS Service": [{"source": "Q", "target": "train"}],
        "FundingSource": [
            {"id": key, "size_classes": one.get("sizes"), "envelope": one.get("envelope")}
            for key, one in FUNDS.items()
        ],
        "Agency MANAGES FundingSource": [
            {"source": one["agency"], "target": key} for key, one in FUNDS.items()
        ],
        "FundingSource OFFERS Service": [
            {"source": key, "target": service} for key, one in FUNDS.items() for service in one["services"]
        ],
        "FundingSource TARGETS Industry": [{"source": "grant", "target": "I:S"}],
        "FundingSource FUNDS Program": [{"source": "loan", "target": "P"}],
        "SME": [{"id": key, "size_class": one["size"]} for key, one in smes.items()],
        "SME LOCATED_IN Area": [{"source": key, "target": f"A{at % 4}"} for at, key in enumerate(smes)],
        "SME OPERATES_IN Industry": [
            {"source": key, "target": one["industry"]} for key, one in smes.items() if one["industry"]
        ],
        "SME HAS_NEED Need": [
            {"source": key, "target": need} for key, one in smes.items() for need in sorted(one["needs"])
        ],
        "SME PARTICIPATED_IN Program": [
            {"source": key, "target": program}
            for key, one in smes.items()
            for program in sorted(one["programs"])
        ],
        "SME FINANCED_BY FundingSource": [
            {"source": key, "target": fund} for key, one in smes.items() for fund in sorted(one["funds"])
        ],
    }
    return ecosystem(tmp_path_factory.mktemp("links"), rows)


def taken(one: dict[str, Any], fund: str) -> bool:
    said = FUNDS[fund]
    fits = one["size"] in said["sizes"] if "sizes" in said else True
    fits &= one["industry"] == "I:10" if "industry" in said else True
    return bool(fits and one["size"] != "large" and fund not in one["funds"])


@pytest.mark.parametrize("kind", ["agency-fund", "fund-program"])
def test_who_could_use_a_fund_is_counted_one_by_one(small: Ecosystem, kind: str) -> None:
    pairs = PAIRS[kind](small)
    for row, first in enumerate(pairs.first):
        for column, second in enumerate(pairs.second):
            fund = second[1] if kind == "agency-fund" else first[1]
            other = first[1] if kind == "agency-fund" else second[1]
            programs = {key for key, agency in RUNS.items() if other in (agency, key)}
            managed = {key for key, one in FUNDS.items() if one["agency"] == other}
            mine = [
                one
                for one in enterprises().values()
                if one["programs"] & programs or (kind == "agency-fund" and one["funds"] & managed)
            ]
            found = {name: float(values[row, column]) for name, values in pairs.numbers.items()}
            if not mine:
                assert math.isnan(found["taken"])
                continue
            assert found["taken"] == sum(taken(one, fund) for one in mine)
            assert found["shared"] == sum(fund in one["funds"] for one in mine)
            if not FUNDS[fund]["services"]:
                assert math.isnan(found["gain"])
                continue
            needs = {ANSWERS[service] for service in FUNDS[fund]["services"]}
            assert found["gain"] == sum(taken(one, fund) and bool(one["needs"] & needs) for one in mine)


def test_what_is_joined_is_no_candidate(small: Ecosystem) -> None:
    result = find_missing_links(small)
    found = {tuple(subject.key for subject in one.subjects) for one in result.findings}
    # a runs a program that the loan pays for; b and c manage the others.
    assert not found & {("a", "loan"), ("b", "grant"), ("c", "loan"), ("c", "silent")}
    assert ("a", "grant") in found
    assert result.totals["on_record"] == 3
    assert "paths_of_three_auc" not in result.totals
    assert any("not measured" in text.en for text in result.untested)
    loan = next(one for one in result.findings if one.subjects[1].key == "loan")
    assert loan.evidence.counts["envelope"] == 900
    assert "no link on record" in loan.sentence.en


def test_a_program_goes_where_it_is_not(small: Ecosystem) -> None:
    result = find_missing_links(small, kind="program-area")
    pairs = PAIRS["program-area"](small)
    smes = list(enterprises().items())
    for one in result.findings:
        program, area = (subject.key for subject in one.subjects)
        assert program != "R"
        there = [sme for at, (_, sme) in enumerate(smes) if f"A{at % 4}" == area]
        assert one.effect == sum(not sme["programs"] and sme["size"] != "large" for sme in there)
        assert not any(program in sme["programs"] for sme in there)
    assert pairs.unplaced == 0


def test_scores_are_those_of_walking_every_path(small: Ecosystem) -> None:
    network = build_institutions(small)
    walked: nx.Graph[int] = nx.Graph(network.matrix.toarray())
    first = [node for node in network.nodes if node[0] == "Agency"]
    second = [node for node in network.nodes if node[0] == "FundingSource"]
    scores = score_bipartite(network, first, second)
    for row, one in enumerate(scores.first.tolist()):
        for column, other in enumerate(scores.second.tolist()):
            found = {name: values[row, column] for name, values in scores.of.items()}
            # Walks of length three, as the sum of products counts them.
            assert found[L3] == pytest.approx(_walks(walked, one, other, paths=False))
            assert found[COMMON] == pytest.approx(
                next(nx.resource_allocation_index(walked, [(one, other)]))[2]
            )
            assert found[DEGREES] == walked.degree(one) * walked.degree(other)


def _walks(network: "nx.Graph[int]", one: int, other: int, *, paths: bool) -> float:
    return sum(
        1 / math.sqrt(network.degree(near) * network.degree(far))
        for near in network[one]
        for far in network[near]
        if network.has_edge(far, other) and not (paths and {near, far} & {one, other})
    )


def test_a_link_left_out_scores_as_in_the_network_without_it(small: Ecosystem) -> None:
    network = build_institutions(small)
    pairs = PAIRS["agency-fund"](small)
    scores = score_bipartite(network, pairs.first, pairs.second)
    links = np.argwhere(pairs.linked)
    found = score_left_out(network, scores, links)
    for at, (row, column) in enumerate(links.tolist()):
        one, other = int(scores.first[row]), int(scores.second[column])
        left: nx.Graph[int] = nx.Graph(network.matrix.toarray())
        left.remove_edge(one, other)
        assert found[L3][at] == pytest.approx(_walks(left, one, other, paths=True))
        assert found[COMMON][at] == pytest.approx(next(nx.resource_allocation_index(left, [(one, other)]))[2])
        assert found[DEGREES][at] == left.degree(one) * left.degree(other)


def test_the_quality_is_that_of_the_pairs_ranked(small: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecograph.analysis.links.missing_links.FEWEST", 1)
    result = find_missing_links(small, rank="score")
    pairs, network = PAIRS["agency-fund"](small), build_institutions(small)
    scores = score_bipartite(network, pairs.first, pairs.second)
    links = np.argwhere(pairs.linked)
    expected = average_precision(score_left_out(network, scores, links)[L3], scores.of[L3][~pairs.linked])
    assert result.totals["paths_of_three_aupr"] == pytest.approx(expected)
    assert result.totals["paths_of_three_prevalence"] == 3 / 12
    ranked = [one.evidence.counts[L3] for one in result.findings]
    assert ranked == sorted(ranked, reverse=True)
    assert find_missing_links(small, rank="score").to_dict() == result.to_dict()


@pytest.mark.parametrize("asked", [{"kind": "sme-sme"}, {"rank": "luck"}, {"most": 0}])
def test_a_question_that_cannot_be_answered_says_so(small: Ecosystem, asked: dict[str, Any]) -> None:
    with pytest.raises(AnalysisError, match=r"There are:|Rank by"):
        find_missing_links(small, **asked)
