"""Which templates there are, and the columns of each."""

from dataclasses import dataclass
from functools import cached_property

from ecograph.model import Text
from loaders.guessing.role import Fill, Link, Node, TableKind
from loaders.guessing.tables import AGREEMENTS, FUNDS, INDICATORS, PARTICIPANTS
from loaders.guessing.tables.programs import MEASURED
from loaders.templates.column import Column

LOCATED = "SME LOCATED_IN Area"
NEED = "SME HAS_NEED Need"
PARTICIPATED = "SME PARTICIPATED_IN Program"
SEVERAL = Text("Several may stand in one cell, with ; between them.", "ใส่ได้หลายรายการในช่องเดียว คั่นด้วย ;")
KNOWN = Text("A name, acronym or code that the reference data knows.", "ชื่อ อักษรย่อ หรือรหัสที่มีในข้อมูลอ้างอิง")
CODE = Text(
    "The same code in every file lets them be joined; without it, what has no registered name is known "
    "in this file alone.",
    "ใช้รหัสเดียวกันทุกไฟล์เพื่อเชื่อมข้อมูลได้ หากเว้นว่าง ชื่อที่ยังไม่ขึ้นทะเบียนจะใช้ได้เฉพาะในไฟล์นี้",
)


@dataclass(frozen=True)
class Template:
    """A template: what its rows give, and its columns."""

    kind: TableKind
    title: Text
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """What the command line calls it."""
        return self.kind.name

    @cached_property
    def required(self) -> Column:
        """The column that every row needs, by which the header is found too."""
        return next(column for column in self.columns if column.required)


def _code(kind: str, label: Text) -> Column:
    return Column(f"{kind}.id", "text", label=label, note=CODE)


def _agency(target: str, label: Text, *, many: bool = False) -> Column:
    note = Text(f"{KNOWN.en} {SEVERAL.en}", f"{KNOWN.th} {SEVERAL.th}") if many else KNOWN
    return Column(target, resolve="Agency", label=label, note=note, many=many)


def _named(target: str, kind: str, label: Text) -> Column:
    note = Text(f"{KNOWN.en} {SEVERAL.en}", f"{KNOWN.th} {SEVERAL.th}")
    return Column(target, resolve=kind, label=label, note=note, many=True)


def _from_list(target: str, kind: str, table: str, label: Text, count: int) -> tuple[Column, ...]:
    """Return several columns with one drop-down, since a cell of a spreadsheet takes one entry."""
    return tuple(
        Column(
            target, resolve=kind, reference=table, label=Text(f"{label.en} {number}", f"{label.th} {number}")
        )
        for number in range(1, count + 1)
    )


PARTICIPANTS_TEMPLATE = Template(
    PARTICIPANTS,
    Text("Enterprises and what they took part in", "ผู้ประกอบการและการเข้าร่วมโครงการ"),
    (
        Column(
            "SME.id",
            "juristic_id",
            also=(Fill("SME.natural_person", "natural_person"),),
            label=Text("Registration number", "เลขทะเบียนนิติบุคคล"),
            note=Text(
                "13 digits. A citizen's number is replaced by a code when it is loaded.",
                "13 หลัก หากเป็นเลขประจำตัวประชาชนจะถูกแทนด้วยรหัสเมื่อนำเข้า",
            ),
        ),
        Column(
            "SME.name",
            "company_name",
            also=(Fill("SME.legal_form", "legal_form"), Fill("SME.@form", "legal_form")),
            label=Text("Name of the enterprise", "ชื่อวิสาหกิจ"),
            note=Text(
                "With its legal form. Do not write names of contact persons, telephones or addresses.",
                "ใส่รูปแบบกิจการด้วย เช่น บริษัท … จำกัด ห้ามใส่ชื่อผู้ติดต่อ โทรศัพท์ หรือที่อยู่",
            ),
            required=True,
        ),
        Column(
            f"{LOCATED}.@target",
            "province",
            also=(Fill("SME.@place", "province"),),
            label=Text("Province", "จังหวัด"),
            note=Text("Where it works.", "จังหวัดที่ประกอบกิจการ"),
            reference="provinces",
        ),
        Column("SME.activity"),
        Column(
            "SME OPERATES_IN Industry.@target",
            "tsic_division",
            also=(Fill("SME OPERATES_IN Industry.code"),),
            label=Text("TSIC code", "รหัส TSIC"),
            note=Text("Five digits.", "5 หลัก"),
        ),
        Column("SME.employees"),
        Column("SME.revenue"),
        Column("SME.size_class"),
        Column("SME.business_plan"),
        Column("SME.electronic_payment"),
        Column("SME.consent"),
        *_from_list(f"{NEED}.@target", "Need", "needs", Text("Need", "ความต้องการ"), 3),
        _code("Program", Text("Program code", "รหัสโครงการ")),
        Column("Program.name", label=Text("Program taken part in", "โครงการที่เข้าร่วม")),
        Column(f"{PARTICIPATED}.fiscal_year"),
        Column(f"{PARTICIPATED}.starts_on"),
        Column(f"{PARTICIPATED}.ends_on"),
        Column(f"{PARTICIPATED}.services", "texts", reference="services"),
        Column(f"{PARTICIPATED}.amount"),
        Column(f"{PARTICIPATED}.status"),
    ),
)

