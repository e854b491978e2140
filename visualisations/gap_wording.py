"""The words of pages on gaps, in both languages."""

from collections.abc import Mapping

from ecograph.model import Text

HEATMAP_TITLE = Text(
    "Where reach is below what it should be: themes by corridors",
    "การเข้าถึงต่ำกว่าที่ควรที่ใด: ประเด็นกับระเบียง",
)
HEATMAP_CAPTION = Text(
    "Reach by theme and corridor: rate, reached / eligible, and what that comes to",
    "การเข้าถึงรายประเด็นและระเบียง: อัตรา จำนวนที่เข้าถึง / ผู้ประกอบการเป้าหมาย และข้อสรุป",
)
HEATMAP_NOTE = Text(
    "Framed cells are below what they should be: fewer were reached than at the rates of the other cells, "
    "given their sizes and industries, by more than chance explains over all cells at once. Colour shows the "
    "rate alone.",
    "ช่องที่มีกรอบคือต่ำกว่าที่ควร: เข้าถึงน้อยกว่าอัตราของช่องอื่นเมื่อเทียบขนาดและอุตสาหกรรมเดียวกัน "
    "เกินกว่าที่จะเป็นเหตุบังเอิญเมื่อทดสอบทุกช่องพร้อมกัน สีแสดงเฉพาะอัตรา",
)
UNADDRESSED = Text("No program or fund on record addresses it.", "ไม่มีโครงการหรือแหล่งทุนในข้อมูลที่ตอบสนองประเด็นนี้")
LARGEST = Text("The largest shortfalls", "ช่องที่ขาดมากที่สุด")
NONE_BELOW = Text(
    "No cell was found to be below what it should be.",
    "ไม่พบช่องใดที่เข้าถึงต่ำกว่าที่ควร",
)
VERDICTS: Mapping[str, Text] = {
    "below": Text("below what it should be", "ต่ำกว่าที่ควร"),
    "no_program": Text("no program", "ไม่มีโครงการ"),
    "not_below": Text("not below", "ไม่ต่ำกว่า"),
    "cannot_say": Text("cannot be said yet", "ยังสรุปไม่ได้"),
    "not_reported": Text("not reported", "ยังไม่ส่งข้อมูล"),
    "nobody": Text("nobody eligible", "ไม่มีกลุ่มเป้าหมาย"),
    "nowhere": Text("not compared", "ไม่นำไปเทียบ"),
    "participants": Text("cannot be said", "บอกไม่ได้"),
    "missing-partnership": Text("no agreement on record", "ไม่มีข้อมูลข้อตกลง"),
    "missing-agency-fund": Text("no link on record", "ไม่มีข้อมูลการเชื่อมโยง"),
    "missing-fund-program": Text("no link on record", "ไม่มีข้อมูลการเชื่อมโยง"),
    "missing-program-area": Text("not there on record", "ไม่มีข้อมูลว่าอยู่ในพื้นที่"),
    "pathway": Text("taken one after the other", "เข้าร่วมตามลำดับ"),
    "stands-at-asks": Text("most ask, and go no further", "ส่วนใหญ่ต้องการเงินทุนแต่ไม่ไปต่อ"),
    "stands-at-plan": Text("most stop at the business plan", "ส่วนใหญ่หยุดที่แผนธุรกิจ"),
    "stands-at-refused": Text("most were refused or withdrew", "ส่วนใหญ่ไม่ได้รับอนุมัติหรือถอนคำขอ"),
    "stands-at-applied": Text("most wait for an answer", "ส่วนใหญ่รอผลคำขอ"),
    "stands-at-guarantee": Text("most stop at the guarantee", "ส่วนใหญ่หยุดที่การค้ำประกัน"),
    "stands-at-loan": Text("all who ask have a loan", "ผู้ที่ต้องการได้สินเชื่อแล้วทุกราย"),
    "unknown": Text("not known", "ไม่ทราบ"),
    "data-needed": Text("data not shared on record", "ไม่มีข้อมูลการแบ่งปันข้อมูล"),
    "no-agreement": Text("no agreement on record", "ไม่มีข้อมูลข้อตกลง"),
    "agreement-without-data": Text("agreement names no data", "ข้อตกลงไม่ระบุข้อมูล"),
    "broker": Text("joins others", "เป็นตัวกลางเชื่อมหน่วยงานอื่น"),
    "cross-ministry-community": Text("works together across ministries", "ทำงานร่วมกันข้ามกระทรวง"),
    "placement": Text("could be extended there", "ขยายไปที่นั่นได้"),
    "yes": Text("eligible", "มีสิทธิ์"),
    "need information": Text("information needed", "ต้องขอข้อมูลเพิ่ม"),
    "no": Text("not eligible", "ไม่มีสิทธิ์"),
}
CAUSES: Mapping[str, Text] = {
    "no_program": Text("no program", "ไม่มีโครงการ"),
    "few_participants": Text("programs, few participants", "มีแต่ไม่มีผู้เข้าร่วม"),
    "none_on_record": Text("no program on record there", "ไม่มีโครงการในข้อมูลที่ระบุพื้นที่นี้"),
    "not_reported": Text("not reported", "ยังไม่ส่งข้อมูล"),
}

