"""Large JSON documents, record by record: a list, or the features of a GeoJSON collection."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from ecograph.errors import SourceError
from loaders.extract.flattening import DECODER

BLOCK = 1 << 20
LARGEST_RECORD = 64 << 20
"""How many letters a record may have; what is not JSON is looked at no further than that."""
SPACE = " \t\r\n\0\ufeff"
ENDS = (*SPACE, ",", "]", "}", ":", "[", "{")


class NotAList(Exception):
    """The document is no list of the kind that was looked for."""


def stream_list(path: Path, document: str, encoding: str) -> Iterator[Any]:
    """Yield the items of a list, or of several lists one after another; memory is bounded by one item.

    Raises
    ------
    NotAList
        Before anything is read, when it is none.
    SourceError
        When it is no JSON, or one item is too large.
    """
    with path.open(encoding=encoding) as file:
        text = _Text(file, document)
        if text.peek() != "[":
            raise NotAList
        while text.take("["):
            yield from text.items()
        text.end()


def stream_features(path: Path, document: str, encoding: str) -> Iterator[Any]:
    """Yield the features of a GeoJSON collection, as `stream_list` does."""
    with path.open(encoding=encoding) as file:
        text = _Text(file, document)
        if not text.take("{") or not text.find_member("features"):
            raise NotAList
        yield from text.items()
        text.skip_members()
        text.end()


class _Text:
    """The part of a file that is being read."""

    def __init__(self, file: TextIO, document: str) -> None:
        self._file = file
        self._document = document
        self._rest = ""
        self._at = 0
        self._records = 0

    def peek(self) -> str:
        """Return the next letter that is no white space, "" at the end."""
        while True:
            while self._at < len(self._rest) and self._rest[self._at] in SPACE:
                self._at += 1
            if self._at < len(self._rest):
                return self._rest[self._at]
            if not self._read():
                return ""

    def take(self, mark: str) -> bool:
        """Step over a mark, if it comes next."""
        there = self.peek() == mark
        self._at += there
        return there

    def items(self) -> Iterator[Any]:
        """Yield the items of a list whose beginning was taken."""
        if self.take("]"):
            return
        while True:
            self._records += 1
            yield self._value()
            if self.take("]"):
                return
            self._need(",")

    def find_member(self, name: str) -> bool:
        """Step to the items of a list that is a member of the object whose beginning was taken."""
        while self.peek() == '"':
            key = self._value()
            self._need(":")
            if key == name and self.take("["):
                return True
            self._value()
            if not self.take(","):
                break
        return False

    def skip_members(self) -> None:
        """Step to the end of the object, behind one of its members."""
        while self.take(","):
            self._value()
            self._need(":")
            self._value()
        self._need("}")

    def end(self) -> None:
        """Check that nothing follows."""
        if self.peek():
            raise self.wrong("something follows its end")

    def wrong(self, why: str) -> SourceError:
        """Return the error that says where the text is no JSON."""
        return SourceError(
            f"{self._document} is not JSON, or was cut off, at its record {self._records:,}: {why}.",
            'Export it again; if it has one record a line, say `format = "jsonl"` in the recipe.',
        )

    def _need(self, mark: str) -> None:
        if not self.take(mark):
            raise self.wrong(f"{mark!r} was expected")

    def _value(self) -> Any:
        self.peek()
        while True:
            try:
                found, end = DECODER.raw_decode(self._rest, self._at)
            except json.JSONDecodeError as error:
                if not self._read():
                    raise self.wrong(error.msg) from None
                continue
            # A number may go on behind the part that was read: 1, 1.5 and 1e9 begin alike.
            if self._rest[end : end + 1] in ENDS or not self._read():
                self._at = end
                return found

    def _read(self) -> bool:
        """Read on, keeping what was not yet taken; whether there was anything."""
        left = self._rest[self._at :]
        if len(left) > LARGEST_RECORD:
            raise self.wrong(f"it has more than {LARGEST_RECORD >> 20} million letters")
        block = self._file.read(max(BLOCK, len(left)))
        if block:
            self._rest, self._at = left + block, 0
        return bool(block)
