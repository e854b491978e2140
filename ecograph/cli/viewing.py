"""Commands that write pages to look at: view network, neighbourhood, heatmap, overlaps, map, all ..."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ecograph.analysis.question import Population
from ecograph.cli.app import Session, app, marked_output, need_folder, session
from ecograph.cli.asking import find_node
from ecograph.cli.double_service import identity_pairs
from ecograph.cli.overlaps import LEVELS
from ecograph.cli.overlaps import Level as OverlapLevel
from ecograph.cli.reporting import Scheme, Year
from ecograph.model import DataKind, Text
from ecograph.pages import FileAddress, Site, read_material, read_shapes
from ecograph.pages.addresses import file_of
from ecograph.state.opinions import read_opinions
from ecograph.state.questions import Questions
from ecograph.workspace import Workspace
from visualisations.address import Page
from visualisations.layers import MOST
from visualisations.map_page import Shapes

Boundaries = Annotated[
    Path | None, typer.Option(help="A GeoJSON file of areas, each with its key as `id` or `code`.")
]
WROTE = Text("The page is", "หน้าอยู่ที่")
WROTE_ALL = Text("Begin at", "เริ่มที่")

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
        page = make_site(here, workspace, scheme).network(most)
        write_page(here, workspace, output, page)


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
        asked = Page("neighbourhood", node.key, node.kind)
        page = make_site(here, workspace).render(asked, hops=hops, limit=limit)
        write_page(here, workspace, output or Path(file_of(asked, DataKind.REAL)), page)


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
        write_page(here, workspace, output, make_site(here, workspace, scheme, year).heatmap())


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
        page = make_site(here, workspace, scheme, year).sheet(theme, population.value)
        write_page(here, workspace, output or Path(file_of(Page("sheet", theme), DataKind.REAL)), page)


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
        shapes = read_shapes(boundaries) if boundaries else None
        write_page(here, workspace, output, make_site(here, workspace, scheme, year, shapes=shapes).map())


@view.command()
def overlaps(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", help="The file to write.")] = Path("overlaps.html"),
    level: Annotated[OverlapLevel, typer.Option(help="What is compared.")] = OverlapLevel.agency,
    theme: Annotated[str, typer.Option(help="Only support that addresses this theme (key).")] = "",
    agency: Annotated[str, typer.Option(help="Only pairs of this agency (key).")] = "",
    year: Year = None,
) -> None:
    """Show who shares clients with whom as a matrix, and which pairs share more than by chance.

    Example: ecograph view overlaps --level program --year 2024
    """
    here = session(context)
    narrowed = tuple((name, key) for name, key in (("theme", theme), ("agency", agency)) if key)
    with here.open() as workspace:
        page = Page("overlaps", LEVELS[level], narrowed=narrowed)
        write_page(here, workspace, output, make_site(here, workspace, year=year).overlaps(page))


@view.command()
def pair(
    context: typer.Context,
    finding: Annotated[str, typer.Argument(help="The id of an overlap, or the beginning of it.")],
    output: Annotated[Path | None, typer.Option("--output", help="The file to write.")] = None,
) -> None:
    """Draw what a pair that shares clients has in common, and what its rung rests on.

    Example: ecograph view pair overlap-253a7a0ace23
    """
    here = session(context)
    with here.open() as workspace:
        asked = Questions(here.settings.store_url, here.settings.home).recall()
        page = make_site(here, workspace).evidence(finding, asked)
        write_page(here, workspace, output or Path(file_of(Page("pair", finding), DataKind.REAL)), page)


@view.command("double-service")
def double_service(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", help="The file to write.")] = Path(
        "double-service.html"
    ),
    year: Year = None,
    by_name: Annotated[
        bool, typer.Option(help="Also compare enterprises that are alike in name, which takes longer.")
    ] = True,
) -> None:
    """Show how many enterprises each agency has to check for double service, and how far the checks are.

    Example: ecograph view double-service --year 2025
    """
    here = session(context)
    with here.open() as workspace:
        pairs = identity_pairs(here, workspace.store) if by_name else None
        write_page(here, workspace, output, make_site(here, workspace, year=year).double_service(pairs=pairs))


@view.command()
def links(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", help="The file to write.")] = Path("links.html"),
) -> None:
    """Draw agencies that could work together, missing links dashed, with the reasons for each.

    Example: ecograph view links --output links.html
    """
    here = session(context)
    with here.open() as workspace:
        write_page(here, workspace, output, make_site(here, workspace).linking())


@view.command()
def exchanges(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", help="The file to write.")] = Path("exchanges.html"),
) -> None:
    """Show agencies by data sets: who holds which, who lacks it, and what is agreed.

    Example: ecograph view exchanges --output exchanges.html
    """
    here = session(context)
    with here.open() as workspace:
        write_page(here, workspace, output, make_site(here, workspace).exchanges())


@view.command()
def funding(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", help="The file to write.")] = Path("funding.html"),
    scheme: Scheme = "economic",
    year: Year = None,
) -> None:
    """Draw where money goes, by instrument, theme and corridor, and where the way to it breaks.

    Example: ecograph view funding --year 2024 --output funding.html
    """
    here = session(context)
    with here.open() as workspace:
        write_page(here, workspace, output, make_site(here, workspace, scheme, year).funding())


@view.command(name="all")
def everything(
    context: typer.Context,
    to: Annotated[Path, typer.Option(help="The folder to write to; it is made where it is not there.")],
    scheme: Scheme = "economic",
    year: Year = None,
) -> None:
    """Write all pages, linked: map, heat map, network, overlaps, report; themes, corridors, agencies ...

    Example: ecograph view all --to pages
    """
    here = session(context)
    to.mkdir(parents=True, exist_ok=True)
    with here.open() as workspace:
        alone = make_site(here, workspace, scheme, year)
        pages = [*alone.pages(), *alone.around(), *alone.findings(), *alone.pairs()]
        data_kind = alone.material.ecosystem.data_kind
        site = replace(alone, address=FileAddress(data_kind, frozenset(pages)))
        written = [to / file_of(page, data_kind) for page in pages]
        for page, file in zip(pages, written, strict=True):
            file.write_text(site.render(page), encoding="utf-8")
    here.show({"pages": list(map(str, written)), "data_kind": data_kind})
    here.notices.print(f"{here.say(WROTE_ALL)} {written[0]} ({len(written):,})", markup=False)


def make_site(
    here: Session,
    workspace: Workspace,
    scheme: str = "economic",
    year: int | None = None,
    shapes: Shapes | None = None,
) -> Site:
    """Return the site of a workspace as it is today."""
    made_on = datetime.now(UTC).date()
    opinions = read_opinions(here.settings.store_url, here.settings.home)
    return Site(
        read_material(workspace), made_on, here.language, scheme, year, shapes=shapes, opinions=opinions
    )


def write_page(here: Session, workspace: Workspace, output: Path, page: str) -> None:
    """Write a page, and print where."""
    written = save_page(here, workspace, output, page)
    here.show({"page": str(written), "data_kind": workspace.ecosystem.data_kind})


def save_page(here: Session, workspace: Workspace, output: Path, page: str) -> Path:
    """Write a page, and return where; the name of a page on made-up data says so."""
    written = marked_output(output, workspace.ecosystem.data_kind)
    need_folder(written)
    written.write_text(page, encoding="utf-8")
    here.notices.print(f"{here.say(WROTE)} {written}", markup=False)
    return written
