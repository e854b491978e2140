"""Agreements between agencies: memoranda of understanding, joint programmes."""

from ecograph.model import Text
from loaders.guessing.role import Fill, Link, Node, Role, TableKind

PARTY = "Agency PARTY_TO Agreement"

ROLES = (
    Role(
        "agreement",
        Text("the agreement's name", "ชื่อความร่วมมือ"),
        (
            "ชื่อความร่วมมือ",
            "ชื่อบันทึกข้อตกลง",
            "ชื่อ MOU",
            "ชื่อข้อตกลง",
            "เรื่องความร่วมมือ",
            "agreement name",
            "name of the agreement",
            "MOU title",
        ),
        (Fill("Agreement.name", "thai_text"),),
        weak=("ความร่วมมือ", "บันทึกข้อตกลง", "ข้อตกลง", "MOU", "agreement", "ชื่อ", "เรื่อง", "name", "title"),
        weight=2,
    ),
    Role(
        "agreement code",
        Text("the code of the agreement", "รหัสข้อตกลง"),
        ("รหัสข้อตกลง", "agreement code", "agreement id"),
        (Fill("Agreement.id"),),
        weight=2,
    ),
    Role(
        "parties",
        Text("the parties", "หน่วยงานที่ลงนาม"),
        ("หน่วยงานที่ลงนาม", "ผู้ลงนาม", "คู่ความร่วมมือ", "หน่วยงานภาคี", "parties", "signatories", "partners"),
        (Fill(f"{PARTY}.@source", resolve="Agency"),),
        weak=("หน่วยงาน", "agencies"),
        many=True,
        weight=2,
    ),
    Role(
        "lead",
        Text("the lead", "เจ้าภาพ"),
        ("เจ้าภาพ", "หน่วยงานเจ้าภาพ", "หน่วยงานหลัก", "lead agency"),
        (Fill("lead.@source", resolve="Agency"),),
        weak=("lead",),
        many=True,
        weight=2,
    ),
    Role(
        "signed on",
        Text("the day of signing", "วันลงนาม"),
        ("วันลงนาม", "วันที่ลงนาม", "signed on", "date signed", "signing date"),
        (Fill("Agreement.signed_on", "thai_date"),),
        weight=2,
    ),
    Role(
        "valid until",
        Text("the last day", "วันสิ้นสุด"),
        ("วันสิ้นสุด", "วันที่สิ้นสุด", "สิ้นสุด", "valid until", "end date", "expires on"),
        (Fill("Agreement.valid_until", "thai_date"),),
    ),
    Role(
        "status",
        Text("the status", "สถานะ"),
        ("สถานะ", "status"),
        (Fill("Agreement.status"),),
        choices={
            "planned": ("ร่าง", "รอลงนาม", "draft"),
            "in_force": ("ดำเนินการ", "มีผล", "อยู่ระหว่างดำเนินการ", "active"),
            "expired": ("หมดอายุ", "สิ้นสุด", "หมดอายุแล้ว", "ended"),
        },
        weight=0.5,
    ),
    Role(
        "form",
        Text("the form", "รูปแบบ"),
        ("รูปแบบความร่วมมือ", "form of agreement"),
        (Fill("Agreement.form", "thai_text"),),
        weak=("รูปแบบ", "form"),
    ),
    Role(
        "data",
        Text("the data exchanged", "ข้อมูลที่แลกเปลี่ยน"),
        ("ข้อมูลที่แลกเปลี่ยน", "data exchanged", "data shared"),
        (Fill("Agreement.data_exchanged", "thai_text"),),
        weight=2,
    ),
    Role(
        "process",
        Text("how work is joined", "กระบวนการทำงานร่วม"),
        ("กระบวนการทำงานร่วม", "กระบวนการทำงาน", "joint process"),
        (Fill("Agreement.joint_process", "thai_text"),),
        weight=2,
    ),
    Role(
        "duration",
        Text("how long it holds", "ระยะเวลา"),
        ("ระยะเวลา", "duration"),
        why=Text("the model keeps the last day", "แบบจำลองเก็บวันสิ้นสุด"),
    ),
    Role(
        "scope",
        Text("the scope", "ขอบเขต"),
        ("ขอบเขต", "ขอบเขตความร่วมมือ", "scope"),
        why=Text("the model has no place for it", "แบบจำลองไม่มีที่เก็บ"),
    ),
)

AGREEMENTS = TableKind(
    "agreements",
    Text("agreements", "ข้อตกลงความร่วมมือ"),
    (Node("Agreement"),),
    (
        Link(PARTY, target="Agreement", constants={"role": "party"}),
        Link(PARTY, "lead", target="Agreement", constants={"role": "lead"}),
    ),
    ROLES,
    ("agreement",),
)
