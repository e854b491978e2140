"""Who makes what, and large firms beside smaller ones, as listings; small groups are hidden."""

from collections.abc import Mapping, Sequence

from ecograph.analysis.supply.makers import MAKERS, SUPPLY
from ecograph.findings import AnalysisResult, Finding
from ecograph.model import MODEL, Text
from visualisations import wording
from visualisations.listing import Cell, Column, Listing
from visualisations.protection import protect
from visualisations.suppression import Shown

MOST_ROWS = 60
"""How many places and industries a page lists at the most; the CSV file has all."""
PRODUCTS, LARGE_FIRMS = (
    Text("Products, and who is on record to make them", "ผลิตภัณฑ์ และผู้ผลิตที่มีข้อมูล"),
    Text(
        "Large firms beside smaller ones of the same industry, which could mentor them",
        "กิจการขนาดใหญ่ที่อยู่ในพื้นที่และอุตสาหกรรมเดียวกับวิสาหกิจขนาดเล็กกว่า และอาจเป็นพี่เลี้ยงได้",
    ),
)
MAKING: Mapping[str, Text] = {
    "makers": Text("makers on record", "ผู้ผลิตที่มีข้อมูล"),
    "without_supplier": Text("without a supplier on record", "ไม่มีข้อมูลผู้ส่งชิ้นส่วน"),
    "programs": Text("programs and funds that target it", "โครงการและแหล่งทุนที่มุ่งเป้า"),
}
BESIDE: Mapping[str, Text] = {
    "large": Text("large firms", "กิจการขนาดใหญ่"),
    "enterprises": Text("smaller enterprises", "วิสาหกิจขนาดเล็กกว่า"),
    "unreached": Text("of these without support on record", "ในจำนวนนี้ไม่มีประวัติการส่งเสริม"),
    "mentored": Text("with a mentor on record", "มีข้อมูลพี่เลี้ยง"),
}


def list_makers(result: AnalysisResult, threshold: int) -> Listing:
    """Return products with their makers; parts that nobody makes are told below."""
    heads = (Column(MODEL.node("Product").label, width=40), *_heads(MAKING))
    made = [each for each in result.findings if each.kind == MAKERS]
    rows = _rows(result, made, MAKING, threshold)
    gaps = [each.sentence for each in result.findings if each.kind == SUPPLY]
    return Listing("makers", PRODUCTS, heads, rows, notes=(*gaps, *_notes(result)))


def list_mentors(result: AnalysisResult, threshold: int) -> Listing:
    """Return places and industries with large firms, the most smaller ones without support first."""
    heads = (Column(wording.CORRIDOR, width=20), Column(wording.INDUSTRY, width=40), *_heads(BESIDE))
    shown = result.findings[:MOST_ROWS]
    rows = _rows(result, shown, BESIDE, threshold)
    left = len(result.findings) - len(shown)
    return Listing("mentors", LARGE_FIRMS, heads, rows, notes=_notes(result), left=left)


def _heads(names: Mapping[str, Text]) -> list[Column]:
    return [Column(text, numeric=True) for text in names.values()]


def _rows(
    result: AnalysisResult, findings: Sequence[Finding], names: Mapping[str, Text], threshold: int
) -> list[list[Cell]]:
    shown = protect(result, threshold)
    rows = []
    for each in findings:
        first, *others = each.subjects
        hidden = shown[each.id] is not Shown.OPEN
        numbers = [Cell(wording.HIDDEN if hidden else each.evidence.counts.get(name)) for name in names]
        rows.append([Cell(first.name, look="name"), *(Cell(other.name) for other in others), *numbers])
    return rows


def _notes(result: AnalysisResult) -> list[Text]:
    caveats = (text for finding in result.findings for text in finding.caveats)
    return list(dict.fromkeys((*caveats, *result.untested)))
