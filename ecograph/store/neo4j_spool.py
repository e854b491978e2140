"""The folder beside a server: changes that are being written, scratch files, and tables that were read."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ecograph.errors import StoreError

A_DAY = 86_400


class Spool:
    """A folder that only its owner may read, made when it is needed first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def plan(self, store: str, run: int) -> Path:
        """Return where the changes of a run lie."""
        return self.folder / f"{store}-{run:06d}"

    def clear(self, store: str) -> None:
        """Remove the changes of runs that were never begun to be written; for the one writer of a store."""
        for left in self.folder.glob(f"{store}-*"):
            shutil.rmtree(left, ignore_errors=True)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Give a folder to compute in; what killed processes left goes after a day."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for left in self.folder.glob("scratch-*"):
                if time.time() - left.stat().st_mtime > A_DAY:
                    shutil.rmtree(left, ignore_errors=True)
            folder = TemporaryDirectory(prefix="scratch-", dir=self.folder)
        except OSError as error:
            raise StoreError(
                f"The folder {self.folder} cannot be written: {error.strerror}.",
                "Free some space, or set ECOGRAPH_HOME.",
            ) from error
        with folder as path:
            yield Path(path)
