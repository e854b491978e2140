"""Commands that put it all together: report, demo."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ecograph.cli.app import Session, app, marked_output, need_folder, session
from ecograph.cli.loading import LoadOptions, load_recipe
from ecograph.cli.results import show_result
from ecograph.findings import AnalysisResult
from ecograph.model import Text
from ecograph.pages import Site, read_material
from ecograph.settings import Settings
from ecograph.workspace import Workspace
from loaders.countries import find_pack
from loaders.recipes import find_recipe
from loaders.synthetic import DEMO_ENTERPRISES, DEMO_SEED, generate_nation, write_nation

Year = Annotated[int | None, typer.Option(help="Only support of this fiscal year (common era).")]
Scheme = Annotated[str, typer.Option(help="The scheme of corridors.")]


@app.command()
def report(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", help="The file to write.")] = Path("report.html"),
    year: Year = None,
    scheme: Scheme = "economic",
) -> None:
    """Write one self-contained page, Thai and English, to read, print and forward.

    Example: ecograph report --year 2024 --output report.html
    """
    here = session(context)
    with here.open() as workspace:
        written = write_report(here, workspace, output, year, scheme)
    here.show({"report": str(written)})
    here.notices.print(f"{here.say(WROTE)} {written}", markup=False)


@app.command()
def demo(
    context: typer.Context,
    to: Annotated[Path, typer.Option(help="The folder for the store and the report.")] = Path("demo"),
    country: Annotated[str, typer.Option(help="Whose reference facts to load.")] = "thailand",
    enterprises: Annotated[
        int, typer.Option(min=1000, help="How many enterprises to make up.")
    ] = DEMO_ENTERPRISES,
    seed: Annotated[int, typer.Option(help="The same seed gives the same enterprises.")] = DEMO_SEED,
) -> None:
    """Load a country's real reference facts and made-up enterprises, and write the report.

    Example: ecograph demo --to demo
    """
    given = session(context)
    settings = Settings(home=to, store=str(to / "store"), language=given.language)
    here = Session(settings, given.json, given.language)
    secret = settings.secret()
    pack = find_pack(country)
    with here.open(create=True) as workspace:
        here.notices.print(here.say(LOADING))
        reference = find_recipe(pack.reference_recipe, secret)
        load_recipe(here, workspace.store, reference, None, secret, LoadOptions(mix=True))
        here.notices.print(here.say(MAKING).format(enterprises=enterprises))
        write_nation(workspace.store, generate_nation(workspace.store, enterprises, seed), allow_shrink=True)
        here.notices.print(here.say(ANALYSING))
        written = write_report(here, workspace, to / "report-synthetic.html", None, "economic")
        result = workspace.analyse("reach", by=["corridor"], scheme="economic")
        alone = workspace.analyse("unreached", by="corridor", scheme="economic")
    if here.json:
        here.show(
            {"report": str(written), "store": settings.store_url, "totals": {**result.totals, **alone.totals}}
        )
        return
    show_result(here, result, ("enterprises", "eligible", "reached", "unreached", "rate"))
    for line in _next_steps(here, written, alone):
        here.console.print(line, markup=False)


def _next_steps(here: Session, written: Path, alone: AnalysisResult) -> list[str]:
    store = Path(here.settings.store_url).resolve()
    return [
        "",
        here.say(NOBODY).format(unreached=int(alone.totals["unreached"])),
        f"{here.say(WROTE)} {written.resolve()}",
        f"{here.say(ASK)} {Path(sys.argv[0]).resolve()} --store {store} reach --by theme",
    ]


LOADING = Text("Loading the reference facts …", "กำลังโหลดข้อมูลอ้างอิง …")
MAKING = Text("Making up {enterprises:,} enterprises …", "กำลังสร้างวิสาหกิจสมมุติ {enterprises:,} ราย …")
ANALYSING = Text("Analysing, and writing the report …", "กำลังวิเคราะห์และเขียนรายงาน …")
NOBODY = Text(
    "{unreached:,} enterprises have no support on record.",
    "วิสาหกิจ {unreached:,} ราย ไม่มีประวัติการได้รับการส่งเสริม",
)
WROTE = Text("The report is", "รายงานอยู่ที่")
ASK = Text("Ask further:", "ถามต่อได้ด้วย")


def write_report(here: Session, workspace: Workspace, output: Path, year: int | None, scheme: str) -> Path:
    """Write the report of a workspace, and return where.

    The name of a report on made-up data says so.
    """
    site = Site(read_material(workspace), datetime.now(UTC).date(), here.language, scheme, year)
    output = marked_output(output, site.material.ecosystem.data_kind)
    need_folder(output)
    output.write_text(site.report(), encoding="utf-8")
    return output
