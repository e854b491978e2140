"""The annex of an evaluation meeting: its columns, cells and footnotes, for paper and spreadsheets."""

from collections.abc import Iterator
from enum import StrEnum

from ecograph.analysis.results.annex import Annex
from ecograph.analysis.results.measurements import EVALUATED, REPORTED, Measurement, Named
from ecograph.analysis.results.rules import WORDS, Rule
from ecograph.analysis.results.units import ENTERPRISE
from ecograph.model import MODEL, Language, Text
from visualisations.numerals import fiscal_year
from visualisations.wording import UNKNOWN

MILLION = 1e6
THAI_YEARS_AHEAD = 543
TITLE = Text(
    "Targets, reported results and evaluated results by project and activity, {year}",
    "เป้าหมาย ผลที่รายงาน และผลประเมิน รายโครงการ/กิจกรรม {year}",
)


class Column(StrEnum):
    """The columns, in their order."""

    THEME = "theme"
    OTHER_THEME = "other_theme"
    PROJECT = "project"
    ACTIVITY = "activity"
    AGENCY = "agency"
    BUDGET = "budget_million"
    DISBURSED = "disbursed_percent"
    INDICATOR = "indicator"
    LEVEL = "level"
    UNIT = "unit"
    TARGET = "target"
    REPORTED = "reported"
    EVALUATED = "evaluated"
    ACHIEVED = "achieved_percent"
    EXPECTED = "expected"
    COST = "baht_per_enterprise"
    GOAL = "goal"
    REMARKS = "remarks"


HEADERS = {
    Column.THEME: Text("theme", "ด้าน"),
    Column.OTHER_THEME: Text("theme in frameworks of other years", "ด้านในกรอบปีอื่น"),
    Column.PROJECT: Text("project", "โครงการ"),
    Column.ACTIVITY: Text("activity", "กิจกรรม"),
    Column.AGENCY: Text("run by", "หน่วยดำเนินการ (กอง/ศภ./สอจ.)"),
    Column.BUDGET: Text("budget (million baht)", "งบ (ล้านบาท)"),
    Column.DISBURSED: Text("disbursed (%)", "เบิกจ่าย (%)"),
    Column.INDICATOR: Text("indicator", "ตัวชี้วัด"),
    Column.LEVEL: Text("level (output/outcome)", "ระดับ (ผลผลิต/ผลลัพธ์)"),
    Column.UNIT: Text("unit", "หน่วยนับ"),
    Column.TARGET: Text("target", "ค่าเป้าหมาย"),
    Column.REPORTED: Text("reported", "ผลที่รายงาน"),
    Column.EVALUATED: Text("evaluated (evaluator)", "ผลประเมิน (ผู้ประเมิน)"),
    Column.ACHIEVED: Text("achieved (%)", "บรรลุ (%)"),
    Column.EXPECTED: Text("expected", "ค่าคาดการณ์"),
    Column.COST: Text("baht per enterprise", "บาทต่อราย"),
    Column.GOAL: Text("goal of the ministry served", "เป้าประสงค์กระทรวงที่รองรับ"),
    Column.REMARKS: Text("remarks", "ข้อสังเกต"),
}
FOOTNOTES = (
    Text(
        "Achieved uses the evaluated result, else the reported one, marked *. What is missing is unknown, "
        "and not 0 %.",
        "บรรลุใช้ผลประเมิน หากไม่มีใช้ผลที่รายงานและกำกับด้วย * ข้อมูลที่ไม่มีคือ “ไม่ทราบ” ไม่ใช่ร้อยละ 0",
    ),
    Text(
        "Budget and disbursement stand once, on the first row of a project or activity. The budget of an "
        "activity is inside its project's and is not added again.",
        "งบและเบิกจ่ายแสดงครั้งเดียวที่แถวแรกของโครงการหรือกิจกรรม งบของกิจกรรมรวมอยู่ในโครงการแล้ว ไม่นำมาบวกซ้ำ",
    ),
    Text(
        "Sums are within one indicator and one unit only: persons, firms, shops and communities are never "
        "summed, nor are percentages and scores.",
        "รวมเฉพาะตัวชี้วัดและหน่วยนับเดียวกัน ไม่รวมคน กิจการ ร้าน และชุมชนเข้าด้วยกัน และไม่รวมร้อยละหรือคะแนน",
    ),
    Text(
        "Baht per enterprise is the budget of the row's program over its result, only where the unit is "
        "enterprises; `ราย` may be persons, so nothing is told of it.",
        "บาทต่อรายคืองบของโครงการหารด้วยผล เฉพาะเมื่อหน่วยนับเป็นกิจการ หน่วย “ราย” อาจเป็นคนจึงไม่คำนวณ",
    ),
    Text(
        "What is expected is no result. Themes of other years are those addressed, or that correspond to one "
        "addressed by the table of correspondence.",
        "ค่าคาดการณ์ไม่ใช่ผล ด้านในกรอบปีอื่นคือด้านที่โครงการตอบสนองหรือที่เทียบกันได้ตามตารางเทียบกรอบ",
    ),
)
RULES = Text("Indicators that fail the guide, and which rules", "ตัวชี้วัดที่ไม่เป็นไปตามคู่มือ และข้อที่ไม่ผ่าน")
BUDGET_TOTAL = Text(
    "Budget, activities inside their projects (million baht)", "งบรวม กิจกรรมรวมอยู่ในโครงการ (ล้านบาท)"
)
BASES = {
    EVALUATED: Text("evaluated", "ผลประเมิน"),
    REPORTED: Text("reported*", "ผลที่รายงาน*"),
    "": UNKNOWN,
}
SILENT = Text("Agencies whose programs here have no result on record", "หน่วยงานที่โครงการในตารางนี้ยังไม่มีข้อมูลผล")
Cell = str | float
_LEVELS = {
    choice.value: choice.label
    for property in MODEL.kinds["Indicator"].properties
    if property.name == "level"
    for choice in property.choices
}


