"""What enterprises already received: from whom, when, and whether it is what a program would give."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ecograph.analysis.double_service import Programs
from ecograph.analysis.support import SUPPORT, reaching
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem

YEARS = 3
"""How many years back one looks."""
FUNDS = SUPPORT["FundingSource"]
OFFERS = "Program OFFERS Service"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One support on record.

    Attributes
    ----------
    kind, support
        `Program` or `FundingSource`, and its key.
    agencies
        Keys of who runs or manages it; none where that is not on record.
    services, recorded
        The services, and whether they are recorded with it or are those that the program offers.
    fiscal_year, starts_on, ends_on
        When; None where that is not on record.
    same
        The services that the program in question offers, too.
    """

    kind: str
    support: str
    agencies: tuple[str, ...]
    services: tuple[str, ...]
    recorded: bool
    fiscal_year: int | None
    starts_on: date | None
    ends_on: date | None
    same: tuple[str, ...]


class Receipts:
    """What enterprises received, held against one program.

    Raises
    ------
    AnalysisError
        When there is no such program.
    """

    def __init__(self, ecosystem: Ecosystem, program: str, on: date, years: int = YEARS) -> None:
        if ("Program", program) not in ecosystem.institutions:
            raise AnalysisError(
                f"There is no program {program!r} in the store.", "Use `ecograph search` to find its key."
            )
        self._ecosystem = ecosystem
        self._programs = Programs(ecosystem)
        self._since = _years_before(on, years)
        self._on = on
        self._counting = {name: reaching(ecosystem.smes.links[name], kind) for kind, name in SUPPORT.items()}
        self._managers: dict[str, set[str]] = {}
        for (_, agency), (_, fund), _ in ecosystem.edges("Agency MANAGES FundingSource"):
            self._managers.setdefault(fund, set()).add(agency)
        self.program = program
        self.services = self._offered(program)
        self.agencies = self._programs.agencies(program)

    def of(self, key: str, agencies: Collection[str] | None = None) -> list[Receipt]:
        """Return what an enterprise received in these years, the same services first, then the latest.

        What has no date on record is among it, for it may be of these years.

        Parameters
        ----------
        agencies
            Whose records may be looked at; everybody's when None.
        """
        position = self._ecosystem.smes.position(key)
        if position is None:
            return []
        found = [
            receipt
            for kind, name in SUPPORT.items()
            for receipt in self._read(kind, name, position)
            if agencies is None or set(receipt.agencies) & set(agencies)
        ]
        return sorted(found, key=_order)

    def _read(self, kind: str, name: str, position: int) -> Iterator[Receipt]:
        links = self._ecosystem.smes.links[name]
        for link in range(int(links.indptr[position]), int(links.indptr[position + 1])):
            known = links.properties(link)
            if not self._counting[name][link] or not self._is_recent(known):
                continue
            support = links.targets[int(links.indices[link])]
            recorded = tuple(known.get("services") or ())
            offered = recorded or (self._offered(support) if kind == "Program" else ())
            owners = (
                self._programs.agencies(support)
                if kind == "Program"
                else tuple(sorted(self._managers.get(support, ())))
            )
            yield Receipt(
                kind,
                support,
                owners,
                offered,
                bool(recorded),
                known.get("fiscal_year"),
                known.get("starts_on"),
                known.get("ends_on"),
                tuple(service for service in offered if service in self.services),
            )

    def _is_recent(self, known: dict[str, Any]) -> bool:
        last = known.get("ends_on") or known.get("starts_on")
        if last is not None:
            return bool(self._since <= last) and (known.get("starts_on") or last) <= self._on
        year = known.get("fiscal_year")
        # A fiscal year may end as late as the calendar year does.
        return year is None or self._since.year <= year <= self._on.year + 1

    def _offered(self, program: str) -> tuple[str, ...]:
        found = self._ecosystem.successors(("Program", program), OFFERS)
        return tuple(sorted({key for key, _ in found}))


def _order(receipt: Receipt) -> tuple[bool, int, str, str]:
    when = receipt.starts_on or (date(receipt.fiscal_year, 1, 1) if receipt.fiscal_year else date.min)
    return not receipt.same, -when.toordinal(), receipt.kind, receipt.support


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
