"""Tables too long for memory, written batch by batch: Parquet, or CSV that spreadsheets take as text."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from ecograph.errors import SourceError

ACTING = r"^[=+\-@\t\r]"
"""What a spreadsheet takes for the beginning of a formula."""
MARK = b"\xef\xbb\xbf"
"""What tells spreadsheets that a text is UTF-8."""


@contextmanager
def open_table(path: Path, schema: pa.Schema) -> Iterator[Callable[[pa.RecordBatch], None]]:
    """Give a function that appends a batch to a file; Parquet where it is called so, CSV otherwise.

    The file is there when all is written, or not at all.

    Raises
    ------
    SourceError
        When the file cannot be written.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            if path.suffix.lower() == ".parquet":
                with pq.ParquetWriter(file, schema) as table:
                    yield table.write_batch
            else:
                file.write(MARK)
                with csv.CSVWriter(file, schema) as lines:
                    yield lambda batch: lines.write_batch(_defused(batch))
        part.replace(path)
    except OSError as error:
        raise SourceError(
            f"{path} cannot be written: {error.strerror or error}.", "Choose another file."
        ) from None
    finally:
        part.unlink(missing_ok=True)


def _defused(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch of which no text is taken for a formula."""
    columns = [
        pc.replace_substring_regex(column, pattern=f"({ACTING})", replacement=r"'\1")
        if pa.types.is_string(column.type)
        else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)
