"""The columns of a list of referrals, and the words in it."""

from ecograph.model import Text

NUMBER = Text("no.", "ที่")
CODE = Text("enterprise code", "รหัสวิสาหกิจ")
NAME = Text("name (juristic persons only)", "ชื่อ (นิติบุคคล)")
PROVINCE = Text("province", "จังหวัด")
MEMBER = Text("program or fund", "โครงการ/แหล่งทุน")
MEMBER_CODE = Text("its code", "รหัสโครงการ/แหล่งทุน")
ELIGIBLE = Text("eligible", "สิทธิ์")
WHY = Text("why", "เหตุผล")
STATUS, BY, ON, NOTE = (
    Text("status", "สถานะ"),
    Text("said by", "ผู้บันทึก"),
    Text("day", "วันที่"),
    Text("note", "หมายเหตุ"),
)
DATA_KIND = Text("data_kind", "data_kind")
COLUMNS = (
    NUMBER,
    CODE,
    NAME,
    PROVINCE,
    MEMBER,
    MEMBER_CODE,
    ELIGIBLE,
    WHY,
    STATUS,
    BY,
    ON,
    NOTE,
    DATA_KIND,
)
"""Every column in its order."""
IDENTIFYING = (CODE, MEMBER_CODE)
"""The columns that say which referral a row is: they come back as they went out."""
FILLED_IN = (STATUS, BY, ON, NOTE)
"""The columns that are handed out blank."""
LIST, NOTES, MARKER = "ส่งต่อ Referrals", "คำอธิบาย Notes", "ecograph"
"""The sheets; the last is hidden, and tells which referral each number is."""
MARKER_HEADER = ("ecograph referrals", "finding")
FOOTNOTES = (
    Text(
        "A proposal: people decide, and the enterprise must agree before anything is passed on.",
        "เป็นข้อเสนอ ผู้เกี่ยวข้องเป็นผู้ตัดสิน และต้องได้รับความยินยอมจากวิสาหกิจก่อนส่งต่อข้อมูล",
    ),
    Text("What is not on record is to be asked; it is no “no”.", "สิ่งที่ไม่มีข้อมูลต้องสอบถาม มิใช่ไม่มีสิทธิ์"),
    Text(
        "Fill in status, by, day and note, and send the file back; leave the other columns as they are.",
        "โปรดกรอกสถานะ ผู้บันทึก วันที่ และหมายเหตุ แล้วส่งไฟล์กลับ โดยไม่แก้ไขคอลัมน์อื่น",
    ),
)
