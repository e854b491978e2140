"""The XML inside workbooks, read as a stream of elements."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from ecograph.errors import SourceError

BLOCK = 1 << 20

DAMAGE = (
    expat.ExpatError,
    BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What reading a damaged part of a workbook may raise."""

Attributes = dict[str, str]
Event = tuple[str, Attributes | None, str]
"""An element's local name and its attributes, by local name; at its end None and its own text."""


def read_elements(file: IO[bytes], document: str) -> Iterator[Event]:
    """Yield the beginnings and ends of elements; memory is bounded by one block of the file.

    Raises
    ------
    SourceError
        When the XML is damaged, or declares entities: no workbook needs any.
    """
    parser = expat.ParserCreate()
    events: list[Event] = []
    texts: list[list[str]] = [[]]

    def start(name: str, attributes: Attributes) -> None:
        texts.append([])
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        events.append((name.rpartition(":")[2], local, ""))

    def end(name: str) -> None:
        events.append((name.rpartition(":")[2], None, "".join(texts.pop())))

    def text(data: str) -> None:
        texts[-1].append(data)

    def doctype(*_: object) -> None:
        raise SourceError(f"{document} declares entities in its XML, as no workbook does, and is not read.")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    with _damage(document):
        while block := file.read(BLOCK):
            parser.Parse(block, False)
            yield from events
            events.clear()
        parser.Parse(b"", True)
        yield from events


@contextmanager
def open_part(archive: ZipFile, part: str, document: str) -> Iterator[IO[bytes]]:
    """Open a part of a workbook; that it is damaged is one sentence, whenever it shows."""
    with _damage(document), archive.open(part) as file:
        yield file


@contextmanager
def _damage(document: str) -> Iterator[None]:
    """Turn whatever reading a damaged part of a workbook raises into one sentence."""
    try:
        yield
    except DAMAGE as error:
        raise SourceError(
            f"{document} is a damaged workbook: {error}.", "Open it in a spreadsheet and save it again."
        ) from None
