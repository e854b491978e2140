"""Keys of what has no registered id: `<source>:<letters>`, made of name and place.

The letters are a hash written without digits, since thirteen digits in a row would be taken for a
citizen's number wherever personal data is looked for.
"""

import re

LENGTH = 24
"""How many letters a hash has: 96 bits."""
LETTERS = "abcdefghijklmnop"
_OF_HEX = str.maketrans("0123456789abcdef", LETTERS)
_SCOPED = re.compile(rf"([^:]+):([a-p]{{{LENGTH}}})")
_PERSON = "person:"


def scoped_key(source: str, digest: bytes) -> str:
    """Return the key that a hash gives inside a source.

    Examples
    --------
    >>> scoped_key("fair", bytes(32))
    'fair:aaaaaaaaaaaaaaaaaaaaaaaa'
    """
    return f"{source}:{digest.hex()[:LENGTH].translate(_OF_HEX)}"


def source_of(key: str) -> str | None:
    """Return the source that a key belongs to; None for a key that is a registered id.

    Examples
    --------
    >>> source_of("fair:aaaaaaaaaaaaaaaaaaaaaaaa"), source_of("0105562990031"), source_of("TSIC:C")
    ('fair', None, None)
    """
    found = _SCOPED.fullmatch(key)
    return found[1] if found else None


def hash_of(key: str) -> str:
    """Return the letters of a source-scoped key, which two sources share for one name and place."""
    found = _SCOPED.fullmatch(key)
    return found[2] if found else ""


def is_exact(key: str) -> bool:
    """Whether a key is an id that somebody registered, and not made of name and place."""
    return _SCOPED.fullmatch(key) is None


def order_of(key: str) -> tuple[bool, bool, str]:
    """Return what keys of one thing are sorted by: it is loaded under the first.

    A registered id comes before a person's pseudonym, and that before a source-scoped key.
    """
    return not is_exact(key), key.startswith(_PERSON), key
