"""Parquet files into chunks, in the file's own types."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ecograph.errors import SourceError
from loaders.extract.chunk import ROWS, Chunk, Chunks, Remark


def read_parquet(path: Path, document: str) -> Chunks:
    """Yield the rows of a file; the first is row 1. Memory is bounded by the size of a chunk.

    The fields of a structure are columns of their own, `place.code`. Bytes are reported and unknown.
    """
    try:
        file = pq.ParquetFile(path)
        row = 1
        for batch in file.iter_batches(batch_size=ROWS):
            rows = np.arange(row, row + batch.num_rows, dtype=np.int64)
            row += batch.num_rows
            yield _chunk(document, pa.table(batch), rows)
        if row == 1:
            yield _chunk(document, file.schema_arrow.empty_table(), np.empty(0, np.int64))
    except (pa.ArrowException, OSError, ValueError, OverflowError, RuntimeError) as error:
        raise SourceError(
            f"{document} cannot be read as Parquet: {str(error).rstrip('.')}.", "Write the file again."
        ) from None


def _chunk(document: str, table: pa.Table, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Chunk:
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    remarks: list[Remark] = []
    for at, field in enumerate(table.schema):
        if pa.types.is_binary(field.type) or pa.types.is_large_binary(field.type) or _is_fixed(field.type):
            filled = np.asarray(table.column(at).is_valid())
            why = "it holds bytes, not a text or number"
            remarks += [Remark(int(row), field.name, why) for row in rows[filled]]
            table = table.set_column(at, field.name, pa.nulls(table.num_rows, pa.string()))
    return Chunk(document, table, rows, {}, tuple(remarks))


def _is_fixed(type: pa.DataType) -> bool:
    return bool(pa.types.is_fixed_size_binary(type))
