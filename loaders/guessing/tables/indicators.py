"""Indicators with their units, targets and results."""

from ecograph.model import Text
from loaders.guessing.role import Fill, Link, Node, Role, TableKind
from loaders.guessing.tables.programs import INDICATOR_ROLES, MEASURED

ROLES = (
    *INDICATOR_ROLES,
    Role(
        "indicator code",
        Text("the code of the indicator", "รหัสตัวชี้วัด"),
        ("รหัสตัวชี้วัด", "indicator code", "indicator id", "KPI code", "KPI id"),
        (Fill("Indicator.id"),),
        weight=3,
    ),
    Role(
        "level",
        Text("output or outcome", "ระดับ (ผลผลิต/ผลลัพธ์)"),
        ("ระดับตัวชี้วัด", "ประเภทตัวชี้วัด", "indicator level", "output or outcome"),
        (Fill("Indicator.level"),),
        weak=("ระดับ", "level"),
        choices={"output": ("ผลผลิต",), "outcome": ("ผลลัพธ์",)},
        weight=3,
    ),
    Role(
        "method",
        Text("how it is measured", "วิธีวัด"),
        ("วิธีวัด", "วิธีการวัด", "วิธีคำนวณ", "method of measurement", "measurement method"),
        (Fill("Indicator.method", "thai_text"),),
        weight=3,
    ),
    Role(
        "goal",
        Text("the goal it serves", "เป้าประสงค์"),
        ("เป้าประสงค์", "เป้าประสงค์ที่รองรับ", "strategic goal"),
        (Fill("Goal.name", "thai_text"),),
        weak=("goal",),
        weight=2,
    ),
    Role(
        "program",
        Text("the program that is measured", "โครงการ"),
        ("ชื่อโครงการ", "program name", "project name"),
        (Fill("Program.name", "thai_text"),),
        weak=("โครงการ", "program", "programme", "project"),
        weight=0.5,
    ),
    Role(
        "program code",
        Text("the code of the program", "รหัสโครงการ"),
        ("รหัสโครงการ", "program code", "program id", "project id"),
        (Fill("Program.id"),),
        weight=0.5,
    ),
    Role(
        "fiscal year",
        Text("the fiscal year", "ปีงบประมาณ"),
        ("ปีงบประมาณ", "ปีงบ", "fiscal year", "budget year"),
        (Fill(f"{MEASURED}.fiscal_year", "single_fiscal_year"),),
        weight=0.5,
    ),
)

INDICATORS = TableKind(
    "indicators",
    Text("indicators", "ตัวชี้วัด"),
    (Node("Indicator"), Node("Program", optional=True), Node("Goal", optional=True)),
    (
        Link(MEASURED, source="Program", target="Indicator"),
        Link("Indicator SUPPORTS Goal", source="Indicator", target="Goal"),
    ),
    ROLES,
    ("indicator",),
)
