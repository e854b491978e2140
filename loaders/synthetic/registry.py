"""The tables of the made-up enterprises: who they are, where, in what industry, with what needs."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ecograph.model import MODEL
from loaders.synthetic.allocation import allocate
from loaders.synthetic.calendar import LAST_DAY
from loaders.synthetic.country import PREFIX, SIZES, Country
from loaders.synthetic.enterprises import CLASSES, LARGE, STILL_OPEN, UNKNOWN, Enterprises
from loaders.synthetic.labels import DIGITS, claimed, coded, dated, digits_of, numbered

JURISTIC = 0.2362
"""The share of juristic persons among MSMEs in 2019 (OSMEP)."""
JURISTIC_SMALL = 0.7
"""The same among small enterprises: our judgement. All medium and large ones are juristic, and the
share among micro enterprises is what makes the whole come out."""
LEGAL_FORMS = MODEL.node("SME").property("legal_form").values
JURISTIC_FORMS = (
    ("limited_company", 0.77),
    ("limited_partnership", 0.18),
    ("ordinary_partnership", 0.02),
    ("cooperative", 0.03),
)
COMMUNITY = 0.03
"""The share of community enterprises among what is not juristic."""
EMPLOYEES = np.array([(1, 5), (6, 30), (51, 100), (201, 2000)], np.float64)
REVENUE = np.array([(6e4, 1.8e6), (1.9e6, 5e7), (1.01e8, 3e8), (5.1e8, 5e9)])
"""By size class, where the Thai rules for manufacturing and for trade and services agree."""
PLAN = np.array([0.12, 0.35, 0.7, 0.9, 0.2])
PAYMENT = np.array([0.45, 0.7, 0.9, 0.97, 0.5])
"""Shares with a business plan and with electronic payment, by size class: our judgement."""
PUBLIC = 0.1
"""The share of public companies among large enterprises."""
WITH_REVENUE, WITH_EMPLOYEES, WITHOUT_DATE = 0.9, 0.95, 0.04
ELSEWHERE = 0.03
"""The share of enterprises registered in another place than that where they work."""


def enterprise_keys(count: int) -> pa.Array:
    """Return the identifiers of enterprises: `SYN-000001` and so on."""
    return numbered(PREFIX, count, digits_of(count, DIGITS))


def enterprise_table(enterprises: Enterprises, rng: np.random.Generator) -> pa.Table:
    """Return the nodes; nothing that belongs to a place decides anything in them."""
    count = len(enterprises)
    size = enterprises.size
    form, natural = _forms(size, rng)
    employees, revenue = _measured(size, rng)
    known = size >= 0
    with_revenue = known & (rng.random(count, np.float32) < WITH_REVENUE)
    with_employees = known & (rng.random(count, np.float32) < WITH_EMPLOYEES)
    basis = np.where(with_revenue, 0, np.where(with_employees, 1, 2)).astype(np.int8)
    digits = digits_of(count, DIGITS)
    return claimed(
        {
            "id": enterprise_keys(count),
            "name": numbered("วิสาหกิจสมมุติ ", count, digits),
            "name_en": numbered("Synthetic enterprise ", count, digits),
            "legal_form": coded(LEGAL_FORMS, form),
            "size_class": coded(SIZES, size),
            "size_basis": coded(("revenue", "employees", "stated"), np.where(known, basis, np.int8(UNKNOWN))),
            "employees": pa.array(employees, mask=~with_employees),
            "revenue": pa.array(revenue, mask=~with_revenue),
            "registered_on": dated(enterprises.registered, rng.random(count, np.float32) >= WITHOUT_DATE),
            "closed_on": dated(enterprises.closed, enterprises.closed != STILL_OPEN),
            "natural_person": pa.array(natural),
            "business_plan": _answers(PLAN[size], 0.3, rng),
            "electronic_payment": _answers(PAYMENT[size], 0.2, rng),
            "consent": _answers(np.full(1, 0.8), 0.25, rng, count),
        }
    )


def location_table(
    country: Country, enterprises: Enterprises, keys: pa.Array, rng: np.random.Generator
) -> pa.Table:
    """Return where enterprises are; the place of work is the primary one, and alone decides the cell.

    A few are registered elsewhere: in a province drawn by its number of enterprises.
    """
    placed = np.flatnonzero(enterprises.province >= 0)
    moved = placed[rng.random(len(placed), np.float32) < ELSEWHERE]
    shares = allocate(country.counts.sum(axis=1), len(moved))
    elsewhere = rng.permutation(np.repeat(np.arange(len(country.provinces), dtype=np.int16), shares))
    other = elsewhere != enterprises.province[moved]
    moved, elsewhere = moved[other], elsewhere[other]
    works_elsewhere = np.zeros(len(enterprises), np.bool_)
    works_elsewhere[moved] = True
    source = np.concatenate([placed, moved])
    order = np.argsort(source, kind="stable")
    target = np.concatenate([enterprises.province[placed], elsewhere])[order]
    operating = np.concatenate([works_elsewhere[placed], np.zeros(len(moved), np.bool_)])[order]
    return claimed(
        {
            "source": keys.take(pa.array(source[order])),
            "target": coded(country.provinces, target),
            "role": coded(("registered", "operating"), operating.astype(np.int8)),
            "primary": pa.array(order < len(placed)),
        }
    )


def industry_table(country: Country, enterprises: Enterprises, keys: pa.Array) -> pa.Table:
    """Return in which industry enterprises operate: one each, and none for a few."""
    known = np.flatnonzero(enterprises.industry >= 0)
    return claimed(
        {
            "source": keys.take(pa.array(known)),
            "target": coded(country.industries, enterprises.industry[known]),
            "primary": pa.array(np.ones(len(known), np.bool_)),
        }
    )


def need_table(
    country: Country, enterprises: Enterprises, keys: pa.Array, rng: np.random.Generator
) -> pa.Table:
    """Return what enterprises need, by enterprise."""
    width = max(len(country.needs), 1)
    pairs = np.concatenate(
        [np.empty(0, np.int64)]
        + [
            np.flatnonzero((enterprises.needs >> np.uint64(need)) & np.uint64(1)) * width + need
            for need in range(len(country.needs))
        ]
    )
    source, target = np.divmod(np.sort(pairs), width)
    until = np.minimum(enterprises.closed[source], LAST_DAY)
    ago = rng.random(len(source), np.float32) * np.minimum(until - enterprises.registered[source], 1000)
    return claimed(
        {
            "source": keys.take(pa.array(source)),
            "target": coded(country.needs, target.astype(np.int8)),
            "stated_on": dated((until - ago).astype(np.int32), np.ones(len(source), np.bool_)),
        }
    )


def _forms(size: NDArray[np.int8], rng: np.random.Generator) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """Return legal forms (positions among `LEGAL_FORMS`), and who is a natural person."""
    count = len(size)
    sizes = np.bincount(size % CLASSES, minlength=CLASSES)
    others = JURISTIC * count - JURISTIC_SMALL * sizes[1] - sizes[2] - sizes[3] - JURISTIC * sizes[4]
    shares = np.array([np.clip(others / max(sizes[0], 1), 0, 1), JURISTIC_SMALL, 1, 1, JURISTIC])
    juristic = rng.random(count, np.float32) < shares[size]
    edges = np.cumsum([share for _, share in JURISTIC_FORMS])[:-1]
    forms = np.array([LEGAL_FORMS.index(name) for name, _ in JURISTIC_FORMS], np.int8)
    drawn = rng.random(count, np.float32)
    form = forms[np.searchsorted(edges, drawn, side="right")]
    form[(size == LARGE) & (drawn < PUBLIC)] = LEGAL_FORMS.index("public_company")
    community = ~juristic & (drawn < COMMUNITY)
    natural = ~juristic & ~community
    form[community] = LEGAL_FORMS.index("community_enterprise")
    form[natural] = LEGAL_FORMS.index("sole_trader")
    return form, natural


def _measured(
    size: NDArray[np.int8], rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return employees and revenue within the limits of the size class, small numbers commoner."""
    values = []
    for limits, unit in ((EMPLOYEES, 1), (REVENUE, 1000)):
        low, high = np.log(limits[:, 0]), np.log(limits[:, 1])
        drawn = np.exp(low[size] + rng.random(len(size)) * (high - low)[size])
        values.append(np.round(drawn / unit) * unit)
    return values[0].astype(np.int64), values[1]


def _answers(
    shares: NDArray[np.float64], unknown: float, rng: np.random.Generator, count: int | None = None
) -> pa.Array:
    """Return yes in the shares given, and null in the share that is unknown."""
    rows = len(shares) if count is None else count
    yes = pa.array(rng.random(rows, np.float32) < shares)
    return pc.if_else(pa.array(rng.random(rows, np.float32) >= unknown), yes, None)
