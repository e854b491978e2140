"""Clients planted in programs: duplication, a progression, agencies apart, and double service."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ecograph.model import Text
from loaders.synthetic.audience import fits
from loaders.synthetic.calendar import SLOTS, YEARS, slot
from loaders.synthetic.enterprises import Enterprises
from loaders.synthetic.participation import (
    COMPLETED,
    Participations,
    among,
    certain,
    join,
    lengths,
    offsets,
)
from loaders.synthetic.plan import EVERYWHERE, Plan
from loaders.synthetic.planted import Planted

Quarter = tuple[int, int]
PAIRS: Mapping[str, tuple[tuple[Quarter, Quarter], tuple[float, float, float]]] = {
    "duplication 1": (((2024, 2), (2024, 2)), (1.0, 1.0, 0.6)),
    "duplication 2": (((2025, 1), (2025, 1)), (1.0, 0.8, 0.56)),
    "progression": (((2023, 1), (2023, 3)), (1.0, 0.9, 0.6)),
}
"""For each pair the quarters of its two programs, then the clients of each and those they share, in
parts of the usual number."""
QUARTERS_APART: Mapping[str, tuple[Quarter, ...]] = {
    "apart first": ((2022, 4), (2023, 4), (2024, 4)),
    "apart second": ((2023, 2), (2024, 1), (2025, 3)),
}
OWN = 0.5
"""The clients of its own that each of the two agencies has, in parts of those they share."""
DUPLICATION = Text(
    "Two programs of two agencies give the same service to the same enterprises in the same quarter.",
    "สองโครงการของสองหน่วยงานให้บริการเดียวกันแก่รายเดียวกันในไตรมาสเดียวกัน",
)
PROGRESSION = Text(
    "One agency, two services, one after the other: the second follows the first. Not duplication.",
    "หน่วยงานเดียว สองบริการต่อเนื่องกัน โครงการหลังต่อยอดจากโครงการแรก ไม่ใช่ความซ้ำซ้อน",
)
DOUBLE = Text(
    "Enterprises with the same service on record from two programs in overlapping periods.",
    "รายที่มีบันทึกว่าได้รับบริการเดียวกันจากสองโครงการในช่วงเวลาที่คาบเกี่ยวกัน",
)
APART = Text(
    "Two agencies with many clients in common, in different services and quarters, and no partnership "
    "on record. Their programs share clients beyond chance for that reason alone.",
    "สองหน่วยงานมีลูกค้าร่วมกันมาก ต่างบริการต่างไตรมาส และไม่มีบันทึกความร่วมมือ "
    "โครงการของทั้งสองจึงมีลูกค้าร่วมกันมากกว่าที่เกิดโดยบังเอิญ",
)


def usual_clients(enterprises: int) -> int:
    """Return how many clients a planted program has: one enterprise in fifty, within reason."""
    return min(2000, max(60, enterprises // 50))


def plant_clients(enterprises: Enterprises, plan: Plan, rng: np.random.Generator) -> Participations:
    """Return the participations in planted programs, all completed and fully on record.

    Clients are drawn from all who fit, wherever they are, so that no corridor gains or loses.
    """
    parts: list[Participations] = []
    usual = usual_clients(len(enterprises))
    for part, (quarters, (first, second, shared)) in PAIRS.items() if plan.planted else ():
        programs, slots = plan.planted[part], [slot(*quarter) for quarter in quarters]
        groups = [plan.programs[program].group for program in programs]
        wanted = round(usual * (first + second - shared))
        clients = _fitting(enterprises, plan, groups, slots, wanted, rng)
        own = round(usual * (first - shared))
        parts.append(certain(plan, clients[: round(usual * first)], programs[0], slots[0], rng))
        parts.append(certain(plan, clients[own:], programs[1], slots[1], rng))
    if plan.planted:
        parts += _apart(enterprises, plan, rng)
    return join(parts) if parts else _none()


def find_pairs(plan: Plan, keys: list[str], participations: Participations) -> Iterator[Planted]:
    """Yield the planted pairs of programs with their numbers."""
    for part, (quarters, _) in PAIRS.items() if plan.planted else ():
        first, second = plan.planted[part]
        kind = part.rpartition(" ")[0] or part
        subjects = (("Program", keys[first]), ("Program", keys[second]))
        detail = PROGRESSION if kind == "progression" else DUPLICATION
        clients = [participations.who[participations.program == number] for number in (first, second)]
        yield Planted(kind, subjects, str(quarters[0][0]), detail, shared_numbers(*clients))


def find_apart(plan: Plan, agencies: list[str], participations: Participations) -> Iterator[Planted]:
    """Yield the two agencies that share clients and are no partners."""
    if not plan.planted:
        return
    clients = [
        np.unique(participations.who[np.isin(participations.program, plan.planted[part])])
        for part in QUARTERS_APART
    ]
    subjects = (("Agency", agencies[-2]), ("Agency", agencies[-1]))
    numbers = shared_numbers(clients[0], clients[1])
    yield Planted("missing partnership", subjects, f"{YEARS[0]}–{YEARS[-1]}", APART, numbers)


def shared_numbers(first: NDArray[np.int32], second: NDArray[np.int32]) -> dict[str, float]:
    """Return how many clients two programs, funds or agencies have, and share."""
    shared = len(np.intersect1d(first, second))
    return {
        "clients of the first": len(first),
        "clients of the second": len(second),
        "shared": shared,
        "shared, % of the first": round(100 * shared / max(len(first), 1), 1),
        "shared, % of the second": round(100 * shared / max(len(second), 1), 1),
    }


def plant_double(
    enterprises: Enterprises,
    plan: Plan,
    participations: Participations,
    rng: np.random.Generator,
) -> Participations:
    """Return second participations: the same service, in the same quarter, from another program.

    Only nationwide programs of plain themes are concerned, and only participations that are
    completed, with one service and a period on record.
    """
    partners = _partners(plan)
    plain = participations.service >= 0
    plain &= participations.service < len(plan.country.services)
    plain &= (participations.status == COMPLETED) & (participations.offset >= 0)
    at = np.flatnonzero(plain)
    partner = partners[participations.program[at], participations.service[at]]
    at, partner = at[partner >= 0], partner[partner >= 0]
    who, quarter = participations.who[at], participations.slot[at].astype(np.int64)
    fit = fits(enterprises, plan, who, plan.groups[partner], quarter)
    width = len(plan.programs)
    known = participations.who.astype(np.int64) * width + participations.program
    fit &= ~among(who.astype(np.int64) * width + partner, np.sort(known))
    at, partner = at[fit], partner[fit]
    order = rng.permutation(len(at))
    _, first = np.unique(participations.who[at][order], return_index=True)
    wanted = min(1000, max(10, len(enterprises) // 400))
    chosen = order[np.sort(first)[:wanted]]
    found = participations.take(at[chosen])
    return replace(
        found, program=partner[chosen], offset=offsets(len(found), rng), days=lengths(len(found), rng)
    )


def find_double(plan: Plan, participations: Participations, again: Participations) -> Iterator[Planted]:
    """Yield the enterprises that had the same service twice."""
    if not plan.planted:
        return
    twice = [np.empty(0, np.int32)]
    for part in ("duplication 1", "duplication 2"):
        both = [participations.who[participations.program == number] for number in plan.planted[part]]
        twice.append(np.intersect1d(*both))
    in_pairs = np.unique(np.concatenate(twice))
    numbers = {
        "enterprises": len(np.union1d(in_pairs, again.who)),
        "in the pairs of duplication": len(in_pairs),
        "in other programs": len(np.unique(again.who)),
    }
    yield Planted("double service", (), f"{YEARS[0]}–{YEARS[-1]}", DOUBLE, numbers)


def _fitting(
    enterprises: Enterprises,
    plan: Plan,
    groups: list[int],
    slots: list[int],
    wanted: int,
    rng: np.random.Generator,
) -> NDArray[np.int32]:
    """Return enterprises, each once, that every group takes in its quarter."""
    everybody = np.arange(len(enterprises), dtype=np.int32)
    fit = np.ones(len(enterprises), np.bool_)
    for group, quarter in zip(groups, slots, strict=True):
        fit &= fits(enterprises, plan, everybody, group, quarter)
    candidates = everybody[fit]
    return rng.choice(candidates, min(wanted, len(candidates)), replace=False)


def _apart(enterprises: Enterprises, plan: Plan, rng: np.random.Generator) -> list[Participations]:
    """Return the participations of the two agencies apart: each client in one program of each."""
    programs = [plan.planted[part] for part in QUARTERS_APART]
    slots = [[slot(*quarter) for quarter in quarters] for quarters in QUARTERS_APART.values()]
    groups = [plan.programs[number].group for numbers in programs for number in numbers]
    shared = min(5000, max(60, len(enterprises) // 20))
    own = int(shared * OWN)
    fitting = _fitting(enterprises, plan, groups, [*slots[0], *slots[1]], shared + 2 * own, rng)
    parts = []
    for numbers, quarters, clients in zip(
        programs, slots, (fitting[own:][: shared + own], fitting[: shared + own]), strict=True
    ):
        which = rng.integers(0, len(numbers), len(clients))
        for place, (number, quarter) in enumerate(zip(numbers, quarters, strict=True)):
            parts.append(certain(plan, clients[which == place], number, quarter, rng))
    return parts


def _partners(plan: Plan) -> NDArray[np.int32]:
    """Return, for each program and service, the largest other program of its year that offers it.

    An array (programs x services); -1 for none, and for programs that take no part in double service.
    """
    weight = plan.weights[plan.groups]
    plain = [
        number
        for number, program in enumerate(plan.programs)
        if program.cell == EVERYWHERE and weight[number] > 0 and {*program.themes} <= {*plan.themes.plain}
    ]
    largest: dict[tuple[int, int], list[int]] = {}
    for number in sorted(plain, key=lambda number: -weight[number]):
        for service in plan.programs[number].services:
            largest.setdefault((plan.programs[number].year, service), []).append(number)
    partners = np.full((len(plan.programs), max(len(plan.country.services), 1)), -1, np.int32)
    for number in plain:
        for service in plan.programs[number].services:
            others = [other for other in largest[plan.programs[number].year, service][:2] if other != number]
            partners[number, service] = others[0] if others else -1
    return partners


def _none() -> Participations:
    numbers, small = np.empty(0, np.int32), np.empty(0, np.int8)
    return Participations(numbers, numbers, small, small, small, small, numbers)


def taken_quarters(participations: Participations) -> NDArray[np.int64]:
    """Return, sorted, the quarters in which enterprises are taken: `who * len(SLOTS) + slot`."""
    return np.unique(participations.who.astype(np.int64) * len(SLOTS) + participations.slot)
