"""The model of an SME support ecosystem: every kind of node and relationship, declared once.

All else is derived from these values: tables, constraints, validation, the targets a mapping
recipe may name, legends and the data dictionary (`ecograph schema`). Years are years of the
common era; a fiscal year is named by the calendar year in which it ends.
"""

from ecograph.model.kinds import (
    Choice,
    Layer,
    Model,
    NodeKind,
    Property,
    RelationshipKind,
    Shape,
    Type,
)
from ecograph.model.text import Text


def _choices(*choices: tuple[str, str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, Text(en, th)) for value, en, th in choices)


NAME = Property("name", Text("Name", "ชื่อ"))
NAME_EN = Property("name_en", Text("Name in English", "ชื่อภาษาอังกฤษ"))
ALIASES = Property("aliases", Text("Other names", "ชื่ออื่น"), Type.TEXTS)
NAMES = (NAME, NAME_EN, ALIASES)
IDENTIFIER = Property("id", Text("Identifier", "รหัส"), required=True)
NOTE = Property("note", Text("Note", "หมายเหตุ"))

SIZE_CHOICES = _choices(
    ("micro", "Micro", "รายย่อย"),
    ("small", "Small", "ย่อม"),
    ("medium", "Medium", "กลาง"),
    ("large", "Large", "ใหญ่"),
)
SIZE_CLASSES_ADMITTED = Property(
    "size_classes", Text("Size classes admitted", "ขนาดวิสาหกิจที่รับ"), Type.TEXTS, choices=SIZE_CHOICES
)
FISCAL_YEAR = Property("fiscal_year", Text("Fiscal year", "ปีงบประมาณ"), Type.INTEGER, "year")
STARTS_ON = Property("starts_on", Text("Starts on", "วันเริ่ม"), Type.DATE)
ENDS_ON = Property("ends_on", Text("Ends on", "วันสิ้นสุด"), Type.DATE)
AMOUNT = Property("amount", Text("Amount", "จำนวนเงิน"), Type.NUMBER, "currency")
PRIMARY = Property("primary", Text("Is the primary one", "เป็นรายการหลัก"), Type.BOOLEAN)
SHARE = Property("share", Text("Share", "สัดส่วน"), Type.NUMBER, "0 to 1")
BASIS = Property(
    "basis",
    Text("Basis", "ที่มาของความสัมพันธ์"),
    choices=_choices(
        ("documented", "Documented", "มีเอกสาร"),
        ("derived", "Derived from an agreement", "อนุมานจากข้อตกลง"),
    ),
)

SME = NodeKind(
    "SME",
    Text("Enterprise", "วิสาหกิจ"),
    Text("Enterprises", "วิสาหกิจ"),
    Text(
        "A micro, small or medium enterprise, a community enterprise, or a larger firm linked to one.",
        "วิสาหกิจขนาดกลางและขนาดย่อม วิสาหกิจชุมชน หรือกิจการขนาดใหญ่ที่เชื่อมโยงกัน",
    ),
    ("id",),
    (
        IDENTIFIER,
        *NAMES,
        Property(
            "legal_form",
            Text("Legal form", "รูปแบบกิจการ"),
            choices=_choices(
                ("limited_company", "Limited company", "บริษัทจำกัด"),
                ("public_company", "Public limited company", "บริษัทมหาชนจำกัด"),
                ("limited_partnership", "Limited partnership", "ห้างหุ้นส่วนจำกัด"),
                ("ordinary_partnership", "Registered ordinary partnership", "ห้างหุ้นส่วนสามัญนิติบุคคล"),
                ("cooperative", "Cooperative", "สหกรณ์"),
                ("community_enterprise", "Community enterprise", "วิสาหกิจชุมชน"),
                ("sole_trader", "Sole trader", "บุคคลธรรมดา"),
                ("foreign", "Foreign juristic person", "นิติบุคคลต่างประเทศ"),
                ("other", "Other", "อื่น ๆ"),
            ),
        ),
        Property("size_class", Text("Size class", "ขนาดวิสาหกิจ"), choices=SIZE_CHOICES),
        Property(
            "size_basis",
            Text("Basis of the size class", "ฐานที่ใช้จำแนกขนาด"),
            choices=_choices(
                ("revenue", "Revenue", "รายได้"),
                ("employees", "Employees", "การจ้างงาน"),
                ("stated", "Stated by the source", "ตามที่แหล่งข้อมูลระบุ"),
            ),
        ),
        Property("employees", Text("Employees", "จำนวนการจ้างงาน"), Type.INTEGER, "persons"),
        Property("revenue", Text("Yearly revenue", "รายได้ต่อปี"), Type.NUMBER, "currency"),
        Property("capital", Text("Registered capital", "ทุนจดทะเบียน"), Type.NUMBER, "currency"),
        Property("activity", Text("Activity in its own words", "กิจกรรมตามที่แจ้ง")),
        Property("registered_on", Text("Registered on", "วันที่จดทะเบียน"), Type.DATE),
        Property("closed_on", Text("Closed on", "วันที่เลิกกิจการ"), Type.DATE),
        Property("natural_person", Text("Is a natural person", "เป็นบุคคลธรรมดา"), Type.BOOLEAN),
        Property("business_plan", Text("Has a business plan", "มีแผนธุรกิจ"), Type.BOOLEAN),
        Property(
            "electronic_payment", Text("Uses electronic payment", "รับจ่ายเงินทางอิเล็กทรอนิกส์"), Type.BOOLEAN
        ),
        Property("consent", Text("Consents to data sharing", "ยินยอมให้แบ่งปันข้อมูล"), Type.BOOLEAN),
    ),
    "#999999",
    Shape.DOT,
    Layer.SMES,
)

