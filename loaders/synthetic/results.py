"""What fictitious programs aimed at, reported and were evaluated at, by the indicators of the country."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from loaders.synthetic.calendar import YEARS
from loaders.synthetic.labels import claimed
from loaders.synthetic.plan import Plan

ENTERPRISES = ("กิจการ", "enterprises", "ราย")
"""Units that count enterprises, the one that says so best first."""
PERCENT = ("ร้อยละ", "%", "percent")
WORTH = {"บาท": 50_000, "ล้านบาท": 0.05}
"""What one enterprise comes to, in units of money."""
EVALUATOR = "ผู้ประเมินสมมุติ"
SECOND, WITH_BASELINE, EVALUATED, WITHOUT_UNIT, UNREPORTED = 0.5, 0.6, 0.55, 0.04, 0.1
"""The shares of programs that have a second indicator, and of measurements that have a baseline, were
evaluated, lack their unit, and were never reported."""
NUMBERS = ("baseline", "target_value", "expected", "reported", "evaluated")


def result_table(plan: Plan, programs: Sequence[str], clients: Sequence[int], seed: int) -> pa.Table:
    """Return measurements of programs; none where the country has no indicator that counts enterprises.

    Each program reports how many it served, and half of them one thing more. A target is a guess of
    before, what was evaluated is no more than what was reported, and of programs that still run no
    more than an expectation is known. Drawn apart from all else, so that it changes nothing else.
    """
    rows = list(_rows(plan, programs, clients, np.random.default_rng([seed, 1])))
    columns: dict[str, Any] = {
        name: pa.array([row[name] for row in rows], pa.string())
        for name in ("source", "target", "unit", "evaluator")
    }
    columns["fiscal_year"] = pa.array([row["fiscal_year"] for row in rows], pa.int64())
    columns |= {name: pa.array([row[name] for row in rows], pa.float64()) for name in NUMBERS}
    return claimed(columns)


def _rows(
    plan: Plan, programs: Sequence[str], clients: Sequence[int], rng: np.random.Generator
) -> Iterator[dict[str, Any]]:
    units = plan.country.units
    counting = _counting(units)
    others = [
        (key, unit) for key, found in units.items() if found and key not in counting for unit in found[:1]
    ]
    if not counting:
        return
    first, *_ = counting.items()
    for program, key, served in zip(plan.programs, programs, clients, strict=True):
        yield _row(key, program.year, *first, float(served), rng)
        if others and rng.random() < SECOND:
            indicator, unit = others[rng.integers(len(others))]
            share = (
                rng.uniform(5, 40) if unit in PERCENT else served * rng.uniform(0.2, 3) * WORTH.get(unit, 1)
            )
            yield _row(key, program.year, indicator, unit, float(round(share)), rng)


def _counting(units: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the indicators that count enterprises, each with its unit, the one with most units first."""
    found = {
        key: next((unit for unit in ENTERPRISES if unit in each), "")
        for key, each in sorted(units.items(), key=lambda item: (-len(item[1]), item[0]))
    }
    return {key: unit for key, unit in found.items() if unit}


def _row(
    program: str, year: int, indicator: str, unit: str, result: float, rng: np.random.Generator
) -> dict[str, Any]:
    """Return a measurement of a program that came to a result."""
    target = float(max(round(result * rng.uniform(0.8, 1.25)), 1))
    baseline = float(round(target * rng.uniform(0.5, 0.95)))
    evaluated = float(round(result * rng.uniform(0.85, 1)))
    measured, lacking, checked, silent = rng.random(4)
    runs = year == len(YEARS) - 1
    reports = not runs and silent >= UNREPORTED
    return {
        "source": program,
        "target": indicator,
        "fiscal_year": YEARS[year],
        "unit": None if lacking < WITHOUT_UNIT else unit,
        "baseline": baseline if measured < WITH_BASELINE else None,
        "target_value": target,
        "expected": result if runs else None,
        "reported": result if reports else None,
        "evaluated": evaluated if reports and checked < EVALUATED else None,
        "evaluator": EVALUATOR if reports and checked < EVALUATED else None,
    }
