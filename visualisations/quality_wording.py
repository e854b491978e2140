"""The words of the page on the quality of data, in both languages."""

from ecograph.model import Text

TITLE = Text("Quality of the data", "คุณภาพข้อมูล")
INTRODUCTION = Text(
    "What each source brought, what could not be read, what is unknown, where sources disagree, and what "
    "was taken back. Unknown is never guessed.",
    "แต่ละแหล่งให้ข้อมูลอะไร อะไรอ่านไม่ได้ อะไรไม่ทราบค่า แหล่งใดให้ข้อมูลขัดกัน และอะไรถูกถอนออก ค่าที่ไม่ทราบจะไม่ถูกเดา",
)
SOURCES = Text("Sources in short", "สรุปรายแหล่ง")
SOURCE = Text("Source", "แหล่งข้อมูล")
LOADS = Text("Loads", "จำนวนครั้งที่โหลด")
ROWS = {
    "read": Text("Rows read", "แถวที่อ่าน"),
    "recorded": Text("recorded", "บันทึก"),
    "rejected": Text("rejected", "ไม่รับ"),
    "not wanted": Text("not used", "ไม่ใช้"),
}
PROBLEMS = Text("Problems", "ปัญหา")
UNKNOWN_VALUES = Text("Unknown values", "ค่าที่ไม่ทราบ")
TOTALS = Text("Stated totals", "ยอดรวมที่ระบุ")
TOTALS_FOUND = {
    "agree": Text("{count} agree", "ตรง {count}"),
    "differ": Text("{count} differ", "ไม่ตรง {count}"),
    "not checked": Text("{count} not checked", "ยังไม่ตรวจ {count}"),
}
NO_TOTALS = Text("none", "ไม่มี")
NOT_ON_RECORD = Text("no report on record", "ไม่มีรายงานการโหลด")
NO_REPORT = Text(
    "No report of its last load is on record: it was made up, or the store was copied.",
    "ไม่มีรายงานการโหลดครั้งล่าสุด เพราะเป็นข้อมูลที่สร้างขึ้น หรือคลังข้อมูลถูกคัดลอกมา",
)
LAST_LOAD = Text("Last load", "โหลดล่าสุด")
NO_PROBLEMS = Text("The last load had no problem.", "การโหลดครั้งล่าสุดไม่พบปัญหา")
COLUMN, WHY, EFFECT, NUMBER = (
    Text("Column", "คอลัมน์"),
    Text("Why", "เหตุผล"),
    Text("What it cost", "ผลที่เกิด"),
    Text("Number", "จำนวน"),
)
MORE = Text("and {count} problems of other sorts", "และปัญหาอื่นอีก {count} รายการ")
KIND, PROPERTY, UNKNOWN, RECORDS, SHARE = (
    Text("Kind", "ชนิด"),
    Text("Property", "คุณสมบัติ"),
    Text("Unknown", "ไม่ทราบ"),
    Text("Records", "ระเบียน"),
    Text("Share", "สัดส่วน"),
)
MORE_UNKNOWNS = Text("and {count} other properties", "และคุณสมบัติอื่นอีก {count} รายการ")
NO_UNKNOWNS = Text("Every value of the properties that it tells is known.", "ทราบค่าของทุกคุณสมบัติที่แหล่งนี้ให้")
RETIRED = Text("Taken back in all loads", "ถอนออกจากทุกครั้งที่โหลด")
NOTHING_RETIRED = Text("Nothing was taken back.", "ไม่มีรายการที่ถอนออก")
DISPUTES = Text("Where sources disagree", "จุดที่แหล่งข้อมูลขัดกัน")
NO_DISPUTES = Text("No two sources disagree.", "ไม่มีแหล่งข้อมูลที่ขัดกัน")
WINNER, LOSER, CASE = (
    Text("Taken from", "ใช้ค่าจาก"),
    Text("Not from", "ไม่ใช้ค่าจาก"),
    Text("One case", "ตัวอย่าง"),
)
MORE_DISPUTES = Text("There are more disagreements than were counted.", "มีจุดที่ขัดกันมากกว่าที่นับไว้")
