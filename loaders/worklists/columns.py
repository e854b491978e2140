"""The columns of a work list, and the words in it."""

from ecograph.model import Text

NUMBER = Text("no.", "ที่")
CODE = Text("enterprise code", "รหัสวิสาหกิจ")
NAME = Text("name (juristic persons only)", "ชื่อ (นิติบุคคล)")
PROVINCE = Text("province", "จังหวัด")
SERVICE = Text("service", "บริการ")
AGENCY, ACTIVITY, PERIOD, AMOUNT = (
    Text("agency A", "หน่วยงาน ก"),
    Text("activity A", "กิจกรรม ก"),
    Text("period A", "ช่วงเวลา ก"),
    Text("amount A (baht)", "จำนวนเงิน ก (บาท)"),
)
PLACE = Text("your file / sheet / row", "ไฟล์/แผ่น/แถวของท่าน")
OTHER_AGENCY, OTHER_ACTIVITY, OTHER_PERIOD, OTHER_AMOUNT = (
    Text("agency B", "หน่วยงาน ข"),
    Text("activity B", "กิจกรรม ข"),
    Text("period B", "ช่วงเวลา ข"),
    Text("amount B (baht)", "จำนวนเงิน ข (บาท)"),
)
DAYS = Text("days of overlap", "วันที่ซ้อนกัน (วัน)")
MATCHED = Text("matched by", "จับคู่ด้วย")
BUILDS_ON = Text("may build on the other (yes/no, why)", "อาจเป็นการต่อยอด (ใช่/ไม่ เหตุผล)")
VERDICT, CHECKED_BY, CHECKED_ON, NOTE = (
    Text("result of the check", "ผลตรวจสอบ"),
    Text("checked by", "ผู้ตรวจ"),
    Text("checked on", "วันที่ตรวจ"),
    Text("note", "หมายเหตุ"),
)
DATA_KIND = Text("data_kind", "data_kind")
COLUMNS = (
    NUMBER,
    CODE,
    NAME,
    PROVINCE,
    SERVICE,
    AGENCY,
    ACTIVITY,
    PERIOD,
    AMOUNT,
    PLACE,
    OTHER_AGENCY,
    OTHER_ACTIVITY,
    OTHER_PERIOD,
    OTHER_AMOUNT,
    DAYS,
    MATCHED,
    BUILDS_ON,
    VERDICT,
    CHECKED_BY,
    CHECKED_ON,
    NOTE,
    DATA_KIND,
)
"""Every column in its order."""
IDENTIFYING = (CODE, SERVICE, AGENCY, ACTIVITY, OTHER_AGENCY, OTHER_ACTIVITY)
"""The columns that say which case a row is: they come back as they went out."""
FILLED_IN = (VERDICT, CHECKED_BY, CHECKED_ON, NOTE)
"""The columns that are handed out blank."""

LIST, NOTES, MARKER, CASES = "รายการ List", "คำอธิบาย Notes", "ecograph", "cases"
"""The sheets; the last two are hidden."""
MARKER_HEADER = ("ecograph worklist", "version")
CASES_HEADER = ("number", "case")
VERSION = "1"
UNKNOWN = Text("unknown", "ไม่ทราบ")
BY_ID = Text("registered id", "เลขทะเบียน")
BY_NAME = Text("name, to be confirmed", "ชื่อ รอยืนยัน")
YES = Text(
    "yes: the later record brings a service that the earlier one does not",
    "ใช่ บันทึกหลังมีบริการอื่นที่บันทึกก่อนหน้าไม่มี",
)
NO = Text("no: the records hold nothing further", "ไม่ ไม่มีบริการอื่นเพิ่มในบันทึก")

TITLE = Text(
    "The same service given twice in the same period, to be checked: {agency} {period}",
    "รายการบริการเดียวกันที่ให้ซ้ำในช่วงเวลาเดียวกัน เพื่อตรวจสอบ: {agency} {period}",
)
OF_YEAR = Text("fiscal year {year}", "ปีงบ {thai_year}")
ALL_YEARS = Text("all years on record", "ทุกปีที่มีข้อมูล")
FOOTNOTES = (
    Text(
        "A guarantee with its loan, and training followed by coaching, are not listed.",
        "ไม่รวมการค้ำประกันพร้อมสินเชื่อ และการอบรมแล้วต่อด้วยการให้คำปรึกษา",
    ),
    Text("An amount that is unknown is not zero.", 'จำนวนเงินที่ "ไม่ทราบ" ไม่ใช่ศูนย์'),
    Text("This is a list to check, not a finding of fault.", "เป็นรายการเพื่อตรวจสอบ มิใช่ข้อสรุปว่ามีความผิด"),
    Text(
        "Natural persons stand here by an internal code: find them by file, sheet and row in your own list.",
        "บุคคลธรรมดาแสดงด้วยรหัสภายใน ค้นหาได้จากไฟล์ แผ่นงาน และแถวในบัญชีของท่านเอง",
    ),
    Text(
        "Fill in the last columns and send the file back; leave the other columns as they are.",
        "โปรดกรอกเฉพาะคอลัมน์ผลตรวจสอบ ผู้ตรวจ วันที่ตรวจ และหมายเหตุ แล้วส่งไฟล์กลับ โดยไม่แก้ไขคอลัมน์อื่น",
    ),
)
AS_OF, SOURCES, SILENT, EDITION, RESULT, SYNTHETIC = (
    Text("data as of", "ข้อมูล ณ"),
    Text("sources", "แหล่งข้อมูล"),
    Text("agencies without any participant on record", "หน่วยงานที่ยังไม่มีข้อมูลผู้เข้าร่วม"),
    Text("store version", "รุ่นข้อมูล"),
    Text("results", "รหัสผลลัพธ์"),
    Text("SYNTHETIC DATA, not to be cited", "ข้อมูลสังเคราะห์ ห้ามอ้างอิง"),
)
