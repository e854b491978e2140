"""Names that a document was torn from: cut short, or with letters that are not theirs.

Budget documents that were read from pages hold `กรมอุตสาหกรรมพื้นฐานและการเหมืองแร่ ผ้` and
`พัฒนาผู้ประกอบการ6ณและวิสาหกิจ`. A name is put right only where the damage is of a known shape; a real name
that merely begins like another is never taken for it.

All names here are in the form of `ecograph.state.names.name_keys`.
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Postfix, Prefix

SHORTEST = 12
"""Letters that a name must have to be put right: short names differ by little."""
LEAST_LEFT = 0.8
"""The share of a name that must be left of it where it was cut."""
NEAR = 75.0
"""How alike, out of 100, names are that a person is shown, and that are looked at for damage."""
SHOWN = 3
SHORT = 2
"""How many letters, marks above and below not counted, may have strayed into a name."""

_WORDS = frozenset({"บน", "ใต้", "ใน", "นอก", "น้ำ", "ป่า", "ไทย", "ใหม่"})
"""Short words that make another name of a name that they follow."""
_MARKS = re.compile(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_LATIN = re.compile(r"[a-z]")
_THAI = re.compile(r"[\u0e01-\u0e2e]")
_AMOUNT = re.compile(r"[\d,.]{3,}บาท")


def is_damaged(found: str, known: str) -> bool:
    """Whether a name is a known one cut short, or with marks or letters too many or too few.

    One letter in the place of another is no damage: ระนอง and ระยอง are two provinces.

    Examples
    --------
    >>> is_damaged("กรมอุตสาหกรรมพื้นฐานและการเหมืองแร่ผ้", "กรมอุตสาหกรรมพื้นฐานและการเหมืองแร่")
    True
    >>> is_damaged("กรมทรัพยากรน้ำบาดาล", "กรมทรัพยากรน้ำ")
    False
    """
    if min(len(found), len(known)) < SHORTEST or found == known:
        return False
    if len(found) > len(known) and _is_interrupted(found, known):
        return True
    return _MARKS.sub("", found) == _MARKS.sub("", known) or is_cut(found, known)


def is_cut(found: str, known: str) -> bool:
    """Whether a name is the beginning of a known one, and most of it."""
    return (
        known.startswith(found)
        and SHORTEST <= LEAST_LEFT * len(known) <= len(found) < len(known)
        and known[len(found) :] not in _WORDS
    )


def nearest(name: str, names: Sequence[str], count: int = SHOWN) -> list[str]:
    """Return the names most like a name, the most alike first; none that is hardly alike."""
    found = process.extract(name, names, scorer=fuzz.ratio, limit=count, score_cutoff=NEAR)
    return [match for match, _, _ in found]


def _is_interrupted(found: str, known: str) -> bool:
    """Whether a name is a known one with a piece of rubbish in it or behind it."""
    before = Prefix.similarity(found, known)
    after = Postfix.similarity(found, known)
    extra = len(found) - len(known)
    starts = range(max(0, len(known) - after), before + 1)
    pieces = [(found[start : start + extra], found[:start]) for start in starts]
    is_word = any(piece in _WORDS for piece, _ in pieces)
    return not is_word and any(_is_rubbish(piece, left, known) for piece, left in pieces)


def _is_rubbish(piece: str, left: str, known: str) -> bool:
    """Whether a piece of a name is none of its own: foreign letters, an amount, an echo, a stray letter."""
    if _LATIN.search(piece) and not _LATIN.search(known):
        return True
    if _AMOUNT.search(piece):
        return True
    letters = len(_MARKS.sub("", piece))
    if any(letter.isdigit() for letter in piece):
        return letters <= SHORT + 1 and _THAI.search(piece) is not None
    echoes = any(piece[skipped:] and left.endswith(piece[skipped:]) for skipped in range(SHORT + 1))
    return letters <= SHORT or echoes
