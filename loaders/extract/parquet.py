"""Parquet files into chunks, in the file's own types."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ecograph.errors import SourceError
from loaders.extract.chunk import ROWS, Chunk, Chunks


def read_parquet(path: Path, document: str) -> Chunks:
    """Yield the rows of a file; the first is row 1. Memory is bounded by the size of a chunk."""
    try:
        file = pq.ParquetFile(path)
        row = 1
        for batch in file.iter_batches(batch_size=ROWS):
            rows = np.arange(row, row + batch.num_rows, dtype=np.int64)
            row += batch.num_rows
            yield Chunk(document, pa.table(batch), rows, {})
        if row == 1:
            yield Chunk(document, file.schema_arrow.empty_table(), np.empty(0, np.int64), {})
    except (pa.ArrowException, OSError, ValueError, OverflowError, RuntimeError) as error:
        raise SourceError(
            f"{document} cannot be read as Parquet: {error}.", "Write the file again."
        ) from None
