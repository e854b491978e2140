"""Commands that write pages to look at: view network, neighbourhood, heatmap, corridor, map, all."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ecograph.cli.app import Session, app, marked_output, need_folder, session
from ecograph.cli.asking import find_node
from ecograph.cli.reporting import Scheme, corridors_of, country_of, sources_of
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem, NodeId, find_clients, find_neighbourhood
from ecograph.model import MODEL, RelationshipKind, Text
from ecograph.workspace import Workspace
from visualisations.edition import Edition
from visualisations.ego import Surroundings, draw_surroundings, render_surroundings
from visualisations.facts import Origin
from visualisations.layers import MOST, Institutions, draw_institutions
from visualisations.network import render_network, with_origins
from visualisations.network_wording import AROUND
from visualisations.network_wording import TITLE as NETWORK
from visualisations.reach_table import hide_small, read_table

WROTE = Text("The page is", "หน้าอยู่ที่")
FURTHER = "ecograph view neighbourhood"
"""What a page tells to type, before the key of a node."""

view = typer.Typer(no_args_is_help=True, help="Write pages to look at, which work without a network.")
app.add_typer(view, name="view")


@view.command()
def network(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", help="The file to write.")] = Path("network.html"),
    scheme: Scheme = "economic",
    most: Annotated[int, typer.Option(min=1, max=MOST, help="How many nodes to draw at the most.")] = MOST,
) -> None:
    """Draw funds, agencies, programs and corridors in layers, enterprises as groups.

    Example: ecograph view network --output network.html
    """
    here = session(context)
    with here.open() as workspace:
        edition = make_edition(here, workspace, NETWORK)
        drawing = draw_institutions(institutions_of(workspace, edition, scheme), most)
        origins = origins_of(workspace, [node.node for node in drawing.nodes])
        page = render_network(edition, with_origins(drawing, origins), FURTHER)
    _write(here, edition, output, page)


@view.command()
def neighbourhood(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="The key of a node, such as AG-DIPROM or TH-50.")],
    output: Annotated[Path | None, typer.Option("--output", help="The file to write.")] = None,
    kind: Annotated[str, typer.Option(help="Its kind, where two kinds share a key.")] = "",
    hops: Annotated[int, typer.Option(min=1, max=3, help="How many steps away.")] = 1,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many neighbours at the most.")] = 50,
) -> None:
    """Draw what surrounds a node, with every link as evidence. Enterprises are counted, not drawn.

    Example: ecograph view neighbourhood AG-DIPROM --output diprom.html
    """
    here = session(context)
    with here.open() as workspace:
        node = find_node(workspace.store, key, kind)
        centre = (node.kind, node.key)
        name = workspace.ecosystem.name(*centre)
        edition = make_edition(here, workspace, _about(name))
        page = surroundings_page(workspace, edition, centre, hops, limit)
    _write(here, edition, output or Path(f"neighbourhood-{_file_name(key)}.html"), page)


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


def _is_drawn(kind: RelationshipKind, centre: NodeId) -> bool:
    """Whether links of a kind lead to something that is drawn: no enterprise but the one in the middle."""
    return kind.target != "SME" and (kind.source != "SME" or centre[0] == "SME")


def _about(name: Text) -> Text:
    return Text(AROUND.en.format(name=name.en), AROUND.th.format(name=name.th))


def _file_name(key: str) -> str:
    """Return a key as a part of the name of a file."""
    return re.sub(r"[^A-Za-z0-9]+", "-", key).strip("-") or "node"


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


def _clients(ecosystem: Ecosystem) -> dict[NodeId, int]:
    clients = find_clients(ecosystem, "support")
    return dict(zip(clients.nodes, clients.counts.tolist(), strict=True))


def _write(here: Session, edition: Edition, output: Path, page: str) -> Path:
    """Write a page, and say where; the name of a page on made-up data says so."""
    written = marked_output(output, edition.data_kind)
    need_folder(written)
    written.write_text(page, encoding="utf-8")
    here.show({"page": str(written), "data_kind": edition.data_kind})
    here.notices.print(f"{here.say(WROTE)} {written}", markup=False)
    return written
