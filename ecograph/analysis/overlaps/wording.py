"""What overlaps are called, in words."""

from collections.abc import Mapping

from ecograph.model import Text

RUNGS: Mapping[str, Text] = {
    "fragmentation": Text("fragmentation", "งานกระจายหลายหน่วยงาน"),
    "overlap": Text("overlap", "ทับซ้อน"),
    "duplication": Text("duplication", "ซ้ำซ้อน"),
    "": Text("no overlap", "ไม่ใช่การทับซ้อน"),
}
VERDICTS: Mapping[str, Text] = {
    "one": Text("may be one under two names", "อาจเป็นรายการเดียวกันที่มีสองชื่อ"),
    "redundant": Text("looks redundant", "น่าจะซ้ำซ้อน"),
    "complementary": Text("looks complementary", "น่าจะเสริมกัน"),
    "undetermined": Text("redundant or not cannot be said yet", "ยังสรุปไม่ได้ว่าซ้ำซ้อนหรือไม่"),
}
CAUSES: Mapping[str, Text] = {
    "follows": Text("the one follows the other on record", "มีข้อมูลว่าโครงการหนึ่งต่อยอดจากอีกโครงการ"),
    "part": Text("the one is part of the other", "โครงการหนึ่งเป็นส่วนหนึ่งของอีกโครงการ"),
    "funding": Text("the fund pays for the program", "กองทุนให้ทุนแก่โครงการนั้น"),
    "bundle": Text("a loan and its guarantee are a bundle", "สินเชื่อกับการค้ำประกันเป็นชุดเดียวกัน"),
    "same": Text(
        "half of the shared clients or more have the same service in the same period on record",
        "ลูกค้าร่วมตั้งแต่ครึ่งหนึ่งขึ้นไปมีบันทึกว่าได้รับบริการเดียวกันในช่วงเวลาเดียวกัน",
    ),
    "perhaps": Text(
        "half of the shared clients or more may have had the same service in the same period, "
        "by what the programs say and not by the records of clients",
        "ลูกค้าร่วมตั้งแต่ครึ่งหนึ่งขึ้นไปอาจได้รับบริการเดียวกันในช่วงเวลาเดียวกัน ตามข้อมูลโครงการ มิใช่บันทึกรายลูกค้า",
    ),
    "unknown": Text("services of one of them are not on record", "ไม่มีข้อมูลบริการของฝ่ายใดฝ่ายหนึ่ง"),
    "apart": Text(
        "they offer a service in common, and fewer than half of the shared clients had it twice at once",
        "มีบริการเหมือนกัน แต่ลูกค้าร่วมไม่ถึงครึ่งได้รับบริการนั้นซ้ำในช่วงเวลาเดียวกัน",
    ),
    "progression": Text(
        "different services, one before the other for four in five of the shared clients or more",
        "บริการต่างกัน และลูกค้าร่วมตั้งแต่สี่ในห้าได้รับจากฝ่ายหนึ่งก่อนอีกฝ่าย",
    ),
    "alike": Text(
        "names alike, and nothing on record that tells them apart", "ชื่อคล้ายกัน และไม่มีข้อมูลที่แยกออกจากกัน"
    ),
    "names": Text("names alike, and nearly the same clients", "ชื่อคล้ายกันและลูกค้าเกือบทั้งหมดเป็นรายเดียวกัน"),
    "attributes": Text(
        "by theme, place and year alone, not by shared clients",
        "พิจารณาจากประเด็น พื้นที่ และปีเท่านั้น มิใช่ลูกค้าร่วม",
    ),
    "services": Text("no service in common on record", "ไม่มีบริการที่เหมือนกันในข้อมูล"),
}
SENTENCE = Text(
    "{first} and {second} share {shared} clients, {expected} expected by chance: {rung}, {verdict}, "
    "because {cause}.",
    "{first} และ {second} มีลูกค้าร่วมกัน {shared} ราย โดยบังเอิญควรมี {expected} ราย: {rung} {verdict} เพราะ{cause}",
)
TWO_NAMES = Text(
    "{first} and {second} may be one under two names: they are named alike and share {shared} clients, "
    "nearly all that either has. Put the records right before anything is said of overlap.",
    "{first} และ {second} อาจเป็นรายการเดียวกันที่มีสองชื่อ: ชื่อคล้ายกันและมีลูกค้าร่วมกัน {shared} ราย ซึ่งเกือบทั้งหมด "
    "ควรแก้ไขข้อมูลก่อนสรุปเรื่องการทับซ้อน",
)
ALIKE = Text("What may be one under two names", "รายการที่อาจเป็นรายการเดียวกันแต่มีสองชื่อ")
BEYOND_NAMES = Text(
    "{number:,} more pairs are named alike; they are not listed.",
    "ยังมีอีก {number:,} คู่ที่ชื่อคล้ายกันแต่ไม่ได้แสดง",
)
NAMED_ALIKE = Text(
    "{first} and {second} may be one under two names: they are named alike, and nothing on record tells them "
    "apart. Whether their clients are the same is not what this rests on.",
    "{first} และ {second} อาจเป็นรายการเดียวกันที่มีสองชื่อ: ชื่อคล้ายกันและไม่มีข้อมูลใดแยกสองรายการนี้ออกจากกัน "
    "ทั้งนี้ไม่ได้อาศัยลูกค้าร่วม",
)
NO_CLIENTS = Text(
    "{number:,} of {all:,} have no clients on record: whether they overlap is not known.",
    "{number:,} จาก {all:,} รายการไม่มีข้อมูลลูกค้า จึงไม่ทราบว่าทับซ้อนหรือไม่",
)
FEW = Text(
    "{number:,} pairs beyond chance share fewer than {fewest} clients; they are not named.",
    "มี {number:,} คู่ที่เกินความบังเอิญแต่มีลูกค้าร่วมน้อยกว่า {fewest} ราย จึงไม่ระบุชื่อ",
)
BEYOND = Text(
    "{number:,} more pairs are beyond chance; they are not listed.",
    "ยังมีอีก {number:,} คู่ที่เกินความบังเอิญแต่ไม่ได้แสดง",
)
TESTED = Text(
    "{number:,} pairs were tested; of those named, at most {level:.1%} are chance on average.",
    "ทดสอบ {number:,} คู่ ในคู่ที่ระบุ โดยเฉลี่ยเป็นความบังเอิญไม่เกิน {level:.1%}",
)
NO_STRATA = Text(
    "Region or industry is not on record: what is near or alike may look like overlap.",
    "ไม่มีข้อมูลภาคหรืออุตสาหกรรม ความใกล้หรือความคล้ายจึงอาจดูเหมือนทับซ้อน",
)
NO_SERVICES = Text(
    "Services of one of them are not on record; “different” cannot be told from “unknown”.",
    "ไม่มีข้อมูลบริการของฝ่ายใดฝ่ายหนึ่ง จึงแยก “ต่าง” กับ “ไม่ทราบ” ไม่ได้",
)
NO_PERIODS = Text(
    "{number:,} of {shared:,} shared clients have no first day on record with one of them.",
    "ลูกค้าร่วม {number:,} จาก {shared:,} รายไม่มีวันเริ่มในข้อมูลของฝ่ายใดฝ่ายหนึ่ง",
)
LOOK = Text(
    "Records that look alike are a reason to ask, not a verdict.",
    "ข้อมูลที่เหมือนกันเป็นเหตุให้สอบถาม มิใช่ข้อสรุป",
)
FUNDS_AND_PROGRAMS = Text("programs and funds together", "โครงการและแหล่งทุนรวมกัน")
CONFIRMED = Text(
    "{number:,} of {all:,} pairs are beyond chance with every degree kept exactly, too: {draws:,} draws, in "
    "which {nodes:,} with {links:,} links trade clients.",
    "{number:,} จาก {all:,} คู่ยังเกินความบังเอิญเมื่อคงจำนวนลูกค้าและจำนวนโครงการทุกรายไว้ทุกประการ: สุ่ม {draws:,} ครั้ง "
    "แลกลูกค้าระหว่าง {nodes:,} รายการ {links:,} ความเชื่อมโยง",
)
NOT_CONFIRMED = Text(
    "With every degree kept exactly it is not beyond chance (p = {p:.3g}, {draws:,} draws): a weak finding.",
    "เมื่อคงจำนวนลูกค้าและจำนวนโครงการทุกรายไว้ทุกประการ คู่นี้ไม่เกินความบังเอิญ (p = {p:.3g} สุ่ม {draws:,} ครั้ง) "
    "จึงเป็นผลที่อ่อน",
)
NOT_MIXED = Text(
    "The draws with every degree kept exactly have not mixed: they confirm nothing, nor do they refute it.",
    "การสุ่มโดยคงจำนวนทุกรายไว้ยังไม่ผสมกันดีพอ จึงยังยืนยันหรือหักล้างไม่ได้",
)
DECLARATIONS: Mapping[str, Text] = {
    "area": Text("areas", "พื้นที่"),
    "size": Text("size classes", "ขนาดกิจการ"),
    "industry": Text("industries", "อุตสาหกรรม"),
}
DECLARED = Text(
    "Whom a program or fund declares not to take is no client of it by chance; taken as declared, unless a "
    "client on record contradicts it: {by}.",
    "ผู้ที่โครงการหรือแหล่งทุนระบุว่าไม่รับ ถือว่าไม่เป็นลูกค้าโดยบังเอิญ เว้นแต่มีลูกค้าในข้อมูลขัดกับที่ระบุ ใช้ข้อมูลที่ระบุไว้เรื่อง: {by}",
)
NOT_DECLARED = Text(
    "Declared, and left out of the reckoning of chance, as a network of this size would have too many "
    "classes: {by}.",
    "ไม่ได้นำข้อมูลที่ระบุไว้ต่อไปนี้มาใช้คำนวณความบังเอิญ เพราะเครือข่ายขนาดนี้จะมีชั้นมากเกินไป: {by}",
)
