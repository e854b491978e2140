"""What the values of a column say for a role: how many of them can be read as it would read them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import partial

import pyarrow as pa

from ecograph.model import MODEL, Property, Type
from loaders.cleaning import Cleaner
from loaders.guessing.heading import heading_key
from loaders.guessing.names import TABLES, read_names
from loaders.guessing.needs import need_of
from loaders.guessing.person import is_personal, shown
from loaders.guessing.role import Fill, Role

SAMPLES = 3
LETTERS = 3
"""How many letters a name has at the least."""
SEPARATORS = ("|", ";", "\n", ",", "/", " + ", "+", " ")
"""What may stand between several values of one cell, in the order in which a tie is settled."""
LISTS = ("|", ";", "\n", ",", "/")
"""Signs that may all be used in one column."""
UNKNOWN = re.compile(r"^[\s\-–—.\"'〃*]*$|^n/?a$|^ไม่ระบุ$|^ไม่มีข้อมูล$|^null$|^none$|^nan$", re.IGNORECASE)
"""What stands in cells that say nothing: a dash, a ditto mark, "not stated"."""
ALIKE = 0.85
UNSAID = object()
"""What a cleaner makes of a text that means "unknown", or keeps back."""
UNTESTED = frozenset({"thai_text", "text", "texts"})
"""Cleaners that take any text."""


Split = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the values of a column say for a role.

    Attributes
    ----------
    said
        How many cells say something; of a role that takes several values in a cell, how many values.
    read
        How many of these could be read; None where any text would do.
    samples
        A few values that were read, fit to be shown.
    split
        What stands between several values of a cell, or all that does; empty for one value.
    map
        By value as written, what it stands for, where words have to be translated.
    """

    said: int
    read: int | None = None
    samples: tuple[str, ...] = ()
    split: Split = ""
    map: Mapping[str, str] = field(default_factory=dict)

    @property
    def share(self) -> float | None:
        """The share of values that could be read; None where any text would do, or none is there."""
        return None if self.read is None or not self.said else self.read / self.said


def spoken(texts: Sequence[str]) -> list[str]:
    """Return the texts that say something."""
    return [text for text in texts if not UNKNOWN.match(text)]


def weigh(role: Role, texts: Sequence[str], cleaners: Mapping[str, Cleaner], clean: str = "") -> Evidence:
    """Return what the filled cells of a column say for a role.

    Parameters
    ----------
    clean
        The cleaner, in place of the role's own.
    """
    said = spoken(texts)
    if not role.fills:
        return Evidence(len(said))
    fill = role.fills[0]
    if role.choices or _choices(fill):
        return _of_choices(role, said, cleaners)
    if fill.resolve == "Need":
        return _of_needs(said)
    if fill.field == "name" and fill.clean == "thai_text":
        return Evidence(len(said), sum(map(_is_name, said)))
    name = clean or fill.clean or _by_type(fill)
    cleaner = partial(read_names, fill.resolve) if fill.resolve in TABLES else cleaners.get(name)
    if cleaner is None or (name in UNTESTED and not fill.resolve):
        return Evidence(len(said))
    if role.many:
        return max((_of_parts(said, cleaner, split) for split in _splits(said)), key=_worth)[1]
    return _counted(said, cleaner, name)


def _is_name(text: str) -> bool:
    """Whether a text could be the name of something: it has letters, not only a number."""
    return sum(letter.isalpha() for letter in text) >= LETTERS


def _worth(parted: tuple[int, Evidence]) -> tuple[int, int]:
    """Return what ways to split are compared by: cells read as a whole, then values read.

    Spaces are part of many names, so values read alone do not speak for them.
    """
    whole, evidence = parted
    return (whole, 0 if evidence.split == " " else evidence.read or 0)


def _counted(said: Sequence[str], cleaner: Cleaner, name: str) -> Evidence:
    counts = Counter(said)
    values = _read(list(counts), cleaner)
    good = [text for text, value in values.items() if value is not None and value is not UNSAID]
    samples = [shown(text) for text in good if _may_be_shown(name, text, values[text])]
    told = sum(counts[text] for text, value in values.items() if value is not UNSAID)
    read = sum(counts[text] for text in good)
    return Evidence(told, read, tuple(dict.fromkeys(samples))[:SAMPLES])


