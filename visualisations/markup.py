"""Text from outside as harmless text of a page: no control characters, no runaway direction of writing."""

import re

from markupsafe import Markup

from ecograph.model import Text

# Control characters and the marks that turn the direction of writing around. The joiners and the
# zero-width space stay, for Thai and other scripts need them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)


def printable(value: object) -> object:
    r"""Return a text without what cannot be seen but changes how a page reads; else the value.

    >>> printable("gpj.\u202eexe")
    'gpj.exe'
    """
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _UNPRINTABLE.sub("", value)


def isolated(name: Text) -> Text:
    """Return a name for use within a sentence: escaped, and with a direction of writing of its own."""
    return Text(*(Markup("<bdi>{}</bdi>").format(printable(words)) for words in (name.en, name.th)))


def sentence(pattern: Text, **values: str | Text) -> Text:
    """Return a sentence of the report with its fields filled in, each escaped for a page."""
    english = {name: value.en if isinstance(value, Text) else value for name, value in values.items()}
    thai = {name: value.th if isinstance(value, Text) else value for name, value in values.items()}
    # The patterns are this package's own words; what is filled in is escaped by `Markup.format`.
    return Text(
        Markup(pattern.en).format(**english),  # noqa: S704
        Markup(pattern.th).format(**thai),  # noqa: S704
    )
