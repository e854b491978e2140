"""The words of network pages, in both languages."""

from ecograph.model import Confidence, Text

TITLE = Text(
    "From funds to agencies, programs, corridors and enterprises",
    "จากแหล่งทุน สู่หน่วยงาน โครงการ ระเบียง และวิสาหกิจ",
)
AROUND = Text("What surrounds {name}", "สิ่งที่อยู่รอบ {name}")
SMES = Text("Enterprises (groups)", "วิสาหกิจ (รวมเป็นกลุ่ม)")
PLACES = Text("Corridors and places", "ระเบียงและพื้นที่")
NATIONWIDE = Text("Nationwide", "ทั่วประเทศ")
OUTSIDE = Text("Outside every corridor", "นอกระเบียง")
OF_ENTERPRISES = Text("{count} enterprises", "วิสาหกิจ {count} ราย")
ENTERPRISES_HERE = Text("Enterprises located here", "วิสาหกิจที่ตั้งในพื้นที่")
ELIGIBLE = Text("Eligible for support", "ผู้ประกอบการเป้าหมาย")
REACHED = Text("Reached", "เข้าถึงการส่งเสริม")
CLIENTS = Text("Enterprises on record as supported", "วิสาหกิจที่มีบันทึกว่าได้รับการส่งเสริม")
KNOWN = Text("How it is known", "ที่มาของความรู้")
ORIGIN = Text("Source", "แหล่งที่มา")
CONFIDENCES = {
    Confidence.READ: Text("read in a source", "อ่านจากแหล่งข้อมูล"),
    Confidence.READ_INDIRECT: Text("read, said indirectly", "อ่านจากแหล่งข้อมูลซึ่งกล่าวโดยอ้อม"),
    Confidence.READ_SECONDARY: Text("read at second hand", "อ่านจากแหล่งทุติยภูมิ"),
    Confidence.DERIVED: Text("derived from other facts", "อนุมานจากข้อเท็จจริงอื่น"),
    Confidence.JUDGEMENT: Text("a judgement", "เป็นวิจารณญาณ"),
    Confidence.MEMORY: Text("from memory", "จากความจำ"),
    Confidence.MEMORY_LOW: Text("from memory, unsure", "จากความจำ ไม่แน่ใจ"),
}
YES, NO = Text("yes", "ใช่"), Text("no", "ไม่ใช่")
THROUGH = Text("through {name}", "ผ่าน {name}")
LOCATED = Text("are located there", "ตั้งอยู่ในพื้นที่นั้น")
ENTERPRISE_LINKS = Text("{count} links, counted, not drawn", "{count} ความเชื่อมโยง นับรวม ไม่วาดทีละราย")

SHOWN = Text(
    "Shown: {shown} of {total}, the most connected first. What has none of these links is left out. "
    "Enterprises are counted in groups; none is drawn by itself.",
    "แสดง {shown} จาก {total} รายการ เรียงจากรายการที่เชื่อมโยงมากที่สุด ไม่แสดงรายการที่ไม่มีความเชื่อมโยงเหล่านี้ "
    "วิสาหกิจนับรวมเป็นกลุ่ม ไม่แสดงทีละราย",
)
SHOWN_AROUND = Text(
    "Shown: {shown} of {total} within {hops} steps, nearest first, every kind of link in turn.",
    "แสดง {shown} จาก {total} รายการ ภายใน {hops} ช่วง เรียงจากใกล้ที่สุด สลับทุกชนิดความเชื่อมโยง",
)
PICTURE = Text("The network. The table below holds the same.", "แผนภาพเครือข่าย ตารางด้านล่างมีรายการเดียวกัน")
SEARCH = Text("Search by name", "ค้นหาด้วยชื่อ")
FOUND = Text("Found", "พบ")
NOT_FOUND = Text("Nothing is called so.", "ไม่พบชื่อนี้")
KINDS = Text("Kinds", "ประเภท")
FILTERS = Text("Filters", "ตัวกรอง")
THEME = Text("Theme", "ประเด็น")
AGENCY = Text("Agency", "หน่วยงาน")
YEAR = Text("Fiscal year", "ปีงบประมาณ")
ALL = Text("all", "ทั้งหมด")
FILTER_NOTE = Text(
    "Programs without a year stay; agencies and places stay where something shown leads to them.",
    "โครงการที่ไม่ระบุปียังแสดงอยู่ หน่วยงานและพื้นที่แสดงเมื่อมีรายการที่แสดงเชื่อมถึง",
)
SHOW_ALL = Text("Show all", "แสดงทั้งหมด")
DETAILS = Text("Details", "รายละเอียด")
PICK = Text(
    "Pick something in the picture, or search for it. Arrow keys move the picture, + and - zoom.",
    "เลือกจากแผนภาพหรือค้นหา ใช้ปุ่มลูกศรเลื่อนภาพ และ + - เพื่อขยายหรือย่อ",
)
LINKS_OF = Text("Links", "ความเชื่อมโยง")
FURTHER = Text("What surrounds it, with all evidence:", "ดูสิ่งที่อยู่รอบพร้อมหลักฐานทั้งหมด:")
VISIBLE = Text("visible now", "แสดงอยู่ขณะนี้")
MORE = Text("and {count} more", "และอีก {count} รายการ")

AS_TABLE = Text("The same as a table", "รายการเดียวกันเป็นตาราง")
NODES = Text("What is shown", "รายการที่แสดง")
NAME, KIND, LINK_COUNT = Text("Name", "ชื่อ"), Text("Kind", "ประเภท"), Text("Links", "ความเชื่อมโยง")
KEY = Text("Code", "รหัส")
EVIDENCE = Text("Evidence", "หลักฐาน")
EVIDENCE_CAPTION = Text(
    "Links shown: {shown} of {total} of the one in the middle, and those between its neighbours",
    "ความเชื่อมโยงที่แสดง {shown} จาก {total} ของรายการตรงกลาง และระหว่างรายการรอบข้าง",
)
FROM, SAYS, TO = Text("From", "จาก"), Text("Link", "ความเชื่อมโยง"), Text("To", "ถึง")
TOTALS = Text("All links of the one in the middle", "ความเชื่อมโยงทั้งหมดของรายการตรงกลาง")
NUMBER = Text("Number", "จำนวน")
SEE_MORE = Text("See more of what surrounds it", "ดูสิ่งที่อยู่รอบเพิ่มเติม")
EXPAND = Text("To see more:", "ดูเพิ่มเติม:")
NOTHING = Text(
    "There is nothing to draw: no institution on record is linked to another.",
    "ไม่มีรายการที่จะวาด เพราะไม่มีข้อมูลความเชื่อมโยงระหว่างหน่วยงาน",
)
