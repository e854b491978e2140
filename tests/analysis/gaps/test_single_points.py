"""Single points of failure, by taking each one out; and who is joined to whom."""

from itertools import chain, combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.analysis.gaps import find_isolated, find_single_points
from ecograph.analysis.gaps.joint_network import find_joint_network
from ecograph.analysis.gaps.single_points import METHOD, MOST, find_cuts
from ecograph.analysis.gaps.statement import Statement
from ecograph.findings import Finding
from ecograph.graph import NodeId
from ecograph.graph.clients import UNOWNED
from tests.ecosystems import country, ecosystem
from tests.graph.layers import AGENCIES, FUNDS, PROGRAMS, Small, layered, small_ecosystems

Edge = tuple[NodeId, NodeId, str]
A = [("Agency", f"Agency{number}") for number in range(AGENCIES)]
ENDS = {
    "Agency RUNS Program": (AGENCIES, PROGRAMS),
    "Agency SUPPORTS Program": (AGENCIES, PROGRAMS),
    "Agency MANAGES FundingSource": (AGENCIES, FUNDS),
    "FundingSource FUNDS Program": (FUNDS, PROGRAMS),
    "Agency PARTY_TO Agreement": (AGENCIES, 2),
    "Agency PARTNERS_WITH Agency": (AGENCIES, AGENCIES),
}


def _edge(kind: str) -> st.SearchStrategy[Edge]:
    source, _, target = kind.split()
    many, others = ENDS[kind]
    return st.tuples(st.integers(0, many - 1), st.integers(0, others - 1)).map(
        lambda ends: ((source, f"{source}{ends[0]}"), (target, f"{target}{ends[1]}"), kind)
    )


edges = st.lists(st.one_of([_edge(kind) for kind in ENDS]), max_size=9)


def groups(
    links: list[Edge], without: NodeId | None = None, cut: frozenset[NodeId] = frozenset()
) -> list[set[NodeId]]:
    """Return the groups of agencies that are joined, by walking from each."""
    found: list[set[NodeId]] = []
    for start in A:
        if start == without or any(start in group for group in found):
            continue
        seen, waiting = {start}, [start]
        while waiting:
            node = waiting.pop()
            for one, other, _ in links:
                if {one, other} == cut or without in (one, other) or node not in (one, other):
                    continue
                far = other if node == one else one
                if far not in seen:
                    seen.add(far)
                    waiting.append(far)
        found.append({node for node in seen if node[0] == "Agency"})
    return found


@given(edges)
def test_joined_agencies_are_those_that_a_walk_finds(links: list[Edge]) -> None:
    network = find_joint_network(layered({}, edges=links))
    found = [{node for node in group if node[0] == "Agency"} for group in nx.connected_components(network)]
    assert sorted(map(sorted, found)) == sorted(map(sorted, groups(links)))
    assert all(node[0] == "Agency" or network.degree(node) > 1 for node in network)


@given(edges)
def test_cut_points_and_bridges_are_those_that_taking_out_shows(links: list[Edge]) -> None:
    about = Statement(layered({}, edges=links), METHOD)
    found = {(one.kind, *((s.kind, s.key) for s in one.subjects)): one for one in find_cuts(about)}
    nodes = {node for one, other, _ in links for node in (one, other)} | {*A}
    whole = groups(links)
    expected: dict[tuple[Any, ...], tuple[int, int]] = {}
    for node in nodes:
        for group in whole:
            parts = [part & group for part in groups(links, without=node) if part & group]
            if len(parts) > 1:
                sizes = sorted(map(len, parts))
                expected["cut-point", node] = sum(sizes[:-1]), sizes[-1]
    assert {
        key: (one.effect, one.observed) for key, one in found.items() if key[0] == "cut-point"
    } == expected
    for one, other in {(min(a, b), max(a, b)) for a, b, _ in links if a != b}:
        parts = [
            part & group
            for group in whole
            for part in groups(links, cut=frozenset((one, other)))
            if len(group) > len(part & group) > 0
        ]
        assert (("bridge", one, other) in found) == (bool(parts) and min(map(len, parts)) > 1)


