"""Planted gaps: a theme that reaches too few in one corridor, and one with no program in another."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ecograph.model import Text
from loaders.synthetic.calendar import YEARS
from loaders.synthetic.country import Country
from loaders.synthetic.enterprises import CLASSES, Enterprises
from loaders.synthetic.participation import Participations
from loaders.synthetic.plan import EVERYWHERE, Plan
from loaders.synthetic.planted import Planted

KEPT = 1 / 3
"""The part of the expected reach that is left."""
PERIOD = f"{YEARS[0]}–{YEARS[-1]}"
SCARCE = Text(
    "Programs of the theme serve the corridor, and reach about a third of what the rate elsewhere, by "
    "size class, leads one to expect. Enterprises are those neither large nor closed. The corridor's "
    "total over all themes is lower for that reason alone.",
    "มีโครงการของนโยบายนี้ในระเบียง แต่เข้าถึงเพียงราวหนึ่งในสามของที่คาดจากอัตราของพื้นที่อื่นตามขนาดวิสาหกิจ "
    "นับวิสาหกิจที่ไม่ใช่ขนาดใหญ่และยังไม่เลิกกิจการ ยอดรวมทุกนโยบายของระเบียงต่ำลงด้วยเหตุนี้เท่านั้น",
)
ABSENT = Text(
    "Every fictitious program of the theme serves other places. Real programs of the theme have no "
    "coverage on record here, which is unknown, not nowhere.",
    "โครงการสมมุติของนโยบายนี้ทั้งหมดให้บริการพื้นที่อื่น ส่วนโครงการจริงไม่มีข้อมูลพื้นที่ในระเบียงนี้ จึงไม่ทราบ มิใช่ไม่มี",
)


def thin(
    enterprises: Enterprises, plan: Plan, participations: Participations, rng: np.random.Generator
) -> Participations:
    """Return participations without most of those in the scarce theme and its corridor.

    Whoever is passed over is passed over by every program of the theme.
    """
    theme, cell = plan.themes.scarce, plan.themes.scarce_in
    if theme < 0:
        return participations
    reached = _reached(enterprises, plan, participations, theme)
    of_theme = _addressing(plan, theme)[participations.program]
    here = enterprises.cell[participations.who] == cell
    clients = np.unique(participations.who[of_theme & here])
    served, others = clients[reached[clients]], clients[~reached[clients]]
    keep = np.zeros(len(enterprises), np.bool_)
    for among, number in (
        (served, _expected(enterprises, reached, cell) * KEPT),
        (others, len(others) * KEPT),
    ):
        keep[rng.permutation(among)[: round(number)]] = True
    return participations.take(~of_theme | ~here | keep[participations.who])


def find_gaps(
    country: Country, enterprises: Enterprises, plan: Plan, participations: Participations
) -> Iterator[Planted]:
    """Yield the two planted gaps with their numbers."""
    themes = plan.themes
    for kind, theme, cell, detail in (
        ("reach gap", themes.scarce, themes.scarce_in, SCARCE),
        ("no program", themes.absent, themes.absent_in, ABSENT),
    ):
        if theme < 0:
            continue
        reached = _reached(enterprises, plan, participations, theme)
        here = enterprises.counted & (enterprises.cell == cell)
        expected, observed = _expected(enterprises, reached, cell), int((reached & here).sum())
        programs = [program for program in plan.programs if theme in program.themes]
        numbers = {
            "enterprises": int(here.sum()),
            "fictitious programs": sum(program.cell in (EVERYWHERE, cell) for program in programs),
            "reached": observed,
            "expected": round(expected, 1),
            "shortfall": round(expected - observed, 1),
        }
        if kind == "no program":
            numbers["real programs of the theme"] = country.programs_of[theme]
        subjects = (("Theme", country.themes[theme]), ("Corridor", country.corridors[cell]))
        yield Planted(kind, subjects, PERIOD, detail, numbers)


def _addressing(plan: Plan, theme: int) -> NDArray[np.bool_]:
    """Return which programs address a theme."""
    return np.array([theme in program.themes for program in plan.programs], np.bool_)


def _reached(
    enterprises: Enterprises, plan: Plan, participations: Participations, theme: int
) -> NDArray[np.bool_]:
    """Return which enterprises of the population a theme has reached, in any year."""
    reached = np.zeros(len(enterprises), np.bool_)
    reached[
        participations.who[participations.reaching & _addressing(plan, theme)[participations.program]]
    ] = True
    return reached & enterprises.counted


def _expected(enterprises: Enterprises, reached: NDArray[np.bool_], cell: int) -> float:
    """Return how many a cell would reach at the rates of all other cells, by size class."""
    size = enterprises.size % np.int8(CLASSES)
    here, counted = enterprises.cell == cell, enterprises.counted
    inside = np.bincount(size[here & counted], minlength=CLASSES)
    others = np.bincount(size[~here & counted], minlength=CLASSES)
    found = np.bincount(size[~here & reached], minlength=CLASSES)
    return float(np.sum(inside * found / np.maximum(others, 1)))
