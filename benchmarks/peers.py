"""The same jobs in plain networkx, pandas and DuckDB SQL, over columns that cost them nothing to get."""

import hashlib
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import duckdb
import networkx as nx
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ecograph.analysis.grouping import group
from ecograph.graph import Ecosystem
from ecograph.graph.clients import LINKS, OWNERS
from ecograph.graph.links import NO_DATE

Rows = list[tuple[int, ...]]
LARGEST_NETWORKX = 100_000
"""Enterprises; more of them take minutes and gigabytes merely to become a networkx graph."""


def themes_of(ecosystem: Ecosystem) -> list[set[tuple[str, str]]]:
    """Return for each theme, by key, the programs and funds that address it."""
    members: dict[str, set[tuple[str, str]]] = {key: set() for key in ecosystem.nodes("Theme")}
    for source, (kind, key), edge in ecosystem.institutions.edges(data=True):
        if kind == "Theme" and edge["kind"].endswith("ADDRESSES Theme"):
            members[key].add(source)
    return [found for found in members.values() if found][:64]


def write_columns(ecosystem: Ecosystem, folder: Path) -> None:
    """Write what the jobs ask about as integer columns; programs are numbered before funds."""
    folder.mkdir()
    smes = ecosystem.smes
    corridor = group(ecosystem, "corridor", "economic").codes
    _write(folder, "enterprise", sme=np.arange(len(smes), dtype=np.int32), corridor=corridor)
    joined = smes.links[LINKS["Program"]]
    dates = {name: joined.columns[name] for name in ("starts_on", "ends_on")}
    days = {name: pa.array(values, mask=values == NO_DATE) for name, values in dates.items()}
    _write(folder, "joined", sme=joined.enterprises, program=joined.indices, **days)
    labels = joined.labels["services"]
    link = np.repeat(np.arange(joined.count, dtype=np.int32), np.diff(labels.indptr))
    _write(folder, "service", link=link, service=labels.indices)
    funds = smes.links[LINKS["FundingSource"]]
    offset = np.int32(len(joined.targets))
    who = np.concatenate([joined.enterprises, funds.enterprises])
    _write(folder, "supported", sme=who, support=np.concatenate([joined.indices, funds.indices + offset]))
    number = {("Program", key): at for at, key in enumerate(joined.targets)}
    number |= {("FundingSource", key): at + int(offset) for at, key in enumerate(funds.targets)}
    tags = [(number[node], at) for at, theme in enumerate(themes_of(ecosystem)) for node in sorted(theme)]
    _write(folder, "theme", support=[one for one, _ in tags], theme=[other for _, other in tags])
    agency = {key: at for at, key in enumerate(ecosystem.nodes("Agency"))}
    owned = [
        (number[target], agency[key])
        for (_, key), target, edge in ecosystem.institutions.edges(data=True)
        if edge["kind"] in OWNERS.values()
    ]
    known = {support for support, _ in owned}
    # Support of an agency that is not on record is somebody else's: nobody known.
    owned += [(support, len(agency)) for support in number.values() if support not in known]
    _write(folder, "owner", support=[one for one, _ in owned], agency=[other for _, other in owned])


def _write(folder: Path, name: str, **columns: object) -> None:
    pq.write_table(pa.table(columns), folder / f"{name}.parquet")


def digest(rows: "Rows | np.ndarray") -> str:
    """Return what tells two answers apart: how many rows, and a hash of them sorted."""
    table = np.array(rows, np.int64)
    table = table.reshape(len(table), -1)
    table = np.ascontiguousarray(table[np.lexsort(table.T[::-1])]) if table.size else table
    return f"{len(table):,} rows, {hashlib.sha256(table.tobytes()).hexdigest()[:12]}"


def read(folder: Path) -> dict[str, pd.DataFrame]:
    return {path.stem: pd.read_parquet(path) for path in folder.glob("*.parquet")}


