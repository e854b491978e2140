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
ASCII, SECOND, THIRD = 1, 2, 4
"""Bytes that are a digit, and the second and third of the three that a Thai or full-width digit has."""
BYTES = np.zeros(256, np.uint8)
BYTES[ord("0") : ord("9") + 1] = ASCII
for _zero in ("๐".encode(), "０".encode()):
    BYTES[_zero[1]] = SECOND
    BYTES[_zero[2] : _zero[2] + 10] = THIRD
SAMPLE, FEW = 1_000, 50
"""Of how many texts so many different ones show that a column repeats a few: these are looked at once."""
CONTACT_DIGITS = 9
MARKS = ("@", "นาย", "นาง", "น.ส.")
"""What stands in every mail address, and before the name of a person."""
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


def holding_personal(texts: pa.ChunkedArray) -> list[int]:
    """Return the positions of the texts that the functions `without_…` may change."""
    cells = texts.combine_chunks()
    if len(cells) > SAMPLE and len(cells.slice(0, SAMPLE).unique()) < FEW:
        coded = cells.dictionary_encode()
        suspects = np.flatnonzero(_may_be_personal(coded.dictionary))
        suspect = np.isin(pc.fill_null(coded.indices, -1), suspects)
    else:
        suspect = _may_be_personal(cells)
    positions: list[int] = np.flatnonzero(suspect).tolist()
    return positions


def _may_be_personal(texts: pa.StringArray) -> NDArray[np.bool_]:
    letters = _letters(texts)
    suspect: NDArray[np.bool_] = _digits(texts) >= CONTACT_DIGITS
    for mark in MARKS:
        # To look whether a mark is there at all is far quicker than to look where.
        if mark.encode() in letters:
            suspect |= np.asarray(pc.fill_null(pc.match_substring(texts, mark), False))
    return suspect


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
    lengths = pc.binary_length(texts)
    # Thirteen letters that begin with 0 are a register's own number: most keys need no closer look.
    of_register = pc.and_(pc.equal(lengths, DIGITS), pc.starts_with(texts, "0"))
    candidates = pc.indices_nonzero(pc.and_not(pc.greater_equal(lengths, DIGITS), of_register))
    suspect = texts if len(candidates) == len(texts) else texts.take(candidates)
    close = pa.array(np.flatnonzero(_digits(suspect) >= DIGITS))
    if len(close) == 0:
        return []
    found = pc.match_substring_regex(suspect.take(close), CITIZEN_ARROW)
    positions: list[int] = candidates.take(close.filter(found)).to_pylist()
    return positions


def holding_citizen_numbers_in_lists(lists: pa.ChunkedArray) -> list[int]:
    """Return the positions of the lists of texts of which one holds a citizen's number."""
    whole = lists.combine_chunks()
    texts = pc.list_flatten(whole)
    if not pa.types.is_string(texts.type):
        return []
    found = holding_citizen_numbers(pa.chunked_array([texts]))
    rows: list[int] = pc.list_parent_indices(whole).take(pa.array(found, pa.int64())).unique().to_pylist()
    return rows


def _digits(texts: pa.StringArray) -> NDArray[np.int64]:
    """Return how many digits, Arabic and Thai, each text holds, from the letters in memory.

    Letters of other scripts that end in the same two bytes as a digit are counted too.
    """
    letters = _letters(texts)
    if not letters:
        return np.zeros(len(texts), np.int64)
    ends = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset : texts.offset + len(texts) + 1]
    kinds = BYTES[np.frombuffer(letters, np.uint8)]
    digit = kinds == ASCII
    digit[1:] |= (kinds[1:] == THIRD) & (kinds[:-1] == SECOND)
    counts: NDArray[np.int64] = np.diff(np.searchsorted(np.flatnonzero(digit), ends - ends[0]))
    return counts


def _letters(texts: pa.StringArray) -> bytes:
    """Return the letters of all texts, one after another."""
    _, ends, letters = texts.buffers()
    if len(texts) == 0 or letters is None:
        return b""
    first, last = np.frombuffer(ends, np.int32)[[texts.offset, texts.offset + len(texts)]].tolist()
    found: bytes = letters.slice(first, last - first).to_pybytes()
    return found


def _positions(flags: pa.ChunkedArray) -> list[int]:
    positions: list[int] = pc.indices_nonzero(pc.fill_null(flags, False)).to_pylist()
    return positions