PROGRAM = NodeKind(
    "Program",
    Text("Program", "โครงการ"),
    Text("Programs", "โครงการ"),
    Text("A support plan, project or activity.", "แผนงาน โครงการ หรือกิจกรรมส่งเสริม"),
    ("id",),
    (
        IDENTIFIER,
        *NAMES,
        Property(
            "level",
            Text("Level", "ระดับ"),
            choices=_choices(
                ("plan", "Plan", "แผนงาน"),
                ("project", "Project", "โครงการ"),
                ("activity", "Activity", "กิจกรรม"),
            ),
        ),
        FISCAL_YEAR,
        STARTS_ON,
        ENDS_ON,
        Property("budget", Text("Budget", "งบประมาณ"), Type.NUMBER, "currency"),
        Property("disbursed", Text("Disbursed", "เบิกจ่าย"), Type.NUMBER, "currency"),
        Property(
            "status",
            Text("Status", "สถานะ"),
            choices=_choices(
                ("planned", "Planned", "อยู่ในแผน"),
                ("running", "Running", "กำลังดำเนินการ"),
                ("closed", "Closed", "สิ้นสุดแล้ว"),
            ),
        ),
        SIZE_CLASSES_ADMITTED,
        Property("target_text", Text("Target as stated", "เป้าหมายตามที่ระบุ")),
        Property("value_text", Text("Value as stated", "มูลค่าตามที่ระบุ")),
    ),
    "#0072B2",
    Shape.SQUARE,
)

AGENCY = NodeKind(
    "Agency",
    Text("Agency", "หน่วยงาน"),
    Text("Agencies", "หน่วยงาน"),
    Text(
        "An organisation that runs, supports or pays for support.",
        "องค์กรที่ดำเนินการ สนับสนุน หรือให้เงินทุนในการส่งเสริม",
    ),
    ("id",),
    (
        IDENTIFIER,
        *NAMES,
        Property("acronym", Text("Acronym", "อักษรย่อ")),
        Property("acronym_en", Text("Acronym in English", "อักษรย่อภาษาอังกฤษ")),
        Property("kind", Text("Kind of organisation", "ประเภทหน่วยงาน")),
        Property("country", Text("Country", "ประเทศ"), unit="ISO 3166-1 alpha-2"),
        NOTE,
    ),
    "#D55E00",
    Shape.DIAMOND,
)

