"""An invented country of a few institutions, as a graph, for pages that draw networks."""

from datetime import date

import networkx as nx

from ecograph.graph.ecosystem import NodeId
from ecograph.model import Confidence, DataKind, Text
from tests.visualisations.sample import CORRIDORS, corridor_numbers, reach
from visualisations import Edition, Source
from visualisations.layers import Institutions
from visualisations.reach_table import hide_small, read_table

READ, JUDGED = Confidence.READ, Confidence.JUDGEMENT
CORRIDOR_OF = {"X-01": "economic:A", "X-03": "economic:B"}


def graph(name: str = "") -> "nx.MultiDiGraph[NodeId]":
    """Return four programs of two agencies and a fund; with `name`, everything is called so."""
    network: nx.MultiDiGraph[NodeId] = nx.MultiDiGraph()

    def add(kind: str, key: str, thai: str, english: str, /, **properties: object) -> None:
        names = {"name": name or thai, "name_en": name or english}
        network.add_node((kind, key), confidence=READ, **names, **properties)

    add("Agency", "A-1", "กรมสมมุติ", "Imaginary Department", acronym=name or "กสม.", kind="department")
    add("Agency", "A-2", "สถาบันตัวอย่าง", "Sample Institute")
    add("Agency", "A-3", "หน่วยที่ไม่มีใครรู้จัก", "Unlinked Unit")
    add("FundingSource", "F-1", "กองทุนทดลอง", "Trial Fund", instrument="grant")
    add("Program", "P-1", "โครงการดิจิทัล", "Digital Program", fiscal_year=2024, budget=1_500_000)
    add("Program", "P-2", "โครงการสีเขียว", "Green Program", fiscal_year=2025)
    add("Program", "P-3", "โครงการฮาลาล", "Halal Program")
    add("Program", "P-4", "โครงการที่เขต", "District Program", fiscal_year=2025)
    for key, text in list(CORRIDORS.items())[:3]:
        add("Corridor", key, text.th, text.en)
    add("Theme", "T:1", "ดิจิทัล", "Digital")
    add("Theme", "T:1-a", "ปัญญาประดิษฐ์", "Artificial intelligence")
    add("Theme", "T:2", "สีเขียว", "Green")
    add("Area", "X", "ประเทศสมมุติ", "Imaginary Country", level="country")
    add("Area", "X-01", "จังหวัดหนึ่ง", "Province 1", level="province")
    add("Area", "X-09", "จังหวัดเก้า", "Province 9", level="province")
    add("Area", "X-01-1", "อำเภอ", "District", level="district")
    for kind, source, target, confidence in (
        ("Agency RUNS Program", "A-1", "P-1", READ),
        ("Agency RUNS Program", "A-1", "P-2", READ),
        ("Agency RUNS Program", "A-2", "P-3", JUDGED),
        ("Agency SUPPORTS Program", "A-2", "P-1", READ),
        ("Agency MANAGES FundingSource", "A-2", "F-1", READ),
        ("FundingSource FUNDS Program", "F-1", "P-3", READ),
        ("Program COVERS Corridor", "P-1", "economic:A", READ),
        ("Program COVERS Corridor", "P-2", "economic:B", READ),
        ("Program COVERS Area", "P-2", "X", READ),
        ("Program COVERS Area", "P-3", "X-09", READ),
        ("Program COVERS Area", "P-4", "X-01-1", READ),
        ("Program ADDRESSES Theme", "P-1", "T:1-a", READ),
        ("Program ADDRESSES Theme", "P-2", "T:2", READ),
        ("Theme PART_OF Theme", "T:1-a", "T:1", READ),
        ("Area PART_OF Area", "X-01-1", "X-01", READ),
        ("Area PART_OF Area", "X-01", "X", READ),
        ("Area PART_OF Area", "X-09", "X", READ),
        ("Agency PARTNERS_WITH Agency", "A-1", "A-2", READ),
    ):
        ends = kind.split()
        network.add_edge((ends[0], source), (ends[2], target), kind=kind, confidence=confidence)
    return network


def institutions(name: str = "") -> Institutions:
    corridors = hide_small(read_table(reach("corridor", "Corridor", CORRIDORS, corridor_numbers())), 5)
    clients = {("Program", "P-1"): 1234, ("Program", "P-2"): 3, ("Program", "P-3"): 0}
    return Institutions(graph(name), "economic", CORRIDOR_OF, corridors, clients)


TITLE = Text("Who works with whom", "ใครทำงานกับใคร")


def edition(title: Text = TITLE, source: str = "made-up") -> Edition:
    return Edition(
        title,
        date(2025, 4, 1),
        DataKind.SYNTHETIC,
        7,
        "5f2c" * 16,
        (
            Source(
                source,
                Text("Invented sample", "ตัวอย่างสมมุติ"),
                DataKind.SYNTHETIC,
                date(2025, 3, 15),
                "CC0-1.0",
            ),
        ),
    )
