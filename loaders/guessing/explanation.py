"""Guesses in words, Thai and English."""

from ecograph.model import Text
from loaders.guessing.evidence import Evidence
from loaders.guessing.heading import WEAK, Likeness
from loaders.guessing.person import shown
from loaders.guessing.role import Role, TableKind

EXACT = 0.99

COLUMN = Text("{column} is taken for {label}: {reasons}.", "{column} คือ{label}: {reasons}")
HEADER = Text("its header says {word!r}", "หัวคอลัมน์ตรงกับ “{word}”")
LIKE = Text("its header is like {word!r}", "หัวคอลัมน์คล้าย “{word}”")
READ = Text("{read} of {said} values can be read so", "อ่านค่าได้ {read} จาก {said} ค่า")
NO_TEST = Text("any text will do ({said} cells are filled)", "รับข้อความใดก็ได้ (มีข้อมูล {said} เซลล์)")
EMPTY = Text("no cell says anything", "ไม่มีเซลล์ที่มีข้อมูล")
SPLIT = Text(
    "several values in a cell, {count} in all, are parted by {split}", "หลายค่าในเซลล์เดียว คั่นด้วย {split}"
)
WORDS = Text("its words are translated", "แปลงคำเป็นค่ามาตรฐาน")
VALUES_ALONE = Text("its values tell so, its header does not", "ค่าบ่งบอก แม้หัวคอลัมน์ไม่บอก")
ABOVE = Text("the words above the table say {value}: {label}", "ข้อความเหนือตารางระบุ {value}: {label}")

KNOWN = Text("it is {label}: {why}", "เป็น{label}: {why}")
NO_ROLE = Text(
    "its header is no known word, and its values tell nothing", "ไม่รู้จักหัวคอลัมน์ และค่าไม่บ่งบอกความหมาย"
)
UNREADABLE = Text(
    "it looks like {label}, but only {read} of {said} values can be read as such",
    "น่าจะเป็น{label} แต่อ่านค่าได้เพียง {read} จาก {said} ค่า",
)
SCALED = Text(
    "it looks like {label}, but its header gives it in a unit of {unit} and no cleaner reads that: "
    "loaded as it is, every amount would be too small",
    "น่าจะเป็น{label} แต่หัวคอลัมน์ระบุหน่วย {unit} ซึ่งยังแปลงไม่ได้ หากนำเข้าตรง ๆ ทุกจำนวนจะน้อยเกินไป",
)
NO_UNIT = Text(
    "it looks like {label}, but its header names no unit and another column gives amounts in a unit of "
    "their own: it may be either",
    "น่าจะเป็น{label} แต่หัวคอลัมน์ไม่ระบุหน่วย ขณะที่อีกคอลัมน์ระบุหน่วยอื่น",
)
TAKEN = Text("it looks like {label}, and another column is that already", "น่าจะเป็น{label} แต่มีคอลัมน์อื่นเป็นแล้ว")
NEEDS = Text("{label} needs {missing}, which no column gives", "{label}ต้องใช้{missing} ซึ่งไม่มีคอลัมน์ใดให้")
PERSONAL_VALUES = Text(
    "its values are about natural persons, and such data does not enter a store",
    "ค่าเป็นข้อมูลส่วนบุคคล จึงไม่นำเข้าฐานข้อมูล",
)
PERSONAL_HEADER = Text(
    "its header looks like a value about a natural person: has the file a header?",
    "หัวคอลัมน์ดูเหมือนข้อมูลส่วนบุคคล ไฟล์มีแถวหัวตารางหรือไม่",
)
NO_NAME = Text("it has no name and no value that tells what it is", "ไม่มีชื่อคอลัมน์และไม่มีค่าที่บ่งบอก")
DECLINED = Text("you said no to {label}", "ท่านปฏิเสธว่าเป็น{label}")

