"""How a table lies in its file: titles, header, sections, totals, ditto marks; told from its raw rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.guessing.heading import SHORTEST, WEAK, heading_key
from loaders.guessing.person import is_personal
from loaders.guessing.tables import KINDS
from loaders.guessing.tables.shared import SHARED

Row = Sequence[str]

LOOK_AHEAD = 30
LONGEST = 70
"""How many letters the cell of a header may have."""
FEWEST = 2
"""How many cells of a header must be known words; one will do where no cell is like a value."""
MARKS = frozenset({"/", "//", "\\", "✓", "✔", "✔️", "√", "☑", "✅", "•", "●", "■"})
"""Signs that mark a cell; words such as "yes" answer a question of their own."""
DITTO = frozenset({'"', "〃", "”", "''", "ditto"})
TOTAL = re.compile(r"^\s*(รวม|ยอดรวม|total|grand total|subtotal|sub-total)", re.IGNORECASE)
SECTION = re.compile(r"กิจกรรม|โครงการ|หลักสูตร|แผนงาน|หมวด|รุ่นที่|activity|project|program|section", re.IGNORECASE)
_NUMBER = re.compile(r"^[\s\d.,%/\-:–]+$")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table lies.

    Attributes
    ----------
    at, height
        The first line of the header, from 0, and how many lines it has; a height of 0 where no line
        is like a header.
    header
        Cells that tell the header from the rows above; empty where it is the first filled row.
    titles
        What stands above.
    """

    at: int
    height: int
    header: tuple[str, ...]
    titles: tuple[str, ...]
    totals: bool
    sections: bool
    ditto: bool


@cache
def _known() -> dict[str, float]:
    """Return every word of every role, as compared, with what it counts."""
    words: dict[str, float] = {}
    for role in (*(role for kind in KINDS for role in kind.roles), *SHARED):
        words |= {heading_key(word): WEAK for word in role.weak if heading_key(word) not in words}
        words |= {heading_key(word): 1.0 for word in role.words}
    return words


@cache
def known(cell: str) -> float:
    """Return how far a cell is like one of a header, from 0 to 1: whether it says a known word."""
    if not cell.strip() or len(cell) > LONGEST or _NUMBER.match(cell) or is_personal(cell):
        return 0.0
    key = heading_key(cell)
    if key in _known():
        return _known()[key]
    inside = any(len(word) >= SHORTEST and word in key and 3 * len(word) >= len(key) for word in _known())
    return WEAK if inside else 0.0


def find_layout(rows: Sequence[Row]) -> Layout:
    """Return how a table lies, given its first rows as they are."""
    at = _header_position(rows)
    if at is None:
        return Layout(0, 0, (), (), totals=False, sections=False, ditto=False)
    height = 2 if _goes_on(rows, at) else 1
    below = rows[at + height :]
    first = next((index for index, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)
    return Layout(
        at,
        height,
        () if at == first else _telling(rows[at]),
        tuple(dict.fromkeys(cell for row in rows[:at] for cell in row if cell.strip())),
        totals=any(TOTAL.match(cell) for row in below for cell in _first_cells(row)),
        sections=any(len(set(filled(row))) == 1 and SECTION.search(filled(row)[0]) for row in below),
        ditto=any(cell.strip() in DITTO for row in below for cell in row),
    )


def filled(row: Row) -> list[str]:
    """Return the cells that hold something."""
    return [cell for cell in row if cell.strip()]


def _first_cells(row: Row) -> Iterator[str]:
    """Yield the cells of a row that may say that it is a total: the first two filled ones."""
    yield from filled(row)[:2]


def _score(row: Row) -> float:
    cells = set(filled(row))
    found = [known(cell) for cell in cells]
    enough = sum(score > 0 for score in found) >= min(FEWEST, len(cells))
    certain = 1.0 in found and not any(_NUMBER.match(cell) or is_personal(cell) for cell in cells)
    return sum(found) if enough or certain else 0.0


def _header_position(rows: Sequence[Row]) -> int | None:
    """Return the first row that is nearly as much like a header as the one most like it."""
    scores = [_score(row) for row in rows[:LOOK_AHEAD]]
    most = max(scores, default=0.0)
    if not most:
        return None
    return next(index for index, score in enumerate(scores) if score >= most / 2)


def _goes_on(rows: Sequence[Row], at: int) -> bool:
    """Whether the line below belongs to the header: it says known words where the header says none."""
    if at + 1 >= len(rows):
        return False
    above, below = rows[at], rows[at + 1]
    cells = set(filled(below)) - set(filled(above))
    return (
        bool(cells)
        and sum(known(cell) > 0 for cell in cells) >= FEWEST
        and not any(_NUMBER.match(cell) or is_personal(cell) for cell in filled(below))
    )


def _telling(row: Row) -> tuple[str, ...]:
    cells = sorted(set(filled(row)), key=lambda cell: (-known(cell), row.index(cell)))
    return tuple(" ".join(cell.split()) for cell in cells[:3] if known(cell))
