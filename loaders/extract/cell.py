"""A typed cell of a workbook or a database as text: the same value is the same text in every format."""

import json
from datetime import date, datetime, time

import pyarrow as pa
import pyarrow.compute as pc

JOINT = "|"
EXACT = 10**15
"""Spreadsheets keep fifteen digits: whole numbers from here on have lost some."""


def cell_text(cell: object) -> str | None:
    """Return a cell as text; None for an empty one.

    A whole number has no fraction, and shows an exponent where digits are lost. A date is in ISO
    form, in whatever era it was typed.

    >>> cell_text(415560990015.0), cell_text(4.1556e17), cell_text(date(2568, 3, 15))
    ('415560990015', '4.1556E+17', '2568-03-15')
    """
    if isinstance(cell, str):
        return cell or None
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        if not cell.is_integer():
            return repr(cell).upper()
        return str(int(cell)) if abs(cell) < EXACT else f"{cell:.15G}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def text_array(cells: pa.Array) -> pa.Array:
    """Return cells of any type as texts: several values joined by `|`, what has parts as JSON.

    >>> text_array(pa.array([["a", "b"], []])).to_pylist()
    ['a|b', '']
    """
    if pa.types.is_string(cells.type):
        return cells
    if pa.types.is_list(cells.type) and not pa.types.is_nested(cells.type.value_type):
        return pc.binary_join(cells.cast(pa.list_(pa.string())), JOINT)
    if pa.types.is_nested(cells.type):
        texts = (json.dumps(cell, ensure_ascii=False, default=str) for cell in cells.to_pylist())
        return pa.array([None if text == "null" else text for text in texts], pa.string())
    return cells.cast(pa.string())
