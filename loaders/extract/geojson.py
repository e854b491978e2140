"""GeoJSON features into chunks: their properties are the columns."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ecograph.errors import SourceError
from loaders.extract.chunk import Chunks, Remark
from loaders.extract.encoding import find_encoding
from loaders.extract.flattening import flatten
from loaders.extract.json import LARGE, read_documents
from loaders.extract.json_stream import NotAList, stream_features
from loaders.extract.records import Record, record_chunks
from loaders.problems import Effect


def read_geojson(path: Path, document: str, *, encoding: str = "") -> Chunks:
    """Yield the features of a file as rows, the first feature row 1; geometry is left out.

    Raises
    ------
    SourceError
        When it is no JSON, or no collection of features.
    """
    if path.stat().st_size > LARGE:
        found = find_encoding(path, document, encoding, lines=False)
        remark = Remark(1, "", found.warning, Effect.READ_ALL_THE_SAME)
        streamed = partial(stream_features, path, document, found.name)
        try:
            yield from record_chunks(
                lambda: _numbered(streamed()), document, (remark,) if found.guessed else ()
            )
        except NotAList:
            raise _no_collection(document) from None
        return
    documents, remarks = read_documents(path, document, encoding)
    features = documents[0].get("features") if documents and isinstance(documents[0], dict) else None
    if len(documents) != 1 or not isinstance(features, list):
        raise _no_collection(document)
    yield from record_chunks(lambda: _numbered(features), document, remarks)


def _numbered(features: Iterable[Any]) -> Iterator[Record]:
    for number, feature in enumerate(features, 1):
        yield number, flatten(feature.get("properties") or {}) if isinstance(feature, dict) else None


def _no_collection(document: str) -> SourceError:
    return SourceError(
        f"{document} is not a GeoJSON feature collection.",
        'It needs a list of `features`; say `format = "json"` in the recipe if it is other JSON.',
    )
