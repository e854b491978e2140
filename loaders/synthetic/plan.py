"""A plan of fictitious programs: what each addresses, offers and admits, and who runs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from loaders.synthetic.country import Country
from loaders.synthetic.enterprises import CLASSES, LARGE

EVERYWHERE = -1


@dataclass(frozen=True, slots=True)
class Program:
    """One program; numbers are positions among agencies and among the facts of the country.

    `cell` is the corridor it covers, `len(corridors)` for the provinces outside every corridor, or
    `EVERYWHERE`. Programs of one `group` are the same in all but the place: a *family* that
    together serves the country. `supporter` is -1 where no agency supports it.
    """

    group: int
    themes: tuple[int, ...]
    year: int
    agency: int
    supporter: int = -1
    services: tuple[int, ...] = ()
    sizes: tuple[int, ...] = ()
    sections: tuple[int, ...] = ()
    cell: int = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Themes:
    """Which themes of the country have a part in what is planted; -1 for none.

    `scarce` is reached too little in the corridor `scarce_in`, `absent` has no program in the
    corridor `absent_in`, `financed` is what funds address; `plain` are all themes but the first
    two, and what is planted among programs addresses these.
    """

    scarce: int
    scarce_in: int
    absent: int
    absent_in: int
    financed: int
    plain: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """All programs and agencies.

    Attributes
    ----------
    programs
        By number; those of `planted` first, each a group of its own.
    planted
        Numbers of programs whose clients are planted, by the part they play.
    agencies
        How many there are. The last two run the programs `apart first` and `apart second`, and
        nothing else.
    weights
        The share of the background participations that each group gets.
    """

    country: Country
    themes: Themes
    programs: tuple[Program, ...]
    planted: Mapping[str, tuple[int, ...]]
    agencies: int
    weights: NDArray[np.float64]

    @cached_property
    def leads(self) -> tuple[Program, ...]:
        """The first program of each group, which stands for all."""
        first: dict[int, Program] = {}
        for program in self.programs:
            first.setdefault(program.group, program)
        return tuple(first.values())

    @cached_property
    def members(self) -> NDArray[np.int32]:
        """The program of each group for each cell (groups x cells); -1 for none.

        Enterprises whose place is unknown, the last cell, go where those outside every corridor go.
        """
        outside = len(self.country.corridors)
        members = np.full((len(self.leads), outside + 2), -1, np.int32)
        for number, program in enumerate(self.programs):
            if program.cell == EVERYWHERE:
                members[program.group] = number
            else:
                members[program.group, program.cell] = number
                if program.cell == outside:
                    members[program.group, outside + 1] = number
        return members

    @cached_property
    def admits(self) -> NDArray[np.bool_]:
        """Which size classes each group takes (groups x size classes, the unknown one last)."""
        admits = np.ones((len(self.leads), CLASSES), np.bool_)
        for group, lead in enumerate(self.leads):
            if lead.sizes:
                admits[group] = False
                admits[group, list(lead.sizes)] = True
        admits[:, LARGE] = False
        return admits

    @cached_property
    def sectors(self) -> NDArray[np.bool_]:
        """Which industries each group takes (groups x industries, the unknown one last)."""
        sectors = np.ones((len(self.leads), len(self.country.industries) + 1), np.bool_)
        for group, lead in enumerate(self.leads):
            if lead.sections:
                sectors[group, :-1] = np.isin(self.country.section_of, lead.sections)
                sectors[group, -1] = False
        return sectors

    @cached_property
    def answers(self) -> NDArray[np.uint64]:
        """The needs each group answers, as bits; all bits where it states no service."""
        bits = np.full(len(self.leads), ~np.uint64(0), np.uint64)
        for group, lead in enumerate(self.leads):
            if lead.services:
                bits[group] = np.bitwise_or.reduce(self.country.answers[list(lead.services)])
        return bits

    @cached_property
    def groups(self) -> NDArray[np.int64]:
        """The group of each program."""
        return np.array([program.group for program in self.programs], np.int64)
