"""The annex of an evaluation meeting: its columns, cells and footnotes, for paper and spreadsheets."""

from collections.abc import Iterable, Iterator, Sequence
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
PLACES = 9
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
Value = Text | float
NOTHING = Text("", "")
_LEVELS = {
    choice.value: choice.label
    for property in MODEL.kinds["Indicator"].properties
    if property.name == "level"
    for choice in property.choices
}


def title(year: int | None) -> Text:
    """Return the heading of an annex."""
    return TITLE.format(year=fiscal_year(year, THAI_YEARS_AHEAD))


def values(annex: Annex) -> Iterator[tuple[Measurement, dict[Column, Value]]]:
    """Yield measurements with what stands in their columns: numbers as numbers, unknown in words.

    What does not apply is an empty text.
    """
    seen: set[str] = set()
    for one, broken in annex.rows:
        cells = _values(one, broken)
        if one.program in seen:
            cells |= {Column.BUDGET: NOTHING, Column.DISBURSED: NOTHING}
        seen.add(one.program)
        yield one, cells


def rows(annex: Annex, language: Language) -> Iterator[tuple[Measurement, dict[Column, Cell]]]:
    """Yield measurements with their cells as `values` has them, texts in one language."""
    for one, found in values(annex):
        yield (
            one,
            {
                column: value(language) if isinstance(value, Text) else value
                for column, value in found.items()
            },
        )


def _values(one: Measurement, broken: tuple[Rule, ...]) -> dict[Column, Value]:
    applies = not one.unit or one.unit in ENTERPRISE
    return {
        Column.THEME: _listed(one.themes),
        Column.OTHER_THEME: _listed(one.other_themes),
        Column.PROJECT: one.project[1],
        Column.ACTIVITY: one.activity[1] if one.activity else NOTHING,
        Column.AGENCY: _listed(one.agencies),
        Column.BUDGET: _known(one.budget, 1 / MILLION),
        Column.DISBURSED: _known(one.spent, 100),
        Column.INDICATOR: one.indicator[1] if one.indicator else UNKNOWN,
        Column.LEVEL: _LEVELS.get(one.level, UNKNOWN),
        Column.UNIT: Text(one.unit, one.unit) if one.unit else UNKNOWN,
        Column.TARGET: _known(one.target),
        Column.REPORTED: _known(one.reported),
        Column.EVALUATED: _known(one.evaluated),
        Column.ACHIEVED: _known(one.achieved, 100),
        Column.EXPECTED: _known(one.expected),
        Column.COST: _known(one.cost) if applies else NOTHING,
        Column.GOAL: _listed(one.goals),
        Column.REMARKS: joined([WORDS[rule] for rule in broken]),
    }


def joined(texts: Iterable[Text], between: str = "; ") -> Text:
    """Return texts one after the other."""
    found = list(texts)
    return Text(between.join(text.en for text in found), between.join(text.th for text in found))


def _listed(named: Sequence[Named]) -> Text:
    return joined(name for _, name in named) if named else UNKNOWN


def _known(value: float | None, factor: float = 1.0) -> Value:
    # What binary fractions leave over (96.39999999999999) is no figure of the annex.
    return UNKNOWN if value is None else round(value * factor, PLACES)


def faults(annex: Annex) -> Iterator[Text]:
    """Yield a line for each indicator that fails the guide."""
    for one, broken in annex.rows:
        if broken:
            names = [name for name in (one.project, one.activity, one.indicator) if name]
            about, said = joined((name for _, name in names), " × "), joined(WORDS[rule] for rule in broken)
            yield Text(f"{about.en}: {said.en}", f"{about.th}: {said.th}")


def silent(annex: Annex) -> list[Text]:
    """Return the agencies of which no measurement has a result, by key."""
    every = {key: name for one, _ in annex.rows for key, name in one.agencies}
    told = {key for one, _ in annex.rows if one.result is not None for key, _ in one.agencies}
    return [name for key, name in sorted(every.items()) if key not in told]
