"""The identities of one load: names and judgements as they were when it began."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ecograph.model import MODEL, Kind, Layer, NodeKind, Type
from ecograph.state import Identities, IdentityLog
from ecograph.state.keys import source_of
from ecograph.state.names import name_keys
from ecograph.store import GraphStore
from loaders.cleaning import Cleaner
from loaders.columns import Columns
from loaders.extract import Chunk
from loaders.files import SourceFile
from loaders.identity.columns import MATCHES, IdentifiedColumns, Rule, resolver
from loaders.identity.naming import Naming
from loaders.identity.report import IdentityReport, Match
from loaders.identity.roster import Roster, ambiguous_acronyms, own_names, read_roster
from loaders.mapping import Report
from loaders.problems import Effect, Problem, shortened
from loaders.recipe import NodeRecipe, Recipe, RelationshipRecipe, TableRecipe


class Identification:
    """Tells who the records of one load are, and keeps count of how.

    Parameters
    ----------
    log
        The judgements of the store; None for none.
    report
        Where the account is kept.
    """

    def __init__(
        self,
        recipe: Recipe,
        store: GraphStore,
        log: IdentityLog | None,
        cleaners: Mapping[str, Cleaner],
        secret: bytes,
        report: IdentityReport,
    ) -> None:
        self._recipe = recipe
        self._store = store
        self._log = log
        self._secret = secret
        self._report = report
        entries = log.entries() if log else []
        self._identities = {kind.name: Identities(entries, kind.name) for kind in MODEL.nodes}
        self._rosters: dict[str, Roster] = {}
        self._own: dict[str, dict[str, str]] = {}
        self._spellings: dict[str, dict[str, str]] = {}
        self._arrived: dict[tuple[str, str], set[str]] = {}
        self._still_made: set[tuple[str, str]] = set()
        self._cleaners = dict(cleaners)
        for kind in _resolved(recipe):
            self._cleaners[resolver(kind)] = Naming(self._roster(kind), {}, report).clean

    def prepare(self, files: Iterable[SourceFile]) -> None:
        """Look at all names of institutions that the source makes keys of, to know damaged ones."""
        names: dict[str, Counter[str]] = {}
        spelt: dict[str, Counter[tuple[str, str]]] = {}
        for file in files:
            wanted = [
                (node.kind, node.identity.name)
                for node in file.table.nodes
                if node.identity and not _is_enterprise(node.kind)
            ]
            for chunk in file.read() if wanted else ():
                columns = Columns(chunk, self._cleaners)
                for kind, expression in wanted:
                    written = columns.read(expression, Type.TEXT).values.drop_null()
                    found = name_keys(written).to_pylist()
                    names.setdefault(kind, Counter()).update(found)
                    pairs = zip(found, written.to_pylist(), strict=True)
                    spelt.setdefault(kind, Counter()).update(pairs)
        self._own = {kind: own_names(found, self._roster(kind)) for kind, found in names.items()}
        self._spellings = {kind: _most_frequent(found) for kind, found in spelt.items()}

    def columns(self, chunk: Chunk, table: TableRecipe, report: Report) -> Columns:
        """Return the columns of a chunk; ids that cannot be read are reported and left unknown."""
        rules = {rule.recipe.called or rule.kind: rule for rule in self._rules(table)}
        columns = IdentifiedColumns(chunk, self._cleaners, rules, self._recipe.source.id, self._secret)
        for rule in rules.values():
            report(self._unreadable(columns, rule))
        return columns

    def settle(self, record: NodeRecipe, columns: Columns, table: pa.Table) -> pa.Table:
        """Return records under the keys that judgements give them, and count how they were matched."""
        kind = MODEL.kinds[record.kind]
        judged = np.zeros(table.num_rows, dtype=bool)
        for name, of in _key_columns(kind):
            column = table.column(name)
            settled, changed = _settled(column, self._identities[of].canonical)
            if changed.any():
                table = table.set_column(table.column_names.index(name), name, settled)
                judged |= changed
        if isinstance(kind, NodeKind):
            self._count(record, columns, table, judged)
        elif isinstance(record, RelationshipRecipe) and (record.source.resolve or record.target.resolve):
            self._report.add(kind.name, Match.ALIAS, table.num_rows)
        return table

    def conclude(self, *, dry_run: bool) -> None:
        """Let judgements follow from keys that rows had to the ids that they have now."""
        moved: dict[str, list[tuple[str, str]]] = {}
        for (kind, old), ids in sorted(self._arrived.items()):
            new = min(ids)
            if len(ids) > 1 or (kind, old) in self._still_made:
                continue
            if not self._identities[kind].are_same(old, new):
                moved.setdefault(kind, []).append((old, new))
        for kind, pairs in moved.items():
            refused = []
            if self._log and not dry_run:
                by = f"load of {self._recipe.source.id}"
                refused = self._log.follow(pairs, kind=kind, by=by)
            self._report.refused += [f"{old} is now {new}. {refusal}" for old, new, refusal in refused]
            not_followed = {(old, new) for old, new, _ in refused}
            self._report.followed += [pair for pair in pairs if pair not in not_followed]

    def _count(
        self, record: NodeRecipe, columns: Columns, table: pa.Table, judged: NDArray[np.bool_]
    ) -> None:
        self._report.add(record.kind, Match.JUDGEMENT, int(judged.sum()))
        if record.identity is None or not isinstance(columns, IdentifiedColumns):
            self._report.add(record.kind, Match.ID, int((~judged).sum()))
            return
        identity = columns.identity(record.identity.called or record.kind)
        at = np.searchsorted(columns.chunk.rows, np.asarray(table.column("claim_row")))
        numbers, counts = np.unique(identity.matches[at][~judged], return_counts=True)
        for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
            self._report.add(record.kind, MATCHES[number], count)
        if identity.scoped is not None:
            self._watch(record.kind, identity.scoped.take(pa.array(at)), identity.matches[at], table)

    def _watch(self, kind: str, scoped: pa.Array, matches: NDArray[np.int8], table: pa.Table) -> None:
        """Note what became of the keys made of name and place that judgements are about."""
        watched = pa.array(sorted(self._watched(kind)), pa.string())
        keys = table.column(MODEL.node(kind).key[0])
        for row in np.flatnonzero(np.asarray(pc.is_in(scoped, value_set=watched))).tolist():
            old = scoped[row].as_py()
            if MATCHES[matches[row]] is Match.NONE:
                self._still_made.add((kind, old))
            else:
                self._arrived.setdefault((kind, old), set()).add(keys[row].as_py())

    def _watched(self, kind: str) -> frozenset[str]:
        source = self._recipe.source.id
        return frozenset(key for key in self._identities[kind].judged if source_of(key) == source)

    def _rules(self, table: TableRecipe) -> Iterator[Rule]:
        for node in table.nodes:
            if node.identity and _is_enterprise(node.kind):
                yield Rule(node.kind, node.identity, None, self._watched(node.kind))
            elif node.identity:
                own, spellings = self._own.get(node.kind, {}), self._spellings.get(node.kind, {})
                naming = Naming(self._roster(node.kind), own, self._report, spellings)
                yield Rule(node.kind, node.identity, naming)

    def _roster(self, kind: str) -> Roster:
        if kind not in self._rosters:
            roster = read_roster(self._store, kind)
            roster.chosen = self._identities[kind].aliases
            roster.ambiguous = ambiguous_acronyms(self._recipe.country, kind)
            self._rosters[kind] = roster
        return self._rosters[kind]

    def _unreadable(self, columns: IdentifiedColumns, rule: Rule) -> Iterator[Problem]:
        """Yield a problem for each id that cannot be read, though its row may be known by its name."""
        ids = columns.ids(rule)
        column = rule.recipe.id.columns[0] if rule.recipe.id and rule.recipe.id.columns else "id"
        source, document = self._recipe.source.id, columns.chunk.document
        for row in sorted(ids.faults.keys() - ids.reported):
            ids.reported.add(row)
            text, why = ids.faults[row]
            record = int(columns.chunk.rows[row])
            yield Problem(
                source, document, record, column, shortened(text), why, Effect.VALUE_UNKNOWN, rule.kind
            )


def _is_enterprise(kind: str) -> bool:
    return MODEL.node(kind).layer is Layer.SMES


def _most_frequent(spelt: Counter[tuple[str, str]]) -> dict[str, str]:
    """Return how each name is written most often; of several, the shortest, then the last in order."""
    order = sorted(spelt, key=lambda pair: (spelt[pair], -len(pair[1]), pair[1]))
    return dict(order)


def _key_columns(kind: Kind) -> Iterator[tuple[str, str]]:
    """Yield the columns of a table that hold keys of nodes, with the kind of each."""
    if not isinstance(kind, NodeKind):
        yield from (("source", kind.source), ("target", kind.target))
    elif len(kind.key) == 1:
        yield kind.key[0], kind.name


def _settled(
    keys: pa.ChunkedArray, canonical: Mapping[str, str]
) -> tuple[pa.ChunkedArray, NDArray[np.bool_]]:
    """Return keys with those that another stands for replaced, and which these were."""
    if not canonical or not len(keys):
        return keys, np.zeros(len(keys), dtype=bool)
    places = pc.index_in(keys, value_set=pa.array(list(canonical), pa.string()))
    standing = pa.array(list(canonical.values()), pa.string()).take(places)
    return pc.coalesce(standing, keys), np.asarray(pc.is_valid(places))


def _resolved(recipe: Recipe) -> set[str]:
    """Return the kinds of node that a recipe names by name."""
    expressions = [
        expression
        for table in recipe.tables
        for record in table.records
        for expression in record.expressions.values()
    ]
    return {expression.resolve for expression in expressions if expression.resolve}
