"""Cells that a person put right in a file of rejected rows, to be read in the place of the source's."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from ecograph.errors import SourceError
from loaders.extract import Chunk, folded
from loaders.extract.excel import read_excel
from loaders.scrubbing import replaced

PLACE = ("เอกสาร document", "แถว row", "ปัญหา problem")
"""The first columns of a file of rejected rows; those of the source follow."""
WITHHELD = "⟨ไม่แสดง ดูในไฟล์ต้นทาง: withheld, see the file⟩"
"""What stands for a cell that may identify a person: the source's cell is read."""

Cells = dict[str, str]
"""Corrected cells of a row, by the folded name of the column."""


@dataclass(frozen=True)
class Corrections:
    """The rows of a file of rejected rows, by document and row of the source."""

    rows: dict[str, dict[int, Cells]] = field(default_factory=dict)
    used: set[tuple[str, int]] = field(default_factory=set)

    def apply(self, chunk: Chunk) -> Chunk:
        """Return the chunk with corrected cells; those withheld stay as the source has them.

        Raises
        ------
        SourceError
            A cell cannot be of the type that its column has in the source.
        """
        changed: dict[str, dict[int, str]] = defaultdict(dict)
        for row, cells in self.rows.get(chunk.document, {}).items():
            at = int(np.searchsorted(chunk.rows, row))
            if at < len(chunk.rows) and chunk.rows[at] == row:
                self.used.add((chunk.document, row))
                for column, text in cells.items():
                    changed[column][at] = text
        table = chunk.table
        for name in table.column_names:
            texts = changed.get(folded(name))
            if texts and not pa.types.is_nested(table.schema.field(name).type):
                table = replaced(table, name, _typed(chunk, name, texts))
        return replace(chunk, table=table) if changed else chunk

    def unused(self) -> Iterator[tuple[str, int]]:
        """Yield the document and row of every correction that no row of the source had."""
        for document, rows in self.rows.items():
            yield from ((document, row) for row in rows if (document, row) not in self.used)


def read_corrections(path: Path) -> Corrections:
    """Read a file of rejected rows that a person has put right.

    Raises
    ------
    SourceError
        When the file cannot be read, or is no file of rejected rows.
    """
    if not path.is_file():
        raise SourceError(f"{path} does not exist.", "Give the file of rejected rows that was put right.")
    rows: dict[str, dict[int, Cells]] = defaultdict(dict)
    for chunk in read_excel(path, path.name, sheet="*", header=list(PLACE), header_rows=1):
        document, number, _ = PLACE
        for at, record in enumerate(chunk.table.to_pylist()):
            row = str(record[number] or "").strip()
            if not row.isdecimal():
                raise SourceError(
                    f"{path.name}, row {chunk.rows[at]}: {row!r} is no number of a row.",
                    f"Leave the columns {document!r} and {number!r} as they were written.",
                )
            cells = {folded(name): str(cell or "") for name, cell in record.items() if name not in PLACE}
            of_row = rows[str(record[document] or "")].setdefault(int(row), {})
            of_row.update((name, cell) for name, cell in cells.items() if cell.strip() != WITHHELD)
    return Corrections(dict(rows))


def _typed(chunk: Chunk, name: str, texts: dict[int, str]) -> dict[int, object]:
    """Return cells in the type of their column."""
    wanted = chunk.table.schema.field(name).type
    cells = pa.array([text if text.strip() else None for text in texts.values()], pa.string())
    try:
        values = cells if pa.types.is_dictionary(wanted) else cells.cast(wanted)
    except pa.ArrowInvalid:
        listed = ", ".join(repr(text) for text in list(texts.values())[:3])
        raise SourceError(
            f"The corrections of {chunk.document} give the column {name!r} {listed}; it holds {wanted}.",
            "Write the cell the way the source does.",
        ) from None
    return dict(zip(texts, values.to_pylist(), strict=True))
