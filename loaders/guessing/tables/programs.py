"""Programs, projects and activities: budget annexes, action plans, results by indicator."""

from ecograph.model import Text
from loaders.guessing.role import Fill, Link, Node, Role, TableKind

MEASURED = "Program MEASURED_BY Indicator"
NATIONWIDE = ("ทั่วประเทศ", "ทั้งประเทศ", "nationwide", "whole country")
"""What stands for all provinces."""

INDICATOR_ROLES = (
    Role(
        "indicator",
        Text("the indicator", "ตัวชี้วัด"),
        ("ตัวชี้วัด", "ชื่อตัวชี้วัด", "indicator", "indicator name", "KPI"),
        (Fill("Indicator.name", "thai_text"),),
        weight=1.5,
    ),
    Role(
        "unit",
        Text("the unit of measure", "หน่วยนับ"),
        ("หน่วยนับ", "หน่วยวัด", "unit of measure"),
        (Fill(f"{MEASURED}.unit", "thai_text"),),
        weak=("หน่วย", "unit"),
        weight=1.5,
    ),
    Role(
        "target",
        Text("the target", "ค่าเป้าหมาย"),
        ("ค่าเป้าหมาย", "target value"),
        (Fill(f"{MEASURED}.target_value"),),
        weak=("เป้าหมาย", "target"),
        weight=1.5,
    ),
    Role(
        "baseline",
        Text("the baseline", "ค่าฐาน"),
        ("ค่าฐาน", "ปีฐาน", "baseline"),
        (Fill(f"{MEASURED}.baseline"),),
    ),
    Role(
        "reported",
        Text("the result as reported", "ผลที่รายงาน"),
        ("ผลที่รายงาน", "ผลการดำเนินงาน", "ผล (หน่วยงานรายงาน)", "reported", "result reported"),
        (Fill(f"{MEASURED}.reported"),),
        weak=("ผล", "result"),
    ),
    Role(
        "evaluated",
        Text("the result as evaluated", "ผลประเมิน"),
        ("ผลประเมิน", "ผลการประเมิน", "evaluated", "result evaluated"),
        (Fill(f"{MEASURED}.evaluated"),),
    ),
)
"""Shared with tables of indicators."""

