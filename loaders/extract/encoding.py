"""The encoding of a text file: as its bytes say, else strict UTF-8, else Windows-874 if that is Thai.

Windows-1252 (Latin-1) reads almost anything, Thai included, as nonsense. It is therefore tried
last, and whoever reads a file with it says so.
"""

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ecograph.errors import SourceError

BLOCK = 1 << 20
FEW = 3
"""How many letters of Thai chance may make."""
SCRIPTS = 3
"""How many different high bytes the letters of a text in UTF-16 mostly have."""
LONGEST_LINE = 64
"""How many blocks without a line break a file may have: a line is held in memory as a whole."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
RUN = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]+")
SYLLABLE = re.compile("[เ-ไ]?[ก-ฮ][\u0e2f-\u0e3a\u0e45-\u0e4e]*")
"""It begins with a consonant, or with a vowel written before one; marks follow."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a text file are to be read.

    Attributes
    ----------
    name
        The codec.
    guessed
        Whether it is only what was left to try.
    plain
        Whether the file has neither zero bytes nor lines of more than a megabyte.
    """

    name: str
    guessed: bool = False
    plain: bool = False

    @property
    def warning(self) -> str:
        """What is to be said of a guess."""
        return f"it is neither UTF-8 nor Thai and was read as {self.name}: give its `encoding` in the recipe"


def find_encoding(path: Path, document: str, given: str = "", *, lines: bool = True) -> Encoding:
    """Return the encoding of a file: the one given, or the first that reads all of it.

    Parameters
    ----------
    lines
        Whether it will be read line by line.

    Raises
    ------
    SourceError
        When the file is empty, is damaged, or has a line that is longer than memory allows.
    """
    plain = _check_lines(path, document) if lines else False
    if given:
        return Encoding(given, plain=plain)
    sample = _sample(path)
    if not sample.removeprefix(codecs.BOM_UTF8).strip(b" \t\r\n\0"):
        raise SourceError(f"{document} is empty.", "Export it again.")
    wide = _wide(sample)
    name = wide or "utf-8-sig"
    if _reads(path, name):
        return Encoding(name, plain=plain)
    if _is_mixed(sample):
        raise SourceError(
            f"{document} mixes encodings: some of its text is UTF-8, and some is not.",
            "Save each part in UTF-8 before they are put together.",
        )
    if wide or _is_almost_utf8(sample):
        raise SourceError(
            f"{document} is {name.removesuffix('-sig')} text that was cut off or damaged.", "Export it again."
        )
    if _is_thai(path) and _reads(path, "cp874"):
        return Encoding("cp874", plain=plain)
    return Encoding("cp1252" if _reads(path, "cp1252") else "latin-1", guessed=True, plain=plain)


def _check_lines(path: Path, document: str) -> bool:
    """Check that lines fit into memory, and return whether all are short and without zero bytes."""
    unbroken, plain = 0, True
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            unbroken = 0 if b"\n" in block or b"\r" in block else unbroken + 1
            plain = plain and not unbroken and b"\0" not in block
            if unbroken > LONGEST_LINE:
                raise SourceError(
                    f"{document} has a line of more than {LONGEST_LINE} MB.",
                    "Check that it is text with one record a line.",
                )
    return plain


def _sample(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(BLOCK)


def is_wide(sample: bytes) -> bool:
    """Whether the first bytes of a file are UTF-16 or UTF-32."""
    return _wide(sample) not in ("", "utf-8-sig")


def _wide(sample: bytes) -> str:
    return next((name for mark, name in MARKS if sample.startswith(mark)), "") or _without_mark(sample)


def _without_mark(sample: bytes) -> str:
    """Return the UTF-16 that a file without a byte order mark is in, by where its zero bytes are.

    One half of every letter is a zero byte, or one of the few that tell a script; stray zero bytes
    stand among letters of all kinds.
    """
    halves = {"utf-16-be": sample[0::2], "utf-16-le": sample[1::2]}
    name = max(halves, key=lambda name: halves[name].count(0))
    zeros = halves[name].count(0)
    fewest = min(half.count(0) for half in halves.values())
    if zeros < len(sample) / 20 or fewest * 10 > zeros:
        return ""
    common = sum(count for _, count in Counter(halves[name]).most_common(SCRIPTS))
    return name if common >= len(halves[name]) * 0.8 else ""


def _reads(path: Path, name: str) -> bool:
    """Whether the whole file is text in an encoding."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                decoder.decode(block)
        decoder.decode(b"", True)
    except UnicodeError:
        return False
    return True


def _is_almost_utf8(sample: bytes) -> bool:
    """Whether by far most of what is not ASCII is well-formed UTF-8: chance does not make it so."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
    wrong = text.count("\ufffd")
    right = sum(letter > "\x7f" for letter in text) - wrong
    return right > 10 * wrong


def _is_mixed(sample: bytes) -> bool:
    """Whether Thai stands there in UTF-8, and other letters that are not: chance makes little of it."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
    wrong = text.count("\ufffd")
    thai = sum("\u0e01" <= letter <= "\u0e5b" for letter in text)
    return thai > FEW and thai * 4 > wrong > 1 and thai <= wrong * 10


def _is_thai(path: Path) -> bool:
    """Whether most letters beyond ASCII make Thai syllables, several one after another.

    Read as Windows-874, the accented letters of Western text are strewn consonants, and marks
    without one.
    """
    thai = strewn = 0
    with path.open("rb") as file:
        while (block := file.read(BLOCK)) and thai + strewn < BLOCK // 16:
            for run in RUN.findall(block.decode("cp874", errors="ignore")):
                syllables = SYLLABLE.findall(run)
                if len(syllables) > 1 and sum(map(len, syllables)) * 10 >= len(run) * 8:
                    thai += len(run)
                else:
                    strewn += len(run)
    return thai > strewn
