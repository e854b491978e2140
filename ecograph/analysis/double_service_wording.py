"""What double service is called, and what a reader must know before acting on it."""

from ecograph.model import Text

CONFIRMED, POSSIBLE, TO_IDENTIFY = "confirmed", "possible", "to_identify"
GRADES = {
    CONFIRMED: Text("confirmed", "ยืนยันแล้ว"),
    TO_IDENTIFY: Text("to be identified", "รอยืนยันว่าเป็นรายเดียวกัน"),
    POSSIBLE: Text("possible", "อาจซ้ำ"),
}
"""How sure a case is, in the order in which cases are listed."""
BUILDS_ON, SAME_WORK = "builds_on", "same_work"
CAUSES = {
    BUILDS_ON: Text("may build on the other", "อาจเป็นการต่อยอด"),
    SAME_WORK: Text("same service, nothing further", "บริการเดียวกัน ไม่มีบริการต่อยอด"),
}
"""Whether the later of two participations may build on the earlier one."""
SENTENCES = {
    CONFIRMED: Text(
        "{enterprise} received {service} twice in the same period: from {agency} ({program}) and from "
        "{other_agency} ({other_program}), {days} days from {since} to {until}.",
        "{enterprise} ได้รับบริการ{service}ซ้ำในช่วงเวลาเดียวกัน จาก{agency} ({program}) และ{other_agency} "
        "({other_program}) ซ้อนกัน {days} วัน ตั้งแต่ {since} ถึง {until}",
    ),
    TO_IDENTIFY: Text(
        "{enterprise} and {other} are alike in name. If they are one, it received {service} twice in the "
        "same period: from {agency} ({program}) and from {other_agency} ({other_program}), {days} days from "
        "{since} to {until}.",
        "{enterprise} กับ {other} ชื่อคล้ายกัน หากเป็นรายเดียวกัน ได้รับบริการ{service}ซ้ำในช่วงเวลาเดียวกัน จาก{agency} "
        "({program}) และ{other_agency} ({other_program}) ซ้อนกัน {days} วัน ตั้งแต่ {since} ถึง {until}",
    ),
    POSSIBLE: Text(
        "{enterprise} took part in two programs that offer {service} and overlap by {days} days, from "
        "{since} to {until}: {program} of {agency} and {other_program} of {other_agency}. Whether it "
        "received that service in both is not on record.",
        "{enterprise} เข้าร่วมสองโครงการที่ให้บริการ{service}และมีช่วงเวลาซ้อนกัน {days} วัน ตั้งแต่ {since} ถึง {until} "
        "ได้แก่ {program} ({agency}) และ {other_program} ({other_agency}) ไม่มีบันทึกว่าได้รับบริการนี้จากทั้งสองโครงการ",
    ),
}
TO_CHECK = Text(
    "This is a case to check, not a finding of fault: the second service may have been needed.",
    "เป็นรายการเพื่อตรวจสอบ มิใช่ข้อสรุปว่ามีความผิด บริการครั้งที่สองอาจมีความจำเป็น",
)
CAVEATS = {
    CONFIRMED: (TO_CHECK,),
    TO_IDENTIFY: (
        Text(
            "A person must say whether the two are one enterprise: `ecograph identity same` or `different`.",
            "ต้องมีผู้วินิจฉัยว่าเป็นวิสาหกิจรายเดียวกันหรือไม่: `ecograph identity same` หรือ `different`",
        ),
        TO_CHECK,
    ),
    POSSIBLE: (
        Text(
            "The service or the period is that of the program, not of the record: it accuses nobody.",
            "บริการหรือช่วงเวลาเป็นของโครงการ มิใช่ของบันทึกการเข้าร่วม จึงไม่ใช่ข้อกล่าวหา",
        ),
        TO_CHECK,
    ),
}
SOMEBODY = Text("an agency that is not on record", "หน่วยงานที่ไม่มีข้อมูล")
NOT_LISTED = Text(
    "Not listed by intent: a guarantee with its loan, and training followed by coaching, which are different "
    "services; and whatever did not overlap in time.",
    "ไม่นำมาแสดงโดยเจตนา: การค้ำประกันพร้อมสินเชื่อ และการอบรมแล้วต่อด้วยการให้คำปรึกษา ซึ่งเป็นคนละบริการ "
    "และบริการที่ช่วงเวลาไม่ซ้อนกัน",
)
LEFT_OUT = {
    "same_program": Text(
        "{number} overlaps are of one program, or of a program and one that it is part of: not listed.",
        "{number} รายการซ้อนกันอยู่ในโครงการเดียวกัน หรือโครงการกับส่วนหนึ่งของโครงการนั้น ไม่นำมาแสดง",
    ),
    "follows": Text(
        "{number} overlaps are of a program and the one that follows it: a progression, not listed.",
        "{number} รายการเป็นโครงการที่ต่อเนื่องกัน ถือเป็นการต่อยอด ไม่นำมาแสดง",
    ),
    "alike_by_tags": Text(
        "{number} overlaps match by name alone, and by the programs' tags alone: too weak to list.",
        "{number} รายการตรงกันเพียงชื่อ และเพียงบริการหรือช่วงเวลาของโครงการ หลักฐานอ่อนเกินไป ไม่นำมาแสดง",
    ),
    "beyond": Text(
        "{number} more cases are counted and not listed: ask for one agency, year or theme.",
        "ยังมีอีก {number} รายการที่นับแล้วแต่ไม่ได้แสดง โปรดระบุหน่วยงาน ปี หรือด้าน",
    ),
}
"""Why cases are not listed, by what is counted of them."""
NOTHING_RECORDED = Text(
    "No service is on record, neither of participations nor of programs: double service is unknown, "
    "not zero.",
    "ไม่มีข้อมูลบริการ ทั้งของการเข้าร่วมและของโครงการ จึงไม่ทราบว่ามีบริการซ้ำหรือไม่ มิใช่ศูนย์",
)
NO_YEAR = Text(
    "No participation of the fiscal year {year} is on record: double service of that year is unknown, "
    "not zero.",
    "ไม่มีข้อมูลการเข้าร่วมของปีงบประมาณ ค.ศ. {year} จึงไม่ทราบว่ามีบริการซ้ำในปีนั้นหรือไม่ มิใช่ศูนย์",
)
NOT_BY_NAME = Text(
    "Enterprises were not compared by name: one that is in two lists under two keys is not found.",
    "ไม่ได้เปรียบเทียบชื่อวิสาหกิจ รายที่อยู่สองบัญชีด้วยรหัสต่างกันจึงไม่พบ",
)
