"""One spelling for Thai texts that look alike.

Neither Unicode normalisation nor a database does this: NFC keeps both spellings of sara am, and
stripping accents deletes tone marks, which changes the word.
"""

import re

from loaders.cleaning import Unclean

_ODD_LETTER = re.compile("[\u200b-\u200d\u2060\ufeff\u00a0\u0e4d\u0e50-\u0e59\t\r\n\x0b\x0c]")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]")
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32")
_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_IGNORED_IN_LOOKUPS = re.compile(r"[\s\-ฯ_'\u2019]+|\.+$")


def fold(text: str) -> str:
    """Return `text` with invisible characters removed and one spelling of vowels and digits.

    In this order: zero-width characters go, two sara e become sara ae, nikhahit and sara aa
    become sara am, Thai digits become Arabic ones, white space is collapsed.

    Examples
    --------
    >>> fold("บริษัท\u200bไทยเเปรรูป  จํากัด ๒๕๖๗")
    'บริษัทไทยแปรรูป จำกัด 2567'
    """
    if not (_ODD_LETTER.search(text) or "เเ" in text or "  " in text or text != text.strip(" ")):
        return text
    text = _INVISIBLE.sub("", text)
    text = text.replace("เเ", "แ")
    text = _SARA_AM.sub(lambda found: f"{found[1] or found[2] or ''}\u0e33", text)
    return " ".join(text.translate(_ARABIC).split())


def lookup_key(text: str) -> str:
    """Return the form in which names are compared: folded, without spaces, hyphens or case.

    A dot at the end goes too; those inside stay, since they tell ก.พ.ร. from กพร.

    Examples
    --------
    >>> lookup_key("Nakhon  Ratchasima") == lookup_key("nakhonratchasima")
    True
    """
    return _IGNORED_IN_LOOKUPS.sub("", fold(text)).casefold()


def repair_mojibake(text: str) -> str | None:
    """Return a Windows-874 text that was decoded as Latin-1, put right; plain ASCII stays.

    For columns known to be mangled: it would also "repair" the accents of European names.

    Raises
    ------
    Unclean
        Where the letters are no Latin-1, such as the glyph codes of fonts from before Unicode.

    Examples
    --------
    >>> repair_mojibake("¡ÃØ§à·¾")
    'กรุงเทพ'
    """
    try:
        return fold(text.encode("latin-1").decode("cp874")) or None
    except UnicodeError:
        raise Unclean("not Windows-874 decoded as Latin-1: it cannot be put right") from None
