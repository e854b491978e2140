"""Which files, or members of archives, a recipe's glob means."""

from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from loaders.extract.archive import ARCHIVE, list_members

Match = tuple[Path, str]
"""A file, or an archive followed by a member's name, and what reports call it."""


def find_matches(path: Path, files: str) -> list[Match]:
    """Return what a glob matches in a folder or an archive, sorted; a path may also be the very file.

    A glob may lead into archives, as `lines.zip/*.csv` does; all members are meant by `lines.zip`.

    Raises
    ------
    SourceError
        When an archive is damaged, holds too much, or holds archives.
    """
    outer, inner = _split(files)
    if path.is_dir():
        found = sorted(match for match in path.glob(outer or files) if match.is_file())
        if not outer:
            return [(match, match.relative_to(path).as_posix()) for match in found]
        return [member for archive in found for member in _members(archive, inner, path)]
    if path.suffix.lower() != ARCHIVE:
        fits = not outer and fnmatch(path.name, PurePosixPath(files).name)
        return [(path, path.name)] if fits else []
    if outer and not fnmatch(path.name, PurePosixPath(outer).name):
        return []
    return _members(path, inner, path.parent)


def _split(files: str) -> tuple[str, str]:
    """Return the part of a glob that means archives, "" if none, and the part that means members."""
    parts = PurePosixPath(files).parts
    for at, part in enumerate(parts, 1):
        if part.lower().endswith(ARCHIVE):
            return "/".join(parts[:at]), "/".join(parts[at:]) or "*"
    return "", files


def _members(archive: Path, pattern: str, folder: Path) -> list[Match]:
    name = archive.relative_to(folder).as_posix()
    return [(archive / member, f"{name}/{member}") for member in list_members(archive, name, pattern)]
