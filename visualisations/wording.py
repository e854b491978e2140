"""The words of the report, in both languages. Templates hold none of their own."""

from ecograph.model import MODEL, DataKind, RelationshipKind, Text

SYNTHETIC = Text("SYNTHETIC DATA: not to be cited", "ข้อมูลสังเคราะห์ ห้ามอ้างอิง")
DATA_KINDS = {DataKind.REAL: Text("real", "ข้อมูลจริง"), DataKind.SYNTHETIC: Text("synthetic", "ข้อมูลสังเคราะห์")}
UNKNOWN = Text("unknown", "ไม่ทราบ")
ALL_YEARS = Text("all years on record", "ทุกปีที่มีในข้อมูล")
LANGUAGE_NAMES = (("th", "ไทย"), ("en", "English"))
SKIP = Text("Skip to the content", "ข้ามไปยังเนื้อหา")
CONTENTS = Text("Contents", "สารบัญ")
MADE_ON = Text("Made on", "จัดทำเมื่อ")
PERIOD = Text("Period", "ช่วงเวลา")
IN_SHORT = Text("In short", "สรุปสำคัญ")

KEY_LOADED = Text("enterprises in the data", "วิสาหกิจในข้อมูล")
KEY_ELIGIBLE = Text("eligible for support", "ผู้ประกอบการเป้าหมาย")
KEY_REACHED = Text("reached", "เข้าถึงการส่งเสริม")
KEY_UNREACHED = Text("with no support on record in any year", "ไม่มีประวัติการส่งเสริมในปีใดเลย")

BY_CORRIDOR = Text("Reach by corridor", "การเข้าถึงรายระเบียง")
BY_AREA = Text("Reach by area, in the order of codes", "การเข้าถึงรายพื้นที่ เรียงตามรหัส")
BY_THEME_AND_CORRIDOR = Text("Themes in each corridor", "ประเด็นส่งเสริมในแต่ละระเบียง")
BY_THEME = Text("Reach by theme", "การเข้าถึงรายประเด็น")
BY_INDUSTRY = Text("Reach by industry", "การเข้าถึงรายอุตสาหกรรม")
BY_SIZE = Text("Reach by size", "การเข้าถึงตามขนาดวิสาหกิจ")
NOBODY_HELPS = Text("Enterprises that nobody is on record to have helped", "วิสาหกิจที่ไม่มีประวัติได้รับการส่งเสริม")
METHOD = Text("How this was counted, and its limits", "วิธีนับและข้อจำกัด")
PROVENANCE = Text("Data and sources", "ข้อมูลและแหล่งที่มา")
ALL_AREAS = Text("Annex: all areas", "ภาคผนวก: ทุกพื้นที่")

CORRIDOR = Text("Corridor", "ระเบียง")
AREA = Text("Area", "พื้นที่")
THEME = Text("Theme", "ประเด็น")
INDUSTRY = Text("Industry", "อุตสาหกรรม")
SIZE = Text("Size", "ขนาด")
ELIGIBLE = Text("Eligible enterprises", "ผู้ประกอบการเป้าหมาย")
REACHED = Text("Reached", "เข้าถึง")
RATE = Text("Rate", "อัตรา")
NOT_REACHED = Text("Not reached", "ยังไม่เข้าถึง")
UNREACHED = Text("No support on record", "ไม่มีประวัติการส่งเสริม")
UNREACHED_CAPTION = Text(
    "Eligible enterprises without support on record, by corridor",
    "ผู้ประกอบการเป้าหมายที่ไม่มีประวัติได้รับการส่งเสริม จำแนกตามระเบียง",
)
SHARE = Text("Share of all", "สัดส่วนของทั้งหมด")
TOTAL = Text("Total", "รวม")
ALL_CORRIDORS = Text("All", "ทุกพื้นที่")

