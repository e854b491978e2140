"""Plans as listings: the crosswalk of frameworks, two years compared, programs by industries and themes."""

from collections.abc import Iterator, Mapping

from ecograph.analysis.gaps.budgets import Share
from ecograph.analysis.results.crosswalk import ALONE, COMPARED, PAIR
from ecograph.analysis.results.matrix import ALL, MARKS, Matrix
from ecograph.findings import AnalysisResult, Finding
from ecograph.model import Text
from ecograph.pages.annex import MILLION, joined
from visualisations import wording
from visualisations.listing import Cell, Column, Listing
from visualisations.numerals import fiscal_year

MOST_ROWS = 500
"""How many programs a page lists at the most; the workbook has all."""
EMPTY = Cell(Text("", ""))
CROSSWALK, YEARS, INDUSTRIES, THEMES = (
    Text("What corresponds to what: {source} and {target}", "ประเด็นใดเทียบกับประเด็นใด: {source} กับ {target}"),
    Text(
        "Programs and budgets under {target}: {first} and {second}",
        "โครงการและงบตามกรอบ {target}: {first} และ {second}",
    ),
    Text("Programs by target industry ({list})", "โครงการกับอุตสาหกรรมเป้าหมาย ({list})"),
    Text("Programs by theme and sub-point ({list})", "โครงการกับประเด็นนโยบายและประเด็นย่อย ({list})"),
)
IN_SUM: Mapping[str, Text] = {
    "Industry": Text(
        "Target industries: programs and budgets ({list})", "อุตสาหกรรมเป้าหมาย: จำนวนโครงการและงบ ({list})"
    ),
    "Theme": Text("Themes: programs and budgets ({list})", "ประเด็นนโยบาย: จำนวนโครงการและงบ ({list})"),
}
FRAMEWORK, NAMING = Text("{framework}", "{framework}"), Text("programs, {year}", "โครงการ {year}")
SHARE_STATED = Text("share as stated", "สัดส่วนตามที่ระบุ")
NOTHING = Text("does not correspond", "เทียบไม่ได้")
PROGRAM, RUN_BY, PROGRAMS = (
    Text("program", "โครงการ"),
    Text("run by", "หน่วยดำเนินการ"),
    Text("programs", "โครงการ"),
)
BY_CORRESPONDENCE, EVENLY = (
    Text("of these by correspondence", "ในจำนวนนี้เทียบมา"),
    Text("shared out evenly", "แบ่งเท่ากัน"),
)
MONEY, RANGE = (
    Text("budget, shared out evenly (million baht)", "งบ แบ่งเท่ากัน (ล้านบาท)"),
    Text("at least – at most", "อย่างน้อย–อย่างมาก"),
)
CHANGE = Text("change, evenly", "เปลี่ยนแปลง (แบ่งเท่ากัน)")
COUNTED = Text(
    "A program that comes to several rows counts in each, and is shared out evenly between them: the shares "
    "add up to the programs, each once. Projects and activities are programs; plans are not. Budgets are "
    "those on record, what is inside another's taken once.",
    "โครงการที่ตรงหลายแถวนับในทุกแถว และแบ่งเท่ากันระหว่างแถว ผลรวมที่แบ่งแล้วจึงเท่ากับจำนวนโครงการ นับโครงการละครั้ง "
    "นับโครงการและกิจกรรม ไม่นับแผนงาน งบคือเท่าที่มีข้อมูล ส่วนที่อยู่ในโครงการอื่นแล้วนับครั้งเดียว",
)
ON_RECORD = Text(
    "`Not on record` is a program whose data name nothing; it may be open to "
    "all. It does not mean that nothing is meant.",
    "“ไม่มีข้อมูล” คือโครงการที่ข้อมูลไม่ระบุ อาจเปิดรับทุกสาขา ไม่ได้แปลว่าไม่มี",
)
SIGNS = Text(
    ", ".join(f"{sign} {text.en}" for sign, text in MARKS.values()),
    " ".join(f"{sign} {text.th}" for sign, text in MARKS.values()),
)


def list_pairs(result: AnalysisResult, years_ahead: int) -> Listing:
    """Return what corresponds to what; what does not is a row of its own."""
    asked = result.parameters
    years = [fiscal_year(asked[name], years_ahead) for name in ("source_year", "target_year")]
    columns = (
        Column(FRAMEWORK.format(framework=asked["source"]), width=30),
        Column(NAMING.format(year=years[0]), numeric=True),
        Column(FRAMEWORK.format(framework=asked["target"]), width=30),
        Column(NAMING.format(year=years[1]), numeric=True),
        Column(SHARE_STATED, numeric=True),
    )
    rows = []
    for each in result.findings:
        counts = each.evidence.counts
        if each.kind == PAIR:
            one, other = each.subjects
            share = counts.get("share")
            cells = [
                Cell(one.name, look="name"),
                Cell(counts["before"]),
                Cell(other.name),
                Cell(counts["after"]),
            ]
            rows.append([*cells, EMPTY if share is None else Cell(share)])
        elif each.kind == ALONE and "before" in counts:
            name = Cell(each.subjects[0].name, look="name")
            rows.append([name, Cell(counts["before"]), Cell(NOTHING), EMPTY, EMPTY])
        elif each.kind == ALONE:
            name = Cell(each.subjects[0].name)
            rows.append([Cell(NOTHING, look="name"), EMPTY, name, Cell(counts["after"]), EMPTY])
    caption = CROSSWALK.format(source=asked["source"], target=asked["target"])
    return Listing("correspondence", caption, columns, rows, notes=result.untested)


