"""Excel and OpenDocument sheets into chunks."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from ecograph.errors import SourceError
from loaders.extract.chunk import Chunk, Chunks
from loaders.extract.header import LOOK_AHEAD, find_header


def read_excel(path: Path, document: str, *, sheet: str = "", header: list[str] | None = None) -> Chunks:
    """Yield the rows of one sheet (the first unless named), all cells as text.

    A number that is whole is written without a fraction, a date in ISO form.
    """
    try:
        workbook = CalamineWorkbook.from_path(path)
    except (CalamineError, OSError) as error:
        raise SourceError(
            f"{document} cannot be read as a workbook: {error}.", "Open it and save it as .xlsx."
        ) from None
    sheet = sheet or workbook.sheet_names[0]
    if sheet not in workbook.sheet_names:
        raise SourceError(
            f"{document} has no sheet {sheet!r}.",
            f"Its sheets are: {', '.join(map(repr, workbook.sheet_names))}.",
        )
    cells = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    named = f"{document} [{sheet}]"
    heading = find_header(cells[:LOOK_AHEAD], named, wanted=header or [])
    at, names = heading.at, heading.names
    rows = [[_text(cell) for cell in row] for row in cells[at + 1 :]]
    kept = [index for index, row in enumerate(rows) if any(row)]
    columns = {
        name: pa.array([rows[index][number] for index in kept], pa.string())
        for number, name in enumerate(names)
    }
    skipped = {"above the header": at, "header": 1, "blank": len(rows) - len(kept)}
    numbers = np.asarray(kept, dtype=np.int64) + at + 2
    yield Chunk(named, pa.table(columns), numbers, skipped)


def _text(cell: object) -> str | None:
    """Return a cell as text; None for an empty one."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | datetime | time | timedelta):
        return cell.isoformat() if not isinstance(cell, timedelta) else str(cell)
    return str(cell)
