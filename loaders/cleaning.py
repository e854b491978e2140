"""Cleaners: pure functions from what a source wrote to what the model means.

A cleaner is given the distinct texts of a column, never the rows, so its cost grows with the
number of different values. It answers for every text with a value, or with null and a reason.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from ecograph.model import Type

ARROW_TYPES: Mapping[Type, pa.DataType] = {
    Type.TEXT: pa.string(),
    Type.TEXTS: pa.list_(pa.string()),
    Type.INTEGER: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.BOOLEAN: pa.bool_(),
    Type.DATE: pa.date32(),
}
"""The Arrow type of each type of the model."""


PERSONAL = "it is the name of a natural person, which is not stored"
"""The reason of a cleaner that will not hand on personal data; such a value is never shown."""


class Unclean(ValueError):
    """A text that a cleaner cannot read; its message is the reason, for a person to read."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a cleaner made of its texts.

    `values` has one entry for each text, null where the text means "unknown" or cannot be read.
    `problems` gives, by position, why a text could not be read.
    """

    values: pa.Array
    problems: Mapping[int, str] = field(default_factory=dict)


Cleaner = Callable[[pa.Array], Cleaned]
"""Takes a string array without nulls or repeats."""


def each(function: Callable[[str], object], type: pa.DataType) -> Cleaner:
    """Return a cleaner that asks `function` about one text at a time.

    `function` returns the value, None for "unknown", or raises `Unclean`. For columns with few
    distinct texts; a cleaner for identifiers of millions of enterprises works on whole arrays.
    """

    def clean(texts: pa.Array) -> Cleaned:
        values: list[object] = []
        problems: dict[int, str] = {}
        for position, text in enumerate(texts.to_pylist()):
            try:
                values.append(function(text))
            except Unclean as reason:
                values.append(None)
                problems[position] = str(reason)
        return Cleaned(pa.array(values, type=type), problems)

    return clean


def clean_integer(text: str) -> int | None:
    """Read a whole number, with or without thousands separators."""
    number = clean_number(text)
    if number is None:
        return None
    if number != int(number):
        raise Unclean("a whole number was expected")
    return int(number)


def clean_number(text: str) -> float | None:
    """Read a number, with or without thousands separators; a lone dash means unknown."""
    digits = re.sub(r"[\s,\u00a0]", "", text)
    if digits in {"", "-", "–"}:
        return None
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", digits):
        raise Unclean("a number was expected")
    return float(digits)


TRUE = {"true", "yes", "y", "1", "มี", "ใช่", "ยินยอม"}
FALSE = {"false", "no", "n", "0", "ไม่มี", "ไม่ใช่", "ไม่", "ไม่ยินยอม"}


def clean_boolean(text: str) -> bool | None:
    """Read yes or no, in English or Thai."""
    word = text.strip().lower()
    if word in TRUE or word in FALSE:
        return word in TRUE
    raise Unclean("yes or no was expected")


def clean_date(text: str) -> date | None:
    """Read an ISO 8601 date (`2024-09-30`); other calendars are a country's to read."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise Unclean("a date such as 2024-09-30 was expected") from None


def clean_text(text: str) -> str | None:
    """Trim a text and fold its white space; an empty one is unknown."""
    return " ".join(text.split()) or None


def clean_texts(text: str) -> list[str] | None:
    """Read several texts separated by `|`."""
    parts = [part.strip() for part in text.split("|") if part.strip()]
    return parts or None


ODD_SPACES = (b"  ", b"\n", b"\r", b"\t", b"\v", b"\f", "\u00a0".encode())
"""White space inside a text that is not one plain space."""


def _has_odd_spaces(texts: pa.Array) -> bool:
    """Whether any text holds `ODD_SPACES`; far cheaper than to fold, as the texts lie side by side."""
    letters = texts.buffers()[2]
    data = letters.to_pybytes() if letters else b""
    return any(space in data for space in ODD_SPACES)


def clean_text_array(texts: pa.Array) -> Cleaned:
    """Trim texts and fold their white space, a whole array at a time."""
    folded = pc.utf8_trim_whitespace(texts)
    if _has_odd_spaces(folded):
        folded = pc.utf8_trim_whitespace(pc.replace_substring_regex(folded, r"[\s\x{00a0}]+", " "))
    return Cleaned(pc.if_else(pc.equal(folded, ""), pa.scalar(None, pa.string()), folded))


def at_once(quick: Callable[[pa.Array], pa.Array], slow: Cleaner) -> Cleaner:
    """Return a cleaner that reads a whole array at a time, or text by text where one is unreadable."""

    def clean(texts: pa.Array) -> Cleaned:
        try:
            return Cleaned(quick(texts))
        except pa.ArrowInvalid:
            return slow(texts)

    return clean


def _cast(type: pa.DataType) -> Callable[[pa.Array], pa.Array]:
    """Return a reader of plain numbers with thousands separators."""
    return lambda texts: pc.cast(pc.replace_substring(texts, ",", ""), type)


BY_TYPE: Mapping[Type, Cleaner] = {
    Type.TEXT: clean_text_array,
    Type.TEXTS: each(clean_texts, pa.list_(pa.string())),
    Type.INTEGER: at_once(_cast(pa.int64()), each(clean_integer, pa.int64())),
    Type.NUMBER: at_once(_cast(pa.float64()), each(clean_number, pa.float64())),
    Type.BOOLEAN: each(clean_boolean, pa.bool_()),
    Type.DATE: at_once(lambda texts: pc.cast(texts, pa.date32()), each(clean_date, pa.date32())),
}
"""What reads a text where a recipe names no cleaner: by the type of the property."""

CLEANERS: Mapping[str, Cleaner] = {type.value: cleaner for type, cleaner in BY_TYPE.items()}
"""Cleaners that every recipe may name, whatever its country."""
