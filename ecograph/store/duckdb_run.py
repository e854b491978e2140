"""Writing a run into a draft of the next version."""

from collections.abc import Callable
from datetime import UTC, datetime

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ecograph.errors import MixedData, ShrunkSource, StoreError
from ecograph.model import MODEL, Kind, NodeKind, RelationshipKind
from ecograph.store.base import Run, Source, Upserted
from ecograph.store.columns import identity_columns, key_columns
from ecograph.store.duckdb_claims import ClaimWriter, last_of_each, registered, row_groups
from ecograph.store.duckdb_resolution import orphan, resolve, retire
from ecograph.store.duckdb_schema import claim_table, node_table
from ecograph.store.incoming import ARROW_TYPES, check, confidence_of, key_of, with_columns

SMALLEST_GUARDED = 20
"""A source with fewer claims than this may lose any number of them."""

Nids = npt.NDArray[np.int32]


class DuckRun(Run):
    """One run in a draft. The draft is thrown away unless `complete` returned."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, number: int, source: Source) -> None:
        self.number = number
        self._connection = connection
        self._source = source
        self._started = datetime.now(UTC)
        self._writers: dict[str, ClaimWriter] = {}
        self._failed = False
        self.rank_changed = False
        self._source_number = self._register(source)
        self._documents: dict[str, int] = dict(
            connection.execute(
                "SELECT name, number FROM documents WHERE source = ?", [self._source_number]
            ).fetchall()
        )

    def upsert_nodes(self, kind: str, table: pa.Table) -> Upserted:
        """Write nodes by key."""
        return self._guarded(lambda: self._upsert_nodes(MODEL.node(kind), table))

    def upsert_relationships(self, kind: str, table: pa.Table) -> Upserted:
        """Write relationships between nodes that are there."""
        return self._guarded(lambda: self._upsert_relationships(MODEL.relationship(kind), table))

    @property
    def written(self) -> set[str]:
        """The names of the kinds that a table of this run named, or that it withdrew from."""
        return set(self._writers)

    def shrinks(self, kind: Kind) -> bool:
        """Whether completing the run would withdraw claims on a kind."""
        if self._source.accumulates:
            return False
        writer = self._writer(kind)
        seen: int = writer.holds - writer.created
        return seen < int(writer.had)

    def complete(self, *, allow_shrink: bool) -> None:
        """Withdraw what the source no longer says, resolve what sources disagree on, keep the books."""
        if self._failed:
            raise StoreError("A table of this run could not be written.", "Run the load again.")
        orphaned: dict[str, int] = {}
        if not self._source.accumulates:
            orphaned = self._withdraw(allow_shrink)
        for kind in MODEL:
            writer = self._writers.get(kind.name)
            if self.rank_changed or kind.name in orphaned or (writer and writer.touched):
                resolve(self._connection, kind)
        self._keep_books(orphaned)

    def _guarded(self, write: Callable[[], Upserted]) -> Upserted:
        try:
            return write()
        except BaseException:
            self._failed = True
            raise

    def _upsert_nodes(self, kind: NodeKind, table: pa.Table) -> Upserted:
        rows = check(kind, table)
        key = key_of(kind, rows)
        rows = with_columns(rows.drop_columns(list(kind.key)), [("key", key)])
        if parts := key_columns(kind):
            rows = with_columns(rows, [(part, table.column(part)) for part in parts])
        last = last_of_each(self._connection, rows, ["key"])
        repeated = int((~last).sum())
        if repeated:
            rows = rows.filter(pa.array(last))
        nids = self._identify(kind, rows)
        rows = self._with_claims(rows.drop_columns(["key", *parts]), {"nid": nids})
        created, updated, unchanged = self._writer(kind).write(rows)
        return Upserted(created, updated, unchanged, repeated)

    def _identify(self, kind: NodeKind, rows: pa.Table) -> Nids:
        """Return the number of every node, giving new ones the next."""
        nids = self._find(kind, rows.column("key"))
        new = nids < 0
        if new.any():
            ((start,),) = self._connection.execute(
                f"SELECT coalesce(max(nid), -1) + 1 FROM {node_table(kind)}"
            ).fetchall()
            nids[new] = np.arange(start, start + int(new.sum()), dtype=np.int32)
            identities = with_columns(rows.select(["key", *key_columns(kind)]), [("nid", nids)])
            if not new.all():
                identities = identities.filter(pa.array(new))
            with registered(self._connection, incoming=row_groups(identities)):
                self._connection.execute(f"INSERT INTO {node_table(kind)} BY NAME FROM incoming")
        return nids

    def _find(self, kind: NodeKind, keys: pa.ChunkedArray) -> Nids:
        """Return the number of the node of each key; -1 where there is none."""
        nids = np.full(len(keys), -1, dtype=np.int32)
        incoming = pa.table({"key": keys, "place": np.arange(len(keys), dtype=np.int32)})
        with registered(self._connection, incoming=incoming):
            found = self._connection.execute(
                f"SELECT i.place, n.nid FROM incoming i JOIN {node_table(kind)} n ON n.key = i.key"
            ).fetchnumpy()
        nids[found["place"]] = found["nid"]
        return nids

    def _upsert_relationships(self, kind: RelationshipKind, table: pa.Table) -> Upserted:
        rows = check(kind, table)
        source = self._find(MODEL.node(kind.source), rows.column("source"))
        target = self._find(MODEL.node(kind.target), rows.column("target"))
        dangling = _dangling(table, source < 0, target < 0)
        if kind.undirected:
            swap = pc.greater(rows.column("source"), rows.column("target")).to_numpy()
            source, target = np.where(swap, target, source), np.where(swap, source, target)
        absent = [name for name in kind.discriminators if name not in rows.column_names]
        rows = with_columns(rows, [(n, pa.nulls(rows.num_rows, _type_of(kind, n))) for n in absent])
        rows = self._with_claims(rows, {"source": source, "target": target})
        if dangling.num_rows:
            rows = rows.filter(pa.array((source >= 0) & (target >= 0)))
        last = last_of_each(self._connection, rows, identity_columns(kind))
        repeated = int((~last).sum())
        if repeated:
            rows = rows.filter(pa.array(last))
        created, updated, unchanged = self._writer(kind).write(rows)
        return Upserted(created, updated, unchanged, repeated, dangling)

    def _with_claims(self, rows: pa.Table, identity: dict[str, Nids]) -> pa.Table:
        """Return the rows with the numbers of what they are about, of documents and confidences."""
        columns: list[tuple[str, pa.Array | npt.NDArray[np.generic]]] = [*identity.items()]
        columns.append(("claim_confidence", confidence_of(rows, self._source.confidence)))
        if "claim_document" in rows.column_names:
            columns.append(("claim_document", self._document_numbers(rows.column("claim_document"))))
        return with_columns(rows, columns)

    def _document_numbers(self, names: pa.ChunkedArray) -> pa.Array:
        encoded = pc.dictionary_encode(names).combine_chunks()
        if isinstance(encoded, pa.ChunkedArray):
            encoded = (
                encoded.chunk(0) if encoded.num_chunks else pa.array([], pa.string()).dictionary_encode()
            )
        distinct = encoded.dictionary.to_pylist()
        new = [name for name in distinct if name not in self._documents]
        if new:
            ((start,),) = self._connection.execute(
                "SELECT coalesce(max(number), 0) + 1 FROM documents"
            ).fetchall()
            self._documents |= {name: start + place for place, name in enumerate(new)}
            added = pa.table({"number": [self._documents[name] for name in new], "name": new})
            with registered(self._connection, incoming=added):
                self._connection.execute(
                    "INSERT INTO documents BY NAME "
                    f"SELECT number, {self._source_number} AS source, name FROM incoming"
                )
        return pa.array([self._documents[name] for name in distinct], pa.int32()).take(encoded.indices)

    def _writer(self, kind: Kind) -> ClaimWriter:
        writer = self._writers.get(kind.name)
        if writer is None:
            writer = ClaimWriter(
                self._connection, kind, self._source_number, self.number, accumulates=self._source.accumulates
            )
            self._writers[kind.name] = writer
        return writer

    def _withdraw(self, allow_shrink: bool) -> dict[str, int]:
        held = self._connection.execute(
            "SELECT kind FROM holdings WHERE source = ?", [self._source_number]
        ).fetchall()
        kinds = {name for (name,) in held} | self._writers.keys()
        writers = [self._writer(kind) for kind in MODEL if kind.name in kinds]
        had, holds = sum(writer.had for writer in writers), sum(writer.holds for writer in writers)
        if had >= SMALLEST_GUARDED and 2 * holds < had and not allow_shrink:
            raise ShrunkSource(
                f"{self._source.id!r} held {had:,} claims and now holds {holds:,}.",
                "Nothing was changed. Check that the source was read completely, or allow it to shrink.",
            )
        shrunk = [writer.kind for writer in writers if writer.withdraw()]
        retired = [kind for kind in shrunk if isinstance(kind, NodeKind) and retire(self._connection, kind)]
        return orphan(self._connection, retired)

    def _register(self, source: Source) -> int:
        """Return the number of the source, new or known, with what is said of it brought up to date."""
        known = self._connection.execute(
            "SELECT number, rank, accumulates, last_run FROM sources WHERE id = ?", [source.id]
        ).fetchall()
        ((following,),) = self._connection.execute(
            "SELECT coalesce(max(number), 0) + 1 FROM sources"
        ).fetchall()
        number = int(known[0][0]) if known else int(following)
        if known:
            self.rank_changed = known[0][1] != source.rank
            if source.accumulates and not known[0][2]:
                # Until now the last run of every claim was that of the source, and stood nowhere else.
                for kind in MODEL:
                    self._connection.execute(
                        f"UPDATE {claim_table(kind)} SET claim_last_run = ? WHERE claim_source = ?",
                        [known[0][3], number],
                    )
            self._connection.execute("DELETE FROM sources WHERE number = ?", [number])
        self._connection.execute(
            "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                number,
                source.id,
                source.title,
                source.title_th,
                source.rank,
                source.data_kind.value,
                source.confidence.value,
                source.accumulates,
                source.licence,
                self.number,
            ],
        )
        return number

    def _keep_books(self, orphaned: dict[str, int]) -> None:
        run = [self.number, self._source_number, self._started.replace(tzinfo=None)]
        finished = datetime.now(UTC).replace(tzinfo=None)
        self._connection.execute("INSERT INTO runs VALUES (?, ?, ?, ?)", [*run, finished])
        for kind in MODEL:
            writer = self._writers.get(kind.name)
            counts = (
                (writer.created, writer.updated, writer.unchanged, writer.withdrawn)
                if writer
                else (0, 0, 0, 0)
            )
            row = [*counts, orphaned.get(kind.name, 0)]
            if any(row):
                self._connection.execute(
                    "INSERT INTO run_counts VALUES (?, ?, ?, ?, ?, ?, ?)", [self.number, kind.name, *row]
                )
                self._connection.execute("DELETE FROM holdings WHERE kind = ?", [kind.name])
                self._connection.execute(
                    "INSERT INTO holdings "
                    f"SELECT ?, claim_source, count(*) FROM {claim_table(kind)} GROUP BY claim_source",
                    [kind.name],
                )


def refuse_mixture(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Raise `MixedData` where the claims of others are real and the source is not, or the reverse."""
    others = connection.execute(
        "SELECT DISTINCT s.id FROM sources s JOIN holdings h ON h.source = s.number "
        "WHERE s.data_kind <> ? AND (s.id <> ? OR ?) ORDER BY s.id",
        [source.data_kind.value, source.id, source.accumulates],
    ).fetchall()
    if others:
        raise MixedData(
            f"{source.id!r} is {source.data_kind.value}, and {others[0][0]!r} in the store is not.",
            "Use another store, or ask to mix them.",
        )


def _dangling(
    table: pa.Table, no_source: npt.NDArray[np.bool_], no_target: npt.NDArray[np.bool_]
) -> pa.Table:
    either = no_source | no_target
    if not either.any():
        return pa.table({})
    names = np.where(no_source & no_target, "both", np.where(no_source, "source", "target"))
    return table.filter(pa.array(either)).append_column(
        "missing", pa.array(names[either].tolist(), pa.string())
    )


def _type_of(kind: RelationshipKind, name: str) -> pa.DataType:
    return ARROW_TYPES[kind.property(name).type]
