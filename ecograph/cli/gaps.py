"""Commands about where support falls short: gaps, explain."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from ecograph.analysis import double_service_wording
from ecograph.analysis.overlaps import wording as overlap_wording
from ecograph.analysis.question import Dimension, Population
from ecograph.cli.app import OutputFile, Session, app, plain_table, session
from ecograph.cli.asking import Scheme
from ecograph.cli.decided import decide_on
from ecograph.cli.results import write_csv
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Finding, Sensitivity
from ecograph.model import Text
from ecograph.state.questions import Questions
from visualisations.gap_wording import CAUSES, VERDICTS


class Kind(StrEnum):
    """The kinds of gap that can be asked for."""

    reach = "reach"
    clusters = "clusters"
    within_reach = "within-reach"
    inequality = "inequality"
    unmet_needs = "unmet-needs"
    plan_gaps = "plan-gaps"
    funding_gaps = "funding-gaps"
    single_points = "single-points"
    isolated = "isolated"
    out_of_reach = "out-of-reach"


ANALYSIS = {Kind.reach: "reach-gaps"}
"""The analysis of each kind whose name is not its own."""
TAKEN = {
    Kind.reach: ("by", "scheme", "theme", "industry", "year", "population"),
    Kind.clusters: ("theme", "industry", "year", "population"),
    Kind.within_reach: ("scheme", "year"),
    Kind.inequality: ("scheme", "theme", "year", "population"),
    Kind.unmet_needs: ("place", "scheme", "year"),
    Kind.plan_gaps: ("scheme", "year"),
    Kind.funding_gaps: ("place", "scheme", "year"),
    Kind.single_points: ("place", "scheme"),
    Kind.isolated: (),
    Kind.out_of_reach: ("place", "scheme", "year"),
}
"""What each kind can be asked with."""

TITLE = Text("Where reach is below what it should be", "พื้นที่หรือกลุ่มที่เข้าถึงการส่งเสริมต่ำกว่าที่ควร")
NAME, ELIGIBLE, REACHED, RATE, EXPECTED, SHORT, CAUSE, VERDICT = (
    Text("where", "พื้นที่หรือกลุ่ม"),
    Text("eligible", "ผู้ประกอบการเป้าหมาย"),
    Text("reached", "เข้าถึง"),
    Text("rate", "อัตรา"),
    Text("should be", "ควรเป็น"),
    Text("short", "ขาด"),
    Text("why", "สาเหตุหลัก"),
    Text("says", "สรุป"),
)
UNKNOWN = Text("unknown", "ไม่ทราบ")
STANDS = Text("Does the first still stand …", "ข้อแรกยังจริงหรือไม่หาก …")
SAME, CHANGED, NO_DATA = (
    Text("same", "เหมือนเดิม"),
    Text("changed", "เปลี่ยน"),
    Text("cannot be said", "บอกไม่ได้"),
)
WORDS = {
    **CAUSES,
    **VERDICTS,
    **double_service_wording.GRADES,
    **double_service_wording.CAUSES,
    **overlap_wording.VERDICTS,
    **overlap_wording.CAUSES,
    "low": Text("low together", "ต่ำเป็นกลุ่ม"),
    "high": Text("high together", "สูงเป็นกลุ่ม"),
    "clustered": Text("alike", "ใกล้เคียงกัน"),
    "no_pattern": Text("no pattern", "ไม่พบรูปแบบ"),
}
NOTHING = Text("Nothing was found.", "ไม่พบ")
MORE = Text(
    "{number:,} more findings: show them with --limit, or write all with --csv.",
    "ยังมีอีก {number:,} รายการ ดูเพิ่มด้วย --limit หรือเขียนทั้งหมดด้วย --csv",
)
MOST = 50
"""How many findings are shown where nobody says how many."""


@app.command()
def gaps(
    context: typer.Context,
    kind: Annotated[Kind, typer.Option(help="What kind of gap.")] = Kind.reach,
    by: Annotated[
        list[Dimension] | None,
        typer.Option(help="Group by this; may be given several times. By default theme and corridor."),
    ] = None,
    scheme: Scheme = "economic",
    theme: Annotated[str, typer.Option(help="Only what addresses this theme.")] = "",
    industry: Annotated[str, typer.Option(help="Only enterprises of this industry (key).")] = "",
    year: Annotated[int | None, typer.Option(help="Only this fiscal year (common era).")] = None,
    population: Annotated[Population, typer.Option(help="What is counted as eligible.")] = Population.smes,
    limit: Annotated[int, typer.Option(min=1, help="How many findings to show at the most.")] = MOST,
    csv: OutputFile = None,
) -> None:
    """Show where support falls short of what it should be, by how many, and how sure that is.

    Example: ecograph gaps --theme POL-1-DIGITAL --by corridor --year 2024
    """
    here = session(context)
    given: dict[str, Any] = {
        "by": [dimension.value for dimension in by or _default(theme)],
        "scheme": scheme,
        "theme": theme,
        "industry": industry,
        "year": year,
        "population": population.value,
    }
    parameters = {name: value for name, value in given.items() if name in TAKEN[kind]}
    if "place" in TAKEN[kind]:
        parameters["by"] = _place(by or [Dimension.corridor])
    analysis = ANALYSIS.get(kind, kind.value)
    with here.open() as workspace:
        result = workspace.analyse(analysis, **parameters)
    Questions(here.settings.store_url, here.settings.home).remember(analysis, parameters)
    decided = decide_on(here, result)
    result = decided.result
    here.show(decided.to_dict(), *_tables(here, kind, result, limit), data_kind=result.data_kind)
    if not here.json:
        left = len(result.findings) - limit
        for line in (
            *([here.say(MORE).format(number=left)] if left > 0 else []),
            *stands(here, result.sensitivity),
            *decided.lines(here, result.findings[:limit]),
            *(f"· {here.say(text)}" for text in result.untested),
        ):
            here.console.print(line, style="dim", markup=False)
    write_csv(here, decided.to_frame(here), csv)


def _place(by: list[Dimension]) -> str:
    """Return the one place that kinds without a test are asked by."""
    if len(by) > 1:
        raise AnalysisError(
            "This kind of gap is asked by one place.", "Give --by once: corridor, area or region."
        )
    return by[0].value


def _default(theme: str) -> list[Dimension]:
    return [Dimension.corridor] if theme else [Dimension.theme, Dimension.corridor]


def _tables(here: Session, kind: Kind, result: AnalysisResult, limit: int) -> Iterator[Table]:
    """Yield what people read: the headline, and a row for each finding."""
    if kind is not Kind.reach or not result.findings:
        lines = plain_table("", here.say(VERDICT), "id")
        for finding in result.findings[:limit]:
            lines.add_row(escape(here.say(finding.sentence)), finding.id)
        if not result.findings:
            lines.add_row(here.say(NOTHING), "")
        yield lines
        return
    numbers = [here.say(text) for text in (ELIGIBLE, REACHED, RATE, EXPECTED, SHORT)]
    columns = (here.say(NAME), *numbers, here.say(CAUSE), here.say(VERDICT), "id")
    headline = here.say(result.findings[0].sentence)
    table = plain_table(f"{here.say(TITLE)}\n{headline}", *columns, numbers=tuple(numbers))
    for finding in result.findings[:limit]:
        table.add_row(*map(escape, _row(here, finding)))
    yield table


def _row(here: Session, finding: Finding) -> Iterator[str]:
    """Yield the cells of a finding's row; what is not known says so."""
    counts = finding.evidence.counts
    yield " × ".join(here.say(subject.name) for subject in finding.subjects)
    for value, form in (
        (counts.get("eligible"), "{:,.0f}"),
        (finding.observed, "{:,.0f}"),
        (counts.get("rate"), "{:.1%}"),
        (finding.expected, "{:,.0f}"),
    ):
        yield here.say(UNKNOWN) if value is None else form.format(value)
    if finding.effect is None or finding.verdict not in ("below", "no_program"):
        yield ""
    elif finding.interval:
        yield f"{finding.effect:,.0f} ({max(finding.interval[0], 0):,.0f}–{finding.interval[1]:,.0f})"
    else:
        yield f"{finding.effect:,.0f}"
    yield word(here, finding.cause)
    yield word(here, finding.verdict)
    yield finding.id


def word(here: Session, name: str) -> str:
    """Return a verdict or a cause in words."""
    return here.say(WORDS[name]) if name in WORDS else name


def stands(here: Session, lines: tuple[Sensitivity, ...]) -> Iterator[str]:
    """Yield whether a finding stands when something is changed."""
    if lines:
        yield here.say(STANDS)
    for line in lines:
        said = NO_DATA if line.changed is None else CHANGED if line.changed else SAME
        short = "" if line.effect is None else f" ({here.say(SHORT)} {line.effect:,.0f})"
        yield f"  {here.say(line.name)}: {here.say(said)}{short}"
