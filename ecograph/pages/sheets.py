"""The sheet of a theme, made of material."""

from dataclasses import replace

from ecograph.findings import AnalysisResult, Finding
from ecograph.graph import NodeId
from ecograph.model import Text
from ecograph.pages.country import corridors_of
from ecograph.pages.material import Material
from visualisations.gap_grid import SHORTFALLS
from visualisations.sheet import EVIDENCE, Sheet, Witness


def make_sheet(material: Material, gaps: AnalysisResult, theme: str, scheme: str) -> Sheet:
    """Return the sheet of a theme (its key, or its id alone), from reach gaps of it or of all themes."""
    findings = tuple(each for each in gaps.findings if is_called(each.subjects[0].key, theme))
    result = replace(gaps, findings=findings) if "theme" in gaps.parameters["by"] else gaps
    ecosystem = material.ecosystem
    named = next((subject for finding in result.findings for subject in finding.subjects[:1]), None)
    provinces = {
        key
        for key in ecosystem.nodes("Area")
        if ecosystem.institutions.nodes["Area", key].get("level") == "province"
    }
    witnesses = {
        finding.id: find_witnesses(material, finding)[:EVIDENCE]
        for finding in result.findings
        if finding.verdict in SHORTFALLS
    }
    inside = provinces & corridors_of(ecosystem, scheme).keys()
    return Sheet(
        named.name if named else Text(theme, theme),
        result,
        witnesses,
        len(inside),
        len(provinces),
        _legal_bases(material, scheme),
    )


def _legal_bases(material: Material, scheme: str) -> dict[str, list[str]]:
    """Return the corridors of a scheme by their legal basis, where it is on record."""
    found: dict[str, list[str]] = {}
    for key in material.ecosystem.nodes("Corridor"):
        corridor = material.ecosystem.institutions.nodes["Corridor", key]
        if key.startswith(f"{scheme}:") and corridor.get("legal_basis"):
            called = str(corridor.get("acronym") or material.ecosystem.name("Corridor", key).th)
            found.setdefault(str(corridor["legal_basis"]), []).append(called)
    return found


def is_called(key: str, theme: str) -> bool:
    """Whether the key of a theme is what was asked for, or ends in it."""
    return key == theme or key.endswith(f":{theme}")


def find_witnesses(material: Material, finding: Finding) -> list[Witness]:
    """Return the institutions that a finding rests on, what they are run by, and where they were read."""
    nodes = [node for node in finding.evidence.nodes if node[0] in OWNED]
    return [
        Witness(node, material.ecosystem.name(*node), material.origin(node), _owners(material, node))
        for node in nodes
    ]


OWNED = {"Program": "Agency RUNS Program", "FundingSource": "Agency MANAGES FundingSource"}
"""What a finding rests on, and what kind of link leads to it from its agency."""


def _owners(material: Material, node: NodeId) -> tuple[tuple[NodeId, Text], ...]:
    ecosystem = material.ecosystem
    agencies = sorted(
        source
        for source, _, edge in ecosystem.institutions.in_edges(node, data=True)
        if edge["kind"] == OWNED[node[0]]
    )
    return tuple((agency, ecosystem.name(*agency)) for agency in dict.fromkeys(agencies))
