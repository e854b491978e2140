"""ECSEL: which organisations meet in projects more than by chance, and which projects share enterprises."""

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from ecograph.analysis.nulls.configuration import ConfigurationModel, fit_strata
from ecograph.analysis.nulls.hypergeometric import describe_shared
from ecograph.analysis.nulls.shared import hold_against_chance
from ecograph.analysis.overlaps import find_overlaps
from ecograph.analysis.statistics.discovery import adjusted
from ecograph.analysis.verification.simulated_overlaps import as_clients
from ecograph.graph import count_shared_clients, find_degree_classes, open_ecosystem
from ecograph.store import GraphStore, open_store
from tests.real.sources import DATA, bring, needs_data

pytestmark = needs_data
TAKES_PART = ("SME PARTICIPATED_IN Program", "Agency RUNS Program", "Agency SUPPORTS Program")
OFTEN = 5


@pytest.fixture(scope="module")
def ecsel(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    store = open_store(str(tmp_path_factory.mktemp("ecsel") / "store"))
    bring(store, "eu-ecsel", DATA / "eu_ecsel_cordis")
    return store


@dataclass(frozen=True)
class Meetings:
    """Organisations against projects: the names, the shared projects, and the null."""

    names: list[str]
    shared: NDArray[np.int32]
    model: ConfigurationModel

    def count(self, level: float, fewest: int) -> tuple[int, int, int]:
        """Return how many pairs there are, how many meet, and how many meet more than by chance."""
        held = hold_against_chance(self.model, self.shared, level, fewest)
        return len(held.p), int((held.shared > 0).sum()), int((held.q <= level).sum())


@pytest.fixture(scope="module")
def meetings(ecsel: GraphStore) -> Meetings:
    export = ecsel.export()
    names = {
        (kind, row["nid"]): str(row["name"])
        for kind in ("SME", "Agency")
        for row in export.nodes[kind].to_pylist()
    }
    ends = {
        ((kind.partition(" ")[0], row["source"]), row["target"])
        for kind in TAKES_PART
        for row in export.relationships[kind].to_pylist()
    }
    organisations = sorted({organisation for organisation, _ in ends})
    projects = sorted({project for _, project in ends})
    matrix = np.zeros((len(organisations), len(projects)), np.bool_)
    for organisation, project in ends:
        matrix[organisations.index(organisation), projects.index(project)] = True
    clients = as_clients(matrix)
    model = fit_strata(find_degree_classes(clients, np.zeros(len(projects), np.int64)))
    return Meetings([names[each] for each in organisations], count_shared_clients(clients), model)


def test_most_organisations_meet_and_none_beyond_chance_among_all_pairs(meetings: Meetings) -> None:
    """More than half have one project alone: of a million pairs, 61,083 meet, and nothing can be said."""
    assert len(meetings.names) == 1_474
    assert meetings.count(0.05, 1) == (1_085_601, 61_083, 0)


def test_those_that_meet_often_are_few_once_chance_is_taken_off(meetings: Meetings) -> None:
    assert meetings.count(0.05, OFTEN) == (8_778, 4_859, 48)
    assert meetings.count(0.005, OFTEN) == (8_778, 4_859, 0)
    held = hold_against_chance(meetings.model, meetings.shared, 0.05, OFTEN)
    beyond = {
        frozenset({meetings.names[held.first[at]], meetings.names[held.second[at]]})
        for at in np.flatnonzero(held.q <= 0.05)
    }
    assert frozenset({"CARL ZEISS SMT GMBH", "ASML NETHERLANDS B.V."}) in beyond
    most = int(np.argmax(held.shared))
    assert (held.shared[most], round(float(held.expected[most]), 1), held.q[most] > 0.05) == (28, 23.9, True)


def test_a_test_that_is_blind_to_large_projects_names_four_times_as_many(meetings: Meetings) -> None:
    held = hold_against_chance(meetings.model, meetings.shared, 0.05, OFTEN)
    counts, projects = meetings.shared.diagonal(), 96
    pairs = zip(counts[held.first].tolist(), counts[held.second].tolist(), held.shared.tolist(), strict=True)
    p = np.array([describe_shared(projects, one, other, shared) for one, other, shared in pairs])
    assert int((adjusted(p) <= 0.05).sum()) == 218


def test_projects_that_share_enterprises_beyond_chance_are_confirmed(ecsel: GraphStore) -> None:
    result = find_overlaps(open_ecosystem(ecsel))
    assert (result.totals["pairs_tested"], result.totals["pairs_named"]) == (4_560, 38)
    assert any(
        text.en.startswith("38 of 38 pairs are beyond chance with every degree") for text in result.untested
    )
    assert {finding.verdict for finding in result.findings} == {"undetermined"}
