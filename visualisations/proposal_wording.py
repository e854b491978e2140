"""The words of the page that holds a planned program against what exists, in both languages."""

from collections.abc import Mapping

from ecograph.model import Text

TITLE = Text("A plan held against what exists", "ตรวจแผนโครงการกับสิ่งที่มีอยู่")
SHORT = Text(
    "Before the money is spent: which programs on record would yours duplicate or overlap, and whom to ask. "
    "What is entered here is not stored.",
    "ก่อนใช้งบประมาณ: โครงการที่วางแผนจะซ้ำซ้อนหรือทับซ้อนกับโครงการใด และควรสอบถามใคร ข้อมูลที่กรอกไม่ถูกจัดเก็บ",
)
PLAN = Text("The plan", "แผนโครงการ")
FIELDS: Mapping[str, Text] = {
    "name": Text("Name of the plan", "ชื่อแผนโครงการ"),
    "agency": Text("Agency", "หน่วยงาน"),
    "services": Text("Services", "บริการ"),
    "themes": Text("Themes", "ประเด็น"),
    "industries": Text("Industries", "อุตสาหกรรม"),
    "areas": Text("Areas", "พื้นที่"),
    "sizes": Text("Sizes admitted", "ขนาดที่รับ"),
    "fiscal_year": Text("Fiscal year (A.D. or B.E.)", "ปีงบประมาณ (พ.ศ. หรือ ค.ศ.)"),
    "budget": Text("Budget (baht)", "งบประมาณ (บาท)"),
    "clients": Text("Enterprises to be served", "จำนวนวิสาหกิจเป้าหมาย (ราย)"),
}
NOT_SAID = Text("not said", "ไม่ระบุ")
LEFT_OPEN = Text("What is left open is not compared.", "สิ่งที่ไม่ระบุจะไม่นำมาเปรียบเทียบ")
CHECK = Text("Check", "ตรวจสอบ")

ANSWER = Text("What it would share, with whom", "จะซ้ำกับใคร อย่างไร")
CAPTION = Text(
    "Programs of the same time on record: ✓ in common, – not, ? not on record",
    "โครงการในช่วงเวลาเดียวกันที่มีข้อมูล: ✓ มีร่วมกัน – ไม่มีร่วมกัน ? ไม่มีข้อมูล",
)
RUNG, PROGRAM, LIKELY, ASK = (
    Text("Rung", "ระดับ"),
    Text("Program", "โครงการ"),
    Text("Likely shared (enterprises)", "คาดว่าซ้ำกัน (ราย)"),
    Text("Whom to ask what", "ควรสอบถาม"),
)
NOTHING = Text(
    "No program on record shares theme or service with it. Not on record does not mean that there is none.",
    "ไม่มีโครงการในข้อมูลที่มีประเด็นหรือบริการร่วมกัน ไม่มีในข้อมูลไม่ได้แปลว่าไม่มี",
)
COMPARED = Text("Compared with {count} programs on record.", "เทียบกับ {count} โครงการในข้อมูล")
OTHER_YEARS = Text(
    "{count} programs of other years share something, too; they are not listed.",
    "อีก {count} โครงการของปีอื่นมีบางส่วนร่วมกัน ไม่ได้แสดง",
)
MORE = Text("{count} more programs are not listed.", "ยังมีอีก {count} โครงการที่ไม่ได้แสดง")
STATES: Mapping[str, Text] = {
    "✓": Text("in common", "มีร่วมกัน"),
    "–": Text("not in common", "ไม่มีร่วมกัน"),
    "?": Text("not on record", "ไม่มีข้อมูล"),
}
