"""Commands about who makes what, and which large firms could mentor: makers, mentors."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import pandas as pd
import typer
from numpy.typing import NDArray
from rich.markup import escape

from ecograph.analysis.supply.makers import ANALYSIS as MAKERS
from ecograph.analysis.supply.makers import read_products
from ecograph.analysis.supply.mentors import ANALYSIS as MENTORS
from ecograph.analysis.support import LARGE
from ecograph.cli.app import OutputFile, Session, app, marked_output, plain_table, session
from ecograph.cli.decided import decide_on
from ecograph.cli.gaps import MORE, MOST
from ecograph.cli.linking import NOTHING, SAYS, Place
from ecograph.cli.reporting import Scheme, Year
from ecograph.cli.results import write_csv
from ecograph.findings import AnalysisResult
from ecograph.graph import Ecosystem
from ecograph.graph.smes import SIZES
from ecograph.model import DataKind, Text
from ecograph.state.questions import Questions

WHO_MAKES = Text("Products, and who is on record to make them", "ผลิตภัณฑ์ และผู้ผลิตที่มีข้อมูล")
WHO_COULD = Text(
    "Large firms beside smaller ones of the same industry, which could mentor them",
    "กิจการขนาดใหญ่ที่อยู่ในพื้นที่และอุตสาหกรรมเดียวกับวิสาหกิจขนาดเล็กกว่า และอาจเป็นพี่เลี้ยงได้",
)
Limit = Annotated[int, typer.Option(min=1, help="How many to show at the most.")]
Enterprises = Annotated[
    Path | None, typer.Option(help="Also write the enterprises themselves, by key, to this CSV file.")
]
COLUMNS = ("product", "enterprise", "size_class", "area", "industry")


@app.command()
def makers(
    context: typer.Context,
    scheme: Scheme = "economic",
    year: Year = None,
    limit: Limit = MOST,
    enterprises: Enterprises = None,
    csv: OutputFile = None,
) -> None:
    """Show who is on record to make what, their suppliers, and parts that nobody makes.

    Example: ecograph makers --enterprises makers.csv
    """
    here = session(context)
    asked = {"scheme": scheme, "year": year}
    with here.open() as workspace:
        result = workspace.analyse(MAKERS, **asked)
        ecosystem = workspace.ecosystem
        found = read_products(ecosystem, year).makers if enterprises else {}
    frames = [_listed(ecosystem, who, product) for product, who in found.items()]
    _answer(here, MAKERS, asked, result, WHO_MAKES, limit)
    write_csv(here, decide_on(here, result).to_frame(here), csv)
    _write(here, frames, enterprises, result.data_kind)


@app.command()
def mentors(
    context: typer.Context,
    by: Annotated[Place, typer.Option(help="The places within which firms are near.")] = Place.corridor,
    scheme: Scheme = "economic",
    year: Year = None,
    limit: Limit = MOST,
    enterprises: Enterprises = None,
    csv: OutputFile = None,
) -> None:
    """Show where large firms stand beside smaller ones of the same industry and could mentor them.

    Example: ecograph mentors --by area --limit 20 --enterprises large.csv
    """
    here = session(context)
    asked = {"place": by.value, "scheme": scheme, "year": year}
    with here.open() as workspace:
        result = workspace.analyse(MENTORS, **asked)
        smes = workspace.ecosystem.smes
        frame = _listed(workspace.ecosystem, smes.active(year) & (smes.size_class == LARGE))
    _answer(here, MENTORS, asked, result, WHO_COULD, limit)
    write_csv(here, decide_on(here, result).to_frame(here), csv)
    _write(here, [frame], enterprises, result.data_kind)


def _answer(
    here: Session,
    analysis: str,
    asked: dict[str, Any],
    result: AnalysisResult,
    title: Text,
    limit: int,
) -> None:
    """Show what is found, with what must be read with it, and remember the question for `explain`."""
    Questions(here.settings.store_url, here.settings.home).remember(analysis, asked)
    decided = decide_on(here, result)
    table = plain_table(here.say(title), here.say(SAYS), "id")
    shown = decided.result.findings[:limit]
    for finding in shown:
        table.add_row(escape(here.say(finding.sentence)), finding.id)
    if not result.findings:
        table.add_row(here.say(NOTHING), "")
    here.show(decided.to_dict(), table, data_kind=result.data_kind)
    if here.json:
        return
    left = len(result.findings) - limit
    more = [here.say(MORE).format(number=left)] if left > 0 else []
    told = decided.lines(here, shown)
    caveats = dict.fromkeys(text for finding in result.findings for text in finding.caveats)
    for line in (*more, *told, *(f"· {here.say(text)}" for text in (*caveats, *result.untested))):
        here.console.print(line, style="dim", markup=False)


def _listed(ecosystem: Ecosystem, chosen: NDArray[np.bool_], product: str = "") -> pd.DataFrame:
    """Return enterprises by key, with size class, area and industry as keys; empty where unknown."""
    smes, at = ecosystem.smes, np.flatnonzero(chosen)
    areas, industries = (
        np.array([*smes.links[kind].targets, ""], object)
        for kind in ("SME LOCATED_IN Area", "SME OPERATES_IN Industry")
    )
    return pd.DataFrame(
        {
            "product": product,
            "enterprise": smes.keys.take(at).to_pylist(),
            "size_class": np.array([*SIZES, ""], object)[smes.size_class[at]],
            "area": areas[smes.area[at]],
            "industry": industries[smes.industry[at]],
        },
        columns=list(COLUMNS),
    )


def _write(here: Session, frames: Sequence[pd.DataFrame], path: Path | None, data_kind: DataKind) -> None:
    """Write enterprises by key; the name of a file of made-up ones, and a column, say so."""
    if path is not None:
        rows = pd.concat([pd.DataFrame(columns=list(COLUMNS)), *frames], ignore_index=True)
        write_csv(here, rows.assign(data_kind=data_kind.value), marked_output(path, data_kind))
