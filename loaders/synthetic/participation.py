"""Who took part in which program: drawn without regard to place, and never twice in a quarter."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecograph.model import MODEL
from loaders.synthetic.audience import Audience, fits
from loaders.synthetic.calendar import (
    LEAST_DAYS,
    MOST_DAYS,
    MOST_OFFSET,
    QUARTERS,
    SLOTS,
    YEARS,
)
from loaders.synthetic.enterprises import UNKNOWN, Enterprises
from loaders.synthetic.labels import claimed, coded
from loaders.synthetic.plan import Plan

KIND = "SME PARTICIPATED_IN Program"
STATUSES = MODEL.relationship(KIND).property("status").values
COMPLETED = STATUSES.index("completed")
REACHING = (UNKNOWN, STATUSES.index("accepted"), COMPLETED)
"""The statuses with which an enterprise counts as reached; an unknown one counts."""
DRAWN = ("completed", "accepted", "applied", "withdrawn", "refused", "referred")
SHARES = np.array([(0.66, 0.08, 0.05, 0.07, 0.1, 0.02), (0.36, 0.34, 0.11, 0.05, 0.1, 0.02)])
"""How often each status is drawn, in earlier years and in the last; what is missing is unknown."""
WITHOUT_DATE, WITHOUT_SERVICE, WITH_AMOUNT = 0.05, 0.15, 0.4
CHUNK = 1 << 22


@dataclass(frozen=True)
class Participations:
    """Participations as columns, all of one length.

    Attributes
    ----------
    who, program
        int32, positions among enterprises and programs.
    slot
        int8, the quarter (position in `SLOTS`).
    offset, days
        int8, days from the first of the quarter to the start, and to the end from there; an
        `offset` of -1 where no date is on record.
    status
        int8, position among `STATUSES`; -1 where unknown.
    service
        int32, position among `service_sets`; -1 where none is on record.
    """

    who: NDArray[np.int32]
    program: NDArray[np.int32]
    slot: NDArray[np.int8]
    offset: NDArray[np.int8]
    days: NDArray[np.int8]
    status: NDArray[np.int8]
    service: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.who)

    @property
    def reaching(self) -> NDArray[np.bool_]:
        """Which participations mean that the enterprise was reached."""
        return np.isin(self.status, REACHING)

    def take(self, which: NDArray[Any]) -> "Participations":
        """Return some participations, by a mask or by positions."""
        return Participations(*(getattr(self, field.name)[which] for field in fields(self)))


def join(parts: Sequence[Participations]) -> Participations:
    """Return participations together, by enterprise."""
    whole = Participations(
        *(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Participations))
    )
    return whole.take(np.argsort(whole.who, kind="stable"))


def service_sets(plan: Plan) -> list[tuple[int, ...]]:
    """Return what may be on record as received: each service alone, then each program's together."""
    several = {lead.services for lead in plan.leads if len(lead.services) > 1}
    return [(service,) for service in range(len(plan.country.services))] + sorted(several)


