"""What is said of a planned program beside those that exist, and what to ask of the other agency."""

from collections.abc import Mapping, Sequence

from ecograph.model import Text

DUPLICATION, OVERLAP, FRAGMENTATION = "duplication", "overlap", "fragmentation"
RUNGS = {
    DUPLICATION: Text("would duplicate", "จะซ้ำซ้อน"),
    OVERLAP: Text("would overlap", "จะทับซ้อน"),
    FRAGMENTATION: Text("same field, several agencies", "อยู่ในด้านเดียวกันหลายหน่วยงาน"),
}
"""The rungs, the highest first."""
LABELS = {
    "theme": Text("theme", "ด้าน"),
    "service": Text("service", "บริการ"),
    "industry": Text("industry", "อุตสาหกรรม"),
    "area": Text("area", "พื้นที่"),
    "size": Text("size", "ขนาด"),
    "year": Text("year", "ปี"),
}
ASK = {
    DUPLICATION: Text(
        "Ask {agency} for its list of participants before selecting, or agree who serves whom; then screen "
        "your applicants with check-applicants.",
        "ขอรายชื่อผู้เข้าร่วมจาก{agency} ก่อนคัดเลือก หรือตกลงกันว่าใครให้บริการกลุ่มใด แล้วตรวจผู้สมัครด้วย check-applicants",
    ),
    OVERLAP: Text(
        "Ask {agency} which enterprises and areas it will take this year, and what yours would add.",
        "สอบถาม{agency} ว่าปีนี้จะรับวิสาหกิจกลุ่มใด พื้นที่ใด และโครงการของท่านเพิ่มอะไร",
    ),
    FRAGMENTATION: Text(
        "Ask {agency} whether the two can share one call, or refer enterprises to each other.",
        "สอบถาม{agency} ว่าจะเปิดรับสมัครร่วมกัน หรือส่งต่อวิสาหกิจระหว่างกันได้หรือไม่",
    ),
}
ASK_WITHIN = Text(
    "It is run by the same agency: settle there how the two differ, and who applies to which.",
    "เป็นโครงการของหน่วยงานเดียวกัน ควรตกลงภายในว่าสองโครงการต่างกันอย่างไร และใครควรสมัครโครงการใด",
)
SOMEBODY = Text("an agency that is not on record", "หน่วยงานที่ไม่มีข้อมูล")
NO_CLIENTS = Text(
    "Its participants are not on record: how many clients would be shared is unknown, not zero.",
    "ไม่มีข้อมูลผู้เข้าร่วมของโครงการนี้ จึงไม่ทราบจำนวนที่จะซ้ำกัน มิใช่ศูนย์",
)
NO_PLAN = Text(
    "How many enterprises are planned is not said, and cannot be told from budgets on record: shared clients "
    "are unknown.",
    "ไม่ได้ระบุจำนวนเป้าหมาย และคำนวณจากงบประมาณที่มีข้อมูลไม่ได้ จึงไม่ทราบจำนวนที่จะซ้ำกัน",
)
SMALL = Text(
    "Its clients are not told, to protect small groups.", "ไม่แสดงจำนวนผู้รับบริการ เพื่อคุ้มครองข้อมูลของกลุ่มเล็ก"
)
NOBODY = Text(
    "No enterprise on record is known to be admitted: shared clients are unknown.",
    "ไม่มีวิสาหกิจในข้อมูลที่ทราบว่าเข้าเกณฑ์ จึงไม่ทราบจำนวนที่จะซ้ำกัน",
)
RATIO = Text(
    "Comparable programs share {ratio} times as many clients as by chance (median of {pairs} pairs): the "
    "figure by chance may be off by that.",
    "โครงการที่เทียบเคียงได้มีผู้เข้าร่วมซ้ำกัน {ratio} เท่าของที่คาดโดยบังเอิญ (มัธยฐานของ {pairs} คู่) "
    "ตัวเลขที่คาดจึงอาจคลาดเคลื่อนตามนั้น",
)
BY_BUDGET = Text(
    "{clients} clients are assumed: the budget over {cost} baht a client, the median of comparable programs.",
    "สมมุติผู้รับบริการ {clients} ราย จากงบประมาณหารด้วย {cost} บาทต่อราย (มัธยฐานของโครงการที่เทียบเคียงได้)",
)
UNDETERMINED = Text(
    "Of {number} more enterprises it is not known whether they would be admitted: they are not counted.",
    "อีก {number} รายไม่ทราบว่าเข้าเกณฑ์หรือไม่ จึงไม่นับ",
)
FEW_UNDETERMINED = Text(
    "Of a few more enterprises it is not known whether they would be admitted: they are not counted.",
    "อีกไม่กี่รายไม่ทราบว่าเข้าเกณฑ์หรือไม่ จึงไม่นับ",
)
SHARES = Text(
    "{program} of {agency}: {rung}. Both name: {shared}.", "{program} ของ{agency}: {rung} มีร่วมกัน: {shared}"
)
OWN = Text(" It is the agency's own.", " เป็นโครงการของหน่วยงานเอง")
LIKELY = Text(
    " Likely shared clients by chance: {expected} ({low} to {high}).",
    " คาดว่ามีผู้รับบริการซ้ำกันโดยบังเอิญ {expected} ราย ({low} ถึง {high})",
)
COULD_BE = Text("It could be as much as: {rung}.", "อาจถึงขั้น: {rung}")
MISSING = Text(" Not on record, so ask: {missing}.", " ข้อมูลที่ไม่มีและควรสอบถาม: {missing}")
LEFT_OPEN = Text(" The plan leaves open: {missing}.", " แผนไม่ได้ระบุ: {missing}")
NOT_SAID = Text(
    "The proposal does not say: {missing}. That was not compared, and restricts nobody.",
    "ข้อเสนอไม่ได้ระบุ: {missing} จึงไม่ได้เปรียบเทียบ และไม่จำกัดกลุ่มเป้าหมาย",
)


