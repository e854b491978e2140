"""Commands that write pages to look at: view network, neighbourhood, heatmap, corridor, map, all."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ecograph.analysis.question import Population
from ecograph.cli.app import Session, app, marked_output, need_folder, session
from ecograph.cli.asking import find_node
from ecograph.cli.pages import (
    about,
    file_name,
    linked_pages,
    make_edition,
    map_page,
    network_page,
    sheet_of,
    surroundings_page,
)
from ecograph.cli.reporting import Scheme, Year
from ecograph.model import Text
from visualisations.edition import Edition
from visualisations.gap_grid import read_gap_grid, render_heatmap
from visualisations.gap_wording import HEATMAP_TITLE
from visualisations.layers import MOST
from visualisations.map_page import TITLE as MAP_TITLE
from visualisations.network_wording import TITLE as NETWORK
from visualisations.sheet import render_sheet

Boundaries = Annotated[
    Path | None, typer.Option(help="A GeoJSON file of areas, each with its key as `id` or `code`.")
]
WROTE = Text("The page is", "หน้าอยู่ที่")

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
        page = network_page(workspace, edition, scheme, most)
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
        edition = make_edition(here, workspace, about(name))
        page = surroundings_page(workspace, edition, centre, hops, limit)
    _write(here, edition, output or Path(f"neighbourhood-{file_name(key)}.html"), page)


@view.command()
def heatmap(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", help="The file to write.")] = Path("heatmap.html"),
    scheme: Scheme = "economic",
    year: Year = None,
) -> None:
    """Show themes by corridors: how many are reached, and where that is below what it should be.

    Example: ecograph view heatmap --year 2024 --output heatmap.html
    """
    here = session(context)
    with here.open() as workspace:
        edition = make_edition(here, workspace, HEATMAP_TITLE)
        result = workspace.analyse("reach-gaps", by=["theme", "corridor"], scheme=scheme, year=year)
    _write(here, edition, output, render_heatmap(edition, read_gap_grid(result, edition.threshold)))


@view.command()
def corridor(
    context: typer.Context,
    theme: Annotated[str, typer.Argument(help="The key of a theme, such as POL-1-DIGITAL.")],
    output: Annotated[Path | None, typer.Option("--output", help="The file to write.")] = None,
    scheme: Scheme = "economic",
    year: Year = None,
    population: Annotated[Population, typer.Option(help="What is counted as eligible.")] = Population.smes,
) -> None:
    """Write the sheet of a theme: where reach is below what it should be, on one page of A4.

    Example: ecograph view corridor POL-1-DIGITAL --year 2024
    """
    here = session(context)
    with here.open() as workspace:
        sheet = sheet_of(workspace, theme, scheme, year, population.value)
        edition = make_edition(here, workspace, Text("", ""))
        edition = replace(edition, title=sheet.title(edition.thai_years_ahead))
    page = render_sheet(edition, sheet)
    _write(here, edition, output or Path(f"corridor-{file_name(theme)}.html"), page)


@view.command(name="map")
def area_map(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", help="The file to write.")] = Path("map.html"),
    scheme: Scheme = "economic",
    year: Year = None,
    boundaries: Boundaries = None,
) -> None:
    """Show reach by area on a map, with corridors outlined; without boundaries, as tables.

    Example: ecograph view map --year 2024 --output map.html
    """
    here = session(context)
    with here.open() as workspace:
        edition = make_edition(here, workspace, MAP_TITLE)
        page = map_page(workspace, edition, scheme, year, boundaries)
    _write(here, edition, output, page)


@view.command(name="all")
def everything(
    context: typer.Context,
    to: Annotated[Path, typer.Option(help="The folder to write to; it is made where it is not there.")],
    scheme: Scheme = "economic",
    year: Year = None,
) -> None:
    """Write the map, the heat map, the network, a sheet for each theme and a page for each corridor, linked.

    Example: ecograph view all --to pages
    """
    here = session(context)
    to.mkdir(parents=True, exist_ok=True)
    with here.open() as workspace:
        pages = linked_pages(here, workspace, scheme, year)
        data_kind = workspace.data_kind
        for file, page in pages:
            (to / file).write_text(page, encoding="utf-8")
            here.notices.print(f"{here.say(WROTE)} {to / file}", markup=False)
    here.show({"pages": [str(to / file) for file, _ in pages], "data_kind": data_kind})


def _write(here: Session, edition: Edition, output: Path, page: str) -> Path:
    """Write a page, and say where; the name of a page on made-up data says so."""
    written = marked_output(output, edition.data_kind)
    need_folder(written)
    written.write_text(page, encoding="utf-8")
    here.show({"page": str(written), "data_kind": edition.data_kind})
    here.notices.print(f"{here.say(WROTE)} {written}", markup=False)
    return written
