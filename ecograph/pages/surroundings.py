"""The page about what surrounds a node, made of material."""

from ecograph.errors import AnalysisError
from ecograph.graph import NodeId, find_neighbourhood
from ecograph.model import MODEL, RelationshipKind
from ecograph.pages.material import Material
from visualisations.ego import Surroundings


def make_surroundings(
    material: Material, centre: NodeId, hops: int, limit: int, thai_years_ahead: int
) -> Surroundings:
    """Return what surrounds a node; enterprises are counted and not among it.

    Raises
    ------
    AnalysisError
        When more than one step from an enterprise is asked for.
    """
    if centre[0] == "SME" and hops > 1:
        raise AnalysisError(
            "Two steps from an enterprise are other enterprises, and none is drawn.",
            "Ask for one step, or begin at an institution.",
        )
    ecosystem = material.ecosystem
    whole = find_neighbourhood(ecosystem, centre, limit=1)
    drawn = [kind.name for kind in MODEL.relationships if _is_drawn(kind, centre)]
    found = find_neighbourhood(ecosystem, centre, hops=hops, kinds=drawn, limit=limit)
    return Surroundings(found, whole.totals, ecosystem.institutions, thai_years_ahead)


def _is_drawn(kind: RelationshipKind, centre: NodeId) -> bool:
    """Whether links of a kind lead to something that is drawn: no enterprise but the one in the middle."""
    return kind.target != "SME" and (kind.source != "SME" or centre[0] == "SME")