FUNDING_SOURCE = NodeKind(
    "FundingSource",
    Text("Funding source", "แหล่งทุน"),
    Text("Funding sources", "แหล่งทุน"),
    Text("An instrument of finance that enterprises can use.", "เครื่องมือทางการเงินที่วิสาหกิจใช้ได้"),
    ("id",),
    (
        IDENTIFIER,
        *NAMES,
        Property(
            "instrument",
            Text("Instrument", "ประเภทเครื่องมือ"),
            choices=_choices(
                ("loan", "Loan", "สินเชื่อ"),
                ("grant", "Grant", "เงินอุดหนุน"),
                ("guarantee", "Guarantee", "ค้ำประกันสินเชื่อ"),
                ("equity", "Equity", "ร่วมลงทุน"),
                ("voucher", "Voucher", "คูปอง"),
                ("co-payment", "Co-payment", "ร่วมจ่าย"),
                ("insurance", "Insurance", "ประกัน"),
                ("tax_incentive", "Tax incentive", "สิทธิประโยชน์ทางภาษี"),
            ),
        ),
        Property("ceiling", Text("Ceiling per enterprise", "วงเงินต่อราย"), Type.NUMBER, "currency"),
        Property("envelope", Text("Envelope of the scheme", "วงเงินรวม"), Type.NUMBER, "currency"),
        Property("rate", Text("Interest rate", "อัตราดอกเบี้ย"), Type.NUMBER, "% a year"),
        Property("collateral", Text("Collateral", "หลักประกัน")),
        Property("terms", Text("Terms", "เงื่อนไข")),
        Property("eligibility", Text("Eligibility as stated", "คุณสมบัติตามที่ระบุ")),
        Property("valid_from", Text("Valid from", "ใช้ได้ตั้งแต่"), Type.DATE),
        Property("valid_until", Text("Valid until", "ใช้ได้ถึง"), Type.DATE),
        SIZE_CLASSES_ADMITTED,
    ),
    "#009E73",
    Shape.TRIANGLE,
)

AGREEMENT = NodeKind(
    "Agreement",
    Text("Agreement", "ข้อตกลง"),
    Text("Agreements", "ข้อตกลง"),
    Text("A memorandum of understanding or joint programme.", "บันทึกข้อตกลงหรือโครงการร่วม"),
    ("id",),
    (
        IDENTIFIER,
        *NAMES,
        Property("form", Text("Form", "รูปแบบ")),
        Property("signed_on", Text("Signed on", "วันลงนาม"), Type.DATE),
        Property("valid_until", Text("Valid until", "ใช้ได้ถึง"), Type.DATE),
        Property(
            "status",
            Text("Status", "สถานะ"),
            choices=_choices(
                ("planned", "Planned", "อยู่ในแผน"),
                ("in_force", "In force", "มีผลใช้บังคับ"),
                ("expired", "Expired", "สิ้นสุดแล้ว"),
            ),
        ),
        Property("data_exchanged", Text("Data exchanged", "ข้อมูลที่แลกเปลี่ยน")),
        Property("joint_process", Text("Joint process", "กระบวนการทำงานร่วม")),
    ),
    "#CC79A7",
    Shape.STAR,
)

CORRIDOR = NodeKind(
    "Corridor",
    Text("Corridor", "ระเบียงเศรษฐกิจ"),
    Text("Corridors", "ระเบียงเศรษฐกิจ"),
    Text(
        "An economic corridor, special zone, provincial cluster or centre territory. "
        "An analysis uses one scheme at a time.",
        "ระเบียงเศรษฐกิจ เขตพิเศษ กลุ่มจังหวัด หรือพื้นที่รับผิดชอบของศูนย์ การวิเคราะห์ใช้ทีละชุด",
    ),
    ("scheme", "id"),
    (
        Property("scheme", Text("Scheme", "ชุดการแบ่งพื้นที่"), required=True),
        IDENTIFIER,
        *NAMES,
        Property("acronym", Text("Acronym", "อักษรย่อ")),
        Property("legal_basis", Text("Legal basis", "ฐานทางกฎหมาย")),
        NOTE,
    ),
    "#56B4E9",
    Shape.HEXAGON,
)

