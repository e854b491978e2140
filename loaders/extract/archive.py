"""Zip archives: what they may hold, and their members as files that live as long as they are read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from ecograph.errors import SourceError

ARCHIVE = ".zip"
BLOCK = 1 << 20
ENCRYPTED = 0x1
UTF8_NAME = 0x800
OUTSIDE = re.compile(r"(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[A-Za-z]:")
"""Names that leave the folder in which an archive would be unpacked."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold.

    `ratio` is that of the size unpacked to the size packed, of members above a megabyte.
    """

    members: int = 10_000
    size: int = 2 << 30
    ratio: int = 200


LIMITS = Limits()


def find_archive(path: Path) -> tuple[Path, str] | None:
    """Return the archive and the member that a path such as `data.zip/lines/1.csv` means, if it does."""
    for parent in path.parents:
        if parent.suffix.lower() == ARCHIVE and parent.is_file():
            return parent, path.relative_to(parent).as_posix()
    return None


def list_members(archive: Path, document: str, pattern: str = "*", limits: Limits = LIMITS) -> list[str]:
    """Return the names of the members that a glob matches, sorted.

    A pattern matches from the right: `*.csv` means such files in all folders of the archive.

    Raises
    ------
    SourceError
        When the archive is damaged, holds too much, or what matches is itself an archive.
    """
    with _opened(archive, document, limits) as opened:
        names = sorted(_name(member) for member in opened.infolist() if not member.is_dir())
    found = [name for name in names if PurePosixPath(name).match(pattern)]
    nested = [name for name in found if name.lower().endswith(ARCHIVE)]
    nested = nested or [name for name in names if name.lower().endswith(ARCHIVE)][: not found]
    if nested:
        raise SourceError(
            f"{document} holds another archive, {nested[0]!r}, which is not opened.",
            "Unpack it, and give the folder.",
        )
    return found


@contextmanager
def unpacked(archive: Path, name: str, document: str, limits: Limits = LIMITS) -> Iterator[Path]:
    """Give a member as a file in a temporary folder, which is removed afterwards.

    Raises
    ------
    SourceError
        When the member is not there, is encrypted or damaged, or holds more than it says.
    """
    with TemporaryDirectory(prefix="ecograph-") as folder:
        # Whatever the member is called, the file is not: nothing is written anywhere else.
        path = Path(folder) / f"member{PurePosixPath(name).suffix}"
        with _opened(archive, document, limits) as opened:
            member = next((info for info in opened.infolist() if _name(info) == name), None)
            if member is None:
                raise SourceError(f"{archive.name} has no member {name!r}.", "Look at what it holds.")
            if member.flag_bits & ENCRYPTED:
                raise SourceError(
                    f"{document} is protected by a password.", "Unpack it, and give the folder."
                )
            try:
                with opened.open(member) as source, path.open("wb") as target:
                    _copy(source, target, member, document, limits)
            except (BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
                raise _damaged(document, error) from None
        yield path


def check_archive(archive: Path, document: str, limits: Limits = LIMITS) -> None:
    """Hold an archive, such as a workbook is, against the limits.

    Raises
    ------
    SourceError
        When it is damaged or holds too much.
    """
    with _opened(archive, document, limits):
        pass


@contextmanager
def _opened(archive: Path, document: str, limits: Limits) -> Iterator[ZipFile]:
    try:
        opened = ZipFile(archive)
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(document, error) from None
    with opened:
        _check(opened.infolist(), document, limits)
        yield opened


def _check(members: list[ZipInfo], document: str, limits: Limits) -> None:
    hint = "Check where it comes from; if it can be trusted, unpack it and give the folder."
    if len(members) > limits.members:
        raise SourceError(
            f"{document} has {len(members):,} members; at most {limits.members:,} are read.", hint
        )
    total = sum(member.file_size for member in members)
    if total > limits.size:
        raise SourceError(
            f"{document} holds {total:,} bytes unpacked; at most {limits.size:,} are read.", hint
        )
    for member in members:
        if OUTSIDE.search(_name(member)):
            raise SourceError(
                f"{document} has a member whose name leads out of it, {_name(member)!r}, and is not read.",
                hint,
            )
        if member.file_size > max(BLOCK, limits.ratio * member.compress_size):
            raise SourceError(
                f"{document} has a member, {_name(member)!r}, that unpacks to more than {limits.ratio} times "
                "its size and is not read.",
                hint,
            )


def _copy(source: IO[bytes], target: IO[bytes], member: ZipInfo, document: str, limits: Limits) -> None:
    """Copy a member; what it says of its size need not be true."""
    left = min(member.file_size, limits.size)
    while block := source.read(BLOCK):
        left -= len(block)
        if left < 0:
            raise SourceError(f"{document} unpacks to more than it says and is not read.")
        target.write(block)


def _name(member: ZipInfo) -> str:
    """Return a member's name; one that does not say that it is UTF-8 is often that, or Thai."""
    if member.flag_bits & UTF8_NAME or member.filename.isascii():
        return member.filename
    raw = member.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _damaged(document: str, error: Exception) -> SourceError:
    return SourceError(
        f"{document} is damaged or was cut off: {error}.", "Copy or download it again, or unpack it."
    )