def draw_background(
    enterprises: Enterprises,
    plan: Plan,
    audience: Audience,
    wanted: int,
    taken: NDArray[np.int64],
    rng: np.random.Generator,
) -> Participations:
    """Return up to `wanted` participations; who comes depends on size, industry and needs alone.

    Parameters
    ----------
    taken
        Sorted, the quarters of enterprises (`who * len(SLOTS) + slot`) that are not free any more.
    """
    rows = np.rint(plan.weights * wanted / audience.acceptance(plan)).astype(np.int64)
    ends = np.cumsum(rows)
    bits = int(ends[-1]).bit_length()
    keys = [np.empty(0, np.int64)]
    for start in range(0, int(ends[-1]), CHUNK):
        draws = np.arange(start, min(start + CHUNK, int(ends[-1])))
        group = np.searchsorted(ends, draws, side="right")
        who = audience.draw(plan.admits, group, rng)
        slot = slot_of(plan, who, group)
        fit = fits(enterprises, plan, who, group, slot)
        keys.append(((who[fit].astype(np.int64) * len(SLOTS) + slot[fit]) << bits) | draws[fit])
    packed = np.concatenate(keys)
    packed.sort()
    quarter = packed >> bits
    first = np.ones(len(packed), np.bool_)
    np.not_equal(quarter[1:], quarter[:-1], out=first[1:])
    first &= ~among(quarter, taken)
    packed, quarter = packed[first], quarter[first]
    group = np.searchsorted(ends, packed & ((1 << bits) - 1), side="right")
    who = (quarter // len(SLOTS)).astype(np.int32)
    program = plan.members[group, enterprises.cell[who]]
    return _recorded(plan, who, program, (quarter % len(SLOTS)).astype(np.int8), rng)


def among(values: NDArray[np.int64], known: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which values are among the known, which come sorted."""
    if not len(known):
        return np.zeros(len(values), np.bool_)
    found: NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, values), len(known) - 1)] == values
    return found


def slot_of(plan: Plan, who: NDArray[np.int32], group: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return in which quarter an enterprise attends a program.

    For one pair it is always the same, so that nobody attends a program twice.
    """
    years = np.array([lead.year for lead in plan.leads], np.int64)
    return years[group] * QUARTERS + (who + group) % QUARTERS


def offsets(count: int, rng: np.random.Generator) -> NDArray[np.int8]:
    """Return days from the first of a quarter to the start."""
    return rng.integers(0, MOST_OFFSET + 1, count, np.int8)


def lengths(count: int, rng: np.random.Generator) -> NDArray[np.int8]:
    """Return days from the start to the end."""
    return rng.integers(LEAST_DAYS, MOST_DAYS + 1, count, np.int8)


def certain(
    plan: Plan, who: NDArray[np.int32], program: int, slot: int, rng: np.random.Generator
) -> Participations:
    """Return completed participations in one program, of which service and period are on record."""
    count = len(who)
    return Participations(
        who.astype(np.int32),
        np.full(count, program, np.int32),
        np.full(count, slot, np.int8),
        offsets(count, rng),
        lengths(count, rng),
        np.full(count, COMPLETED, np.int8),
        np.full(count, plan.programs[program].services[0], np.int32),
    )


def participation_table(
    plan: Plan,
    participations: Participations,
    keys: pa.Array,
    programs: Sequence[str],
    rng: np.random.Generator,
) -> pa.Table:
    """Return participations as relationships."""
    count = len(participations)
    dated = participations.offset >= 0
    starts = SLOTS[participations.slot, 0] + participations.offset
    ends = starts + participations.days
    sets = [[plan.country.services[service] for service in found] for found in service_sets(plan)]
    amounts = np.round(np.exp(rng.normal(10, 0.8, count)), -2)
    paid = (participations.status == COMPLETED) & (rng.random(count, np.float32) < WITH_AMOUNT)
    return claimed(
        {
            "source": keys.take(pa.array(participations.who)),
            "target": coded(programs, participations.program),
            "fiscal_year": pa.array(np.array(YEARS, np.int64)[participations.slot // QUARTERS]),
            "starts_on": pa.array(starts.astype(np.int32), mask=~dated).cast(pa.date32()),
            "ends_on": pa.array(ends.astype(np.int32), mask=~dated).cast(pa.date32()),
            "services": pa.array(sets, pa.list_(pa.string())).take(
                pa.array(participations.service, mask=participations.service < 0)
            ),
            "amount": pa.array(amounts, mask=~paid),
            "status": coded(STATUSES, participations.status),
        }
    )


def _recorded(
    plan: Plan,
    who: NDArray[np.int32],
    program: NDArray[np.int32],
    slot: NDArray[np.int8],
    rng: np.random.Generator,
) -> Participations:
    """Return participations with what is on record of them."""
    count = len(who)
    codes = np.array([*(STATUSES.index(status) for status in DRAWN), UNKNOWN], np.int8)
    last = slot // QUARTERS == len(YEARS) - 1
    drawn = rng.random(count, np.float32)
    edges = np.cumsum(SHARES, axis=1)
    status = codes[
        np.where(last, np.searchsorted(edges[1], drawn, "right"), np.searchsorted(edges[0], drawn, "right"))
    ]
    offset = offsets(count, rng)
    offset[rng.random(count, np.float32) < WITHOUT_DATE] = UNKNOWN
    days = lengths(count, rng)
    options, numbers = _options(plan)
    group = plan.groups[program]
    service = options[group, (rng.random(count) * numbers[group]).astype(np.int64)]
    unrecorded = rng.random(count, np.float32) < WITHOUT_SERVICE
    service[unrecorded | ~np.isin(status, REACHING[1:])] = UNKNOWN
    return Participations(who, program, slot, offset, days, status, service)


def _options(plan: Plan) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return, for each group, what may be on record as received, and how many options there are.

    Options are positions among `service_sets`.
    """
    places = {services: place for place, services in enumerate(service_sets(plan))}
    options = np.full((len(plan.leads), 4), UNKNOWN, np.int32)
    numbers = np.ones(len(plan.leads), np.int64)
    for group, lead in enumerate(plan.leads):
        found = [places[service,] for service in lead.services]
        if len(found) > 1:
            found.append(places[lead.services])
        options[group, : len(found)] = found
        numbers[group] = max(len(found), 1)
    return options, numbers