AREA = NodeKind(
    "Area",
    Text("Area", "พื้นที่"),
    Text("Areas", "พื้นที่"),
    Text(
        "A country, region, province or district, with its number of enterprises.",
        "ประเทศ ภาค จังหวัด หรืออำเภอ พร้อมจำนวนวิสาหกิจ",
    ),
    ("code",),
    (
        Property("code", Text("Code", "รหัสพื้นที่"), required=True),
        *NAMES,
        Property(
            "level",
            Text("Level", "ระดับ"),
            choices=_choices(
                ("country", "Country", "ประเทศ"),
                ("region", "Region", "ภาค"),
                ("province", "Province", "จังหวัด"),
                ("district", "District", "อำเภอ"),
            ),
        ),
        Property("scheme", Text("Scheme of the region", "ชุดการแบ่งภาค")),
        Property("latitude", Text("Latitude", "ละติจูด"), Type.NUMBER, "degrees"),
        Property("longitude", Text("Longitude", "ลองจิจูด"), Type.NUMBER, "degrees"),
        Property("surface", Text("Surface", "เนื้อที่"), Type.NUMBER, "km²"),
        Property("inhabitants", Text("Inhabitants", "ประชากร"), Type.INTEGER, "persons"),
        Property("enterprises_micro", Text("Micro enterprises", "วิสาหกิจรายย่อย"), Type.INTEGER, "enterprises"),
        Property(
            "enterprises_small", Text("Small enterprises", "วิสาหกิจขนาดย่อม"), Type.INTEGER, "enterprises"
        ),
        Property(
            "enterprises_medium", Text("Medium enterprises", "วิสาหกิจขนาดกลาง"), Type.INTEGER, "enterprises"
        ),
        Property(
            "enterprises_large", Text("Large enterprises", "วิสาหกิจขนาดใหญ่"), Type.INTEGER, "enterprises"
        ),
        Property("enterprises_year", Text("Year of the counts", "ปีของจำนวนวิสาหกิจ"), Type.INTEGER, "year"),
    ),
    "#F0E442",
    Shape.HEXAGON,
)

INDUSTRY = NodeKind(
    "Industry",
    Text("Industry", "อุตสาหกรรม"),
    Text("Industries", "อุตสาหกรรม"),
    Text(
        "A class of an industrial classification, or an entry of a target-industry list.",
        "หมวดในระบบจัดประเภทอุตสาหกรรม หรือรายการอุตสาหกรรมเป้าหมาย",
    ),
    ("scheme", "code"),
    (
        Property("scheme", Text("Scheme", "ระบบจัดประเภท"), required=True),
        Property("code", Text("Code", "รหัส"), required=True),
        *NAMES,
        Property(
            "level",
            Text("Level", "ระดับ"),
            choices=_choices(
                ("section", "Section", "หมวดใหญ่"),
                ("division", "Division", "หมวดย่อย"),
                ("group", "Group", "หมู่ใหญ่"),
                ("class", "Class", "หมู่ย่อย"),
                ("target", "Target industry", "อุตสาหกรรมเป้าหมาย"),
            ),
        ),
        Property(
            "size_rule",
            Text("Rule for size classes", "เกณฑ์ขนาดวิสาหกิจ"),
            choices=_choices(
                ("manufacturing", "Manufacturing", "ภาคการผลิต"),
                ("trade_service", "Trade and services", "ภาคการค้าและบริการ"),
                ("agriculture", "Agriculture", "ภาคเกษตร"),
            ),
        ),
    ),
    "#E69F00",
    Shape.TRIANGLE_DOWN,
)

PRODUCT = NodeKind(
    "Product",
    Text("Product", "ผลิตภัณฑ์"),
    Text("Products", "ผลิตภัณฑ์"),
    Text("A product group or component.", "กลุ่มผลิตภัณฑ์หรือชิ้นส่วน"),
    ("id",),
    (IDENTIFIER, *NAMES, NOTE),
    "#E69F00",
    Shape.SQUARE,
)