HIDDEN = Text("hidden", "ปกปิด")
FEWER_THAN = Text("fewer than {threshold}", "น้อยกว่า {threshold}")
NONE_ELIGIBLE = Text("none eligible", "ไม่มีเป้าหมาย")
NOT_MADE = Text("This table is not part of this edition.", "ฉบับนี้ไม่มีตารางนี้")
NOT_KNOWN = Text(
    "Not known: no participation or finance is on record.",
    "ไม่ทราบ เพราะไม่มีข้อมูลการเข้าร่วมหรือการได้รับเงินทุน",
)
NO_ROWS = Text("There is nothing to show here.", "ไม่มีรายการที่จะแสดง")
BARS = Text("The full length of a bar stands for {full}.", "แท่งเต็มความยาวหมายถึง {full}")
HIDDEN_NOTE = Text(
    "Groups of fewer than {threshold} eligible enterprises are shown as <{threshold}. Other numbers "
    "are hidden where "
    "these could be worked out from them; totals include all.",
    "กลุ่มที่มีผู้ประกอบการเป้าหมายน้อยกว่า {threshold} ราย แสดงเป็น <{threshold} และปกปิดตัวเลขอื่นบางค่า"
    "เพื่อมิให้คำนวณย้อนกลับได้ ยอดรวมนับครบทุกราย",
)
GRID_NOTE = Text(
    "Each cell gives the rate and, below it, reached / eligible. An enterprise may be eligible for "
    "several themes, "
    "so that columns do not add up.",
    "แต่ละช่องแสดงอัตรา และใต้อัตราคือจำนวนที่เข้าถึง / ผู้ประกอบการเป้าหมาย "
    "วิสาหกิจหนึ่งรายอาจเป็นเป้าหมายของหลายประเด็น จึงรวมแนวตั้งไม่ได้",
)
THEMES_OVERLAP = Text(
    "An enterprise may be eligible for several themes; the rows do not add up.",
    "วิสาหกิจหนึ่งรายอาจเป็นเป้าหมายของหลายประเด็น จึงไม่มียอดรวม",
)

MAP = Text("Rate of reach by area", "อัตราการเข้าถึงรายพื้นที่")
MAP_DESCRIPTION = Text(
    "Map of {areas} areas, darker where a larger share of eligible enterprises was reached. "
    "The annex gives the same numbers as a table.",
    "แผนที่ {areas} พื้นที่ สีเข้มคือสัดส่วนผู้ประกอบการเป้าหมายที่เข้าถึงสูง ตารางในภาคผนวกให้ตัวเลขเดียวกัน",
)
NO_MAP = Text(
    "No map: there are no shapes of areas. The annex gives the numbers.",
    "ไม่มีแผนที่ เนื่องจากไม่มีรูปร่างของพื้นที่ ดูตัวเลขได้ในภาคผนวก",
)
NO_SHAPE = Text("Not on the map, for lack of a shape:", "ไม่อยู่ในแผนที่เพราะไม่มีรูปร่างพื้นที่:")
LEGEND = Text("Rate of reach", "อัตราการเข้าถึง")
LEGEND_FIRST = Text("below {high}", "ต่ำกว่า {high}")
LEGEND_LAST = Text("{low} and more", "{low} ขึ้นไป")
NO_DATA = Text("no data", "ไม่มีข้อมูล")
HIDDEN_AREA = Text("hidden (small groups)", "ปกปิด (กลุ่มเล็ก)")
MOST_UNREACHED = Text("Areas with the most enterprises not reached", "พื้นที่ที่มีผู้ประกอบการยังไม่เข้าถึงมากที่สุด")
MOST_UNREACHED_NOTE = Text(
    "Ordered by number, not by rate: large areas come first. Areas that are hidden are not listed.",
    "เรียงตามจำนวน มิใช่อัตรา พื้นที่ที่มีวิสาหกิจมากจึงอยู่ต้น ไม่รวมพื้นที่ที่ปกปิด",
)

