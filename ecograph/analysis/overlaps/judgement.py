"""The rung of an overlap, and whether it looks like waste: rules in the open, each with its words.

The ladder is that of GAO-15-49SP. What is found here is no verdict on anybody: `redundant` says that
the records look so, and asks for a conversation.
"""

from dataclasses import dataclass

from ecograph.analysis.overlaps.compared import Compared
from ecograph.analysis.overlaps.together import Together
from ecograph.graph import Ecosystem, NodeId

LEVEL = 0.005
"""The false discovery rate among the pairs named."""
FEWEST = 5
"""Fewer enterprises than this are named nowhere, and decide nothing."""
SAME_SHARE = 0.5
"""The part of the shared clients with the same service in the same period that makes a duplication."""
IN_ORDER = 0.8
"""The part of the dated shared clients that went one way, for one to be called before the other."""
BUNDLE = frozenset({"loan", "guarantee"})
JOINS = {
    "follows": "Program FOLLOWS Program",
    "part": "Program PART_OF Program",
    "funding": "FundingSource FUNDS Program",
}
"""The relationships by which two programs, or a fund and a program, belong together."""
OVERLAP, DUPLICATION = "overlap", "duplication"
REDUNDANT, COMPLEMENTARY, UNDETERMINED = "redundant", "complementary", "undetermined"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The rung, what it comes to, and the reason, a key of the wording."""

    rung: str
    verdict: str
    cause: str


ONE = Judgement("", "one", "names")
"""The judgement of two that are likely one."""


class Judge:
    """Applies the rules; the relationships among programs and funds are read once."""

    def __init__(self, ecosystem: Ecosystem) -> None:
        self._nodes = ecosystem.institutions.nodes
        self._edges = {
            cause: {
                frozenset({source, target}): (source, target) for source, target, _ in ecosystem.edges(kind)
            }
            for cause, kind in JOINS.items()
        }

    def judge(
        self,
        pair: tuple[NodeId, NodeId],
        shared: int,
        together: Together,
        services: Compared,
    ) -> Judgement:
        """Return the judgement of two nodes that share clients beyond chance; the first rule that fits."""
        if cause := self._joined(pair):
            return Judgement(OVERLAP, COMPLEMENTARY, cause)
        if together.recorded >= max(FEWEST, SAME_SHARE * shared):
            return Judgement(DUPLICATION, REDUNDANT, "same")
        if together.recorded + together.possible >= max(FEWEST, SAME_SHARE * shared):
            return Judgement(OVERLAP, UNDETERMINED, "perhaps")
        if not services.known:
            return Judgement(OVERLAP, UNDETERMINED, "unknown")
        if services.shared:
            return Judgement(OVERLAP, UNDETERMINED, "apart")
        if together.dated >= FEWEST and (
            max(together.first_earlier, together.second_earlier) >= IN_ORDER * together.dated
        ):
            return Judgement(OVERLAP, COMPLEMENTARY, "progression")
        return Judgement(OVERLAP, COMPLEMENTARY, "services")

    def joins(self, pair: tuple[NodeId, NodeId]) -> dict[str, tuple[str, str, str]]:
        """Return the relationships on record between a pair, by the reason that they give."""
        return {
            cause: (JOINS[cause], edges[ends][0][1], edges[ends][1][1])
            for cause, edges in self._edges.items()
            if (ends := frozenset(pair)) in edges
        }

    def _joined(self, pair: tuple[NodeId, NodeId]) -> str:
        """Return why two nodes belong together; empty for agencies: one edge excuses no portfolio."""
        if found := self.joins(pair):
            return next(iter(found))
        instruments = {self._nodes[node].get("instrument") for node in pair if node[0] == "FundingSource"}
        return "bundle" if instruments == BUNDLE else ""
