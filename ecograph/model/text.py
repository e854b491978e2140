"""Text that people read, in every language the product speaks."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "th"]
LANGUAGES: tuple[Language, ...] = ("en", "th")


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in English and in Thai."""

    en: str
    th: str

    def __call__(self, language: Language) -> str:
        """Return the words in one language."""
        return self.en if language == "en" else self.th

    def format(self, **values: object) -> "Text":
        """Return the text with `{name}` fields filled in, in each language."""
        return Text(self.en.format(**values), self.th.format(**values))
