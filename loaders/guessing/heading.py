"""How far the header of a column says what a role says."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from ecograph.store.folding import fold_text
from loaders.guessing.role import Role

SHORTEST = 4
"""How many letters a word needs to be looked for inside a header."""
ALIKE = 0.82
"""From which likeness on two spellings are taken for one word."""
WEAK = 0.6
"""What a word counts that may mean much else."""
_IGNORED = re.compile(r"[\s\-\u2010-\u2015_./\\(){}\[\]:;,'\"“”\u2019*?!&+|]+")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far a header says what a word says, from 0 to 1, and the word."""

    score: float = 0.0
    word: str = ""


def heading_key(text: str) -> str:
    """Return a header in the form in which headers are compared.

    Examples
    --------
    >>> heading_key("Company_Name ") == heading_key("company name"), heading_key("รับ-จ่ายเงิน")
    (True, 'รับจ่ายเงิน')
    """
    folded = fold_text(text)
    return _IGNORED.sub("", folded) or folded


@cache
def _words(role: Role) -> tuple[tuple[str, str, float], ...]:
    strong = tuple((word, heading_key(word), 1.0) for word in role.words)
    return strong + tuple((word, heading_key(word), WEAK) for word in role.weak)


def likeness(header: str, role: Role) -> Likeness:
    """Return how far a header says what a role says: as a whole, misspelt, or in a part of it.

    Examples
    --------
    >>> from loaders.guessing.tables import PARTICIPANTS
    >>> likeness("จำนวนพนักงาน (คน)", PARTICIPANTS.role("employees"))
    Likeness(score=1.0, word='จำนวนพนักงาน')
    >>> likeness("Tax ID", PARTICIPANTS.role("province"))
    Likeness(score=0.0, word='')
    """
    found = (
        Likeness(round(factor * _alike(form, key, whole=factor < 1), 3), word)
        for form in _forms(header)
        for word, key, factor in _words(role)
    )
    return max((one for one in found if one.score), key=lambda one: one.score, default=Likeness())


@cache
def _forms(header: str) -> tuple[str, ...]:
    """Return the forms of a header that are compared: all of it, and without what is in brackets."""
    forms = (heading_key(header), heading_key(_ASIDE.sub(" ", header)))
    return tuple(dict.fromkeys(form for form in forms if form))


def _alike(form: str, key: str, *, whole: bool) -> float:
    if form == key:
        return 1.0
    if whole or min(len(form), len(key)) < SHORTEST:
        return 0.0
    if key in form:
        return 0.7 + 0.25 * len(key) / len(form)
    matcher = SequenceMatcher(None, form, key)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return 0.95 * ratio if ratio >= ALIKE else 0.0
