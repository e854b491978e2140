"""GeoJSON features into chunks: their properties are the columns."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa

from ecograph.errors import SourceError
from loaders.extract.chunk import Chunk, Chunks


def read_geojson(path: Path, document: str) -> Chunks:
    """Yield the features of a file as rows, the first feature row 1; geometry is left out."""
    try:
        features = json.loads(path.read_text(encoding="utf-8-sig"))["features"]
        properties = [feature.get("properties") or {} for feature in features]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            f"{document} is not a GeoJSON feature collection: {error!r}.", "It needs a list of `features`."
        ) from None
    names = list(dict.fromkeys(name for row in properties for name in row))
    columns = {name: pa.array([_text(row.get(name)) for row in properties], pa.string()) for name in names}
    yield Chunk(document, pa.table(columns), np.arange(1, len(properties) + 1, dtype=np.int64), {})


def _text(value: object) -> str | None:
    """Return a JSON value as text; None for null."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
