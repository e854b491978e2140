"""What one side of a comparison has on record: who reported, who runs what, what was in force, when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.change.wording import IN_VERSION, IN_YEAR
from ecograph.analysis.gaps.period import in_force, members_in_force
from ecograph.analysis.support import SUPPORT
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.clients import OWNERS
from ecograph.graph.links import EPOCH, NO_DATE, UNKNOWN, Links
from ecograph.model import DataKind, Text

FEWEST_DATED = 100
"""With fewer dated records than this nothing is said of the days that a year covers."""
TAILS = (0.01, 0.99)
"""The days between which a year's records begin, as quantiles: single wrong dates decide nothing."""


@dataclass(frozen=True)
class Moment:
    """One side of a comparison, small enough to keep when its ecosystem is let go.

    Attributes
    ----------
    year, version, data_kind
        The fiscal year (None for all on record), and of which data.
    agencies
        All agencies, with their names.
    running, reporting
        Agencies of which a program or a fund is in force in the year, and of which one has a record of
        support in it.
    active
        Programs and funds that have a record of support in the year.
    owners
        The agencies of each program and fund.
    themes
        Names of themes, and whether each is in force in the year.
    roots
        For a program that follows just one of an earlier fiscal year, which nothing else follows: the
        first of that line.
    counterparts
        For a theme that corresponds to just one of another framework, which corresponds to nothing else:
        that one.
    span
        The first and last day on which dated records of the year begin, without the tails; None where
        there are too few.
    records, unyeared
        How many records of support are of the year, and how many of none.
    """

    year: int | None
    version: int
    data_kind: DataKind
    agencies: Mapping[str, Text]
    running: frozenset[str]
    reporting: frozenset[str]
    active: frozenset[NodeId]
    owners: Mapping[NodeId, frozenset[str]]
    themes: Mapping[str, tuple[Text, bool]]
    roots: Mapping[str, str]
    counterparts: Mapping[str, str]
    span: tuple[date, date] | None
    records: int
    unyeared: int

    @property
    def label(self) -> Text:
        """What this side is called."""
        if self.year is None:
            return IN_VERSION.format(version=self.version)
        return IN_YEAR.format(year=self.year)

    def to_dict(self) -> dict[str, Any]:
        """Return the moment as values that JSON knows."""
        return {
            "year": self.year,
            "version": self.version,
            "data_kind": self.data_kind.value,
            "agencies": {key: [name.en, name.th] for key, name in self.agencies.items()},
            "running": sorted(self.running),
            "reporting": sorted(self.reporting),
            "active": [list(member) for member in sorted(self.active)],
            "owners": [[*member, sorted(found)] for member, found in sorted(self.owners.items())],
            "themes": {key: [name.en, name.th, now] for key, (name, now) in self.themes.items()},
            "roots": dict(self.roots),
            "counterparts": dict(self.counterparts),
            "span": [day.isoformat() for day in self.span] if self.span else None,
            "records": self.records,
            "unyeared": self.unyeared,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Moment":
        """Return the moment that `to_dict` gave as values."""
        span = [date.fromisoformat(day) for day in values["span"] or ()]
        return cls(
            values["year"],
            values["version"],
            DataKind(values["data_kind"]),
            {key: Text(*name) for key, name in values["agencies"].items()},
            frozenset(values["running"]),
            frozenset(values["reporting"]),
            frozenset((kind, key) for kind, key in values["active"]),
            {(kind, key): frozenset(found) for kind, key, found in values["owners"]},
            {key: (Text(en, th), now) for key, (en, th, now) in values["themes"].items()},
            values["roots"],
            values.get("counterparts", {}),
            (span[0], span[1]) if span else None,
            values["records"],
            values["unyeared"],
        )


def find_moment(ecosystem: Ecosystem, year: int | None = None) -> Moment:
    """Return what an ecosystem has on record of a fiscal year, or of all; the cost is linear in links."""
    links = [ecosystem.smes.links[kind] for kind in SUPPORT.values()]
    chosen = [of_year(each, year) for each in links]
    owners: dict[NodeId, set[str]] = {}
    for (_, agency), member, _ in ecosystem.edges(*OWNERS.values()):
        owners.setdefault(member, set()).add(agency)
    active = {
        (kind, key)
        for kind, each, mask in zip(SUPPORT, links, chosen, strict=True)
        for key in taking(each, mask)
    }
    in_time = {member for kind in SUPPORT for member in members_in_force(ecosystem, kind, year)}
    nodes = ecosystem.institutions.nodes
    return Moment(
        year,
        ecosystem.version,
        ecosystem.data_kind,
        {key: ecosystem.name("Agency", key) for key in ecosystem.nodes("Agency")},
        frozenset[str]().union(*(owners.get(member, ()) for member in in_time)),
        frozenset[str]().union(*(owners.get(member, ()) for member in active)),
        frozenset(active),
        {member: frozenset(found) for member, found in owners.items()},
        {
            key: (ecosystem.name("Theme", key), in_force(nodes["Theme", key], year))
            for key in ecosystem.nodes("Theme")
        },
        _roots(ecosystem),
        _counterparts(ecosystem),
        _span(links, chosen),
        int(sum(mask.sum() for mask in chosen)),
        int(sum((_years(each) == UNKNOWN).sum() for each in links)),
    )


def of_year(links: Links, year: int | None) -> NDArray[np.bool_]:
    """Return which links are of a fiscal year; all without one."""
    return np.ones(links.count, np.bool_) if year is None else np.asarray(_years(links) == year)


def taking(links: Links, chosen: NDArray[np.bool_]) -> Iterator[str]:
    """Yield the keys of programs or funds that have one of the chosen links."""
    for at in np.flatnonzero(np.bincount(links.indices[chosen], minlength=len(links.targets))).tolist():
        yield links.targets[at]


def _years(links: Links) -> NDArray[np.generic]:
    return links.columns.get("fiscal_year", np.full(links.count, UNKNOWN))


def _roots(ecosystem: Ecosystem) -> dict[str, str]:
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for (_, later), (_, earlier), _ in ecosystem.edges("Program FOLLOWS Program"):
        before.setdefault(later, []).append(earlier)
        after.setdefault(earlier, []).append(later)
    nodes = ecosystem.institutions.nodes
    when = {key: nodes["Program", key].get("fiscal_year") for key in ecosystem.nodes("Program")}
    line = {
        later: found[0]
        for later, found in before.items()
        if len(found) == 1
        and len(after[found[0]]) == 1
        and (first := when[found[0]]) is not None
        and (last := when[later]) is not None
        and first < last
    }
    roots: dict[str, str] = {}
    for key in line:
        root = key
        # Years fall along a line, so it ends.
        while root in line:
            root = line[root]
        roots[key] = root
    return roots


def _counterparts(ecosystem: Ecosystem) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for (_, one), (_, other), _ in ecosystem.edges("Theme CORRESPONDS_TO Theme"):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    alone = {key: next(iter(others)) for key, others in found.items() if len(others) == 1}
    return {key: other for key, other in sorted(alone.items()) if alone.get(other) == key}


def _span(links: list[Links], chosen: list[NDArray[np.bool_]]) -> tuple[date, date] | None:
    days = [
        each.columns["starts_on"][mask]
        for each, mask in zip(links, chosen, strict=True)
        if "starts_on" in each.columns
    ]
    dated = np.concatenate(days) if days else np.empty(0, np.int32)
    dated = dated[dated != NO_DATE]
    if len(dated) < FEWEST_DATED:
        return None
    first, last = np.quantile(dated, TAILS, method="nearest").tolist()
    return EPOCH + timedelta(days=int(first)), EPOCH + timedelta(days=int(last))
