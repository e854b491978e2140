"""The words of pages on overlaps, in both languages; rungs and reasons have theirs beside the analysis."""

from collections.abc import Mapping

from ecograph.model import Text

TITLE = Text(
    "Who serves the same enterprises, more than by chance",
    "ใครให้บริการวิสาหกิจรายเดียวกันมากกว่าที่เกิดโดยบังเอิญ",
)
LEVELS: Mapping[str, Text] = {
    "Agency": Text("agencies", "หน่วยงาน"),
    "Program": Text("programs", "โครงการ"),
    "FundingSource": Text("funds", "แหล่งทุน"),
}
IN_SHORT = Text(
    "Of {tested} pairs of {level} compared, {named} share clearly more clients than by chance.",
    "เปรียบเทียบ{level} {tested} คู่ พบ {named} คู่ที่มีลูกค้าร่วมกันมากกว่าที่เกิดโดยบังเอิญอย่างชัดเจน",
)
NONE_COMPARED = Text(
    "No two {level} have clients on record: whether any overlap is not known.",
    "ไม่มี{level}สองรายการที่มีข้อมูลลูกค้า จึงไม่ทราบว่ามีการทับซ้อนหรือไม่",
)
NOT_A_VERDICT = Text(
    "A pair named here is a reason to ask, and accuses nobody: large programs share clients by chance, and "
    "what belongs together shares them by intent.",
    "คู่ที่ระบุเป็นเหตุให้สอบถาม มิใช่ข้อกล่าวหา โครงการใหญ่ย่อมมีลูกค้าร่วมกันโดยบังเอิญ และสิ่งที่ทำงานเสริมกันย่อมมีลูกค้าร่วมกันโดยตั้งใจ",
)
COMPARED = Text("Compared", "เปรียบเทียบ")
NARROW_AGENCY = Text("Pairs of one agency", "เฉพาะคู่ของหน่วยงาน")
NARROW_THEME = Text("Support of one theme", "เฉพาะการส่งเสริมของประเด็น")
ALL = Text("all", "ทั้งหมด")
OF_AGENCY = Text("pairs of {name}", "คู่ของ{name}")
OF_THEME = Text("theme {name}", "ประเด็น{name}")

MATRIX = Text("Who shares clients with whom", "ใครมีลูกค้าร่วมกับใคร")
MATRIX_CAPTION = Text(
    "Clients shared, as a part of the clients of the smaller one; columns are numbered as rows are",
    "ลูกค้าร่วม คิดเป็นสัดส่วนของลูกค้าของฝ่ายที่เล็กกว่า เลขคอลัมน์ตรงกับเลขแถว",
)
SHOWN = Text(
    "Shown: {shown} of {total} {level} with clients on record, those of named pairs first. Those that share "
    "more than by chance stand beside each other.",
    "แสดง {shown} จาก {total} {level}ที่มีข้อมูลลูกค้า เริ่มจากคู่ที่ระบุชื่อ รายการที่มีลูกค้าร่วมกันเกินความบังเอิญอยู่ติดกัน",
)
NAME = Text("Name", "ชื่อ")
SHARE = Text(
    "share {shared} clients, {expected} expected by chance",
    "ลูกค้าร่วม {shared} ราย โดยบังเอิญควรมี {expected} ราย",
)
CLIENTS = Text("{count} clients", "ลูกค้า {count} ราย")
MARKS: Mapping[str, str] = {"redundant": "■", "complementary": "○", "undetermined": "?", "one": "="}
"""The sign of each verdict, so that it is told by more than colour."""
LEGEND: Mapping[str, Text] = {
    "redundant": Text(
        "looks redundant: the same service in the same period", "น่าจะซ้ำซ้อน: บริการเดียวกันในช่วงเวลาเดียวกัน"
    ),
    "complementary": Text("looks complementary", "น่าจะเสริมกัน"),
    "undetermined": Text("cannot be said yet", "ยังสรุปไม่ได้"),
    "one": Text("may be one under two names", "อาจเป็นรายการเดียวกันที่มีสองชื่อ"),
}
LEGEND_CHANCE = Text("12% without a sign: no more than chance", "12% ไม่มีเครื่องหมาย: ไม่เกินความบังเอิญ")
LEGEND_NONE = Text("0: both have clients on record, and share none", "0: ทั้งสองฝ่ายมีข้อมูลลูกค้าและไม่มีลูกค้าร่วม")
LEGEND_UNKNOWN = Text("hatched: not known, no clients on record", "ลายเส้น: ไม่ทราบ เพราะไม่มีข้อมูลลูกค้า")
LEGEND_SMALL = Text("<{threshold}: hidden, a small group", "<{threshold}: ปกปิด กลุ่มเล็ก")
NO_MORE = Text("no more than chance", "ไม่เกินความบังเอิญ")
SHARES_NONE = Text("none shared", "ไม่มีลูกค้าร่วม")
SELF = Text("itself", "ตัวเอง")
SILENT = Text(
    "{count} more without clients on record",
    "อีก {count} รายการไม่มีข้อมูลลูกค้า",
)
NOT_KNOWN = Text(
    "not known: whether they overlap cannot be said until they report",
    "ไม่ทราบ จะบอกได้ว่าทับซ้อนหรือไม่เมื่อมีการรายงานข้อมูล",
)
SILENT_NAMES = Text("Who has no clients on record", "รายการที่ไม่มีข้อมูลลูกค้า")

