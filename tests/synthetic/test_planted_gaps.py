"""The planted gaps of the demonstration, and of other nations, are what the analysis of gaps names."""

from pathlib import Path

import pytest

from ecograph.analysis.gaps import find_clusters, find_inequality, find_reach_gaps
from ecograph.findings import AnalysisResult
from ecograph.graph import Ecosystem, open_ecosystem
from loaders.synthetic import DEMO_ENTERPRISES, DEMO_SEED, Nation, Planted, generate_nation, write_nation
from tests.synthetic.conftest import thai_store

SEEDS = (DEMO_SEED, 1, 2)


def made(folder: Path, enterprises: int, seed: int) -> tuple[Ecosystem, Nation]:
    store = thai_store(folder)
    nation = generate_nation(store, enterprises, seed)
    write_nation(store, nation)
    return open_ecosystem(store), nation


def truths(nation: Nation) -> dict[str, Planted]:
    return {truth.kind: truth for truth in nation.planted if truth.kind in ("reach gap", "no program")}


def below(result: AnalysisResult) -> list[tuple[str, ...]]:
    return [
        tuple(subject.key for subject in finding.subjects)
        for finding in result.findings
        if finding.verdict == "below"
    ]


@pytest.fixture(scope="module")
def demo_ecosystem(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ecosystem, Nation]:
    return made(tmp_path_factory.mktemp("demo"), DEMO_ENTERPRISES, DEMO_SEED)


def test_both_planted_gaps_and_nothing_else_are_named(demo_ecosystem: tuple[Ecosystem, Nation]) -> None:
    found, nation = demo_ecosystem
    result = find_reach_gaps(found)
    planted = truths(nation)
    named = {
        tuple(subject.key for subject in finding.subjects): finding
        for finding in result.findings
        if finding.verdict == "below"
    }
    assert named.keys() == {tuple(key for _, key in truth.subjects) for truth in planted.values()}
    for kind, cause in (("reach gap", "few_participants"), ("no program", "none_on_record")):
        truth = planted[kind]
        finding = named[tuple(key for _, key in truth.subjects)]
        counts = finding.evidence.counts
        assert finding.cause == cause
        assert counts["eligible"] == truth.numbers["enterprises"]
        assert finding.observed == truth.numbers["reached"]
        # The truth is standardised by size class alone, the analysis by industry section as well.
        assert finding.expected == pytest.approx(truth.numbers["expected"], rel=0.02)
        assert finding.interval is not None
        assert finding.interval[0] <= truth.numbers["shortfall"] <= finding.interval[1]
        assert counts["programs_there"] == truth.numbers["fictitious programs"]
    absent = named[tuple(key for _, key in planted["no program"].subjects)]
    assert absent.evidence.counts["programs_unsaid"] > 0, "a real program does not say where it works"


def test_the_gaps_stand_without_the_capital_and_by_the_other_place(
    demo_ecosystem: tuple[Ecosystem, Nation],
) -> None:
    found, _ = demo_ecosystem
    for finding in find_reach_gaps(found).findings[:2]:
        lines = {line.name.en.partition(",")[0]: line.changed for line in finding.sensitivity}
        assert lines["without Bangkok"] is False
        assert lines["by the place of registration"] is False
        assert lines["manufacturing only"] is False


@pytest.mark.parametrize("seed", SEEDS[1:])
def test_other_nations_give_their_gaps_away_too(tmp_path: Path, seed: int) -> None:
    found, nation = made(tmp_path, 8000, seed)
    named = below(find_reach_gaps(found))
    for truth in truths(nation).values():
        assert tuple(key for _, key in truth.subjects) in named
    assert len(named) <= 3, "two that are planted, and at the most one by chance"


def test_a_corridor_that_lacks_a_theme_is_a_cluster_and_makes_corridors_unequal(
    demo_ecosystem: tuple[Ecosystem, Nation],
) -> None:
    found, nation = demo_ecosystem
    (_, theme), (_, corridor) = truths(nation)["reach gap"].subjects
    clusters = find_clusters(found, theme=theme)
    low = {finding.subjects[1].key for finding in clusters.findings if finding.verdict == "low"}
    inside = {
        area
        for (_, area), (_, key), edge in found.institutions.edges(data=True)
        if edge["kind"] == "Area IN_CORRIDOR Corridor" and key == corridor
    }
    assert low
    assert low <= inside
    inequality = find_inequality(found)
    shares = {f.subjects[0].key: f.evidence.counts["between"] for f in inequality.findings}
    assert {truth.subjects[0][1] for truth in truths(nation).values()} == set(list(shares)[:2])
