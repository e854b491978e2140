"""The words of the page of a corridor, in both languages."""

from ecograph.model import Text

THEMES = Text("By theme", "รายประเด็น")
THEMES_CAPTION = Text(
    "Reach here by theme, and what that comes to against other places",
    "การเข้าถึงในระเบียงนี้รายประเด็น และข้อสรุปเมื่อเทียบกับพื้นที่อื่น",
)
INDUSTRIES = Text("By industry", "รายอุตสาหกรรม")
SIZES = Text("By size", "รายขนาด")
AREAS = Text("The areas inside", "พื้นที่ภายในระเบียง")
MISSING = Text("What is missing here", "สิ่งที่ขาดในระเบียงนี้")
NOTHING_MISSING = Text(
    "No theme was found to be below what it should be here.", "ไม่พบประเด็นที่เข้าถึงต่ำกว่าที่ควรในระเบียงนี้"
)
VERDICT = Text("In sum", "สรุป")
SHORT = Text("Short (enterprises)", "ขาด (ราย)")
EXPECTED = Text("Should be", "ควรเป็น")
AROUND = Text("All that is linked to this corridor", "ทุกสิ่งที่เชื่อมโยงกับระเบียงนี้")
