"""Tables that were read from a server, kept in files until the store moves on.

Reading a nation takes minutes, mapping a file of it into memory none. An edition of a store never
changes and its name never comes back, so a table that is there is right.
"""

import hashlib
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pyarrow as pa

SMALLEST_KEPT = 50_000
"""A table with fewer rows than this is read again as fast."""

PREFIX = "tables-"


class KeptTables:
    """The tables of one edition of a store, in a folder of its own."""

    def __init__(self, folder: Path, edition: str) -> None:
        self._parent = folder
        self._folder = folder / f"{PREFIX}{edition}"

    def table(self, kind: str, columns: Sequence[str] | None, read: Callable[[], pa.Table]) -> pa.Table:
        """Return columns of a kind from a file; where there is none, read them, and keep many.

        A table that cannot be kept (the disk is full) is read all the same.
        """
        asked = "\n".join([kind, "*" if columns is None else "\n".join(columns)])
        path = self._folder / f"{hashlib.sha256(asked.encode()).hexdigest()[:32]}.arrow"
        with suppress(OSError, pa.ArrowInvalid), pa.memory_map(str(path)) as source:
            return pa.ipc.open_file(source).read_all()
        table = read()
        if table.num_rows >= SMALLEST_KEPT:
            with suppress(OSError):
                self._keep(path, table)
        return table

    def _keep(self, path: Path, table: pa.Table) -> None:
        """Write a table whole or not at all, and remove those of other editions."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for other in self._parent.glob(f"{PREFIX}*"):
            if other != self._folder:
                shutil.rmtree(other, ignore_errors=True)
        draft = path.with_suffix(f".{uuid4().hex}")
        try:
            with pa.OSFile(str(draft), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
                writer.write_table(table)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
