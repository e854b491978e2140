"""Pages made of a workspace, for the commands that write them."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ecograph.cli.app import Session, marked_output
from ecograph.cli.reporting import corridors_of, country_of, shapes_of, sources_of
from ecograph.errors import AnalysisError, SettingsError
from ecograph.findings import Finding
from ecograph.graph import Ecosystem, NodeId, find_clients, find_neighbourhood
from ecograph.model import MODEL, RelationshipKind, Text
from ecograph.workspace import Workspace
from visualisations.edition import Edition, Link
from visualisations.ego import Surroundings, draw_surroundings, render_surroundings
from visualisations.facts import Origin
from visualisations.gap_grid import SHORTFALLS, read_gap_grid, render_heatmap
from visualisations.gap_wording import HEATMAP_TITLE, SHEET_LINK
from visualisations.layers import MOST, Institutions, draw_institutions
from visualisations.map_page import TITLE as MAP_TITLE
from visualisations.map_page import render_map
from visualisations.network import render_network, with_origins
from visualisations.network_wording import AROUND
from visualisations.network_wording import TITLE as NETWORK
from visualisations.reach_table import hide_small, read_table
from visualisations.sheet import EVIDENCE, Sheet, Witness, render_sheet

FURTHER = "ecograph view neighbourhood"
"""What a page tells to type, before the key of a node."""


def make_edition(here: Session, workspace: Workspace, title: Text) -> Edition:
    """Return what pages of a workspace say of themselves."""
    ecosystem = workspace.ecosystem
    pack = country_of(ecosystem)
    return Edition(
        title,
        datetime.now(UTC).date(),
        ecosystem.data_kind,
        ecosystem.version,
        workspace.store.content_hash(),
        sources_of(workspace),
        language=here.language,
        thai_years_ahead=pack.year_offset if pack else 0,
    )


def network_page(workspace: Workspace, edition: Edition, scheme: str, most: int = MOST) -> str:
    """Return the page of the institutions in layers."""
    drawing = draw_institutions(institutions_of(workspace, edition, scheme), most)
    origins = origins_of(workspace, [node.node for node in drawing.nodes])
    return render_network(edition, with_origins(drawing, origins), FURTHER)


def institutions_of(workspace: Workspace, edition: Edition, scheme: str) -> Institutions:
    """Return what the network of a workspace is drawn from."""
    ecosystem = workspace.ecosystem
    reach = read_table(workspace.analyse("reach", by=["corridor"], scheme=scheme))
    return Institutions(
        ecosystem.institutions,
        scheme,
        corridors_of(ecosystem, scheme),
        hide_small(reach, edition.threshold),
        _clients(ecosystem),
        edition.threshold,
        edition.thai_years_ahead,
    )


def surroundings_page(
    workspace: Workspace, edition: Edition, centre: NodeId, hops: int = 1, limit: int = 50
) -> str:
    """Return the page about what surrounds a node."""
    ecosystem = workspace.ecosystem
    if centre[0] == "SME" and hops > 1:
        raise AnalysisError(
            "Two steps from an enterprise are other enterprises, and none is drawn.",
            "Ask for one step, or begin at an institution.",
        )
    whole = find_neighbourhood(ecosystem, centre, limit=1)
    drawn = [kind.name for kind in MODEL.relationships if _is_drawn(kind, centre)]
    found = find_neighbourhood(ecosystem, centre, hops=hops, kinds=drawn, limit=limit)
    surroundings = Surroundings(found, whole.totals, ecosystem.institutions, edition.thai_years_ahead)
    drawing = draw_surroundings(surroundings)
    origins = origins_of(workspace, [node.node for node in drawing.nodes])
    return render_surroundings(edition, surroundings, with_origins(drawing, origins), FURTHER)


def sheet_of(
    workspace: Workspace, theme: str, scheme: str, year: int | None, population: str = "smes"
) -> Sheet:
    """Return the sheet of a theme."""
    result = workspace.analyse(
        "reach-gaps", by=["corridor"], theme=theme, scheme=scheme, year=year, population=population
    )
    ecosystem = workspace.ecosystem
    named = next((subject for finding in result.findings for subject in finding.subjects[:1]), None)
    inside = corridors_of(ecosystem, scheme)
    provinces = {
        key
        for key in ecosystem.nodes("Area")
        if ecosystem.institutions.nodes["Area", key].get("level") == "province"
    }
    return Sheet(
        named.name if named else Text(theme, theme),
        result,
        {
            finding.id: _witnesses(workspace, finding)
            for finding in result.findings
            if finding.verdict in SHORTFALLS
        },
        len(provinces & inside.keys()),
        len(provinces),
    )


def map_page(
    workspace: Workspace, edition: Edition, scheme: str, year: int | None, boundaries: Path | None = None
) -> str:
    """Return the page of areas."""
    ecosystem = workspace.ecosystem
    results = tuple(
        workspace.analyse("reach", by=[by], scheme=scheme, year=year) for by in ("corridor", "area")
    )
    pack = country_of(ecosystem)
    shapes = read_shapes(boundaries) if boundaries else shapes_of(pack) if pack else None
    return render_map(edition, results, shapes, corridors_of(ecosystem, scheme))


def read_shapes(path: Path) -> dict[str, Any]:
    """Return the geometries of a GeoJSON file by the `id` of their feature, or its property `code`.

    Raises
    ------
    SettingsError
        When the file cannot be read, or no feature names its area.
    """
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        named = {each.get("id") or each["properties"].get("code"): each["geometry"] for each in features}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingsError(
            f"{path} is no GeoJSON file of areas ({type(error).__name__}).", "Give a FeatureCollection."
        ) from error
    shapes = {str(key): geometry for key, geometry in named.items() if key is not None}
    if not shapes:
        raise SettingsError(
            f"No feature of {path} names its area.",
            "Give each feature an `id`, or a property `code`, like TH-50.",
        )
    return shapes


def linked_pages(here: Session, workspace: Workspace, scheme: str, year: int | None) -> list[tuple[str, str]]:
    """Return pages that link to each other, each with its file."""
    ecosystem = workspace.ecosystem
    edition = make_edition(here, workspace, MAP_TITLE)

    def named(stem: str) -> str:
        return marked_output(Path(f"{stem}.html"), ecosystem.data_kind).name

    result = workspace.analyse("reach-gaps", by=["theme", "corridor"], scheme=scheme, year=year)
    grid = read_gap_grid(result, edition.threshold)
    themes = [theme for theme, _, _ in grid.grid.rows]
    corridors = [key for key in ecosystem.nodes("Corridor") if key.startswith(f"{scheme}:")]
    sheets = {theme.key: named(f"corridor-{file_name(theme.key)}") for theme in themes}
    around = {key: named(f"neighbourhood-{file_name(key)}") for key in corridors}
    links = (
        Link(MAP_TITLE, named("map")),
        Link(HEATMAP_TITLE, named("heatmap")),
        Link(NETWORK, named("network")),
        *(Link(sheet_link(theme.name), sheets[theme.key]) for theme in themes),
        *(Link(about(ecosystem.name("Corridor", key)), around[key]) for key in corridors),
    )

    def titled(title: Text) -> Edition:
        return replace(edition, title=title, links=links)

    pages = [
        (named("map"), map_page(workspace, titled(MAP_TITLE), scheme, year)),
        (named("heatmap"), render_heatmap(titled(HEATMAP_TITLE), grid, sheets)),
        (named("network"), network_page(workspace, titled(NETWORK), scheme)),
    ]
    for theme in themes:
        sheet = sheet_of(workspace, theme.key, scheme, year)
        pages.append((sheets[theme.key], render_sheet(titled(sheet.title(edition.thai_years_ahead)), sheet)))
    for key in corridors:
        title = about(ecosystem.name("Corridor", key))
        pages.append((around[key], surroundings_page(workspace, titled(title), ("Corridor", key))))
    return pages


def about(name: Text) -> Text:
    """Return the title of the page about what surrounds a node."""
    return Text(AROUND.en.format(name=name.en), AROUND.th.format(name=name.th))


def sheet_link(theme: Text) -> Text:
    """Return what links to the sheet of a theme."""
    return Text(SHEET_LINK.en.format(theme=theme.en), SHEET_LINK.th.format(theme=theme.th))


def file_name(key: str) -> str:
    """Return a key as a part of the name of a file."""
    return re.sub(r"[^A-Za-z0-9]+", "-", key).strip("-") or "node"


def origins_of(workspace: Workspace, nodes: list[NodeId]) -> dict[NodeId, tuple[Origin, ...]]:
    """Return where nodes were read, in one question to the store for each."""
    found = {}
    for kind, key in nodes:
        node = workspace.store.node(kind, key)
        if node is not None:
            found[kind, key] = tuple(
                Origin(claim.source, claim.document or "", claim.row, claim.reference or "")
                for claim in node.claims
            )
    return found


def _witnesses(workspace: Workspace, finding: Finding) -> list[Witness]:
    """Return the first programs and funds that a finding rests on, and where they were read."""
    nodes = [node for node in finding.evidence.nodes if node[0] in ("Program", "FundingSource")][:EVIDENCE]
    origins = origins_of(workspace, nodes)
    return [
        Witness(workspace.ecosystem.name(*node), next(iter(origins.get(node, ())), None)) for node in nodes
    ]


def _is_drawn(kind: RelationshipKind, centre: NodeId) -> bool:
    """Whether links of a kind lead to something that is drawn: no enterprise but the one in the middle."""
    return kind.target != "SME" and (kind.source != "SME" or centre[0] == "SME")


def _clients(ecosystem: Ecosystem) -> dict[NodeId, int]:
    clients = find_clients(ecosystem, "support")
    return dict(zip(clients.nodes, clients.counts.tolist(), strict=True))
