"""What the words above a table say of all its rows: the program, the fiscal year."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ecograph.store.folding import fold_text
from loaders.cleaning import Unclean
from loaders.countries.thailand.dates import year_of
from loaders.guessing.matching import Match
from loaders.guessing.person import is_personal
from loaders.guessing.role import Fill, Role, TableKind
from loaders.recipe import Expression

YEAR = re.compile(r"(?:ปีงบประมาณ|ปีงบ|งบปี|fiscal year|fy)\s*(?:พ\.ศ\.)?\s*(\d{4}|\d{2})(?!\d)", re.IGNORECASE)
PROGRAM = re.compile(r"(?:เข้าร่วม|ภายใต้|ผ่าน)\s*((?:โครงการ|กิจกรรม|หลักสูตร).+?)\s*(?:\(|ประจำปี|ปีงบ|งบปี|$)")
LONGEST = 120
CONFIDENCE = 0.7
"""Words above a table are put to a person: they may be about more than the table."""

YEAR_FILLS = {
    "participants": ("SME PARTICIPATED_IN Program.fiscal_year",),
    "programs": ("Program.fiscal_year", "Program MEASURED_BY Indicator.fiscal_year"),
    "indicators": ("Program MEASURED_BY Indicator.fiscal_year",),
}
"""By kind of table, what a fiscal year above it fills."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value that holds for all rows, as written and as meant."""

    role: Role
    written: str
    value: str | int
    fills: tuple[Fill, ...]
    confidence: float = CONFIDENCE

    @property
    def expression(self) -> Expression:
        """The value as an expression."""
        return Expression(constant=self.value)


def read_titles(titles: Sequence[str], kind: TableKind, matches: Sequence[Match]) -> tuple[Said, ...]:
    """Return what titles say and no column does."""
    taken = {match.role.name for match in matches}
    return tuple(said for said in _said(titles, kind) if said.role.name not in taken)


def _said(titles: Sequence[str], kind: TableKind) -> Iterator[Said]:
    roles = {role.name: role for role in kind.roles}
    year = _year(titles)
    if year and kind.name in YEAR_FILLS:
        fills = tuple(Fill(target) for target in YEAR_FILLS[kind.name])
        yield Said(roles["fiscal year"], year[0], year[1], fills)
    program = _program(titles) if kind.name == "participants" else ""
    if program:
        yield Said(roles["program"], program, program, (Fill("Program.name"),))


def _year(titles: Sequence[str]) -> tuple[str, int] | None:
    for title in titles:
        found = YEAR.search(fold_text(title))
        if found:
            try:
                return found[0], year_of(found[1])
            except Unclean:
                continue
    return None


def _program(titles: Sequence[str]) -> str:
    for title in titles:
        found = PROGRAM.search(" ".join(title.split()))
        if found and len(found[1]) <= LONGEST and not is_personal(found[1]):
            return found[1]
    return ""
