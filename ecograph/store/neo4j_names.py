"""Finding nodes by name: in an index of this process where names are few, else in the server's own.

The index that the embedded store keeps beside a version is built here from the names that the
server holds, as long as that takes a moment. A nation's names stay where they are: the full-text
index of the server proposes, and the same scores rank what it proposed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ecograph.model import MODEL, Layer, NodeKind
from ecograph.store.base import Match
from ecograph.store.folding import fold_text
from ecograph.store.names import END, START, Entry, name_columns, score_of
from ecograph.store.neo4j_connection import Connection
from ecograph.store.neo4j_schema import ENTERPRISE_NAMES, INSTITUTION_NAMES, key_property, quote

LOCAL_NAMES = 100_000
"""With more nodes than this, the server's index is asked."""

SHORTEST_PREFIX = 3
PROPOSED = 200
LONGEST = 200
"""No more of a text is searched for on the server: it refuses a query of more than 1,024 words."""

_SPECIAL = re.compile(r'([+\-!(){}\[\]^"~*?:\\/]|&&|\|\|)')
_WORDS = re.compile(r"\b(AND|OR|NOT)\b")
_CONTROL = dict.fromkeys(range(32), " ")


def escape(text: str) -> str:
    """Return a text as a Lucene query that means just these words."""
    plain = _SPECIAL.sub(r"\\\1", text.translate(_CONTROL))
    return _WORDS.sub(lambda found: found[0].lower(), plain)


def find_by_key(connection: Connection, text: str, kinds: Sequence[str], limit: int) -> list[Match]:
    """Return enterprises whose key is the text, or starts with it where it has at least three letters."""
    found: list[Match] = []
    for kind in MODEL.nodes:
        if kind.layer is not Layer.SMES or not text or limit < 1 or (kinds and kind.name not in kinds):
            continue
        key = f"n.{quote(key_property(kind))}"
        condition = f"{key} STARTS WITH $text" if len(text) >= SHORTEST_PREFIX else f"{key} = $text"
        rows = connection.read(
            f"MATCH (n:{quote(kind.name)}) WHERE {condition} "
            f"RETURN {key}, n.name, n.name_en ORDER BY {key} LIMIT $limit",
            text=text,
            limit=limit,
        )
        # The text itself sorts before all that start with it.
        for found_key, name, name_en in rows:
            score = 1.0 if found_key == text else 0.95
            found.append(Match(kind.name, found_key, name or "", name_en or "", score))
    return found


def search_on_server(connection: Connection, text: str, kinds: Sequence[str], limit: int) -> list[Match]:
    """Return nodes that the full-text indexes of the server propose, the best match first."""
    wanted = fold_text(text.translate(_CONTROL))[:LONGEST].strip()
    if not wanted or limit < 1:
        return []
    scored: list[tuple[float, Entry]] = []
    for entry in _proposed(connection, wanted, kinds, max(PROPOSED, limit)):
        words = wanted.split()
        if wanted in entry.folded:
            scored.append((score_of(wanted, entry), entry))
        elif all(word in entry.folded for word in words):
            scored.append((0.2 + 0.05 * entry.institution, entry))
        else:
            share = sum(word in entry.folded for word in words) / len(words)
            scored.append((0.1 + 0.1 * share, entry))
    scored.sort(key=lambda item: (-item[0], not item[1].institution, item[1].key))
    return [Match(e.kind, e.key, e.name, e.name_en, round(score, 4)) for score, e in scored[:limit]]


def _proposed(connection: Connection, wanted: str, kinds: Sequence[str], cap: int) -> Iterator[Entry]:
    query = f'"{escape(wanted)}"^4 OR ({escape(wanted)})'
    for index, layer in ((INSTITUTION_NAMES, Layer.INSTITUTIONS), (ENTERPRISE_NAMES, Layer.SMES)):
        labels = [
            kind.name for kind in MODEL.nodes if kind.layer is layer and (not kinds or kind.name in kinds)
        ]
        if not labels:
            continue
        rows = connection.read(
            "CALL db.index.fulltext.queryNodes($index, $query) YIELD node, score "
            "WHERE any(label IN labels(node) WHERE label IN $labels) AND node.nid IS NOT NULL "
            "RETURN labels(node), properties(node) ORDER BY score DESC LIMIT $cap",
            index=index,
            query=query,
            labels=labels,
            cap=cap,
        )
        for names, said in rows:
            kind = MODEL.node(next(name for name in names if name in labels))
            yield _entry(kind, said)


def _entry(kind: NodeKind, said: Mapping[str, Any]) -> Entry:
    texts: list[str] = []
    for column in name_columns(kind):
        value = said.get(column)
        texts += value if isinstance(value, list) else [value] if value else []
    key = str(said[key_property(kind)])
    institution = kind.layer is Layer.INSTITUTIONS
    folded = "".join(f"{START}{fold_text(text)}{END}" for text in [*texts, *([key] if institution else [])])
    return Entry(kind.name, institution, key, said.get("name") or "", said.get("name_en") or "", folded)
