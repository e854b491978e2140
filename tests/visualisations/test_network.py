"""The network of institutions: what is drawn, where it stands, and what it says."""

import base64
import hashlib
import json
import re
import time
from dataclasses import replace
from itertools import pairwise

import networkx as nx
import pytest

from ecograph.graph.ecosystem import NodeId
from ecograph.model import Confidence, Text
from tests.visualisations.country import edition, graph, institutions
from tests.visualisations.reading import Page, number
from tests.visualisations.sample import CORRIDORS, reach
from tests.visualisations.test_escaping import HOSTILE, TURNED
from visualisations.drawing import Drawing
from visualisations.facts import Origin
from visualisations.layer_links import NATIONWIDE, OUTSIDE_ALL
from visualisations.layers import Institutions, draw_institutions
from visualisations.network import render_network, with_origins
from visualisations.placing import place_layers
from visualisations.reach_table import read_table

DRAWING = draw_institutions(institutions())
AT = {node.node: node for node in DRAWING.nodes}


def data_of(html: str) -> dict[str, list[dict[str, object]]]:
    """Return the data that the script of a page reads."""
    [data] = re.findall(r'<script type="application/json" id="network-data">(.*?)</script>', html, re.DOTALL)
    found: dict[str, list[dict[str, object]]] = json.loads(data)
    return found


def test_links_run_from_funds_to_enterprises() -> None:
    drawn = {(link.source, link.target) for link in DRAWING.links}
    assert drawn == {
        (("FundingSource", "F-1"), ("Agency", "A-2")),
        (("FundingSource", "F-1"), ("Program", "P-3")),
        (("Agency", "A-1"), ("Program", "P-1")),
        (("Agency", "A-1"), ("Program", "P-2")),
        (("Agency", "A-2"), ("Program", "P-1")),
        (("Agency", "A-2"), ("Program", "P-3")),
        (("Program", "P-1"), ("Corridor", "economic:A")),
        (("Program", "P-2"), ("Corridor", "economic:B")),
        (("Program", "P-2"), NATIONWIDE),
        (("Program", "P-3"), OUTSIDE_ALL),
        (("Program", "P-4"), ("Corridor", "economic:A")),
        (("Corridor", "economic:A"), ("SME", "*group economic:A")),
        (("Corridor", "economic:B"), ("SME", "*group economic:B")),
        (OUTSIDE_ALL, ("SME", "*group *outside")),
    }
    for link in DRAWING.links:
        assert AT[link.source].at[0] < AT[link.target].at[0], "to the right"


def test_what_covers_an_area_says_through_which() -> None:
    [link] = [link for link in DRAWING.links if link.source == ("Program", "P-4")]
    assert link.note == Text("through District", "ผ่าน อำเภอ")
    assert link.dashed


def test_enterprises_are_groups_and_never_single() -> None:
    groups = [node for node in DRAWING.nodes if node.look == "SME"]
    assert all(node.folded for node in groups)
    assert len(groups) == 5
    assert {node.node[0] for node in DRAWING.nodes} == {
        "FundingSource",
        "Agency",
        "Program",
        "Corridor",
        "Area",
        "SME",
    }


def test_all_that_there_is_is_counted() -> None:
    # Four programs, three agencies (one without a link), a fund, two corridors, two places, five groups.
    assert DRAWING.total == 4 + 3 + 1 + 2 + 2 + 5
    assert len(DRAWING.nodes) == DRAWING.total - 1
    assert ("Agency", "A-3") not in AT


def test_the_most_connected_are_drawn_first() -> None:
    few = draw_institutions(institutions(), 8)
    assert len(few.nodes) == 8
    assert few.total == DRAWING.total
    # With three links each; the fourth of three is the first by its key.
    assert {node.node for node in few.nodes if node.look != "SME"} == {
        ("Agency", "A-2"),
        ("Program", "P-1"),
        ("Program", "P-2"),
    }


def test_small_numbers_of_clients_are_not_told() -> None:
    clients = {key: AT["Program", key].facts[0].value.en for key in ("P-1", "P-2", "P-3")}
    assert clients == {"P-1": "1,234", "P-2": "<5", "P-3": "0"}


def test_groups_of_nobody_are_drawn() -> None:
    numbers = dict.fromkeys(CORRIDORS, (0, 0))
    empty = read_table(reach("corridor", "Corridor", CORRIDORS, numbers))
    groups = [
        node for node in draw_institutions(replace(institutions(), corridors=empty)).nodes if node.folded
    ]
    assert "0 enterprises" in {node.short.en for node in groups if node.short}


def test_filters_name_what_is_drawn() -> None:
    assert {name: [value for value, _ in values] for name, values in DRAWING.filters.items()} == {
        "themes": ["T:1", "T:1-a", "T:2"],
        "agencies": ["A-1", "A-2"],
        "years": ["2025", "2024"],
    }
    assert AT["Program", "P-1"].themes == {"T:1", "T:1-a"}, "a part of a theme counts for the whole"
    assert AT["Program", "P-1"].agencies == {"A-1", "A-2"}


def test_the_graph_is_not_changed() -> None:
    given = institutions()
    before = nx.node_link_data(given.graph)
    to = render_network(edition(), draw_institutions(given))
    assert nx.node_link_data(given.graph) == before
    assert to == render_network(edition(), draw_institutions(institutions())), "the same bytes"


