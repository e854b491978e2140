"""Queries between the claims of the embedded store and things as a server keeps them."""

from ecograph.model import Confidence, Kind, NodeKind, Type
from ecograph.store.columns import (
    ENDS,
    claimed_columns,
    identity_columns,
    key_columns,
    stated_columns,
)
from ecograph.store.duckdb_schema import (
    COLUMN_TYPES,
    claim_table,
    contested_table,
    node_table,
    quote,
    same_thing,
)
from ecograph.store.things import thing_types

_RANKS = f"[{', '.join(repr(c.value) for c in Confidence)}]"


def things(kind: Kind) -> str:
    """Return the query that gives every thing of a kind."""
    columns = ", ".join(quote(column) for column in thing_types(kind))
    rows = f"{_sole(kind)} UNION ALL BY NAME {_contested(kind)}"
    if isinstance(kind, NodeKind):
        parts = "".join(f", n.{quote(part)}" for part in key_columns(kind))
        rows = f"SELECT r.*, n.key{parts} FROM ({rows}) r JOIN {node_table(kind)} n ON n.nid = r.nid"
    return f"SELECT {columns} FROM ({rows})"


def claims_of_things(kind: Kind, table: str) -> str:
    """Return the query that gives the claims on things in a table, without numbers of their own."""
    identity = ", ".join(f"t.{quote(c)}" for c in identity_columns(kind))
    stated = "".join(f", t.{quote(c)}" for c in stated_columns(kind))
    said = "".join(f", j.says.{quote(c)} AS {quote(c)}" for c in stated_columns(kind))
    sole = (
        f"SELECT {identity}{stated}, claim_source, claim_document, claim_row, claim_reference, "
        f"confidence AS claim_confidence, claim_first_run, claim_last_run "
        f"FROM {table} t WHERE claims IS NULL"
    )
    contested = (
        f"SELECT {identity}{said}, j.source AS claim_source, j.document AS claim_document, "
        "j.row AS claim_row, j.reference AS claim_reference, j.confidence AS claim_confidence, "
        "j.first_run AS claim_first_run, j.last_run AS claim_last_run "
        f"FROM (SELECT *, from_json(unnest(claims), '{_shape(kind)}') AS j FROM {table} "
        "WHERE claims IS NOT NULL) t"
    )
    selected = ", ".join(
        f"c.{quote(column)}" for column in dict.fromkeys((*identity_columns(kind), *stated_columns(kind)))
    )
    return (
        f"SELECT {selected}, s.number AS claim_source, d.number AS claim_document, claim_row, "
        f"claim_reference, (list_position({_RANKS}, claim_confidence) - 1)::TINYINT AS claim_confidence, "
        "claim_first_run, coalesce(claim_last_run, s.last_run) AS claim_last_run "
        f"FROM ({sole} UNION ALL BY NAME {contested}) c JOIN sources_before s ON s.id = c.claim_source "
        "LEFT JOIN documents d ON d.source = s.number AND d.name = c.claim_document"
    )


def _sole(kind: Kind) -> str:
    columns = ", ".join(f"c.{quote(c)}" for c in (*_ends(kind), *claimed_columns(kind)))
    return (
        f"SELECT {columns}, {_confidence('c.claim_confidence')} AS confidence, s.id AS claim_source, "
        "d.name AS claim_document, c.claim_row, c.claim_reference, c.claim_first_run, "
        "CASE WHEN s.accumulates THEN c.claim_last_run END AS claim_last_run, "
        "NULL::INTEGER AS claim_count, NULL::VARCHAR[] AS claims "
        f"FROM (FROM {claim_table(kind)} c ANTI JOIN {contested_table(kind)} k "
        f"ON {same_thing(kind, 'c', 'k')}) c "
        "JOIN sources s ON s.number = c.claim_source LEFT JOIN documents d ON d.number = c.claim_document"
    )


def _contested(kind: Kind) -> str:
    columns = ", ".join(f"k.{quote(c)}" for c in (*_ends(kind), *claimed_columns(kind)))
    identity = ", ".join(f"c.{quote(c)}" for c in identity_columns(kind))
    says = ", ".join(f"{quote(c)} := c.{quote(c)}" for c in stated_columns(kind))
    said = f"source := s.id, document := d.name, row := c.claim_row, reference := c.claim_reference, \
confidence := {_confidence('c.claim_confidence')}, first_run := c.claim_first_run, \
last_run := CASE WHEN s.accumulates THEN c.claim_last_run END"
    if says:
        said += f", says := struct_pack({says})"
    # Merging into nothing takes the nulls out.
    text = f"json_merge_patch('{{}}', to_json(struct_pack({said})))::VARCHAR"
    return (
        f"SELECT {columns}, {_confidence('k.confidence')} AS confidence, j.claim_count, j.claims "
        f"FROM {contested_table(kind)} k JOIN ("
        f"SELECT {identity}, count(*)::INTEGER AS claim_count, list({text} ORDER BY s.id) AS claims "
        f"FROM (FROM {claim_table(kind)} c SEMI JOIN {contested_table(kind)} k "
        f"ON {same_thing(kind, 'c', 'k')}) c JOIN sources s ON s.number = c.claim_source "
        f"LEFT JOIN documents d ON d.number = c.claim_document GROUP BY {identity}"
        f") j ON {same_thing(kind, 'k', 'j')}"
    )


def _ends(kind: Kind) -> tuple[str, ...]:
    return ("nid",) if isinstance(kind, NodeKind) else ENDS


def _confidence(column: str) -> str:
    return f"{_RANKS}[{column} + 1]"


def _shape(kind: Kind) -> str:
    """Return the structure of a claim's JSON."""
    says = ", ".join(f'"{column}": {_json_type(item.type)}' for column, item in stated_columns(kind).items())
    stated = f', "says": {{{says}}}' if says else ""
    return (
        '{"source": "VARCHAR", "document": "VARCHAR", "row": "BIGINT", "reference": "VARCHAR", '
        f'"confidence": "VARCHAR", "first_run": "INTEGER", "last_run": "INTEGER"{stated}}}'
    )


def _json_type(type_: Type) -> str:
    return '["VARCHAR"]' if type_ is Type.TEXTS else f'"{COLUMN_TYPES[type_]}"'
