"""Agencies, and what they belong to."""

from ecograph.model import Text
from loaders.guessing.role import Fill, Link, Node, Role, TableKind

ROLES = (
    Role(
        "agency",
        Text("the agency's name", "ชื่อหน่วยงาน"),
        ("ชื่อหน่วยงาน", "ชื่อส่วนราชการ", "agency name", "name of agency", "department name"),
        (Fill("Agency.name", "thai_text"),),
        weak=("หน่วยงาน", "ส่วนราชการ", "agency", "ชื่อ", "name"),
        weight=2,
    ),
    Role(
        "agency code",
        Text("the code of the agency", "รหัสหน่วยงาน"),
        ("รหัสหน่วยงาน", "agency code", "agency id"),
        (Fill("Agency.id"),),
        weight=3,
    ),
    Role(
        "english name",
        Text("the name in English", "ชื่อภาษาอังกฤษ"),
        ("ชื่อภาษาอังกฤษ", "name in english", "english name"),
        (Fill("Agency.name_en"),),
    ),
    Role(
        "acronym",
        Text("the acronym", "อักษรย่อ"),
        ("อักษรย่อ", "ชื่อย่อ", "acronym", "abbreviation"),
        (Fill("Agency.acronym", "thai_text"),),
        weight=3,
    ),
    Role(
        "parent",
        Text("what it belongs to", "สังกัด"),
        ("สังกัด", "กระทรวง", "หน่วยงานต้นสังกัด", "parent agency", "ministry"),
        (Fill("Agency PART_OF Agency.@target", resolve="Agency"),),
        weak=("parent",),
        weight=2,
    ),
    Role(
        "kind",
        Text("the kind of organisation", "ประเภทหน่วยงาน"),
        ("ประเภทหน่วยงาน", "kind of organisation", "agency type"),
        (Fill("Agency.kind", "thai_text"),),
        weak=("ประเภท", "type"),
    ),
    Role(
        "area",
        Text("where it serves", "พื้นที่รับผิดชอบ"),
        ("พื้นที่รับผิดชอบ", "จังหวัดที่รับผิดชอบ", "จังหวัด", "area served", "provinces served", "province"),
        (Fill("Agency SERVES Area.@target", "province"),),
        many=True,
        weight=0.5,
    ),
    Role(
        "services",
        Text("the services it provides", "บริการ"),
        ("บริการที่ให้", "ประเภทบริการ", "services provided"),
        (Fill("Agency PROVIDES Service.@target", resolve="Service"),),
        weak=("บริการ", "services"),
        many=True,
    ),
)

AGENCIES = TableKind(
    "agencies",
    Text("agencies", "หน่วยงาน"),
    (Node("Agency"),),
    (
        Link("Agency PART_OF Agency", source="Agency"),
        Link("Agency SERVES Area", source="Agency"),
        Link("Agency PROVIDES Service", source="Agency"),
    ),
    ROLES,
    ("agency",),
)
