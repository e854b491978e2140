"""Names of enterprises: the legal form, the name proper, the branch.

Written for millions of different names: what is rare is looked for only where a cheap test says
that it may be there.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from loaders.cleaning import PERSONAL, Unclean
from loaders.countries.thailand.tables import table
from loaders.countries.thailand.text import fold

HEAD_OFFICE = "00000"
_BRANCH = re.compile(r"\s*[(\[]?\s*(?:(สำนักงานใหญ่|head office)|สาขา(?:ที่)?\s*(\d+))\s*[)\]]?$", re.IGNORECASE)
_TRADE_NAME = re.compile(r"(?<=จำกัด)\s*\((?!\s*มหาชน\s*\))([^()]+)\)$")
_DEPENDENT_VOWELS = frozenset(map(chr, [*range(0x0E30, 0x0E3B), *range(0x0E47, 0x0E4F)]))
_BEARS_A_SUFFIX = frozenset({"", "cooperative", "co_ltd", "plc"})


class Company(NamedTuple):
    """The parts of an enterprise's name.

    `form` is a type code of `name_prefixes.csv`, empty where the name tells none; `branch` has
    five digits.
    """

    form: str
    core: str
    branch: str = ""
    trade_name: str = ""


class _Form(NamedTuple):
    legal_form: str
    natural_person: bool
    prefix_is_name: bool


FORMS = {
    row["type_code"]: _Form(row["legal_form"], row["natural_person"] == "1", row["prefix_is_name"] == "1")
    for row in table("name_prefixes")
}


@cache
def _affixes(column: str) -> tuple[tuple[str, str], ...]:
    """Return prefixes or suffixes with the form that each tells, longest first."""
    affixes = {
        affix: row["type_code"] for row in table("name_prefixes") for affix in row[column].split("|") if affix
    }
    return tuple(sorted(affixes.items(), key=lambda affix: (-len(affix[0]), affix[0])))


def _prefixes_by_start() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the prefixes by their first two letters."""
    starts = {prefix[:2].lower() for prefix, _ in _affixes("prefixes")}
    return {
        start: tuple(affix for affix in _affixes("prefixes") if affix[0][:2].lower() == start)
        for start in starts
    }


def _suffix_pattern(suffix: str) -> re.Pattern[str]:
    gap, boundary = (r"[\s.,\-]*", r"(?<![A-Za-z])") if suffix.isascii() else (r"\s*", "")
    words = gap.join(map(re.escape, re.split(r"[\s\-]+", suffix)))
    return re.compile(rf"[\s,]*{boundary}{words}[\s.,]*$", re.IGNORECASE)


_PREFIXES = _prefixes_by_start()
_SUFFIXES = tuple((_suffix_pattern(suffix), form) for suffix, form in _affixes("suffixes"))
_LIMITED = "จำกัด"


# Several properties are read from one name: a chunk's names are remembered from one to the next.
@lru_cache(maxsize=2**18)
def parse_company(text: str) -> Company:
    """Return the parts of an enterprise's name.

    Examples
    --------
    >>> parse_company("บริษัท ปตท. จำกัด (มหาชน)")
    Company(form='plc', core='ปตท.', branch='', trade_name='')
    """
    name = fold(text)
    branch = trade_name = ""
    if "สาขา" in name or "สำนักงานใหญ่" in name or "office" in name.lower():
        name, branch = _without_branch(name)
    if name.endswith(")"):
        found = _TRADE_NAME.search(name)
        if found:
            name, trade_name = name[: found.start()], found[1].strip()
    form, core = _without_affixes(name)
    return Company(form, core, branch, trade_name)


def _without_branch(name: str) -> tuple[str, str]:
    found = _BRANCH.search(name)
    if not found or not found.start():
        return name, ""
    return name[: found.start()], HEAD_OFFICE if found[1] else found[2].zfill(len(HEAD_OFFICE))


def _without_affixes(name: str) -> tuple[str, str]:
    """Return the form that prefix and suffix tell together, and the name without them.

    A cooperative ends in the word for "limited" like a company, and a public company begins like
    any other, so the suffix decides between companies only.
    """
    form, rest = _without_prefix(name)
    if form not in _BEARS_A_SUFFIX:
        return form, rest
    suffixed, core = _without_suffix(rest)
    if form == "cooperative":
        return form, core
    return ("plc" if suffixed == "plc" else form or suffixed), core


def _without_prefix(name: str) -> tuple[str, str]:
    """Return the form that a prefix tells, and the name without it.

    A prefix that goes on with a dependent vowel is the beginning of another word: นาย, but นายา.
    """
    for prefix, form in _PREFIXES.get(name[:2].lower(), ()):
        if name[: len(prefix)].lower() == prefix.lower():
            rest = name[len(prefix) :].lstrip()
            if rest and rest[0] not in _DEPENDENT_VOWELS:
                return form, name if FORMS[form].prefix_is_name else rest
    return "", name


def _without_suffix(name: str) -> tuple[str, str]:
    """Return the form that a suffix tells, and the name without it."""
    if name.endswith(_LIMITED):
        core = name[: -len(_LIMITED)].rstrip(" ,")
        return ("co_ltd", core) if core else ("", name)
    if name[-1:].isascii():
        for pattern, form in _SUFFIXES:
            found = pattern.search(name)
            if found and found.start():
                return form, name[: found.start()]
    return "", name


def company_name(text: str) -> str | None:
    """Read the name proper of an enterprise; that of a natural person is not handed on."""
    company = parse_company(text)
    if company.form and FORMS[company.form].natural_person:
        raise Unclean(PERSONAL)
    return company.core or None


def legal_form(text: str) -> str | None:
    """Read the legal form from the name of an enterprise, as the model calls it; else unknown."""
    form = parse_company(text).form
    return FORMS[form].legal_form if form else None