ROLES = (
    Role(
        "program",
        Text("the program's name", "ชื่อโครงการ"),
        (
            "โครงการ / กิจกรรม",
            "โครงการ/กิจกรรม",
            "ชื่อโครงการ",
            "ชื่อกิจกรรม",
            "รายการโครงการ",
            "program name",
            "programme name",
            "project name",
        ),
        (Fill("Program.name", "thai_text"),),
        weak=("โครงการ", "กิจกรรม", "program", "programme", "project", "ชื่อ", "name"),
        weight=2,
    ),
    Role(
        "program code",
        Text("the code of the program", "รหัสโครงการ"),
        ("รหัสโครงการ", "program code", "program id", "project id"),
        (Fill("Program.id"),),
    ),
    Role(
        "english name",
        Text("the name in English", "ชื่อภาษาอังกฤษ"),
        ("ชื่อภาษาอังกฤษ", "name in english", "english name"),
        (Fill("Program.name_en"),),
    ),
    Role(
        "plan",
        Text("the plan it belongs to", "แผนงาน"),
        ("แผนงาน", "ยุทธศาสตร์", "plan name"),
        (Fill("Plan.name", "thai_text"),),
        weak=("plan",),
        weight=2,
    ),
    Role(
        "agency",
        Text("the agency that runs it", "หน่วยงานที่ดำเนินการ"),
        ("หน่วยงานที่รับผิดชอบ", "หน่วยงานดำเนินการ", "หน่วยดำเนินการ", "responsible agency", "implementing agency"),
        (Fill("Agency RUNS Program.@source", resolve="Agency"), Fill("Program.@place", "thai_text")),
        weak=("หน่วยงาน", "agency", "ผู้รับผิดชอบ"),
        many=True,
    ),
    Role(
        "budget",
        Text("the budget", "งบประมาณ"),
        ("งบประมาณที่ได้รับ", "งบประมาณที่ได้รับจัดสรร", "วงเงินงบประมาณ", "งบประมาณ", "budget", "allocated budget"),
        (Fill("Program.budget", "money"),),
        weight=2,
    ),
    Role(
        "disbursed",
        Text("what was disbursed", "เบิกจ่าย"),
        ("เบิกจ่าย", "ผลเบิกจ่าย", "disbursed", "disbursement"),
        (Fill("Program.disbursed", "money"),),
        weight=1.5,
    ),
    Role(
        "fiscal year",
        Text("the fiscal year", "ปีงบประมาณ"),
        ("ปีงบประมาณ", "ปีงบ", "fiscal year", "budget year"),
        (Fill("Program.fiscal_year", "single_fiscal_year"),),
    ),
    Role(
        "starts on",
        Text("the first day", "วันเริ่ม"),
        ("วันเริ่ม", "วันที่เริ่ม", "starts on", "start date"),
        (Fill("Program.starts_on", "thai_date"),),
    ),
    Role(
        "ends on",
        Text("the last day", "วันสิ้นสุด"),
        ("วันสิ้นสุด", "วันที่สิ้นสุด", "ends on", "end date"),
        (Fill("Program.ends_on", "thai_date"),),
    ),
    Role(
        "period",
        Text("the period", "ระยะเวลา"),
        ("ระยะเวลาดำเนินการ", "ระยะเวลา", "ช่วงเวลา", "period"),
        (Fill("Program.starts_on", "period_start"), Fill("Program.ends_on", "period_end")),
    ),
    Role(
        "status",
        Text("the status", "สถานะ"),
        ("สถานะโครงการ", "สถานะ", "status"),
        (Fill("Program.status"),),
        choices={
            "planned": ("ยังไม่เริ่ม", "แผน", "รออนุมัติ"),
            "running": ("ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ongoing", "in progress"),
            "closed": ("แล้วเสร็จ", "เสร็จสิ้น", "ปิดโครงการ", "completed", "finished"),
        },
        weight=0.5,
    ),
    Role(
        "target group",
        Text("whom it is for", "กลุ่มเป้าหมาย"),
        ("กลุ่มเป้าหมาย", "target group", "beneficiaries"),
        (Fill("Program.target_text", "thai_text"),),
    ),
    Role(
        "area",
        Text("where it acts", "พื้นที่ดำเนินการ"),
        ("พื้นที่ดำเนินการ", "จังหวัดที่ดำเนินการ", "พื้นที่เป้าหมาย", "จังหวัด", "area covered", "provinces", "province"),
        (Fill("Program COVERS Area.@target", "province"),),
        weak=("พื้นที่", "area"),
        many=True,
        weight=0.5,
    ),
    Role(
        "industries",
        Text("the industries it is for", "อุตสาหกรรมเป้าหมาย"),
        ("อุตสาหกรรมเป้าหมาย", "สาขาเป้าหมาย", "target industry", "target industries"),
        (Fill("Program TARGETS Industry.@target", resolve="Industry"),),
        many=True,
    ),
    Role(
        "themes",
        Text("the policy it serves", "นโยบาย"),
        ("นโยบายที่ตอบสนอง", "ประเด็นนโยบาย", "นโยบาย", "policy theme", "policy"),
        (Fill("Program ADDRESSES Theme.@target", resolve="Theme"),),
        many=True,
    ),
    Role(
        "services",
        Text("the services it offers", "บริการ"),
        ("ประเภทบริการ", "บริการที่ให้", "services offered", "service type"),
        (Fill("Program OFFERS Service.@target", resolve="Service"),),
        many=True,
    ),
    *INDICATOR_ROLES,
)

PROGRAMS = TableKind(
    "programs",
    Text("programs, projects or activities", "โครงการหรือกิจกรรม"),
    (
        Node("Program"),
        Node("Program", "Plan", constants={"level": "plan"}, optional=True),
        Node("Indicator", optional=True),
    ),
    (
        Link("Program PART_OF Program", source="Program", target="Plan"),
        Link("Agency RUNS Program", target="Program"),
        Link("Program COVERS Area", source="Program"),
        Link("Program TARGETS Industry", source="Program"),
        Link("Program ADDRESSES Theme", source="Program"),
        Link("Program OFFERS Service", source="Program"),
        Link(MEASURED, source="Program", target="Indicator"),
    ),
    ROLES,
    ("program",),
)