def test_the_order_of_nodes_does_not_matter() -> None:
    turned: nx.MultiDiGraph[NodeId] = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph().nodes(data=True))))
    turned.add_edges_from(reversed(list(graph().edges(data=True))))
    given = institutions()
    other = Institutions(turned, given.scheme, given.corridor_of, given.corridors, given.clients)
    assert draw_institutions(other) == DRAWING


def test_nothing_stands_on_anything_else() -> None:
    layers = [list(range(300)), list(range(300, 340)), list(range(340, 1400)), [1400, 1401], []]
    at = place_layers(layers, [(a, a + 340) for a in range(1000)])
    assert len(set(at.values())) == 1402
    columns: dict[float, list[float]] = {}
    for x, y in at.values():
        columns.setdefault(x, []).append(y)
    for column in columns.values():
        column.sort()
        assert min((b - a for a, b in pairwise(column)), default=99) > 60


def test_links_are_short() -> None:
    # Two agencies with two programs each, given crosswise: no link has to cross another.
    at = place_layers([["a", "b"], ["p", "q", "r", "s"]], [("a", "q"), ("a", "s"), ("b", "p"), ("b", "r")])
    order = sorted(["p", "q", "r", "s"], key=lambda node: at[node][1])
    first = {"q", "s"} if at["a"][1] < at["b"][1] else {"p", "r"}
    assert set(order[:2]) == first


def test_the_page_says_what_it_shows() -> None:
    page = Page(render_network(edition(), DRAWING))
    assert page.strays == []
    assert "Shown: 16 of 17, the most connected first." in page.visible()
    rows = page.tables["shown"].texts("tbody")
    assert [row[0] for row in rows if len(row) == 1] == [
        "Funding sources (1)",
        "Agencies (2)",
        "Programs (4)",
        "Corridors and places (4)",
        "Enterprises (groups) (5)",
    ]
    links = [number(row[1]) for row in rows if len(row) == 3]
    assert len(links) == 16
    assert links[1:7] == [3, 2, 3, 3, 3, 1]
    assert sum(links) == 2 * len(DRAWING.links)


def test_origins_are_told() -> None:
    origins = {("Program", "P-1"): (Origin("src", "programs.csv", 54, "TG1"),)}
    nodes = {node.node: node for node in with_origins(DRAWING, origins).nodes}
    assert nodes["Program", "P-1"].facts[-1].value.en == "src · programs.csv:54 · TG1"
    facts = {fact.label.en: fact.value for fact in nodes["Program", "P-1"].facts}
    assert facts["Fiscal year"] == Text("2024", "2567")
    assert facts["Budget"].en == "1,500,000"
    assert facts["How it is known"].en == "read in a source"


@pytest.mark.parametrize("name", [*HOSTILE, TURNED])
def test_a_hostile_name_is_data(name: str) -> None:
    origins = {node.node: (Origin(name, name, 1, name),) for node in DRAWING.nodes}
    drawing = with_origins(draw_institutions(institutions(name)), origins)
    html = render_network(edition(Text(name, name), name), drawing, name)
    page = Page(html)
    assert page.strays == []
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert "img" not in {tag for tag, _ in page.tags}
    assert not [a for _, a in page.tags if "style" in a or any(key.startswith("on") for key in a)]
    said = json.dumps(data_of(html)["words"])
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", said.encode().decode("unicode_escape"))


def test_the_policy_allows_the_scripts_that_are_there_alone() -> None:
    html = render_network(edition(), DRAWING)
    [script] = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    hashed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    [policy] = [a["content"] for _, a in Page(html).tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert f"script-src 'sha256-{hashed}';" in policy
    assert "default-src 'none'" in policy


def large(nodes: int) -> Drawing:
    """Return a drawing of many programs with names and facts of usual length."""
    network: nx.MultiDiGraph[NodeId] = nx.MultiDiGraph()
    for at in range(nodes):
        kind = "Agency" if at % 10 == 0 else "Program"
        names = {
            "name": f"โครงการส่งเสริมวิสาหกิจขนาดกลางและขนาดย่อมลำดับที่ {at}",
            "name_en": f"Program of support {at}",
        }
        network.add_node((kind, f"N-{at:05}"), confidence=Confidence.READ, fiscal_year=2020 + at % 5, **names)
    for at in range(nodes):
        if at % 10:
            for agency in (at // 10 * 10, at * 7 // 10 * 10 % nodes):
                network.add_edge(
                    ("Agency", f"N-{agency:05}"),
                    ("Program", f"N-{at:05}"),
                    kind="Agency RUNS Program",
                    confidence=Confidence.READ,
                )
    drawing = draw_institutions(Institutions(network, "economic", {}))
    return with_origins(
        drawing, {node.node: (Origin("source", "programs.csv", 1, "TG1"),) for node in drawing.nodes}
    )


def test_a_large_network_is_quick_and_light() -> None:
    render_network(edition(), DRAWING)
    started = time.process_time()
    html = render_network(edition(), large(2000))
    assert time.process_time() - started < 2
    assert len(html.encode()) < 1_500_000
    assert len(data_of(html)["nodes"]) == 1500


def test_without_links_there_is_nothing_to_draw() -> None:
    drawing = draw_institutions(Institutions(nx.MultiDiGraph(), "economic", {}))
    page = Page(render_network(edition(), drawing))
    assert "There is nothing to draw" in page.visible()