def sentence(
    rung: str,
    program: Text,
    agency: Text,
    shared: Mapping[str, tuple[str, ...] | None],
    expected: float | None,
    interval: tuple[float, float] | None,
    *,
    own: bool,
) -> Text:
    """Return in plain words what a program shares with the planned one."""
    common = listed([name for name, keys in shared.items() if keys])
    parts = [
        _filled(SHARES, program=program, agency=agency, rung=RUNGS[rung], shared=common),
        *([OWN] if own else []),
    ]
    if expected is not None and interval is not None:
        low, high = (f"{bound:,.0f}" for bound in interval)
        parts.append(LIKELY.format(expected=f"{expected:,.0f}", low=low, high=high))
    return Text("".join(part.en for part in parts), "".join(part.th for part in parts))


def ask(rung: str, agency: Text) -> Text:
    """Return what to ask of the other agency."""
    return _filled(ASK[rung], agency=agency)


def could_be(rung: str, missing: Sequence[str], left_open: Sequence[str]) -> Text:
    """Return what the rung could be, were what is not on record, or left open by the plan, shared too."""
    parts = [_filled(COULD_BE, rung=RUNGS[rung])]
    parts += [
        _filled(form, missing=listed(names))
        for form, names in ((MISSING, missing), (LEFT_OPEN, left_open))
        if names
    ]
    return Text("".join(part.en for part in parts), "".join(part.th for part in parts))


def not_said(missing: Sequence[str]) -> Text:
    """Return what a proposal leaves open."""
    return _filled(NOT_SAID, missing=listed(missing))


def listed(names: Sequence[str]) -> Text:
    """Return dimensions in words."""
    return Text(", ".join(LABELS[name].en for name in names), ", ".join(LABELS[name].th for name in names))


def _filled(text: Text, **values: Text) -> Text:
    return Text(
        text.en.format(**{name: value.en for name, value in values.items()}),
        text.th.format(**{name: value.th for name, value in values.items()}),
    )
