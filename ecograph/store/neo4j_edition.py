"""What was read of one edition of a store and is known until the store moves on."""

import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar, cast

from ecograph.model import MODEL
from ecograph.store.names import NameIndex, build_names, name_columns
from ecograph.store.neo4j_books import State
from ecograph.store.neo4j_reading import Reader

T = TypeVar("T")


class Edition:
    """Keeps counts, the hash, the accounts of sources and the index of names. Threads may share it."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._of = ""
        self._known: dict[str, object] = {}
        self._names: NameIndex | None = None
        self._folder: TemporaryDirectory[str] | None = None

    def known(self, what: str, state: State, read: Callable[[], T]) -> T:
        """Return what was read before of this edition, or read it."""
        with self.lock:
            self._remember_only(state)
            if what in self._known:
                return cast("T", self._known[what])
        value = read()
        with self.lock:
            if self._of == state.edition:
                self._known[what] = value
        return value

    def names(self, state: State, reader: Reader) -> NameIndex:
        """Return the index of names, which the first search builds; to be used under the lock."""
        self._remember_only(state)
        if self._names is None:
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="ecograph-names-")
            path = Path(self._folder.name) / f"{state.edition}.sqlite"
            path.unlink(missing_ok=True)
            tables = ((kind, reader.nodes(kind, name_columns(kind))) for kind in MODEL.nodes)
            build_names(path, path.with_suffix(".draft"), tables)
            self._names = NameIndex(path)
        return self._names

    def forget(self) -> None:
        """Let go of everything."""
        with self.lock:
            self._known = {}
            if self._names is not None:
                self._names.close()
                self._names = None

    def close(self) -> None:
        """Let go of everything, and of the files."""
        with self.lock:
            self.forget()
            if self._folder is not None:
                self._folder.cleanup()
                self._folder = None

    def _remember_only(self, state: State) -> None:
        if self._of != state.edition:
            self.forget()
            self._of = state.edition
