"""Rows of which a record could not be made: written to a workbook, to be put right and loaded again."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa

from ecograph.errors import SourceError
from loaders.corrections import PLACE, WITHHELD
from loaders.extract import Chunk, folded
from loaders.files import SourceFile
from loaders.privacy import holds_person, mask
from loaders.problems import Effect, Problem
from loaders.reasons import in_thai
from loaders.recipe import TableRecipe

MOST = 100_000
"""How many rows are written: nobody puts more right by hand."""
WIDTH = 24


class Rejections:
    """The rows of one load that lost a record, with the reasons.

    `count` is how many there are; of those after the first `MOST` nothing else is kept.
    """

    def __init__(self) -> None:
        self.reasons: dict[tuple[str, int], list[str]] = {}
        self.count = 0

    def add(self, problem: Problem) -> None:
        """Note the row of a problem, where that cost a record."""
        place = problem.document, problem.record
        if problem.effect is not Effect.RECORD_NOT_MADE:
            return
        if place not in self.reasons:
            self.count += 1
            if len(self.reasons) >= MOST:
                return
        self.reasons.setdefault(place, []).append(
            f"{problem.column}: {in_thai(problem.why)} / {problem.why} ({problem.kind})"
        )


def write_rejections(rejections: Rejections, files: Iterable[SourceFile], path: Path) -> None:
    """Write the rows, read from their files once more, a sheet for each table of the recipe.

    Only columns that the recipe reads are written. A cell that may identify a person is withheld; so
    is every cell of a row that holds a citizen's number or a person's name.

    Raises
    ------
    SourceError
        When the file cannot be written.
    """
    # Annotated, but not marked as such.
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    sheets: dict[int, _Sheet] = {}
    for file in files:
        if any(document.startswith(file.shown) for document, _ in rejections.reasons):
            sheet = sheets.setdefault(id(file.table), _Sheet(file.table))
            for chunk in file.read():
                sheet.add(rejections, chunk)
    try:
        with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            for sheet in sheets.values():
                sheet.write(book)
    except OSError as error:
        raise SourceError(f"{path} cannot be written: {error}.", "Choose another --rejected.") from None


class _Sheet:
    """The rejected rows of one table, with the columns that the recipe reads and its files have."""

    def __init__(self, table: TableRecipe) -> None:
        self._wanted = {folded(name) for name in table.columns}
        self._columns: dict[str, None] = dict.fromkeys(PLACE)
        self._rows: list[dict[str, str]] = []

    def add(self, rejections: Rejections, chunk: Chunk) -> None:
        """Take the rejected rows of a chunk."""
        rows = chunk.rows.tolist()
        positions = [at for at, row in enumerate(rows) if (chunk.document, row) in rejections.reasons]
        if not positions:
            return
        names = [
            field.name
            for field in chunk.table.schema
            if folded(field.name) in self._wanted and not pa.types.is_nested(field.type)
        ]
        taken = chunk.table.select(names).take(pa.array(positions))
        cells = pa.table({name: taken.column(name).cast(pa.string()) for name in names})
        self._columns |= dict.fromkeys(names)
        for at, record in zip(positions, cells.to_pylist(), strict=True):
            reasons = "; ".join(rejections.reasons[chunk.document, rows[at]])
            place = zip(PLACE, (chunk.document, str(rows[at]), reasons), strict=True)
            self._rows.append({**dict(place), **_shown(record)})

    def write(self, book: Any) -> None:
        """Write all that was taken, every cell as text: an id keeps its zeros."""
        if not self._rows:
            return
        sheet = book.add_worksheet()
        text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "text_wrap": True})
        sheet.freeze_panes(1, len(PLACE))
        sheet.set_column(0, len(self._columns) - 1, WIDTH, text)
        for at, name in enumerate(self._columns):
            sheet.write_string(0, at, name, head)
            for number, row in enumerate(self._rows, 1):
                sheet.write_string(number, at, row.get(name, ""), text)


def _shown(record: dict[str, str | None]) -> dict[str, str]:
    """Return the cells of a row as they may be written."""
    cells = {name: (text or "").strip() for name, text in record.items()}
    personal = any(map(holds_person, cells.values()))
    return {
        name: WITHHELD if text and (personal or mask(text) != text) else text for name, text in cells.items()
    }
