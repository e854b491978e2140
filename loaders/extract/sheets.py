"""Which sheets of a workbook a recipe means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ecograph.errors import SourceError
from loaders.extract.chunk import listed

SUMMARY = re.compile(r"สรุป|\bpivot|\bsummary\b", re.IGNORECASE)
"""Names of sheets that count what stands on others."""
WILD = "*?["


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets to read, those left out because they sum up others, and those nobody asked for."""

    chosen: list[str]
    pivots: list[str]
    unread: list[str]


def choose_sheets(pivots: Mapping[str, bool], wanted: str | Sequence[str], document: str) -> Sheets:
    """Return the sheets that names or globs mean, in the order of the workbook.

    Parameters
    ----------
    pivots
        Every sheet with cells, and whether it shows a pivot table. A sheet that sums up others is left
        out unless its very name is given; that of a glob may also be told by its name.
    wanted
        Names or globs; the first sheet that is no pivot table when none is given.

    Raises
    ------
    SourceError
        When a name or glob matches no sheet.
    """
    names = list(pivots)
    if not names:
        raise SourceError(f"{document} has no sheet with cells.", "Open it and look at what it holds.")
    patterns = [wanted] if isinstance(wanted, str) else list(wanted)
    if not any(patterns):
        first = next((name for name in names if not pivots[name]), names[0])
        return Sheets([first], [], [name for name in names if name != first])
    chosen: set[str] = set()
    left_out: set[str] = set()
    for pattern in patterns:
        if pattern in names:
            chosen.add(pattern)
            continue
        matching = [name for name in names if fnmatchcase(name, pattern)]
        if not matching or not any(letter in pattern for letter in WILD):
            raise SourceError(f"{document} has no sheet {pattern!r}.", f"Its sheets are: {listed(names)}.")
        summaries = {name for name in matching if pivots[name] or SUMMARY.search(name)}
        chosen |= set(matching) - summaries
        left_out |= summaries
    left_out -= chosen
    if not chosen:
        raise SourceError(
            f"{document} has only sheets that sum up others: {listed(sorted(left_out))}.",
            "Give the very name of the sheet to read.",
        )
    order = names.index
    return Sheets(sorted(chosen, key=order), sorted(left_out, key=order), [])
