"""The tables of fictitious agencies, programs and funds, and of what links them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from ecograph.model import MODEL, Text
from loaders.synthetic.calendar import FISCAL_YEARS, YEARS
from loaders.synthetic.country import SIZES, Country
from loaders.synthetic.funds import Fund
from loaders.synthetic.labels import claimed, digits_of, identifiers
from loaders.synthetic.plan import EVERYWHERE, Plan

NOTE = "สมมุติขึ้นเพื่อการสาธิต (made up for a demonstration)"
INSTRUMENT_NAMES = {
    choice.value: choice.label for choice in MODEL.node("FundingSource").property("instrument").choices
}
PARTNERS = ((0, 1), (2, 3), (5, 6))
"""Agencies that share planted clients and are partners, so that only those apart are not."""


@dataclass(frozen=True)
class Institutions:
    """The keys of agencies, programs and funds, by number."""

    agencies: list[str]
    programs: list[str]
    funds: list[str]


def name_institutions(plan: Plan, funds: Sequence[Fund]) -> Institutions:
    """Return identifiers: `SYN-AG-01`, `SYN-PRG-001`, `SYN-FND-01`."""
    return Institutions(
        identifiers("AG", plan.agencies, digits_of(plan.agencies, 2)),
        identifiers("PRG", len(plan.programs), digits_of(len(plan.programs), 3)),
        identifiers("FND", len(funds), digits_of(len(funds), 2)),
    )


def agency_table(keys: Institutions) -> pa.Table:
    """Return the agencies."""
    numbers = [key.rpartition("-")[2] for key in keys.agencies]
    return claimed(
        {
            "id": pa.array(keys.agencies),
            "name": pa.array([f"หน่วยงานสมมุติ {number}" for number in numbers]),
            "name_en": pa.array([f"Fictitious agency {number}" for number in numbers]),
            "kind": pa.array(["fictitious"] * len(numbers)),
            "note": pa.array([NOTE] * len(numbers)),
        }
    )


def program_table(
    plan: Plan, keys: Institutions, clients: Sequence[int], rng: np.random.Generator
) -> pa.Table:
    """Return the programs; a budget grows with the number of clients."""
    country = plan.country
    names = [
        _named("Fictitious program", "โครงการสมมุติ", key, _theme(country, program.themes))
        for key, program in zip(keys.programs, plan.programs, strict=True)
    ]
    cost = np.exp(rng.normal(9.6, 0.4, len(names)))
    budget = np.round((np.asarray(clients) + 5) * cost, -4) + 1e5
    last = [program.year == len(YEARS) - 1 for program in plan.programs]
    spent = np.where(last, rng.uniform(0.3, 0.8, len(names)), rng.uniform(0.85, 1, len(names)))
    days = FISCAL_YEARS[[program.year for program in plan.programs]].astype(np.int32)
    return claimed(
        {
            "id": pa.array(keys.programs),
            "name": pa.array([name.th for name in names]),
            "name_en": pa.array([name.en for name in names]),
            "level": pa.array(["project"] * len(names)),
            "fiscal_year": pa.array([YEARS[program.year] for program in plan.programs], pa.int64()),
            "starts_on": pa.array(days[:, 0]).cast(pa.date32()),
            "ends_on": pa.array(days[:, 1]).cast(pa.date32()),
            "budget": pa.array(budget),
            "disbursed": pa.array(np.round(budget * spent, -3)),
            "status": pa.array(["running" if late else "closed" for late in last]),
            "size_classes": _sizes(program.sizes for program in plan.programs),
        }
    )


def fund_table(funds: Sequence[Fund], keys: Institutions) -> pa.Table:
    """Return the funds."""
    names = [
        _named("Fictitious fund", "กองทุนสมมุติ", key, INSTRUMENT_NAMES[fund.instrument])
        for key, fund in zip(keys.funds, funds, strict=True)
    ]
    lent = [fund.instrument == "loan" for fund in funds]
    return claimed(
        {
            "id": pa.array(keys.funds),
            "name": pa.array([name.th for name in names]),
            "name_en": pa.array([name.en for name in names]),
            "instrument": pa.array([fund.instrument for fund in funds]),
            "ceiling": pa.array([fund.ceiling for fund in funds]),
            "envelope": pa.array([fund.ceiling * 1000 for fund in funds]),
            "rate": pa.array([3.5 + number % 4 if loan else None for number, loan in enumerate(lent)]),
            "valid_from": pa.array([date(YEARS[0] - 1, 10, 1)] * len(funds)),
            "valid_until": pa.array([date(YEARS[-1], 9, 30)] * len(funds)),
            "size_classes": _sizes(fund.sizes for fund in funds),
        }
    )


def institution_links(plan: Plan, funds: Sequence[Fund], keys: Institutions) -> dict[str, pa.Table]:
    """Return every relationship among institutions, and to the real places, themes and services."""
    country, programs = plan.country, list(zip(keys.programs, plan.programs, strict=True))
    lenders = list(zip(keys.funds, funds, strict=True))
    outside = len(country.corridors)
    beyond = [
        area for area, cell in zip(country.provinces, country.corridor_of, strict=True) if cell == outside
    ]
    pairs: dict[str, list[tuple[str, str]]] = {
        "Agency RUNS Program": [(keys.agencies[program.agency], key) for key, program in programs],
        "Agency SUPPORTS Program": [
            (keys.agencies[program.supporter], key) for key, program in programs if program.supporter >= 0
        ],
        "Agency MANAGES FundingSource": [(keys.agencies[fund.agency], key) for key, fund in lenders],
        "Agency PARTNERS_WITH Agency": _partners(plan, keys),
        "Program ADDRESSES Theme": [
            (key, country.themes[theme]) for key, program in programs for theme in program.themes
        ],
        "Program OFFERS Service": [
            (key, country.services[service]) for key, program in programs for service in program.services
        ],
        "Program TARGETS Industry": [
            (key, country.sections[section]) for key, program in programs for section in program.sections
        ],
        "Program COVERS Corridor": [
            (key, country.corridors[program.cell]) for key, program in programs if 0 <= program.cell < outside
        ],
        "Program COVERS Area": [
            (key, area)
            for key, program in programs
            for area in ([country.area] if program.cell == EVERYWHERE else beyond * (program.cell == outside))
            if area
        ],
        "Program FOLLOWS Program": [
            (keys.programs[second], keys.programs[first])
            for first, second in ([plan.planted["progression"]] if plan.planted else [])
        ],
        "FundingSource ADDRESSES Theme": [
            (key, country.themes[fund.theme]) for key, fund in lenders if fund.theme >= 0
        ],
        "FundingSource COVERS Area": [(key, country.area) for key, _ in lenders if country.area],
    }
    tables = {kind: _pairs(found) for kind, found in pairs.items() if found}
    tables["FundingSource FUNDS Program"] = _funding(plan, funds, keys)
    return tables


def _partners(plan: Plan, keys: Institutions) -> list[tuple[str, str]]:
    """Return who partners with whom: each agency with a few, but never the two apart."""
    ordinary, apart = plan.agencies - 2, (plan.agencies - 2, plan.agencies - 1)
    found = {*PARTNERS, *((number, number + 3) for number in range(ordinary - 3))}
    found |= {(0, apart[0]), (2, apart[1])}
    return [(keys.agencies[first], keys.agencies[second]) for first, second in sorted(found)]


def _funding(plan: Plan, funds: Sequence[Fund], keys: Institutions) -> pa.Table:
    """Return which fund pays for which program: grants and co-payments for a background program each."""
    first = sum(len(numbers) for numbers in plan.planted.values())
    payers = [number for number, fund in enumerate(funds) if fund.instrument in ("grant", "co-payment")]
    paid = [first + place for place in range(len(payers))]
    return claimed(
        {
            "source": pa.array([keys.funds[number] for number in payers]),
            "target": pa.array([keys.programs[number] for number in paid]),
            "fiscal_year": pa.array([YEARS[plan.programs[number].year] for number in paid], pa.int64()),
            "amount": pa.array([funds[number].ceiling for number in payers], pa.float64()),
        }
    )


def _pairs(found: Sequence[tuple[str, str]]) -> pa.Table:
    sources, targets = zip(*found, strict=True)
    return claimed({"source": pa.array(sources), "target": pa.array(targets)})


def _sizes(admitted: Iterable[Sequence[int]]) -> pa.Array:
    """Return size classes admitted; null where a program or fund states none."""
    values: list[Any] = [[SIZES[size] for size in sizes] if sizes else None for sizes in admitted]
    return pa.array(values, pa.list_(pa.string()))


def _theme(country: Country, themes: tuple[int, ...]) -> Text:
    return country.name("Theme", country.themes[themes[0]]) if themes else Text("support", "ส่งเสริม")


def _named(english: str, thai: str, key: str, about: Text) -> Text:
    number = key.rpartition("-")[2]
    return Text(f"{english} {number}: {about.en}", f"{thai} {number}: {about.th}")
