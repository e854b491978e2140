"""The command that tells how good the data are: quality."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from ecograph.cli.app import Session, app, marked_output, need_folder, plain_table, session
from ecograph.model import Text
from ecograph.pages import Site, read_material
from ecograph.quality import DataQuality
from ecograph.state import LoadLog
from visualisations import quality_wording

WROTE = Text("The page is", "หน้าอยู่ที่")


@app.command()
def quality(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", help="The file to write.")] = Path("quality.html"),
) -> None:
    """Write a page on the quality of the data: what each source lost, does not know, contradicts, took back.

    Example: ecograph quality --output quality.html
    """
    here = session(context)
    with here.open() as workspace:
        loads = LoadLog.of_store(here.settings.store_url, here.settings.home)
        material = read_material(workspace, loads)
    found = material.quality
    assert found is not None  # noqa: S101 - a log of loads was given
    written = marked_output(output, found.data_kind)
    need_folder(written)
    site = Site(material, datetime.now(UTC).date(), here.language)
    written.write_text(site.quality(), encoding="utf-8")
    here.show(
        {"page": str(written), **found.to_dict()}, _quality_table(here, found), data_kind=found.data_kind
    )
    here.notices.print(f"{here.say(WROTE)} {written}", markup=False)


def _quality_table(here: Session, quality: DataQuality) -> Table:
    headers = [here.say(text) for text in QUALITY_HEADERS]
    table = plain_table(here.say(quality_wording.TITLE), *headers, numbers=tuple(headers[1:]))
    for source in quality.sources:
        numbers = [source.rows["read"], source.rows["rejected"], source.problems] if source.rows else []
        shown = [f"{number:,}" for number in numbers] or [here.say(quality_wording.NOT_ON_RECORD), "", ""]
        retired = sum(source.retired.values())
        table.add_row(escape(here.say(source.title)), *shown, f"{source.unknown_values:,}", f"{retired:,}")
    return table


QUALITY_HEADERS = (
    quality_wording.SOURCE,
    quality_wording.ROWS["read"],
    quality_wording.ROWS["rejected"],
    quality_wording.PROBLEMS,
    quality_wording.UNKNOWN_VALUES,
    quality_wording.RETIRED,
)
