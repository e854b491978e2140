"""The words in which a finding is explained, in both languages."""

from ecograph.model import Text

FOUND = Text("Finding", "ผลการวิเคราะห์")
FIGURES = Text("Numbers", "ตัวเลข")
RESTS_ON = Text("What it rests on", "หลักฐาน")
VALUE, KIND, KEY, TO = (
    Text("value", "ค่า"),
    Text("kind", "ชนิด"),
    Text("key", "รหัส"),
    Text("to", "ไปยัง"),
)
ASKED, VERSION, CONFIDENCE = (
    Text("asked", "คำถาม"),
    Text("store version", "รุ่นข้อมูล"),
    Text("confidence", "ความเชื่อมั่น"),
)
NAMES = {
    "verdict": Text("says", "สรุป"),
    "cause": Text("why", "สาเหตุหลัก"),
    "observed": Text("observed", "พบจริง"),
    "expected": Text("expected", "ควรเป็น"),
    "effect": Text("effect", "ขนาดของผล"),
    "interval": Text("interval", "ช่วงความเชื่อมั่น"),
    "p": Text("p", "p"),
    "q": Text("q (false discovery rate)", "q (อัตราการพบผิด)"),
    "null": Text("null", "สมมุติฐานหลัก"),
    "method": Text("method", "วิธี"),
    "enterprises": Text("enterprises", "วิสาหกิจ"),
    "eligible": Text("eligible", "ผู้ประกอบการเป้าหมาย"),
    "reached": Text("reached", "เข้าถึง"),
    "unreached": Text("not reached", "ยังไม่เข้าถึง"),
    "undetermined": Text("eligibility not known", "ไม่ทราบว่าเข้าเกณฑ์หรือไม่"),
    "rate": Text("rate", "อัตรา"),
    "rate_low": Text("rate, lower limit", "อัตรา ขอบล่าง"),
    "rate_high": Text("rate, upper limit", "อัตรา ขอบบน"),
    "detectable": Text("smallest shortfall that would be seen", "การขาดน้อยที่สุดที่ตรวจพบได้"),
    "binomial_p": Text("binomial p", "p แบบทวินาม"),
    "dispersion": Text("dispersion", "การกระจายเกิน"),
    "programs_there": Text("programs and funds there", "โครงการและแหล่งทุนในพื้นที่"),
    "programs_reporting": Text("of these, with participants", "ในจำนวนนี้ที่มีผู้เข้าร่วมในข้อมูล"),
    "programs_unsaid": Text("not said where", "ไม่ระบุพื้นที่"),
    "programs_elsewhere": Text("elsewhere", "อยู่ที่อื่น"),
    "stratum": Text("size × industry", "ขนาด × อุตสาหกรรม"),
    "shared": Text("clients in common", "ลูกค้าร่วม"),
    "beyond_expected": Text("beyond what is expected", "เกินกว่าที่ควรเป็น"),
    "gain_first": Text("gain of the first", "ประโยชน์ต่อหน่วยงานแรก"),
    "gain_second": Text("gain of the second", "ประโยชน์ต่อหน่วยงานที่สอง"),
    "in_common": Text("in common", "สิ่งที่มีร่วมกัน"),
    "envelope_first": Text("envelopes of the first alone (baht)", "วงเงินที่มีเฉพาะหน่วยงานแรก (บาท)"),
    "envelope_second": Text("envelopes of the second alone (baht)", "วงเงินที่มีเฉพาะหน่วยงานที่สอง (บาท)"),
    "resource_allocation": Text("resource allocation", "คะแนน resource allocation"),
    "adamic_adar": Text("Adamic-Adar", "คะแนน Adamic-Adar"),
    "jaccard": Text("Jaccard", "คะแนน Jaccard"),
    "preferential_attachment": Text("preferential attachment", "คะแนน preferential attachment"),
    "exchanged_with_others": Text("data exchanged with others", "ข้อมูลที่แลกเปลี่ยนกับหน่วยงานอื่น"),
    "asking": Text("ask for finance", "ต้องการเงินทุน"),
    "nothing": Text("nothing on record", "ไม่มีข้อมูล"),
    "asks": Text("ask, and no further step", "ต้องการ แต่ไม่มีข้อมูลขั้นต่อไป"),
    "plan": Text("have a business plan", "มีแผนธุรกิจ"),
    "plan_unknown": Text("business plan not known", "ไม่ทราบว่ามีแผนธุรกิจหรือไม่"),
    "refused": Text("refused or withdrew", "ไม่อนุมัติหรือถอนคำขอ"),
    "applied": Text("have applied", "ยื่นคำขอแล้ว"),
    "guarantee": Text("have a guarantee", "ได้รับการค้ำประกัน"),
    "loan": Text("have a loan", "ได้รับสินเชื่อ"),
    "lent": Text("with a loan, whether they ask or not", "ได้สินเชื่อทั้งหมด"),
    "reverse": Text("the other way round", "ลำดับกลับกัน"),
    "affected": Text("of these, of whom it lacks the data", "ในจำนวนนี้ที่ขาดข้อมูล"),
    "clients": Text("clients", "ลูกค้า"),
    "holders": Text("agencies that hold the data", "หน่วยงานที่มีข้อมูล"),
    "gain": Text("with a need that is answered", "ที่ตอบความต้องการได้"),
    "taken": Text("taken, and not yet served", "ที่รับได้และยังไม่ได้รับ"),
    "paths_of_three": Text("paths of length three", "คะแนนเส้นทางยาวสาม"),
    "envelope": Text("envelope (baht)", "วงเงินรวม (บาท)"),
    "ceiling": Text("most for one enterprise (baht)", "วงเงินต่อราย (บาท)"),
    "budget": Text("budget (baht)", "งบประมาณ (บาท)"),
    "pairs": Text("pairs of agencies between which it lies", "จำนวนคู่หน่วยงานที่เป็นตัวกลาง"),
    "betweenness": Text("betweenness", "ค่าความเป็นตัวกลาง"),
    "constraint": Text("constraint", "ค่าข้อจำกัดของเครือข่าย"),
    "effective_size": Text("effective size", "ขนาดเครือข่ายที่ไม่ซ้ำซ้อน"),
    "partners": Text("works with (agencies)", "หน่วยงานที่ทำงานด้วย"),
    "houses": Text("houses", "จำนวนสังกัด"),
    "agencies": Text("agencies", "หน่วยงาน"),
    "inside": Text("links inside", "ความเชื่อมโยงภายใน"),
    "across": Text("of these across houses", "ในจำนวนนี้ข้ามสังกัด"),
    "outside": Text("links to others", "ความเชื่อมโยงภายนอก"),
    "added": Text("enterprises added", "วิสาหกิจที่เพิ่ม"),
    "alone": Text("by this extension alone", "เฉพาะรายการนี้"),
    "together": Text("with those before it", "รวมกับรายการก่อนหน้า"),
    "cost": Text("cost", "ต้นทุน"),
    "similarity": Text("score of those with the same history", "คะแนนจากรายที่มีประวัติเดียวกัน"),
    "needs": Text("needs on record", "ความต้องการที่มีข้อมูล"),
    "participants": Text("participants", "ผู้เข้าร่วม"),
    "met": Text("met every condition", "ผ่านเงื่อนไขทุกข้อ"),
    "failed": Text("did not meet one", "ไม่ผ่านอย่างน้อยหนึ่งข้อ"),
    "unknown": Text("not known", "ไม่ทราบ"),
    "stating": Text("with a need on record", "ที่มีข้อมูลความต้องการ"),
    "matched": Text("with a need that is answered", "ที่ได้รับการตอบความต้องการ"),
    "share": Text("part of needs answered", "สัดส่วนความต้องการที่ตอบได้"),
    "clients_first": Text("clients of the first", "ลูกค้าของฝ่ายแรก"),
    "clients_second": Text("clients of the second", "ลูกค้าของฝ่ายที่สอง"),
    "same_service_same_period": Text(
        "had the same service in the same period from both", "ได้รับบริการเดียวกันในช่วงเวลาเดียวกันจากทั้งสองฝ่าย"
    ),
    "possibly_same_service": Text("may have had it so", "อาจได้รับเช่นนั้น"),
    "with_dates": Text("shared clients with dates", "ลูกค้าร่วมที่มีวันที่"),
    "first_earlier": Text("began with the first", "เริ่มจากฝ่ายแรกก่อน"),
    "second_earlier": Text("began with the second", "เริ่มจากฝ่ายที่สองก่อน"),
    "clients_overlap_coefficient": Text(
        "shared, of the clients of the smaller", "ลูกค้าร่วมต่อลูกค้าของฝ่ายที่เล็กกว่า"
    ),
    "clients_jaccard": Text("shared, of all clients of either", "ลูกค้าร่วมต่อลูกค้าทั้งหมดของทั้งสองฝ่าย"),
    "hypergeometric_p": Text("hypergeometric p (description)", "p แบบไฮเพอร์จีออเมตริก (เพื่อประกอบ)"),
    "standard_deviation": Text("standard deviation by chance", "ส่วนเบี่ยงเบนมาตรฐานโดยบังเอิญ"),
    "pairs_tested": Text("pairs tested", "จำนวนคู่ที่ทดสอบ"),
    "strata": Text("strata", "ชั้นภูมิ"),
    "eligibility_cells": Text("strata, cut by declared eligibility", "ชั้นภูมิที่แบ่งตามคุณสมบัติที่ระบุ"),
    "fixed_degrees_p": Text("p with every degree kept exactly", "p เมื่อคงจำนวนทุกรายไว้ทุกประการ"),
    "fixed_degrees_expected": Text(
        "expected with every degree kept exactly", "ค่าที่ควรเป็นเมื่อคงจำนวนทุกรายไว้ทุกประการ"
    ),
    "fixed_degrees_draws": Text("draws with every degree kept exactly", "จำนวนครั้งที่สุ่มโดยคงจำนวนทุกรายไว้"),
    "agencies_apart": Text("agencies, those that belong together as one", "หน่วยงาน นับที่เกี่ยวข้องกันเป็นหนึ่ง"),
    "compared": Text("compared", "ด้านที่เปรียบเทียบ"),
    "first": Text("the first has", "ฝ่ายแรกมี"),
    "second": Text("the second has", "ฝ่ายที่สองมี"),
    "overlap_coefficient": Text("overlap coefficient", "ค่าสัมประสิทธิ์การทับซ้อน"),
    "services": Text("services", "บริการ"),
    "programs": Text("programs", "โครงการ"),
    "agency": Text("agency", "หน่วยงาน"),
    "record": Text("record", "บันทึกที่"),
    "program": Text("program", "โครงการ"),
    "fiscal_year": Text("fiscal year", "ปีงบประมาณ (ค.ศ.)"),
    "starts_on": Text("first day", "วันเริ่ม"),
    "ends_on": Text("last day", "วันสิ้นสุด"),
    "amount": Text("amount (baht)", "จำนวนเงิน (บาท)"),
    "status": Text("status", "สถานะ"),
    "days": Text("days in common", "จำนวนวันที่ซ้อนกัน"),
    "rate elsewhere": Text("rate elsewhere", "อัตราของที่อื่น"),
}
"""What figures are called, by their names in a finding."""