def title(year: int | None) -> Text:
    """Return the heading of an annex."""
    return TITLE.format(year=fiscal_year(year, THAI_YEARS_AHEAD))


def rows(annex: Annex, language: Language) -> Iterator[tuple[Measurement, dict[Column, Cell]]]:
    """Yield measurements with their cells: numbers as numbers, texts in a language, unknown in words.

    A cell that does not apply is empty.
    """
    seen: set[str] = set()
    for one, broken in annex.rows:
        cells = _cells(one, broken, language)
        if one.program in seen:
            cells |= {Column.BUDGET: "", Column.DISBURSED: ""}
        seen.add(one.program)
        yield one, cells


def _cells(one: Measurement, broken: tuple[Rule, ...], language: Language) -> dict[Column, Cell]:
    unknown = UNKNOWN(language)

    def listed(named: tuple[Named, ...]) -> str:
        return "; ".join(name(language) for _, name in named) or unknown

    def known(value: float | None, factor: float = 1.0) -> Cell:
        return unknown if value is None else value * factor

    applies = not one.unit or one.unit in ENTERPRISE
    return {
        Column.THEME: listed(one.themes),
        Column.OTHER_THEME: listed(one.other_themes),
        Column.PROJECT: one.project[1](language),
        Column.ACTIVITY: one.activity[1](language) if one.activity else "",
        Column.AGENCY: listed(one.agencies),
        Column.BUDGET: known(one.budget, 1 / MILLION),
        Column.DISBURSED: known(one.spent, 100),
        Column.INDICATOR: one.indicator[1](language) if one.indicator else unknown,
        Column.LEVEL: _LEVELS[one.level](language) if one.level in _LEVELS else unknown,
        Column.UNIT: one.unit or unknown,
        Column.TARGET: known(one.target),
        Column.REPORTED: known(one.reported),
        Column.EVALUATED: known(one.evaluated),
        Column.ACHIEVED: known(one.achieved, 100),
        Column.EXPECTED: known(one.expected),
        Column.COST: known(one.cost) if applies else "",
        Column.GOAL: listed(one.goals),
        Column.REMARKS: "; ".join(WORDS[rule](language) for rule in broken),
    }


def faults(annex: Annex, language: Language) -> Iterator[str]:
    """Yield a line for each indicator that fails the guide."""
    for one, broken in annex.rows:
        if broken:
            names = [name for name in (one.project, one.activity, one.indicator) if name]
            said = "; ".join(WORDS[rule](language) for rule in broken)
            yield f"{' × '.join(name(language) for _, name in names)}: {said}"


def silent(annex: Annex, language: Language) -> list[str]:
    """Return the agencies of which no measurement has a result, by key."""
    every = {key: name(language) for one, _ in annex.rows for key, name in one.agencies}
    told = {key for one, _ in annex.rows if one.result is not None for key, _ in one.agencies}
    return [name for key, name in sorted(every.items()) if key not in told]
