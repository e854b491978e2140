"""What a workbook says of its cells besides their values: what is hidden, merged or was never computed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from zipfile import ZipFile

from ecograph.errors import SourceError
from loaders.extract.markup import BLOCK, Attributes, open_part, read_elements

MOST_CELLS = 50_000_000
"""A sheet is held in memory as a whole rectangle, empty cells included."""
MOST_COLUMNS = 16_384
SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")

Place = tuple[int, int]
Range = tuple[Place, Place]

REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)([0-9]+)""")
"""The place of a cell or a row, damaged ones too: a wrong one may lie anywhere."""
TOLD = re.compile(rb'hidden="|<(\w+:)?f[ />]|t="e"')
"""What a sheet without any hidden row, formula or error does not hold."""
ERROR = re.compile(r"#[A-Z0-9/_]+[!?]?")
LETTERS = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(slots=True)
class Signs:
    """The signs of one sheet; rows and columns are counted from 0.

    Attributes
    ----------
    state
        "" or `hidden` or `veryHidden`.
    pivot
        Whether it shows a pivot table.
    hidden_rows, hidden_columns
        What a person who opens the file does not see.
    not_computed
        Formulas that have no stored value.
    errors
        Cells whose value is an error such as `#REF!`.
    merged
        Ranges of merged cells, where the reader of values does not know them.
    """

    state: str = ""
    pivot: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    not_computed: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)


def read_xlsx_signs(archive: ZipFile, document: str) -> dict[str, tuple[str, Signs]]:
    """Return the part and the signs known before reading, by sheet, of an Excel workbook."""
    found: dict[str, tuple[str, Signs]] = {}
    targets = dict(_relations(archive, "xl/workbook.xml", document))
    for name, attributes, _ in _elements(archive, "xl/workbook.xml", document):
        if name == "sheet" and attributes is not None:
            part = targets.get(attributes.get("id", ""), ("", ""))[1]
            signs = Signs(state=attributes.get("state", "").replace("visible", ""))
            related = _relations(archive, part, document)
            signs.pivot = any(type.endswith("/pivotTable") for _, (type, _) in related)
            found[attributes.get("name", "")] = part, signs
    return found


def complete_xlsx_signs(archive: ZipFile, part: str, signs: Signs, document: str) -> None:
    """Add to the signs of a sheet what its own part says.

    Raises
    ------
    SourceError
        When its cells lie so far apart that they do not fit into memory.
    """
    if part not in archive.namelist():
        # Whatever sheet is meant, all of them have to fit.
        for name in filter(SHEET_PART.fullmatch, archive.namelist()):
            _survey(archive, name, document)
    elif _survey(archive, part, document):
        cells = _Cells(signs)
        with open_part(archive, part, document) as file:
            for name, attributes, text in read_elements(file, document):
                if attributes is None:
                    cells.end(name, text)
                else:
                    cells.begin(name, attributes)


def _survey(archive: ZipFile, part: str, document: str) -> bool:
    """Check how far the cells of a sheet reach, and return whether there is more to see."""
    columns: set[bytes] = set()
    last_row, told = 0, False
    for block in _blocks(archive, part, document):
        told = told or TOLD.search(block) is not None
        references = REFERENCE.findall(block)
        columns.update(column for column, _ in references)
        last_row = max(last_row, max((int(row) for _, row in references), default=0))
    width = max((column_number(column.decode().upper()) for column in columns), default=0)
    if width * last_row > MOST_CELLS:
        raise SourceError(
            f"{document} reaches over {last_row:,} rows and {width:,} columns, more than is read.",
            "Delete the stray cells far below or to the right of the table, or export it as CSV.",
        )
    return told


def _blocks(archive: ZipFile, part: str, document: str) -> Iterator[bytes]:
    """Yield a part in blocks that overlap, so that nothing searched for is cut."""
    tail = b""
    with open_part(archive, part, document) as file:
        while block := file.read(BLOCK):
            yield tail + block
            tail = block[-64:]


class _Cells:
    """The cells of a sheet as they come by."""

    def __init__(self, signs: Signs) -> None:
        self._signs = signs
        self._here: Place = (-1, -1)
        self._type = ""
        self._formula = False
        self._value: str | None = None

    def begin(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element into account."""
        row, column = self._here
        if name == "c":
            self._here = _place(attributes.get("r", ""), (row, column + 1))
            self._type, self._formula, self._value = attributes.get("t", ""), False, None
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._here = _number(attributes.get("r"), row + 2) - 1, -1
            if _is_true(attributes.get("hidden")):
                self._signs.hidden_rows.add(self._here[0])
        elif name == "col" and _is_true(attributes.get("hidden")):
            first, last = _number(attributes.get("min"), 1), _number(attributes.get("max"), 1)
            self._signs.hidden_columns |= set(range(first - 1, min(last, MOST_COLUMNS)))

    def end(self, name: str, text: str) -> None:
        """Take the end of an element into account. The value of a formula may be an empty text."""
        if name == "v":
            self._value = text
        elif name == "c":
            empty_text = self._type == "str" and self._value is not None
            if self._formula and not self._value and not empty_text:
                self._signs.not_computed.add(self._here)
            if self._type == "e":
                known = ERROR.fullmatch(self._value or "")
                self._signs.errors[self._here] = known[0] if known else "an error"


def column_number(letters: str) -> int:
    """Return the number of a column, from 1.

    >>> column_number("AA")
    27
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _place(reference: str, following: Place) -> Place:
    found = LETTERS.fullmatch(reference)
    return (int(found[2]) - 1, column_number(found[1]) - 1) if found else following


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise


def _is_true(flag: str | None) -> bool:
    return flag in ("1", "true")


def _relations(archive: ZipFile, part: str, document: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the parts that a part refers to: identifier, type and name."""
    folder, _, name = part.rpartition("/")
    for element, attributes, _ in _elements(archive, f"{folder}/_rels/{name}.rels", document):
        if element == "Relationship" and attributes is not None:
            target = attributes.get("Target", "")
            path = target.removeprefix("/") if target.startswith("/") else f"{folder}/{target}"
            yield attributes.get("Id", ""), (attributes.get("Type", ""), path)


def _elements(archive: ZipFile, part: str, document: str) -> Iterator[tuple[str, Attributes | None, str]]:
    if part in archive.namelist():
        with open_part(archive, part, document) as file:
            yield from read_elements(file, document)
