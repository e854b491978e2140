"""JSON Lines into chunks: each line is a record."""

from collections.abc import Iterator
from pathlib import Path

from ecograph.errors import SourceError
from loaders.extract.chunk import Chunks, Remark
from loaders.extract.encoding import find_encoding
from loaders.extract.flattening import DECODER, Row, flatten, walk_records
from loaders.extract.records import Record, record_chunks
from loaders.problems import Effect


def read_json_lines(path: Path, document: str, *, encoding: str = "", records: str = "") -> Chunks:
    """Yield the records of a file as rows with the number of their line.

    A line that is no JSON is reported and an empty row. With `records` a line may hold several.
    Memory is bounded by the size of a chunk.

    Raises
    ------
    SourceError
        When the first line is no JSON, or a line cannot be decoded.
    """
    found = find_encoding(path, document, encoding)
    remark = Remark(1, "", found.warning, Effect.READ_ALL_THE_SAME)
    skipped = {"blank": 0, "without records": 0}
    trail = records.split(".") if records else []

    def numbered() -> Iterator[Record]:
        first = True
        with path.open(encoding=found.name) as file:
            for number, line in enumerate(file, 1):
                text = line.strip(" \t\r\n\0\ufeff")
                if not text:
                    skipped["blank"] += 1
                    continue
                rows = list(_rows(text, trail))
                if first and rows == [None]:
                    raise SourceError(
                        f"{document}: line {number} is not JSON, so the file is not JSON Lines.",
                        'If it is one JSON document, say `format = "json"` in the recipe.',
                    )
                first = False
                skipped["without records"] += not rows
                yield from ((number, row) for row in rows)

    try:
        yield from record_chunks(numbered, document, (remark,) if found.guessed else (), skipped)
    except UnicodeError:
        raise SourceError(
            f"{document} is not {found.name} text.", "Leave `encoding` out of the recipe to have it found."
        ) from None


def _rows(text: str, trail: list[str]) -> Iterator[Row | None]:
    """Yield the records of a line; None for one that cannot be read."""
    try:
        records = walk_records(DECODER.decode(text), trail) if trail else [DECODER.decode(text)]
        rows = [flatten(record) for record in records]
    except (ValueError, RecursionError):
        yield None
    else:
        yield from rows
