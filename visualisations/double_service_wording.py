"""The words of the page on double service, in both languages; grades have theirs beside the analysis."""

from collections.abc import Mapping

from ecograph.model import Text

TITLE = Text(
    "The same service twice in the same period: what is to be checked",
    "บริการเดียวกันซ้ำในช่วงเวลาเดียวกัน: รายการที่ต้องตรวจสอบ",
)
NO_FAULT = Text(
    "This is a list to check, and no finding of fault: the second service may have been needed, may build on "
    "the first, or one of the records may be wrong. Only who checks can say.",
    "นี่คือรายการเพื่อตรวจสอบ มิใช่ข้อสรุปว่ามีความผิด บริการครั้งที่สองอาจมีความจำเป็น อาจต่อยอดจากครั้งแรก "
    "หรือข้อมูลอาจผิด ผู้ตรวจสอบเท่านั้นที่ตอบได้",
)
NOBODY = Text(
    "No case was found among the records held. That does not mean that there is none.",
    "ไม่พบรายการในข้อมูลที่มี ซึ่งไม่ได้แปลว่าไม่มี",
)
AGENCIES = Text("Agencies that have something to check", "หน่วยงานที่มีรายการต้องตรวจสอบ")
CAPTION = Text(
    "Enterprises by agency and service; one counts in each cell that it has a case in, so rows do not add up",
    "จำนวนวิสาหกิจ (ราย) จำแนกตามหน่วยงานและบริการ วิสาหกิจหนึ่งรายนับในทุกช่องที่มีรายการ จึงรวมแถวไม่ได้",
)
AGENCY, SERVICE = Text("Agency", "หน่วยงาน"), Text("Service", "บริการ")
WORK_LIST = Text("Work list", "รายการให้ตรวจสอบ")
SUM = Text("Sum of all cells, of all agencies", "ผลรวมทุกช่องของทุกหน่วยงาน")
MORE_ROWS = Text(
    "{count} more lines are not shown: choose one agency.", "ยังมีอีก {count} แถวที่ไม่ได้แสดง โปรดเลือกหน่วยงาน"
)
ONE_AGENCY = Text("One agency", "เฉพาะหน่วยงาน")
ALL = Text("all", "ทั้งหมด")
LIST_OF = Text("cases of {name} (with a key)", "รายการของ{name} (ต้องใช้กุญแจ)")
BY_COMMAND = Text(
    "Cases name enterprises, and so they are on no page. Where the data are kept, this writes an agency's "
    "list as Excel, to be filled in and read back:",
    "รายการระบุวิสาหกิจ จึงไม่แสดงบนหน้านี้ ผู้ดูแลข้อมูลเขียนรายการของหน่วยงานเป็น Excel เพื่อกรอกผลและอ่านกลับได้ด้วยคำสั่ง",
)
NOT_COMPARED = Text(
    "Enterprises alike in name were not compared for this page; how many are to be identified is not known "
    "here.",
    "หน้านี้ไม่ได้เทียบชื่อวิสาหกิจ จึงไม่ทราบจำนวนที่รอยืนยันว่าเป็นรายเดียวกัน",
)
SMALL = Text(
    "Numbers below {threshold} are hidden, and others with them until none can be worked out from the sum.",
    "ปกปิดจำนวนที่น้อยกว่า {threshold} และช่องอื่นเท่าที่จำเป็นเพื่อมิให้คำนวณย้อนกลับจากผลรวม",
)
GRADES = Text("What the words mean", "ความหมาย")
MEANS: Mapping[str, Text] = {
    "confirmed": Text(
        "one enterprise by its id; both records hold the service and the period, and these coincide",
        "วิสาหกิจรายเดียวกันตามเลขทะเบียน และบันทึกทั้งสองระบุบริการและช่วงเวลาที่ตรงกัน",
    ),
    "to_identify": Text(
        "both records hold service and period, and the enterprises are alike in name only",
        "บันทึกทั้งสองระบุบริการและช่วงเวลา แต่วิสาหกิจตรงกันเพียงชื่อ ต้องมีผู้ยืนยัน",
    ),
    "possible": Text(
        "the service or the period is that of a program, and not of the record: it accuses nobody",
        "บริการหรือช่วงเวลาเป็นของโครงการ มิใช่ของบันทึก จึงไม่ใช่ข้อกล่าวหา",
    ),
}
PROGRESS = Text("How far the checks are", "ความคืบหน้าของการตรวจสอบ")
PROGRESS_CAPTION = Text(
    "Agencies that were handed a list, and how much of it has a result; the length of a list is not told, "
    "for it is a sum of numbers that may be hidden",
    "หน่วยงานที่ได้รับรายการ และสัดส่วนที่ได้ผลแล้ว ไม่บอกความยาวรายการ เพราะเป็นผลรวมของจำนวนที่อาจปกปิด",
)
CHECKED = Text("Checked so far", "ตรวจแล้ว")
HALF = 0.5
NONE_CHECKED, SOME_CHECKED = Text("none", "ยังไม่ตรวจ"), Text("fewer than half", "น้อยกว่าครึ่ง")
HALF_CHECKED, ALL_CHECKED = Text("half or more", "ครึ่งหนึ่งขึ้นไป"), Text("all", "ครบ")
RESULT = Text("Result of the check", "ผลตรวจสอบ")
KINDS_CAPTION = Text("What was found, by the check that stands", "ผลที่พบ ตามการตรวจสอบล่าสุด")
CASES = Text("Cases", "รายการ")
NOTHING_HANDED_OUT = Text("No work list was handed out yet.", "ยังไม่ได้ส่งรายการให้หน่วยงานใดตรวจสอบ")
NOT_CHECKED = Text("No result came back yet.", "ยังไม่มีผลตรวจสอบส่งกลับ")
LEFT_OUT = Text("What is not listed, and why", "สิ่งที่ไม่นำมาแสดง และเหตุผล")