def pandas_coverage(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    reached = tables["supported"].merge(tables["theme"], on="support")[["sme", "theme"]].drop_duplicates()
    return reached.merge(tables["enterprise"], on="sme").groupby(["corridor", "theme"]).size().reset_index()


def pandas_unreached(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    enterprises = tables["enterprise"]
    alone = enterprises[~enterprises["sme"].isin(tables["supported"]["sme"])]
    return alone.groupby("corridor").size().reset_index()


def pandas_shared(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    joined = tables["joined"][["sme", "program"]].drop_duplicates()
    pairs = joined.merge(joined, on="sme")
    pairs = pairs[pairs["program_x"] < pairs["program_y"]]
    return pairs.groupby(["program_x", "program_y"]).size().reset_index()


def pandas_double(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    dated = tables["joined"].reset_index(names="link").dropna()
    dated = dated[dated["starts_on"] <= dated["ends_on"]].merge(tables["service"], on="link")
    pairs = dated.merge(dated, on=["sme", "service"])
    pairs = pairs[
        (pairs["link_x"] < pairs["link_y"])
        & (pairs["starts_on_x"] <= pairs["ends_on_y"])
        & (pairs["starts_on_y"] <= pairs["ends_on_x"])
    ]
    return pairs[["link_x", "link_y", "service"]].drop_duplicates()


def pandas_dependence(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    clients = tables["supported"].merge(tables["owner"], on="support")[["sme", "agency"]].drop_duplicates()
    alone = clients[~clients["sme"].duplicated(keep=False)]
    return alone.groupby("agency").size().reset_index()


SQL = {
    "coverage": """SELECT corridor, theme, count(DISTINCT sme) FROM supported JOIN theme USING (support)
        JOIN enterprise USING (sme) GROUP BY ALL""",
    "unreached": """SELECT corridor, count(*) FROM enterprise e
        WHERE NOT EXISTS (FROM supported s WHERE s.sme = e.sme) GROUP BY ALL""",
    "shared clients": """WITH clients AS (SELECT DISTINCT sme, program FROM joined)
        SELECT a.program, b.program, count(*) FROM clients a JOIN clients b
        ON a.sme = b.sme AND a.program < b.program GROUP BY ALL""",
    "double service": """WITH told AS (SELECT row_number() OVER () - 1 AS link, * FROM joined),
        dated AS (SELECT * FROM told JOIN service USING (link) WHERE starts_on <= ends_on)
        SELECT DISTINCT a.link, b.link, a.service FROM dated a JOIN dated b ON a.sme = b.sme
        AND a.service = b.service AND a.link < b.link
        AND a.starts_on <= b.ends_on AND b.starts_on <= a.ends_on""",
    "dependence": """SELECT agency, count(*) FROM (SELECT sme, min(agency) AS agency FROM supported
        JOIN owner USING (support) GROUP BY sme HAVING min(agency) = max(agency)) GROUP BY ALL""",
}


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection to the columns as tables in memory."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    for path in sorted(folder.glob("*.parquet")):
        connection.execute(f"CREATE TABLE {path.stem} AS FROM read_parquet('{path}')")
    return connection


def build_networkx(tables: dict[str, pd.DataFrame]) -> "nx.MultiDiGraph[tuple[str, int]]":
    """Return everything the jobs ask about as one graph, the way one would write it."""
    graph: nx.MultiDiGraph[tuple[str, int]] = nx.MultiDiGraph()
    services: dict[int, list[int]] = {}
    for link, service in tables["service"].itertuples(index=False):
        services.setdefault(link, []).append(service)
    for sme, corridor in tables["enterprise"].itertuples(index=False):
        graph.add_node(("SME", sme), corridor=corridor)
    for link, sme, program, starts, ends in tables["joined"].itertuples():
        period = (starts, ends) if starts <= ends else None
        graph.add_edge(
            ("SME", sme), ("support", program), period=period, link=link, services=services.get(link, [])
        )
    count = len(tables["joined"])
    for sme, fund in tables["supported"].iloc[count:].itertuples(index=False):
        graph.add_edge(("SME", sme), ("support", fund))
    for support, theme in tables["theme"].itertuples(index=False):
        graph.add_edge(("support", support), ("theme", theme))
    for support, agency in tables["owner"].itertuples(index=False):
        graph.add_edge(("support", support), ("agency", agency))
    return graph


def _supports(graph: "nx.MultiDiGraph[tuple[str, int]]", kind: str) -> dict[tuple[str, int], list[int]]:
    nodes = [node for node in graph if node[0] == "support"]
    return {node: [other[1] for other in graph.successors(node) if other[0] == kind] for node in nodes}


def networkx_coverage(graph: "nx.MultiDiGraph[tuple[str, int]]") -> Rows:
    of, found = _supports(graph, "theme"), Counter[tuple[int, int]]()
    for node, corridor in graph.nodes(data="corridor"):
        if node[0] == "SME":
            found.update(
                (corridor, theme) for theme in {t for other in graph.successors(node) for t in of[other]}
            )
    return [(*cell, count) for cell, count in found.items()]


def networkx_unreached(graph: "nx.MultiDiGraph[tuple[str, int]]") -> Rows:
    alone = Counter(
        corridor
        for node, corridor in graph.nodes(data="corridor")
        if node[0] == "SME" and not graph.out_degree(node)
    )
    return list(alone.items())


def networkx_shared(graph: "nx.MultiDiGraph[tuple[str, int]]") -> Rows:
    found = Counter[tuple[int, int]]()
    for node in graph:
        if node[0] == "SME":
            edges = graph.out_edges(node, data="link")
            programs = sorted({other[1] for _, other, link in edges if link is not None})
            found.update(combinations(programs, 2))
    return [(*pair, count) for pair, count in found.items()]


def networkx_double(graph: "nx.MultiDiGraph[tuple[str, int]]") -> Rows:
    found = []
    for node in graph:
        if node[0] != "SME":
            continue
        dated = sorted(
            (edge["link"], edge["period"], set(edge["services"]))
            for _, _, edge in graph.out_edges(node, data=True)
            if edge.get("period")
        )
        for (one, first, some), (other, second, others) in combinations(dated, 2):
            if first[0] <= second[1] and second[0] <= first[1]:
                found += [(one, other, service) for service in some & others]
    return found


def networkx_dependence(graph: "nx.MultiDiGraph[tuple[str, int]]") -> Rows:
    of, found = _supports(graph, "agency"), Counter[int]()
    for node in graph:
        if node[0] == "SME":
            agencies = {agency for other in graph.successors(node) for agency in of[other]}
            if len(agencies) == 1:
                found.update(agencies)
    return list(found.items())


PANDAS: dict[str, Callable[[dict[str, pd.DataFrame]], pd.DataFrame]] = {
    "coverage": pandas_coverage,
    "unreached": pandas_unreached,
    "shared clients": pandas_shared,
    "double service": pandas_double,
    "dependence": pandas_dependence,
}
NETWORKX: dict[str, Callable[["nx.MultiDiGraph[tuple[str, int]]"], Rows]] = {
    "coverage": networkx_coverage,
    "unreached": networkx_unreached,
    "shared clients": networkx_shared,
    "double service": networkx_double,
    "dependence": networkx_dependence,
}
