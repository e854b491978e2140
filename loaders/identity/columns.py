"""The columns of a chunk with the identities of its rows, which no single column holds."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ecograph.model import Type
from ecograph.state.names import name_keys
from loaders.cleaning import Cleaner
from loaders.columns import Columns, Reading
from loaders.extract import Chunk
from loaders.identity.naming import Naming
from loaders.identity.report import Match
from loaders.identity.scoped import scoped_keys
from loaders.recipe import Expression, IdentityRecipe

MATCHES = tuple(Match)
NAMELESS = "it has neither an id that can be read nor a name"

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rule:
    """How a node of a table is told from others.

    Attributes
    ----------
    kind
        The kind of the node.
    naming
        Whom names mean; None for enterprises, of which a name tells nothing for certain and may be
        that of a natural person.
    watched
        Keys made of name and place that judgements are about, whether or not rows have ids by now.
    """

    kind: str
    recipe: IdentityRecipe
    naming: Naming | None
    watched: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of every row of a chunk.

    `matches` are positions in `MATCHES`. `names` are those that damaged ones were put right to; None where
    none are, as of enterprises. `scoped` are the keys made of name and place, of rows with an id too,
    where judgements are about such keys; else None.
    """

    reading: Reading
    matches: NDArray[np.int8]
    names: pa.Array | None = None
    scoped: pa.Array | None = None


class IdentifiedColumns(Columns):
    """Reads expressions as `Columns` does, and those that ask for an identity or a name's bearer."""

    def __init__(
        self,
        chunk: Chunk,
        cleaners: Mapping[str, Cleaner],
        rules: Mapping[str, Rule],
        source: str,
        secret: bytes,
    ) -> None:
        super().__init__(chunk, cleaners)
        self._rules = rules
        self._source = source
        self._secret = secret
        self._identities: dict[str, Identity] = {}

    def read(self, expression: Expression, type: Type) -> Reading:
        """Return an expression's values for all rows; a name's bearer is a key, as an identity is."""
        if expression.identity:
            return self.identity(expression.identity).reading
        if expression.name_of:
            return self.name(expression.name_of)
        if expression.resolve:
            cleaner = resolver(expression.resolve)
            expression = expression.model_copy(update={"resolve": "", "clean": cleaner})
        return super().read(expression, type)

    def identity(self, called: str) -> Identity:
        """Return the identity that a node of every row has."""
        if called not in self._identities:
            rule = self._rules[called]
            naming = rule.naming
            self._identities[called] = self._by_name(rule, naming) if naming else self._by_place(rule)
        return self._identities[called]

    def name(self, called: str) -> Reading:
        """Return the name of a node of every row, put right where the identity knows how."""
        written = self.read(self._rules[called].recipe.name, Type.TEXT)
        names = self.identity(called).names
        return Reading(written.values if names is None else pc.coalesce(names, written.values), None, {})

    def ids(self, rule: Rule) -> Reading:
        """Return the registered ids of all rows as read; none where the recipe names no id."""
        if rule.recipe.id is None:
            return Reading(pa.nulls(self.chunk.table.num_rows, pa.string()), None, {})
        return self.read(rule.recipe.id, Type.TEXT)

    def _by_place(self, rule: Rule) -> Identity:
        """Return identities by id, else by name and place."""
        ids = self.ids(rule).values
        lacks = np.asarray(pc.is_null(ids))
        matches = np.where(lacks, MATCHES.index(Match.NONE), MATCHES.index(Match.ID)).astype(np.int8)
        rows = np.arange(len(ids)) if rule.watched else np.flatnonzero(lacks)
        if not len(rows):
            return Identity(Reading(ids, None, {}), matches)
        names = pc.coalesce(self._part(rule.recipe.name, rows), self._written(rule.recipe.name, rows))
        forms = self._part(rule.recipe.form, rows)
        places = self._place(rule, rows)
        made = scoped_keys(self._source, self._secret, names, forms, places, personal=True)
        keys = pc.coalesce(ids, _spread(made, rows, len(ids)))
        return Identity(_reading(keys), matches, scoped=made if rule.watched else None)

    def _by_name(self, rule: Rule, naming: Naming) -> Identity:
        """Return identities by id, else by a name that is known, else by the name alone and its place."""
        ids = self.ids(rule).values
        rows = np.flatnonzero(np.asarray(pc.is_null(ids)))
        matches = np.full(len(ids), MATCHES.index(Match.ID), dtype=np.int8)
        if not len(rows):
            return Identity(Reading(ids, None, {}), matches)
        keys: list[str | None] = [None] * len(rows)
        names: list[str | None] = [None] * len(rows)
        spelt: list[str | None] = [None] * len(rows)
        faults: dict[int, tuple[str, str]] = {}
        written = self._written(rule.recipe.name, rows).to_pylist()
        folded = name_keys(self._part(rule.recipe.name, rows)).to_pylist()
        for at, (name, text) in enumerate(zip(folded, written, strict=True)):
            if not name:
                continue
            found, match = naming.find(name, text or name)
            matches[rows[at]] = MATCHES.index(match)
            spelt[at] = naming.spelling(found)
            if found.is_new:
                names[at] = found.known
            elif found.key:
                keys[at] = found.key
            else:
                faults[int(rows[at])] = (text or name, found.why)
        made = scoped_keys(
            self._source,
            self._secret,
            pa.array(names, pa.string()),
            pa.nulls(len(rows), pa.string()),
            self._place(rule, rows),
            personal=False,
        )
        found_or_made = _spread(pc.coalesce(pa.array(keys, pa.string()), made), rows, len(ids))
        put_right = _spread(pa.array(spelt, pa.string()), rows, len(ids))
        return Identity(_reading(pc.coalesce(ids, found_or_made), faults), matches, put_right)

    def _place(self, rule: Rule, rows: Rows) -> pa.Array:
        """Return places as read; what cannot be read still tells two of one name apart, as written."""
        return pc.coalesce(self._part(rule.recipe.place, rows), self._written(rule.recipe.place, rows))

    def _part(self, expression: Expression | None, rows: Rows) -> pa.Array:
        if expression is None:
            return pa.nulls(len(rows), pa.string())
        return self.read(expression, Type.TEXT).values.take(pa.array(rows))

    def _written(self, expression: Expression | None, rows: Rows) -> pa.Array:
        """Return what the cells say where no cleaner tells: it keeps the name of a natural person back."""
        if expression is None or not expression.column:
            return pa.nulls(len(rows), pa.string())
        plain = Expression(column=expression.column, optional=expression.optional)
        return self.read(plain, Type.TEXT).values.take(pa.array(rows))


def resolver(kind: str) -> str:
    """Return what the cleaner is called that reads names of a kind as keys; no recipe can name it."""
    return f"<{kind}>"


def _spread(values: pa.Array, rows: Rows, length: int) -> pa.Array:
    """Return values at the places of their rows, null elsewhere."""
    places = np.full(length, -1, dtype=np.int64)
    places[rows] = np.arange(len(rows))
    return values.take(pa.array(places, mask=places < 0))


def _reading(keys: pa.Array, faults: Mapping[int, tuple[str, str]] | None = None) -> Reading:
    """Return keys as read, with a fault for each row that has none."""
    found = dict(faults or {})
    for row in np.flatnonzero(np.asarray(pc.is_null(keys))).tolist():
        found.setdefault(row, ("", NAMELESS))
    return Reading(keys, None, found)
