"""The words of the page about a pair that shares clients, in both languages."""

from collections.abc import Mapping

from ecograph.model import Text

TITLE = Text("What {first} and {second} have in common", "{first} กับ {second} มีอะไรร่วมกัน")
DRAWN = Text(
    "On the left and right the two that are compared, between them what they share: clients in groups, never "
    "one by itself, and services and themes. Outside is what only one of them has.",
    "ซ้ายและขวาคือสองฝ่ายที่เปรียบเทียบ ตรงกลางคือสิ่งที่มีร่วมกัน ลูกค้าแสดงเป็นกลุ่ม ไม่แสดงทีละราย รวมทั้งบริการและประเด็น "
    "ด้านนอกคือสิ่งที่มีเพียงฝ่ายเดียว",
)
PICTURE = Text("The evidence, drawn", "แผนภาพหลักฐาน")
GROUP = Text("{name}: {count} shared clients", "{name}: ลูกค้าร่วม {count} ราย")
HIDDEN_GROUP = Text("{name}: shared clients, number not shown", "{name}: ลูกค้าร่วม ไม่แสดงจำนวน")
CLIENTS = Text("clients", "ลูกค้า")

CHANCE = Text("Shared clients, and what chance would give", "ลูกค้าร่วม เทียบกับที่เกิดโดยบังเอิญ")
OBSERVED = Text("shared", "ลูกค้าร่วม")
EXPECTED = Text("expected by chance", "โดยบังเอิญควรมี")
RANGE = Text("chance alone would mostly give {low} to {high}", "โดยบังเอิญส่วนใหญ่จะอยู่ระหว่าง {low} ถึง {high}")
BEYOND = Text("beyond chance", "เกินความบังเอิญ")
CHART = Text(
    "{observed} clients shared; {expected} expected by chance, mostly {low} to {high}",
    "ลูกค้าร่วม {observed} ราย โดยบังเอิญควรมี {expected} ราย ส่วนใหญ่ {low} ถึง {high}",
)
FIXED = Text(
    "Chance keeps how many clients each program has, how many programs each enterprise is in, region, "
    "corridor and industry, and whom programs say they take.",
    "ความบังเอิญในที่นี้คงจำนวนลูกค้าของแต่ละโครงการ จำนวนโครงการของวิสาหกิจแต่ละราย ภูมิภาค ระเบียง อุตสาหกรรม "
    "และกลุ่มที่โครงการระบุว่ารับไว้",
)

RULE = Text("The rung, and the rule that put it there", "ระดับ และกฎที่จัดให้อยู่ระดับนั้น")
RUNG, MEANS = Text("Rung", "ระดับ"), Text("What it means (GAO-15-49SP)", "ความหมาย (GAO-15-49SP)")
LADDER: Mapping[str, Text] = {
    "fragmentation": Text(
        "several agencies work in one field; nothing is said of their clients",
        "หลายหน่วยงานทำงานด้านเดียวกัน โดยยังไม่กล่าวถึงลูกค้า",
    ),
    "overlap": Text("they reach the same enterprises", "เข้าถึงวิสาหกิจรายเดียวกัน"),
    "duplication": Text(
        "they give the same service to the same enterprises in the same period",
        "ให้บริการเดียวกันแก่วิสาหกิจรายเดียวกันในช่วงเวลาเดียวกัน",
    ),
}
HERE = Text("this pair", "คู่นี้")
BECAUSE = Text("Because", "เพราะ")

WHO = Text("Who the shared clients are", "ลูกค้าร่วมคือใคร")
BY = Text("Shared clients by {dimension}", "ลูกค้าร่วมจำแนกตาม{dimension}")
DIMENSIONS: Mapping[str, Text] = {
    "corridor": Text("corridor", "ระเบียง"),
    "size": Text("size", "ขนาด"),
}
NUMBER = Text("Enterprises", "จำนวน (ราย)")
TOTAL = Text("Total", "รวม")
SMALL_GROUPS = Text(
    "Groups of fewer than {threshold} are shown as <{threshold}, and as many others are hidden as keep these "
    "from being worked out. No enterprise is named here.",
    "กลุ่มที่น้อยกว่า {threshold} ราย แสดงเป็น <{threshold} และปกปิดกลุ่มอื่นเท่าที่จำเป็นเพื่อมิให้คำนวณย้อนกลับ "
    "ไม่มีการระบุชื่อวิสาหกิจ",
)

COMPARED = Text("Compared one by one", "เปรียบเทียบทีละด้าน")
COMPARED_CAPTION = Text("What both have on record, and what one alone", "สิ่งที่มีในข้อมูลทั้งสองฝ่าย และสิ่งที่มีฝ่ายเดียว")
ASPECT, BOTH = Text("What", "ด้าน"), Text("Both", "ทั้งสองฝ่าย")
ONLY = Text("Only {name}", "เฉพาะ{name}")
ASPECTS: Mapping[str, Text] = {
    "services": Text("services", "บริการ"),
    "themes": Text("themes", "ประเด็น"),
    "industries": Text("industries", "อุตสาหกรรม"),
    "areas": Text("areas and corridors", "พื้นที่และระเบียง"),
    "periods": Text("fiscal years with clients", "ปีงบประมาณที่มีลูกค้า"),
}
NOT_ON_RECORD = Text("not on record", "ไม่มีในข้อมูล")
NONE = Text("none", "ไม่มี")
MORE = Text("and {count} more", "และอีก {count} รายการ")
FURTHER = Text("More of each", "ดูแต่ละฝ่ายเพิ่มเติม")
MATRIX = Text("All pairs", "คู่ทั้งหมด")
AS_FINDING = Text("All numbers of this finding", "ตัวเลขทั้งหมดของผลนี้")
