"""The command that tells what changed between two fiscal years or two versions: compare."""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer
from rich.markup import escape
from rich.table import Table

from ecograph.analysis.change import (
    Change,
    Comparison,
    Growth,
    Moment,
    compare_results,
    find_moment,
    grow_between_versions,
    grow_between_years,
    institutions,
)
from ecograph.analysis.change.wording import IN_VERSION
from ecograph.cli.app import OutputFile, Session, app, plain_table, session
from ecograph.cli.decided import decide_on
from ecograph.cli.gaps import MOST, NOTHING
from ecograph.cli.overlaps import LEVELS, Level
from ecograph.cli.results import write_csv
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult
from ecograph.model import Text
from ecograph.pages.annex import THAI_YEARS_AHEAD
from ecograph.state.questions import Questions
from ecograph.workspace import ANALYSES, Workspace


class Of(StrEnum):
    """What is compared."""

    gaps = "gaps"
    clusters = "clusters"
    within_reach = "within-reach"
    inequality = "inequality"
    unmet_needs = "unmet-needs"
    plan_gaps = "plan-gaps"
    funding_gaps = "funding-gaps"
    single_points = "single-points"
    isolated = "isolated"
    out_of_reach = "out-of-reach"
    overlaps = "overlaps"
    fragmentation = "fragmentation"
    double_service = "double-service"
    partnerships = "partnerships"
    links = "links"
    exchanges = "exchanges"
    placements = "placements"
    kpi_lint = "kpi-lint"
    kpi_alignment = "kpi-alignment"


ANALYSIS = {
    Of.gaps: "reach-gaps",
    Of.partnerships: "missing-partnerships",
    Of.links: "missing-links",
    Of.exchanges: "data-exchange",
}
"""The analysis of each whose name is not its own."""
WHOLE = 100_000
"""How many findings are compared where an analysis lists the first ones alone."""
CUT = frozenset({Of.overlaps, Of.fragmentation, Of.double_service})
"""What can be listed whole at no great cost; a comparison of the first ones alone says so."""
BUDDHIST = 2400
"""Years from this one on are of the Buddhist era."""

