"""What was planted in the nation of the demonstration is what the layer of enterprises counts."""

import numpy as np
import pytest

from ecograph.graph import (
    Ecosystem,
    NodeId,
    count_shared_clients,
    find_clients,
    find_double_service,
    find_paths,
    open_ecosystem,
)
from ecograph.graph.clients import Level
from loaders.synthetic import Nation, write_nation
from tests.synthetic.conftest import thai_store


@pytest.fixture(scope="module")
def nation(demo: Nation, tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    """The nation of the demonstration, from a store."""
    store = thai_store(tmp_path_factory.mktemp("nation"))
    write_nation(store, demo)
    return open_ecosystem(store)


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        ("duplication", "Program"),
        ("progression", "Program"),
        ("bundle", "FundingSource"),
        ("missing partnership", "Agency"),
    ],
)
def test_planted_pairs_share_the_clients_that_were_planted(
    nation: Ecosystem, demo: Nation, kind: str, level: Level
) -> None:
    clients = find_clients(nation, level)
    shared = count_shared_clients(clients)
    found = [truth for truth in demo.planted if truth.kind == kind]
    assert found
    for truth in found:
        first, second = (clients.nodes.index(node) for node in truth.subjects)
        assert shared[first, second] == truth.numbers["shared"]
        assert shared[first, first] == truth.numbers["clients of the first"]
        assert shared[second, second] == truth.numbers["clients of the second"]


def test_double_service_on_record_is_what_was_planted(nation: Ecosystem, demo: Nation) -> None:
    found = find_double_service(nation, weakest="recorded")
    (truth,) = (truth for truth in demo.planted if truth.kind == "double service")
    assert len(np.unique(found.enterprise)) == truth.numbers["enterprises"]
    assert (found.days > 0).all()


def test_agencies_that_share_clients_are_joined_over_them(nation: Ecosystem, demo: Nation) -> None:
    (truth,) = (truth for truth in demo.planted if truth.kind == "missing partnership")
    start, end = truth.subjects
    kinds = ["Agency RUNS Program", "SME PARTICIPATED_IN Program"]
    found = find_paths(nation, start, end, kinds=kinds, limit=100)
    assert found.length == 4
    programs = find_clients(nation, "Program")
    shared = count_shared_clients(programs)

    def column(stop: NodeId | None) -> int:
        assert stop is not None
        return programs.nodes.index(stop)

    for path in found.paths:
        assert path.count == shared[column(path.stops[1]), column(path.stops[3])]
