"""Reading single nodes with their claims, what surrounds them, and what sources disagree on."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import neo4j.time

from ecograph.model import MODEL, Confidence, Kind, NodeKind, RelationshipKind, Type
from ecograph.store.base import Claim, Disagreement, Node, Value
from ecograph.store.books import Account
from ecograph.store.columns import columns_of, stated_columns
from ecograph.store.neighbourhood import Leg, Link
from ecograph.store.neo4j_connection import Connection
from ecograph.store.neo4j_schema import key_property, pattern, quote

Said = Mapping[str, Any]


class NodeReader:
    """Reads nodes of one database, and what lies around them."""

    def __init__(self, connection: Connection, accounts: Sequence[Account]) -> None:
        self._connection = connection
        ordered = sorted(accounts, key=lambda account: (account.source.rank, account.source.id))
        self._accounts = {account.source.id: account for account in ordered}
        self._places = {source: place for place, source in enumerate(self._accounts)}

    def node(self, kind: NodeKind, key: str) -> tuple[int, Node] | None:
        """Return the number of a node, and the node with its claims; None where there is none."""
        rows = self._connection.read(
            f"MATCH (n:{quote(kind.name)} {{{quote(key_property(kind))}: $key}}) RETURN properties(n)",
            key=key,
        )
        if not rows:
            return None
        said = rows[0][0]
        node = _node(kind, said)
        return said["nid"], Node(node.kind, node.key, node.properties, self._claims(said))

    centre = node

    def claims(self, kind: NodeKind, keys: Sequence[str]) -> dict[str, tuple[Claim, ...]]:
        """Return the claims on nodes by their keys."""
        key = quote(key_property(kind))
        rows = self._connection.read(
            f"MATCH (n:{quote(kind.name)}) WHERE n.{key} IN $keys RETURN n.{key}, properties(n)",
            keys=list(keys),
        )
        return {key: self._claims(said) for key, said in rows}

    def nodes(self, kind: NodeKind, numbers: Sequence[int]) -> Mapping[int, Node]:
        """Return nodes by number, without their claims."""
        rows = self._connection.read(
            f"MATCH (n:{quote(kind.name)}) WHERE n.nid IN $numbers RETURN properties(n)",
            numbers=list(numbers),
        )
        return {said["nid"]: _node(kind, said) for (said,) in rows}

    def follow(self, leg: Leg, numbers: Sequence[int], limit: int) -> list[Link]:
        """Return the first relationships that leave nodes along a leg."""
        start = "a" if leg.start == "source" else "b"
        label = leg.kind.source if leg.start == "source" else leg.kind.target
        rows = self._connection.read(
            f"MATCH ({start}:{quote(label)}) WHERE {start}.nid IN $numbers MATCH {pattern(leg.kind)} "
            "WITH a.nid AS source, b.nid AS target, r "
            f"ORDER BY {', '.join(['source', 'target', *_discriminators(leg.kind)])} LIMIT $limit "
            "RETURN source, target, properties(r)",
            numbers=list(numbers),
            limit=limit,
        )
        names = list(columns_of(leg.kind))
        return [
            Link(leg.kind, source, target, tuple(_value(said.get(name)) for name in names))
            for source, target, said in rows
        ]

    def degrees(self, legs: Sequence[Leg], number: int) -> list[int]:
        """Return how many relationships leave a node along each leg."""
        if not legs:
            return []
        first = legs[0].kind.source if legs[0].start == "source" else legs[0].kind.target
        counts = ", ".join(f"{_degree(leg)} AS c{place}" for place, leg in enumerate(legs))
        rows = self._connection.read(
            f"MATCH (n:{quote(first)} {{nid: $number}}) RETURN {counts}", number=number
        )
        return [int(count) for count in rows[0]] if rows else [0] * len(legs)

    def disagreements(self, contested: Sequence[Kind], limit: int) -> list[Disagreement]:
        """Return where sources say different things of the same property, in the order of the model."""
        found: list[Disagreement] = []
        for kind in contested:
            rows = self._contested(kind)
            for name in stated_columns(kind):
                for key, claims in rows:
                    found.extend(_differing(kind, key, name, claims))
                    if len(found) >= limit:
                        return found[:limit]
        return found

    def _contested(self, kind: Kind) -> list[tuple[str, list[tuple[str, Said]]]]:
        """Return the key of each thing that several sources claim, and what they say, the winner first."""
        if isinstance(kind, NodeKind):
            rows = self._connection.read(
                f"MATCH (n:{quote(kind.name)}) WHERE n.claim_count > 1 "
                f"RETURN n.{quote(key_property(kind))} AS key, n.claims ORDER BY key"
            )
            things = [(key, claims) for key, claims in rows]
        else:
            source, target = (key_property(MODEL.node(end)) for end in (kind.source, kind.target))
            rows = self._connection.read(
                f"MATCH {pattern(kind)} WHERE r.claim_count > 1 "
                f"RETURN a.{quote(source)}, b.{quote(target)}, properties(r)"
            )
            things = [(_key_of(kind, [first, second], said), said["claims"]) for first, second, said in rows]
            things.sort(key=lambda thing: thing[0])
        return [(key, self._ordered(claims)) for key, claims in things]

    def _ordered(self, texts: Sequence[str]) -> list[tuple[str, Said]]:
        claims = [json.loads(text) for text in texts]
        claims.sort(key=self._place)
        return [(claim["source"], claim.get("says", {})) for claim in claims]

    def _claims(self, said: Said) -> tuple[Claim, ...]:
        if said.get("claims") is None:
            one = {name.removeprefix("claim_"): value for name, value in said.items()}
            return (self._claim(one),)
        claims = [json.loads(text) for text in said["claims"]]
        claims.sort(key=self._place)
        return tuple(self._claim(claim) for claim in claims)

    def _place(self, claim: Said) -> tuple[int, str]:
        return self._places.get(claim["source"], len(self._places)), claim["source"]

    def _claim(self, said: Said) -> Claim:
        last = said.get("last_run")
        if last is None:
            # A source that is being loaded for the first time has no account yet.
            account = self._accounts.get(said["source"])
            last = account.last_run if account else said["first_run"]
        return Claim(
            said["source"],
            said.get("document"),
            said.get("row"),
            said.get("reference"),
            Confidence(said["confidence"]),
            said["first_run"],
            last,
        )


def _node(kind: NodeKind, said: Said) -> Node:
    properties: dict[str, Value] = {item.name: _value(said.get(item.name)) for item in kind.properties}
    return Node(kind.name, said[key_property(kind)], properties)


def _value(value: object) -> Value:
    return value.to_native() if isinstance(value, neo4j.time.Date) else value


def _discriminators(kind: RelationshipKind) -> list[str]:
    return [f"r.{quote(name)}" for name in kind.discriminators]


def _degree(leg: Leg) -> str:
    kind = leg.kind
    out = leg.start == "source"
    near, far = (kind.source, kind.target) if out else (kind.target, kind.source)
    others = [
        other
        for other in MODEL.of_type(kind.type)
        if near == (other.source if out else other.target) and other != kind
    ]
    arrow = f"-[:{quote(kind.type)}]->" if out else f"<-[:{quote(kind.type)}]-"
    if kind.undirected and not out:
        return f"COUNT {{ MATCH (n){arrow}(m:{quote(far)}) WHERE n <> m }}"
    # Without a label at the far end, Neo4j reads the count from its own books.
    return f"COUNT {{ (n){arrow}({f':{quote(far)}' if others else ''}) }}"


def _differing(kind: Kind, key: str, name: str, claims: Sequence[tuple[str, Said]]) -> list[Disagreement]:
    stated = [(source, said[name]) for source, said in claims if said.get(name) is not None]
    if not stated:
        return []
    winner, value = stated[0]
    item = kind.property(name)
    return [
        Disagreement(kind.name, key, name, _typed(value, item.type), winner, _typed(other, item.type), loser)
        for loser, other in stated[1:]
        if other != value
    ]


def _typed(value: Any, type_: Type) -> Value:
    return date.fromisoformat(value) if type_ is Type.DATE else value


def _key_of(kind: RelationshipKind, ends: Sequence[str], said: Said) -> str:
    """Return what a person knows a relationship by: its ends, and what tells it from others."""
    others = [said[name] for name in kind.discriminators if said.get(name) is not None]
    return " ".join([ends[0], "->", ends[1], *map(str, others)])
