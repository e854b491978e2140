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
        """Return the text with `{name}` fields filled in, in each language; a text in its own."""
        english = {name: value.en if isinstance(value, Text) else value for name, value in values.items()}
        thai = {name: value.th if isinstance(value, Text) else value for name, value in values.items()}
        return Text(self.en.format(**english), self.th.format(**thai))