def named(name: str) -> Text:
    """Return what a figure is called; its own name where there is no other."""
    return NAMES.get(name, Text(name, name))


TITLE = Text("What a finding rests on", "ผลการวิเคราะห์นี้อาศัยอะไร")
NUMBERS_HIDDEN = Text(
    "The numbers are not shown, to protect small groups.", "ไม่แสดงตัวเลข เพื่อคุ้มครองข้อมูลของกลุ่มเล็ก"
)
ABOUT = Text("What it is about", "เกี่ยวกับ")
TEST = Text("How it was tested", "วิธีทดสอบ")
STANDS = Text("Does it still hold if…", "ยังจริงหรือไม่หาก…")
EVIDENCE = Text("Evidence: programs and funds", "หลักฐาน: โครงการและแหล่งทุน")
LINKS = Text("Evidence: links", "หลักฐาน: ความเชื่อมโยง")
ROWS = Text("The rows it is computed from", "แถวที่ใช้คำนวณ")
CAVEATS = Text("To be kept in mind", "ข้อควรระวัง")
AGENCY = Text("Agency", "หน่วยงาน")
NAME = Text("Name", "ชื่อ")
READ_IN = Text("Read in", "อ่านจาก")
NO_EVIDENCE = Text("No program or fund on record bears on it.", "ไม่มีโครงการหรือแหล่งทุนในข้อมูลที่เกี่ยวข้อง")
MORE_EVIDENCE = Text("and {count} more", "และอีก {count} รายการ")
DECIDED = Text("What was decided", "ผลการพิจารณา")
DECISION_STANDS = Text("Stands as", "สถานะปัจจุบัน")
NOTHING_DECIDED = Text("open: nothing was decided on it", "ยังไม่มีการพิจารณา")
DECISIONS_HIDE_NOTHING = Text(
    "A decision hides nothing: the finding is shown as long as the data say it.",
    "การพิจารณาไม่ซ่อนผล ผลจะแสดงตราบเท่าที่ข้อมูลยังชี้เช่นนั้น",
)
AS_PAIR = Text("The two beside each other, with what they share", "เทียบทั้งสองฝ่าย พร้อมสิ่งที่มีร่วมกัน")
