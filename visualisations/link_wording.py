"""The words of the pages on what to link next: missing links, data, funding, and what if."""

from ecograph.model import Text

LINKS_TITLE = Text("What to link next", "ควรเชื่อมโยงอะไรต่อไป")
LINKS_NOTE = Text(
    "Agencies with most clients in common beyond what two independent draws would give, and no agreement on "
    "record. Dashed: not on record, and why (choose an agency). Full: a partnership on record. Not on record "
    "does not mean that there is none.",
    "หน่วยงานที่มีลูกค้าร่วมกันเกินกว่าที่ควรเป็นมากที่สุดและไม่มีข้อมูลข้อตกลง เส้นประ: ไม่มีข้อมูล พร้อมเหตุผล (เลือกหน่วยงาน) "
    "เส้นทึบ: มีความร่วมมือในข้อมูล การไม่มีข้อมูลมิได้แปลว่าไม่มีความร่วมมือ",
)
SHOWN = Text("Drawn: {shown} of {total} agencies.", "แสดง {shown} จาก {total} หน่วยงาน")
MISSING, PARTNER = (
    Text("no agreement on record with", "ไม่มีข้อมูลข้อตกลงกับ"),
    Text("partnership on record with", "มีความร่วมมือในข้อมูลกับ"),
)
PAIRS = Text("Pairs that could work together", "คู่หน่วยงานที่ควรร่วมมือกัน")
PAIRS_CAPTION = Text(
    "Agencies without an agreement on record, those with most clients in common beyond expectation first",
    "คู่หน่วยงานที่ไม่มีข้อมูลข้อตกลง เรียงตามลูกค้าร่วมที่เกินกว่าที่ควรเป็น",
)
FIRST, SECOND = Text("First", "หน่วยงานแรก"), Text("Second", "หน่วยงานที่สอง")
SHARED, EXPECTED = Text("Clients in common", "ลูกค้าร่วม"), Text("Expected", "ควรเป็น")
GAIN_FIRST, GAIN_SECOND = (
    Text("First would gain", "หน่วยงานแรกได้ประโยชน์"),
    Text("Second would gain", "หน่วยงานที่สองได้ประโยชน์"),
)
WHY = Text("What each brings, and what it costs", "สิ่งที่แต่ละฝ่ายมี และต้นทุน")
GAIN_NOTE = Text(
    "Gain: clients of the one, not of the other, with a need on record that a service of the other answers. "
    "More links are no goal in themselves: each costs an agreement to negotiate and programs to align.",
    "ประโยชน์: ลูกค้าของฝ่ายหนึ่งที่ยังไม่ใช่ลูกค้าอีกฝ่าย และมีความต้องการที่บริการของอีกฝ่ายตอบได้ "
    "การเชื่อมโยงมิใช่เป้าหมายในตัวเอง เพราะมีต้นทุนในการเจรจาและปรับโครงการ",
)
KINDS = {
    "agency-fund": Text("Agencies and funds", "หน่วยงานกับแหล่งทุน"),
    "fund-program": Text("Funds and programs", "แหล่งทุนกับโครงการ"),
    "program-area": Text("Programs and provinces", "โครงการกับจังหวัด"),
}
KIND_CAPTION = Text("Pairs with most to gain", "คู่ที่ได้ประโยชน์มากที่สุด")
GAIN, FOUND = Text("Enterprises", "วิสาหกิจ"), Text("What is found", "สิ่งที่พบ")
BROKERS = Text("Agencies through which others are joined", "หน่วยงานตัวกลาง")
NO_PAIRS = Text("No pair is found.", "ไม่พบคู่ใด")
HIDDEN_PAIRS = Text(
    "{count} pairs are not shown, to protect small groups.", "ไม่แสดง {count} คู่ เพื่อคุ้มครองข้อมูลของกลุ่มเล็ก"
)
EXCHANGES_TITLE = Text("Who holds which data", "หน่วยงานใดมีข้อมูลใด")
EXCHANGES_NOTE = Text(
    "An agency lacks data where its clients are clients too of others that hold it, and no agreement in "
    "force on record names data between them: these enterprises are asked twice.",
    "หน่วยงานขาดข้อมูลเมื่อลูกค้าของตนเป็นลูกค้าของหน่วยงานที่มีข้อมูลนั้นด้วย และไม่มีข้อตกลงที่มีผลซึ่งระบุข้อมูลระหว่างกัน "
    "วิสาหกิจเหล่านี้จึงถูกขอข้อมูลซ้ำ",
)
MATRIX_CAPTION = Text(
    "Agencies by data sets; agencies that lack most first", "หน่วยงานกับชุดข้อมูล เรียงตามที่ขาดข้อมูลมากที่สุด"
)
AGENCY = Text("Agency", "หน่วยงาน")
HOLDS, LACKS = Text("holds its own", "มีข้อมูลของตน"), Text("lacks others'", "ขาดของผู้อื่น")
AGREED = Text("agreed with {count}", "มีข้อตกลงกับ {count} แห่ง")
CLIENTS = Text("{count} clients", "ลูกค้า {count} ราย")
NO_DATA = Text("nothing on record", "ไม่มีข้อมูล")
FEW_CLIENTS = Text("few clients", "ลูกค้าจำนวนน้อย")
MORE_AGENCIES = Text(
    "{count} more agencies; `ecograph exchanges --matrix --csv` writes all.",
    "ยังมีอีก {count} หน่วยงาน เขียนทั้งหมดได้ด้วย `ecograph exchanges --matrix --csv`",
)
FUNDING_TITLE = Text("Where funding goes, and where the way to it breaks", "เงินทุนไปที่ใด และเส้นทางขาดตรงไหน")
FLOW = Text("From instruments by themes to corridors", "จากเครื่องมือทางการเงิน ผ่านประเด็น สู่ระเบียง")
FLOW_CAPTION = Text("Baht on record, by instrument and theme", "จำนวนเงินในข้อมูล (บาท) รายเครื่องมือและประเด็น")
PLACE_CAPTION = Text("Baht on record, by theme and place", "จำนวนเงินในข้อมูล (บาท) รายประเด็นและพื้นที่")
FLOW_NOTE = Text(
    "Amounts of finance approved and of support completed, as far as they are on record: of {unknown} the "
    "amount is not. What addresses several themes is not split. Flows to fewer than {threshold} enterprises "
    "are left out of all sums here.",
    "จำนวนเงินที่อนุมัติหรือการส่งเสริมที่เสร็จสิ้นเท่าที่มีข้อมูล อีก {unknown} รายการไม่มีข้อมูลจำนวนเงิน "
    "รายการที่ตอบหลายประเด็นไม่ได้แบ่ง ไม่รวมกระแสเงินที่มีวิสาหกิจน้อยกว่า {threshold} ราย",
)
NO_FLOW = Text("No amount is on record.", "ไม่มีข้อมูลจำนวนเงิน")
INSTRUMENT, THEME, PLACE, BAHT = (
    Text("Instrument", "เครื่องมือ"),
    Text("Theme", "ประเด็น"),
    Text("Place", "พื้นที่"),
    Text("Baht", "บาท"),
)
BY_PROGRAM, NO_INSTRUMENT = (
    Text("Given by programs", "จากโครงการ"),
    Text("instrument not on record", "ไม่ระบุเครื่องมือ"),
)
SEVERAL, NO_THEME = Text("several themes", "หลายประเด็น"), Text("theme not on record", "ไม่มีข้อมูลประเด็น")
STEPS = Text("How far enterprises that ask for finance got", "วิสาหกิจที่ต้องการเงินทุนไปถึงขั้นใด")
STEPS_CAPTION = Text(
    "Enterprises that ask for finance on record, at the furthest step that each got to",
    "วิสาหกิจที่ต้องการเงินทุนในข้อมูล นับที่ขั้นไกลที่สุดของแต่ละราย",
)
ASKING, STANDS = Text("Ask", "ต้องการเงินทุน"), Text("Where most stand", "ส่วนใหญ่อยู่ที่")
WHAT_IF_TITLE = Text("What if: {title}", "หาก: {title}")
WHAT_IF = Text("What if", "หากเปลี่ยนแปลง")
CHANGES, ASSUMED = Text("The change", "สิ่งที่เปลี่ยน"), Text("What was assumed", "ข้อสมมุติ")
SUMMARY = Text(
    "{measures} measures differ; findings: {closed} no longer found, {new} new, {changed} changed, "
    "{gone} gone with what is removed. Nothing is written.",
    "ตัววัดเปลี่ยน {measures} รายการ ข้อค้นพบ: ไม่พบแล้ว {closed} เกิดขึ้น {new} เปลี่ยนไป {changed} "
    "หมดไปพร้อมสิ่งที่ยกเลิก {gone} ไม่มีการบันทึกข้อมูล",
)
MAPS = Text("Where it makes a difference", "ความแตกต่างในแต่ละพื้นที่")
MAP_NOTE = Text(
    "Change by corridor, over all themes: an enterprise counts once for each theme.",
    "การเปลี่ยนแปลงรายระเบียง รวมทุกประเด็น วิสาหกิจหนึ่งรายนับครั้งเดียวต่อประเด็น",
)
MAP_OF = {
    "reach-gap.reached": Text("Reached", "เข้าถึงแล้ว"),
    "potential.enterprises": Text("Could be reached and are not", "เข้าถึงได้แต่ยังไม่เข้าถึง"),
}
MAP_CAPTION = Text("Change by corridor", "การเปลี่ยนแปลงรายระเบียง")
FEWER, MORE_OF, ALIKE, UNSHOWN = (
    Text("fewer", "ลดลง"),
    Text("more", "เพิ่มขึ้น"),
    Text("the same", "เท่าเดิม"),
    Text("not shown", "ไม่แสดง"),
)
MEASURES = Text("Measures before and after", "ตัววัดก่อนและหลัง")
MEASURES_CAPTION = Text("Measures that differ", "ตัววัดที่เปลี่ยนไป")
OF, BEFORE, AFTER, CHANGE = (
    Text("of", "ของ"),
    Text("Before", "ก่อน"),
    Text("After", "หลัง"),
    Text("Change", "เปลี่ยนแปลง"),
)
SAME = Text("{count} more measures stay the same.", "ตัววัดอีก {count} รายการไม่เปลี่ยนแปลง")
NONE_DIFFERS = Text("No measure differs.", "ไม่มีตัววัดใดเปลี่ยนแปลง")
TURNS = Text("Findings that come, go or differ", "ข้อค้นพบที่เกิดขึ้น หมดไป หรือเปลี่ยนไป")
TURNS_CAPTION = Text("Findings, those no longer found first", "ข้อค้นพบ เรียงจากที่ไม่พบแล้ว")
BECOMES, FINDING = Text("What becomes of it", "ผล"), Text("Finding", "ข้อค้นพบ")
MORE_LINES = Text("{count} more; `--csv` writes all.", "ยังมีอีก {count} รายการ เขียนทั้งหมดได้ด้วย `--csv`")
NO_TURNS = Text("No finding comes, goes or differs.", "ไม่มีข้อค้นพบเปลี่ยนแปลง")
BEARS = Text("To be kept in mind", "ข้อควรระวัง")
