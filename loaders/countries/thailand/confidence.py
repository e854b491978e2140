"""The confidence that a note of provenance states first."""

import re

from ecograph.model import Confidence
from loaders.cleaning import Unclean

_LABELS = "|".join(sorted((re.escape(label.value) for label in Confidence), key=len, reverse=True))
_LABEL = re.compile(rf"(?<![\w-])({_LABELS})(?![\w-])")


def confidence(text: str) -> str | None:
    """Return the first known label in a text.

    Examples
    --------
    >>> confidence("read-secondary (Thai names); memory (English wording)")
    'read-secondary'
    """
    if not text.strip():
        return None
    found = _LABEL.search(text.lower())
    if not found:
        raise Unclean("a confidence was expected: " + ", ".join(Confidence))
    return found[1]
