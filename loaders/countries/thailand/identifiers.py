"""Registration numbers of juristic persons, and the numbers of natural persons kept out.

A juristic person has 13 digits that begin with 0 and end in a check digit; the number is also its
tax number. Any 13 digits that begin with 1 to 8 are taken for a citizen's, whether or not the
check digit fits: such a number leaves here only as a keyed hash, and no reason repeats it.
"""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from loaders.cleaning import Cleaned, Cleaner
from loaders.countries.thailand.text import fold
from loaders.privacy import pseudonym

LENGTH = 13
COMMUNITY_ENTERPRISE_LENGTH = 11
NOT_A_CITIZEN = 9
"""First digit of no citizen's number: those have 1 to 8."""
_SEPARATORS = "[\\s'\"\\-\u2010-\u2015\u2019]|\\.0$"

CHECK_DIGIT = "the check digit is wrong"
FIRST_DIGIT = "a registration number begins with 0"
ELEVEN_DIGITS = "11 digits: the number of a community enterprise, not of a juristic person"
TWELVE_DIGITS = "12 digits, and no leading zero makes the check digit right"
LOST_DIGITS = "digits were lost: the number was stored as a decimal (such as 1.05E+11)"
NOT_A_NUMBER = "13 digits were expected"
UNHASHABLE = "a natural person's number, and there is no secret to hash it with"


def check_digit(digits: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the check digit of each number, the rule of `stdnum.th.moa` and `stdnum.th.pin`.

    Parameters
    ----------
    digits
        The first twelve digits (or more) of the numbers, shape (numbers, >= 12).
    """
    total = np.zeros(len(digits), dtype=np.uint16)
    for position in range(LENGTH - 1):
        total += digits[:, position].astype(np.uint16) * np.uint16(LENGTH - position)
    return ((11 - total % 11) % 10).astype(np.uint8)


def juristic_id(secret: bytes) -> Cleaner:
    """Return the cleaner of registration numbers.

    It gives the 13 digits of a juristic person, or `person:` and a keyed hash for a number of a
    natural person. Separators and Thai digits are read. One repair is made: twelve digits lost
    their leading zero to a spreadsheet, if the check digit says so.
    """

    def clean(texts: pa.Array) -> Cleaned:
        plain = _plain(texts)
        digits, positions = _digits(plain)
        first = digits[:, 0]
        right = (first == 0) & (check_digit(digits) == digits[:, LENGTH - 1])
        natural = positions[(first > 0) & (first < NOT_A_CITIZEN)]
        odd = np.ones(len(plain), dtype=bool)
        odd[positions] = False
        problems = dict.fromkeys(positions[(first == 0) & ~right].tolist(), CHECK_DIGIT)
        problems |= dict.fromkeys(positions[first == NOT_A_CITIZEN].tolist(), FIRST_DIGIT)
        read: dict[int, str] = {}
        if secret:
            read |= _each(natural, plain, lambda number: pseudonym(number, secret))
        else:
            problems |= dict.fromkeys(natural.tolist(), UNHASHABLE)
        for position, text in _each(np.flatnonzero(odd), plain, str).items():
            repaired, why = _other(text)
            if not text and any(letter.isdigit() for letter in texts[position].as_py()):
                why = NOT_A_NUMBER
            if repaired:
                read[position] = repaired
            elif why:
                problems[position] = why
        return Cleaned(_assembled(plain, positions[right], read), problems)

    return clean


def natural_person(texts: pa.Array) -> Cleaned:
    """Read from a registration number whether its owner is a natural person; null if unreadable."""
    plain = _plain(texts)
    owner = pc.if_else(
        pc.match_substring_regex(plain, "^[1-8][0-9]{12}$"),
        True,
        pc.if_else(pc.match_substring_regex(plain, "^0?[0-9]{12}$"), False, pa.scalar(None, pa.bool_())),
    )
    return Cleaned(_one(owner))


def _plain(texts: pa.Array) -> pa.Array:
    """Return the texts without separators and in Arabic digits."""
    clean = pc.match_substring_regex(texts, "^[0-9]{13}$")
    if pc.all(clean, min_count=0).as_py():
        return _one(texts)
    odd = pc.filter(texts, pc.invert(clean))
    folded = pa.array([fold(text) for text in odd.to_pylist()], type=pa.string())
    return _one(
        pc.replace_with_mask(texts, pc.invert(clean), pc.replace_substring_regex(folded, _SEPARATORS, ""))
    )


def _digits(plain: pa.Array) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the digits of the texts of 13 digits, shape (numbers, 13), and their positions."""
    right = pc.match_substring_regex(plain, "^[0-9]{13}$")
    positions: NDArray[np.int64] = pc.indices_nonzero(right).to_numpy().astype(np.int64)
    fixed = pc.filter(plain, right).cast(pa.binary()).cast(pa.binary(LENGTH))
    start = fixed.offset * LENGTH
    letters = np.frombuffer(fixed.buffers()[1] or b"", dtype=np.uint8)[start : start + LENGTH * len(fixed)]
    return letters.reshape(-1, LENGTH) - np.uint8(ord("0")), positions


def _other(text: str) -> tuple[str, str]:
    """Return what can be read of a text that has not 13 digits, or why it cannot."""
    if not text:
        return "", ""
    if "." in text or "e" in text.lower():
        return "", LOST_DIGITS if text[0].isdigit() else NOT_A_NUMBER
    if not (text.isascii() and text.isdigit()):
        return "", NOT_A_NUMBER
    if len(text) == LENGTH - 1:
        number = np.frombuffer(f"0{text}".encode(), dtype=np.uint8)[np.newaxis] - ord("0")
        return (f"0{text}", "") if check_digit(number)[0] == number[0, LENGTH - 1] else ("", TWELVE_DIGITS)
    return "", ELEVEN_DIGITS if len(text) == COMMUNITY_ENTERPRISE_LENGTH else NOT_A_NUMBER


def _each(positions: NDArray[np.int64], texts: pa.Array, function: Callable[[str], str]) -> dict[int, str]:
    chosen: list[str] = texts.take(pa.array(positions)).to_pylist()
    return {position: function(text) for position, text in zip(positions.tolist(), chosen, strict=True)}


def _assembled(texts: pa.Array, kept: NDArray[np.int64], read: dict[int, str]) -> pa.Array:
    """Return the texts at the positions kept, what was read at others, and null elsewhere."""
    keep = np.zeros(len(texts), dtype=bool)
    keep[kept] = True
    values = pc.if_else(pa.array(keep), texts, pa.scalar(None, pa.string()))
    if read:
        replaced = np.zeros(len(texts), dtype=bool)
        replaced[list(read)] = True
        ordered = pa.array([read[position] for position in sorted(read)], type=pa.string())
        values = pc.replace_with_mask(values, pa.array(replaced), ordered)
    return _one(values)


def _one(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
