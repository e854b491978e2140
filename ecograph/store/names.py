"""The index of names beside a version: SQLite, every three letters of a name a term.

Rows are numbered so that a smaller number is the better match among equals: institutions before
enterprises, shorter names before longer ones. The index is read in that order and reading stops
as soon as enough was found, so that a word that half of all names hold is as quick as a rare one. No
question reads more than some thousands of rows: what only a longer name far behind holds is not found.
"""

import fcntl
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ecograph.model import Layer, NodeKind
from ecograph.store.base import Match
from ecograph.store.folding import fold, fold_text

FIELDS = ("name", "name_en", "acronym", "acronym_en", "aliases")
"""The properties a node is found by, where its kind has them; an institution also by its key."""

START, END = "\x02", "\x03"
NEVER = END * 3
"""Three letters that no name holds."""
_UNUSABLE = dict.fromkeys(range(32), " ")
PAGE = 500
CANDIDATES = 20_000
SHORTEST_PREFIX = 3
"""Shorter texts are not taken for the beginning of a key."""
COMMON = 100
"""What one row in so many holds is found sooner by reading rows than by looking terms up."""
EXAMINED = 5_000
"""How many rows that hold the terms of a text are looked at for the text itself, the best first."""
EXAMINED_FOR_WORDS = 1_000
"""The same for its words, which hardly any row may hold where their terms are in millions."""
SIMILAR = 0.35
_SCHEMA = """\
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -200000;
CREATE TABLE names (id INTEGER PRIMARY KEY, kind INTEGER, key TEXT, name TEXT, name_en TEXT, folded TEXT);
CREATE TABLE kinds (id INTEGER PRIMARY KEY, kind TEXT, institution INTEGER);
CREATE VIRTUAL TABLE grams USING fts5 (
  folded, content='', detail=none, columnsize=0, tokenize='trigram case_sensitive 1');
CREATE VIRTUAL TABLE terms USING fts5vocab (grams, row);
CREATE TABLE threes (three TEXT PRIMARY KEY, documents INTEGER) WITHOUT ROWID;
"""
_FINISH = """\
INSERT INTO threes SELECT term, doc FROM terms;
DROP TABLE terms;
CREATE INDEX keys ON names (key);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the index; `folded` holds every name of the node, each between two marks."""

    kind: str
    institution: bool
    key: str
    name: str
    name_en: str
    folded: str


def name_columns(kind: NodeKind) -> list[str]:
    """Return the properties that the index wants of a kind."""
    have = {item.name for item in kind.properties}
    return [field for field in FIELDS if field in have]


def build_names(path: Path, draft: Path, tables: Iterable[tuple[NodeKind, pa.Table]]) -> None:
    """Write the index of tables with `key` and the `name_columns` of their kinds, all or nothing."""
    with draft.open("xb") as held, closing(sqlite3.connect(draft)) as connection:
        # The lock tells whoever cleans the folder that somebody is at work here.
        fcntl.flock(held, fcntl.LOCK_EX)
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        for rows in _numbered(connection, tables):
            columns = [
                rows.column(name).to_pylist() for name in ("id", "kind", "key", "name", "name_en", "folded")
            ]
            connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?)", zip(*columns, strict=True))
            connection.executemany(
                "INSERT INTO grams (rowid, folded) VALUES (?, ?)", zip(columns[0], columns[5], strict=True)
            )
        connection.execute("COMMIT")
        connection.executescript(_FINISH)
        draft.replace(path)


