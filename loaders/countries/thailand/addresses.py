"""The province in a free-text address.

Addresses end in the name of the province and the postcode. The name decides: where the two
disagree in the real registrations, district and sub-district agree with the name. The postcode
decides only where no name can be read, and only if it belongs to one province.
"""

import re
from functools import cache

from loaders.cleaning import Unclean
from loaders.countries.thailand.places import province
from loaders.countries.thailand.tables import table
from loaders.countries.thailand.text import fold

NOT_IN_ADDRESSES = {"abbrev2", "abbrev3", "ambiguous", "district-not-province"}
MOST_WORDS = 4
_THAI_LETTER = "ก-๎"
_COUNTRY = re.compile(r"[\s,]*(?:ประเทศไทย|thailand)[\s.]*$", re.IGNORECASE)
_POSTCODE = re.compile(r"[\s,.]*(?<!\d)(\d{5})[\s.]*$")
_USUAL_END = re.compile(r" (\S+) \d{5}$")
_TITLE = re.compile(r"จังหวัด|จ\.")


def _last_words() -> dict[str, str]:
    """Return the provinces by what most addresses end in: a Thai name, with or without a title."""
    words: dict[str, str] = {}
    for row in table("province_aliases"):
        if row["lang"] == "th" and row["kind"] not in NOT_IN_ADDRESSES:
            name = _TITLE.sub("", row["alias"]).strip()
            words |= {title + name: row["province_id"] for title in ("", "จ.", "จังหวัด")}
    return words


LAST_WORDS = _last_words()
POSTCODES = {row["postcode"]: tuple(row["province_ids"].split("|")) for row in table("postcode_province")}


@cache
def _marked_name() -> re.Pattern[str]:
    names = sorted(
        (name for name in LAST_WORDS if not _TITLE.match(name)), key=lambda name: (-len(name), name)
    )
    return re.compile(rf"(?:จังหวัด|จ\.)\s*({'|'.join(map(re.escape, names))})(?![{_THAI_LETTER}])")


def address_province(text: str) -> str | None:
    """Return the id of the province that an address is in.

    Examples
    --------
    >>> address_province("37/5 หมู่ที่ 1  ต.จ.ป.ร. อ.กระบุรี จ.ระนอง 85110")
    'TH-85'
    """
    address = fold(text)
    usual = _USUAL_END.search(address)
    if usual and usual[1] in LAST_WORDS:
        return LAST_WORDS[usual[1]]
    address, postcode = split_postcode(address)
    if not address and not postcode:
        return None
    named = _named(address)
    if named:
        return named
    possible = POSTCODES.get(postcode, ())
    if len(possible) == 1:
        return possible[0]
    if possible:
        raise Unclean(f"the postcode belongs to {' and '.join(possible)}, and no province is named")
    raise Unclean("no province is named, and there is no known postcode")


def split_postcode(text: str) -> tuple[str, str]:
    """Return an address without its postcode and country, and the postcode (empty if none)."""
    address = _COUNTRY.sub("", fold(text))
    found = _POSTCODE.search(address)
    return (address[: found.start()], found[1]) if found else (address.rstrip(" ,."), "")


def _named(address: str) -> str | None:
    """Return the province that the last words name, else the last one that bears the title."""
    words = address.split()
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        last = " ".join(words[-count:]).strip(",.")
        if last in LAST_WORDS:
            return LAST_WORDS[last]
        if last.isascii() and not last.isdigit():
            try:
                return province(last)
            except Unclean:
                continue
    marked = _marked_name().findall(address)
    return LAST_WORDS[marked[-1]] if marked else None
