"""What follows from a change of claims: retired nodes, relationships without an end, resolved rows."""

from collections.abc import Sequence

import duckdb

from ecograph.model import MODEL, Kind, NodeKind
from ecograph.store.columns import identity_columns, stated_columns
from ecograph.store.duckdb_schema import (
    claim_table,
    contested_table,
    gone_table,
    node_table,
    quote,
    same_thing,
)


def retire(connection: duckdb.DuckDBPyConnection, kind: NodeKind) -> int:
    """Delete the nodes in the temporary table `gone KIND` that nobody claims; they are in `retired KIND`."""
    retired = retired_table(kind.name)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {retired} AS SELECT nid FROM {gone_table(kind)} g "
        f"ANTI JOIN {claim_table(kind)} c ON c.nid = g.nid"
    )
    connection.execute(f"DELETE FROM {node_table(kind)} WHERE nid IN (SELECT nid FROM {retired})")
    ((count,),) = connection.execute(f"SELECT count(*) FROM {retired}").fetchall()
    return int(count)


def orphan(connection: duckdb.DuckDBPyConnection, lost: Sequence[NodeKind]) -> dict[str, int]:
    """Delete the relationships of retired nodes, whoever claims them, and return how many by kind."""
    names = {kind.name for kind in lost}
    orphaned: dict[str, int] = {}
    for kind in MODEL.relationships:
        ends = [
            (end, name) for end, name in (("source", kind.source), ("target", kind.target)) if name in names
        ]
        if not ends:
            continue
        where = " OR ".join(f"{end} IN (SELECT nid FROM {retired_table(name)})" for end, name in ends)
        identity = ", ".join(quote(column) for column in identity_columns(kind))
        ((count,),) = connection.execute(
            f"SELECT count(*) FROM (SELECT DISTINCT {identity} FROM {claim_table(kind)} WHERE {where})"
        ).fetchall()
        if count:
            connection.execute(f"DELETE FROM {claim_table(kind)} WHERE {where}")
            orphaned[kind.name] = int(count)
    return orphaned


def resolve(connection: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    """Make the resolved rows of a kind again: what two or more sources claim.

    Of each property one reads the value of the source of the best rank that states one, of equal
    ranks the first by id.
    """
    claims, contested = claim_table(kind), contested_table(kind)
    connection.execute(f"DELETE FROM {contested}")
    sources = connection.execute(
        f"SELECT claim_source FROM {claims} GROUP BY 1 ORDER BY count(*) DESC"
    ).fetchall()
    if len(sources) <= 1:
        return
    largest = sources[0][0]
    identity = ", ".join(f"c.{quote(column)}" for column in identity_columns(kind))
    stated = "".join(
        f"arg_min(c.{name}, o.place) FILTER (WHERE c.{name} IS NOT NULL) AS {name}, "
        for name in map(quote, stated_columns(kind))
    )
    # Only what a source other than the largest claims can be contested, and that is often little.
    connection.execute(
        f"INSERT INTO {contested} BY NAME "
        f"SELECT {identity}, {stated}arg_min(c.claim_confidence, o.place) AS confidence "
        f"FROM {claims} c JOIN ({source_order()}) o ON o.number = c.claim_source "
        f"SEMI JOIN (SELECT * FROM {claims} WHERE claim_source <> {largest}) s "
        f"ON {same_thing(kind, 'c', 's')} "
        f"GROUP BY {identity} HAVING count(*) > 1"
    )


def retired_table(name: str) -> str:
    """Return the temporary table of the nodes of a kind that a run retired."""
    return quote(f"retired {name}")


def source_order() -> str:
    """Return the query that gives each source its place, the one that wins first."""
    return "SELECT number, id, row_number() OVER (ORDER BY rank, id) AS place FROM sources"
