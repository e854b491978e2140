"""The words in which enterprises say what they need, as the needs of the reference data."""

import csv
from difflib import SequenceMatcher
from functools import cache

from loaders.countries import find_pack
from loaders.guessing.heading import heading_key

COUNTRY = "thailand"
ALIKE = 0.86
FILLERS = ("อยาก", "ต้องการ", "ขอให้", "ขอ", "เรื่อง", "ด้าน", "การ")
"""What may stand before the word that tells the need."""

WORDS = {
    "NEED-CASH": ("สภาพคล่อง", "เงินทุนหมุนเวียน", "เงินหมุนเวียน"),
    "NEED-INVEST": ("เงินทุน", "เงินลงทุน", "ขยายกิจการ", "แหล่งทุน", "เงินกู้", "สินเชื่อ", "loan"),
    "NEED-COLLAT": ("หลักประกัน", "ค้ำประกัน"),
    "NEED-DEBT": ("ปรับโครงสร้างหนี้", "พักหนี้"),
    "NEED-PLAN": ("แผนธุรกิจ", "เขียนแผนธุรกิจ", "ทำแผนธุรกิจ"),
    "NEED-ACCT": ("บัญชี", "ภาษี", "บัญชีภาษี", "ทำบัญชี"),
    "NEED-DIGI": ("ดิจิทัล", "AI", "ใช้ AI", "ใช้ดิจิทัล", "ระบบดิจิทัล", "digital"),
    "NEED-ECOM": ("ขายออนไลน์", "ตลาดออนไลน์", "การตลาดออนไลน์", "online marketing", "e-commerce"),
    "NEED-MKT": ("ตลาด", "การตลาด", "หาตลาด", "ออกบูธ", "ช่องทางการตลาด", "marketing", "market"),
    "NEED-EXP": ("ส่งออก", "ตลาดต่างประเทศ", "exporting"),
    "NEED-PROD": ("ลดต้นทุน", "เพิ่มผลิตภาพ", "เพิ่มประสิทธิภาพ", "cost reduction", "productivity"),
    "NEED-MACH": ("เครื่องจักร", "เทคโนโลยี", "ซื้อเครื่องจักร", "machinery"),
    "NEED-NPD": ("พัฒนาผลิตภัณฑ์", "ผลิตภัณฑ์ใหม่", "product development"),
    "NEED-PACK": ("บรรจุภัณฑ์", "แบรนด์", "พัฒนาแบรนด์", "ทำกล่อง", "packaging", "branding"),
    "NEED-STD": ("มาตรฐาน", "อย.", "ฮาลาล", "อย./ฮาลาล", "ขอ อย./ฮาลาล", "GMP", "certification"),
    "NEED-GREEN": ("ลดคาร์บอน", "พลังงาน", "คาร์บอน", "BCG", "carbon"),
    "NEED-SKILL": ("แรงงาน", "พัฒนาบุคลากร", "อบรม", "ฝึกอบรม", "training"),
    "NEED-MAT": ("วัตถุดิบ",),
    "NEED-LOG": ("ขนส่ง", "logistics"),
    "NEED-IP": ("เครื่องหมายการค้า", "สิทธิบัตร", "ทรัพย์สินทางปัญญา", "patent", "trademark"),
    "NEED-NET": ("จับคู่ธุรกิจ", "เครือข่าย", "business matching", "networking"),
    "NEED-SUCC": ("ทายาท",),
    "NEED-LIC": ("ใบอนุญาต", "กฎหมาย", "licences"),
    "NEED-COMP": ("สินค้านำเข้า",),
    "NEED-DISASTER": ("ฟื้นฟู", "น้ำท่วม"),
    "NEED-START": ("เริ่มธุรกิจ", "start-up"),
}
"""By need, what people write; the names of the needs themselves are read from the reference data."""


@cache
def _needs() -> dict[str, str]:
    """Return the needs by their names and other words, as compared."""
    with (find_pack(COUNTRY).reference / "needs.csv").open(encoding="utf-8", newline="") as file:
        names = {
            heading_key(row[column]): row["need_id"]
            for row in csv.DictReader(file)
            for column in ("need_id", "name_th", "name_en")
        }
    return {heading_key(word): need for need, words in WORDS.items() for word in words} | names


def need_of(text: str) -> str:
    """Return the need that a text names and nothing else; an empty text where there is none.

    Examples
    --------
    >>> need_of("อยากขายออนไลน์"), need_of("ลดต้นทุน"), need_of("ทุกเรื่อง")
    ('NEED-ECOM', 'NEED-PROD', '')
    """
    key = heading_key(text)
    for form in (key, _without_filler(key)):
        if form in _needs():
            return _needs()[form]
    near = max(_needs(), key=lambda word: SequenceMatcher(None, key, word).ratio())
    return _needs()[near] if SequenceMatcher(None, key, near).ratio() >= ALIKE else ""


def _without_filler(key: str) -> str:
    return next((key.removeprefix(word) for word in FILLERS if key.startswith(word)), key)