TITLE = Text("{of}: {before} and {after}", "{of}: {before} เทียบกับ {after}")
COUNTED = Text(
    "{new:,} new, {closed:,} closed, {persisting:,} persisting ({changed:,} of them changed), "
    "{unclear:,} cannot be compared",
    "ใหม่ {new:,} ปิดแล้ว {closed:,} คงอยู่ {persisting:,} (เปลี่ยน {changed:,}) เทียบไม่ได้ {unclear:,}",
)
STATUSES: Mapping[str, Text] = {
    "new": Text("new", "ใหม่"),
    "closed": Text("closed", "ปิดแล้ว"),
    "persisting": Text("persisting", "คงอยู่"),
    "changed": Text("changed", "เปลี่ยน"),
    "unclear": Text("cannot be compared", "เทียบไม่ได้"),
}
DIFFERENCES: Mapping[str, Text] = {
    "rung": Text("rung", "ระดับ"),
    "verdict": Text("what it says", "ข้อสรุป"),
    "effect": Text("effect beyond its interval", "ขนาดเกินช่วงเดิม"),
}
STATUS, WHERE, EFFECT, DIFFERS = (
    Text("what became of it", "สถานะ"),
    Text("about", "เรื่อง"),
    Text("effect", "ขนาด"),
    Text("what changed, or why it cannot be compared", "สิ่งที่เปลี่ยน หรือเหตุที่เทียบไม่ได้"),
)
GREW, BEFORE, AFTER, CAME, LEFT, OTHER = (
    Text("How the network grew", "การเปลี่ยนแปลงของเครือข่าย"),
    Text("before", "ก่อน"),
    Text("after", "หลัง"),
    Text("came", "เพิ่ม"),
    Text("left", "หายไป"),
    Text("changed", "เปลี่ยน"),
)
MEMBERS = Text("Came, and left", "สมาชิกที่เพิ่มและหายไป")
MORE = Text("{number:,} more: show them with --limit.", "ยังมีอีก {number:,} รายการ ดูเพิ่มด้วย --limit")


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison found: of each analysis asked for, and how the network grew."""

    comparisons: tuple[Comparison, ...]
    growth: Growth


@app.command()
def compare(
    context: typer.Context,
    years: Annotated[
        tuple[int, int] | None,
        typer.Option(help="Two fiscal years, the earlier first (2024 2025, or 2567 2568)."),
    ] = None,
    versions: Annotated[
        tuple[int, int] | None, typer.Option(help="Two kept versions of the data, the earlier first.")
    ] = None,
    of: Annotated[
        list[Of] | None,
        typer.Option(help="What to compare; may be given several times. By default gaps and overlaps."),
    ] = None,
    scheme: Annotated[str, typer.Option(help="The scheme of corridors or regions.")] = "",
    theme: Annotated[str, typer.Option(help="Only what addresses this theme.")] = "",
    level: Annotated[Level, typer.Option(help="Of overlaps: what is compared.")] = Level.program,
    year: Annotated[int | None, typer.Option(help="With --versions: only this fiscal year.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many changes of each to show at the most.")] = MOST,
    csv: OutputFile = None,
) -> None:
    """Show which gaps and overlaps are new, closed or persisting, and how the network grew.

    Example: ecograph compare --years 2024 2025 --of gaps --csv changes.csv
    """
    here = session(context)
    given = {"scheme": scheme, "theme": theme, "level": LEVELS[level]}
    asked = {name: value for name, value in given.items() if value}
    found = _compared(here, years, versions, of or [Of.gaps, Of.overlaps], asked, year)
    show_comparisons(here, found.comparisons, found.growth, limit)
    write_comparisons(here, found.comparisons, csv)


def _compared(
    here: Session,
    years: tuple[int, int] | None,
    versions: tuple[int, int] | None,
    wanted: list[Of],
    asked: dict[str, Any],
    year: int | None,
) -> Compared:
    if (years is None) == (versions is None):
        raise AnalysisError(
            "Give two years or two versions.", "Such as --years 2024 2025, or --versions 3 4."
        )
    first, last = years or versions or (0, 0)
    if first >= last:
        raise AnalysisError(f"{first} is not earlier than {last}.", "Give the earlier first.")
    with here.open() as workspace:
        if versions is not None:
            return _of_versions(here, workspace, versions, wanted, asked, year)
        if year is not None:
            raise AnalysisError("--year goes with --versions.", "Give both years with --years.")
        return _of_years(here, workspace, (_common_era(first), _common_era(last)), wanted, asked)


def _common_era(year: int) -> int:
    return year - THAI_YEARS_AHEAD if year >= BUDDHIST else year


def _of_years(
    here: Session, workspace: Workspace, years: tuple[int, int], wanted: list[Of], asked: dict[str, Any]
) -> Compared:
    ecosystem = workspace.ecosystem
    moments = find_moment(ecosystem, years[0]), find_moment(ecosystem, years[1])
    questions = Questions(here.settings.store_url, here.settings.home)
    comparisons = []
    for of in dict.fromkeys(wanted):
        sides = []
        for year in years:
            analysis, parameters = _question(of, asked, year)
            if "year" not in parameters:
                raise AnalysisError(
                    f"{of.value} is asked of all years together.", "Compare it between --versions."
                )
            sides.append(decide_on(here, workspace.analyse(analysis, **parameters)).result)
            questions.remember(analysis, parameters)
        comparisons.append(compare_results(sides[0], sides[1], moments))
    return Compared(tuple(comparisons), grow_between_years(ecosystem, *years))


def _of_versions(
    here: Session,
    workspace: Workspace,
    versions: tuple[int, int],
    wanted: list[Of],
    asked: dict[str, Any],
    year: int | None,
) -> Compared:
    """Compare two versions; only one of them is in memory at a time."""
    store = workspace.store
    sides: list[dict[Of, AnalysisResult]] = []
    moments: list[Moment] = []
    names = []
    stores = [store if each == store.version() else store.at(each) for each in versions]
    try:
        for each in stores:
            side = workspace if each is store else Workspace(each)
            questions = {of: _question(of, asked, year) for of in dict.fromkeys(wanted)}
            sides.append(
                {
                    of: decide_on(here, side.analyse(name, **given)).result
                    for of, (name, given) in questions.items()
                }
            )
            moments.append(find_moment(side.ecosystem, year))
            names.append(institutions(side.ecosystem))
        counts = [each.counts() for each in stores]
        changes = stores[1].changes_since(versions[0])
    finally:
        for each in stores:
            if each is not store:
                each.close()
    labels = IN_VERSION.format(version=versions[0]), IN_VERSION.format(version=versions[1])
    comparisons = (
        compare_results(sides[0][of], sides[1][of], (moments[0], moments[1]), labels) for of in sides[0]
    )
    growth = grow_between_versions(counts[0], counts[1], changes, (names[0], names[1]))
    return Compared(tuple(comparisons), growth)


def _question(of: Of, asked: Mapping[str, Any], year: int | None) -> tuple[str, dict[str, Any]]:
    """Return an analysis and what of the question it takes."""
    analysis = ANALYSIS.get(of, of.value)
    taken = inspect.signature(ANALYSES[analysis]).parameters
    given = {**asked, "year": year, **({"most": WHOLE} if of in CUT else {})}
    return analysis, {name: value for name, value in given.items() if name in taken}


def show_comparisons(
    here: Session, comparisons: tuple[Comparison, ...], growth: Growth | None, limit: int
) -> None:
    """Print comparisons and growth: for people the first changes of each, as JSON everything."""
    values: dict[str, Any] = {"comparisons": [each.to_dict() for each in comparisons]}
    if growth is not None:
        values["growth"] = growth.to_dict()
    tables = [_table(here, each, limit) for each in comparisons]
    grown = [] if growth is None else [_grown(here, growth), *_members(here, growth, limit)]
    here.show(values, *tables, *grown, data_kind=max(each.data_kind for each in comparisons))
    if not here.json:
        for line in dict.fromkeys(_lines(here, comparisons, limit)):
            here.console.print(line, style="dim", markup=False)


def write_comparisons(here: Session, comparisons: tuple[Comparison, ...], csv: Path | None) -> None:
    """Write a row for each change, with what was decided on the finding as it is after, else before."""
    frames = [
        decide_on(here, each.after).marked(here, each.to_frame(), [one.finding.id for one in each.changes])
        for each in comparisons
    ]
    write_csv(here, pd.concat(frames, ignore_index=True), csv)


def _lines(here: Session, comparisons: tuple[Comparison, ...], limit: int) -> Iterator[str]:
    for comparison in comparisons:
        left = len(comparison.changes) - limit
        if left > 0:
            yield f"{comparison.analysis}: {here.say(MORE).format(number=left)}"
        shown = [one for change in comparison.changes[:limit] for one in change.sides]
        yield from decide_on(here, comparison.after).lines(here, shown)
        yield from (f"· {here.say(text)}" for text in comparison.remarks)


def _table(here: Session, comparison: Comparison, limit: int) -> Table:
    before, after = comparison.labels
    title = TITLE.format(of=comparison.analysis, before=before, after=after)
    counted = COUNTED.format(**comparison.counts)
    effect = here.say(EFFECT)
    columns = (here.say(STATUS), here.say(WHERE), effect, here.say(DIFFERS), "id")
    table = plain_table(f"{here.say(title)}\n{here.say(counted)}", *columns, numbers=(effect,))
    for change in comparison.changes[:limit]:
        about = change.finding
        table.add_row(
            here.say(STATUSES[change.shown]),
            escape(
                " × ".join(here.say(subject.name) for subject in about.subjects) or here.say(about.sentence)
            ),
            f"{_effect(change, 'before')} → {_effect(change, 'after')}",
            escape(_differs(here, change)),
            about.id,
        )
    if not comparison.changes:
        table.add_row("", here.say(NOTHING), "", "", "")
    return table


def _effect(change: Change, side: str) -> str:
    found = getattr(change, side)
    if found is None:
        return "–"
    return "?" if found.effect is None else f"{found.effect:,.0f}"


def _differs(here: Session, change: Change) -> str:
    parts = []
    for name in change.differences:
        said = here.say(DIFFERENCES[name])
        if name != "effect":
            said += f": {getattr(change.before, name) or '–'} → {getattr(change.after, name) or '–'}"
        parts.append(said)
    return " ".join([*filter(None, ["; ".join(parts)]), *(here.say(text) for text in change.reasons)])


def _grown(here: Session, growth: Growth) -> Table:
    heads = tuple(here.say(text) for text in (BEFORE, AFTER, CAME, LEFT, OTHER))
    table = plain_table(here.say(GREW), "", *heads, numbers=heads)
    for line in growth.lines:
        numbers = (line.before, line.after, line.added, line.removed, line.changed)
        label = here.say(line.label)
        name = f"{label} ({line.kind})" if " " in line.kind else label
        table.add_row(escape(name), *("" if number is None else f"{number:,}" for number in numbers))
    return table


def _members(here: Session, growth: Growth, limit: int) -> Iterator[Table]:
    if not growth.members:
        return
    table = plain_table(here.say(MEMBERS), "", "kind", "key", "name")
    for member in growth.members[:limit]:
        said = here.say(CAME if member.came else LEFT)
        table.add_row(said, member.kind, escape(member.key), escape(here.say(member.name)))
    left = len(growth.members) - limit
    if left > 0:
        table.add_row("", "", "", here.say(MORE).format(number=left))
    yield table