@given(small_ecosystems)
def test_sole_supporters_are_counted_one_enterprise_after_the_other(small: Small) -> None:
    result = find_single_points(small.ecosystem())
    owners: dict[NodeId, set[NodeId]] = {}
    for agency, owned, kind in small.edges:
        if kind.split()[1] in ("RUNS", "MANAGES"):
            owners.setdefault(owned, set()).add(agency)
    agencies: dict[str, set[NodeId]] = {}
    supports: dict[str, set[NodeId]] = {}
    for kind, rows in (("Program", small.joined), ("FundingSource", small.financed)):
        for row in rows:
            member = (kind, row["target"])
            supports.setdefault(row["source"], set()).add(member)
            agencies.setdefault(row["source"], set()).update(owners.get(member, {UNOWNED}))
    for kind, of in (("sole-agency", agencies), ("sole-support", supports)):
        expected: dict[NodeId, int] = {}
        for nodes in of.values():
            if len(nodes) == 1 and UNOWNED not in nodes:
                expected[next(iter(nodes))] = expected.get(next(iter(nodes)), 0) + 1
        found = {
            (one.subjects[0].kind, one.subjects[0].key): one for one in result.findings if one.kind == kind
        }
        assert {node: one.effect for node, one in found.items()} == expected
        for one in found.values():
            assert sum(int(row[1]) for row in one.evidence.rows) == one.effect
    without = sum(UNOWNED in nodes for nodes in agencies.values())
    said = [text.en for text in result.untested if "no agency is on record" in text.en]
    assert said == ([f"{without} enterprises {said[0].split(' ', 2)[2]}"] if without else [])


def named(findings: tuple[Finding, ...] | list[Finding], kind: str) -> dict[str, Finding]:
    return {one.subjects[0].key: one for one in findings if one.kind == kind}


def test_a_refusal_is_no_support(tmp_path: Path) -> None:
    rows: dict[str, Any] = {
        **country(),
        "SME": [{"id": "e0"}, {"id": "e1"}],
        "SME LOCATED_IN Area": [{"source": "e0", "target": "A0", "role": "operating"}],
        "Agency": [{"id": "one"}, {"id": "two"}],
        "Program": [{"id": "p"}, {"id": "q"}],
        "Agency RUNS Program": [{"source": "one", "target": "p"}, {"source": "two", "target": "q"}],
        "SME PARTICIPATED_IN Program": [
            {"source": "e0", "target": "p", "fiscal_year": 2024, "status": "completed"},
            {"source": "e0", "target": "q", "fiscal_year": 2024, "status": "refused"},
            {"source": "e1", "target": "q", "fiscal_year": 2024},
        ],
    }
    result = find_single_points(ecosystem(tmp_path, rows))
    found = named(result.findings, "sole-agency")
    assert {key: one.effect for key, one in found.items()} == {"one": 1, "two": 1}
    assert [*found["one"].evidence.rows] == [("economic:X", 1)]
    assert [*found["two"].evidence.rows] == [("", 1)]
    assert found["one"].sentence.en == (
        "one: 1 of the 1 enterprises that it supports have support from no other agency on record."
    )


def test_programs_beyond_the_most_are_counted_and_said(tmp_path: Path) -> None:
    count = MOST + 3
    rows: dict[str, Any] = {
        "SME": [{"id": f"e{n}"} for n in range(count)],
        "Program": [{"id": f"p{n}"} for n in range(count)],
        "SME PARTICIPATED_IN Program": [
            {"source": f"e{n}", "target": f"p{n}", "fiscal_year": 2024} for n in range(count)
        ],
    }
    result = find_single_points(ecosystem(tmp_path, rows))
    assert len(named(result.findings, "sole-support")) == MOST
    assert any(f"Of {count} programs and funds" in text.en for text in result.untested)


