"""The words of a comparison."""

from ecograph.model import Text

METHOD = Text(
    "The method {name!r} was of version {before} and is of version {after}: what differs may come from that.",
    "วิธี {name!r} เดิมเป็นรุ่น {before} ปัจจุบันเป็นรุ่น {after} ความต่างอาจมาจากวิธี",
)
SILENT_AFTER = Text(
    "No longer found, but {names} had records before and has none after: not reported, not closed.",
    "ไม่พบแล้ว แต่ {names} เคยมีข้อมูลและครั้งหลังไม่มี จึงเป็นการไม่รายงาน มิใช่ปิดได้แล้ว",
)
SILENT = Text(
    "First found now, but {names} has records on one side alone: it may be the reporting that changed.",
    "เพิ่งพบ แต่ {names} มีข้อมูลเพียงฝั่งเดียว อาจเป็นเพราะการรายงานเปลี่ยน",
)
ENDED = Text("No record after: {names}.", "ครั้งหลังไม่มีข้อมูลของ {names}")
BEGUN = Text("No record before: {names}.", "ครั้งก่อนไม่มีข้อมูลของ {names}")
FRAMEWORK = Text(
    "{theme} is in force on one side alone: the framework changed.",
    "{theme} มีผลใช้เพียงฝั่งเดียว เพราะกรอบนโยบายเปลี่ยน",
)
UNKNOWN_BEFORE = Text("It could not be said before.", "ครั้งก่อนบอกไม่ได้")
UNKNOWN_AFTER = Text("It cannot be said after.", "ครั้งหลังบอกไม่ได้")
CUT = Text(
    "The other list was cut after {most:,} findings: it may be beyond.",
    "รายการอีกฝั่งแสดงเพียง {most:,} ข้อแรก อาจอยู่ถัดจากนั้น",
)
FOLLOWED = Text(
    "Compared with the program that it follows: {key} with {before}.",
    "เทียบกับโครงการเดิมที่ต่อเนื่องมา: {key} กับ {before}",
)
CORRESPONDS = Text(
    "Compared with the theme that it corresponds to in the other framework: {key} with {before}.",
    "เทียบกับประเด็นที่ตรงกันในอีกกรอบนโยบาย: {key} กับ {before}",
)

REPORTING = Text(
    "Agencies with records on one side alone, whose gaps and overlaps are not called closed or new: {names}.",
    "หน่วยงานที่มีข้อมูลเพียงฝั่งเดียว จึงไม่นับว่าปิดหรือเกิดใหม่: {names}",
)
UNYEARED = Text(
    "Records of support without a fiscal year, which are in neither: {number:,}.",
    "ข้อมูลการส่งเสริมที่ไม่ระบุปีงบประมาณ ไม่อยู่ในปีใด: {number:,}",
)
WINDOWS = Text(
    "Dated records of {before} begin between {first_before} and {last_before}, those of {after} between "
    "{first_after} and {last_after}: one year is not complete, or one was counted as a calendar year.",
    "ข้อมูลปี {before} เริ่มระหว่าง {first_before} ถึง {last_before} ส่วนปี {after} เริ่มระหว่าง {first_after} ถึง "
    "{last_after} ปีหนึ่งอาจยังไม่ครบ หรือนับเป็นปีปฏิทิน",
)
NO_RECORDS = Text(
    "There is no record of support of {year}: reach and overlaps of that year are unknown, not none.",
    "ไม่มีข้อมูลการส่งเสริมของปี {year} จึงไม่ทราบการเข้าถึงและความซ้ำซ้อนของปีนั้น มิใช่ไม่มี",
)
FISCAL = Text(
    "Years are fiscal years, named by the year in which they end; enterprises are counted by the calendar "
    "year of registration and closing.",
    "ปีคือปีงบประมาณ เรียกตามปีที่สิ้นสุด ส่วนจำนวนกิจการนับตามปีปฏิทินที่จดทะเบียนและเลิก",
)
KIND_OF_DATA = Text(
    "One side is of synthetic data and the other is not: they are not of the same country.",
    "ฝั่งหนึ่งเป็นข้อมูลสังเคราะห์ อีกฝั่งไม่ใช่ จึงเทียบกันไม่ได้",
)
SUPPORTED = Text("enterprises supported", "วิสาหกิจที่ได้รับการส่งเสริม")
ACTIVE = Text("{kind} with records", "{kind}ที่มีข้อมูลผู้รับ")
RECORDS = Text("records: {kind}", "รายการ: {kind}")
IN_YEAR = Text("fiscal year {year}", "ปีงบประมาณ {year}")
IN_VERSION = Text("version {version}", "รุ่นข้อมูล {version}")
