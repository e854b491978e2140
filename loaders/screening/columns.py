"""The columns that screening appends, the sheets that it adds, and the words in them."""

from collections.abc import Mapping

from ecograph.analysis.referral.offers import Rule
from ecograph.analysis.screening import Result
from ecograph.model import Text
from loaders.applicant_matching import MatchedBy

RESULT = Text("screening", "ผลคัดกรอง")
RANK = Text("proposed rank", "ลำดับที่เสนอ")
REASON = Text("reason", "เหตุผล")
MATCHED_NEEDS = Text("needs met", "ความต้องการที่ตรง")
OTHER_NEEDS = Text("needs not met", "ความต้องการที่ไม่ตรง")
MISSING = Text("missing information", "ข้อมูลที่ขาด")
SAME = Text(
    "same service in {years} years (agency, activity, date)", "บริการเดียวกันใน {years} ปี (หน่วยงาน, กิจกรรม, วันที่)"
)
TIMES = Text("times supported on record", "จำนวนครั้งที่เคยได้รับการส่งเสริม")
SIZE = Text("size class (basis)", "ขนาดวิสาหกิจ (ฐานที่ใช้)")
PLACE = Text("province/corridor", "จังหวัด/ระเบียง")
PLAN = Text("has a business plan", "มีแผนธุรกิจ")
NEXT = Text("next service suggested", "บริการถัดไปที่แนะนำ")
FOUND_BY = Text("matched by", "จับคู่ด้วย")
REPAIRED = Text("put right", "แก้ไขข้อมูลแล้ว")
DATA_KIND = Text("data_kind", "data_kind")
COLUMNS = (
    RESULT,
    RANK,
    REASON,
    MATCHED_NEEDS,
    OTHER_NEEDS,
    MISSING,
    SAME,
    TIMES,
    SIZE,
    PLACE,
    PLAN,
    NEXT,
    FOUND_BY,
    REPAIRED,
)
"""What is appended, in this order; `DATA_KIND` follows where data are synthetic."""

RESULTS: Mapping[Result, Text] = {
    Result.PASSED: Text("passed", "ผ่าน"),
    Result.WAITING: Text("waiting for information", "รอข้อมูล"),
    Result.TWICE: Text("twice, to be checked", "ซ้ำ ควรตรวจสอบ"),
    Result.FAILED: Text("conditions not met", "ไม่ผ่านเงื่อนไข"),
}
FOUND: Mapping[MatchedBy, Text] = {
    MatchedBy.ID: Text("registered id", "เลขทะเบียน"),
    MatchedBy.NAME: Text("name, to be confirmed", "ชื่อ รอยืนยัน"),
    MatchedBy.NOT_FOUND: Text("not found", "ไม่พบ"),
}
RULES: Mapping[Rule, Text] = {
    Rule.ACTIVE: Text("in business", "ยังดำเนินกิจการ"),
    Rule.INDUSTRY: Text("target industry", "อุตสาหกรรมเป้าหมาย"),
    Rule.SIZE: Text("size class", "ขนาดวิสาหกิจ"),
    Rule.AREA: Text("area", "พื้นที่"),
    Rule.NEED: Text("need that the services answer", "ความต้องการที่บริการตอบได้"),
}
FAILS: Mapping[Rule, Text] = {
    Rule.ACTIVE: Text("not in business in that year", "ไม่ได้ดำเนินกิจการในปีนั้น"),
    Rule.INDUSTRY: Text("not of a target industry", "ไม่อยู่ในอุตสาหกรรมเป้าหมาย"),
    Rule.SIZE: Text("not of an admitted size", "ขนาดวิสาหกิจไม่อยู่ในเกณฑ์"),
    Rule.AREA: Text("outside the area", "อยู่นอกพื้นที่ดำเนินการ"),
    Rule.NEED: Text("no need that the services answer", "ไม่มีความต้องการที่บริการของโครงการตอบได้"),
}
UNKNOWN = Text("unknown", "ไม่ทราบ")
YES, NO = Text("yes", "มี"), Text("no", "ไม่มี")
NONE = Text("none on record", "ไม่พบในข้อมูลที่มี")

PASSES = Text("Meets every condition that the program states", "ผ่านเงื่อนไขที่โครงการระบุทุกข้อ")
FITS = Text("; {matched} of {all} needs met", " ตรงความต้องการ {matched} จาก {all} ข้อ")
WAITS = Text("Waiting for: {what}", "รอข้อมูล: {what}")
FAILED = Text("Conditions not met: {what}", "ไม่ผ่านเงื่อนไข: {what}")
HAD = Text("Received the same service: {what}", "ได้รับบริการเดียวกันแล้ว: {what}")
HAD_ALIKE = Text(
    "One alike in name received the same service, to be confirmed: {what}",
    "รายที่ชื่อคล้ายกันได้รับบริการเดียวกัน รอยืนยัน: {what}",
)
AGAIN = Text(
    "The same enterprise as row {row} of the file that was given", "เป็นวิสาหกิจเดียวกับแถว {row} ของไฟล์ที่ส่งมา"
)
UNREAD = Text("The row cannot be read as an applicant", "อ่านแถวนี้เป็นผู้สมัครไม่ได้")
IDENTITY = Text("name or registration number", "ชื่อหรือเลขทะเบียน")
NUMBER_READ = Text("registration number read as {number}", "อ่านเลขทะเบียนเป็น {number}")
NUMBER_ZERO = Text(
    "leading zero of the registration number restored: {number}", "เติมเลข 0 หน้าเลขทะเบียน: {number}"
)
PERSON_NUMBER = Text("number of a person read without separators", "อ่านเลขประจำตัวโดยตัดเครื่องหมายคั่น")
OFFERED_BY = Text("{service} ({need}): {member}", "{service} ({need}): {member}")
NOBODY_NEAR = Text("nobody in reach offers it on record", "ไม่พบผู้ให้บริการที่เข้าถึงได้ในข้อมูลที่มี")
ASK_FIRST = Text(" (ask about its conditions first)", " (โปรดสอบถามเงื่อนไขก่อน)")