SHEET_TITLE = Text(
    "Corridors where reach is below what it should be: {theme}, {period}",
    "ระเบียงเศรษฐกิจที่ผู้ประกอบการเข้าถึงการส่งเสริมต่ำกว่าที่ควร: {theme} {period}",
)
SHEET_LINK = Text("Sheet: {theme}", "แผ่นสรุป: {theme}")
NO_HEADLINE = Text(
    "No corridor was found where reach is below what it should be.",
    "ไม่พบระเบียงที่เข้าถึงการส่งเสริมต่ำกว่าที่ควร",
)
NOTHING_COMPARED = Text(
    "Nothing can be said: no corridor could be compared with the data held.",
    "ยังสรุปไม่ได้ เพราะข้อมูลที่มียังเทียบระเบียงใดไม่ได้",
)
PLACE = Text("Place", "พื้นที่")
ELIGIBLE = Text("Eligible (enterprises)", "ผู้ประกอบการเป้าหมาย (ราย)")
BASIS = Text("Counted from", "ฐานที่ใช้นับ")
REACHED = Text("Reached (enterprises)", "เข้าถึง (ราย)")
RATE = Text("Rate (%)", "อัตรา (%)")
EXPECTED = Text("Should be (enterprises)", "ควรเป็น (ราย)")
SHORT = Text("Short (enterprises, range)", "ขาด (ราย, ช่วง)")
NOT_SHORT = Text("none found", "ไม่พบว่าขาด")
TARGET = Text("Against target (%)", "เทียบค่าเป้าหมาย (%)")
CAUSE = Text("Main cause", "สาเหตุหลัก")
VERDICT = Text("In sum", "สรุป")
TOTAL = Text("Total", "รวม")
BASES: Mapping[str, Text] = {
    "smes": Text("enterprises in the data", "วิสาหกิจในข้อมูล"),
    "areas": Text("figures of areas", "จำนวนวิสาหกิจรายพื้นที่"),
}
STANDS = Text("Is it still true …", "ยังจริงหรือไม่หาก …")
STANDS_FOR = Text("for {name}", "สำหรับ {name}")
SAME, CHANGED = Text("same", "เหมือนเดิม"), Text("changed", "เปลี่ยน")
CANNOT = Text("cannot be said from these data", "ข้อมูลนี้บอกไม่ได้")
SHORT_THEN = Text("short {short}", "ขาด {short} ราย")
NOTHING_STANDS = Text(
    "Nothing to ask: no corridor was found to be below.", "ไม่มีข้อให้ทดสอบ เพราะไม่พบระเบียงที่ต่ำกว่าที่ควร"
)
PROPOSALS = Text("To consider", "ข้อเสนอเพื่อพิจารณา")
PROPOSE: Mapping[str, Text] = {
    "few_participants": Text(
        "{place}: fill the {programs} programs or funds of the theme that work there already. Cost: unknown.",
        "{place}: เพิ่มผู้เข้าร่วมในโครงการหรือแหล่งทุนของประเด็นนี้ {programs} รายการที่ดำเนินการในพื้นที่แล้ว ค่าใช้จ่าย: ไม่ทราบ",
    ),
    "none_on_record": Text(
        "{place}: ask those who run the {programs} programs or funds of the theme elsewhere whether they "
        "work there, or could. Cost: unknown.",
        "{place}: สอบถามผู้ดำเนินการโครงการหรือแหล่งทุนของประเด็นนี้ {programs} รายการในพื้นที่อื่น"
        "ว่าดำเนินการหรือขยายมาได้หรือไม่ ค่าใช้จ่าย: ไม่ทราบ",
    ),
    "no_program": Text(
        "{place}: bring one of the {programs} programs or funds of the theme that work elsewhere. "
        "Cost: unknown.",
        "{place}: ขยายโครงการหรือแหล่งทุนของประเด็นนี้จาก {programs} รายการที่ดำเนินการในพื้นที่อื่น ค่าใช้จ่าย: ไม่ทราบ",
    ),
}
EVIDENCE = Text("Evidence", "หลักฐาน")
NOTHING_SHORT = Text(
    "No corridor was found to be short, so that no evidence is listed.",
    "ไม่พบระเบียงที่ขาด จึงไม่แสดงหลักฐาน",
)
NO_EVIDENCE = Text("No document is on record.", "ไม่มีเอกสารในบันทึก")
NOTES = Text("Notes", "หมายเหตุ")
NOTE_EXPECTED = Text(
    "“Should be”: how many would be reached at the rates of the other places, enterprise by enterprise of "
    "the same size and industry section.",
    "“ควรเป็น” คือจำนวนที่จะเข้าถึงหากใช้อัตราของพื้นที่อื่น เทียบวิสาหกิจขนาดเดียวกันและหมวดอุตสาหกรรมเดียวกัน",
)
NOTE_BASIS = Text(
    "Eligible: active micro, small and medium enterprises that fit the theme; counted from {basis}.",
    "ผู้ประกอบการเป้าหมาย คือวิสาหกิจรายย่อย ขนาดย่อม และขนาดกลางที่ยังดำเนินกิจการและเข้าเงื่อนไขของประเด็น นับจาก{basis}",
)
NOTE_CORRIDORS = Text(
    "The corridors are {inside} of {all} provinces or areas on record.",
    "ระเบียงครอบคลุม {inside} จาก {all} จังหวัดหรือพื้นที่ในข้อมูล",
)
NOTE_LEGAL = Text("Legal basis: {bases}.", "ฐานทางกฎหมาย: {bases}")
NOTE_TARGET = Text(
    "No target by corridor is on record, so that nothing can be compared with it.",
    "ไม่มีค่าเป้าหมายรายระเบียงในข้อมูล จึงเทียบไม่ได้",
)
NOTE_TOTAL = Text(
    "The totals of “should be” and “short” add up what is shown in their columns.",
    "ยอดรวมของ “ควรเป็น” และ “ขาด” คือผลรวมของตัวเลขที่แสดงในสดมภ์",
)
NOTE_JUDGED = Text(
    "Which theme some programs address is a judgement, not a statement of their agencies.",
    "ประเด็นของบางโครงการเป็นวิจารณญาณ ไม่ใช่คำระบุของหน่วยงาน",
)
STATISTICS = Text("Page 2: how it was tested", "หน้า 2: วิธีทดสอบ")
STATISTICS_CAPTION = Text("The test of each place", "ผลการทดสอบรายพื้นที่")
P, Q = Text("p", "p"), Text("q (over all cells)", "q (ทุกช่อง)")
LOW, HIGH = Text("Rate, low", "อัตรา ขอบล่าง"), Text("Rate, high", "อัตรา ขอบบน")
DETECTABLE = Text("Would stand out from", "จะเห็นชัดตั้งแต่")
METHOD = Text("Method", "วิธี")
