"""Commands about what programs are for, by the words of plans: crosswalk, matrix."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from textwrap import fill
from typing import Annotated

import typer
from rich.markup import escape

from ecograph.analysis.results.crosswalk import ANALYSIS
from ecograph.analysis.results.matrix import find_matrix
from ecograph.cli.app import OutputFile, Session, app, marked_output, need_folder, plain_table, session
from ecograph.cli.results import write_csv
from ecograph.cli.results_annex import Year
from ecograph.cli.viewing import make_site, save_page
from ecograph.model import DataKind
from ecograph.pages.annex import THAI_YEARS_AHEAD
from ecograph.pages.listing_workbook import write_listings
from ecograph.pages.plan_listing import list_columns, list_matrix, list_pairs, list_years
from ecograph.state.questions import Questions
from visualisations.listing import Cell, Listing


class What(StrEnum):
    """What programs are listed by."""

    industries = "industries"
    themes = "themes"


KINDS = {What.industries: "Industry", What.themes: "Theme"}
SHOWN = (0, 1, 3, 4, 6, 8, 9, 11)
"""The columns of two years compared that fit a terminal."""
HEAD, NAME = 16, 24
"""How wide a head of numbers is at the most, and the first column at the least, in signs."""
Workbook = Annotated[Path | None, typer.Option("--xlsx", help="Also write it to this Excel file.")]
PageFile = Annotated[Path | None, typer.Option("--html", help="Also write it as a page.")]


@app.command()
def crosswalk(
    context: typer.Context,
    source: Annotated[str, typer.Option("--from", help="A framework, such as DIPROM-PILLARS-2567.")],
    target: Annotated[str, typer.Option("--to", help="The framework to read it as.")],
    source_year: Annotated[
        int | None, typer.Option("--from-year", help="The year of the first; by default its last.")
    ] = None,
    target_year: Annotated[
        int | None, typer.Option("--to-year", help="The year of the second; by default its first.")
    ] = None,
    xlsx: Workbook = None,
    html: PageFile = None,
    csv: OutputFile = None,
) -> None:
    """Show what of one framework stands for what of another, and two fiscal years under the second.

    Example: ecograph crosswalk --from DIPROM-PILLARS-2567 --to INDUSTRY-REFORM --xlsx crosswalk.xlsx
    """
    here = session(context)
    _need_folders(xlsx, html)
    asked = {
        "source": source,
        "target": target,
        "source_year": source_year,
        "target_year": target_year,
    }
    with here.open() as workspace:
        result = workspace.analyse(ANALYSIS, **asked)
        if html is not None:
            save_page(here, workspace, html, make_site(here, workspace).crosswalk(result))
    Questions(here.settings.store_url, here.settings.home).remember(ANALYSIS, asked)
    listings = [list_pairs(result, THAI_YEARS_AHEAD), list_years(result, THAI_YEARS_AHEAD)]
    _show(here, result.to_dict(), [listings[0], listings[1].only(SHOWN)], result.data_kind)
    write_csv(here, result.to_frame(), csv)
    _save_book(here, listings, xlsx, result.data_kind)


@app.command()
def matrix(
    context: typer.Context,
    what: Annotated[What, typer.Argument(help="Target industries, or themes.")],
    list: Annotated[str, typer.Option("--list", help="Which list of industries, or framework.")] = "",
    year: Year = None,
    xlsx: Workbook = None,
    html: PageFile = None,
    csv: OutputFile = None,
) -> None:
    """Show programs by target industries, or by themes with their sub-points; nothing is dropped.

    Example: ecograph matrix industries --year 2024 --xlsx industries.xlsx
    """
    here = session(context)
    _need_folders(xlsx, html)
    with here.open() as workspace:
        found = find_matrix(workspace.ecosystem, KINDS[what], list, year)
        data_kind = workspace.ecosystem.data_kind
        if html is not None:
            save_page(here, workspace, html, make_site(here, workspace, year=year).matrix(found))
    names = {column.key: column.name(here.language) for column in found.columns}
    values = {
        "list": found.scheme,
        "fiscal_year": found.year,
        "columns": names,
        "programs": {
            program.key: {
                key: found.marks[program.key, key] for key in names if (program.key, key) in found.marks
            }
            for program in found.programs
        },
        "budgets": {
            key: {"evenly": one.evenly, "least": one.least, "most": one.most}
            for key, one in found.budgets.items()
        },
    }
    sums, whole = list_columns(found), list_matrix(found, whole=True)
    _show(here, values, [sums], data_kind)
    write_csv(here, whole.frame(here.language).assign(data_kind=data_kind.value), csv)
    _save_book(here, [whole, sums], xlsx, data_kind)


def _need_folders(*files: Path | None) -> None:
    for file in filter(None, files):
        need_folder(file)


def _show(here: Session, values: object, listings: Sequence[Listing], data_kind: DataKind) -> None:
    """Print listings as tables, and what must be read with them."""
    tables = []
    for listing in listings:
        # Numbers are not broken, and long heads of theirs would leave no room for what they are of.
        heads = [fill(here.say(column.label), HEAD) for column in listing.columns]
        numbers = tuple(head for head, column in zip(heads, listing.columns, strict=True) if column.numeric)
        table = plain_table(here.say(listing.caption), *heads, numbers=numbers)
        table.columns[0].min_width = NAME
        for row in listing.rows:
            table.add_row(*_said(here, row))
        if listing.total:
            table.add_section()
            table.add_row(*_said(here, listing.total))
        tables.append(table)
    here.show(values, *tables, data_kind=data_kind)
    if not here.json:
        for text in dict.fromkeys(note for listing in listings for note in listing.notes):
            here.console.print(f"· {here.say(text)}", style="dim", markup=False)


def _said(here: Session, row: Sequence[Cell]) -> list[str]:
    return [escape(here.say(cell.text)) for cell in row]


def _save_book(here: Session, listings: Sequence[Listing], xlsx: Path | None, data_kind: DataKind) -> None:
    if xlsx is None:
        return
    path = marked_output(xlsx, data_kind)
    write_listings(listings[0].caption, listings, path, here.language, data_kind)
    here.notices.print(f"Wrote {path}.", markup=False)
