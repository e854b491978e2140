"""Personal identifiers: found, hashed where they are keys, removed where they are text.

Any 13 digits that begin with 1 to 8 are taken for a citizen's number, whether or not the check
digit fits and whether they are Arabic or Thai: a mistyped number still identifies a person.
"""

import hashlib
import hmac
import re
import unicodedata

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

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
DIGITS = 13
THAI_DIGIT = "๐".encode()
"""The letters of the Thai zero; nine more digits follow it."""
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
    if not pa.types.is_string(values.type):
        found = pc.and_(pc.greater_equal(values, LEAST), pc.less_equal(values, MOST))
        return _positions(found)
    texts = values.combine_chunks()
    candidates = pa.array(np.flatnonzero(_digits(texts) >= DIGITS))
    if len(candidates) == 0:
        return []
    suspect = texts.take(candidates)
    # Thirteen letters that begin with 0 are a register's own number: most keys need no closer look.
    of_register = pc.and_(pc.equal(pc.binary_length(suspect), DIGITS), pc.starts_with(suspect, "0"))
    found = pc.and_not(pc.match_substring_regex(suspect, CITIZEN_ARROW), of_register)
    positions: list[int] = candidates.filter(found).to_pylist()
    return positions


def _digits(texts: pa.StringArray) -> NDArray[np.int32]:
    """Return how many digits, Arabic and Thai, each text holds, from the letters in memory."""
    _, ends, letters = texts.buffers()
    if len(texts) == 0 or letters is None:
        return np.zeros(len(texts), np.int32)
    ends_at = np.frombuffer(ends, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    data = np.frombuffer(letters, np.uint8)[ends_at[0] : ends_at[-1]]
    digit = (data >= ord("0")) & (data <= ord("9"))
    first, second, third = THAI_DIGIT
    digit[2:] |= (data[:-2] == first) & (data[1:-1] == second) & (data[2:] >= third) & (data[2:] <= third + 9)
    total = np.zeros(len(data) + 1, np.int32)
    np.cumsum(digit, out=total[1:])
    counts: NDArray[np.int32] = np.diff(total[ends_at - ends_at[0]])
    return counts


def _positions(flags: pa.ChunkedArray) -> list[int]:
    positions: list[int] = pc.indices_nonzero(pc.fill_null(flags, False)).to_pylist()
    return positions