HEAD_LOADED = Text(
    "The data hold {nodes} items and {relationships} links between them from {sources} sources, among them "
    "{enterprises} enterprises.",
    "ข้อมูลมี {nodes} รายการ และความเชื่อมโยง {relationships} รายการ จาก {sources} แหล่ง "
    "ในจำนวนนี้เป็นวิสาหกิจ {enterprises} ราย",
)
HEAD_REACHED = Text(
    "Of {eligible} enterprises eligible for support, {reached} were reached ({rate}; {period}).",
    "ผู้ประกอบการเป้าหมาย {eligible} ราย เข้าถึงการส่งเสริม {reached} ราย ({rate}; {period})",
)
HEAD_UNKNOWN = Text(
    "{eligible} enterprises are eligible for support. How many were reached is not known: no "
    "participation or "
    "finance is on record.",
    "มีผู้ประกอบการเป้าหมาย {eligible} ราย แต่ไม่ทราบจำนวนที่เข้าถึง เพราะไม่มีข้อมูลการเข้าร่วมหรือการได้รับเงินทุน",
)
HEAD_UNREACHED = Text(
    "{unreached} eligible enterprises have no support on record from any program or fund, in any year. "
    "Not on record "
    "does not mean never helped.",
    "ผู้ประกอบการเป้าหมาย {unreached} ราย ไม่มีประวัติได้รับการส่งเสริมจากโครงการหรือแหล่งทุนใดในปีใดเลย "
    "ไม่มีในข้อมูลไม่ได้แปลว่าไม่เคยได้รับ",
)
HEAD_LOWEST = Text(
    "Of the corridors shown, {corridor} has the lowest rate on record: {reached} of {eligible} "
    "({rate}). No test was made: the "
    "difference may be chance.",
    "ในบรรดาระเบียงที่แสดง {corridor} มีอัตราการเข้าถึงในข้อมูลต่ำที่สุด คือ {reached} จาก {eligible} ราย ({rate}) "
    "ยังไม่ได้ทดสอบทางสถิติ ความแตกต่างอาจเกิดจากความบังเอิญ",
)
HEAD_OUTSIDE = Text(
    "Outside every corridor, {reached} of {eligible} were reached ({rate}).",
    "นอกระเบียง เข้าถึง {reached} จาก {eligible} ราย ({rate})",
)
HEAD_EMPTY = Text("No result of an analysis is in this report.", "รายงานนี้ไม่มีผลการวิเคราะห์")

