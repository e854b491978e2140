"""In which line of a TOML text something stands, which the standard parser does not tell."""

import re
from collections.abc import Sequence

TABLE = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[\w\-.]+)\s*=""")


def line_of(text: str, location: Sequence[str | int]) -> int:
    """Return the line, from 1, of the nearest thing that encloses a location.

    Parameters
    ----------
    location
        The path of a value as pydantic gives it: `("tables", 0, "nodes", 1, "kind")`.
    """
    lines = _lines(text)
    path = tuple(location)
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _lines(text: str) -> dict[tuple[str | int, ...], int]:
    """Return the first line of every table and key of a TOML text."""
    lines: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := TABLE.match(line):
            table = ()
            names = [name.strip().strip("\"'") for name in header[2].split(".")]
            for depth, name in enumerate(names):
                table = (*table, name)
                if depth == len(names) - 1 and header[1] == "[[":
                    counts[table] = counts.get(table, -1) + 1
                if table in counts:
                    table = (*table, counts[table])
            lines.setdefault(table, number)
        elif key := KEY.match(line):
            lines.setdefault((*table, *key[1].strip("\"'").split(".")), number)
    return lines
