"""What surrounds a node of the embedded store."""

from collections.abc import Mapping, Sequence

import duckdb

from ecograph.model import NodeKind
from ecograph.store.base import Node
from ecograph.store.columns import ENDS, columns_of
from ecograph.store.duckdb_nodes import find_node, read_nodes
from ecograph.store.duckdb_schema import node_table, quote, resolved_view
from ecograph.store.neighbourhood import Leg, Link


class DuckSurroundings:
    """Reads what lies around nodes through a cursor."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def centre(self, kind: NodeKind, key: str) -> tuple[int, Node] | None:
        """Return the number of a node, and the node with its claims."""
        node = find_node(self._cursor, kind, key)
        if node is None:
            return None
        ((nid,),) = self._cursor.execute(
            f"SELECT nid FROM {node_table(kind)} WHERE key = ?", [key]
        ).fetchall()
        return int(nid), node

    def nodes(self, kind: NodeKind, numbers: Sequence[int]) -> Mapping[int, Node]:
        """Return nodes by number, without their claims."""
        return read_nodes(self._cursor, kind, numbers)

    def follow(self, leg: Leg, numbers: Sequence[int], limit: int) -> list[Link]:
        """Return the first relationships that leave nodes along a leg."""
        columns = ", ".join(quote(column) for column in (*ENDS, *columns_of(leg.kind)))
        wanted = ", ".join(map(str, numbers))
        rows = self._cursor.execute(
            f"SELECT {columns} FROM {resolved_view(leg.kind)} WHERE {leg.start} IN ({wanted}) "
            f"ORDER BY ALL LIMIT {limit}"
        ).fetchall()
        return [Link(leg.kind, source, target, tuple(values)) for source, target, *values in rows]

    def degrees(self, legs: Sequence[Leg], number: int) -> list[int]:
        """Return how many relationships leave a node along each leg."""
        counts = []
        for leg in legs:
            once = " AND source <> target" if leg.kind.undirected and leg.start == "target" else ""
            ((count,),) = self._cursor.execute(
                f"SELECT count(*) FROM {resolved_view(leg.kind)} WHERE {leg.start} = {number}{once}"
            ).fetchall()
            counts.append(int(count))
        return counts
