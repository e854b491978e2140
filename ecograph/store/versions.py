"""The folder of an embedded store: versioned files, a pointer to the current one, and a lock."""

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from ecograph.errors import StoreBusy, StoreError, VersionGone

KEPT = 3
POINTER = "CURRENT"
LOCK = "LOCK"
DRAFT = "draft"
SPILL = "spill"
A_DAY = 86_400
_NEIGHBOURS = (".", "lost+found", "state.")
"""What may lie in the folder of a new store: hidden files, those of a file system, those of a workspace."""

_VERSION = re.compile(r"graph-(\d{6,})\.duckdb")
_OURS = re.compile(r"(graph|index|names)-(\d{6,})\.(duckdb|sqlite)")
_LEFT_OVER = re.compile(rf"{DRAFT}-.*|.*\.{DRAFT}|.*\.wal")


class VersionFolder:
    """Complete versions of a graph side by side; only the pointer says which one counts.

    A version never changes once the pointer names it, so a reader needs no lock. Whoever writes
    holds the lock, works on a draft, and moves the pointer last.
    """

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        if path.exists() and not path.is_dir():
            raise StoreError(
                f"The store {path} is a file.", "A store is a folder: give the name of a folder."
            )
        if not path.exists():
            if not create:
                raise StoreError(
                    f"There is no store at {path}.", "Check the path, or load something into it first."
                )
            with _explained(path):
                path.mkdir(parents=True)
        names = {entry.name for entry in path.iterdir() if not entry.name.startswith(_NEIGHBOURS)}
        if names and not names & {POINTER, LOCK}:
            raise StoreError(
                f"The folder {path} is not a store.", "Give an empty folder, or one that does not exist."
            )

    def current(self) -> tuple[int, Path] | None:
        """Return the number and the file of the current version; None before the first run."""
        pointer = self.path / POINTER
        try:
            text = pointer.read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            return None
        match = _VERSION.fullmatch(text)
        if match is None or not (self.path / text).is_file():
            found = sorted(entry.name for entry in self.path.iterdir() if _VERSION.fullmatch(entry.name))
            hint = (
                f"Write the name of a version into it: {', '.join(found)}."
                if found
                else "Restore it from a backup."
            )
            raise StoreError(f"The pointer {pointer} does not name a version of the graph.", hint)
        return int(match.group(1)), self.path / text

    def kept(self) -> list[int]:
        """Return the numbers of the versions that can be read, the earliest first."""
        current = self.current()
        found = (_VERSION.fullmatch(entry.name) for entry in self.path.iterdir())
        numbers = sorted(int(match.group(1)) for match in found if match)
        return [number for number in numbers if current is not None and number <= current[0]]

    @contextmanager
    def writing(self, wait: float = 0.0) -> Iterator[None]:
        """Hold the lock of the one writer, for as long as the block lasts.

        Raises
        ------
        StoreBusy
            Another writer held the lock for all of the `wait` seconds.
        """
        with _explained(self.path):
            handle = (self.path / LOCK).open("a", encoding="utf-8")
        with handle:
            _lock(handle.fileno(), self.path, wait)
            self._clean()
            yield

    def draft(self, suffix: str = "duckdb") -> Path:
        """Return the path of a new draft; what a killed writer leaves there is cleaned later."""
        return self.path / f"{DRAFT}-{os.getpid()}-{time.monotonic_ns()}.{suffix}"

    def spill(self) -> Path:
        """Return where a reader may put what does not fit in memory."""
        return self.path / f"{SPILL}-{os.getpid()}-{time.monotonic_ns()}"

    def draft_of_current(self) -> Path:
        """Return a copy of the current version to write in, or a path where there is no file yet."""
        draft, current = self.draft(), self.current()
        if current is not None:
            with _explained(self.path):
                shutil.copyfile(current[1], draft)
        return draft

    def publish(self, draft: Path, number: int) -> Path:
        """Make a closed draft the current version, and drop what is older than the last three."""
        version = self.file(number)
        with _explained(self.path):
            _sync(draft)
            draft.replace(version)
            pointer = self.path / f"{POINTER}.{DRAFT}"
            pointer.write_text(f"{version.name}\n", encoding="ascii")
            _sync(pointer)
            pointer.replace(self.path / POINTER)
            _sync(self.path)
        self._clean()
        return version

    def file(self, number: int) -> Path:
        """Return where the graph of a version lies, whether or not it is kept."""
        return self.path / f"graph-{number:06d}.duckdb"

    def names_of(self, number: int) -> Path:
        """Return where the index of names of a version lies, whether or not it has been built."""
        return self.path / f"index-{number:06d}.sqlite"

    def explained(self) -> AbstractContextManager[None]:
        """Say in one sentence, inside the block, why a file could not be written."""
        return _explained(self.path)

    def _clean(self) -> None:
        """Remove drafts nobody works on any more, versions never published, and old versions."""
        current = self.current()
        latest = current[0] if current else 0
        for entry in self.path.iterdir():
            match = _OURS.fullmatch(entry.name)
            if match:
                number = int(match.group(2))
                stale = number > latest or number <= latest - KEPT
            elif entry.name.startswith(f"{SPILL}-"):
                stale = time.time() - entry.stat().st_mtime > A_DAY
            else:
                stale = _LEFT_OVER.fullmatch(entry.name) is not None and not _in_use(entry)
            if stale:
                _remove(entry)


class PinnedFolder(VersionFolder):
    """One kept version of a folder, to be read beside the others and never written.

    Raises
    ------
    VersionGone
        The version is not kept.
    """

    def __init__(self, path: Path, number: int) -> None:
        super().__init__(path, create=False)
        kept = VersionFolder(path, create=False).kept()
        if number not in kept:
            there = ", ".join(map(str, kept)) or "none"
            raise VersionGone(f"Version {number} is not kept.", f"There are: {there}.")
        self._number = number

    def current(self) -> tuple[int, Path] | None:
        """Return the number and the file of the version, whatever the pointer says.

        Who has opened it goes on reading it, also when it is no longer kept.
        """
        return self._number, self.file(self._number)

    def writing(self, wait: float = 0.0) -> NoReturn:  # noqa: ARG002 - nobody waits for what never is
        """Refuse: a version never changes.

        Raises
        ------
        StoreError
            Always; that the tables of the version are of an earlier program is what leads here.
        """
        raise StoreError(
            f"Version {self._number} cannot be written, nor brought up to date.",
            "It is of an earlier program: load again, and compare later versions.",
        )


def _in_use(entry: Path) -> bool:
    """Whether a reader is building an index of names in this draft."""
    if entry.suffix != ".sqlite":
        return False
    with entry.open("rb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _remove(entry: Path) -> None:
    if entry.is_dir():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        entry.unlink(missing_ok=True)


def _lock(handle: int, path: Path, wait: float) -> None:
    until = time.monotonic() + wait
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        if time.monotonic() >= until:
            raise StoreBusy(
                f"Another run is writing to the store {path}.", "Wait until it is done and try again."
            )
        time.sleep(0.05)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say in one sentence what the operating system would not do."""
    try:
        yield
    except PermissionError as error:
        raise StoreError(f"The folder {path} cannot be written.", "Check who may write there.") from error
    except OSError as error:
        raise StoreError(
            f"The folder {path} cannot be written: {error.strerror}.", "Check the disk."
        ) from error
