"""Fictitious funds, who was financed by them, and the bundle of a guarantee and its loan."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecograph.model import MODEL, Text
from loaders.synthetic.audience import Audience
from loaders.synthetic.calendar import FISCAL_YEARS, YEARS
from loaders.synthetic.enterprises import CLASSES, LARGE, Enterprises
from loaders.synthetic.labels import claimed, coded
from loaders.synthetic.plan import Plan
from loaders.synthetic.planted import Planted
from loaders.synthetic.plants import shared_numbers, usual_clients

KIND = "SME FINANCED_BY FundingSource"
STATUSES = MODEL.relationship(KIND).property("status").values
CYCLE = (
    "guarantee",
    "loan",
    "loan",
    "grant",
    "loan",
    "co-payment",
    "voucher",
    "equity",
    "grant",
    "insurance",
)
"""The instruments of funds; the first two are the bundle."""
FEWEST_FUNDS, PROGRAMS_PER_FUND = 10, 36
OPEN, SMALLEST = 0.6, (0, 1)
"""The share of funds that take every size class, and what the others take."""
BUNDLE, BUNDLE_YEAR, BUNDLE_SHARED = (0, 1), 2024, 0.7
PER_ENTERPRISE = 0.25
SHARES = (("approved", 0.52), ("repaid", 0.2), ("applied", 0.1), ("refused", 0.13), ("withdrawn", 0.05))
CEILINGS = (5e4, 2e5, 5e5, 1e6, 5e6, 2e7)
DETAIL = Text(
    "A guarantee and the loan that it secures, for the same enterprises in the same year: a bundle. "
    "Not duplication.",
    "การค้ำประกันและสินเชื่อที่ค้ำประกันนั้น แก่รายเดียวกันในปีเดียวกัน เป็นชุดเดียวกัน ไม่ใช่ความซ้ำซ้อน",
)


@dataclass(frozen=True, slots=True)
class Fund:
    """One fund; `theme` is -1 for none, and `sizes` are all where empty."""

    instrument: str
    agency: int
    theme: int
    ceiling: float
    sizes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Finance:
    """Who was financed, as columns: who, fund, year (position in `YEARS`), status, amount."""

    who: NDArray[np.int32]
    fund: NDArray[np.int32]
    year: NDArray[np.int8]
    status: NDArray[np.int8]
    amount: NDArray[np.float64]


def plan_funds(plan: Plan, rng: np.random.Generator) -> tuple[Fund, ...]:
    """Return the funds; those of the bundle are run by the sixth and the seventh agency."""
    count = max(FEWEST_FUNDS, len(plan.programs) // PROGRAMS_PER_FUND)
    funds = []
    for number in range(count):
        agency = 5 + number if number in BUNDLE else int(rng.integers(plan.agencies - 2))
        ceiling = CEILINGS[int(rng.integers(len(CEILINGS)))]
        sizes = () if number in BUNDLE or rng.random() < OPEN else SMALLEST
        funds.append(Fund(CYCLE[number % len(CYCLE)], agency, plan.themes.financed, ceiling, sizes))
    return tuple(funds)


def draw_finance(
    enterprises: Enterprises, funds: Sequence[Fund], audience: Audience, rng: np.random.Generator
) -> Finance:
    """Return who was financed: nobody twice in a year, but for the bundle."""
    bundle_who, bundle_fund = _bundle(enterprises, rng)
    bundled = np.zeros(len(enterprises), np.bool_)
    bundled[bundle_who] = True
    weights = np.minimum(rng.pareto(1.2, len(funds)) + 0.3, 10.0)
    weights[list(BUNDLE)] = 0
    rows = np.rint(weights / weights.sum() * len(enterprises) * PER_ENTERPRISE).astype(np.int64)
    fund = np.repeat(np.arange(len(funds), dtype=np.int64), rows)
    who = audience.draw(_admits(funds), fund, rng)
    year = (who + fund) % len(YEARS)
    key = who.astype(np.int64) * len(YEARS) + year
    _, first = np.unique(key, return_index=True)
    who, fund, year = who[first], fund[first], year[first]
    fit = _active(enterprises, who, year) & ~(bundled[who] & (year == YEARS.index(BUNDLE_YEAR)))
    codes = np.array([STATUSES.index(status) for status, _ in SHARES], np.int8)
    edges = np.cumsum([share for _, share in SHARES])[:-1]
    status = codes[np.searchsorted(edges, rng.random(len(who)), "right")]
    bundle = len(bundle_who)
    whole = Finance(
        np.concatenate([bundle_who, who[fit]]),
        np.concatenate([bundle_fund, fund[fit].astype(np.int32)]),
        np.concatenate([np.full(bundle, YEARS.index(BUNDLE_YEAR)), year[fit]]).astype(np.int8),
        np.concatenate([np.full(bundle, STATUSES.index("approved"), np.int8), status[fit]]),
        np.empty(0),
    )
    ceilings = np.array([fund.ceiling for fund in funds])[whole.fund]
    amount = np.round(ceilings * rng.beta(1.5, 2.5, len(ceilings)), -2)
    order = np.lexsort((whole.year, whole.who))
    return Finance(whole.who[order], whole.fund[order], whole.year[order], whole.status[order], amount[order])


def finance_table(finance: Finance, keys: pa.Array, funds: Sequence[str]) -> pa.Table:
    """Return finance as relationships; an amount stands where money, or its promise, was given."""
    given = np.isin(finance.status, [STATUSES.index("approved"), STATUSES.index("repaid")])
    return claimed(
        {
            "source": keys.take(pa.array(finance.who)),
            "target": coded(funds, finance.fund),
            "fiscal_year": pa.array(np.array(YEARS, np.int64)[finance.year]),
            "amount": pa.array(finance.amount, mask=~given),
            "status": coded(STATUSES, finance.status),
        }
    )


def find_bundle(finance: Finance, keys: Sequence[str]) -> Planted:
    """Return the planted bundle with its numbers."""
    clients = [np.unique(finance.who[finance.fund == number]) for number in BUNDLE]
    subjects = tuple(("FundingSource", keys[number]) for number in BUNDLE)
    return Planted("bundle", subjects, str(BUNDLE_YEAR), DETAIL, shared_numbers(*clients))


def _bundle(
    enterprises: Enterprises, rng: np.random.Generator
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the clients of the guarantee and of the loan."""
    everybody = np.arange(len(enterprises), dtype=np.int32)
    year = np.full(len(enterprises), YEARS.index(BUNDLE_YEAR))
    candidates = everybody[_active(enterprises, everybody, year) & (enterprises.size != LARGE)]
    usual = usual_clients(len(enterprises))
    own = int(usual * (1 - BUNDLE_SHARED))
    chosen = rng.choice(candidates, min(usual + own, len(candidates)), replace=False)
    first, second = chosen[:usual], chosen[own:]
    fund = np.repeat(np.array(BUNDLE, np.int32), [len(first), len(second)])
    return np.concatenate([first, second]), fund


def _active(enterprises: Enterprises, who: NDArray[np.int32], year: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return whether enterprises existed throughout fiscal years."""
    starts, ends = FISCAL_YEARS[year, 0], FISCAL_YEARS[year, 1]
    active: NDArray[np.bool_] = (enterprises.registered[who] <= starts) & (enterprises.closed[who] > ends)
    return active


def _admits(funds: Sequence[Fund]) -> NDArray[np.bool_]:
    admits = np.ones((len(funds), CLASSES), np.bool_)
    for number, fund in enumerate(funds):
        if fund.sizes:
            admits[number] = False
            admits[number, list(fund.sizes)] = True
    return admits
