"""Small layers of enterprises made in memory, and what they are counted by one by one."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pyarrow as pa
from hypothesis import strategies as st

from ecograph.graph import Ecosystem, Links, NodeId, SmeLayer
from ecograph.graph.links import build_links
from ecograph.model import MODEL, Confidence, DataKind
from tests.ecosystems import table

JOINED, FINANCED = "SME PARTICIPATED_IN Program", "SME FINANCED_BY FundingSource"
ENTERPRISES, PROGRAMS, FUNDS, AGENCIES, SERVICES = 5, 4, 2, 3, 3
DAY = dt.date(2024, 1, 1)


@dataclass(frozen=True)
class Small:
    """A small ecosystem as plain rows; the order of the rows should matter to nothing."""

    joined: tuple[dict[str, Any], ...]
    financed: tuple[dict[str, Any], ...]
    edges: tuple[tuple[NodeId, NodeId, str], ...]
    periods: Mapping[str, tuple[dt.date, dt.date]]

    def ecosystem(self) -> Ecosystem:
        """Return it as an ecosystem."""
        return layered({JOINED: self.joined, FINANCED: self.financed}, ENTERPRISES, self.edges, self.periods)


def layered(
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    enterprises: int = ENTERPRISES,
    edges: Iterable[tuple[NodeId, NodeId, str]] = (),
    periods: Mapping[str, tuple[dt.date, dt.date]] | None = None,
) -> Ecosystem:
    """Return an ecosystem of enterprises e0, e1 … and the institutions of this file."""
    network: nx.MultiDiGraph[NodeId] = nx.MultiDiGraph()
    counts = {"Program": PROGRAMS, "FundingSource": FUNDS, "Agency": AGENCIES, "Service": SERVICES}
    keys = {
        kind.name: [f"{kind.name}{number}" for number in range(counts.get(kind.name, 2))]
        for kind in MODEL.nodes
    }
    for node_kind, names in keys.items():
        if node_kind != "SME":
            network.add_nodes_from(((node_kind, key) for key in names), confidence=Confidence.READ)
    for program, (starts, ends) in (periods or {}).items():
        network.nodes["Program", program].update(starts_on=starts, ends_on=ends)
    for source, target, name in edges:
        network.add_edge(source, target, None, kind=name, confidence=Confidence.READ)
    links = {}
    for kind in MODEL.relationships:
        if kind.source == "SME":
            others = [f"e{n}" for n in range(enterprises)] if kind.target == "SME" else keys[kind.target]
            links[kind.name] = _links(kind.name, rows.get(kind.name, ()), enterprises, others)
    unknown = np.full(enterprises, -1, np.int16)
    enterprise_keys = pa.array([f"e{number}" for number in range(enterprises)], pa.string())
    layer = SmeLayer(enterprise_keys, np.full(enterprises, -1, np.int8), unknown, unknown.copy(), links)
    return Ecosystem(network, layer, 1, DataKind.SYNTHETIC, Confidence.JUDGEMENT, {})


def _links(name: str, rows: Sequence[Mapping[str, Any]], enterprises: int, others: list[str]) -> Links:
    kind = MODEL.relationship(name)
    blank = {item.name: None for item in kind.properties}
    made = table(
        name, [{**blank, **row, "confidence": "0"} for row in rows] or [{**blank, "confidence": "0"}]
    )
    made = made.slice(0, len(rows))
    made = made.set_column(
        made.column_names.index("confidence"), "confidence", [np.zeros(len(rows), np.int8)]
    )
    source = np.array([int(row["source"][1:]) for row in rows], np.int32)
    target = np.array([others.index(row["target"]) for row in rows], np.int32)
    targets = () if kind.target == "SME" else tuple(others)
    return build_links(kind, (enterprises, len(others)), targets, source, target, made)


def _ends(kind: str, count: int) -> st.SearchStrategy[str]:
    return st.integers(0, count - 1).map(lambda number: f"{kind}{number}")


_DATES = st.none() | st.integers(0, 20).map(lambda days: DAY + dt.timedelta(days))
_SERVICES = st.none() | st.lists(st.none() | _ends("Service", SERVICES + 1), max_size=2)
_JOINED = st.fixed_dictionaries(
    {
        "source": _ends("e", ENTERPRISES),
        "target": _ends("Program", PROGRAMS),
        "fiscal_year": st.sampled_from([None, 2024, 2025]),
        "starts_on": _DATES,
        "ends_on": _DATES,
        "services": _SERVICES,
    }
)
_FINANCED = st.fixed_dictionaries(
    {"source": _ends("e", ENTERPRISES), "target": _ends("FundingSource", FUNDS)}
)


def _edges(source: tuple[str, int], kind: str, target: tuple[str, int]) -> st.SearchStrategy[Any]:
    pairs = st.tuples(_ends(*source), _ends(*target))
    name = f"{source[0]} {kind} {target[0]}"
    return st.lists(pairs, max_size=5).map(
        lambda found: [((source[0], one), (target[0], other), name) for one, other in found]
    )


def _periods(days: dict[str, tuple[int, int]]) -> dict[str, tuple[dt.date, dt.date]]:
    return {key: (DAY + dt.timedelta(a), DAY + dt.timedelta(b)) for key, (a, b) in days.items()}


small_ecosystems: st.SearchStrategy[Small] = st.builds(
    lambda joined, financed, runs, manages, offers, periods: Small(
        tuple(joined), tuple(financed), (*runs, *manages, *offers), periods
    ),
    st.lists(_JOINED, max_size=12),
    st.lists(_FINANCED, max_size=5),
    _edges(("Agency", AGENCIES), "RUNS", ("Program", PROGRAMS)),
    _edges(("Agency", AGENCIES), "MANAGES", ("FundingSource", FUNDS)),
    _edges(("Program", PROGRAMS), "OFFERS", ("Service", SERVICES)),
    st.dictionaries(
        _ends("Program", PROGRAMS), st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=3
    ).map(_periods),
)
