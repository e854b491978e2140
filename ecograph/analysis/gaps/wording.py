"""What reach gaps say, in plain words: no letters of a statistician, whole enterprises."""

from collections.abc import Mapping

from ecograph.analysis.reach_findings import MADE_UP, POPULATION_OF_AREAS
from ecograph.model import Text

__all__ = ["CAUSES", "MADE_UP", "POPULATION_OF_AREAS", "SENTENCES", "SILENT", "UNSAID"]

SENTENCES: Mapping[str, Text] = {
    "below": Text(
        "{where}: reached {k:,.0f}, expected {e:,.0f}, short {s:,.0f} (between {low:,.0f} and {high:,.0f}) "
        "of {n:,.0f} eligible enterprises.",
        "{where}: ผู้มีคุณสมบัติ {n:,.0f} ราย เข้าถึง {k:,.0f} ราย หากเข้าถึงเท่าพื้นที่หรือกลุ่มอื่นควรเป็น {e:,.0f} ราย "
        "ขาด {s:,.0f} ราย (ช่วง {low:,.0f}–{high:,.0f})",
    ),
    "not_below": Text(
        "{where}: not below what it should be: reached {k:,.0f}, expected {e:,.0f}.",
        "{where}: ไม่ต่ำกว่าที่ควร เข้าถึง {k:,.0f} ราย ควรเป็น {e:,.0f} ราย",
    ),
    "cannot_say": Text(
        "{where}: cannot be said yet: reached {k:,.0f}, expected {e:,.0f}; only a shortfall of about "
        "{d:,.0f} or more would stand out here.",
        "{where}: ยังสรุปไม่ได้ เข้าถึง {k:,.0f} ราย ควรเป็น {e:,.0f} ราย จะเห็นชัดก็ต่อเมื่อขาดราว {d:,.0f} รายขึ้นไป",
    ),
    "cannot_say_at_all": Text(
        "{where}: cannot be said yet: reached {k:,.0f}, expected {e:,.1f}; "
        "so few that even none could be chance.",
        "{where}: ยังสรุปไม่ได้ เข้าถึง {k:,.0f} ราย ควรเป็น {e:,.1f} ราย จำนวนน้อยจนแม้ไม่มีเลยก็อาจเป็นเหตุบังเอิญ",
    ),
    "no_program": Text(
        "{where}: no program or fund on record works there; at the rates elsewhere {e:,.0f} of {n:,.0f} "
        "eligible enterprises would be reached.",
        "{where}: ไม่มีโครงการหรือแหล่งทุนในข้อมูลที่ดำเนินการในพื้นที่หรือกลุ่มนี้ "
        "หากเข้าถึงเท่าที่อื่นควรเป็น {e:,.0f} ราย จากผู้มีคุณสมบัติ {n:,.0f} ราย",
    ),
    "no_program_no_rate": Text(
        "{where}: no program or fund on record works there.",
        "{where}: ไม่มีโครงการหรือแหล่งทุนในข้อมูลที่ดำเนินการในพื้นที่หรือกลุ่มนี้",
    ),
    "unaddressed": Text(
        "{where}: no program or fund on record addresses it.",
        "{where}: ไม่มีโครงการหรือแหล่งทุนในข้อมูลที่ตอบสนองประเด็นนี้",
    ),
    "not_reported": Text(
        "{where}: not known how many of {n:,.0f} eligible enterprises were reached; those who work there "
        "have not reported.",
        "{where}: ไม่ทราบว่าเข้าถึงกี่ราย จากผู้มีคุณสมบัติ {n:,.0f} ราย เพราะผู้ดำเนินการยังไม่ส่งข้อมูล",
    ),
    "participants": Text(
        "{where}: cannot be said: {k:,.0f} were reached, and nobody who was not is on record.",
        "{where}: บอกไม่ได้ เข้าถึง {k:,.0f} ราย แต่ไม่มีข้อมูลรายที่ยังไม่เข้าถึง",
    ),
    "nobody": Text("{where}: no eligible enterprise is on record.", "{where}: ไม่มีวิสาหกิจที่มีคุณสมบัติในข้อมูล"),
    "nowhere": Text(
        "{where}: reached {k:,.0f}; not compared, since it is not known which they are.",
        "{where}: เข้าถึง {k:,.0f} ราย ไม่นำไปเทียบ เพราะไม่ทราบว่าอยู่ในกลุ่มใด",
    ),
}
"""By verdict."""
CAUSES: Mapping[str, Text] = {
    "few_participants": Text(
        "There are programs or funds, with few participants.", "มีโครงการหรือแหล่งทุน แต่มีผู้เข้าร่วมน้อย"
    ),
    "none_on_record": Text(
        "No program or fund on record says that it works there.",
        "ไม่มีโครงการหรือแหล่งทุนใดในข้อมูลที่ระบุว่าดำเนินการในพื้นที่นี้",
    ),
}
UNSAID = Text(
    "{number} programs or funds of the theme do not say where they work: unknown, not nowhere.",
    "โครงการหรือแหล่งทุน {number} รายการไม่ระบุพื้นที่ จึงไม่ทราบ มิใช่ไม่มี",
)
SILENT = Text(
    "{number} programs or funds of the theme have no participant on record, "
    "and may not have reported{names}.",
    "โครงการหรือแหล่งทุน {number} รายการไม่มีข้อมูลผู้เข้าร่วม อาจยังไม่ส่งข้อมูล{names}",
)
