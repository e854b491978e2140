"""The annex of an evaluation meeting as listings: rows, sums, outcomes by corridor, and footnotes."""

from collections.abc import Iterator, Mapping, Sequence

from ecograph.analysis.results.annex import Annex
from ecograph.analysis.results.measurements import REPORTED, Measurement
from ecograph.analysis.results.outcomes import KIND as OUTCOME
from ecograph.analysis.results.outcomes import NOT_EVALUATED, TWICE
from ecograph.analysis.results.sums import Sum
from ecograph.findings import AnalysisResult, Finding
from ecograph.model import Text
from ecograph.pages.annex import (
    BUDGET_TOTAL,
    FOOTNOTES,
    HEADERS,
    MILLION,
    RULES,
    SILENT,
    Column,
    Value,
    faults,
    joined,
    silent,
    values,
)
from visualisations import wording
from visualisations.listing import Cell, Listing, dim_repeated
from visualisations.listing import Column as Head
from visualisations.listing_page import Section
from visualisations.numerals import fiscal_year
from visualisations.reach_listing import reach_cells
from visualisations.reach_table import Row

MOST_FAULTS = 200
"""How many lines on faults a page has at the most; the workbook has all."""
DECIMALS: Mapping[Column, int] = {
    Column.BUDGET: 2,
    Column.DISBURSED: 1,
    Column.ACHIEVED: 1,
    Column.COST: 0,
}
WIDTHS: Mapping[Column, int] = {
    Column.THEME: 7,
    Column.OTHER_THEME: 8,
    Column.PROJECT: 9,
    Column.ACTIVITY: 8,
    Column.AGENCY: 7,
    Column.BUDGET: 4,
    Column.DISBURSED: 4,
    Column.INDICATOR: 8,
    Column.LEVEL: 4,
    Column.UNIT: 4,
    Column.TARGET: 4,
    Column.REPORTED: 4,
    Column.EVALUATED: 5,
    Column.ACHIEVED: 4,
    Column.EXPECTED: 4,
    Column.COST: 4,
    Column.GOAL: 5,
    Column.REMARKS: 8,
}
NUMERIC = frozenset(
    {
        *DECIMALS,
        Column.TARGET,
        Column.REPORTED,
        Column.EVALUATED,
        Column.EXPECTED,
    }
)
REPEATED = (0, 1, 2, 3, 4)
"""The columns that say of following rows what they said before: themes, project, activity, agency."""
ROWS, SUMS = (
    Text("Targets and results, row by row", "เป้าหมายและผล รายแถว"),
    Text("Sums, within one indicator, unit and year", "ผลรวม เฉพาะตัวชี้วัด หน่วยนับ และปีเดียวกัน"),
)
OUTCOMES = Text("Outcomes by corridor, beside reach", "ผลลัพธ์รายระเบียง เทียบกับการเข้าถึง")
TWICE_HELD = Text("Figures that another figure holds, or may hold", "ตัวเลขที่รวมอยู่หรืออาจรวมอยู่ในตัวเลขอื่น")
FOUND, FIGURE = Text("what is found", "สิ่งที่พบ"), Text("figure", "ตัวเลข")
NOTES = Text("Notes", "หมายเหตุ")
YEAR, KNOWN, MEASURED = (
    Text("fiscal year", "ปีงบประมาณ"),
    Text("figures in the sum of results", "จำนวนตัวเลขในผลรวม"),
    Text("measurements", "จำนวนรายการ"),
)
RESULT = Text("result (* with reported ones)", "ผล (* มีผลที่รายงานรวมอยู่)")
REST = Text("and {count} more in the Excel file", "และอีก {count} รายการในไฟล์ Excel")
SHOWN = Text(
    "Figures of programs are shown as agencies stated them, small ones too; reach of small groups is hidden.",
    "ตัวเลขของโครงการแสดงตามที่หน่วยงานรายงานแม้มีค่าน้อย ส่วนการเข้าถึงของกลุ่มเล็กปกปิดไว้",
)
ONCE = Text(
    "A result that a project and an activity of it both report is counted once. Rows that hold results of "
    "each other do not add up; units are never summed. Unknown is not 0.",
    "ผลที่โครงการและกิจกรรมในโครงการรายงานทั้งคู่ นับครั้งเดียว แถวที่มีผลซ้อนกันจึงบวกกันไม่ได้ ไม่รวมต่างหน่วยนับ "
    "และ “ไม่ทราบ” ไม่ใช่ 0",
)
EMPTY = Cell(Text("", ""))


def annex_sections(annex: Annex, years_ahead: int, most: int | None = None) -> Iterator[Section]:
    """Yield the rows of an annex, at most so many, and the sums of all."""
    total = Text("", "") if annex.budget is None else _same(f"{annex.budget / MILLION:,.2f}")
    budget = Text(
        f"{BUDGET_TOTAL.en}: {total.en or wording.UNKNOWN.en}",
        f"{BUDGET_TOTAL.th}: {total.th or wording.UNKNOWN.th}",
    )
    yield Section("annex-rows", ROWS, (list_rows(annex, most),), first=(budget,))
    if annex.sums:
        yield Section("annex-sums", SUMS, (list_sums(annex.sums, years_ahead),))


