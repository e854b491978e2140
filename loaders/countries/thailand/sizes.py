"""Size classes of enterprises: the regulation of 2562, in which revenue decides.

The English page of the promotion office says "whichever is higher" instead; `Rule` keeps both.
"""

from typing import Literal, NamedTuple

from loaders.countries.thailand.tables import table

Rule = Literal["revenue", "higher"]
Basis = Literal["revenue", "employees"]


class SizeClass(NamedTuple):
    """A size class and what it was told by."""

    size_class: str
    basis: Basis


class _Limits(NamedTuple):
    size_class: str
    employees: float
    revenue: float


def _limits() -> dict[str, tuple[_Limits, ...]]:
    groups: dict[str, list[_Limits]] = {}
    for row in table("msme_size"):
        groups.setdefault(row["sector_group"].lower(), []).append(
            _Limits(
                row["size"].lower(),
                float(row["employees_max"] or "inf"),
                float(row["revenue_thb_lte"] or "inf"),
            )
        )
    return {group: tuple(limits) for group, limits in groups.items()}


LIMITS = _limits()
"""By sector group, the classes from the smallest, each with the most it may have."""


def size_class(
    sector_group: str, revenue: float | None, employees: float | None, rule: Rule = "revenue"
) -> SizeClass | None:
    """Return the size class of an enterprise and its basis, or None where it is unknown.

    Parameters
    ----------
    sector_group
        `manufacturing` or `trade_service`; there is no threshold for `agriculture`.
    revenue
        Baht a year. Zero means "not asked", like None.
    employees
        Persons; decide only where the revenue is unknown.
    rule
        `higher` takes the larger of the two classes where both are known.

    Examples
    --------
    >>> size_class("manufacturing", revenue=90e6, employees=51)
    SizeClass(size_class='small', basis='revenue')
    """
    limits = LIMITS.get(sector_group.lower(), ())
    by_revenue = next((at for at, limit in enumerate(limits) if revenue and revenue <= limit.revenue), None)
    by_employees = next(
        (at for at, limit in enumerate(limits) if employees is not None and employees <= limit.employees),
        None,
    )
    if by_revenue is None:
        return None if by_employees is None else SizeClass(limits[by_employees].size_class, "employees")
    if rule == "higher" and by_employees is not None and by_employees > by_revenue:
        return SizeClass(limits[by_employees].size_class, "employees")
    return SizeClass(limits[by_revenue].size_class, "revenue")