class NameIndex:
    """Finds nodes by name in an index that was built."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._kinds = {
            number: (kind, bool(institution))
            for number, kind, institution in self._connection.execute(
                "SELECT id, kind, institution FROM kinds"
            )
        }
        # Names without any letter have no terms, so that this may be a few too many.
        ((self._rows_held,),) = self._connection.execute("SELECT count(*) FROM names")

    def search(self, text: str, kinds: Sequence[str], limit: int) -> list[Match]:
        """Return nodes that have a name with the text in it; where there is none, with a similar name."""
        wanted = fold_text(text.translate(_UNUSABLE))
        if not wanted or limit < 1:
            return []
        found: dict[int, tuple[float, Entry]] = {}
        self._collect(wanted, wanted, kinds, limit, found)
        if len(found) == limit:
            # There are more, and better ones may be among them.
            for pattern in (f"{START}{wanted}", f"{START}{wanted}{END}"):
                self._collect(pattern, wanted, kinds, limit, found)
        words = wanted.split()
        if len(found) < limit and len(words) > 1:
            self._collect_words(words, kinds, limit, found)
        if not found:
            self._collect_similar(wanted, kinds, limit, found)
        ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
        return [Match(e.kind, e.key, e.name, e.name_en, round(score, 4)) for _, (score, e) in ranked]

    def find_keys(self, text: str, kinds: Sequence[str], limit: int) -> list[Match]:
        """Return enterprises whose key is the text, or starts with it where it has at least three letters.

        The keys of institutions are among their names; those of millions of enterprises are numbers
        that nobody searches the middle of.
        """
        enterprises = {kind for kind, institution in self._kinds.values() if not institution}
        if not text or limit < 1 or (kinds and not enterprises.intersection(kinds)):
            return []
        last = f"{text}\U0010ffff" if len(text) >= SHORTEST_PREFIX else text
        rows = self._connection.execute(
            "SELECT kind, key, name, name_en FROM names WHERE key BETWEEN ? AND ? AND id >= ? "
            "ORDER BY key LIMIT ?",
            [text, last, FIRST_SME, limit],
        )
        return [
            Match(self._kinds[kind][0], key, name, name_en, 1.0 if key == text else 0.95)
            for kind, key, name, name_en in rows
        ]

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _collect(
        self,
        pattern: str,
        wanted: str,
        kinds: Sequence[str],
        limit: int,
        found: dict[int, tuple[float, Entry]],
    ) -> None:
        """Add the first rows that hold the pattern."""
        new = 0
        for number, entry in islice(self._rows([pattern], kinds), EXAMINED):
            if pattern in entry.folded and number not in found:
                found[number] = score_of(wanted, entry), entry
                new += 1
                if new >= limit:
                    return

    def _collect_words(
        self, words: Sequence[str], kinds: Sequence[str], limit: int, found: dict[int, tuple[float, Entry]]
    ) -> None:
        for number, entry in islice(self._rows(words, kinds), EXAMINED_FOR_WORDS):
            if number not in found and all(word in entry.folded for word in words):
                found[number] = 0.2 + 0.05 * entry.institution, entry
                if len(found) >= limit:
                    return

    def _collect_similar(
        self, wanted: str, kinds: Sequence[str], limit: int, found: dict[int, tuple[float, Entry]]
    ) -> None:
        """Add rows with a name that shares many threes of letters: the rarest of them say where to look."""
        grams = sorted(_grams(f"{START}{wanted}{END}"))
        often = [(self._documents(gram), gram) for gram in grams]
        rarest = [gram for count, gram in sorted(often) if count][:8]
        shared: Counter[int] = Counter()
        for gram in rarest:
            query = f"SELECT rowid FROM grams WHERE grams MATCH ? {self._within(kinds)} LIMIT {CANDIDATES}"
            shared.update(number for (number,) in self._connection.execute(query, [_quoted(gram)]))
        best = sorted(shared, key=lambda number: (-shared[number], number))[:PAGE]
        similar = []
        for number, entry in self._entries(best, kinds):
            likeness = max(_likeness(wanted, name) for name in _names(entry.folded))
            if likeness >= SIMILAR:
                similar.append((0.2 * likeness, number, entry))
        similar.sort(key=lambda item: (-item[0], item[1]))
        found.update({number: (score, entry) for score, number, entry in similar[:limit]})

    def _rows(self, patterns: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[int, Entry]]:
        """Give the rows that may hold every pattern, in their order."""
        match = self._condition(patterns)
        if match:
            query = f"SELECT rowid FROM grams WHERE grams MATCH ? {self._within(kinds)} ORDER BY rowid"
            cursor = self._connection.execute(query, [match])
        else:
            held = " AND ".join("instr(folded, ?)" for _ in patterns)
            query = f"SELECT id FROM names WHERE {held} {self._within(kinds, 'id')} ORDER BY id"
            cursor = self._connection.execute(query, list(patterns))
        while page := [number for (number,) in cursor.fetchmany(PAGE)]:
            yield from self._entries(page, kinds)

    def _condition(self, patterns: Sequence[str]) -> str:
        """Return what the terms of every row that holds the patterns fulfil; nothing where reading row
        after row is quicker, since so many hold them.

        A name stands between two marks, so that even one letter of it lies in a term.
        """
        grams = sorted({gram for pattern in patterns for gram in _grams(pattern)})
        if grams:
            return " AND ".join(map(_quoted, grams))
        rarest: tuple[int, str] | None = None
        for pattern in patterns:
            held = self._connection.execute(
                "SELECT three, documents FROM threes WHERE instr(three, ?)", [pattern]
            ).fetchall()
            documents = sum(count for _, count in held)
            terms = " OR ".join(_quoted(three) for three, _ in held) or _quoted(NEVER)
            if rarest is None or documents < rarest[0]:
                rarest = documents, terms
        return rarest[1] if rarest is not None and rarest[0] * COMMON < self._rows_held else ""

    def _entries(self, numbers: Sequence[int], kinds: Sequence[str]) -> Iterator[tuple[int, Entry]]:
        listed = ", ".join(map(str, numbers))
        rows = self._connection.execute(
            f"SELECT id, kind, key, name, name_en, folded FROM names WHERE id IN ({listed}) ORDER BY id"
        ).fetchall()
        for number, kind, key, name, name_en, folded in rows:
            label, institution = self._kinds[kind]
            if not kinds or label in kinds:
                yield number, Entry(label, institution, key, name, name_en, folded)

    def _within(self, kinds: Sequence[str], column: str = "rowid") -> str:
        """Return the range of row numbers in which rows of these kinds lie."""
        layers = {institution for kind, institution in self._kinds.values() if not kinds or kind in kinds}
        if layers == {True}:
            return f"AND {column} < {FIRST_SME}"
        return f"AND {column} >= {FIRST_SME}" if layers == {False} else ""

    def _documents(self, gram: str) -> int:
        rows = self._connection.execute("SELECT documents FROM threes WHERE three = ?", [gram]).fetchall()
        return int(rows[0][0]) if rows else 0


FIRST_SME = 1_000_000_000
"""Enterprises are numbered from here, institutions below."""


def _numbered(
    connection: sqlite3.Connection, tables: Iterable[tuple[NodeKind, pa.Table]]
) -> Iterator[pa.Table]:
    """Give rows of the index with their numbers; institutions of all kinds are numbered together."""
    institutions: list[pa.Table] = []
    for number, (kind, table) in enumerate(tables):
        institution = kind.layer is Layer.INSTITUTIONS
        connection.execute("INSERT INTO kinds VALUES (?, ?, ?)", [number, kind.name, institution])
        rows = _rows(number, kind, table, with_key=institution)
        if institution:
            institutions.append(rows)
        else:
            yield from _by_length(rows, FIRST_SME)
    if institutions:
        yield from _by_length(pa.concat_tables(institutions), 1)


def _joined(lists: pa.ListArray) -> pa.Array:
    """Return the folded names of each list as one text, between them the marks of an end and a start."""
    if lists.null_count == len(lists):
        return pa.repeat(pa.scalar(""), len(lists))
    folded = fold(pc.fill_null(lists.flatten(), ""))
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    return pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), folded), END + START)


def _by_length(rows: pa.Table, first: int) -> Iterator[pa.Table]:
    order = pc.sort_indices(
        pa.table({"length": pc.utf8_length(rows.column("short")), "key": rows.column("key")}),
        sort_keys=[("length", "ascending"), ("key", "ascending")],
    )
    step = 200_000
    for start in range(0, rows.num_rows, step):
        part = rows.take(order.slice(start, step))
        numbers = np.arange(first + start, first + start + part.num_rows)
        yield part.append_column("id", pa.array(numbers))


def _rows(number: int, kind: NodeKind, table: pa.Table, *, with_key: bool) -> pa.Table:
    columns = {name: pc.fill_null(table.column(name), "") for name in name_columns(kind) if name != "aliases"}
    names = [fold(name) for name in columns.values()]
    if "aliases" in table.column_names:
        names.append(_joined(table.column("aliases").combine_chunks()))
    if with_key:
        names.append(fold(table.column("key")))
    marked = [
        pc.if_else(pc.equal(name, ""), "", pc.binary_join_element_wise(START, name, END, ""))
        for name in names
    ]
    folded = pc.binary_join_element_wise(*marked, "")
    empty = pa.chunked_array([pa.repeat(pa.scalar(""), table.num_rows)])
    name, name_en = columns.get("name", empty), columns.get("name_en", empty)
    return pa.table(
        {
            "kind": pa.repeat(pa.scalar(number, pa.int16()), table.num_rows),
            "key": table.column("key"),
            "name": name,
            "name_en": name_en,
            "folded": folded,
            "short": pc.if_else(pc.equal(name, ""), name_en, name),
        }
    )


def score_of(wanted: str, entry: Entry) -> float:
    """Return 0.3 and more for a name that holds the text, 0.6 where it starts with it, 0.9 where it is it."""
    start, whole = f"{START}{wanted}", f"{START}{wanted}{END}"
    base = 0.9 if whole in entry.folded else 0.6 if start in entry.folded else 0.3
    share = len(wanted) / max(len(wanted), min(len(name) for name in _names(entry.folded) if wanted in name))
    return base + 0.05 * entry.institution + 0.05 * share


def _names(folded: str) -> list[str]:
    return folded.strip(START + END).split(END + START)


def _grams(text: str) -> set[str]:
    return {text[place : place + 3] for place in range(len(text) - 2)}


def _likeness(left: str, right: str) -> float:
    a, b = _grams(f"{START}{left}{END}"), _grams(f"{START}{right}{END}")
    return 2 * len(a & b) / (len(a) + len(b))


def _quoted(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'
