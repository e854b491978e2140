"""Measure what is asked of an ecosystem: `bench_analysis.py N` for N enterprises, several N for growth.

Beside the layer of enterprises, the same jobs in plain networkx (up to 100,000 enterprises), pandas and
DuckDB SQL, in the same run and with the same answers: the others get integer columns in memory, which
they are not charged for, and networkx its graph, which is a step of its own.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
from nation import SECRET, bring_facts, write
from peers import (
    LARGEST_NETWORKX,
    NETWORKX,
    PANDAS,
    SQL,
    build_networkx,
    connect,
    digest,
    read,
    themes_of,
    write_columns,
)
from steps import Measured, Meter, Step, run

from ecograph.analysis import find_reach, find_unreached
from ecograph.analysis.grouping import group
from ecograph.graph import (
    Ecosystem,
    count_coverage,
    count_shared_clients,
    find_clients,
    find_degree_classes,
    find_dependence,
    find_double_service,
    find_neighbourhood,
    find_paths,
    open_ecosystem,
    reached_themes,
    select_part,
)
from ecograph.store import open_store
from loaders.load import load
from loaders.native import native_recipe
from loaders.synthetic import SOURCE

OURS = "ecograph"
TIMES = 100
JOINED = "SME PARTICIPATED_IN Program"


def prepare(folder: Path, enterprises: int) -> str:
    """Load a nation, and write what the others get."""
    store = bring_facts(open_store(str(folder / "store")))
    made = write(store, folder, enterprises)
    tables = folder / "tables"
    load(native_recipe(tables, SOURCE), tables, store, cleaners={}, secret=SECRET, mix=True)
    write_columns(open_ecosystem(store), folder / "columns")
    return made


def opened(folder: Path) -> Ecosystem:
    return open_ecosystem(open_store(str(folder / "store")))


def open_all(folder: Path, meter: Meter) -> list[str]:
    with meter:
        ecosystem = opened(folder)
    links = sum(links.count for links in ecosystem.smes.links.values())
    return [f"{len(ecosystem.smes):,} enterprises, {links:,} links of theirs"]


def both_directions(folder: Path, meter: Meter) -> list[str]:
    ecosystem = opened(folder)
    size = 0
    with meter:
        for links in ecosystem.smes.links.values():
            column = links.reverse
            for array in (links.indptr, links.indices, column.indptr, column.indices, column.data):
                size += array.nbytes
    return [f"CSR of every kind in both directions: {size / 1e6:,.0f} MB"]


def coverage(ecosystem: Ecosystem, meter: Meter) -> list[tuple[int, ...]]:
    themes, corridor = themes_of(ecosystem), group(ecosystem, "corridor", "economic").codes
    with meter:
        histogram = count_coverage([corridor], reached_themes(ecosystem, themes))
        tables = [histogram.count([0], 1 << bit) for bit in range(len(themes))]
    return [
        (cell, theme, int(count))
        for theme, table in enumerate(tables)
        for cell, count in enumerate(table[:-1])
        if count
    ]


def unreached(ecosystem: Ecosystem, meter: Meter) -> list[tuple[int, ...]]:
    corridor = group(ecosystem, "corridor", "economic").codes
    with meter:
        counts = np.bincount(corridor[ecosystem.smes.supports == 0])
    return [(cell, int(count)) for cell, count in enumerate(counts) if count]


def shared_clients(ecosystem: Ecosystem, meter: Meter) -> np.ndarray:
    with meter:
        shared = count_shared_clients(find_clients(ecosystem, "Program"))
    first, second = np.nonzero(np.triu(shared, 1))
    return np.stack([first, second, shared[first, second]], axis=1)


def double_service(ecosystem: Ecosystem, meter: Meter) -> np.ndarray:
    with meter:
        found = find_double_service(ecosystem, weakest="recorded")
    vocabulary = ecosystem.smes.links[JOINED].labels["services"].vocabulary
    number = {name: position for position, name in enumerate(vocabulary)}
    services = [number[found.services[service]] for service in found.service]
    return np.stack([found.first, found.second, np.array(services, np.int32)], axis=1)


def dependence(ecosystem: Ecosystem, meter: Meter) -> list[tuple[int, ...]]:
    with meter:
        found = find_dependence(ecosystem)
    return [(agency, int(count)) for agency, count in enumerate(found.sole) if count]


JOBS: Mapping[str, Callable[[Ecosystem, Meter], "list[tuple[int, ...]] | np.ndarray"]] = {
    "coverage": coverage,
    "unreached": unreached,
    "shared clients": shared_clients,
    "double service": double_service,
    "dependence": dependence,
}


def ours(job: str) -> Step:
    return lambda folder, meter: [digest(JOBS[job](opened(folder), meter))]


def in_pandas(job: str) -> Step:
    def step(folder: Path, meter: Meter) -> list[str]:
        tables = read(folder / "columns")
        with meter:
            found = PANDAS[job](tables)
        return [digest(found.to_numpy(np.int64))]

    return step


def in_duckdb(job: str) -> Step:
    def step(folder: Path, meter: Meter) -> list[str]:
        connection = connect(folder / "columns")
        with meter:
            found = connection.sql(SQL[job]).to_arrow_table()
        return [digest(np.stack([np.asarray(column, np.int64) for column in found.columns], axis=1))]

    return step


def small(folder: Path) -> bool:
    """Whether the nation is small enough for a networkx graph."""
    return len(read(folder / "columns")["enterprise"]) <= LARGEST_NETWORKX


def in_networkx(job: str) -> Step:
    def step(folder: Path, meter: Meter) -> list[str]:
        if not small(folder):
            return []
        graph = build_networkx(read(folder / "columns"))
        with meter:
            found = NETWORKX[job](graph)
        return [digest(found)]

    return step


def build_graph(folder: Path, meter: Meter) -> list[str]:
    if not small(folder):
        return [f"only up to {LARGEST_NETWORKX:,} enterprises"]
    tables = read(folder / "columns")
    with meter:
        graph = build_networkx(tables)
    return [f"{graph.number_of_nodes():,} nodes, {graph.number_of_edges():,} edges"]


def reach(folder: Path, meter: Meter) -> list[str]:
    ecosystem = opened(folder)
    with meter:
        found = find_reach(ecosystem, by=("corridor", "theme"))
    return [f"{len(found.findings):,} findings"]


def all_unreached(folder: Path, meter: Meter) -> list[str]:
    ecosystem = opened(folder)
    with meter:
        found = find_unreached(ecosystem)
    return [f"{found.totals['unreached']:,.0f} unreached"]


def wide_histogram(folder: Path, meter: Meter) -> list[str]:
    ecosystem = opened(folder)
    themes = themes_of(ecosystem)
    with meter:
        smes = ecosystem.smes
        codes = [smes.area, smes.industry, smes.size_class]
        histogram = count_coverage(codes, reached_themes(ecosystem, themes))
    return [f"{len(histogram.enterprises):,} cells that occur, of areas {histogram.shape}"]


def agencies(folder: Path, meter: Meter) -> list[str]:
    ecosystem = opened(folder)
    with meter:
        shared = count_shared_clients(find_clients(ecosystem, "Agency"))
    return [f"{len(shared):,} agencies"]


def degree_classes(folder: Path, meter: Meter) -> list[str]:
    ecosystem = opened(folder)
    clients = find_clients(ecosystem, "Program")
    strata = group(ecosystem, "corridor", "economic").codes
    with meter:
        classes = find_degree_classes(clients, strata)
    return [f"{len(classes.degree):,} classes in {len(classes.clients):,} strata"]


def neighbourhoods(folder: Path, meter: Meter) -> list[str]:
    ecosystem = opened(folder)
    for links in ecosystem.smes.links.values():
        _ = links.reverse
    ecosystem.smes.position("")
    largest = int(np.bincount(ecosystem.smes.links[JOINED].indices).argmax())
    hub = ("Program", ecosystem.smes.links[JOINED].targets[largest])
    area = int(np.bincount(ecosystem.smes.links["SME LOCATED_IN Area"].indices).argmax())
    place = ("Area", ecosystem.smes.links["SME LOCATED_IN Area"].targets[area])
    who = np.random.default_rng(5).integers(0, len(ecosystem.smes), TIMES)
    keys = [ecosystem.smes.keys[int(position)].as_py() for position in who]
    remarks = []
    for what, nodes, hops in (
        ("enterprises, 1 hop", [("SME", key) for key in keys], 1),
        ("the largest program, 1 hop", [hub], 1),
        ("the largest program, 2 hops", [hub], 2),
        ("the largest area, 1 hop", [place], 1),
    ):
        one = Meter()
        with meter, one:
            for node in nodes:
                found = find_neighbourhood(ecosystem, node, hops=hops)
        total = sum(sum(counts.values()) for counts in found.reachable)
        took = one.cpu / len(nodes) * 1000
        remarks.append(f"{what}: {took:.1f} CPU ms each; the last {len(found.nodes)} of {total:,}")
    return remarks


def paths(folder: Path, meter: Meter) -> list[str]:
    ecosystem = opened(folder)
    for links in ecosystem.smes.links.values():
        _ = links.reverse
    ecosystem.smes.position("")
    rng = np.random.default_rng(6)
    clients = find_clients(ecosystem, "Agency")
    running = [clients.nodes[column] for column in np.flatnonzero(clients.counts)]
    pairs = [rng.choice(len(running), 2, replace=False) for _ in range(10)]
    remarks = []
    for what, kinds in (("any kind", ()), ("programs and clients", ("Agency RUNS Program", JOINED))):
        one = Meter()
        with meter, one:
            for first, second in pairs:
                found = find_paths(ecosystem, running[first], running[second], kinds=kinds)
        best = found.paths[0].text.en if found.paths else "no path"
        remarks.append(f"agencies, {what}: {one.cpu / len(pairs) * 1000:.0f} CPU ms each; {best}")
    one = Meter()
    who = [ecosystem.smes.keys[int(at)].as_py() for at in rng.integers(0, len(ecosystem.smes), 20)]
    with meter, one:
        for first, second in zip(who[::2], who[1::2], strict=True):
            find_paths(ecosystem, ("SME", first), ("SME", second))
    remarks.append(f"enterprises, any kind: {one.cpu / 10 * 1000:.0f} CPU ms each")
    return remarks


def part(folder: Path, meter: Meter) -> list[str]:
    ecosystem = opened(folder)
    remarks = []
    corridor = next(key for key in ecosystem.nodes("Corridor") if key.startswith("economic"))
    links = ecosystem.smes.links[JOINED]
    largest = links.targets[int(np.bincount(links.indices).argmax())]
    theme = next(key for key, _ in ecosystem.successors(("Program", largest), "Program ADDRESSES Theme"))
    chosen = select_part(ecosystem, corridor=corridor, theme=theme, year=2025)
    for what, build in (("networkx", chosen.to_networkx), ("tables", chosen.to_frames)):
        one = Meter()
        with meter, one:
            build()
        size = chosen.nodes + chosen.relationships
        remarks.append(f"{size:,} nodes and relationships as {what}: {one.cpu:.2f} CPU s")
    return remarks


ENGINES: Mapping[str, Callable[[str], Step]] = {
    OURS: ours,
    "DuckDB": in_duckdb,
    "pandas": in_pandas,
    "networkx": in_networkx,
}
STEPS: dict[str, Step] = {
    "open": open_all,
    "links in both directions": both_directions,
    "histogram of small cells": wide_histogram,
    "reach by corridor × theme": reach,
    "unreached, as findings": all_unreached,
    "shared clients of agencies": agencies,
    "degree classes by corridor": degree_classes,
    "neighbourhoods": neighbourhoods,
    "paths": paths,
    "part as a graph, as tables": part,
    "build a networkx graph": build_graph,
    **{f"{job}: {engine}": make(job) for job in JOBS for engine, make in ENGINES.items()},
}


def compare(measured: Mapping[str, Measured]) -> Iterator[str]:
    """Say how much longer the others took, and whether all gave one answer."""
    yield f"{'CPU seconds, as a multiple':<34}" + "".join(f"{engine:>12}" for engine in list(ENGINES)[1:])
    for job in JOBS:
        found = {engine: measured[f"{job}: {engine}"] for engine in ENGINES}
        answers = {answer for step in found.values() for answer in step.remarks}
        mine = found.pop(OURS).cpu
        ratios = "".join(
            f"{step.cpu / mine:>12.1f}" if step.remarks else f"{'–':>12}" for step in found.values()
        )
        yield f"{job:<34}{ratios}   {'one answer' if len(answers) == 1 else 'DIFFERENT ANSWERS'}"


if __name__ == "__main__":
    run(__file__, "Measure what is asked of an ecosystem.", prepare, STEPS, compare)
