"""An invented country's results, made of arithmetic: clearly no real figures."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject
from ecograph.model import DataKind, Text
from visualisations import Report, Source

Numbers = Mapping[str, tuple[int, int]]

CORRIDORS = {
    "economic:A": Text("Amber Corridor", "ระเบียงอำพัน"),
    "economic:B": Text("Beryl Corridor", "ระเบียงเบริล"),
    "economic:C": Text("Coral Corridor", "ระเบียงปะการัง"),
    "*outside": Text("Outside every corridor", "นอกระเบียง"),
    "": Text("Location unknown", "ไม่ทราบที่ตั้ง"),
}
AREAS = {f"X-{number:02}": Text(f"Province {number}", f"จังหวัดสมมุติ {number}") for number in range(1, 17)}
CORRIDOR_OF = {
    area: f"economic:{letter}"
    for letter, areas in (("A", (1, 2, 5)), ("B", (3, 4, 8)), ("C", (13, 14)))
    for area in (f"X-{number:02}" for number in areas)
}
THEMES = {
    "T:1": Text("Digital change", "การปรับเปลี่ยนสู่ดิจิทัล"),
    "T:2": Text("Green economy", "เศรษฐกิจสีเขียว"),
    "T:3": Text("Access to finance", "การเข้าถึงแหล่งทุน"),
    "T:4": Text("Ageing society", "สังคมสูงวัย"),
}
INDUSTRIES = {
    "TSIC:A": Text("Agriculture", "เกษตรกรรม"),
    "TSIC:C": Text("Manufacturing", "การผลิต"),
    "TSIC:G": Text("Trade", "การค้า"),
    "TSIC:I": Text("Hotels and food", "ที่พักและอาหาร"),
    "": Text("Industry unknown", "ไม่ทราบอุตสาหกรรม"),
}
SIZES = {
    "micro": Text("Micro", "รายย่อย"),
    "small": Text("Small", "ย่อม"),
    "medium": Text("Medium", "กลาง"),
    "large": Text("Large", "ใหญ่"),
    "": Text("Size unknown", "ไม่ทราบขนาด"),
}


def area_numbers() -> dict[str, tuple[int, int]]:
    """Return eligible and reached of each area; one has 3 eligible, one nobody."""
    numbers = {}
    for position, area in enumerate(AREAS):
        eligible = 400 + position * 137 % 900 + 40 * position
        numbers[area] = (eligible, eligible * (3 + position * 7 % 23) // 100)
    return {**numbers, "X-08": (3, 1), "X-16": (0, 0), "": (85, 6)}


def corridor_numbers() -> dict[str, tuple[int, int]]:
    """Return eligible and reached of each corridor: the sums of its areas."""
    numbers = dict.fromkeys(CORRIDORS, (0, 0))
    for area, (n, k) in area_numbers().items():
        corridor = CORRIDOR_OF.get(area, "*outside") if area else ""
        numbers[corridor] = (numbers[corridor][0] + n, numbers[corridor][1] + k)
    return numbers


def split(total: tuple[int, int], keys: Iterable[str], zero: str = "none") -> dict[str, tuple[int, int]]:
    """Return parts that add up to a total, uneven, with nobody in the part `zero`."""
    names = [key for key in keys if key != zero]
    weights = [len(names) - at for at in range(len(names))]
    parts = {}
    left = total
    for name, weight in zip(names[1:], weights[1:], strict=True):
        n, k = total[0] * weight // sum(weights), total[1] * weight * weight // sum(w * w for w in weights)
        parts[name] = (n, min(n, k))
        left = (left[0] - n, left[1] - min(n, k))
    return {key: (0, 0) if key == zero else parts.get(key, left) for key in keys}


def finding(subjects: tuple[Subject, ...], n: int, k: int, year: int | None) -> Finding:
    return Finding(
        kind="reach",
        subjects=subjects,
        observed=k,
        sentence=Text(f"{k} of {n}.", f"{k} จาก {n}"),
        method=Method("coverage of eligible enterprises", 1),
        period=str(year or ""),
        evidence=Evidence(counts={"enterprises": n + 9, "eligible": n, "reached": k, "unreached": n - k}),
        caveats=(Text("Participations of unknown status count.", "นับการเข้าร่วมที่ไม่ทราบสถานะ"),),
        data_kind=DataKind.SYNTHETIC,
    )


def reach(
    by: str, kind: str, names: Mapping[str, Text], numbers: Numbers, year: int | None = 2024
) -> AnalysisResult:
    findings = tuple(
        finding((Subject(kind, key, names.get(key, Text("Location unknown", "ไม่ทราบที่ตั้ง"))),), n, k, year)
        for key, (n, k) in numbers.items()
    )
    totals = {"eligible": sum(n for n, _ in numbers.values()), "reached": sum(k for _, k in numbers.values())}
    return result(
        (by,), findings, totals | {"large": 120, "reached_otherwise": 2} if by != "theme" else {}, year
    )


def result(
    by: tuple[str, ...], findings: tuple[Finding, ...], totals: Mapping[str, float], year: int | None
) -> AnalysisResult:
    return AnalysisResult(
        "reach",
        findings,
        {"by": list(by), "scheme": "economic" if "corridor" in by else "", "year": year},
        7,
        DataKind.SYNTHETIC,
        totals,
        (Text("No statistical test was made.", "ยังไม่ได้ทดสอบทางสถิติ"),),
        seconds=0.4,
    )


def themed_numbers() -> dict[str, dict[str, tuple[int, int]]]:
    """Return eligible and reached by theme and corridor; one cell has 2 eligible."""
    numbers: dict[str, dict[str, tuple[int, int]]] = {}
    for at, theme in enumerate(THEMES):
        cells = {
            key: (n * (9 - 2 * at) // 12, k * (at + 2) // 7) for key, (n, k) in corridor_numbers().items()
        }
        numbers[theme] = {key: (n, min(n, k)) for key, (n, k) in cells.items()}
    numbers["T:4"]["economic:C"] = (2, 1)
    numbers["T:3"]["economic:B"] = (0, 0)
    return numbers


def crossed() -> Iterator[Finding]:
    for theme, cells in themed_numbers().items():
        for corridor, (n, k) in cells.items():
            subjects = (
                Subject("Theme", theme, THEMES[theme]),
                Subject("Corridor", corridor, CORRIDORS[corridor]),
            )
            yield finding(subjects, n, k, 2024)


def unreached() -> AnalysisResult:
    numbers = {key: (n - k) * 9 // 10 for key, (n, k) in corridor_numbers().items()}
    findings = tuple(
        replace(
            finding((Subject("Corridor", key, CORRIDORS[key]),), number, 0, None),
            kind="unreached",
            observed=number,
            evidence=Evidence(nodes=(("SME", "0105500000000"),), counts={"unreached": number}),
            caveats=(Text("Not on record does not mean never helped.", "ไม่มีในข้อมูลไม่ได้แปลว่าไม่เคยได้รับ"),),
        )
        for key, number in sorted(numbers.items(), key=lambda item: -item[1])
    )
    totals = {"unreached": float(sum(numbers.values()))}
    return AnalysisResult("unreached", findings, {"by": "corridor"}, 7, DataKind.SYNTHETIC, totals)


def results() -> tuple[AnalysisResult, ...]:
    corridors = corridor_numbers()
    whole = (sum(n for n, _ in corridors.values()), sum(k for _, k in corridors.values()))
    themes = {
        theme: (sum(n for n, _ in cells.values()), sum(k for _, k in cells.values()))
        for theme, cells in themed_numbers().items()
    }
    return (
        reach("corridor", "Corridor", CORRIDORS, corridors),
        reach("area", "Area", AREAS, area_numbers()),
        reach("theme", "Theme", THEMES, themes),
        reach("industry", "Industry", INDUSTRIES, split(whole, INDUSTRIES)),
        reach("size", "size class", SIZES, split(whole, SIZES, zero="large")),
        result(("corridor", "theme"), tuple(crossed()), {}, 2024),
        unreached(),
    )


def square(column: int, row: int) -> dict[str, Any]:
    """Return a square of one degree, its corners shared with its neighbours."""
    x, y = 100 + column, 16 - row
    return {"type": "Polygon", "coordinates": [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]]}


SHAPES = {area: square(at % 4, at // 4) for at, area in enumerate(AREAS)}


def report(**changes: Any) -> Report:
    """Return the sample report, with changes."""
    sample = Report(
        title=Text("Support for enterprises: reach and gaps", "การส่งเสริมวิสาหกิจ: การเข้าถึงและช่องว่าง"),
        results=results(),
        counts={"SME": 14_210, "Program": 41, "Agency": 12, "Area": 16, "SME LOCATED_IN Area": 14_125},
        sources=(
            Source(
                "made-up",
                Text("Invented sample", "ตัวอย่างสมมุติ"),
                DataKind.SYNTHETIC,
                date(2025, 3, 15),
                "CC0-1.0",
            ),
            Source("made-up-2", Text("Undated sample", "ตัวอย่างไม่ลงวันที่"), DataKind.SYNTHETIC, None),
        ),
        generated_on=date(2025, 4, 1),
        data_kind=DataKind.SYNTHETIC,
        store_version=7,
        content_hash="5f2c" * 16,
        area_shapes=SHAPES,
        corridor_of=CORRIDOR_OF,
        left_out={"SME LOCATED_IN Area": 4},
    )
    return replace(sample, **changes)
