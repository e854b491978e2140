"""Folding names, so that two spellings of one name are one text.

Tone marks and vowels above and below are letters of Thai and are never taken away.
"""

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

_THAI_DIGITS = {chr(0x0E50 + digit): str(digit) for digit in range(10)}
_ODD = r"[\x{0E50}-\x{0E59}\x{0E4D}\x{200B}-\x{200D}\x{2060}\x{FEFF}\x{00AD}]|\x{0E40}\x{0E40}"
_INVISIBLE = r"[\x{200B}-\x{200D}\x{2060}\x{FEFF}\x{00AD}]"
# RE2 keeps \s to ASCII.
_SPACES = r"[\s\x{00A0}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]+"
_SPARSE = r"^\s|\s$|\s\s|[\t\r\n\x0B\x0C\x{00A0}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]"


def fold(texts: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Return texts in lower case with Arabic digits, one spelling of sara am and of sara ae, single spaces.

    Nulls stay null.
    """
    if isinstance(texts, pa.ChunkedArray):
        return pa.chunked_array([fold(chunk) for chunk in texts.chunks], pa.string())
    folded = _where(pc.utf8_lower(texts), _ODD, _fold_thai)
    return _where(folded, _SPARSE, lambda column: pc.utf8_trim_whitespace(_replace(column, _SPACES, " ")))


def fold_text(text: str) -> str:
    """Return one text folded."""
    return str(fold(pa.array([text], pa.string()))[0].as_py())


def _fold_thai(column: pa.Array) -> pa.Array:
    column = _replace(column, _INVISIBLE, "")
    # Nikhahit and sara aa, with or without a tone mark between or before, are typed for sara am.
    column = _replace(column, r"\x{0E4D}([\x{0E48}-\x{0E4B}]?)\x{0E32}", "\\1\u0e33")
    column = _replace(column, r"\x{0E40}\x{0E40}", "\u0e41")
    for thai, arabic in _THAI_DIGITS.items():
        column = pc.replace_substring(column, thai, arabic)
    return column


def _where(column: pa.Array, pattern: str, change: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """Return the column with the change made where the pattern is found: nearly nowhere, in clean names."""
    found = pc.fill_null(pc.match_substring_regex(column, pattern), fill_value=False)
    if not pc.any(found).as_py():
        return column
    return pc.replace_with_mask(column, found, change(pc.filter(column, found)))


def _replace(column: pa.Array, pattern: str, replacement: str) -> pa.Array:
    return pc.replace_substring_regex(column, pattern, replacement)
