"""What fragmentation is called, in words."""

from ecograph.model import Text

TITLE = Text("Where several agencies work apart", "ที่ซึ่งหลายหน่วยงานต่างฝ่ายต่างทำ")
SENTENCE = Text(
    "{where}: {number} agencies run {programs} programs in the fiscal year {year}, and nothing on record "
    "joins them: {named}.",
    "{where}: หน่วยงาน {number} แห่งดำเนินการ {programs} โครงการในปีงบประมาณ ค.ศ. {year} "
    "โดยไม่มีข้อมูลว่าทำงานร่วมกัน ได้แก่ {named}",
)
NO_CLIENTS = Text(
    "It rests on what programs say of themselves, not on whom they served, and nothing was tested: a reason "
    "to ask whether they coordinate, and no overlap.",
    "อาศัยเพียงข้อมูลที่โครงการระบุ มิใช่ผู้รับบริการจริง และไม่ได้ทดสอบทางสถิติ เป็นเหตุให้สอบถามเรื่องการประสานงาน มิใช่การทับซ้อน",
)
TOGETHER = Text(
    "Agencies that work together on record, are one house, or share clients beyond chance count as one.",
    "หน่วยงานที่มีข้อมูลว่าทำงานร่วมกัน อยู่ในสังกัดเดียวกัน หรือมีลูกค้าร่วมกันเกินความบังเอิญ นับเป็นหนึ่ง",
)
RULE = Text(
    "Told are themes and places with {separate} agencies or more that nothing on record joins, which is more "
    "than usual here: {number:,} of {all:,} themes, places and years that have a program.",
    "แสดงเฉพาะประเด็นและพื้นที่ที่มีหน่วยงานตั้งแต่ {separate} แห่งซึ่งไม่มีข้อมูลว่าทำงานร่วมกัน ซึ่งมากกว่าปกติ: "
    "{number:,} จาก {all:,} ประเด็น พื้นที่ และปีที่มีโครงการ",
)
FEW_CELLS = Text(
    "Told are themes and places with {separate} agencies or more that nothing on record joins: {number:,} of "
    "{all:,} themes, places and years that have a program, too few to say what is usual.",
    "แสดงเฉพาะประเด็นและพื้นที่ที่มีหน่วยงานตั้งแต่ {separate} แห่งซึ่งไม่มีข้อมูลว่าทำงานร่วมกัน: {number:,} จาก {all:,} "
    "ประเด็น พื้นที่ และปีที่มีโครงการ ซึ่งน้อยเกินกว่าจะบอกว่าปกติเป็นเท่าใด",
)
BEYOND = Text(
    "{number:,} more themes and places are apart; they are not listed.",
    "ยังมีอีก {number:,} ประเด็นและพื้นที่ที่ไม่ได้แสดง",
)
NO_PARTNERS = Text(
    "No partnership or agreement of agencies is on record: who coordinates with whom is not known, and every "
    "agency counts by itself.",
    "ไม่มีข้อมูลความร่วมมือหรือข้อตกลงระหว่างหน่วยงาน จึงไม่ทราบว่าใครประสานงานกับใคร และนับทุกหน่วยงานแยกกัน",
)
