"""Personal identifiers: found, hashed where they are keys, removed where they are text.

Any 13 digits that begin with 1 to 8 are taken for a citizen's number, whether or not the check
digit fits and whether they are Arabic or Thai: a mistyped number still identifies a person.
"""

import hashlib
import hmac
import re
import unicodedata

import pyarrow as pa
import pyarrow.compute as pc

DIGIT = "0-9๐-๙"
BETWEEN = "[ .\\-\u00a0\u2010-\u2015]?"
CITIZEN = f"[1-8๑-๘](?:{BETWEEN}[{DIGIT}]){{12}}"
CITIZEN_ARROW = f"(^|[^{DIGIT}]){CITIZEN}($|[^{DIGIT}])"
CITIZEN_TEXT = re.compile(f"(?<![{DIGIT}]){CITIZEN}(?![{DIGIT}])")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
PHONE = re.compile(r"(?<![0-9])(?:\+66|0)[ \-]?[0-9](?:[ \-]?[0-9]){7,8}(?![0-9])")
NEARLY = re.compile(f"(?<![{DIGIT}])[1-9๑-๙](?:{BETWEEN}[{DIGIT}]){{8,}}(?![{DIGIT}])")
"""What may be a person's number with digits too many or too few: not shown where a value is."""
REMOVED = "[…]"
LEAST, MOST = 1_000_000_000_000, 8_999_999_999_999
"""The numbers of 13 digits that begin with 1 to 8."""


def mask(text: str) -> str:
    """Return `text` with what may be a citizen's number, a mail address or a telephone removed."""
    for pattern in (CITIZEN_TEXT, NEARLY, MAIL, PHONE):
        text = pattern.sub(REMOVED, text)
    return text


def pseudonym(identifier: str, secret: bytes) -> str:
    """Return the name under which a person's number is stored: a keyed hash of its digits.

    The same number gives the same pseudonym under the same secret, and nobody without the secret
    can find the number by trying all of them.
    """
    digits = "".join(str(unicodedata.digit(letter)) for letter in identifier if letter.isdigit())
    return f"person:{hmac.new(secret, digits.encode(), hashlib.sha256).hexdigest()[:32]}"


def holding_citizen_numbers(values: pa.ChunkedArray) -> list[int]:
    """Return the positions of the texts or numbers that hold a citizen's number."""
    if pa.types.is_string(values.type):
        found = pc.match_substring_regex(values, CITIZEN_ARROW)
    else:
        found = pc.and_(pc.greater_equal(values, LEAST), pc.less_equal(values, MOST))
    found = pc.fill_null(found, False)
    if not pc.any(found).as_py():
        return []
    positions: list[int] = pc.indices_nonzero(found).to_pylist()
    return positions
