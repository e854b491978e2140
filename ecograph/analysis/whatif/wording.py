"""The words of a comparison of what is with what would be."""

from ecograph.analysis.whatif.result import Status
from ecograph.model import Text

ADDED = Text("Added: {kind} {name}.", "เพิ่ม{kind} {name}")
JOINED = Text("{source} {does} {target}.", "{source} {does} {target}")
REMOVED = Text("Removed: {kind} {name}.", "ยกเลิก{kind} {name}")
MOVED = Text(
    "{amount} baht moved from {source} to {target}.",
    "ย้ายงบประมาณ {amount} บาท จาก {source} ไป {target}",
)
AS_IF = Text(
    "Nothing is written: both sides are computed from the same records, once as they are and once as if "
    "the change had always been.",
    "ไม่มีการบันทึกข้อมูล ทั้งสองด้านคำนวณจากข้อมูลชุดเดียวกัน ด้านหนึ่งตามที่เป็น อีกด้านหนึ่งเสมือนว่าได้เปลี่ยนแล้วตั้งแต่ต้น",
)
COULD = Text(
    "What is added or extended has no participants: nobody more counts as reached. Who could be reached is "
    "counted apart: eligible, not reached, in a place where a program or fund of the theme is that takes "
    "their industry and size. How many of them would take part is not known.",
    "สิ่งที่เพิ่มหรือขยายยังไม่มีผู้เข้าร่วม จึงไม่นับว่าเข้าถึงเพิ่ม จำนวนที่เข้าถึงได้แสดงแยกต่างหาก คือผู้มีสิทธิที่ยังไม่ได้รับการส่งเสริม "
    "อยู่ในพื้นที่ที่มีโครงการหรือแหล่งทุนในประเด็นนั้นซึ่งรับอุตสาหกรรมและขนาดของตน แต่ไม่ทราบว่าจะเข้าร่วมเท่าใด",
)
WITHOUT = Text(
    "With a program or fund goes the support that it gave: its participants count as reached only where "
    "others reached them. Nobody is assumed to have gone elsewhere instead.",
    "เมื่อยกเลิกโครงการหรือแหล่งทุน ผู้ที่เคยได้รับจะนับว่าเข้าถึงเฉพาะรายที่มีหน่วยงานอื่นส่งเสริมด้วย ไม่สมมุติว่าจะไปใช้บริการอื่นแทน",
)
WITH_AGENCY = Text(
    "With the agency go the {number} programs and funds that it alone runs or manages: {named}.",
    "เมื่อยกเลิกหน่วยงาน โครงการและแหล่งทุนที่หน่วยงานนั้นดำเนินการลำพัง {number} รายการจะสิ้นสุดด้วย: {named}",
)
NOW_SAYS = Text(
    "Not on record where these work; with the change they count as in the named places alone: {named}.",
    "เดิมไม่มีข้อมูลพื้นที่ดำเนินการ เมื่อเปลี่ยนแล้วนับเฉพาะพื้นที่ที่ระบุ: {named}",
)
MONEY_ALONE = Text(
    "Moved budget changes shares of budget and costs of extensions; how many more it serves is not known.",
    "การย้ายงบประมาณเปลี่ยนสัดส่วนงบและต้นทุนการขยาย แต่ไม่ทราบว่าจะให้บริการได้เพิ่มเท่าใด",
)
CANNOT = Text("{part}: not compared. {why}", "{part}: ไม่ได้เปรียบเทียบ {why}")
MORE_PAIRS = Text(
    "{number:,} more pairs of agencies come, go or differ; they are counted, not listed.",
    "ยังมีคู่หน่วยงานที่เปลี่ยนแปลงอีก {number:,} คู่ ซึ่งนับแล้วแต่ไม่ได้แสดง",
)
FIRST_OVERLAPS = Text(
    "Only the overlaps with most clients beyond chance are compared; more are counted.",
    "เปรียบเทียบเฉพาะคู่ที่มีลูกค้าร่วมเกินคาดมากที่สุด คู่อื่นนับรวมเท่านั้น",
)
PARTS = {
    "potential": Text("Who could be reached", "ผู้ที่เข้าถึงได้"),
    "reach-gaps": Text("Reach by theme and place", "การเข้าถึงรายประเด็นและพื้นที่"),
    "unreached": Text("Enterprises nobody reached", "วิสาหกิจที่ยังไม่มีผู้ใดส่งเสริม"),
    "unmet-needs": Text("Unmet needs", "ความต้องการที่ยังไม่ได้รับการตอบสนอง"),
    "out-of-reach": Text("Agencies and funds out of reach", "หน่วยงานและแหล่งทุนที่เข้าไม่ถึง"),
    "plan-gaps": Text("Gaps in plans", "ช่องว่างในแผน"),
    "funding-gaps": Text("Gaps in funding", "ช่องว่างด้านเงินทุน"),
    "single-points": Text("Dependence on one agency", "การพึ่งพาหน่วยงานเดียว"),
    "isolated": Text("Agencies joined to nobody", "หน่วยงานที่ไม่เชื่อมโยงกับผู้ใด"),
    "overlaps": Text("Overlaps", "ความซ้ำซ้อน"),
    "brokers": Text("Brokers", "หน่วยงานตัวกลาง"),
    "data-exchange": Text("Data exchanged", "การแลกเปลี่ยนข้อมูล"),
    "missing-partnerships": Text("Partnerships", "ความร่วมมือ"),
}
"""What the compared parts are called."""
SMES, AGENCIES, PAIRS, RECORDS, BAHT = "SMEs", "agencies", "pairs of agencies", "records", "baht"
POTENTIAL = (
    Text("Not reached, and a program there could reach them", "ยังไม่เข้าถึง แต่มีโครงการในพื้นที่ที่รับได้"),
    SMES,
)
TOTALS: dict[tuple[str, str], tuple[Text, str]] = {
    ("unreached", "unreached"): (Text("Enterprises without any support", "วิสาหกิจที่ยังไม่ได้รับการส่งเสริมใด"), SMES),
    ("unmet-needs", "unmet"): (Text("Unmet needs on record", "ความต้องการที่ยังไม่ได้รับการตอบสนอง"), "needs"),
    ("plan-gaps", "programs"): (Text("Programs", "โครงการ"), "programs"),
    ("funding-gaps", "funds"): (Text("Funds", "แหล่งทุน"), "funds"),
    ("funding-gaps", "budget"): (Text("Budget on record", "งบประมาณในข้อมูล"), BAHT),
    ("single-points", "enterprises_of_one_agency"): (
        Text("Enterprises with support from one agency alone", "วิสาหกิจที่พึ่งพาหน่วยงานเดียว"),
        SMES,
    ),
    ("single-points", "enterprises_of_one_support"): (
        Text("Enterprises with one program or fund alone", "วิสาหกิจที่มีการส่งเสริมเพียงรายการเดียว"),
        SMES,
    ),
    ("isolated", "agencies"): (Text("Agencies", "หน่วยงาน"), AGENCIES),
    ("isolated", "components"): (
        Text("Groups of agencies with nothing between them", "กลุ่มหน่วยงานที่ไม่เชื่อมถึงกัน"),
        "groups",
    ),
    ("isolated", "largest"): (Text("Agencies in the largest group", "หน่วยงานในกลุ่มใหญ่ที่สุด"), AGENCIES),
    ("overlaps", "pairs_beyond_chance"): (
        Text("Pairs of programs that share clients beyond chance", "คู่โครงการที่มีลูกค้าร่วมเกินคาด"),
        "pairs of programs",
    ),
    ("brokers", "links"): (Text("Pairs of agencies that work together", "คู่หน่วยงานที่ทำงานร่วมกัน"), PAIRS),
    ("brokers", "brokers"): (Text("Agencies that lie between others", "หน่วยงานตัวกลาง"), AGENCIES),
    ("brokers", "alone"): (Text("Agencies that work with no other", "หน่วยงานที่ไม่ทำงานร่วมกับผู้ใด"), AGENCIES),
    ("data-exchange", "without_data"): (
        Text("Pairs with clients in common and no data agreed", "คู่ที่มีลูกค้าร่วมแต่ไม่มีข้อตกลงด้านข้อมูล"),
        PAIRS,
    ),
    ("data-exchange", "agreements_with_data"): (
        Text("Agreements that name data", "ข้อตกลงที่ระบุข้อมูลที่แลกเปลี่ยน"),
        "agreements",
    ),
    ("missing-partnerships", "partners"): (
        Text("Pairs with a partnership on record", "คู่ที่มีความร่วมมือในข้อมูล"),
        PAIRS,
    ),
    ("missing-partnerships", "candidates"): (
        Text("Pairs with something in common and none on record", "คู่ที่มีสิ่งร่วมกันแต่ไม่มีความร่วมมือในข้อมูล"),
        PAIRS,
    ),
}
"""What totals are called and counted in, by the analysis and their name."""
NUMBERS: dict[tuple[str, str], tuple[Text, str]] = {
    ("reach-gap", "eligible"): (Text("Eligible", "ผู้มีสิทธิ"), SMES),
    ("reach-gap", "reached"): (Text("Reached", "เข้าถึงแล้ว"), SMES),
    ("unreached", "unreached"): (Text("Without any support", "ยังไม่ได้รับการส่งเสริมใด"), SMES),
    ("sole-agency", "sole"): (Text("Depend on it alone", "พึ่งพาหน่วยงานนี้แห่งเดียว"), SMES),
    ("broker", "pairs"): (Text("Pairs of others it lies between", "คู่หน่วยงานอื่นที่ผ่านหน่วยงานนี้"), PAIRS),
    ("broker", "partners"): (Text("Agencies it works with", "หน่วยงานที่ทำงานด้วย"), AGENCIES),
}
"""What numbers of findings are called, by the kind of finding and their name."""
TITLE = Text("What if: {title}", "หาก: {title}")
NO_TITLE = Text("What if", "หากเปลี่ยนแปลง")
MEASURE, BEFORE, AFTER, CHANGE = (
    Text("measure", "ตัววัด"),
    Text("before", "ก่อน"),
    Text("after", "หลัง"),
    Text("change", "เปลี่ยนแปลง"),
)
FINDINGS = Text("Findings that come, go or differ", "ข้อค้นพบที่เกิดขึ้น หมดไป หรือเปลี่ยนไป")
STATUS, FINDING = Text("what becomes of it", "ผล"), Text("finding", "ข้อค้นพบ")
STATUSES = {
    Status.CLOSED: Text("no longer found", "ไม่พบแล้ว"),
    Status.NEW: Text("new", "เกิดขึ้น"),
    Status.CHANGED: Text("changed", "เปลี่ยนไป"),
    Status.GONE: Text("gone with what is removed", "หมดไปพร้อมสิ่งที่ยกเลิก"),
}
"""What became of a finding, in the order in which they are told."""
NOT_KNOWN = Text("not known", "ไม่ทราบ")
SAME = Text("{number:,} more measures stay the same.", "ตัววัดอีก {number:,} รายการไม่เปลี่ยนแปลง")
FURTHER = Text(
    "{number:,} more: show them with --limit, or write all with --csv.",
    "ยังมีอีก {number:,} รายการ ดูเพิ่มด้วย --limit หรือเขียนทั้งหมดด้วย --csv",
)
NO_FINDINGS = Text("No finding comes, goes or differs.", "ไม่มีข้อค้นพบเปลี่ยนแปลง")