def _of_parts(said: Sequence[str], cleaner: Cleaner, split: Split) -> tuple[int, Evidence]:
    """Return how many cells can be read as a whole, and the evidence, if cells are split so."""
    cells = [_parted(text, split) for text in said]
    values = _read(list(dict.fromkeys(part for parts in cells for part in parts)), cleaner)
    good = [part for parts in cells for part in parts if values[part] is not None]
    whole = sum(all(values[part] is not None for part in parts) for parts in cells if parts)
    samples = tuple(dict.fromkeys(map(shown, good)))[:SAMPLES]
    return whole, Evidence(sum(map(len, cells)), len(good), samples, split)


def _splits(said: Sequence[str]) -> Iterator[Split]:
    """Yield the ways to split cells: not at all, by one sign, by all the signs of lists together."""
    yield ""
    yield from SEPARATORS
    several = tuple(sign for sign in LISTS if any(sign in text for text in said))
    if len(several) > 1:
        yield several


def _parted(text: str, split: Split) -> list[str]:
    signs = (split,) if isinstance(split, str) else split
    parts = re.split("|".join(map(re.escape, signs)), text) if any(signs) else [text]
    return [part.strip() for part in parts if not UNKNOWN.match(part.strip())]


def _of_needs(said: Sequence[str]) -> Evidence:
    """Return the split that makes most needs known, and a map of the words that are used for them."""

    def by(split: Split) -> tuple[int, Evidence]:
        cells = [_parted(text, split) for text in said]
        parts = [part for parts in cells for part in parts]
        known = {part: need for part in dict.fromkeys(parts) if (need := need_of(part))}
        read = sum(part in known for part in parts)
        whole = sum(all(part in known for part in parts) for parts in cells if parts)
        return whole, Evidence(len(parts), read, tuple(known)[:SAMPLES], split, known)

    return max((by(split) for split in _splits(said)), key=_worth)[1]


def _of_choices(role: Role, said: Sequence[str], cleaners: Mapping[str, Cleaner]) -> Evidence:
    """Return which values stand for which choice; those that a cleaner reads need no word."""
    fill = role.fills[0]
    words = {heading_key(word): value for value, word in _choice_words(role)}
    known = set(_choices(fill))
    cleaner = cleaners.get(fill.clean) if fill.clean else None
    values = _read(list(dict.fromkeys(said)), cleaner) if cleaner else {}
    found = {
        text: value
        for text in dict.fromkeys(said)
        if values.get(text) is None
        and not is_personal(text)
        and (value := _nearest(heading_key(text), words))
    }
    understood = [text for text in said if text in found or values.get(text) is not None]
    samples = tuple(dict.fromkeys(text for text in understood if not is_personal(text)))[:SAMPLES]
    plain = all(text == value for text, value in found.items()) and known.issuperset(found.values())
    return Evidence(len(said), len(understood), samples, map={} if plain else found)


def _choice_words(role: Role) -> Iterator[tuple[str, str]]:
    for choice in _property(role.fills[0]).choices if _property(role.fills[0]) else ():  # type: ignore[union-attr]
        yield from ((choice.value, word) for word in (choice.value, choice.label.en, choice.label.th))
    for value, words in role.choices.items():
        yield from ((value, word) for word in words)


def _nearest(text: str, words: Mapping[str, str]) -> str:
    if text in words:
        return words[text]
    near = max(words, key=lambda word: SequenceMatcher(None, text, word).ratio(), default="")
    alike = near and SequenceMatcher(None, text, near).ratio() >= ALIKE
    return words[near] if alike and len(near) > len("มีแล้ว") else ""


def _read(texts: list[str], cleaner: Cleaner) -> dict[str, object]:
    """Return what a cleaner makes of each text: None where it cannot, `UNSAID` where nothing is said."""
    cleaned = cleaner(pa.array(texts, pa.string()))
    values = cleaned.values.to_pylist()
    return {
        text: None if at in cleaned.problems else UNSAID if values[at] is None else values[at]
        for at, text in enumerate(texts)
    }


def _may_be_shown(name: str, text: str, value: object) -> bool:
    """Whether a value is no natural person's: a name tells by its legal form, an address never does."""
    if name == "juristic_id":
        return not str(value).startswith("person:")
    return name not in ("company_name", "address_province") and not is_personal(text)


def _property(fill: Fill) -> Property | None:
    for kind in MODEL:
        if kind.name == fill.owner:
            return next((property for property in kind.properties if property.name == fill.field), None)
    return None


def _choices(fill: Fill) -> tuple[str, ...]:
    property = _property(fill)
    return property.values if property else ()


def _by_type(fill: Fill) -> str:
    property = _property(fill)
    return property.type.value if property else Type.TEXT.value
