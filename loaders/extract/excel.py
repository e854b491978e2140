"""Excel and OpenDocument sheets into chunks."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from ecograph.errors import SourceError
from loaders.extract.archive import check_archive
from loaders.extract.cell import cell_text
from loaders.extract.chunk import ROWS, Chunk, Chunks, Remark
from loaders.extract.header import LOOK_AHEAD, Header, find_header
from loaders.extract.ods_signs import CONTENT, read_ods_signs
from loaders.extract.sheet_signs import complete_signs
from loaders.extract.sheets import choose_sheets
from loaders.extract.signs import Place, Range, Signs, read_xlsx_signs
from loaders.extract.xls_signs import read_xls_signs
from loaders.problems import Effect

BINARY = "xl/workbook.bin"
UNKNOWN = "Cannot detect file format"

Texts = list[str | None]


def read_excel(
    path: Path,
    document: str,
    *,
    sheet: str | Sequence[str] = "",
    header: Sequence[str] = (),
    header_rows: int = 1,
) -> Chunks:
    """Yield the rows of sheets (the first unless named), all cells as text.

    A cell merged over several rows counts for each of them. Hidden rows and columns are read and
    reported; so are formulas whose value was never stored, and errors. Sheets that sum up others are
    left out of a glob, and their rows counted as skipped. Documents are called `file [sheet]`.

    Raises
    ------
    SourceError
        When the file is no workbook that can be read, or has no such sheet or header.
    """
    with path.open("rb") as file, _calamine(document), _archive(path, document) as archive:
        signs = _known_signs(path, archive, document)
        workbook = CalamineWorkbook.from_filelike(file)
        cells = [entry.name for entry in workbook.sheets_metadata if entry.typ == SheetTypeEnum.WorkSheet]
        sheets = choose_sheets(
            {name: signs.get(name, ("", Signs()))[1].pivot for name in cells}, sheet, document
        )
        skipped = {f"in the sheet {name!r}, which sums up others": 0 for name in sheets.pivots}
        for name, reason in zip(sheets.pivots, skipped, strict=True):
            end = _open_sheet(workbook, archive, name, signs, document)[0].end
            skipped[reason] = end[0] + 1 if end else 0
        for name in sheets.chosen:
            opened, seen = _open_sheet(workbook, archive, name, signs, document)
            table = _Sheet(f"{document} [{name}]", opened, seen)
            yield from table.chunks(header, header_rows, skipped, sheets.unread)
            skipped = {}


@contextmanager
def _archive(path: Path, document: str) -> Iterator[ZipFile | None]:
    """Open the archive that a workbook is, held against the limits; None for an old workbook."""
    if not is_zipfile(path):
        yield None
        return
    check_archive(path, document)
    with ZipFile(path) as archive:
        yield archive


@contextmanager
def _calamine(document: str) -> Iterator[None]:
    """Turn what the reader of workbooks raises into one sentence."""
    try:
        yield
    except PasswordError:
        raise SourceError(
            f"{document} is protected by a password.", "Save it without one, and load it again."
        ) from None
    except (CalamineError, OSError) as error:
        why = "it was cut off, or is no workbook" if str(error) == UNKNOWN else error
        raise SourceError(
            f"{document} cannot be read as a workbook: {why}.", "Open it and save it as .xlsx."
        ) from None


def _known_signs(path: Path, archive: ZipFile | None, document: str) -> dict[str, tuple[str, Signs]]:
    if archive is None:
        return {name: ("", signs) for name, signs in (read_xls_signs(path) or {}).items()}
    if BINARY in archive.namelist():
        raise SourceError(f"{document} is a binary workbook (.xlsb).", "Save it as .xlsx.")
    if CONTENT in archive.namelist():
        return {name: ("", signs) for name, signs in read_ods_signs(archive, document).items()}
    return read_xlsx_signs(archive, document)


def _open_sheet(
    workbook: CalamineWorkbook,
    archive: ZipFile | None,
    name: str,
    known: dict[str, tuple[str, Signs]],
    document: str,
) -> tuple[CalamineSheet, Signs]:
    """Return a sheet and its signs, once it is known to fit into memory."""
    part, signs = known.get(name, ("", Signs(complete=False)))
    if archive:
        complete_signs(archive, part, signs, f"{document} [{name}]")
    return workbook.get_sheet_by_name(name), signs


class _Sheet:
    """One sheet while it is read."""

    def __init__(self, document: str, sheet: CalamineSheet, signs: Signs) -> None:
        self._document = document
        self._sheet = sheet
        self._signs = signs
        self._merged: Sequence[Range] = sheet.merged_cell_ranges or signs.merged

    def chunks(
        self, wanted: Sequence[str], height: int, skipped: dict[str, int], unread: Sequence[str]
    ) -> Chunks:
        """Yield the rows below the header; `skipped` was counted before."""
        rows = self._rows()
        first_rows = list(islice(rows, LOOK_AHEAD))
        filled, merged = self._with_merged(first_rows)
        header = find_header(filled, self._document, wanted=wanted, height=height, merged=merged)
        remarks = list(self._on_sheet(header, unread))
        skipped = skipped | header.skipped
        index = header.first_row
        rows = self._filled_down(chain(first_rows[index:], rows), header)
        while batch := list(islice(rows, ROWS)):
            kept = [at for at, cells in enumerate(batch) if any(cells)]
            columns = list(zip(*(batch[at] for at in kept), strict=True)) or [()] * len(header.names)
            table = pa.table(
                {
                    name: pa.array(cells, pa.string())
                    for name, cells in zip(header.names, columns, strict=True)
                }
            )
            skipped["blank"] = skipped.get("blank", 0) + len(batch) - len(kept)
            numbers = np.asarray(kept, dtype=np.int64) + index + 1
            remarks += self._on_rows(header, index, index + len(batch), set(numbers.tolist()))
            yield Chunk(self._document, table, numbers, skipped, tuple(remarks))
            skipped, remarks, index = {}, [], index + len(batch)
        if skipped:
            table = pa.table({name: pa.array([], pa.string()) for name in header.names})
            yield Chunk(self._document, table, np.empty(0, np.int64), skipped, tuple(remarks))

    def _rows(self) -> Iterator[Texts]:
        """Yield all rows from the first, all columns from A."""
        if self._sheet.start is None:
            return
        left: Texts = [None] * self._sheet.start[1]
        for cells in self._sheet.iter_rows():
            yield left + [cell_text(cell) for cell in cells]

    def _with_merged(self, rows: Sequence[Texts]) -> tuple[list[Texts], set[Place]]:
        """Return the first rows with every merged cell filled, and the places of these."""
        filled = [list(row) for row in rows]
        places: set[Place] = set()
        for (top, left), (bottom, right) in self._merged:
            for row in range(top, min(bottom + 1, len(rows))):
                for column in range(left, min(right + 1, len(rows[row]))):
                    filled[row][column] = rows[top][left]
                    places.add((row, column))
        return filled, places

    def _filled_down(self, rows: Iterable[Texts], header: Header) -> Iterator[Texts]:
        """Yield rows with the cells filled that are merged with one above.

        A note that is merged over half of the sheet is no cell of all its rows.
        """
        bottoms = {
            top: bottom
            for top, bottom in self._merged
            if bottom[0] > top[0] >= header.first_row
            and (bottom[1] - top[1] + 1) * 2 <= max(len(header.names), 2)
        }
        open_cells: dict[int, tuple[int, str | None]] = {}
        starts: dict[int, list[Place]] = {}
        for top in bottoms:
            starts.setdefault(top[0], []).append(top)
        for index, cells in enumerate(rows, header.first_row):
            for column, (last, text) in list(open_cells.items()):
                if index > last:
                    del open_cells[column]
                elif column < len(cells) and cells[column] is None:
                    cells[column] = text
            for top in starts.get(index, ()):
                if top[1] < len(cells):
                    open_cells[top[1]] = bottoms[top][0], cells[top[1]]
            yield cells

    def _on_sheet(self, header: Header, unread: Sequence[str]) -> Iterator[Remark]:
        row = max(header.first_row, 1)
        if unread:
            others = ", ".join(map(repr, unread))
            why = f"the workbook has other sheets, and the recipe names none to read: {others}"
            yield Remark(row, "", why, Effect.NOT_READ)
        if self._signs.state:
            yield Remark(row, "", "the sheet is hidden", Effect.READ_ALL_THE_SAME)
        if not self._signs.complete:
            yield Remark(row, "", "what it hides could not be told", Effect.READ_ALL_THE_SAME)
        for column in sorted(self._signs.hidden_columns):
            if column < len(header.names):
                yield Remark(row, header.names[column], "the column is hidden", Effect.READ_ALL_THE_SAME)

    def _on_rows(self, header: Header, first: int, end: int, kept: set[int]) -> Iterator[Remark]:
        """Yield what there is to say of the rows from index `first` to before `end`."""
        for row in sorted(self._signs.hidden_rows):
            if first <= row < end and row + 1 in kept:
                yield Remark(row + 1, "", "the row is hidden", Effect.READ_ALL_THE_SAME)
        places = dict.fromkeys(self._signs.not_computed, "its formula has no stored value")
        places |= {place: f"its formula gives {error}" for place, error in self._signs.errors.items()}
        for (row, column), why in sorted(places.items()):
            if first <= row < end and column < len(header.names):
                yield Remark(row + 1, header.names[column], why)
