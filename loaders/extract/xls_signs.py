"""What an old Excel workbook (.xls) says of its cells besides their values."""

from io import StringIO
from pathlib import Path

import xlrd

from loaders.extract.signs import Signs

SHEET_STATES = ("", "hidden", "veryHidden")


def read_xls_signs(path: Path) -> dict[str, Signs] | None:
    """Return the signs of every sheet, by its name; None where the file is too damaged to tell.

    Its reader of values is more lenient, and says itself what it cannot read. A formula always has a
    stored value in this format: one that was never computed cannot be told from one that gives "".
    """
    try:
        with xlrd.open_workbook(str(path), logfile=StringIO(), formatting_info=True) as book:
            return {sheet.name: _signs(sheet) for sheet in book.sheets()}
    except Exception:  # noqa: BLE001  (a damaged file may make it raise whatever Python has)
        return None


def _signs(sheet: xlrd.sheet.Sheet) -> Signs:
    return Signs(
        state=SHEET_STATES[sheet.visibility],
        hidden_rows={row for row, info in sheet.rowinfo_map.items() if info.hidden},
        hidden_columns={column for column, info in sheet.colinfo_map.items() if info.hidden},
        errors={
            (row, column): xlrd.error_text_from_code.get(sheet.cell_value(row, column), "an error")
            for row in range(sheet.nrows)
            if xlrd.XL_CELL_ERROR in sheet.row_types(row)
            for column, type in enumerate(sheet.row_types(row))
            if type == xlrd.XL_CELL_ERROR
        },
    )