PROGRAM_ROWS = TableKind(
    "programs",
    Text("programs, projects or activities", "โครงการหรือกิจกรรม"),
    (Node("Program"),),
    (
        Link("Program PART_OF Program", source="Program"),
        Link("Agency RUNS Program", target="Program"),
        Link("Agency SUPPORTS Program", target="Program"),
        Link("Program COVERS Area", source="Program"),
        Link("Program OFFERS Service", source="Program"),
        Link("Program ADDRESSES Theme", source="Program"),
        Link("Program TARGETS Industry", source="Program"),
    ),
    (),
    (),
)
PROGRAMS_TEMPLATE = Template(
    PROGRAM_ROWS,
    Text("Programs, projects and activities", "แผนงาน โครงการ และกิจกรรม"),
    (
        _code("Program", Text("Program code", "รหัสโครงการ")),
        Column("Program.name", label=Text("Name of the program", "ชื่อโครงการ"), required=True),
        Column("Program.name_en"),
        Column("Program.level"),
        Column(
            "Program PART_OF Program.@target",
            resolve="Program",
            label=Text("Part of (program code)", "อยู่ภายใต้ (รหัสโครงการ)"),
            note=Text("The code of a program that is already loaded.", "รหัสของโครงการที่นำเข้าแล้ว"),
        ),
        _agency("Agency RUNS Program.@source", Text("Run by", "หน่วยงานดำเนินการ"), many=True),
        _agency("Agency SUPPORTS Program.@source", Text("Supported by", "หน่วยงานสนับสนุน"), many=True),
        Column("Program.fiscal_year"),
        Column("Program.starts_on"),
        Column("Program.ends_on"),
        Column("Program.budget"),
        Column("Program.disbursed"),
        Column("Program.status"),
        Column("Program.size_classes"),
        Column("Program.target_text"),
        Column(
            "Program COVERS Area.@target",
            resolve="Area",
            label=Text("Provinces covered", "จังหวัดที่ครอบคลุม"),
            note=Text(
                f"For the whole country write: nationwide. {SEVERAL.en}",
                f"หากครอบคลุมทั้งประเทศให้เขียนว่า ทั่วประเทศ {SEVERAL.th}",
            ),
            many=True,
        ),
        *_from_list("Program OFFERS Service.@target", "Service", "services", Text("Service", "บริการ"), 3),
        _named("Program ADDRESSES Theme.@target", "Theme", Text("Policy themes", "ประเด็นนโยบาย")),
        _named("Program TARGETS Industry.@target", "Industry", Text("Industries", "อุตสาหกรรมเป้าหมาย")),
    ),
)

