"""What a workbook says of its cells besides their values: what is hidden, merged or was never computed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from zipfile import ZipFile

from loaders.extract.markup import Event, open_part, read_elements

Place = tuple[int, int]
Range = tuple[Place, Place]


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
    complete
        Whether the file could be asked; else nothing is known of what it hides.
    """

    state: str = ""
    pivot: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    not_computed: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    complete: bool = True


def read_xlsx_signs(archive: ZipFile, document: str) -> dict[str, tuple[str, Signs]]:
    """Return, for each sheet of an Excel workbook, its part and what is known before that is read.

    Raises
    ------
    SourceError
        When the file is damaged.
    """
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


def _relations(archive: ZipFile, part: str, document: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the parts that a part refers to: identifier, type and name."""
    folder, _, name = part.rpartition("/")
    for element, attributes, _ in _elements(archive, f"{folder}/_rels/{name}.rels", document):
        if element == "Relationship" and attributes is not None:
            target = attributes.get("Target", "")
            path = target.removeprefix("/") if target.startswith("/") else f"{folder}/{target}"
            yield attributes.get("Id", ""), (attributes.get("Type", ""), path)


def _elements(archive: ZipFile, part: str, document: str) -> Iterator[Event]:
    if part in archive.namelist():
        with open_part(archive, part, document) as file:
            yield from read_elements(file, document)
