"""What pages are made of: one version of a store, with all that pages ask of the store read once."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecograph.errors import StoreBusy
from ecograph.graph import Ecosystem, NodeId
from ecograph.model import MODEL, Layer, Text
from ecograph.quality import DataQuality
from ecograph.state import LoadLog
from ecograph.state.assessment import assess_quality
from ecograph.workspace import Answers, Workspace
from visualisations.facts import Origin
from visualisations.source import Source


@dataclass(frozen=True)
class Material:
    """One version of a store as pages need it; they answer from it when the store is away.

    Attributes
    ----------
    counts
        Nodes and relationships in the store, by kind.
    origins
        Where each institution was read, the source of the best rank first.
    quality
        What each source lost; None where no log of loads was given.
    """

    ecosystem: Ecosystem
    answers: Answers
    sources: tuple[Source, ...]
    counts: Mapping[str, int]
    content_hash: str
    origins: Mapping[NodeId, tuple[Origin, ...]]
    quality: DataQuality | None = None

    def origin(self, node: NodeId) -> Origin | None:
        """Return where a node was read first of all; None where that is not on record."""
        return next(iter(self.origins.get(node, ())), None)


def read_material(workspace: Workspace, loads: LoadLog | None = None) -> Material:
    """Return what a workspace holds now; the cost is that of the content hash of its store.

    Parameters
    ----------
    loads
        The reports of the loads of the store, for the page on the quality of its data.

    Raises
    ------
    StoreBusy
        When the store moves on meanwhile.
    """
    ecosystem, answers, store = workspace.ecosystem, workspace.answers, workspace.store
    loaded = {run.source: run.finished.date() for run in store.runs()}
    sources = tuple(
        Source(
            source.id,
            Text(source.title, source.title_th or source.title),
            source.data_kind,
            loaded.get(source.id),
            source.licence,
        )
        for source in store.sources()
    )
    found = Material(
        ecosystem,
        answers,
        sources,
        store.counts(),
        store.content_hash(),
        _origins(workspace, ecosystem),
        assess_quality(store, loads) if loads is not None else None,
    )
    if store.version() != ecosystem.version:
        raise StoreBusy("The store moved on while it was being read.", "It is read again.")
    return found


def _origins(workspace: Workspace, ecosystem: Ecosystem) -> dict[NodeId, tuple[Origin, ...]]:
    """Return the origins of institutions, in one question to the store for each kind."""
    found: dict[NodeId, tuple[Origin, ...]] = {}
    for kind in MODEL.nodes:
        if kind.layer is Layer.INSTITUTIONS:
            for key, claims in workspace.store.claims(kind.name, ecosystem.nodes(kind.name)).items():
                found[kind.name, key] = tuple(
                    Origin(claim.source, claim.document or "", claim.row, claim.reference or "")
                    for claim in claims
                )
    return found
