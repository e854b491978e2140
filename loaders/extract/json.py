"""JSON documents into chunks: each record is a row."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ecograph.errors import SourceError
from loaders.extract.chunk import Chunks, Remark
from loaders.extract.encoding import find_encoding
from loaders.extract.flattening import DECODER, find_records, flatten, walk_records
from loaders.extract.json_stream import SPACE, NotAList, stream_list
from loaders.extract.records import Record, record_chunks
from loaders.problems import Effect

LARGE = 32 << 20
"""From so many bytes on a document that is a list is read record by record."""
LARGEST = 256 << 20
"""Any other is held in memory as a whole, at eight times its bytes, and may not have more than this."""


def read_json(path: Path, document: str, *, encoding: str = "", records: str = "") -> Chunks:
    """Yield the records of a file as rows, the first record row 1.

    A file may hold several documents, one after another. Without `records` a list is its items, a
    GeoJSON collection the properties of its features, and any other object one record.

    Raises
    ------
    SourceError
        When it is no JSON, too large, or has nothing at `records`.
    """
    if path.stat().st_size > LARGE:
        try:
            yield from _streamed(path, document, encoding, records)
        except NotAList:
            pass
        else:
            return
    documents, remarks = read_documents(path, document, encoding)

    def numbered() -> Iterator[Record]:
        if records:
            found = find_records(documents, records.split("."), document)
        else:
            found = (record for whole in documents for record in _records(whole))
        return ((number, flatten(record)) for number, record in enumerate(found, 1))

    try:
        yield from record_chunks(numbered, document, remarks)
    except RecursionError:
        raise _too_deep(document) from None


def _streamed(path: Path, document: str, encoding: str, records: str) -> Chunks:
    """Yield the records of a list as `read_json` does, in memory that is bounded by a chunk."""
    found = find_encoding(path, document, encoding, lines=False)
    remarks = (Remark(1, "", found.warning, Effect.READ_ALL_THE_SAME),) if found.guessed else ()

    def numbered() -> Iterator[Record]:
        number = 0
        for item in stream_list(path, document, found.name):
            for record in walk_records(item, records.split(".")) if records else [item]:
                number += 1
                yield number, flatten(record)
        if records and not number:
            raise SourceError(f"{document} has no records at {records!r}.", "Look at what its items hold.")

    try:
        yield from record_chunks(numbered, document, remarks)
    except RecursionError:
        raise _too_deep(document) from None


def read_documents(path: Path, document: str, encoding: str) -> tuple[list[Any], tuple[Remark, ...]]:
    """Return the JSON documents of a file, and a remark where its encoding was guessed.

    Raises
    ------
    SourceError
        When it is no JSON or too large.
    """
    if path.stat().st_size > LARGEST:
        raise SourceError(
            f"{document} has more than {LARGEST >> 20} MB, too many for one JSON document that is no list.",
            "Export it as a list or as JSON Lines (.jsonl): these are read piece by piece.",
        )
    found = find_encoding(path, document, encoding, lines=False)
    remark = Remark(1, "", found.warning, Effect.READ_ALL_THE_SAME)
    try:
        text = path.read_text(encoding=found.name).strip(SPACE)
        return list(_parsed(text)), (remark,) if found.guessed else ()
    except UnicodeError:
        raise SourceError(
            f"{document} is not {found.name} text.", "Leave `encoding` out of the recipe to have it found."
        ) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise SourceError(
            f"{document} is not JSON, or was cut off, at {where}: {error.msg}.",
            'Export it again; if it has one record a line, say `format = "jsonl"` in the recipe.',
        ) from None
    except RecursionError:
        raise _too_deep(document) from None


def _parsed(text: str) -> Iterator[Any]:
    """Yield documents that follow one another, whatever white space is between them."""
    at = 0
    while at < len(text):
        whole, at = DECODER.raw_decode(text, at)
        yield whole
        while at < len(text) and text[at] in SPACE:
            at += 1


def _records(whole: Any) -> list[Any]:
    if isinstance(whole, dict) and isinstance(whole.get("features"), list):
        return [_properties(feature) for feature in whole["features"]]
    return whole if isinstance(whole, list) else [whole]


def _properties(feature: Any) -> Any:
    return feature.get("properties") or {} if isinstance(feature, dict) else {}


def _too_deep(document: str) -> SourceError:
    return SourceError(f"{document} is nested too deeply to be read.", "Check where it comes from.")
