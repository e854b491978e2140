"""Clients, shared clients, degree classes and dependence, against counting one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.errors import AnalysisError
from ecograph.graph import NodeId
from ecograph.graph.clients import LEVELS, LINKS, OWNERS, UNOWNED, find_clients
from ecograph.graph.degree_classes import find_degree_classes
from ecograph.graph.dependence import find_dependence
from ecograph.graph.shared_clients import count_shared_clients
from tests.graph.layers import ENTERPRISES, JOINED, Small, layered, small_ecosystems

EVERY_LEVEL = st.sampled_from(["Program", "FundingSource", "support", "Agency"])


def supports(small: Small, level: str) -> set[tuple[int, NodeId]]:
    """Return who is a client of what, read off the rows."""
    rows = {"Program": small.joined, "FundingSource": small.financed}
    direct = {
        (int(row["source"][1:]), (kind, str(row["target"]))) for kind in LEVELS[level] for row in rows[kind]
    }
    if level != "Agency":
        return direct
    owned = {(target, source) for source, target, name in small.edges if name in OWNERS.values()}
    found = {(who, owner) for who, what in direct for thing, owner in owned if thing == what}
    return found | {(who, UNOWNED) for who, what in direct if what not in {thing for thing, _ in owned}}


@given(small_ecosystems, EVERY_LEVEL)
def test_everyone_is_a_client_once(small: Small, level: str) -> None:
    clients = find_clients(small.ecosystem(), level, unowned=True)  # type: ignore[arg-type]
    found = [
        (int(who), clients.nodes[at]) for who, at in zip(clients.enterprises, clients.indices, strict=True)
    ]
    assert len(found) == len(set(found))
    assert set(found) == supports(small, level)
    known = find_clients(small.ecosystem(), level)  # type: ignore[arg-type]
    assert UNOWNED not in known.nodes
    assert known.counts.sum() == len([what for _, what in found if what != UNOWNED])
    for matrix in (clients, known):
        assert matrix.indptr.dtype == matrix.indices.dtype == np.int32
        for who in range(ENTERPRISES):
            row = matrix.indices[matrix.indptr[who] : matrix.indptr[who + 1]]
            assert (np.diff(row) > 0).all()


@given(small_ecosystems, EVERY_LEVEL)
def test_shared_clients_are_those_in_both(small: Small, level: str) -> None:
    clients = find_clients(small.ecosystem(), level)  # type: ignore[arg-type]
    shared = count_shared_clients(clients)
    mine = {node: {who for who, what in supports(small, level) if what == node} for node in clients.nodes}
    expected = [[len(mine[one] & mine[other]) for other in clients.nodes] for one in clients.nodes]
    assert shared.tolist() == expected


@given(small_ecosystems, st.randoms())
def test_the_order_of_rows_decides_nothing(small: Small, random: "np.random.Generator") -> None:
    rows = list(small.joined)
    random.shuffle(rows)
    other = Small(tuple(rows), small.financed[::-1], small.edges[::-1], small.periods)
    one, two = find_clients(small.ecosystem(), "Agency"), find_clients(other.ecosystem(), "Agency")
    assert one.indptr.tobytes() == two.indptr.tobytes()
    assert one.indices.tobytes() == two.indices.tobytes()
    assert (
        find_dependence(small.ecosystem()).sole.tolist() == find_dependence(other.ecosystem()).sole.tolist()
    )


@given(small_ecosystems, st.lists(st.integers(-1, 2), min_size=ENTERPRISES, max_size=ENTERPRISES))
def test_degree_classes_are_degrees_counted_by_stratum(small: Small, strata: list[int]) -> None:
    clients = find_clients(small.ecosystem(), "support")
    classes = find_degree_classes(clients, np.array(strata))
    mine = [
        {what for who, what in supports(small, "support") if who == number} for number in range(ENTERPRISES)
    ]
    expected: dict[tuple[int, int], int] = {}
    for number, stratum in enumerate(strata):
        if stratum >= 0:
            cell = stratum, len(mine[number])
            expected[cell] = expected.get(cell, 0) + 1
    found = zip(classes.stratum.tolist(), classes.degree.tolist(), classes.enterprises.tolist(), strict=True)
    assert {(stratum, degree): count for stratum, degree, count in found} == expected
    assert list(expected and sorted(expected)) == list(
        zip(classes.stratum.tolist(), classes.degree.tolist(), strict=True)
    )
    assert classes.left_out == strata.count(-1)
    for stratum in range(max(strata) + 1):
        for column, node in enumerate(clients.nodes):
            inside = [
                number for number in range(ENTERPRISES) if strata[number] == stratum and node in mine[number]
            ]
            assert classes.clients[stratum, column] == len(inside)


@given(small_ecosystems, st.sampled_from(["Agency", "support"]))
def test_dependence_is_having_one_supporter_only(small: Small, level: str) -> None:
    found = find_dependence(small.ecosystem(), level)  # type: ignore[arg-type]
    mine = [{what for who, what in supports(small, level) if who == number} for number in range(ENTERPRISES)]
    for number, supporters in enumerate(mine):
        expected = found.nodes.index(next(iter(supporters))) if len(supporters) == 1 else -1
        assert found.supporter[number] == expected
    for column, node in enumerate(found.nodes):
        assert found.sole[column] == sum(supporters == {node} for supporters in mine)
        assert found.clients[column] == sum(node in supporters for supporters in mine)


def test_only_links_that_count_make_clients() -> None:
    rows = [{"source": "e0", "target": "Program0"}, {"source": "e1", "target": "Program0"}]
    found = find_clients(layered({JOINED: rows}), "Program", {LINKS["Program"]: np.array([False, True])})
    assert found.degrees.tolist() == [0, 1, 0, 0, 0]
    with pytest.raises(AnalysisError, match="3 entries, and there are 2 links"):
        find_clients(layered({JOINED: rows}), "Program", {LINKS["Program"]: np.ones(3, np.bool_)})


def test_nobody_is_a_client_where_nothing_is() -> None:
    empty = find_clients(layered({}, enterprises=0), "Agency")
    assert count_shared_clients(empty).sum() == 0
    classes = find_degree_classes(empty, np.empty(0, np.int32))
    assert (len(classes.degree), classes.clients.shape) == (0, (0, 3))
    assert find_dependence(layered({}, enterprises=0)).sole.sum() == 0


def test_too_many_nodes_are_refused_with_the_number() -> None:
    rows = [{"source": "e0", "target": f"Program{number}"} for number in range(3)]
    clients = find_clients(layered({JOINED: rows}), "Program")
    assert count_shared_clients(clients, most=3).sum() == 9
    with pytest.raises(AnalysisError, match=r"^3 programs.* at most 2\.") as told:
        count_shared_clients(clients, most=2)
    assert told.value.hint
    with pytest.raises(AnalysisError, match="4 strata for 5 enterprises"):
        find_degree_classes(clients, np.zeros(4, np.int32))
    with pytest.raises(AnalysisError, match="There are: Program, FundingSource, support, Agency"):
        find_clients(layered({}), "agency")  # type: ignore[arg-type]
