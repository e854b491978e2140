"""What is said of a referral: why it is proposed, what is to be asked, and what is not met."""

from collections.abc import Iterable, Mapping, Sequence

from ecograph.analysis.gaps.statement import fill, listed
from ecograph.analysis.referral.offers import Rule
from ecograph.analysis.support import NO, UNDETERMINED, YES
from ecograph.model import Text

ELIGIBLE = {int(YES): "yes", int(UNDETERMINED): "need information", int(NO): "no"}
"""The verdicts, by the answer."""
ELIGIBLE_TEXT: Mapping[str, Text] = {
    "yes": Text("eligible as far as the record says", "มีสิทธิ์ตามข้อมูลที่มี"),
    "need information": Text("more information is needed", "ต้องขอข้อมูลเพิ่ม"),
    "no": Text("not eligible", "ไม่มีสิทธิ์"),
}
RULES: Mapping[Rule, Text] = {
    Rule.ACTIVE: Text("being in business", "การดำเนินกิจการ"),
    Rule.INDUSTRY: Text("industry", "อุตสาหกรรม"),
    Rule.SIZE: Text("size class", "ขนาดวิสาหกิจ"),
    Rule.AREA: Text("area", "พื้นที่"),
    Rule.NEED: Text("need", "ความต้องการ"),
}
SENTENCE = Text("{where}: {eligible}. {why}", "{where}: {eligible} {why}")
MEETS = Text("It answers needs on record: {needs}.", "ตอบความต้องการที่มีข้อมูล: {needs}")
MEETS_SOME = Text("It answers needs on record.", "ตอบความต้องการที่มีข้อมูล")
MEETS_NONE = Text("It answers no need on record.", "ไม่ตอบความต้องการที่มีข้อมูล")
NEEDS_UNKNOWN = Text("No need is on record.", "ไม่มีข้อมูลความต้องการ")
NOT_YET = Text("Not yet received: {services}.", "ยังไม่เคยได้รับ: {services}")
OFFERS_UNKNOWN = Text("What it offers is not on record.", "ไม่มีข้อมูลบริการของโครงการ")
ALIKE = Text(
    "Others with the same history took it up (score {score:.2g}).",
    "รายที่มีประวัติเดียวกันเคยเข้าร่วม (คะแนน {score:.2g})",
)
ALIKE_SERVICES = Text("Others who received the same services took it up.", "รายที่เคยได้รับบริการเดียวกันเคยเข้าร่วม")
ASKS = Text("To be asked: {rules}.", "ต้องสอบถาม: {rules}")
NOT_SAID = Text("It does not say where it works.", "ไม่ระบุพื้นที่ดำเนินการ")
FAILS = Text("Not met: {rules}.", "ไม่ผ่าน: {rules}")
ROUTE = Text(
    "{where}: a route to finance, one step after the other. {why}", "{where}: เส้นทางสู่แหล่งทุนทีละขั้น {why}"
)
STEP_PLAN = Text("A business plan first.", "จัดทำแผนธุรกิจก่อน")
STEP_PLAN_UNKNOWN = Text(
    "Whether it has a business plan is not on record: ask, and else begin with one.",
    "ไม่มีข้อมูลว่ามีแผนธุรกิจหรือไม่ โปรดสอบถาม หากไม่มีให้เริ่มจากแผนธุรกิจ",
)
STEP_GUARANTEE = Text("Then a guarantee, and the loan on it.", "แล้วขอค้ำประกัน และยื่นสินเชื่อ")
STEP_LOAN = Text(
    "Then the loan; no guarantee is in reach on record.", "แล้วยื่นสินเชื่อ ไม่พบการค้ำประกันที่เข้าถึงได้ในข้อมูลที่มี"
)
PROPOSAL = Text(
    "A proposal by rules, needs and records; people decide, and the enterprise must agree.",
    "เป็นข้อเสนอตามเงื่อนไข ความต้องการ และข้อมูลที่มี ผู้เกี่ยวข้องเป็นผู้ตัดสิน และวิสาหกิจต้องยินยอม",
)
HAD = Text(
    "{number:,} that only offer services which it received within {years} years are left out.",
    "ไม่รวม {number:,} รายการที่มีเฉพาะบริการซึ่งเคยได้รับภายใน {years} ปี",
)
REFUSING = Text("{number:,} programs and funds do not take it.", "มี {number:,} โครงการและแหล่งทุนที่ไม่เข้าเงื่อนไข")
REFUSING_ENTERPRISES = Text(
    "{number:,} enterprises do not meet its conditions.", "มีวิสาหกิจ {number:,} รายที่ไม่เข้าเงื่อนไข"
)
NOTHING = Text("Nothing in force on record takes it.", "ไม่พบโครงการหรือแหล่งทุนที่เข้าเงื่อนไขในข้อมูลที่มี")


def reasons(
    answers: Mapping[Rule, int],
    asks: Mapping[Rule, bool],
    needs: Sequence[Text],
    services: Sequence[Text],
    score: float,
    *,
    needy: bool,
    offering: bool,
) -> Text:
    """Return in words why something is proposed, what is to be asked, and what is not met.

    Parameters
    ----------
    answers, asks
        What it says by rule, and which rules it has.
    needs, services
        The needs that it answers, and the services that are new.
    needy, offering
        Whether any need, and any service of it, is on record.
    """
    parts = [_on_needs(needs, needy=needy)]
    if services:
        parts.append(fill(NOT_YET, services=listed(services)))
    elif not offering:
        parts.append(OFFERS_UNKNOWN)
    if score > 0:
        parts.append(ALIKE.format(score=score))
    unknown = [rule for rule, answer in answers.items() if answer == UNDETERMINED and asks[rule]]
    if answers[Rule.AREA] == UNDETERMINED and not asks[Rule.AREA]:
        parts.append(NOT_SAID)
    if unknown:
        parts.append(fill(ASKS, rules=_named(unknown)))
    failed = [rule for rule, answer in answers.items() if answer == NO]
    if failed:
        parts.append(fill(FAILS, rules=_named(failed)))
    return joined(parts)


def joined(parts: Iterable[Text]) -> Text:
    """Return texts as one, a space between them."""
    every = list(parts)
    return Text(" ".join(part.en for part in every), " ".join(part.th for part in every))


def sentence_of(text: Text) -> Text:
    """Return a phrase as a sentence."""
    return Text(f"{text.en[:1].upper()}{text.en[1:]}.", text.th)


def _on_needs(needs: Sequence[Text], *, needy: bool) -> Text:
    if needs:
        return fill(MEETS, needs=listed(needs))
    return MEETS_NONE if needy else NEEDS_UNKNOWN


def _named(rules: Sequence[Rule]) -> Text:
    return listed([RULES[rule] for rule in rules], most=len(rules))
