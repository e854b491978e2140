"""Commands that write pages to look at: view network, neighbourhood, heatmap, corridor, map, all."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ecograph.cli.app import Session, app, marked_output, need_folder, session
from ecograph.cli.reporting import Scheme, corridors_of, country_of, sources_of
from ecograph.graph import Ecosystem, NodeId, find_clients
from ecograph.model import Text
from ecograph.workspace import Workspace
from visualisations.edition import Edition
from visualisations.facts import Origin
from visualisations.layers import MOST, Institutions, draw_institutions
from visualisations.network import render_network, with_origins
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