def list_years(result: AnalysisResult, years_ahead: int) -> Listing:
    """Return two years under one framework, theme by theme, with the total of each side."""
    asked = result.parameters
    first, second = (fiscal_year(asked[name], years_ahead) for name in ("source_year", "target_year"))
    columns = [Column(FRAMEWORK.format(framework=asked["target"]), width=20)]
    for year in (first, second):
        columns += [
            Column(Text(f"{head.en}, {year.en}", f"{head.th} {year.th}"), numeric=True)
            for head in (PROGRAMS, BY_CORRESPONDENCE, EVENLY, MONEY, RANGE)
        ]
    columns.append(Column(CHANGE, numeric=True))
    compared = [each for each in result.findings if each.kind == COMPARED]
    rows = [
        [
            Cell(each.subjects[0].name, look="name"),
            *_side(each, "before"),
            *_side(each, "after"),
            Cell(each.effect, 1),
        ]
        for each in compared
    ]
    totals = result.totals
    total = [
        Cell(wording.TOTAL, look="name"),
        *_total(totals["programs_before"], totals["budget_before"]),
        *_total(totals["programs_after"], totals["budget_after"]),
        Cell(totals["programs_after"] - totals["programs_before"], 1),
    ]
    caption = YEARS.format(target=asked["target"], first=first, second=second)
    return Listing("years", caption, columns, rows, total, (COUNTED,))


def _side(finding: Finding, side: str) -> list[Cell]:
    counts = finding.evidence.counts
    money = counts.get(f"budget_evenly_{side}")
    if not counts[f"programs_{side}"]:
        return [Cell(0.0), Cell(0.0), Cell(0.0, 1), EMPTY, EMPTY]
    share = (
        None if money is None else Share(money, counts[f"budget_least_{side}"], counts[f"budget_most_{side}"])
    )
    return [
        Cell(counts[f"programs_{side}"]),
        Cell(counts[f"mapped_{side}"]),
        Cell(counts[f"evenly_{side}"], 1),
        *_money(share),
    ]


def _total(programs: float, budget: float) -> list[Cell]:
    return [Cell(programs), EMPTY, Cell(programs, 1), Cell(budget / MILLION, 2), EMPTY]


def _money(share: Share | None) -> list[Cell]:
    """Return what goes to a row in millions, and from the least to the most; unknown without a budget."""
    if share is None:
        return [Cell(None), Cell(None)]
    spread = f"{share.least / MILLION:,.2f}–{share.most / MILLION:,.2f}"
    return [Cell(share.evenly / MILLION, 2), Cell(Text(spread, spread))]


def list_columns(matrix: Matrix) -> Listing:
    """Return the columns of a matrix as rows: programs and budgets of each."""
    kind = wording.INDUSTRY if matrix.kind == "Industry" else wording.THEME
    heads = (
        Column(kind, width=40),
        Column(PROGRAMS, numeric=True),
        Column(MONEY, numeric=True),
        Column(RANGE, numeric=True),
    )
    rows = []
    for each in matrix.columns:
        part = each.key in matrix.inside
        name = Text(f"– {each.name.en}", f"– {each.name.th}") if part else each.name
        money = (
            [EMPTY, EMPTY]
            if part or each.key == ALL or not matrix.programs_of[each.key]
            else _money(matrix.budgets.get(each.key))
        )
        rows.append([Cell(name, look="name"), Cell(float(matrix.programs_of[each.key])), *money])
    id = f"{matrix.kind.lower()}-sums"
    return Listing(
        id, IN_SUM[matrix.kind].format(list=matrix.scheme), heads, rows, notes=(COUNTED, ON_RECORD)
    )


def list_matrix(matrix: Matrix, *, whole: bool) -> Listing:
    """Return programs by columns, a sign in each that a program comes to.

    Parameters
    ----------
    whole
        Every program, and every sub-point in a column of its own; else as many programs as a page
        holds, and sub-points by name in the column of their theme.
    """
    columns = [each for each in matrix.columns if whole or each.key not in matrix.inside]
    heads = (
        Column(PROGRAM, width=15),
        Column(RUN_BY, width=10),
        *(Column(each.name) for each in columns),
    )
    chosen = matrix.programs if whole else matrix.programs[:MOST_ROWS]
    rows = [
        [
            Cell(program.name, look="name"),
            Cell(
                joined(one.name for one in matrix.agencies[program.key])
                if matrix.agencies[program.key]
                else None
            ),
            *(Cell(_sign(matrix, program.key, each.key, whole=whole)) for each in columns),
        ]
        for program in chosen
    ]
    caption = INDUSTRIES if matrix.kind == "Industry" else THEMES
    return Listing(
        f"{matrix.kind.lower()}-matrix",
        caption.format(list=matrix.scheme),
        heads,
        rows,
        notes=(SIGNS, ON_RECORD),
        left=len(matrix.programs) - len(chosen),
    )


def _sign(matrix: Matrix, program: str, column: str, *, whole: bool) -> Text:
    mark = matrix.marks.get((program, column))
    if mark is None:
        return Text("", "")
    sign = MARKS[mark][0]
    parts = [] if whole else list(_parts(matrix, program, column))
    if not parts:
        return Text(sign, sign)
    named = joined(parts, ", ")
    return Text(f"{sign} {named.en}", f"{sign} {named.th}")


def _parts(matrix: Matrix, program: str, column: str) -> Iterator[Text]:
    names = {each.key: each.name for each in matrix.columns}
    for part, theme in matrix.inside.items():
        if theme == column and (program, part) in matrix.marks:
            yield names[part]
