"""The names that institutions go by, and whom each name means."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from ecograph.state.keys import is_exact
from ecograph.state.names import name_key, name_keys
from ecograph.store import GraphStore
from loaders.countries import find_pack
from loaders.identity.repair import SHOWN, is_cut, is_damaged, nearest

NAMES = ("name", "name_en", "acronym", "acronym_en")
"""Properties that are names; one that holds a slash is several."""
LOOKED_AT = 10
"""How many of the most alike names are looked at for damage."""


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a name means.

    `key` is empty where that is not known, and `why` then says why, with the candidates. `known` is
    the name that a damaged one was taken for. `is_new` tells a name that nobody bears from one that
    several do.
    """

    key: str = ""
    why: str = ""
    known: str = ""
    is_new: bool = False


@dataclass(slots=True)
class Roster:
    """The names of one kind of node.

    Attributes
    ----------
    keys
        By name in the form of `name_keys`, the nodes that bear it.
    chosen
        The same for names that a person added: they win, and each means one node.
    ambiguous
        By acronym, what it may mean: it is never taken for one of them.
    labels
        By key, the name that people read.
    """

    kind: str
    keys: dict[str, set[str]] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    ambiguous: Mapping[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    _answers: dict[str, Found] = field(default_factory=dict)

    def add(self, key: str, names: Iterable[str | None]) -> None:
        """Add the names of a node."""
        self.add_all({key: names})

    def add_all(self, nodes: Mapping[str, Iterable[str | None]]) -> None:
        """Add the names of many nodes, by key: to fold them all at once is a hundred times quicker."""
        borne = [
            (part, key)
            for key, names in nodes.items()
            for name in names
            if name
            for part in (name, *name.split("/"))
        ]
        folded = name_keys(pa.array([part for part, _ in borne], pa.string())).to_pylist()
        for name, (_, key) in zip(folded, borne, strict=True):
            if name:
                self.keys.setdefault(name, set()).add(key)
        self._answers.clear()

    def find(self, name: str) -> Found:
        """Return whom a name in the form of `name_keys` means."""
        if name not in self._answers:
            self._answers[name] = self._find(name)
        return self._answers[name]

    def _find(self, name: str) -> Found:
        if name in self.chosen:
            return Found(self.chosen[name])
        if name in self.ambiguous:
            return Found(why=f"ambiguous: {self.ambiguous[name]}")
        if name in self.keys:
            return self._one(self.keys[name])
        near = nearest(name, list(self.keys), LOOKED_AT)
        meant = {known: self.keys[known] for known in near if is_damaged(name, known)}
        keys = {key for bearers in meant.values() for key in bearers}
        if len(keys) == 1:
            return Found(keys.pop(), known=next(iter(meant)))
        if keys:
            return self._one(keys)
        bearers = dict.fromkeys(key for known in near for key in sorted(self.keys[known]))
        candidates = [self._label(key) for key in bearers]
        why = f"no {self.kind} of this name is known"
        if candidates:
            why = f"no {self.kind} of this name is known; the nearest are {', '.join(candidates[:SHOWN])}"
        return Found(why=why, is_new=True)

    def _one(self, keys: set[str]) -> Found:
        if len(keys) == 1:
            return Found(next(iter(keys)))
        return Found(why=f"ambiguous: {' or '.join(self._label(key) for key in sorted(keys))}")

    def _label(self, key: str) -> str:
        return f"{key} ({self.labels[key]})" if self.labels.get(key) else key


def read_roster(store: GraphStore, kind: str) -> Roster:
    """Return the names that a store knows: of registered nodes, never of those made of a name."""
    table = store.export([kind]).nodes[kind]
    roster = Roster(kind)
    present = [name for name in (*NAMES, "aliases") if name in table.column_names]
    nodes: dict[str, list[str | None]] = {}
    for row in table.select(["key", *present]).to_pylist():
        if is_exact(row["key"]):
            names = [row[name] for name in NAMES if name in present]
            roster.labels[row["key"]] = next((name for name in names if name), "")
            nodes[row["key"]] = [row["key"], *names, *(row.get("aliases") or ())]
    roster.add_all(nodes)
    return roster


def ambiguous_acronyms(country: str, kind: str) -> dict[str, str]:
    """Return, by acronym as compared, what it may mean: as the reference data of a country has it."""
    if not country:
        return {}
    path = find_pack(country).reference / f"{kind.lower()}_ambiguous_acronyms.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {name_key(row["acronym"]): row["meaning"] for row in csv.DictReader(file)}


def own_names(names: Counter[str], roster: Roster) -> dict[str, str]:
    """Return, by damaged name that a source itself uses, the name of the same source it is taken for.

    Names that the roster knows are left to it. The most frequent name is taken for the right one, so
    the answer does not depend on the order of rows. A name that begins another may be whole: it stays.

    Parameters
    ----------
    names
        How often the source uses each name, in the form of `name_keys`.
    """
    unknown = [name for name in names if roster.find(name).is_new]
    right: list[str] = []
    taken: dict[str, str] = {}
    for name in sorted(unknown, key=lambda name: (-names[name], len(name), name)):
        near = nearest(name, right, LOOKED_AT)
        meant = [other for other in near if is_damaged(name, other) and not is_cut(name, other)]
        if len(meant) == 1:
            taken[name] = meant[0]
        else:
            right.append(name)
    return taken
