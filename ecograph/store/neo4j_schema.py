"""What a Neo4j database is given before the first run, derived from the model.

A kind of node is a label and a kind of relationship a type, by the names of the model; properties
have the model's names too. A node also has `nid`, our own dense number, and where its key has
several parts, `key`. Nodes and relationships bear who says so (`claim_source` and its like). What
the store knows of itself lies in nodes labelled `EcographStore`, `EcographSource`, `EcographRun`.
"""

from collections.abc import Iterator, Sequence

from ecograph.model import Kind, Layer, Model, NodeKind, Property, RelationshipKind, Type
from ecograph.store.columns import claimed_columns, key_columns
from ecograph.store.names import name_columns

FORMAT = 1
STORE, SOURCE, RUN = "EcographStore", "EcographSource", "EcographRun"
ENTERPRISE_NAMES, INSTITUTION_NAMES = "ecograph_enterprise_names", "ecograph_institution_names"
SINGLE_CLAIM = (
    "claim_source",
    "claim_document",
    "claim_row",
    "claim_reference",
    "claim_first_run",
    "claim_last_run",
)
CLAIMS = ("confidence", *SINGLE_CLAIM, "claim_count", "claims")
"""What says who says so: of one source in columns, of several in texts of JSON."""


def quote(name: str) -> str:
    """Return a name as Cypher writes it."""
    return "`" + name.replace("`", "``") + "`"


def key_property(kind: NodeKind) -> str:
    """Return the property that holds the key: the one part it has, or all of them joined."""
    return "key" if key_columns(kind) else kind.key[0]


def node_columns(kind: NodeKind) -> tuple[str, ...]:
    """Return the properties that a node has beside `nid`."""
    return (key_property(kind), *key_columns(kind), *claimed_columns(kind), *CLAIMS)


def relationship_columns(kind: RelationshipKind) -> tuple[str, ...]:
    """Return the properties that a relationship has."""
    return (*claimed_columns(kind), *CLAIMS)


def pattern(kind: RelationshipKind, source: str = "a", link: str = "r", target: str = "b") -> str:
    """Return the pattern of a relationship of a kind, between variables."""
    return f"({source}:{quote(kind.source)})-[{link}:{quote(kind.type)}]->({target}:{quote(kind.target)})"


def same_relationship(kind: RelationshipKind, row: str, places: Sequence[int]) -> str:
    """Return the condition that a relationship has the discriminators that stand at places of a row."""
    conditions = [
        f"(r.{quote(d)} = {row}[{place}] OR (r.{quote(d)} IS NULL AND {row}[{place}] IS NULL))"
        for place, d in zip(places, kind.discriminators, strict=True)
    ]
    return " AND ".join(conditions) or "true"


def read_as(expression: str, item: Property | None) -> str:
    """Return the expression that reads a property; a date as days since 1970, which are read fastest."""
    if item is not None and item.type is Type.DATE:
        return f"duration.inDays(date('1970-01-01'), {expression}).days"
    return expression


def ddl(model: Model) -> dict[str, str]:
    """Return the statements that make every constraint and index, by its name."""
    return dict(_statements(model))


def _statements(model: Model) -> Iterator[tuple[str, str]]:
    for kind in model.nodes:
        for column in (key_property(kind), "nid"):
            name = f"ecograph_{kind.name}_{column}"
            yield (
                name,
                (
                    f"CREATE CONSTRAINT {quote(name)} IF NOT EXISTS "
                    f"FOR (n:{quote(kind.name)}) REQUIRE n.{quote(column)} IS UNIQUE"
                ),
            )
    for label, column in ((STORE, "name"), (SOURCE, "id"), (RUN, "number")):
        name = f"{label}_{column}"
        yield (
            name,
            (
                f"CREATE CONSTRAINT {quote(name)} IF NOT EXISTS "
                f"FOR (n:{quote(label)}) REQUIRE n.{quote(column)} IS UNIQUE"
            ),
        )
    for name, layer in ((ENTERPRISE_NAMES, Layer.SMES), (INSTITUTION_NAMES, Layer.INSTITUTIONS)):
        kinds = [kind for kind in model.nodes if kind.layer is layer]
        labels = "|".join(quote(kind.name) for kind in kinds)
        columns = dict.fromkeys(column for kind in kinds for column in name_columns(kind))
        yield (
            name,
            (
                f"CREATE FULLTEXT INDEX {quote(name)} IF NOT EXISTS FOR (n:{labels}) "
                f"ON EACH [{', '.join(f'n.{quote(column)}' for column in columns)}] "
                "OPTIONS {indexConfig: {`fulltext.analyzer`: 'thai'}}"
            ),
        )


def count_of(kind: Kind, model: Model) -> str:
    """Return the expression that counts the things of a kind, from Neo4j's own books where it can."""
    if isinstance(kind, NodeKind):
        return f"COUNT {{ (:{quote(kind.name)}) }}"
    if len(model.of_type(kind.type)) == 1:
        return f"COUNT {{ ()-[:{quote(kind.type)}]->() }}"
    return f"COUNT {{ (:{quote(kind.source)})-[:{quote(kind.type)}]->(:{quote(kind.target)}) }}"
