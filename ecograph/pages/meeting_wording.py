"""The words of the report for a meeting, in both languages."""

from collections.abc import Mapping

from ecograph.model import Text

TITLE = Text("Report to the evaluation meeting, {year}", "รายงานประกอบการประชุมประเมินผล {year}")
STATE, GAPS, OVERLAPS, OPENINGS, RESULTS, METHOD, QUALITY, DECISIONS = (
    Text("State", "สถานการณ์"),
    Text("Gaps", "ช่องว่าง"),
    Text("Overlaps", "ความทับซ้อน"),
    Text("Opportunities", "โอกาสความร่วมมือและการขยายผล"),
    Text("Results", "เป้าหมายและผล"),
    Text("Method in plain words", "วิธีการโดยย่อ"),
    Text("Quality of the data", "คุณภาพข้อมูล"),
    Text("Decisions taken", "การพิจารณาที่ผ่านมา"),
)
HEADINGS: Mapping[str, Text] = {
    "reach-gaps": Text("Reach below what it should be", "การเข้าถึงต่ำกว่าที่ควร"),
    "plan-gaps": Text(
        "Plans without programs, programs without a target", "แผนที่ไม่มีโครงการ และโครงการที่ไม่มีเป้าหมาย"
    ),
    "unmet-needs": Text("Needs that nothing in reach answers", "ความต้องการที่ไม่มีบริการรองรับ"),
    "funding-gaps": Text("Finance that does not fit", "เงินทุนที่ไม่ตรงความต้องการ"),
    "single-points": Text("Enterprises that hang on one agency or program", "วิสาหกิจที่พึ่งหน่วยงานหรือโครงการเดียว"),
    "overlaps-Program": Text(
        "Programs that share more clients than by chance", "โครงการที่มีลูกค้าร่วมกันเกินความบังเอิญ"
    ),
    "overlaps-Agency": Text(
        "Agencies that share more clients than by chance", "หน่วยงานที่มีลูกค้าร่วมกันเกินความบังเอิญ"
    ),
    "missing-partnerships": Text("Partnerships", "ความร่วมมือระหว่างหน่วยงาน"),
    "placements": Text("Programs to extend to other places", "โครงการที่ควรขยายไปยังพื้นที่อื่น"),
    "data-exchange": Text("Data to exchange", "ข้อมูลที่ควรแลกเปลี่ยน"),
}
TWICE = Text("The same service twice in the same period", "บริการเดียวกันที่ให้ซ้ำในช่วงเวลาเดียวกัน")
TWICE_COUNTED = Text(
    "{confirmed} cases in which both records tell the service and the period, of {enterprises} enterprises, "
    "and {possible} in which the program's own services or year stand in for them: cases to check, not "
    "findings of fault. Each agency has them listed in a file of its own; no enterprise is named here.",
    "พบกรณีที่ทั้งสองรายการระบุบริการและช่วงเวลา {confirmed} กรณี จากวิสาหกิจ {enterprises} ราย "
    "และอีก {possible} กรณีที่ใช้บริการหรือปีของโครงการแทน เป็นรายการให้ตรวจสอบ ไม่ใช่ข้อสรุปว่าผิด "
    "รายชื่ออยู่ในไฟล์ของแต่ละหน่วยงาน ไม่แสดงในรายงานนี้",
)
LEFT = Text("{count} more are not in this report.", "ยังมีอีก {count} รายการที่ไม่อยู่ในรายงานนี้")
HIDDEN = Text(
    "{count} are not told, to protect small groups.", "ไม่แสดง {count} รายการ เพื่อคุ้มครองข้อมูลของกลุ่มเล็ก"
)
UNKNOWN = Text(
    "Of {count} it is not known whether there is a gap; they are not listed.",
    "อีก {count} รายการยังไม่ทราบว่าเป็นช่องว่างหรือไม่ จึงไม่แสดง",
)
UNMEASURED = Text(
    "{count} projects and activities of the period have no indicator on record and are not listed.",
    "โครงการและกิจกรรม {count} รายการไม่มีข้อมูลตัวชี้วัด จึงไม่แสดงในตาราง",
)
LEFT_OUT = Text(
    "{count} facts known from memory alone are in no analysis.",
    "ข้อมูล {count} รายการที่มาจากความจำเพียงอย่างเดียวไม่ได้ใช้วิเคราะห์",
)
CANNOT = Text("Not answered: {why}", "ตอบไม่ได้: {why}")
SOME_ROWS = Text(
    "The first {count} rows; the annex that prints on A3, and the Excel file, have all and every column.",
    "แสดง {count} แถวแรก ภาคผนวกขนาด A3 และไฟล์ Excel มีครบทุกแถวและทุกคอลัมน์",
)
REST_OF = Text("and {count} more", "และอีก {count} รายการ")
FINDING, DECISION, STANDS, IN_REPORT = (
    Text("finding", "ข้อค้นพบ"),
    Text("decision", "การพิจารณา"),
    Text("stands", "มีผลอยู่"),
    Text("what it is about", "เรื่อง"),
)
YES, NO = Text("yes", "ใช่"), Text("no", "ไม่")
NOT_HERE = Text("not among the findings of this report", "ไม่อยู่ในข้อค้นพบของรายงานนี้")
NO_DECISIONS = Text("No decision on any finding is on record.", "ยังไม่มีการพิจารณาข้อค้นพบในบันทึก")
KEPT = Text(
    "A finding that was accepted, dismissed or put off is listed all the same, with what was decided.",
    "ข้อค้นพบที่รับไว้ ไม่ดำเนินการ หรือพักไว้ ยังคงแสดงในรายการ พร้อมผลการพิจารณา",
)
METHOD_STEPS = (
    Text(
        "A gap in reach: fewer were reached than at the rates of all other places, given the same sizes and "
        "industries, by more than chance explains over all places and themes at once. Below that, nothing is "
        "said to be missing.",
        "ช่องว่างการเข้าถึง: เข้าถึงน้อยกว่าอัตราของพื้นที่อื่นเมื่อเทียบขนาดและอุตสาหกรรมเดียวกัน "
        "เกินกว่าที่จะเป็นเหตุบังเอิญเมื่อทดสอบทุกพื้นที่และทุกประเด็นพร้อมกัน หากไม่ถึงเกณฑ์นี้จะไม่สรุปว่าขาด",
    ),
    Text(
        "An overlap: two programs or agencies share more clients than by chance, given region, industry and "
        "size. Only where clients had the same service in the same period does it look redundant; training "
        "followed by coaching, or a loan with its guarantee, belongs together.",
        "ความทับซ้อน: สองโครงการหรือสองหน่วยงานมีลูกค้าร่วมกันมากกว่าที่เกิดโดยบังเอิญเมื่อเทียบภาค อุตสาหกรรม และขนาด "
        "จะน่าซ้ำซ้อนเฉพาะเมื่อได้รับบริการเดียวกันในช่วงเวลาเดียวกัน การอบรมแล้วตามด้วยการให้คำปรึกษา "
        "หรือสินเชื่อกับการค้ำประกัน ถือว่าเสริมกัน",
    ),
    Text(
        "An opportunity: agencies with much in common and no agreement on record, and programs that could be "
        "extended to where most enterprises could be helped. It says who could be helped, not who will be.",
        "โอกาส: หน่วยงานที่มีสิ่งร่วมกันมากแต่ไม่มีข้อตกลงในข้อมูล และโครงการที่ขยายไปแล้วช่วยวิสาหกิจได้มากที่สุด "
        "บอกว่าใครอาจได้รับการช่วยเหลือ มิใช่ใครจะได้รับ",
    ),
    Text(
        "Results: as evaluated, else as reported and marked *; expected figures stand apart. Unlike units "
        "are never summed, and what an activity has in its project is not added again.",
        "ผล: ใช้ผลประเมิน หากไม่มีใช้ผลที่รายงานและกำกับด้วย * ค่าคาดการณ์แยกไว้ "
        "ไม่รวมต่างหน่วยนับ และไม่บวกกิจกรรมซ้ำกับโครงการ",
    ),
    Text(
        "Not on record does not mean that there is none. What is unknown is never taken as 0.",
        "ไม่มีในข้อมูลไม่ได้แปลว่าไม่มี สิ่งที่ไม่ทราบไม่ถือเป็น 0",
    ),
)
