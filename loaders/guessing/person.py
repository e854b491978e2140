"""Values that could identify a natural person: seen, never shown."""

import re
import unicodedata
from collections.abc import Sequence

from loaders.privacy import CITIZEN_TEXT, MAIL, mask
from loaders.problems import shortened

TITLE = re.compile(
    r"(?:^|[\s(\"'/,:;])(?:นางสาว|นาง|นาย|น\.\s?ส\.|ด\.\s?[ชญ]\.|ว่าที่\s?ร|ดร\.|ผศ\.|รศ\.|พ\.ต\.|"
    r"(?:mr|mrs|ms|miss|dr)(?:\.\s*|\s+))\s*\w",
    re.IGNORECASE,
)
"""A title that stands before a person's name."""
NUMBER = re.compile(r"(?:\+?66|0)?[2-9]\d{7,8}")
OFTEN = 0.3
"""From which share of its values on a column is about persons."""
_MASK = "[…]"
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015().]+")


def is_personal(text: str) -> bool:
    """Whether a text holds a citizen's number, a telephone, a mail address or a person's title and name.

    Examples
    --------
    >>> [is_personal(text) for text in ("นายทดสอบ หนึ่ง", "080-000-0011", "a@b.co", "อุดรธานี")]
    [True, True, True, False]
    """
    return bool(mask(text) != text or TITLE.search(text) or _is_number(text))


def what_persons(texts: Sequence[str]) -> str:
    """Return what of natural persons a column holds: `mail`, `phone`, `person`, `citizen`; else nothing."""
    if not texts:
        return ""
    tests = {
        "mail": lambda text: bool(MAIL.search(text)),
        "citizen": lambda text: bool(CITIZEN_TEXT.search(text)),
        "phone": _is_number,
        "person": lambda text: bool(TITLE.match(text)),
    }
    shares = {name: sum(map(test, texts)) / len(texts) for name, test in tests.items()}
    most = max(shares, key=lambda name: shares[name])
    return most if shares[most] >= OFTEN else ""


def _is_number(text: str) -> bool:
    """Whether a text is a telephone number and nothing else, with or without its first digit."""
    digits = _BETWEEN.sub("", text)
    plain = "".join(str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in digits)
    return bool(NUMBER.fullmatch(plain)) and (
        plain.startswith(("0", "+", "66")) or len(plain) == len("812345678")
    )


def shown(text: object, length: int = 60) -> str:
    """Return a text fit for a terminal and a comment; one that could identify a person is not shown.

    Examples
    --------
    >>> shown("นายทดสอบ หนึ่ง"), shown("อุดรธานี")
    ('[…]', 'อุดรธานี')
    """
    printable = "".join(letter if letter.isprintable() else " " for letter in str(text))
    return _MASK if is_personal(printable) else shortened(printable, length)
