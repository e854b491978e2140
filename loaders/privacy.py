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

DIGIT = "0-9๐-๙０-９"
BETWEEN = "[ .\\-\u00a0\u00ad\u200b-\u200d\u2010-\u2015\u2060\ufeff]{0,3}"
CITIZEN = f"[1-8๑-๘１-８](?:{BETWEEN}[{DIGIT}]){{12}}"
CITIZEN_ARROW = f"(^|[^{DIGIT}]){CITIZEN}($|[^{DIGIT}])"
CITIZEN_TEXT = re.compile(f"(?<![{DIGIT}]){CITIZEN}(?![{DIGIT}])")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
PHONE = re.compile(r"(?<![0-9])(?:\+66|0)[ \-]?[0-9](?:[ \-]?[0-9]){7,8}(?![0-9])")
NEARLY = re.compile(f"(?<![{DIGIT}])[1-9๑-๙](?:{BETWEEN}[{DIGIT}]){{8,}}(?![{DIGIT}])")
"""What may be a person's number with digits too many or too few: not shown where a value is."""
REMOVED = "[…]"
LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""A hash is written in letters alone: thirteen of its digits in a row would look like a person's number."""
DIGITS = 13
ZEROS = ("๐".encode(), "０".encode())
"""The bytes of zeros that are not ASCII, Thai and full-width; nine more digits follow each."""
CONTACT_DIGITS = 9
TITLES = ("นาย", "นางสาว", "นาง", "น.ส.", "ด.ช.", "ด.ญ.", "Mr.", "Mrs.", "Ms.", "Miss ", "Mr ", "Mrs ", "Ms ")
DEPENDENT = "\u0e30-\u0e3a\u0e47-\u0e4e"
"""Vowels and marks that no word begins with: before them, a title is the beginning of another word."""
TITLE_ARROW = f"^({'|'.join(map(re.escape, TITLES))}) *([^{DEPENDENT} ]|$)"
TRADES = "หน้า|จ้าง|แบบ|งาม|ฟ้า|พญา|ช่าง|ทะเบียน|ไปรษณีย์|ท่า|ทุน|ธนาคาร"
"""Words that follow a title in the name of a trade: นายหน้า is a broker, นางแบบ a model."""
PERSON = re.compile(f"(?<![ก-๎])(?:นาย|นางสาว|นาง|น\\.ส\\.) *(?![{DEPENDENT}]|{TRADES})[ก-๎]{{2,}} +[ก-๎]{{2,}}")
LEAST, MOST = 1_000_000_000_000, 8_999_999_999_999
"""The numbers of 13 digits that begin with 1 to 8."""


def mask(text: str) -> str:
    """Return `text` with what may be a citizen's number, a mail address or a telephone removed."""
    for pattern in (CITIZEN_TEXT, NEARLY, MAIL, PHONE):
        text = pattern.sub(REMOVED, text)
    return text


def without_citizen_numbers(text: str) -> str:
    """Return `text` with citizens' numbers removed."""
    return CITIZEN_TEXT.sub(REMOVED, text)


def without_addresses(text: str) -> str:
    """Return `text` with mail addresses and telephones removed."""
    return PHONE.sub(REMOVED, MAIL.sub(REMOVED, text))


def without_contacts(text: str) -> str:
    """Return `text` with mail addresses, telephones and persons named with their title removed."""
    return PERSON.sub(REMOVED, without_addresses(text))


def holds_person(text: str) -> bool:
    """Whether a text holds a citizen's number or a person's name with its title."""
    return bool(CITIZEN_TEXT.search(text) or re.match(TITLE_ARROW, text) or PERSON.search(text))


def holding_contacts(texts: pa.ChunkedArray) -> list[int]:
    """Return the positions of the texts that `without_contacts` may change."""
    suspect = _digits(texts.combine_chunks()) >= CONTACT_DIGITS
    for mark in ("@", "นาย", "นาง", "น.ส."):
        suspect |= np.asarray(pc.fill_null(pc.match_substring(texts, mark), False))
    positions: list[int] = np.flatnonzero(suspect).tolist()
    return positions


def begins_with_title(texts: pa.ChunkedArray) -> NDArray[np.bool_]:
    """Return which names begin with a person's title (นาย, Mrs.), and not with a longer word."""
    return np.asarray(pc.fill_null(pc.match_substring_regex(texts, TITLE_ARROW), False))


def pseudonym(identifier: str, secret: bytes) -> str:
    """Return the name under which a person's number is stored: a keyed hash of its digits.

    The same number gives the same pseudonym under the same secret, and nobody without the secret
    can find the number by trying all of them.
    """
    digits = "".join(str(unicodedata.digit(letter)) for letter in identifier if letter.isdigit())
    hashed = hmac.new(secret, digits.encode(), hashlib.sha256).hexdigest()[:32]
    return f"person:{hashed.translate(LETTERS)}"


def holding_citizen_numbers(values: pa.ChunkedArray) -> list[int]:
    """Return the positions of the texts or numbers that hold a citizen's number."""
    if not pa.types.is_string(values.type):
        found = pc.and_(pc.greater_equal(values, LEAST), pc.less_equal(values, MOST))
        return _positions(found)
    if (pc.max(pc.binary_length(values)).as_py() or 0) < DIGITS:
        return []
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
    for first, second, third in ZEROS:
        lead = (data[:-2] == first) & (data[1:-1] == second)
        digit[2:] |= lead & (data[2:] >= third) & (data[2:] <= third + 9)
    total = np.zeros(len(data) + 1, np.int32)
    np.cumsum(digit, out=total[1:])
    counts: NDArray[np.int32] = np.diff(total[ends_at - ends_at[0]])
    return counts


def _positions(flags: pa.ChunkedArray) -> list[int]:
    positions: list[int] = pc.indices_nonzero(pc.fill_null(flags, False)).to_pylist()
    return positions
