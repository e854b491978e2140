"""What would be changed, and the ecosystem that would come of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ecograph.analysis.gaps.statement import fill, listed
from ecograph.analysis.whatif import wording as said
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem, Join, NodeId, Revision, revise
from ecograph.model import MODEL, Text

OWNS = {"Program": "Agency RUNS Program", "FundingSource": "Agency MANAGES FundingSource"}
COVERS = {kind: (f"{kind} COVERS Area", f"{kind} COVERS Corridor") for kind in OWNS}
TARGETS = {kind: f"{kind} TARGETS Industry" for kind in OWNS}


@dataclass(frozen=True, slots=True)
class Move:
    """Budget that goes from one program to another, in the currency of the records."""

    source: str
    target: str
    amount: float


@dataclass(frozen=True)
class Changes:
    """What would be otherwise, in keys of what is on record.

    Attributes
    ----------
    title
        What the change is called.
    added
        Programs, funds, agreements and agencies that there are not, with their properties.
    joined
        Relationships of what is added.
    extended
        Relationships that programs and funds on record would have besides.
    removed
        Programs, funds, agreements and agencies that would go.
    moved
        Budget that would go elsewhere.
    """

    title: str = ""
    added: Mapping[NodeId, Mapping[str, Any]] = field(default_factory=dict)
    joined: tuple[Join, ...] = ()
    extended: tuple[Join, ...] = ()
    removed: tuple[NodeId, ...] = ()
    moved: tuple[Move, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything would change."""
        return bool(self.added or self.extended or self.removed or self.moved)


@dataclass(frozen=True)
class Changed:
    """The ecosystem that would come of changes.

    Attributes
    ----------
    sentences, assumptions
        What is otherwise, and what was assumed, in words.
    touched
        The institutions on record that are otherwise themselves, or joined otherwise.
    """

    ecosystem: Ecosystem
    sentences: tuple[Text, ...]
    assumptions: tuple[Text, ...]
    touched: frozenset[NodeId]


