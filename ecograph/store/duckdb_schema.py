"""The tables of the embedded store, derived from the model.

Per node kind there is a table of identities (`node SME`: a dense number and the key), and per kind
of node or relationship a table of claims (`claim SME`: what one source says, and where). What two
sources claim is resolved into a third table (`contested SME`); a view by the name of the kind adds
what only one source claims, so that nothing is stored twice in the common case.

Relationships have neither key nor index: a run finds what it must change by joins of numbers,
which costs a fraction of keeping an index over tens of millions of rows.
"""

from collections.abc import Iterator

from ecograph.model import Kind, Model, NodeKind, Type
from ecograph.store.columns import ENDS, claimed_columns, key_columns

FORMAT = 1

COLUMN_TYPES = {
    Type.TEXT: "VARCHAR",
    Type.TEXTS: "VARCHAR[]",
    Type.INTEGER: "BIGINT",
    Type.NUMBER: "DOUBLE",
    Type.BOOLEAN: "BOOLEAN",
    Type.DATE: "DATE",
}
PROVENANCE = {
    "claim": "BIGINT",
    "claim_source": "SMALLINT",
    "claim_document": "INTEGER",
    "claim_row": "BIGINT",
    "claim_reference": "VARCHAR",
    "claim_confidence": "TINYINT",
    "claim_first_run": "INTEGER",
    "claim_last_run": "INTEGER",
}

BOOKS = """\
CREATE TABLE IF NOT EXISTS about (format INTEGER, model VARCHAR);
CREATE TABLE IF NOT EXISTS sources (
  number SMALLINT, id VARCHAR, title VARCHAR, title_th VARCHAR, rank INTEGER, data_kind VARCHAR,
  confidence VARCHAR, accumulates BOOLEAN, licence VARCHAR, last_run INTEGER);
CREATE TABLE IF NOT EXISTS documents (number INTEGER, source SMALLINT, name VARCHAR);
CREATE TABLE IF NOT EXISTS runs (number INTEGER, source SMALLINT, started TIMESTAMP, finished TIMESTAMP);
CREATE TABLE IF NOT EXISTS run_counts (
  run INTEGER, kind VARCHAR, created BIGINT, updated BIGINT, unchanged BIGINT,
  withdrawn BIGINT, orphaned BIGINT);
CREATE TABLE IF NOT EXISTS holdings (kind VARCHAR, source SMALLINT, claims BIGINT);
"""


def quote(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def same_thing(kind: Kind, left: str, right: str) -> str:
    """Return the condition that two rows are of the same node or relationship."""
    if isinstance(kind, NodeKind):
        return f"{left}.nid = {right}.nid"
    ends = [f"{left}.{end} = {right}.{end}" for end in ENDS]
    others = [f"{left}.{quote(d)} IS NOT DISTINCT FROM {right}.{quote(d)}" for d in kind.discriminators]
    return " AND ".join((*ends, *others))


def ddl(model: Model) -> str:
    """Return the statements that make every table and view."""
    return tables(model) + views(model)


def tables(model: Model) -> str:
    """Return the statements that make the tables that are not there yet."""
    return BOOKS + "".join(f"{statement}\n" for kind in model for statement in _tables(kind))


def views(model: Model) -> str:
    """Return the statements that make the views, in the place of older ones."""
    return "".join(f"{statement}\n" for kind in model for statement in _views(kind))


def _tables(kind: Kind) -> Iterator[str]:
    stated = [f"{quote(c)} {COLUMN_TYPES[item.type]}" for c, item in claimed_columns(kind).items()]
    if isinstance(kind, NodeKind):
        parts = "".join(f", {quote(column)} VARCHAR" for column in key_columns(kind))
        yield f"CREATE TABLE IF NOT EXISTS {node_table(kind)} (nid INTEGER, key VARCHAR{parts});"
        identity = ["nid INTEGER"]
    else:
        identity = [f"{end} INTEGER" for end in ENDS]
    provenance = [f"{column} {kind_of}" for column, kind_of in PROVENANCE.items()]
    yield f"CREATE TABLE IF NOT EXISTS {claim_table(kind)} ({', '.join((*identity, *provenance, *stated))});"
    resolved = ", ".join((*identity, *stated, "confidence TINYINT"))
    yield f"CREATE TABLE IF NOT EXISTS {contested_table(kind)} ({resolved});"


def _views(kind: Kind) -> Iterator[str]:
    yield _resolved_view(kind)
    if isinstance(kind, NodeKind):
        yield _node_view(kind)


def _resolved_view(kind: Kind) -> str:
    identity = ("nid",) if isinstance(kind, NodeKind) else ENDS
    columns = ", ".join(quote(column) for column in (*identity, *claimed_columns(kind)))
    return (
        f"CREATE OR REPLACE VIEW {resolved_view(kind)} AS SELECT {columns}, claim_confidence AS confidence "
        f"FROM {claim_table(kind)} c ANTI JOIN {contested_table(kind)} k ON {same_thing(kind, 'c', 'k')} "
        f"UNION ALL SELECT {columns}, confidence FROM {contested_table(kind)};"
    )


def _node_view(kind: NodeKind) -> str:
    parts = key_columns(kind)
    key = [f"n.{quote(part)}" for part in parts] or [f"n.key AS {quote(kind.key[0])}"]
    stated = [f"r.{quote(column)}" for column in claimed_columns(kind)]
    return (
        f"CREATE OR REPLACE VIEW {quote(kind.name)} AS "
        f"SELECT n.nid, n.key, {', '.join((*key, *stated))}, r.confidence "
        f"FROM {node_table(kind)} n JOIN {resolved_view(kind)} r ON r.nid = n.nid;"
    )


def node_table(kind: NodeKind) -> str:
    """Return the table of the identities of a node kind."""
    return quote(f"node {kind.name}")


def claim_table(kind: Kind) -> str:
    """Return the table of the claims on a kind."""
    return quote(f"claim {kind.name}")


def contested_table(kind: Kind) -> str:
    """Return the table of what several sources claim, resolved."""
    return quote(f"contested {kind.name}")


def gone_table(kind: Kind) -> str:
    """Return the temporary table of what a source withdrew in a run."""
    return quote(f"gone {kind.name}")


def resolved_view(kind: Kind) -> str:
    """Return the view of a kind that has one row for each thing, by number."""
    return quote(f"resolved {kind.name}") if isinstance(kind, NodeKind) else quote(kind.name)