PAIRS = Text("The pairs, the most beyond chance first", "คู่ที่พบ เรียงจากที่เกินความบังเอิญมากที่สุด")
PAIRS_CAPTION = Text("Pairs that share more clients than by chance", "คู่ที่มีลูกค้าร่วมกันเกินความบังเอิญ")
NO_PAIRS = Text(
    "No pair was found to share clearly more clients than by chance.",
    "ไม่พบคู่ที่มีลูกค้าร่วมกันเกินความบังเอิญอย่างชัดเจน",
)
FIRST, SECOND = Text("One", "ฝ่ายหนึ่ง"), Text("The other", "อีกฝ่าย")
SHARED, EXPECTED = Text("Shared (enterprises)", "ลูกค้าร่วม (ราย)"), Text("By chance", "โดยบังเอิญ")
PART = Text("Of the smaller (%)", "ของฝ่ายที่เล็กกว่า (%)")
LOOKS = Text("Looks", "ลักษณะ")
HOW_SURE = Text("How sure", "ความมั่นใจ")
EVIDENCE_OF = Text("evidence", "หลักฐาน")
MORE_PAIRS = Text(
    "{count} more pairs are not listed: ask for one agency or theme.",
    "ยังมีอีก {count} คู่ที่ไม่ได้แสดง โปรดเลือกหน่วยงานหรือประเด็น",
)
HIDDEN_PAIRS = Text(
    "{count} pairs are not shown, to protect small groups.", "ไม่แสดง {count} คู่ เพื่อคุ้มครองข้อมูลของกลุ่มเล็ก"
)
NAMED_ALIKE = Text("What may be one under two names", "รายการที่อาจเป็นรายการเดียวกันแต่มีสองชื่อ")
NO_NAMES = Text("No two names are nearly the same.", "ไม่พบชื่อที่เกือบเหมือนกัน")
NOT_APART = Text(
    "Nowhere do more agencies than usual work apart in one theme.",
    "ไม่พบพื้นที่ที่มีหน่วยงานต่างฝ่ายต่างทำในประเด็นเดียวกันมากกว่าปกติ",
)
MORE_BESIDE = Text("{count} more are not listed.", "ยังมีอีก {count} รายการที่ไม่ได้แสดง")
BEARS_IN_MIND = Text("What was tested, and what was not", "สิ่งที่ทดสอบและไม่ได้ทดสอบ")