@pytest.fixture
def joined(tmp_path: Path) -> Any:
    """Return a store with agencies joined in many ways, and some not at all."""
    keys = ["hub", "bank", "lab", "lone", "idle", "far", "away", "witness", "office1", "office2", "parent"]
    rows: dict[str, Any] = {
        "Agency": [{"id": key} for key in keys],
        "Agreement": [{"id": "memo"}],
        "Program": [{"id": key} for key in ("own", "both", "nobody's")],
        "FundingSource": [{"id": "fund"}, {"id": "orphan"}],
        "Agency PARTY_TO Agreement": [
            {"source": "hub", "target": "memo", "role": "lead"},
            {"source": "bank", "target": "memo", "role": "party"},
            {"source": "witness", "target": "memo", "role": "witness"},
        ],
        "Agency PARTNERS_WITH Agency": [
            {"source": "bank", "target": "hub", "basis": "derived", "agreement": "memo"},
            {"source": "away", "target": "far", "basis": "documented", "agreement": "unseen"},
        ],
        "Agency RUNS Program": [
            {"source": "lone", "target": "own"},
            {"source": "hub", "target": "both"},
            {"source": "lab", "target": "both"},
        ],
        "Agency MANAGES FundingSource": [{"source": "lone", "target": "fund"}],
        "Agency PART_OF Agency": [{"source": f"office{n}", "target": "parent"} for n in (1, 2)],
    }
    return ecosystem(tmp_path, rows)


def test_what_is_joined_to_nobody(joined: Any) -> None:
    result = find_isolated(joined)
    alone = named(result.findings, "agency-joined-to-nobody")
    assert {key: one.effect for key, one in alone.items()} == {"lone": 2}
    (idle,) = [one for one in result.findings if one.kind == "agencies-without-anything"]
    assert [*idle.evidence.rows] == [("idle",), ("parent",), ("witness",)]
    units = named(result.findings, "units-joined-to-nobody")
    assert units["parent"].effect == 2
    assert "none on record" in units["parent"].sentence.en
    (group,) = [one for one in result.findings if one.kind == "group-apart"]
    assert [*group.evidence.rows] == [("away",), ("far",)]
    (program,) = [one for one in result.findings if one.kind == "programs-without-agency"]
    assert [*program.evidence.rows] == [("nobody's",)]
    (fund,) = [one for one in result.findings if one.kind == "funds-without-manager"]
    assert [*fund.evidence.rows] == [("orphan",)]
    told = chain(
        alone,
        (row[0] for one in (idle, group) for row in one.evidence.rows),
        ["office1", "office2"],
    )
    assert sorted([*map(str, told), "hub", "bank", "lab"]) == sorted(joined.nodes("Agency"))
    assert result.totals == {"agencies": 11, "components": 8, "largest": 3}


def test_an_agreement_and_the_partnership_derived_from_it_are_one_link(joined: Any) -> None:
    network = find_joint_network(joined)
    assert not network.has_edge(("Agency", "bank"), ("Agency", "hub"))
    cuts = list(find_cuts(Statement(joined, METHOD)))
    found = {one.subjects[0].key: one.effect for one in cuts}
    assert found == {"hub": 1, "memo": 1, "both": 1}


def test_without_links_on_record_nobody_is_called_isolated(tmp_path: Path) -> None:
    result = find_isolated(ecosystem(tmp_path, {"Agency": [{"id": "one"}, {"id": "two"}]}))
    assert result.findings == ()
    assert "who is joined to whom cannot be said" in result.untested[0].en


def test_pairs_of_everybody_have_no_single_point(tmp_path: Path) -> None:
    keys = ["a", "b", "c", "d"]
    rows: dict[str, Any] = {
        "Agency": [{"id": key} for key in keys],
        "Agency PARTNERS_WITH Agency": [
            {"source": one, "target": other, "agreement": one + other} for one, other in combinations(keys, 2)
        ],
    }
    found = ecosystem(tmp_path, rows)
    assert [one for one in find_single_points(found).findings if one.kind == "cut-point"] == []
    assert find_isolated(found).findings == ()
