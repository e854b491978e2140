"""GeoJSON features into chunks: their properties are the columns."""

from collections.abc import Iterator
from pathlib import Path

from ecograph.errors import SourceError
from loaders.extract.chunk import Chunks
from loaders.extract.flattening import flatten
from loaders.extract.json import read_documents
from loaders.extract.records import Record, record_chunks


def read_geojson(path: Path, document: str, *, encoding: str = "") -> Chunks:
    """Yield the features of a file as rows, the first feature row 1; geometry is left out.

    Raises
    ------
    SourceError
        When it is no JSON, or no collection of features.
    """
    documents, remarks = read_documents(path, document, encoding)
    features = documents[0].get("features") if documents and isinstance(documents[0], dict) else None
    if len(documents) != 1 or not isinstance(features, list):
        raise SourceError(
            f"{document} is not a GeoJSON feature collection.",
            'It needs a list of `features`; say `format = "json"` in the recipe if it is other JSON.',
        )

    def numbered() -> Iterator[Record]:
        for number, feature in enumerate(features, 1):
            yield number, flatten(feature.get("properties") or {}) if isinstance(feature, dict) else None

    yield from record_chunks(numbered, document, remarks)
