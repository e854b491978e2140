"""The signs that the part of a sheet of an Excel workbook holds, searched for rather than parsed.

Sheets have millions of cells and few signs: to parse them all takes ten times as long as to read
their values.
"""

import re
from collections.abc import Iterator
from zipfile import ZipFile

from ecograph.errors import SourceError
from loaders.extract.markup import BLOCK, open_part
from loaders.extract.signs import Place, Signs

MOST_CELLS = 50_000_000
"""A sheet is held in memory as a whole rectangle, empty cells included."""
MOST_COLUMNS = 16_384
SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")

REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)([0-9]+)""")
"""The place of a cell or a row, damaged ones too: a wrong one may lie anywhere."""
TAG = rb"<(?:\w+:)?"
ROW = re.compile(TAG + rb"row\b[^>]*>")
COLUMNS = re.compile(TAG + rb"col\b[^>]*>")
HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)""")
RANGE = {name: re.compile(rb"\b" + name + rb"""=["']([0-9]+)""") for name in (b"min", b"max", b"r")}
CELL = re.compile(TAG + rb"c\b[^>]*>")
SIGN = re.compile(rb"""[<:]f[ />]|t=["']e["']""")
CLOSE = re.compile(rb"</(?:\w+:)?c>")
VALUE = re.compile(TAG + rb"v\s*(?:/>|>([^<]*))")
TYPE = re.compile(rb"""\bt=["'](\w+)""")
ERROR = re.compile(r"#[A-Z0-9/_]+[!?]?")


def complete_signs(archive: ZipFile, part: str, signs: Signs, document: str) -> None:
    """Add to the signs of a sheet what its own part says.

    Raises
    ------
    SourceError
        When the file is damaged, or its cells lie so far apart that they do not fit into memory.
    """
    if part in archive.namelist():
        _search(archive, part, signs, document)
    else:
        # Whatever sheet is meant, all of them have to fit.
        for name in filter(SHEET_PART.fullmatch, archive.namelist()):
            _search(archive, name, Signs(), document)


def _search(archive: ZipFile, part: str, signs: Signs, document: str) -> None:
    columns: set[bytes] = set()
    last_row = 0
    for block in _blocks(archive, part, document):
        references = REFERENCE.findall(block)
        columns.update(letters for letters, _ in references)
        last_row = max(last_row, max((int(number) for _, number in references), default=0))
        if HIDDEN.search(block):
            _note_hidden(block, signs)
        _note_cells(block, signs)
    width = max((column_number(letters.decode()) for letters in columns), default=0)
    if width * last_row > MOST_CELLS:
        raise SourceError(
            f"{document} reaches over {last_row:,} rows and {width:,} columns, more than is read.",
            "Delete the stray cells far below or to the right of the table, or export it as CSV.",
        )


def _blocks(archive: ZipFile, part: str, document: str) -> Iterator[bytes]:
    """Yield a part in blocks, each of which ends where a row or a cell begins."""
    rest = b""
    with open_part(archive, part, document) as file:
        while block := file.read(BLOCK):
            rest += block
            end = max(rest.rfind(b"<row"), rest.rfind(b"<c "), rest.rfind(b":row"), rest.rfind(b":c "))
            end = rest.rfind(b"<", 0, end + 1) if end > 0 else 0
            if end > 0:
                yield rest[:end]
                rest = rest[end:]
    yield rest


def _note_hidden(block: bytes, signs: Signs) -> None:
    for tag in ROW.findall(block):
        number = RANGE[b"r"].search(tag)
        if number and HIDDEN.search(tag):
            signs.hidden_rows.add(int(number[1]) - 1)
    for tag in COLUMNS.findall(block):
        first, last = RANGE[b"min"].search(tag), RANGE[b"max"].search(tag)
        if first and last and HIDDEN.search(tag):
            signs.hidden_columns |= set(range(int(first[1]) - 1, min(int(last[1]), MOST_COLUMNS)))


def _note_cells(block: bytes, signs: Signs) -> None:
    """Note the formulas without a value and the errors among the cells of a block."""
    end = 0
    for sign in SIGN.finditer(block):
        if sign.start() < end:
            continue
        begin = max(block.rfind(b"<c ", end, sign.start() + 1), block.rfind(b":c ", end, sign.start() + 1))
        tag = CELL.match(block, block.rfind(b"<", 0, begin + 1)) if begin >= 0 else None
        place = _place(tag[0]) if tag else None
        if tag is None or place is None:
            continue
        close = CLOSE.search(block, tag.end())
        end = close.start() if close else len(block)
        type = TYPE.search(tag[0])
        value = VALUE.search(block, tag.end(), end)
        text = (value[1] or b"").decode(errors="replace") if value else ""
        if type and type[1] == b"e":
            signs.errors[place] = text if ERROR.fullmatch(text) else "an error"
        elif not text and not (value and type and type[1] == b"str"):
            signs.not_computed.add(place)


def _place(tag: bytes) -> Place | None:
    found = REFERENCE.search(tag)
    return (int(found[2]) - 1, column_number(found[1].decode()) - 1) if found else None


def column_number(letters: str) -> int:
    """Return the number of a column, from 1.

    >>> column_number("AA")
    27
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
