"""Columns of one name, of which a recipe can only mean the first."""

from collections import Counter
from dataclasses import replace

from loaders.extract.chunk import Chunks, Remark, folded
from loaders.problems import Effect
from loaders.recipe import RelationshipRecipe, TableRecipe

WHY = "{count} columns have this name, and the first one is read"


def without_doubt(chunks: Chunks, table: TableRecipe) -> Chunks:
    """Yield chunks, and report once for each document which of a recipe's columns there are several of."""
    wanted = {folded(name) for name in _columns(table)}
    told = ""
    for chunk in chunks:
        if chunk.document != told:
            told = chunk.document
            row = max(int(chunk.rows[0]) - 1, 1) if len(chunk.rows) else 1
            counts = _named_alike(chunk.table.column_names)
            remarks = tuple(
                Remark(row, name, WHY.format(count=count), Effect.READ_ALL_THE_SAME)
                for name, count in counts.items()
                if folded(name) in wanted
            )
            yield replace(chunk, remarks=(*chunk.remarks, *remarks))
        else:
            yield chunk


def _named_alike(names: list[str]) -> dict[str, int]:
    """Return how many columns have a name, for names of several: the later ones bear their number."""
    first = set(names)
    later = (
        name.removesuffix(f" ({number})")
        for number, name in enumerate(names, 1)
        if name.endswith(f" ({number})")
    )
    return {name: count + 1 for name, count in Counter(later).items() if name in first}


def _columns(table: TableRecipe) -> set[str]:
    """Return the names of the columns that the records of a recipe are made of."""
    found: set[str] = set()
    for record in table.records:
        expressions = list(record.properties.values())
        if isinstance(record, RelationshipRecipe):
            expressions += [record.source, record.target]
        if record.identity:
            expressions += record.identity.expressions.values()
        for expression in expressions:
            found.update(expression.columns)
    return found
