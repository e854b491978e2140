"""Loans, guarantees, grants: instruments of finance."""

from ecograph.model import Text
from loaders.guessing.role import Fill, Link, Node, Role, TableKind

ROLES = (
    Role(
        "fund",
        Text("the fund's name", "ชื่อแหล่งทุน"),
        (
            "ชื่อสินเชื่อ/ทุน",
            "ชื่อสินเชื่อ",
            "ชื่อทุน",
            "ชื่อแหล่งทุน",
            "ชื่อกองทุน",
            "แหล่งทุน",
            "fund name",
            "scheme name",
            "loan name",
            "funding source",
        ),
        (Fill("FundingSource.name", "thai_text"),),
        weak=("สินเชื่อ", "กองทุน", "ชื่อ", "fund", "scheme", "name"),
        weight=2,
    ),
    Role(
        "fund code",
        Text("the code of the fund", "รหัสแหล่งทุน"),
        ("รหัสแหล่งทุน", "รหัสทุน", "fund code", "fund id", "funding id"),
        (Fill("FundingSource.id"),),
        weight=2,
    ),
    Role(
        "agency",
        Text("the agency that manages it", "หน่วยงาน"),
        ("หน่วยงาน", "ธนาคาร", "สถาบันการเงิน", "managing agency", "lender", "operator"),
        (Fill("Agency MANAGES FundingSource.@source", resolve="Agency"),),
        weak=("agency", "bank"),
        many=True,
    ),
    Role(
        "instrument",
        Text("the kind of instrument", "ประเภทเครื่องมือ"),
        ("ประเภทเครื่องมือ", "ประเภททุน", "ประเภทสินเชื่อ", "instrument", "type of finance"),
        (Fill("FundingSource.instrument"),),
        weak=("ประเภท", "type", "kind"),
        choices={
            "loan": ("เงินกู้", "สินเชื่อเงินกู้"),
            "grant": ("ให้เปล่า", "ทุนให้เปล่า", "ทุนอุดหนุน", "อุดหนุน"),
            "guarantee": ("ค้ำประกัน",),
            "co-payment": ("ให้เปล่า (ร่วมจ่าย)", "ทุนสมทบ"),
            "equity": ("ลงทุน", "หุ้น"),
        },
    ),
    Role(
        "envelope",
        Text("the envelope of the scheme", "วงเงินรวม"),
        ("วงเงินรวม", "วงเงินโครงการ", "envelope", "total amount"),
        (Fill("FundingSource.envelope", "money"),),
        weak=("วงเงิน",),
        weight=2,
    ),
    Role(
        "ceiling",
        Text("the ceiling per enterprise", "วงเงินต่อราย"),
        ("วงเงินต่อราย", "วงเงินสูงสุดต่อราย", "วงเงินสูงสุด", "ceiling per enterprise", "ceiling", "maximum amount"),
        (Fill("FundingSource.ceiling", "money"),),
        weight=2,
    ),
    Role(
        "rate",
        Text("the interest rate", "อัตราดอกเบี้ย"),
        ("อัตราดอกเบี้ย", "ดอกเบี้ย", "interest rate"),
        (Fill("FundingSource.rate"),),
        weight=2,
    ),
    Role(
        "collateral",
        Text("the collateral", "หลักประกัน"),
        ("หลักประกัน", "collateral"),
        (Fill("FundingSource.collateral", "thai_text"),),
        weight=2,
    ),
    Role(
        "terms",
        Text("the terms", "เงื่อนไข"),
        ("เงื่อนไข", "ระยะกู้", "ระยะเวลากู้", "ระยะเวลาชำระ", "terms", "loan term"),
        (Fill("FundingSource.terms", "thai_text"),),
    ),
    Role(
        "eligibility",
        Text("who is eligible", "คุณสมบัติ"),
        ("คุณสมบัติ", "คุณสมบัติผู้กู้", "คุณสมบัติผู้ขอ", "eligibility", "who can apply"),
        (Fill("FundingSource.eligibility", "thai_text"),),
    ),
    Role(
        "valid from",
        Text("the first day", "วันเริ่มรับคำขอ"),
        ("รับคำขอตั้งแต่", "ใช้ได้ตั้งแต่", "วันเริ่มรับคำขอ", "valid from", "opens on"),
        (Fill("FundingSource.valid_from", "thai_date"),),
    ),
    Role(
        "valid until",
        Text("the last day", "รับคำขอถึง"),
        ("รับคำขอถึง", "ใช้ได้ถึง", "สิ้นสุดรับคำขอ", "valid until", "closes on", "deadline"),
        (Fill("FundingSource.valid_until", "thai_date"),),
    ),
    Role(
        "approved",
        Text("what was approved", "อนุมัติแล้ว"),
        ("อนุมัติแล้ว", "คงเหลือ", "วงเงินคงเหลือ", "approved", "remaining"),
        why=Text(
            "the model keeps what each enterprise received, not what is left of a scheme",
            "แบบจำลองเก็บยอดของแต่ละวิสาหกิจ ไม่เก็บยอดคงเหลือ",
        ),
    ),
    Role(
        "scope",
        Text("the industries and areas it is for", "อุตสาหกรรม/พื้นที่"),
        ("อุตสาหกรรม/พื้นที่", "อุตสาหกรรมเป้าหมาย", "target industries"),
        (Fill("FundingSource TARGETS Industry.@target", resolve="Industry"),),
        many=True,
    ),
)

FUNDS = TableKind(
    "funds",
    Text("funding sources", "แหล่งทุน"),
    (Node("FundingSource"),),
    (
        Link("Agency MANAGES FundingSource", target="FundingSource"),
        Link("FundingSource TARGETS Industry", source="FundingSource"),
    ),
    ROLES,
    ("fund",),
)
