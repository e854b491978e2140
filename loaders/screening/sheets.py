"""Edits of a sheet: rows in another order, and columns appended, with nothing else changed."""

from collections.abc import Mapping, Sequence

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loaders.screening.uploaded import put

HEAD = PatternFill("solid", fgColor="DDEBF7")
WIDTH = 24


def header_row(sheet: Worksheet, first: int) -> int:
    """Return the row of the header: the last one above the first row of data that holds anything."""
    # The extent of a sheet is looked for among all of its cells: it is asked once.
    width = sheet.max_column
    above = (row for row in range(first - 1, 0, -1) if _holds(sheet, row, width))
    return next(above, max(first - 1, 1))


def last_column(sheet: Worksheet, header: int, rows: Sequence[int], ours: Sequence[str]) -> int:
    """Return the last column that is the planner's own: what was appended before is written over."""
    width = sheet.max_column
    texts = [sheet.cell(header, column).value for column in range(1, width + 1)]
    for start in range(len(texts)):
        if texts[start] == ours[0] and texts[start : start + len(ours)] == list(ours):
            return start
    used = (column for column in range(width, 0, -1) if _is_used(sheet, column, (header, *rows)))
    return next(used, 1)


def reorder(sheet: Worksheet, rows: Sequence[int], order: Sequence[int]) -> bool:
    """Move rows so that they stand in another order; return whether that could be done.

    The cells move with their formats, links, notes and heights; a formula goes on meaning its own row.
    Where cells are merged in one of the rows, nothing is moved.

    Parameters
    ----------
    rows
        The rows that change places among themselves, rising.
    order
        The same rows in the order wanted.
    """
    if list(rows) == list(order):
        return True
    there = set(rows)
    if any(there & {*range(one.min_row, one.max_row + 1)} for one in sheet.merged_cells.ranges):
        return False
    width, aside = sheet.max_column, sheet.max_row + 1
    last = get_column_letter(width)
    looks = {row: (sheet.row_dimensions[row].height, sheet.row_dimensions[row].hidden) for row in rows}
    for place, row in enumerate(order):
        sheet.move_range(f"A{row}:{last}{row}", rows=aside + place - row, translate=True)
    for place, row in enumerate(rows):
        sheet.move_range(f"A{aside + place}:{last}{aside + place}", rows=row - aside - place, translate=True)
    for row, came in zip(rows, order, strict=True):
        sheet.row_dimensions[row].height, sheet.row_dimensions[row].hidden = looks[came]
        for column in range(1, width + 1):
            cell = sheet.cell(row, column)
            if cell.hyperlink is not None:
                cell.hyperlink.ref = cell.coordinate
    return True


def append(
    sheet: Worksheet, header: int, start: int, names: Sequence[str], rows: Mapping[int, Sequence[object]]
) -> None:
    """Write columns from `start` on: their names in the header, and the cells of some rows."""
    for offset, name in enumerate(names):
        head = sheet.cell(header, start + offset)
        if isinstance(head, Cell):
            put(head, name)
        head.font, head.fill, head.alignment = (
            Font(bold=True),
            HEAD,
            Alignment(wrap_text=True, vertical="top"),
        )
        sheet.column_dimensions[get_column_letter(start + offset)].width = WIDTH
        for row, cells in rows.items():
            cell = sheet.cell(row, start + offset)
            if isinstance(cell, Cell):
                put(cell, cells[offset])
    if not sheet.tables:
        # A table has a filter of its own, and two over one range make a file that does not open.
        reach = f"A{header}:{get_column_letter(start + len(names) - 1)}{max(sheet.max_row, header + 1)}"
        sheet.auto_filter.ref = reach
    if sheet.freeze_panes is None:
        sheet.freeze_panes = f"A{header + 1}"


def _holds(sheet: Worksheet, row: int, width: int) -> bool:
    return any(sheet.cell(row, column).value is not None for column in range(1, width + 1))


def _is_used(sheet: Worksheet, column: int, rows: Sequence[int]) -> bool:
    return any(sheet.cell(row, column).value is not None for row in rows)