FUND_ROWS = TableKind(
    FUNDS.name,
    FUNDS.label,
    FUNDS.nodes,
    (*FUNDS.links, Link("FundingSource OFFERS Service", source="FundingSource")),
    (),
    (),
)
FUNDS_TEMPLATE = Template(
    FUND_ROWS,
    Text("Funding sources", "แหล่งทุน"),
    (
        _code("FundingSource", Text("Fund code", "รหัสแหล่งทุน")),
        Column("FundingSource.name", label=Text("Name of the fund", "ชื่อแหล่งทุน"), required=True),
        Column("FundingSource.name_en"),
        _agency("Agency MANAGES FundingSource.@source", Text("Managed by", "หน่วยงานบริหาร"), many=True),
        Column("FundingSource.instrument"),
        Column("FundingSource.envelope"),
        Column("FundingSource.ceiling"),
        Column("FundingSource.rate", note=Text("Per cent a year.", "ร้อยละต่อปี")),
        Column("FundingSource.collateral"),
        Column("FundingSource.terms"),
        Column("FundingSource.eligibility"),
        Column("FundingSource.valid_from"),
        Column("FundingSource.valid_until"),
        Column("FundingSource.size_classes"),
        *_from_list(
            "FundingSource OFFERS Service.@target", "Service", "services", Text("Service", "บริการ"), 2
        ),
        _named("FundingSource TARGETS Industry.@target", "Industry", Text("Industries", "อุตสาหกรรมเป้าหมาย")),
    ),
)

AGREEMENTS_TEMPLATE = Template(
    AGREEMENTS,
    Text("Agreements", "ข้อตกลงความร่วมมือ"),
    (
        _code("Agreement", Text("Agreement code", "รหัสข้อตกลง")),
        Column("Agreement.name", label=Text("Name of the agreement", "ชื่อข้อตกลง"), required=True),
        Column("Agreement.name_en"),
        Column("Agreement.form", note=Text("MOU, joint programme …", "บันทึกข้อตกลง โครงการร่วม …")),
        _agency("lead.@source", Text("Lead", "เจ้าภาพ")),
        _agency("Agency PARTY_TO Agreement.@source", Text("Other parties", "ภาคีอื่น"), many=True),
        Column("Agreement.signed_on"),
        Column("Agreement.valid_until"),
        Column("Agreement.status"),
        Column("Agreement.data_exchanged"),
        Column("Agreement.joint_process"),
    ),
)

INDICATORS_TEMPLATE = Template(
    INDICATORS,
    Text("Indicators and results of programs", "ตัวชี้วัดและผลของโครงการ"),
    (
        _code("Indicator", Text("Indicator code", "รหัสตัวชี้วัด")),
        Column("Indicator.name", label=Text("Name of the indicator", "ชื่อตัวชี้วัด"), required=True),
        Column("Indicator.level"),
        Column("Indicator.method"),
        Column("Goal.name", label=Text("Goal it serves", "เป้าประสงค์ที่รองรับ")),
        _code("Program", Text("Program code", "รหัสโครงการ")),
        Column("Program.name", label=Text("Program", "โครงการ")),
        Column(f"{MEASURED}.fiscal_year"),
        Column(f"{MEASURED}.unit"),
        Column(f"{MEASURED}.baseline"),
        Column(f"{MEASURED}.target_value"),
        Column(f"{MEASURED}.expected"),
        Column(f"{MEASURED}.reported"),
        Column(f"{MEASURED}.evaluated"),
        Column(f"{MEASURED}.evaluator", note=Text("An organisation, not a person.", "ชื่อหน่วยงาน ไม่ใช่ชื่อบุคคล")),
    ),
)

TEMPLATES = {
    template.name: template
    for template in (
        PARTICIPANTS_TEMPLATE,
        PROGRAMS_TEMPLATE,
        FUNDS_TEMPLATE,
        AGREEMENTS_TEMPLATE,
        INDICATORS_TEMPLATE,
    )
}
"""Every template by its name."""
KIND_NAMES = tuple(TEMPLATES)
