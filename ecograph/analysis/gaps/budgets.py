"""Budgets of programs, none added twice: what a program has beyond the programs that are part of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from ecograph.analysis.gaps.relations import Relations
from ecograph.graph import Ecosystem, NodeId

PART_OF = "Program PART_OF Program"


@dataclass(frozen=True)
class Budgets:
    """Amounts in the currency of the records.

    Attributes
    ----------
    own
        By program what is its own: its budget less those of its parts, and never below nothing. All
        of them add up to what is on record, whether a plan states its budget, its parts do, or both.
        A program without a budget of its own on record, and with no part that has one, is not here.
    exceeded
        Programs whose parts have more than they have; the parts are counted.
    """

    own: Mapping[str, float]
    exceeded: tuple[str, ...]

    @property
    def total(self) -> float:
        """All that is on record."""
        return sum(self.own.values())


def find_budgets(ecosystem: Ecosystem, relations: Relations, programs: Sequence[NodeId]) -> Budgets:
    """Return the budgets of some programs; one pass from parts to wholes.

    Programs that are part of each other in a circle are taken as apart.
    """
    keys = {key for _, key in programs}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted(keys))
    for part, wholes in relations.targets[PART_OF].items():
        graph.add_edges_from((part, whole) for whole in wholes if part in keys and whole in keys)
    for circle in list(nx.strongly_connected_components(graph)):
        graph.remove_edges_from([*graph.subgraph(circle).edges])
    total: dict[str, float] = {}
    own: dict[str, float] = {}
    exceeded: list[str] = []
    for key in nx.lexicographical_topological_sort(graph):
        stated = ecosystem.institutions.nodes["Program", key].get("budget")
        parts = [total[part] for part in graph.predecessors(key) if part in total]
        if stated is None and not parts:
            continue
        whole = float(stated or 0.0)
        own[key] = max(whole - sum(parts), 0.0)
        total[key] = max(whole, sum(parts))
        if stated is not None and sum(parts) > whole:
            exceeded.append(key)
    return Budgets(own, tuple(sorted(exceeded)))


@dataclass(frozen=True)
class Share:
    """What of an amount goes to one label: divided evenly, at least, and at most."""

    evenly: float
    least: float
    most: float


def share_out(amounts: Mapping[str, float], labels: Mapping[str, Iterable[str]]) -> dict[str, Share]:
    """Return what goes to each label: of what has several, evenly; at least what has it alone, at most all.

    Examples
    --------
    >>> found = share_out({"p": 10.0, "q": 5.0}, {"p": ["a", "b"], "q": ["b"]})
    >>> found["a"], found["b"]
    (Share(evenly=5.0, least=0.0, most=10.0), Share(evenly=10.0, least=5.0, most=15.0))
    """
    found: dict[str, list[float]] = {}
    for key, amount in sorted(amounts.items()):
        names = sorted(set(labels.get(key, ())))
        for name in names:
            sums = found.setdefault(name, [0.0, 0.0, 0.0])
            sums[0] += amount / len(names)
            sums[1] += amount if len(names) == 1 else 0.0
            sums[2] += amount
    return {name: Share(*sums) for name, sums in sorted(found.items())}