SUMMARY, CRITERIA = "สรุป", "เกณฑ์"
"""The sheets that are added, in either language."""
SUMMARY_HEADER = (Text("what is counted", "รายการ"), Text("number", "จำนวน"))
APPLICANTS, ENTERPRISES, PERSONS = (
    Text("applications (rows)", "ใบสมัคร (แถว)"),
    Text("distinct enterprises", "วิสาหกิจที่ไม่ซ้ำกัน (ราย)"),
    Text("of these, natural persons", "ในจำนวนนี้เป็นบุคคลธรรมดา (ราย)"),
)
FIRST_TIMERS = Text("enterprises with no support on record", "วิสาหกิจที่ไม่พบประวัติการส่งเสริมในข้อมูลที่มี (ราย)")
OF_RESULT, OF_PROVINCE, OF_SIZE = (
    Text("result: {what}", "ผลคัดกรอง: {what}"),
    Text("province: {what}", "จังหวัด: {what}"),
    Text("size: {what}", "ขนาด: {what}"),
)
CRITERIA_HEADER = (
    Text("criterion", "เกณฑ์"),
    Text("what the program states", "สิ่งที่โครงการระบุ"),
    Text("how it decides", "วิธีตัดสิน"),
)
NOT_STATED = Text("not on record: restricts nobody", "ไม่มีข้อมูล จึงไม่จำกัดผู้ใด")
DECIDES: Mapping[Rule, Text] = {
    rule: Text(
        "not met: conditions not met; unknown: waiting for information",
        "ไม่ตรง = ไม่ผ่านเงื่อนไข ไม่ทราบ = รอข้อมูล",
    )
    for rule in Rule
} | {
    Rule.ACTIVE: Text(
        "known to be closed or not registered yet: conditions not met",
        "มีข้อมูลว่าเลิกกิจการ หรือยังไม่จดทะเบียน = ไม่ผ่านเงื่อนไข",
    )
}
EVERYBODY = Text("every program", "ทุกโครงการ")
NOT_LARGE = Text("micro, small and medium", "รายย่อย ย่อม กลาง")
PERIOD, PERIOD_OVER = (
    Text("period of the program", "ช่วงเวลาของโครงการ"),
    Text("it ended before the day of screening", "สิ้นสุดก่อนวันที่คัดกรอง"),
)
SAME_SERVICE = Text("same service", "บริการเดียวกัน")
SAME_DECIDES = Text(
    "recorded as received in {years} years, by id or by name, or an earlier row of the same enterprise: "
    "twice, to be checked",
    "มีบันทึกว่าได้รับภายใน {years} ปี (ตามเลขทะเบียนหรือชื่อ) หรือเป็นวิสาหกิจเดียวกับแถวก่อนหน้า = ซ้ำ ควรตรวจสอบ",
)
RANKING, RANKING_IS = (
    Text("proposed rank", "ลำดับที่เสนอ"),
    Text(
        "part of the needs that are met, then how many, then who was supported least often; equal ones share "
        "a rank",
        "สัดส่วนความต้องการที่ตรง แล้วจำนวนที่ตรง แล้วผู้ที่เคยได้รับการส่งเสริมน้อยครั้งกว่า เท่ากันได้ลำดับเดียวกัน",
    ),
)
PROGRAM, OFFICER, DAY = (
    Text("program", "โครงการ/กิจกรรม"),
    Text("officer", "เจ้าหน้าที่"),
    Text("day of screening", "วันที่คัดกรอง"),
)
TITLE = Text("Screening of applicants: {program} {period}", "ผลการคัดกรองผู้สมัคร: {program} {period}")
FOOTNOTES = (
    Text("The rank is a proposal; the committee decides.", "ลำดับเป็นข้อเสนอ คณะกรรมการเป็นผู้ตัดสิน"),
    Text(
        "“Not found” means not in the data held, not “never helped”.",
        "“ไม่พบ” หมายถึงไม่พบในข้อมูลที่มี มิใช่ไม่เคยได้รับการส่งเสริม",
    ),
    Text(
        "Applicants without consent are screened only on the agency's own records.",
        "ผู้สมัครที่ไม่ได้ให้ความยินยอม คัดกรองจากข้อมูลของหน่วยงานเองเท่านั้น",
    ),
)
LEFT_IN_PLACE = Text(
    "{sheet}: cells are merged over rows, so the rows were left in their order; sort by the rank.",
    "{sheet}: มีเซลล์ที่ผสานข้ามแถว จึงคงลำดับแถวเดิมไว้ โปรดดูลำดับที่เสนอ",
)
LOST_PARTS = Text("Not kept of the workbook: {what}", "ส่วนของไฟล์ที่คงไว้ไม่ได้: {what}")