KIND = Text(
    "each row is one of: {label} ({found} columns are known words)", "แต่ละแถวคือ{label} (รู้จัก {found} คอลัมน์)"
)
NO_KIND = Text(
    "nothing tells what its rows are: no column names an enterprise, a program, a fund, an agreement, "
    "an indicator or an agency",
    "ไม่พบคอลัมน์ที่ระบุชื่อวิสาหกิจ โครงการ แหล่งทุน ข้อตกลง ตัวชี้วัด หรือหน่วยงาน",
)
NO_HEADER = Text("no row is like a header", "ไม่พบแถวหัวตาราง")
SUMMARY = Text("it counts instead of listing: each row is a sum", "เป็นตารางสรุปจำนวน ไม่ใช่รายการ")

NO_PROGRAM = Text(
    "no column and no title says which program these enterprises took part in: only who they are is loaded",
    "ไม่พบชื่อโครงการที่เข้าร่วม จะนำเข้าเฉพาะข้อมูลวิสาหกิจ",
)
NO_ID = Text(
    "no column holds registration numbers: enterprises are known by name and place, and matches wait "
    "for a person",
    "ไม่มีเลขทะเบียน จะจับคู่ด้วยชื่อและที่ตั้ง ซึ่งต้องมีผู้ยืนยัน",
)
NO_CODE = Text(
    "no column holds codes of {label}: what no registered name matches is known inside this source only",
    "ไม่มีรหัสของ{label} รายการที่ชื่อไม่ตรงกับที่ขึ้นทะเบียนไว้จะใช้ได้เฉพาะในแหล่งข้อมูลนี้",
)
NEEDS_REFERENCE = Text(
    "names of agencies, needs, areas and industries are looked up in the store: load the reference "
    "data first",
    "ชื่อหน่วยงาน ความต้องการ พื้นที่ และอุตสาหกรรมจะค้นจากฐานข้อมูล ควรโหลดข้อมูลอ้างอิงก่อน",
)
SECTIONS = Text(
    "the column {column!r} is made of rows of one cell: each stands for the rows below it",
    "คอลัมน์ “{column}” สร้างจากแถวหัวข้อที่คั่นในตาราง",
)
MARKED = Text(
    "the column {column!r} is made of the marks in {columns}", "คอลัมน์ “{column}” สร้างจากเครื่องหมายใน {columns}"
)

SEPARATOR_NAMES = {" ": Text("spaces", "ช่องว่าง"), "\n": Text("line breaks", "การขึ้นบรรทัดใหม่")}


def joined(parts: list[Text], between: str = "; ") -> Text:
    """Return several texts as one."""
    return Text(between.join(part.en for part in parts), between.join(part.th for part in parts))


def explain(column: str, role: Role, found: Likeness, evidence: Evidence) -> Text:
    """Return why a column is taken for a role."""
    reasons: list[Text] = []
    if found.score:
        says = found.score >= EXACT or found.score == WEAK
        reasons.append((HEADER if says else LIKE).format(word=found.word))
    else:
        reasons.append(VALUES_ALONE)
    if evidence.read is not None and evidence.said:
        reasons.append(READ.format(read=evidence.read, said=evidence.said))
    elif evidence.said:
        reasons.append(NO_TEST.format(said=evidence.said))
    else:
        reasons.append(EMPTY)
    if evidence.split:
        signs = (evidence.split,) if isinstance(evidence.split, str) else evidence.split
        names = joined([SEPARATOR_NAMES.get(sign, Text(repr(sign), repr(sign))) for sign in signs], " ")
        split = Text(SPLIT.en.format(count=evidence.said, split=names.en), SPLIT.th.format(split=names.th))
        reasons.append(split)
    if evidence.map:
        reasons.append(WORDS)
    why, name = joined(reasons), shown(column)
    return Text(
        COLUMN.en.format(column=repr(name), label=role.label.en, reasons=why.en),
        COLUMN.th.format(column=f"“{name}”", label=role.label.th, reasons=why.th),
    )


def about(text: Text, role: Role | TableKind, **values: object) -> Text:
    """Return a text filled in with what a role or a kind is called, in each language."""
    return Text(text.en.format(label=role.label.en, **values), text.th.format(label=role.label.th, **values))