METHOD_STEPS = (
    Text(
        "Eligible: an active micro, small or medium enterprise. For a theme, its industry, its size and, "
        "where on "
        "record, its needs must also fit at least one program or fund of the theme. Where an enterprise is "
        "located "
        "never makes it ineligible.",
        "ผู้ประกอบการเป้าหมาย คือ วิสาหกิจรายย่อย ขนาดย่อม หรือขนาดกลางที่ยังดำเนินกิจการ สำหรับรายประเด็น อุตสาหกรรม ขนาด "
        "และความต้องการ (หากมีบันทึก) ต้องเข้าเงื่อนไขของโครงการหรือแหล่งทุนในประเด็นนั้นอย่างน้อยหนึ่งรายการ "
        "โดยไม่ตัดออกเพราะที่ตั้ง",
    ),
    Text(
        "Reached: its participation was accepted or completed, or its finance was approved or repaid. A "
        "participation "
        "of which only the fact is on record counts too.",
        "เข้าถึง คือ ได้รับอนุมัติให้เข้าร่วมหรือเข้าร่วมจนเสร็จสิ้น หรือได้รับอนุมัติหรือชำระคืนเงินทุนแล้ว "
        "รายที่มีเพียงบันทึกว่าเข้าร่วมให้นับด้วย",
    ),
    Text(
        "Rate: reached divided by eligible. Each enterprise is counted once, at its one main location, "
        "industry and size.",
        "อัตรา คือ จำนวนที่เข้าถึงหารด้วยจำนวนผู้ประกอบการเป้าหมาย วิสาหกิจแต่ละรายนับครั้งเดียว "
        "ตามที่ตั้งหลัก อุตสาหกรรมหลัก และขนาด",
    ),
    Text(
        "What is not known is shown as unknown and counted apart; it is never taken as zero.",
        "สิ่งที่ไม่ทราบแสดงว่าไม่ทราบและนับแยกไว้ ไม่ถือเป็นศูนย์",
    ),
)
METHOD_TITLE = Text("Method", "วิธีนับ")
CAVEATS_TITLE = Text("What to bear in mind", "ข้อควรระวัง")
UNTESTED_TITLE = Text("What was not tested", "สิ่งที่ยังไม่ได้ทดสอบ")
MORE_THAN_ALL = Text(
    "In some rows more enterprises were reached than are counted as eligible: the figures of the "
    "population are too low there.",
    "บางแถวมีจำนวนที่เข้าถึงมากกว่าผู้ประกอบการเป้าหมาย แสดงว่าจำนวนวิสาหกิจที่ใช้เป็นฐานในพื้นที่นั้นต่ำเกินไป",
)
LARGE = Text(
    "Large enterprises are not eligible and were not counted: {count}.",
    "ไม่นับกิจการขนาดใหญ่ซึ่งไม่ใช่เป้าหมาย: {count} ราย",
)
REACHED_OTHERWISE = Text(
    "Reached although not counted as eligible: {count}.",
    "เข้าถึงแต่ไม่นับเป็นผู้ประกอบการเป้าหมาย: {count} ราย",
)
LEFT_OUT_NOTE = Text(
    "Facts known from memory alone were left out of the analyses; the table of the data says how many.",
    "ข้อมูลที่มาจากความจำเพียงอย่างเดียวไม่ได้ใช้ในการวิเคราะห์ จำนวนอยู่ในตารางข้อมูล",
)

YEARS = Text("Fiscal years", "ปีงบประมาณ")
TO_THE_MAP = Text("To the map", "ไปที่แผนที่")
PAGES = Text("Pages", "หน้า")
OTHER_PAGES = Text("Other pages", "หน้าอื่นในชุดนี้")
SOURCES = Text("Sources", "แหล่งข้อมูล")
SOURCE_ID = Text("Code", "รหัส")
SOURCE_TITLE = Text("Source", "แหล่งข้อมูล")
SOURCE_KIND = Text("Kind of data", "ชนิดข้อมูล")
SOURCE_LOADED = Text("Last loaded", "นำเข้าล่าสุด")
SOURCE_LICENCE = Text("Licence", "สัญญาอนุญาต")
NO_SOURCES = Text("No source is on record.", "ไม่มีแหล่งข้อมูลในบันทึก")
COUNT_KIND = Text("Kind", "ชนิด")
COUNT_NUMBER = Text("Number", "จำนวน")
COUNT_LEFT_OUT = Text("Left out", "ไม่ใช้วิเคราะห์")
NOT_LOADED = Text("Nothing is on record of:", "ยังไม่มีข้อมูลของ:")
NODES = Text("Items that were loaded", "รายการที่นำเข้า")
RELATIONSHIPS = Text("Links that were loaded", "ความเชื่อมโยงที่นำเข้า")
VERSION = Text("Version of the data", "รุ่นข้อมูล")
CONTENT_HASH = Text("Content code", "รหัสผลลัพธ์")
SCHEME = Text("Scheme of corridors", "ชุดของระเบียง")


def reach_by(what: Text) -> Text:
    """Return the caption of a table of reach by what its rows are."""
    return Text(
        f"Eligible enterprises and those reached, by {what.en.lower()}",
        f"ผู้ประกอบการเป้าหมายและจำนวนที่เข้าถึง จำแนกตาม{what.th}",
    )


def in_words(kind: RelationshipKind) -> Text:
    """Return a kind of relationship in words, with both of its ends."""
    source, target = MODEL.node(kind.source).label, MODEL.node(kind.target).label
    return Text(
        f"{source.en} {kind.label.en} {target.en.lower()}",
        f"{source.th} {kind.label.th} {target.th}",
    )