class Contradiction(AnalysisError):
    """A change that contradicts what is on record, or another change; `about` is which."""

    def __init__(self, about: NodeId | Join | Move | None, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.about = about


def apply_changes(ecosystem: Ecosystem, changes: Changes) -> Changed:
    """Return the ecosystem with some changes; the given one stays as it is, and nothing is written.

    With an agency go the programs and funds that it alone runs or manages. What is added has no
    participants: who could be reached is told apart from who was.

    Raises
    ------
    Contradiction
        As `check_changes` does.
    """
    check_changes(ecosystem, changes)
    with_it = tuple(_with_agencies(ecosystem, changes.removed))
    removed = frozenset((*changes.removed, *with_it))
    revision = Revision(
        changes.added,
        tuple(dict.fromkeys((*changes.joined, *changes.extended))),
        removed,
        dict(_budgets(ecosystem, changes.moved)),
    )
    return Changed(
        revise(ecosystem, revision),
        tuple(_sentences(ecosystem, changes)),
        tuple(_assumptions(ecosystem, changes, with_it)),
        _touched(ecosystem, revision),
    )


def _touched(ecosystem: Ecosystem, revision: Revision) -> frozenset[NodeId]:
    network, found = ecosystem.institutions, {*revision.removed, *revision.known}
    for node in revision.removed:
        found |= {*network.predecessors(node), *network.successors(node)}
    for join in revision.joined:
        found |= {*_ends(join)}
    return frozenset(found)


def _with_agencies(ecosystem: Ecosystem, removed: Sequence[NodeId]) -> Iterator[NodeId]:
    """Yield the programs and funds that only agencies to be removed run or manage, sorted."""
    for kind, relationship in OWNS.items():
        owners: dict[str, set[NodeId]] = {}
        for agency, (_, key), _ in ecosystem.edges(relationship):
            owners.setdefault(key, set()).add(agency)
        for key in sorted(owners):
            if owners[key] <= set(removed) and (kind, key) not in removed:
                yield kind, key


def check_changes(ecosystem: Ecosystem, changes: Changes) -> None:
    """Raise an error where changes contradict what is on record, or each other.

    Raises
    ------
    Contradiction
        When nothing is changed, something is there already or goes at the same time, or a budget is
        not on record or too small.
    """
    if not changes:
        raise Contradiction(None, "Nothing is changed.", "Add, remove, extend or move something.")
    for node in changes.added:
        if node in ecosystem.institutions:
            raise Contradiction(
                node,
                f"{node[0]} {node[1]!r} is on record already.",
                "Give what is added an id of its own, or extend what there is.",
            )
    _check_extensions(ecosystem, changes.extended)
    removed = {*changes.removed, *_with_agencies(ecosystem, changes.removed)}
    for join in (*changes.joined, *changes.extended):
        for node in _ends(join):
            if node in removed:
                message = f"{node[0]} {node[1]!r} is removed, and something is joined to it."
                raise Contradiction(join, message, "Do one of the two.")
    for move in changes.moved:
        for key in (move.source, move.target):
            if ("Program", key) in removed:
                message = f"Program {key!r} is removed, and budget is moved from or to it."
                raise Contradiction(move, message, "Do one of the two.")
    dict(_budgets(ecosystem, changes.moved))


def _check_extensions(ecosystem: Ecosystem, extended: Sequence[Join]) -> None:
    there = {
        (edge["kind"], source[1], target[1])
        for source, target, edge in ecosystem.edges(*{kind for kind, _, _ in extended})
    }
    narrowed = {join[:2] for join in there}
    for join in extended:
        kind, source, target = join
        if join in there:
            raise Contradiction(
                join, f"{kind}: {source!r} and {target!r} are joined already.", "Leave it out."
            )
        if kind in TARGETS.values() and (kind, source) not in narrowed:
            raise Contradiction(
                join,
                f"{source!r} names no industry on record, and so takes every one already.",
                "Leave `industries` out.",
            )


def _ends(join: Join) -> tuple[NodeId, NodeId]:
    kind, source, target = join
    ends = kind.split(" ")
    return (ends[0], source), (ends[2], target)


def _budgets(ecosystem: Ecosystem, moved: Sequence[Move]) -> Iterator[tuple[NodeId, dict[str, float]]]:
    """Yield the budgets that programs would have."""
    known: dict[str, float] = {}
    for move in moved:
        if move.source == move.target:
            raise Contradiction(move, f"Budget of {move.source!r} is moved to itself.", "Name two programs.")
        for key in (move.source, move.target):
            stated = ecosystem.institutions.nodes["Program", key].get("budget")
            if key not in known and stated is None:
                raise Contradiction(
                    move,
                    f"No budget of program {key!r} is on record, so that none can be moved from or to it.",
                    "Choose another program, or load its budget.",
                )
            known.setdefault(key, float(stated or 0))
        if move.amount > known[move.source]:
            raise Contradiction(
                move,
                f"Program {move.source!r} has {known[move.source]:,.0f}, less than {move.amount:,.0f}.",
                "Move less.",
            )
        known[move.source] -= move.amount
        known[move.target] += move.amount
    for key, budget in known.items():
        yield ("Program", key), {"budget": budget}


def _sentences(ecosystem: Ecosystem, changes: Changes) -> Iterator[Text]:
    """Yield each change in words."""
    names = {node: _given_name(node, properties) for node, properties in changes.added.items()}

    def name(kind: str, key: str) -> Text:
        return names.get((kind, key)) or ecosystem.name(kind, key)

    for node in changes.added:
        yield fill(said.ADDED, kind=MODEL.node(node[0]).label, name=names[node])
    for join in (*changes.joined, *changes.extended):
        source, target = _ends(join)
        does = MODEL.relationship(join[0]).label
        yield fill(said.JOINED, source=name(*source), does=does, target=name(*target))
    for node in changes.removed:
        yield fill(said.REMOVED, kind=MODEL.node(node[0]).label, name=name(*node))
    for move in changes.moved:
        ends = {"source": name("Program", move.source), "target": name("Program", move.target)}
        yield fill(said.MOVED, amount=f"{move.amount:,.0f}", **ends)


def _given_name(node: NodeId, properties: Mapping[str, Any]) -> Text:
    local, english = properties.get("name"), properties.get("name_en")
    return Text(str(english or local or node[1]), str(local or english or node[1]))


def _assumptions(ecosystem: Ecosystem, changes: Changes, with_it: Sequence[NodeId]) -> Iterator[Text]:
    """Yield what was assumed, as far as these changes ask for it."""
    yield said.AS_IF
    if with_it:
        yield fill(
            said.WITH_AGENCY,
            number=f"{len(with_it):,}",
            named=listed([ecosystem.name(*one) for one in with_it]),
        )
    if any(kind in OWNS for kind, _ in changes.added) or changes.extended:
        yield said.COULD
    if any(kind in OWNS for kind, _ in (*changes.removed, *with_it)):
        yield said.WITHOUT
    says = {source for kinds in COVERS.values() for source, _, _ in ecosystem.edges(*kinds)}
    silent = {
        (kind.split(" ")[0], source)
        for kind, source, _ in changes.extended
        if kind in COVERS[kind.split(" ")[0]]
    } - says
    if silent:
        yield fill(said.NOW_SAYS, named=listed([ecosystem.name(*one) for one in sorted(silent)]))
    if changes.moved:
        yield said.MONEY_ALONE