def annex_notes(annex: Annex, most: int = MOST_FAULTS) -> Section:
    """Return the footnotes of an annex: how to read it, who is silent, which indicators fail the guide."""
    without = joined(silent(annex), ", ")
    lines = list(faults(annex))
    told = lines[:most]
    if len(lines) > len(told):
        told.append(REST.format(count=f"{len(lines) - len(told):,}"))
    failing = [Text(f"{RULES.en}: {line.en}", f"{RULES.th}: {line.th}") for line in told[:1]] + told[1:]
    return Section(
        "annex-notes",
        NOTES,
        last=(
            *FOOTNOTES,
            SHOWN,
            *annex.unsaid,
            Text(f"{SILENT.en}: {without.en or '0'}", f"{SILENT.th}: {without.th or '0'}"),
            *failing,
        ),
    )


def list_rows(annex: Annex, most: int | None = None) -> Listing:
    """Return the rows of an annex in the columns of the meeting, at most so many."""
    columns = [Head(HEADERS[each], each in NUMERIC, WIDTHS[each]) for each in Column]
    found = list(values(annex))
    rows = [[_cell(one, each, cells[each]) for each in Column] for one, cells in found[:most]]
    left = len(found) - len(rows)
    return Listing("results", ROWS, columns, dim_repeated(rows, REPEATED), left=left)


def _cell(one: Measurement, column: Column, value: Value) -> Cell:
    if isinstance(value, Text):
        return Cell(None if value == wording.UNKNOWN else value)
    mark = "*" if column is Column.ACHIEVED and one.basis == REPORTED else ""
    if column is Column.EVALUATED and one.evaluator:
        mark = f" ({one.evaluator})"
    return Cell(value, DECIMALS.get(column), mark)


def list_sums(sums: Sequence[Sum], years_ahead: int) -> Listing:
    """Return what may be added up."""
    figures = (Column.TARGET, Column.REPORTED, Column.EVALUATED, Column.EXPECTED)
    heads = [
        Head(HEADERS[Column.INDICATOR]),
        Head(HEADERS[Column.UNIT]),
        Head(YEAR),
        *(Head(HEADERS[each], numeric=True) for each in figures),
        *(Head(each, numeric=True) for each in (RESULT, KNOWN, MEASURED)),
    ]
    rows = [
        [
            Cell(one.indicator[1], look="name"),
            Cell(_same(one.unit)),
            Cell(fiscal_year(one.year, years_ahead) if one.year else None),
            *(Cell(one.figures[each.value]) for each in figures),
            Cell(one.figures["result"], mark="*" if one.marked else ""),
            Cell(float(one.known["result"])),
            Cell(float(one.rows)),
        ]
        for one in sums
    ]
    return Listing("sums", SUMS, heads, rows)


def outcome_section(
    outcomes: AnalysisResult, reach: Sequence[Row], threshold: int, years_ahead: int
) -> Section:
    """Return outcomes by corridor beside reach, of which small groups are hidden already.

    Where enterprises cannot be, as in several corridors at once, there is no reach to tell.
    """
    found: dict[tuple[str, str, str], dict[str, Finding]] = {}
    for each in outcomes.findings:
        if each.kind == OUTCOME:
            place, outcome, unit = each.subjects
            found.setdefault((outcome.key, unit.key, each.period), {})[place.key] = each
    places = {
        each.subjects[0].key: each.subjects[0].name for each in outcomes.findings if each.kind == OUTCOME
    }
    reached = {row.subject.key: row for row in reach}
    places = {key: row.subject.name for key, row in reached.items()} | places
    heads = [
        Head(wording.CORRIDOR, width=15),
        Head(wording.ELIGIBLE, numeric=True),
        Head(wording.REACHED, numeric=True),
        Head(wording.RATE, numeric=True),
        *(Head(_head(group, years_ahead), numeric=True) for group in found.values()),
    ]
    rows = [
        [
            Cell(name, look="name"),
            *(reach_cells(reached[key], threshold)[:3] if key in reached else [EMPTY] * 3),
            *(_result(group.get(key)) for group in found.values()),
        ]
        for key, name in places.items()
    ]
    doubles = [each for each in outcomes.findings if each.kind == TWICE]
    caveats = [
        Text(f"{about.en}: {text.en}", f"{about.th}: {text.th}")
        for group in found.values()
        for each in group.values()
        for about in [joined((subject.name for subject in each.subjects[:2]), " × ")]
        for text in each.caveats
        if text != NOT_EVALUATED
    ]
    listings = [Listing("outcomes", OUTCOMES, heads, rows, notes=(ONCE, *caveats, *outcomes.untested))]
    if doubles:
        lines = [[Cell(each.sentence, look="name"), Cell(each.observed)] for each in doubles]
        listings.append(
            Listing("counted-twice", TWICE_HELD, (Head(FOUND), Head(FIGURE, numeric=True)), lines)
        )
    return Section("outcomes-by-corridor", OUTCOMES, listings)


def _head(group: Mapping[str, Finding], years_ahead: int) -> Text:
    one = next(iter(group.values()))
    period = fiscal_year(int(one.period), years_ahead) if one.period else wording.UNKNOWN
    outcome = one.subjects[1].name
    return Text(f"{outcome.en} ({one.unit}, {period.en})", f"{outcome.th} ({one.unit}, {period.th})")


def _result(finding: Finding | None) -> Cell:
    """Return the result of a place; where there is doubt, from the least to the most."""
    if finding is None:
        return EMPTY
    star = "*" if finding.verdict == REPORTED else ""
    if finding.observed is not None and finding.interval:
        return Cell(finding.observed, mark=f"–{finding.interval[1]:,.10g}{star}")
    return Cell(finding.observed, mark=star)


def _same(text: str) -> Text:
    return Text(text, text)