THEME = NodeKind(
    "Theme",
    Text("Theme", "ประเด็นนโยบาย"),
    Text("Themes", "ประเด็นนโยบาย"),
    Text(
        "A policy area, pillar or sub-point of a framework that was in force for certain years.",
        "นโยบาย เสาหลัก หรือประเด็นย่อยของกรอบนโยบายในปีที่ใช้",
    ),
    ("framework", "id"),
    (
        Property("framework", Text("Framework", "กรอบนโยบาย"), required=True),
        IDENTIFIER,
        *NAMES,
        Property(
            "level",
            Text("Level", "ระดับ"),
            choices=_choices(
                ("area", "Policy area", "ด้านนโยบาย"),
                ("pillar", "Pillar", "เสาหลัก"),
                ("subpoint", "Sub-point", "ประเด็นย่อย"),
            ),
        ),
        Property("first_year", Text("First fiscal year in force", "ปีงบประมาณแรกที่ใช้"), Type.INTEGER, "year"),
        Property("last_year", Text("Last fiscal year in force", "ปีงบประมาณสุดท้ายที่ใช้"), Type.INTEGER, "year"),
        Property("description", Text("Description", "คำอธิบาย")),
        Property("description_en", Text("Description in English", "คำอธิบายภาษาอังกฤษ")),
    ),
    "#CC79A7",
    Shape.DOT,
)

SERVICE = NodeKind(
    "Service",
    Text("Service", "บริการ"),
    Text("Services", "บริการ"),
    Text("A kind of support, certification included.", "ประเภทการส่งเสริม รวมการรับรองมาตรฐาน"),
    ("id",),
    (IDENTIFIER, *NAMES, Property("keywords", Text("Keywords", "คำสำคัญ"), Type.TEXTS)),
    "#0072B2",
    Shape.DOT,
)

NEED = NodeKind(
    "Need",
    Text("Need", "ความต้องการ"),
    Text("Needs", "ความต้องการ"),
    Text("What enterprises ask for.", "สิ่งที่วิสาหกิจต้องการให้ช่วย"),
    ("id",),
    (IDENTIFIER, *NAMES),
    "#D55E00",
    Shape.DOT,
)

INDICATOR = NodeKind(
    "Indicator",
    Text("Indicator", "ตัวชี้วัด"),
    Text("Indicators", "ตัวชี้วัด"),
    Text("A key performance indicator.", "ตัวชี้วัดผลการดำเนินงาน"),
    ("id",),
    (
        IDENTIFIER,
        *NAMES,
        Property("units", Text("Units of measure", "หน่วยนับ"), Type.TEXTS),
        Property(
            "level",
            Text("Level", "ระดับ"),
            choices=_choices(("output", "Output", "ผลผลิต"), ("outcome", "Outcome", "ผลลัพธ์")),
        ),
        Property("method", Text("Method of measurement", "วิธีวัด")),
        NOTE,
    ),
    "#009E73",
    Shape.STAR,
)

GOAL = NodeKind(
    "Goal",
    Text("Goal", "เป้าประสงค์"),
    Text("Goals", "เป้าประสงค์"),
    Text("A strategic goal that indicators serve.", "เป้าประสงค์เชิงยุทธศาสตร์ที่ตัวชี้วัดรองรับ"),
    ("id",),
    (IDENTIFIER, *NAMES),
    "#F0E442",
    Shape.STAR,
)

PARTICIPATION_STATUS = Property(
    "status",
    Text("Status", "สถานะ"),
    choices=_choices(
        ("referred", "Referred", "ส่งต่อ"),
        ("applied", "Applied", "สมัคร"),
        ("accepted", "Accepted", "ได้รับคัดเลือก"),
        ("completed", "Completed", "เสร็จสิ้น"),
        ("withdrawn", "Withdrawn", "ถอนตัว"),
        ("refused", "Refused", "ไม่ผ่าน"),
    ),
)
PARTICIPATION_ROLE = Property(
    "role",
    Text("Role", "บทบาท"),
    choices=_choices(
        ("coordinator", "Coordinator", "ผู้ประสานงาน"),
        ("participant", "Participant", "ผู้เข้าร่วม"),
        ("third party", "Third party of a participant", "ผู้ร่วมของผู้เข้าร่วม"),
    ),
)
FINANCE_STATUS = Property(
    "status",
    Text("Status", "สถานะ"),
    choices=_choices(
        ("applied", "Applied", "ยื่นคำขอ"),
        ("approved", "Approved", "อนุมัติ"),
        ("repaid", "Repaid", "ชำระแล้ว"),
        ("refused", "Refused", "ไม่อนุมัติ"),
        ("withdrawn", "Withdrawn", "ถอนคำขอ"),
    ),
)
PART_OF = Text("is part of", "เป็นส่วนหนึ่งของ")


