"""The words of missing links between institutions of two kinds."""

from ecograph.model import Text

NOTHING = Text("nothing on record", "ไม่มีข้อมูล")
SENTENCES = {
    "agency-fund": Text(
        "{where}: no link on record. Clients of the agency whom the fund takes and has not financed: "
        "{taken}; of these with a need on record that it answers: {gain}. In common now: {shared} (expected "
        "{expected}). Between them: {between}.",
        "{where}: ไม่มีข้อมูลการเชื่อมโยง ลูกค้าของหน่วยงานที่แหล่งทุนรับได้และยังไม่ได้รับ {taken} ราย "
        "ในจำนวนนี้มีความต้องการที่แหล่งทุนตอบได้ {gain} ราย ลูกค้าร่วมขณะนี้ {shared} ราย (ควรเป็น {expected}) "
        "สิ่งที่เชื่อมระหว่างกัน: {between}",
    ),
    "fund-program": Text(
        "{where}: no link on record. Participants of the program whom the fund takes and has not financed: "
        "{taken}; of these with a need on record that it answers: {gain}. In common now: {shared} (expected "
        "{expected}). Between them: {between}.",
        "{where}: ไม่มีข้อมูลการเชื่อมโยง ผู้เข้าร่วมโครงการที่แหล่งทุนรับได้และยังไม่ได้รับ {taken} ราย "
        "ในจำนวนนี้มีความต้องการที่แหล่งทุนตอบได้ {gain} ราย ร่วมกันขณะนี้ {shared} ราย (ควรเป็น {expected}) "
        "สิ่งที่เชื่อมระหว่างกัน: {between}",
    ),
    "program-area": Text(
        "{where}: the program is not there on record. Enterprises there that it could help with a theme that "
        "they have not been reached with: {gain}. Between them: {between}.",
        "{where}: ไม่มีข้อมูลว่าโครงการอยู่ในพื้นที่นี้ วิสาหกิจในพื้นที่ที่ช่วยได้ในประเด็นที่ยังเข้าไม่ถึง {gain} ราย "
        "สิ่งที่เชื่อมระหว่างกัน: {between}",
    ),
}
BRINGS = Text("{who} brings: {services}.", "{who} มีบริการที่อีกฝ่ายไม่มี: {services}")
COSTS = {
    "agency-fund": Text(
        "Its cost: an agreement with whoever manages the fund. Its envelope in baht: {envelope}; most for "
        "one enterprise: {ceiling}.",
        "ต้นทุน: ข้อตกลงกับผู้บริหารแหล่งทุน วงเงินรวม (บาท): {envelope} วงเงินต่อราย: {ceiling}",
    ),
    "fund-program": Text(
        "Its cost: conditions of the fund to align with the program. Envelope of the fund in baht: "
        "{envelope}; budget of the program: {budget}.",
        "ต้นทุน: ปรับเงื่อนไขของแหล่งทุนให้สอดคล้องกับโครงการ วงเงินแหล่งทุน (บาท): {envelope} งบประมาณโครงการ: {budget}",
    ),
    "program-area": Text(
        "Its cost taken: the budget on record divided by the provinces where it is, in baht: {cost}.",
        "ต้นทุนที่ใช้คำนวณ: งบประมาณหารจำนวนจังหวัดที่ดำเนินการ (บาท): {cost}",
    ),
}
COULD = {
    "agency-fund": Text(
        "Who could use it, not who will: other conditions of the fund, and where it works, are not asked.",
        "เป็นผู้ที่อาจใช้ได้ มิใช่ผู้ที่จะได้รับ ยังไม่ได้พิจารณาเงื่อนไขอื่นและพื้นที่ของแหล่งทุน",
    ),
    "program-area": Text(
        "Who could be helped, not who will be: a program's capacity is not on record.",
        "เป็นจำนวนที่ช่วยได้ มิใช่จำนวนที่จะเข้าร่วมจริง เพราะไม่มีข้อมูลความจุของโครงการ",
    ),
}
COULD["fund-program"] = COULD["agency-fund"]
UNKNOWN_GAIN = Text(
    "Of {number:,} pairs without a link the gain is not known: clients, needs or services are not on record.",
    "ไม่ทราบประโยชน์ของ {number:,} คู่ เพราะไม่มีข้อมูลลูกค้า ความต้องการ หรือบริการ",
)
UNPLACED = Text(
    "{number:,} programs neither say where they work nor have participants on record: they are left out.",
    "โครงการ {number:,} รายการไม่ระบุพื้นที่และไม่มีข้อมูลผู้เข้าร่วม จึงไม่นำมาพิจารณา",
)
LEFT = Text("{number:,} more pairs; they are not listed.", "ยังมีอีก {number:,} คู่ที่ไม่ได้แสดง")
TOO_FEW = Text(
    "{number:,} links of this kind are on record, fewer than {fewest}: how well the score ranks them is not "
    "measured.",
    "มีข้อมูลการเชื่อมโยงชนิดนี้ {number:,} รายการ น้อยกว่า {fewest} จึงไม่วัดคุณภาพของคะแนน",
)
TOGETHER = Text(
    "Programs cover provinces by the group: a province left out is told by those beside it, and the measured "
    "quality says little of a program that goes to a first one.",
    "โครงการมักครอบคลุมจังหวัดเป็นกลุ่ม จังหวัดที่ซ่อนไว้จึงทายได้จากจังหวัดข้างเคียง "
    "ค่าคุณภาพที่วัดได้จึงบอกได้น้อยสำหรับการไปยังจังหวัดแรก",
)
