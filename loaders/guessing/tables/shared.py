"""Roles that columns have in tables of any kind, most of which have no place in the model."""

from ecograph.model import Text
from loaders.guessing.role import Role

_PERSON = Text(
    "it is about a natural person, and such data does not enter a store",
    "เป็นข้อมูลส่วนบุคคล จึงไม่นำเข้าฐานข้อมูล",
)

PERSONAL = (
    Role(
        "person",
        Text("a person's name", "ชื่อบุคคล"),
        (
            "ชื่อ-สกุล",
            "ชื่อ-นามสกุล",
            "ชื่อนามสกุล",
            "นามสกุล",
            "ผู้ติดต่อ",
            "ผู้ประสานงาน",
            "ชื่อผู้สมัคร",
            "ชื่อผู้ประกอบการ",
            "เจ้าของกิจการ",
            "กรรมการ",
            "ผู้แทน",
            "full name",
            "first name",
            "last name",
            "surname",
            "contact",
            "contact person",
            "owner name",
            "director",
        ),
        why=_PERSON,
        personal=True,
    ),
    Role(
        "phone",
        Text("a telephone number", "หมายเลขโทรศัพท์"),
        ("เบอร์โทร", "โทรศัพท์", "เบอร์ติดต่อ", "มือถือ", "โทรสาร", "phone", "telephone", "mobile", "tel no"),
        weak=("โทร", "tel", "fax"),
        why=_PERSON,
        personal=True,
    ),
    Role(
        "mail",
        Text("a mail address", "อีเมล"),
        ("อีเมล", "อีเมล์", "e-mail", "email address", "line id", "ไลน์ไอดี", "facebook"),
        weak=("ไลน์", "line"),
        why=_PERSON,
        personal=True,
    ),
    Role(
        "trait",
        Text("a person's trait", "คุณลักษณะส่วนบุคคล"),
        ("วันเกิด", "ศาสนา", "เชื้อชาติ", "ความพิการ", "date of birth", "birthday", "religion", "gender"),
        weak=("เพศ", "อายุ", "sex", "age"),
        why=_PERSON,
        personal=True,
    ),
)
"""What is about natural persons: such a column is never mapped, whatever it holds."""

NUMBER = Role(
    "number",
    Text("a running number", "ลำดับที่"),
    ("ลำดับที่", "ลำดับ", "row number"),
    weak=("ที่", "no", "#", "no.", "number", "index", "seq", "item"),
    why=Text("it only numbers the rows", "เป็นเพียงลำดับของแถว"),
    weight=0,
)
AS_OF = Role(
    "as of",
    Text("the day of the data", "วันที่ของข้อมูล"),
    ("ข้อมูลณวันที่", "ข้อมูล ณ", "as of", "data date", "updated on"),
    why=Text("it tells how new the data is", "บอกเพียงว่าข้อมูล ณ วันใด"),
    weight=0,
)
NOTE = Role(
    "note",
    Text("a note", "หมายเหตุ"),
    ("หมายเหตุ", "remarks", "comment", "ข้อสังเกต"),
    weak=("note", "notes", "remark"),
    why=Text("notes may say anything", "หมายเหตุอาจเป็นข้อความใดก็ได้"),
    weight=0,
)

SHARED = (*PERSONAL, NUMBER, AS_OF, NOTE)
"""Looked for in tables of every kind."""
