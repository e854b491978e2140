"""What a page is printed on: the size of the paper, and what stands above and below the text."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from ecograph.model import LANGUAGES, Language, Text
from visualisations import numerals, wording

_FONT = '"TH Sarabun New","Noto Sans Thai",sans-serif'
_PLAIN = " .,:·()-"
NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands at the top (empty: nothing) and the foot of every printed page.

    Attributes
    ----------
    size
        Of an upright page; one that says how it lies, such as `A3 landscape`, lies so throughout.
    more
        What else stands at the foot.
    """

    top: str
    foot: Text
    size: str = "A4"
    more: Text = NOTHING

    def rules(self) -> str:
        """Return the style rules of printed pages, an upright and a wide page for each language."""
        return "".join(self._page(language, wide) for language in LANGUAGES for wide in (False, True))

    def _page(self, language: Language, wide: bool) -> str:
        page, parts = (f"{language}-wide", (" .wide", ".wide")) if wide else (language, ("",))
        printed = ",".join(f"#language-{language}:checked~.page{part}" for part in parts)
        turned = wide and "landscape" not in self.size
        size = f"{self.size} landscape" if turned else self.size
        foot = f"{self.foot(language)}{self.more(language)}"
        return (
            f"@page {page}{{size:{size};margin:17mm 14mm 16mm;"
            f"@top-center{{content:{_quoted(self.top)};font:bold 10pt {_FONT};color:#a23b00}}"
            f"@bottom-left{{content:{_quoted(foot)};font:8pt {_FONT};color:#51606e}}"
            f'@bottom-right{{content:counter(page) " / " counter(pages);font:8pt {_FONT};color:#51606e}}}}\n'
            f"@media print{{{printed}{{page:{page}}}}}\n"
        )


def edition_paper(
    made_on: date, version: int, content_hash: str, *, synthetic: bool, thai_years_ahead: int
) -> Paper:
    """Return paper that says at its foot which edition it is, and at its top whether it was made up."""

    def foot(language: Language) -> str:
        made = numerals.day(made_on, thai_years_ahead)(language)
        of_data = f"{wording.VERSION(language)} {numerals.count(version)}"
        code = f"{wording.CONTENT_HASH(language)} {content_hash[:12]}"
        return f"{wording.MADE_ON(language)} {made} · {of_data} · {code}"

    top = f"{wording.SYNTHETIC.th} · {wording.SYNTHETIC.en}" if synthetic else ""
    return Paper(top, Text(foot("en"), foot("th")))


def _quoted(words: str) -> str:
    """Return a string of CSS; all but letters, digits and a few marks is dropped, so nothing ends it."""
    kept = (letter for letter in words if letter in _PLAIN or unicodedata.category(letter)[0] in "LMN")
    return f'"{"".join(kept)}"'
