"""Records put together from what columns fill: nodes with their identity, and the links between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ecograph.model import MODEL
from loaders.guessing.role import Fill, Link, Node, TableKind
from loaders.recipe import Condition, Expression, IdentityRecipe, NodeRecipe, RelationshipRecipe

IDENTITY = {"id": "id", "name": "name", "@form": "form", "@place": "place"}
"""What tells a node from others, by the field that fills it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A place of the model with the expression that fills it; `when` is asked of the row."""

    fill: Fill
    expression: Expression
    when: Condition | None = None


def filled(fill: Fill, columns: Sequence[str], **options: Any) -> Filled:
    """Return a place filled from a column, read as the fill says."""
    given = {"column": columns[0] if len(columns) == 1 else tuple(columns), **options}
    for name in ("clean", "resolve", "prefix"):
        if getattr(fill, name):
            given.setdefault(name, getattr(fill, name))
    return Filled(fill, Expression.model_validate(given))


def assemble(
    kind: TableKind, places: Iterable[Filled], *, when: Condition | None = None
) -> tuple[tuple[NodeRecipe, ...], tuple[RelationshipRecipe, ...]]:
    """Return the records that a row gives, as far as what they need is filled.

    Parameters
    ----------
    when
        Which rows are data; asked of records that have no condition of their own.
    """
    groups: dict[str, list[Filled]] = {}
    for place in places:
        groups.setdefault(place.fill.owner, []).append(place)
    nodes: dict[str, NodeRecipe] = {}
    for node in kind.nodes:
        made = _node(node, groups.get(node.name, []), when)
        if made:
            nodes[node.name] = made
    links = list(_links(kind, groups, nodes, when))
    return tuple(nodes.values()), tuple(links)


def _node(node: Node, places: Sequence[Filled], when: Condition | None) -> NodeRecipe | None:
    """Return a node that has a name, or else an id to be known by; None if it has neither."""
    by_field = {place.fill.field: place for place in places}
    key = MODEL.node(node.kind).key[0]
    properties = _properties(place for place in places if place.fill.field != key)
    properties |= {name: Expression(constant=value) for name, value in node.constants.items()}
    if "name" not in by_field:
        if key not in by_field or node.kind != "SME":
            return None
        return NodeRecipe(kind=node.kind, properties={key: by_field[key].expression, **properties}, when=when)
    parts = {part: by_field[field].expression for field, part in IDENTITY.items() if field in by_field}
    if key in by_field:
        parts["id"] = by_field[key].expression
    return NodeRecipe(
        kind=node.kind,
        identity=IdentityRecipe(**parts, called=node.called),
        properties={key: Expression(identity=node.name), **properties},
        when=_there(node, by_field["name"].expression, when),
    )


def _there(node: Node, name: Expression, when: Condition | None) -> Condition | None:
    """Return the condition that an optional node's name is not empty."""
    if not node.optional or not name.columns:
        return when
    same = when is not None and when.not_among is not None and when.column == name.columns[0]
    also = when.not_among or () if when and same else ()
    return Condition.model_validate({"column": name.columns[0], "not_in": tuple(dict.fromkeys(("", *also)))})


def _links(
    kind: TableKind,
    groups: Mapping[str, list[Filled]],
    nodes: Mapping[str, NodeRecipe],
    when: Condition | None,
) -> Iterator[RelationshipRecipe]:
    made: set[str] = set()
    for link in kind.links:
        places = groups.get(link.name, [])
        properties = _properties(places)
        constants = {**link.constants, **({} if link.kind in made else link.alone)}
        properties |= {name: Expression(constant=value) for name, value in constants.items()}
        for ends, condition in _ends(link, places, nodes):
            made.add(link.kind)
            yield RelationshipRecipe(kind=link.kind, **ends, properties=properties, when=condition or when)


def _ends(
    link: Link, places: Sequence[Filled], nodes: Mapping[str, NodeRecipe]
) -> Iterator[tuple[dict[str, Expression], Condition | None]]:
    """Yield the ends of each link: nodes of the row, or each column that fills an end."""
    known: dict[str, Expression] = {}
    condition: Condition | None = None
    for end, name in (("source", link.source), ("target", link.target)):
        if name in nodes:
            known[end] = _key(name, nodes[name])
            condition = nodes[name].when if _optional(nodes[name]) else condition
    if len(known) == len(("source", "target")):
        yield known, condition
        return
    for place in places:
        if place.fill.is_end:
            ends = {**known, place.fill.field.removeprefix("@"): place.expression}
            if len(ends) == len(("source", "target")):
                yield ends, place.when or condition


def _optional(node: NodeRecipe) -> bool:
    return node.when is not None and "" in (node.when.not_among or ())


def _key(name: str, node: NodeRecipe) -> Expression:
    """Return what refers to a node of the row."""
    return Expression(identity=name) if node.identity else node.properties[MODEL.node(node.kind).key[0]]


def _properties(places: Iterable[Filled]) -> dict[str, Expression]:
    return {place.fill.field: place.expression for place in places if not place.fill.field.startswith("@")}
