"""Fictitious programs, planned: as many as the enterprises call for, in every theme."""

from collections.abc import Iterator
from itertools import count as counting

import numpy as np
from numpy.typing import NDArray

from loaders.synthetic.calendar import YEARS
from loaders.synthetic.country import Country
from loaders.synthetic.enterprises import industry_weights
from loaders.synthetic.plan import EVERYWHERE, Plan, Program, Themes

FEWEST_PROGRAMS, ENTERPRISES_PER_PROGRAM = 60, 600
FEWEST_AGENCIES, PROGRAMS_PER_AGENCY = 12, 18
FEWEST_THEMES, FEWEST_CORRIDORS, FEWEST_SERVICES = 4, 2, 3
"""What a country must have for anything to be planted among them."""
FAMILY_EVERY = 12
"""Of so many turns of a theme, one makes a family."""
ADMITTED: tuple[tuple[int, ...], ...] = ((), (), (), (0, 1), (0, 1, 2))
"""Size classes that programs admit, each as likely as the others; all where empty. None is for few
enterprises alone: such programs share clients for that reason, and nothing of that kind is planted."""
TARGETING, SUPPORTED = 0.2, 0.25
"""The shares of programs that target industries, and that a second agency supports."""
HEAVIEST = 15.0
"""The most that one program weighs; most weigh about one."""


def choose_themes(country: Country) -> Themes:
    """Return which themes play a part, by what real programs and funds the country has.

    Absent is the theme with the fewest of them, financed that with the most funds, and scarce that
    with the most programs among the rest. The two corridors are those with the most enterprises; a
    corridor that a real program of the absent theme is known to serve is passed over. A country
    without two such corridors and four themes has no absent and no scarce theme.
    """
    every = tuple(range(len(country.themes)))
    financed = max(every, key=lambda theme: (country.funds_of[theme], theme), default=-1)
    rest = [theme for theme in every if theme != financed]
    if len(every) < FEWEST_THEMES or len(country.corridors) < FEWEST_CORRIDORS:
        return Themes(-1, -1, -1, -1, financed, every)
    absent = min(rest, key=lambda theme: country.programs_of[theme] + country.funds_of[theme])
    rest.remove(absent)
    scarce = max(rest, key=lambda theme: (country.programs_of[theme], -theme))
    enterprises = np.bincount(
        country.corridor_of, country.counts.sum(axis=1), minlength=len(country.corridors) + 1
    )
    largest, *others = np.argsort(-enterprises[:-1], kind="stable").tolist()
    free = [corridor for corridor in others if (absent, corridor) not in country.covered]
    if not free:
        return Themes(-1, -1, -1, -1, financed, every)
    plain = tuple(theme for theme in every if theme not in (scarce, absent))
    return Themes(scarce, largest, absent, free[0], financed, plain)


