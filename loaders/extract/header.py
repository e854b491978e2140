"""The header of a table: where it stands, how many lines it has, and the names it gives to columns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ecograph.errors import SourceError
from loaders.extract.chunk import folded
from loaders.problems import shortened

LOOK_AHEAD = 50
"""How many rows are looked at to find the header."""

TITLE = 1
"""How many different texts a title row has."""

Row = Sequence[object]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Header:
    """The lines `at` to `at + height - 1`, counted from 0, and a unique name for each column."""

    at: int
    height: int
    names: list[str]

    @property
    def first_row(self) -> int:
        """The index of the first row below."""
        return self.at + self.height

    @property
    def skipped(self) -> dict[str, int]:
        """The rows that are not data, by reason."""
        return {"above the header": self.at, "header": self.height}


def find_header(
    first_rows: Sequence[Row],
    document: str,
    *,
    wanted: Sequence[str] = (),
    height: int = 1,
    merged: Collection[Place] = (),
) -> Header:
    """Return the header: the first lines that hold all cells `wanted`, or else the first below titles.

    Parameters
    ----------
    first_rows
        The first rows of the table, with merged cells filled.
    wanted
        Some cells of the header, of any of its lines.
    height
        How many lines it has; names of several lines are joined, the upper one first, and an upper
        cell that stands over several columns counts for each. 0 when there is no header: columns
        are then called `column 1`, `column 2` and so on.
    merged
        The places (row, column) of merged cells: these do not stand over columns beyond their own.

    Raises
    ------
    SourceError
        When the cells wanted are nowhere; it names the nearest cell that was found.
    """
    if not height:
        return Header(0, 0, unique_names([None] * max(map(len, first_rows), default=0)))
    at = _position(first_rows, wanted, height, document)
    lines = first_rows[at : at + height]
    return Header(at, len(lines), unique_names(_joined(lines, at, merged)))


def unique_names(cells: Sequence[object]) -> list[str]:
    """Return unique names for the cells of a header; a column without one is `column 8`."""
    names: list[str] = []
    taken: set[str] = set()
    for number, cell in enumerate(cells, 1):
        name = _text(cell) or f"column {number}"
        while name in taken:
            name = f"{name} ({number})"
        taken.add(name)
        names.append(name)
    return names


def _position(first_rows: Sequence[Row], wanted: Sequence[str], height: int, document: str) -> int:
    if not wanted:
        return _below_titles(first_rows)
    needed = {folded(name): name for name in wanted}
    lines = [{folded(_text(cell)) for cell in row} - {""} for row in first_rows]
    holding = [
        index
        for index in range(len(lines))
        if needed.keys() <= set().union(*lines[index : index + height], _pairs(first_rows, index, height))
    ]
    for index in holding:
        # A title and the upper line of the header hold its cells too.
        if lines[index] & needed.keys() or len(lines[index]) > TITLE:
            return index
    if holding:
        return holding[-1]
    seen = set().union(*lines)
    missing = [name for key, name in needed.items() if key not in seen] or list(wanted)
    near = get_close_matches(folded(missing[0]), sorted(seen), n=1, cutoff=0.6)
    hint = (
        f"The nearest cell is {shortened(near[0])!r}."
        if near
        else "Give its header in the recipe's `header`."
    )
    raise SourceError(
        f"{document}: no row among the first {len(first_rows)} holds the header cells "
        f"{', '.join(repr(name) for name in wanted)}; {missing[0]!r} was not found.",
        hint,
    )


def _below_titles(first_rows: Sequence[Row]) -> int:
    """Return the index of the first filled row; one that holds a single text above a table is a title."""
    filled = [len({_text(cell) for cell in row} - {""}) for row in first_rows]
    title = TITLE if max(filled, default=0) > TITLE + 1 else 0
    return next((index for index, cells in enumerate(filled) if cells > title), 0)


def _pairs(first_rows: Sequence[Row], at: int, height: int) -> set[str]:
    """Return the joined names of several lines, as a recipe may name them too."""
    return {folded(name) for name in _joined(first_rows[at : at + height], at, ())} if height > 1 else set()


def _joined(lines: Sequence[Row], at: int, merged: Collection[Place]) -> list[str]:
    """Return one name for each column: its cells from top to bottom, each once."""
    width = max(map(len, lines), default=0)
    grid = [[_text(line[column]) if column < len(line) else "" for column in range(width)] for line in lines]
    for line in reversed(range(len(grid) - 1)):
        above, below = grid[line], grid[line + 1]
        for column in range(1, width):
            spreads = above[column - 1] and below[column - 1] and (at + line, column - 1) not in merged
            if not above[column] and below[column] and spreads:
                above[column] = above[column - 1]
    return [" ".join(dict.fromkeys(filter(None, cells))) for cells in zip(*grid, strict=True)]


def _text(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())
