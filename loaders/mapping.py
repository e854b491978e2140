"""From rows as read to records of the model, as a recipe says."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ecograph.model import MODEL, Confidence, Kind, Model, NodeKind, Type
from loaders.cleaning import PERSONAL
from loaders.columns import Columns, Reading
from loaders.problems import Effect, Problem, shortened
from loaders.recipe import Condition, Expression, NodeRecipe, RelationshipRecipe

Positions = NDArray[np.int64]
Report = Callable[[Iterable[Problem]], None]


def map_records(
    record: NodeRecipe | RelationshipRecipe,
    columns: Columns,
    source: str,
    report: Report,
    model: Model = MODEL,
) -> pa.Table:
    """Return the records of one kind that a chunk holds, in the columns that a store takes.

    A record whose key, source or target is empty or cannot be read is not made; an unreadable one,
    and a node without a key, are reported as problems. A property that cannot be read is reported
    and unknown.
    """
    kind = model.kinds[record.kind]
    positions = admitted(record.when, columns)
    made: dict[str, pa.Array] = {}
    for name, expression in _identity(record, kind):
        reading = columns.read(
            expression, Type.TEXT if name in ("source", "target") else kind.property(name).type
        )
        origin, chosen = _chosen(reading, positions)
        report(_faults(reading, chosen, name, expression, kind, columns, source, Effect.RECORD_NOT_MADE))
        values = reading.values.take(pa.array(chosen))
        there = np.asarray(pc.is_valid(values))
        if isinstance(kind, NodeKind) and not there.all():
            report(_missing(reading, chosen[~there], expression, kind, columns, source))
        origin = origin[there]
        positions = positions[origin]
        made = {other: array.take(pa.array(origin)) for other, array in made.items()}
        made[name] = values.filter(pa.array(there))
    for name, expression in record.properties.items():
        if name not in made:
            reading = columns.read(expression, kind.property(name).type)
            report(_faults(reading, positions, name, expression, kind, columns, source, Effect.VALUE_UNKNOWN))
            made[name] = reading.values.take(pa.array(positions))
    return pa.table(made | _claims(record, columns, positions, kind, source, report))


def _identity(record: NodeRecipe | RelationshipRecipe, kind: Kind) -> Iterator[tuple[str, Expression]]:
    """Yield what a record cannot be without: the parts of its key, or its two ends."""
    if isinstance(kind, NodeKind):
        yield from ((name, record.properties[name]) for name in kind.key)
    elif isinstance(record, RelationshipRecipe):
        yield from (("source", record.source), ("target", record.target))


def admitted(condition: Condition | None, columns: Columns) -> Positions:
    """Return the positions of the rows that a condition admits: all, where there is none."""
    rows = np.arange(columns.chunk.table.num_rows, dtype=np.int64)
    while condition is not None:
        wanted = condition.among is not None
        values = condition.among if condition.among is not None else condition.not_among
        cells = columns.texts(condition.column).take(pa.array(rows))
        found = np.asarray(pc.is_in(cells, value_set=pa.array(values, pa.string())))
        rows = rows[found == wanted]
        condition = condition.also
    return rows


def _chosen(reading: Reading, positions: Positions) -> tuple[Positions, Positions]:
    """Return, for rows at `positions`, which of them each value belongs to and where it stands.

    A row whose cell was split has several values, or none.
    """
    if reading.parents is None:
        return np.arange(len(positions), dtype=np.int64), positions
    first = np.searchsorted(reading.parents, positions, side="left")
    counts = np.searchsorted(reading.parents, positions, side="right") - first
    origin = np.repeat(np.arange(len(positions), dtype=np.int64), counts)
    within = np.arange(len(origin)) - np.repeat(np.cumsum(counts) - counts, counts)
    return origin, np.repeat(first, counts) + within


def _faults(
    reading: Reading,
    chosen: Positions,
    name: str,
    expression: Expression,
    kind: Kind,
    columns: Columns,
    source: str,
    effect: Effect,
) -> Iterator[Problem]:
    """Yield the problems of the values chosen that nobody has reported yet."""
    if not reading.faults:
        return
    for position in np.intersect1d(chosen, np.fromiter(reading.faults, np.int64)).tolist():
        if position in reading.reported:
            continue
        reading.reported.add(position)
        text, why = reading.faults[position]
        shown, cost = ("", Effect.VALUE_MASKED) if why == PERSONAL else (shortened(text), effect)
        yield _problem(reading, position, name, expression, kind, columns, source, shown, why, cost)


def _missing(
    reading: Reading, empty: Positions, expression: Expression, kind: NodeKind, columns: Columns, source: str
) -> Iterator[Problem]:
    """Yield a problem for every node without a key, unless its key was there and unreadable."""
    for position in empty.tolist():
        if position not in reading.faults and position not in reading.reported:
            reading.reported.add(position)
            why = f"it is empty, and it is the key of {kind.name}"
            yield _problem(
                reading,
                position,
                kind.key[0],
                expression,
                kind,
                columns,
                source,
                "",
                why,
                Effect.RECORD_NOT_MADE,
            )


def _problem(
    reading: Reading,
    position: int,
    name: str,
    expression: Expression,
    kind: Kind,
    columns: Columns,
    source: str,
    value: str,
    why: str,
    effect: Effect,
) -> Problem:
    row = position if reading.parents is None else int(reading.parents[position])
    column = expression.columns[0] if expression.columns else name
    chunk = columns.chunk
    return Problem(source, chunk.document, int(chunk.rows[row]), column, value, why, effect, kind.name)


def _claims(
    record: NodeRecipe, columns: Columns, positions: Positions, kind: Kind, source: str, report: Report
) -> dict[str, pa.Array]:
    """Return where the records stand in their source, and how far they can be trusted."""
    chunk = columns.chunk
    claims = {
        "claim_document": pa.DictionaryArray.from_arrays(
            pa.array(np.zeros(len(positions), np.int32)), pa.array([chunk.document])
        ),
        "claim_row": pa.array(chunk.rows[positions]),
    }
    for name, expression in (("claim_reference", record.reference), ("claim_confidence", record.confidence)):
        if expression is not None:
            reading = columns.read(expression, Type.TEXT)
            report(_faults(reading, positions, name, expression, kind, columns, source, Effect.VALUE_UNKNOWN))
            claims[name] = reading.values.take(pa.array(positions))
    if record.confidence is not None:
        labels = claims["claim_confidence"]
        wrong = pc.and_(
            pc.is_valid(labels), pc.invert(pc.is_in(labels, value_set=pa.array(list(Confidence))))
        )
        claims["claim_confidence"] = pc.if_else(wrong, Confidence.MEMORY_LOW.value, labels)
        column = record.confidence.columns[0] if record.confidence.columns else "confidence"
        report(
            Problem(
                source,
                chunk.document,
                int(chunk.rows[positions[at]]),
                column,
                shortened(labels[at].as_py()),
                NO_CONFIDENCE,
                Effect.VALUE_UNKNOWN,
                kind.name,
            )
            for at in pc.indices_nonzero(wrong).to_pylist()
        )
    return claims


NO_CONFIDENCE = f"one of {', '.join(Confidence)} was expected; taken for the weakest"