def plan_programs(country: Country, enterprises: int, themes: Themes, rng: np.random.Generator) -> Plan:
    """Return a plan of programs for so many enterprises."""
    count = max(FEWEST_PROGRAMS, enterprises // ENTERPRISES_PER_PROGRAM)
    agencies = max(FEWEST_AGENCIES, count // PROGRAMS_PER_AGENCY)
    programs, planted = _planted(country, themes, agencies)
    first = len(programs)
    maker = _Maker(country, agencies, first, rng)
    outside = len(country.corridors)
    everywhere = tuple(range(outside + 1))
    without = tuple(cell for cell in everywhere if cell != themes.absent_in)
    if themes.absent >= 0:
        programs += maker.family(themes.absent, without, open_to_all=True)
        programs += maker.family(themes.absent, without)
        programs += maker.family(themes.scarce, everywhere)
    for turn in counting():
        for theme in range(len(country.themes)) or (-1,):
            room = count - len(programs)
            if theme == themes.absent and theme >= 0:
                if turn % len(without) == len(without) - 1 and room >= len(without):
                    programs += maker.family(theme, without)
            elif turn % FAMILY_EVERY == FAMILY_EVERY - 1 and outside and room >= len(everywhere):
                programs += maker.family(theme, everywhere)
            elif room > 0 or turn == 0:
                programs.append(maker.single(theme, open_to_all=turn == 0))
        if len(programs) >= count:
            break
    weights = _weights(country, programs, first, rng)
    return Plan(country, themes, tuple(programs), planted, agencies, weights)


def _planted(
    country: Country, themes: Themes, agencies: int
) -> tuple[list[Program], dict[str, tuple[int, ...]]]:
    """Return the programs whose clients are planted; none where the country has too few services."""
    if len(country.services) < FEWEST_SERVICES:
        return [], {}
    plain = themes.plain or (-1,)
    training, consulting, other = 0, 1, 2
    first, second = agencies - 2, agencies - 1
    parts: tuple[tuple[str, int, int, int, int], ...] = (
        ("duplication 1", 2024, 0, training, 0),
        ("duplication 1", 2024, 1, training, 0),
        ("duplication 2", 2025, 2, other, 1),
        ("duplication 2", 2025, 3, other, 1),
        ("progression", 2023, 4, training, 2),
        ("progression", 2023, 4, consulting, 2),
        ("apart first", 2022, first, training, 3),
        ("apart first", 2023, first, training, 3),
        ("apart first", 2024, first, training, 3),
        ("apart second", 2023, second, consulting, 4),
        ("apart second", 2024, second, consulting, 4),
        ("apart second", 2025, second, consulting, 4),
    )
    programs: list[Program] = []
    planted: dict[str, tuple[int, ...]] = {}
    for number, (part, year, agency, service, theme) in enumerate(parts):
        addressed = _known(plain[theme % len(plain)])
        programs.append(Program(number, addressed, YEARS.index(year), agency, services=(service,)))
        planted[part] = (*planted.get(part, ()), number)
    return programs, planted


class _Maker:
    """Makes background programs, a new group for each."""

    def __init__(self, country: Country, agencies: int, groups: int, rng: np.random.Generator) -> None:
        self._country = country
        self._agencies = agencies - 2
        self._groups = groups
        self._rng = rng
        shares = np.sqrt(np.arange(1, len(country.services) + 1))
        self._service_shares = (1 / shares) / (1 / shares).sum()
        self._section_shares = np.zeros(len(country.sections))
        if country.sections:
            np.add.at(self._section_shares, country.section_of, industry_weights(country))
            self._section_shares = np.sqrt(self._section_shares) / np.sqrt(self._section_shares).sum()

    def single(self, theme: int, *, open_to_all: bool = False) -> Program:
        """Return a program for the whole country."""
        return next(self._make(theme, (EVERYWHERE,), open_to_all))

    def family(self, theme: int, cells: tuple[int, ...], *, open_to_all: bool = False) -> list[Program]:
        """Return programs that are the same but for the place."""
        return list(self._make(theme, cells, open_to_all))

    def _make(self, theme: int, cells: tuple[int, ...], open_to_all: bool) -> Iterator[Program]:
        """Yield programs; one that is open to all states no service, size class or industry.

        Every theme has such a program: whoever is eligible for a theme is then anybody, by any
        reading of the rules, and the planted numbers do not hang on one.
        """
        rng, group = self._rng, self._groups
        self._groups += 1
        year, agency = int(rng.integers(len(YEARS))), int(rng.integers(self._agencies))
        shift = int(rng.integers(1, self._agencies))
        supporter = (agency + shift) % self._agencies if rng.random() < SUPPORTED else -1
        services: tuple[int, ...] = ()
        sizes: tuple[int, ...] = ()
        sections: tuple[int, ...] = ()
        if not open_to_all:
            services = self._drawn(self._service_shares, int(rng.integers(1, 4)))
            sizes = ADMITTED[int(rng.integers(len(ADMITTED)))]
            if rng.random() < TARGETING:
                sections = self._drawn(self._section_shares, 2)
        for cell in cells:
            yield Program(group, _known(theme), year, agency, supporter, services, sizes, sections, cell)

    def _drawn(self, shares: NDArray[np.float64], count: int) -> tuple[int, ...]:
        possible = int(np.count_nonzero(shares))
        if not possible:
            return ()
        drawn = self._rng.choice(len(shares), min(count, possible), replace=False, p=shares)
        return tuple(sorted(int(number) for number in drawn))


def _known(theme: int) -> tuple[int, ...]:
    return () if theme < 0 else (theme,)


def _weights(
    country: Country, programs: list[Program], planted: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return the share of background participations that each group gets.

    Heavy-tailed among the programs of a theme, and greater for themes that more real programs address.
    """
    leads = {program.group: program for program in programs}
    theme = np.array([lead.themes[0] if lead.themes else -1 for lead in leads.values()])
    weights = np.minimum(rng.pareto(1.2, len(leads)) + 0.3, HEAVIEST)
    weights[:planted] = 0
    for position in np.unique(theme):
        among = theme == position
        programs_of = country.programs_of[position] if position >= 0 else 0
        weights[among] *= np.sqrt(1 + programs_of) / max(weights[among].sum(), 1e-9)
    shares: NDArray[np.float64] = weights / weights.sum()
    return shares
