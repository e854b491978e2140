"""What a recipe names that the model, the cleaners or the recipe itself do not have."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from ecograph.errors import ModelError, RecipeError
from ecograph.model import Kind, Layer, Model, NodeKind
from loaders.recipe import ROWS, NodeRecipe, Recipe, TableRecipe

Location = tuple[str | int, ...]
"""Where something stands in a recipe: names of tables and positions in lists."""


def find_faults(
    recipe: Recipe, cleaners: Collection[str], model: Model
) -> Iterator[tuple[Location, RecipeError]]:
    """Yield whatever names something that the model, or the list of cleaners, does not have."""
    for at, table in enumerate(recipe.tables):
        for group, records in (("nodes", table.nodes), ("relationships", table.relationships)):
            for number, record in enumerate(records):
                here: Location = ("tables", at, group, number)
                try:
                    kind: Kind = (
                        model.node(record.kind) if group == "nodes" else model.relationship(record.kind)
                    )
                except ModelError as error:
                    yield (*here, "kind"), RecipeError(error.message, error.hint)
                    continue
                yield from _record_faults(record, kind, here, cleaners)
                yield from _identity_faults(table, record, kind, here, model)
        yield from _total_faults(table, ("tables", at), cleaners)


def _total_faults(
    table: TableRecipe, here: Location, cleaners: Collection[str]
) -> Iterator[tuple[Location, RecipeError]]:
    """Yield what a control total names and there is not."""
    called = [node.identity.called or node.kind for node in table.nodes if node.identity]
    for number, total in enumerate(table.control_totals):
        there: Location = (*here, "control_totals", number)
        if total.stated.clean and total.stated.clean not in cleaners:
            yield (*there, "stated"), _no_cleaner(total.stated.clean, cleaners)
        if total.count and total.count not in (ROWS, *called):
            message = f"{total.count!r} cannot be counted: it is no identity of this table."
            yield (*there, "count"), RecipeError(message, nearest_hint(total.count, [ROWS, *called]))


def _identity_faults(
    table: TableRecipe, record: NodeRecipe, kind: Kind, here: Location, model: Model
) -> Iterator[tuple[Location, RecipeError]]:
    """Yield what a record says of identities, its own or that of another node of the row, and cannot."""
    called = [node.identity.called or node.kind for node in table.nodes if node.identity]
    if record.identity:
        own = record.identity.called or kind.name
        for fault in _own_identity_faults(record, kind, own, called):
            yield (*here, "identity"), fault
    for name, expression in record.expressions.items():
        wanted = expression.identity or expression.name_of
        if wanted and wanted not in called:
            yield (
                (*here, *name),
                RecipeError(
                    f"No node of this table has the identity {wanted!r}.",
                    nearest_hint(wanted, called) if called else "Give the node an `identity`.",
                ),
            )
        if expression.resolve:
            for fault in _resolve_faults(expression.resolve, model):
                yield (*here, *name), fault


def _own_identity_faults(
    record: NodeRecipe, kind: Kind, own: str, called: list[str]
) -> Iterator[RecipeError]:
    """Yield why a record cannot have the identity that it is given."""
    if not isinstance(kind, NodeKind):
        hint = 'Give it to a node, and name that: `source = { identity = "SME" }`.'
        yield RecipeError("A relationship has no identity of its own.", hint)
        return
    key = kind.key[0]
    if len(kind.key) > 1 or record.properties[key].identity != own:
        why = "its key has several parts" if len(kind.key) > 1 else f"{key!r} is given as well"
        yield RecipeError(f"{kind.name} cannot have an identity: {why}.", "Leave one of the two out.")
    if called.count(own) > 1:
        yield RecipeError(f"Two identities of this table are {own!r}.", "Give each a name with `called`.")


def _resolve_faults(kind: str, model: Model) -> Iterator[RecipeError]:
    """Yield why a name cannot be read as one of a kind."""
    try:
        named = model.node(kind)
    except ModelError as error:
        yield RecipeError(error.message, error.hint)
        return
    if named.layer is Layer.SMES:
        yield RecipeError("A name alone does not tell an enterprise.", "Give the node an `identity` instead.")


def _record_faults(
    record: NodeRecipe, kind: Kind, here: Location, cleaners: Collection[str]
) -> Iterator[tuple[Location, RecipeError]]:
    """Yield the faults of one record: properties, key and cleaners."""
    for name in record.properties:
        try:
            kind.property(name)
        except ModelError as error:
            yield (*here, "properties", name), RecipeError(error.message, error.hint)
    for name in kind.key if isinstance(kind, NodeKind) else ():
        if name not in record.properties:
            yield (
                here,
                RecipeError(f"{kind.name} needs {name!r}, a part of its key.", "Add it to the properties."),
            )
    for where, expression in record.expressions.items():
        if expression.clean and expression.clean not in cleaners:
            yield (*here, *where), _no_cleaner(expression.clean, cleaners)


def _no_cleaner(name: str, cleaners: Collection[str]) -> RecipeError:
    return RecipeError(f"{name!r} is not a cleaner.", nearest_hint(name, sorted(cleaners)))


def nearest_hint(name: str, names: Collection[str]) -> str:
    """Return a hint with the nearest name, or with all of them."""
    near = get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(names)}."
