"""The command that writes the report for a meeting: meeting-report."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from ecograph.cli.app import app, need_folder, session
from ecograph.cli.reporting import Scheme
from ecograph.cli.results_annex import Year
from ecograph.cli.viewing import save_page
from ecograph.pages import Site, read_material
from ecograph.pages.meeting import Meeting
from ecograph.state import LoadLog
from ecograph.state.decisions import DecisionLog


@app.command("meeting-report")
def meeting_report(
    context: typer.Context,
    to: Annotated[Path, typer.Option(help="The file to write.")] = Path("meeting.html"),
    year: Year = None,
    scheme: Scheme = "economic",
    top: Annotated[int, typer.Option(min=1, max=50, help="How many findings of each sort.")] = 5,
) -> None:
    """Write the report for a meeting: state, gaps, overlaps, opportunities, results, decisions.

    Example: ecograph meeting-report --year 2024 --to meeting.html
    """
    here = session(context)
    need_folder(to)
    store, home = here.settings.store_url, here.settings.home
    decisions = DecisionLog.of_store(store, home).of_findings()
    today = date.today()  # noqa: DTZ011  (what is put off ends on the officer's own day)
    with here.open() as workspace:
        material = read_material(workspace, LoadLog.of_store(store, home))
        site = Site(material, datetime.now(UTC).date(), here.language, scheme, year)
        page = Meeting(site, decisions, today, top).render()
        written = save_page(here, workspace, to, page)
    here.show({"page": str(written), "data_kind": material.ecosystem.data_kind})
