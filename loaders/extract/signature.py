"""What a file really is, whatever its name says."""

import re
from mmap import ACCESS_READ, mmap
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ecograph.errors import SourceError
from loaders.extract.encoding import is_wide

HEAD = 1 << 16

MAGIC = (
    (b"PAR1", "parquet"),
    (b"SQLite format 3\0", "sqlite"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"Rar!\x1a\x07", "packed"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
)
CONTROLS = (*range(1, 9), *range(14, 27), *range(28, 32))
"""Bytes that no text has: all control characters but white space, and the escape of terminals."""
ZIPPED = ((b"xl/", "excel"), (b"word/", "word"), (b"ppt/", "slides"))
TEXTS = (
    (re.compile(rb"<(!doctype html|html|table|head|body|meta)\b", re.IGNORECASE), "html"),
    (re.compile(rb"<\?xml|<\w+[ >]"), "xml"),
    (re.compile(rb'\{\s*"|\[\s*[\[{]|\{\s*\}|\[\s*\]'), "json"),
    (re.compile(rb"(--|/\*)[^\n]*\bdump\b|(create\s+table|insert\s+into)\s", re.IGNORECASE), "sql"),
)
"""How text begins that is no table; white space and byte order marks before it do not count."""

WORDS = {
    "parquet": ("a Parquet file", 'Rename it to .parquet, or say `format = "parquet"` in the recipe.'),
    "sqlite": ("an SQLite database", 'Rename it to .sqlite, or say `format = "sqlite"` in the recipe.'),
    "excel": ("an Excel workbook", 'Rename it to .xlsx, or say `format = "excel"` in the recipe.'),
    "ods": ("an OpenDocument spreadsheet", 'Rename it to .ods, or say `format = "excel"` in the recipe.'),
    "office": ("an old Office file, perhaps an Excel workbook", "If it is a workbook, save it as .xlsx."),
    "secret": ("an Office file that is protected by a password", "Save it without one, and load it again."),
    "zip": ("a zip archive", "Rename it to .zip and give its members as `name.zip/*.csv`, or unpack it."),
    "damaged": ("a zip archive or workbook that was cut off", "Copy or download it again."),
    "packed": ("a packed file", "Unpack it first."),
    "json": ("JSON", 'Rename it to .json, or say `format = "json"` in the recipe.'),
    "html": ("a web page", "Open it in a spreadsheet and save it as .xlsx; it may hold an error message."),
    "xml": ("XML", "Open it in a spreadsheet and save it as .xlsx."),
    "sql": ("an SQL dump", "Load it into a database, and export the table as CSV."),
    "pdf": ("a PDF", "Ask for the table as a spreadsheet: text copied from a PDF loses columns and letters."),
    "rtf": ("a text document", "Copy its table into a spreadsheet and save it as .xlsx."),
    "word": ("a Word document", "Copy its table into a spreadsheet and save it as .xlsx."),
    "slides": ("a presentation", "Copy its table into a spreadsheet and save it as .xlsx."),
    "picture": ("a picture", "Ask for the table as a spreadsheet."),
    "text": ("delimited or other text", 'Rename it to .csv, or say `format = "csv"` in the recipe.'),
    "unknown": ("no format that is known", "Export it again as .xlsx or .csv."),
}
EXPECTED = {
    "csv": ("delimited text", {"text"}),
    "excel": ("a workbook", {"excel", "ods", "office"}),
    "parquet": ("Parquet", {"parquet"}),
    "json": ("JSON", {"json", "text"}),
    "jsonl": ("JSON Lines", {"json", "text"}),
    "geojson": ("GeoJSON", {"json", "text"}),
    "sqlite": ("an SQLite database", {"sqlite"}),
}


def check_signature(path: Path, document: str, format: str | None) -> str:
    """Return the format that a file is to be read in, once it is sure that the file is in it.

    Raises
    ------
    SourceError
        Saying what it is instead, or that no format is known, and what to do.
    """
    if path.exists() and not path.is_file():
        raise SourceError(f"{document} is not a plain file.", "Give a file, or the folder that holds it.")
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise SourceError(
            f"{document} cannot be opened: {error.strerror}.", "Check where it is and who may read it."
        ) from None
    if not head:
        raise SourceError(f"{document} is empty.", "Export it again.")
    found = _found(path, head)
    what, advice = WORDS[found]
    if format is None:
        raise SourceError(f"{document} is {what}, but its ending tells no format that is read.", advice)
    expected, fitting = EXPECTED[format]
    if found not in fitting:
        raise SourceError(f"{document} is {what}, not {expected}.", advice)
    return format


def _found(path: Path, head: bytes) -> str:
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return "secret" if kind == "office" and _is_encrypted(path) else kind
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path, head)
    begin = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
    for pattern, kind in TEXTS:
        if pattern.match(begin):
            return kind
    # Control characters abound in what is no text, and in the halves of the letters of UTF-16.
    controls = 0 if is_wide(head) else sum(map(head.count, CONTROLS))
    return "unknown" if controls > len(head) / 20 else "text"


def _is_encrypted(path: Path) -> bool:
    """Whether an Office file holds another one, encrypted, as a stream of this name (MS-OFFCRYPTO)."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return content.find("EncryptedPackage".encode("utf-16-le")) >= 0


def _zipped(path: Path, head: bytes) -> str:
    if b"application/vnd.oasis.opendocument.spreadsheet" in head[:200]:
        return "ods"
    try:
        with ZipFile(path) as archive:
            names = b"\n".join(name.encode("utf-8", errors="replace") for name in archive.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return "damaged"
    return next((kind for part, kind in ZIPPED if re.search(rb"(^|\n)" + part, names)), "zip")