def _supporting(source: str) -> tuple[RelationshipKind, ...]:
    """Return what a program and a funding source have in common: what, for whom and where."""
    return (
        RelationshipKind(source, "ADDRESSES", "Theme", Text("addresses", "ตอบสนองประเด็น")),
        RelationshipKind(source, "OFFERS", "Service", Text("offers", "ให้บริการ")),
        RelationshipKind(source, "TARGETS", "Industry", Text("targets", "มุ่งเป้าอุตสาหกรรม")),
        RelationshipKind(source, "TARGETS", "Product", Text("targets", "มุ่งเป้าผลิตภัณฑ์")),
        RelationshipKind(source, "COVERS", "Area", Text("covers", "ครอบคลุมพื้นที่")),
        RelationshipKind(source, "COVERS", "Corridor", Text("covers", "ครอบคลุมระเบียง")),
    )


RELATIONSHIPS = (
    RelationshipKind(
        "SME",
        "LOCATED_IN",
        "Area",
        Text("is located in", "ตั้งอยู่ใน"),
        (
            Property(
                "role",
                Text("Role of the place", "ประเภทที่ตั้ง"),
                choices=_choices(
                    ("registered", "Registered", "ที่จดทะเบียน"), ("operating", "Operating", "ที่ประกอบการ")
                ),
            ),
            PRIMARY,
        ),
        ("role",),
    ),
    RelationshipKind(
        "SME",
        "OPERATES_IN",
        "Industry",
        Text("operates in", "ประกอบกิจการใน"),
        (PRIMARY, Property("code", Text("Code as recorded", "รหัสตามที่บันทึก"))),
    ),
    RelationshipKind("SME", "MAKES", "Product", Text("makes", "ผลิต")),
    RelationshipKind(
        "SME",
        "HAS_NEED",
        "Need",
        Text("needs", "ต้องการ"),
        (Property("stated_on", Text("Stated on", "วันที่แจ้ง"), Type.DATE),),
    ),
    RelationshipKind(
        "SME",
        "PARTICIPATED_IN",
        "Program",
        Text("participated in", "เข้าร่วม"),
        (
            FISCAL_YEAR,
            STARTS_ON,
            ENDS_ON,
            Property("services", Text("Services received", "บริการที่ได้รับ"), Type.TEXTS),
            AMOUNT,
            PARTICIPATION_STATUS,
            PARTICIPATION_ROLE,
        ),
        ("fiscal_year", "starts_on", "role"),
    ),
    RelationshipKind(
        "SME",
        "FINANCED_BY",
        "FundingSource",
        Text("was financed by", "ได้รับเงินจาก"),
        (FISCAL_YEAR, AMOUNT, FINANCE_STATUS),
        ("fiscal_year",),
    ),
    RelationshipKind("SME", "SUPPLIES", "SME", Text("supplies", "ส่งสินค้าให้")),
    RelationshipKind("SME", "MENTORS", "SME", Text("mentors", "เป็นพี่เลี้ยงให้")),
    RelationshipKind("Area", "PART_OF", "Area", PART_OF),
    RelationshipKind(
        "Area",
        "IN_CORRIDOR",
        "Corridor",
        Text("is in", "อยู่ใน"),
        (
            Property(
                "extent",
                Text("Extent", "ขอบเขต"),
                choices=_choices(("whole", "The whole area", "ทั้งพื้นที่"), ("part", "A part of it", "บางส่วน")),
            ),
        ),
    ),
    RelationshipKind(
        "Area",
        "ADJOINS",
        "Area",
        Text("adjoins", "ติดต่อกับ"),
        (Property("link", Text("Kind of link", "ลักษณะการเชื่อมต่อ")),),
        undirected=True,
    ),
    RelationshipKind(
        "Area",
        "HOSTS",
        "Industry",
        Text("hosts enterprises of", "มีวิสาหกิจใน"),
        (
            Property("size_class", Text("Size class", "ขนาดวิสาหกิจ"), choices=SIZE_CHOICES),
            Property("year", Text("Year", "ปี"), Type.INTEGER, "year"),
            Property(
                "enterprises", Text("Enterprises", "จำนวนวิสาหกิจ"), Type.INTEGER, "enterprises", required=True
            ),
        ),
        ("size_class", "year"),
    ),
    RelationshipKind("Industry", "PART_OF", "Industry", PART_OF),
    RelationshipKind("Product", "PART_OF", "Product", PART_OF),
    RelationshipKind("Theme", "PART_OF", "Theme", PART_OF),
    RelationshipKind(
        "Theme", "CORRESPONDS_TO", "Theme", Text("corresponds to", "เทียบได้กับ"), (SHARE,), undirected=True
    ),
    RelationshipKind("Need", "ANSWERED_BY", "Service", Text("is answered by", "ตอบสนองด้วย")),
    RelationshipKind("Agency", "PART_OF", "Agency", PART_OF),
    RelationshipKind("Agency", "RUNS", "Program", Text("runs", "ดำเนินการ"), (AMOUNT,)),
    RelationshipKind(
        "Agency",
        "SUPPORTS",
        "Program",
        Text("supports", "สนับสนุน"),
        (AMOUNT, PARTICIPATION_ROLE),
        ("role",),
    ),
    RelationshipKind(
        "Agency",
        "PARTY_TO",
        "Agreement",
        Text("is party to", "เป็นภาคีของ"),
        (
            Property(
                "role",
                Text("Role", "บทบาท"),
                choices=_choices(
                    ("lead", "Lead", "เจ้าภาพ"), ("party", "Party", "ภาคี"), ("witness", "Witness", "พยาน")
                ),
            ),
        ),
    ),
    RelationshipKind(
        "Agency",
        "PARTNERS_WITH",
        "Agency",
        Text("partners with", "ร่วมมือกับ"),
        (BASIS, Property("agreement", Text("Agreement", "ข้อตกลง"))),
        ("agreement",),
        undirected=True,
    ),
    RelationshipKind("Agency", "SERVES", "Area", Text("serves", "ดูแลพื้นที่")),
    RelationshipKind("Agency", "PROVIDES", "Service", Text("provides", "ให้บริการ")),
    RelationshipKind("Agency", "MANAGES", "FundingSource", Text("manages", "บริหาร")),
    RelationshipKind(
        "FundingSource", "FUNDS", "Program", Text("funds", "ให้ทุนแก่"), (FISCAL_YEAR, AMOUNT), ("fiscal_year",)
    ),
    RelationshipKind("Program", "PART_OF", "Program", PART_OF),
    RelationshipKind("Program", "FOLLOWS", "Program", Text("follows", "ต่อยอดจาก")),
    *_supporting("Program"),
    *_supporting("FundingSource"),
    RelationshipKind("Corridor", "PROMOTES", "Industry", Text("promotes", "ส่งเสริม")),
    RelationshipKind(
        "Program",
        "MEASURED_BY",
        "Indicator",
        Text("is measured by", "วัดผลด้วย"),
        (
            FISCAL_YEAR,
            Property("unit", Text("Unit of measure", "หน่วยนับ")),
            Property("baseline", Text("Baseline", "ค่าฐาน"), Type.NUMBER),
            Property("target_value", Text("Target", "ค่าเป้าหมาย"), Type.NUMBER),
            Property("expected", Text("Expected", "ค่าคาดการณ์"), Type.NUMBER),
            Property("reported", Text("Reported", "ผลที่รายงาน"), Type.NUMBER),
            Property("evaluated", Text("Evaluated", "ผลประเมิน"), Type.NUMBER),
            Property("evaluator", Text("Evaluator", "ผู้ประเมิน")),
        ),
        ("fiscal_year", "unit"),
    ),
    RelationshipKind("Indicator", "SUPPORTS", "Goal", Text("supports", "รองรับ")),
)

MODEL = Model(
    nodes=(
        SME,
        PROGRAM,
        AGENCY,
        FUNDING_SOURCE,
        AGREEMENT,
        CORRIDOR,
        AREA,
        INDUSTRY,
        PRODUCT,
        THEME,
        SERVICE,
        NEED,
        INDICATOR,
        GOAL,
    ),
    relationships=RELATIONSHIPS,
)
