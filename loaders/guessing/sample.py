"""The first rows of every table of a file, read as a recipe would read them."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa

from loaders.extract import Chunk, extract
from loaders.guessing.layout import MARKS, Layout, find_layout
from loaders.guessing.person import is_personal
from loaders.recipe import MarkRecipe, TableRecipe

ROWS = 500
"""How many rows of a table are looked at."""
GRIDS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"})
"""The endings of files whose header is a row like any other."""
BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
SECTION = "section"
"""What the column made of section rows is called."""
SERVICES = "บริการที่ได้รับ"
"""What the column made of marked columns is called where their header has no word in common."""
_SHEET = re.compile(r" \[(.+)\]$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sample:
    """The first rows of a table.

    Attributes
    ----------
    table
        How it is read, without what its rows become.
    columns
        By name, the filled cells of each column, trimmed, in the order of rows.
    rows
        How many rows were looked at.
    layout
        How it lies in the file; None where a format names its columns.
    """

    document: str
    table: TableRecipe
    columns: dict[str, tuple[str, ...]]
    rows: int
    layout: Layout | None


def read_samples(path: Path) -> Iterator[Sample]:
    """Yield the first rows of every table of a file.

    Raises
    ------
    SourceError
        When the file cannot be read.
    """
    files = _pattern(path.name)
    if path.suffix.lower() not in GRIDS:
        chunk = next(iter(extract(path, path.name, TableRecipe(files=files))), None)
        if chunk is not None:
            yield _sample(chunk, TableRecipe(files=files), None)
        return
    every = TableRecipe(files=files, header_rows=0, sheet="*" if path.suffix.lower() in BOOKS else "")
    for chunk in _first_chunks(path, every):
        found = _SHEET.search(chunk.document)
        sheet = found[1] if found and every.sheet else ""
        rows = _grid(chunk)
        layout = find_layout(rows)
        table = _reading(files, sheet, layout, rows)
        read = next(iter(extract(path, path.name, table)), None) if layout.height else None
        if read is None:
            yield Sample(chunk.document, table, {}, 0, layout)
            continue
        sample = _sample(read, table, layout)
        marks = _marks(sample)
        if marks:
            table = table.model_copy(update={"marks": (marks,)})
            sample = _sample(next(iter(extract(path, path.name, table))), table, layout)
        yield sample


def _pattern(name: str) -> str:
    """Return the glob of one file: what a glob would read as a sign stands for itself."""
    return re.sub(r"[*?\[]", lambda found: f"[{found[0]}]", name)


def _first_chunks(path: Path, table: TableRecipe) -> Iterator[Chunk]:
    """Yield the first chunk of each sheet; a sheet that cannot be read alone does not stop the rest."""
    seen: set[str] = set()
    chunks = extract(path, path.name, table)
    for chunk in chunks if table.sheet else islice(chunks, 1):
        if chunk.document not in seen:
            seen.add(chunk.document)
            yield chunk


def _reading(files: str, sheet: str, layout: Layout, rows: Sequence[Sequence[str]]) -> TableRecipe:
    taken = [" ".join(cell.split()) for row in rows[layout.at : layout.at + layout.height] for cell in row]
    return TableRecipe(
        files=files,
        sheet=sheet,
        header=list(layout.header),
        header_rows=max(layout.height, 1),
        totals=layout.totals,
        section=free_name(SECTION, taken) if layout.sections else "",
        ditto=layout.ditto,
    )


def _grid(chunk: Chunk) -> list[list[str]]:
    """Return the first rows of a chunk as texts, each where it stands in the file."""
    table = chunk.table.slice(0, ROWS)
    columns = [_texts(table.column(name)) for name in table.column_names]
    return [list(cells) for cells in zip(*columns, strict=True)] if columns else []


def _texts(column: pa.ChunkedArray) -> list[str]:
    texts = column if pa.types.is_string(column.type) else _cast(column)
    return [text or "" for text in texts.to_pylist()]


def _cast(column: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        return column.cast(pa.string())
    except pa.ArrowException:
        return pa.chunked_array(
            [pa.array([None if cell is None else str(cell) for cell in column.to_pylist()], pa.string())]
        )


def _sample(chunk: Chunk, table: TableRecipe, layout: Layout | None) -> Sample:
    first = chunk.table.slice(0, ROWS)
    columns = {
        name: tuple(stripped for text in _texts(first.column(name)) if (stripped := text.strip()))
        for name in first.column_names
    }
    return Sample(chunk.document, table, columns, first.num_rows, layout)


def _marks(sample: Sample) -> MarkRecipe | None:
    """Return the columns that hold a mark or nothing, and what those side by side have in common.

    A column is named by what tells it from the others: the lower line of the header.
    """
    names = {name: texts for name, texts in sample.columns.items() if not is_personal(name)}
    marked = [name for name, texts in names.items() if texts and MARKS.issuperset(texts)]
    if not marked:
        return None
    shared = _shared(marked)
    if shared:
        marked = [name for name, texts in names.items() if name in marked or _joins(name, shared, texts)]
    short = tuple(name.removeprefix(shared).strip() for name in marked)
    telling = all(sum(name.endswith(end) for name in sample.columns) == 1 for end in short if end)
    return MarkRecipe(
        column=free_name(shared or SERVICES, sample.columns),
        columns=short if telling and all(short) else tuple(marked),
    )


def _joins(name: str, shared: str, texts: Sequence[str]) -> bool:
    return not texts and name.startswith(shared)


def free_name(name: str, taken: Collection[str]) -> str:
    """Return a name that no column has yet."""
    return name if name not in taken else free_name(f"{name} *", taken)


def _shared(names: Sequence[str]) -> str:
    """Return the words that the names of several columns begin with."""
    words = [name.split() for name in names]
    shared: list[str] = []
    for parts in zip(*words, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return " ".join(shared) if len(names) > 1 else ""
