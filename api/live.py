"""The ecosystem that requests are answered from, kept at the store's version without making them wait."""

import gc
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from api.bodies import Bodies
from api.changes import Changes
from api.enterprises import Enterprises
from api.names import InstitutionNames
from api.opinions import OpinionBoard
from api.publishing import Published
from api.site import Pages
from ecograph.errors import StoreBusy, StoreUnreachable
from ecograph.graph import Ecosystem
from ecograph.pages import read_material
from ecograph.settings import Settings
from ecograph.state import LoadLog
from ecograph.store import RunRecord
from ecograph.workspace import Workspace

CASES = "/v1/double-service"
"""Where cases are listed, which names enterprises."""


class NotReady(StoreUnreachable):
    """Nothing was read from the store yet."""

    code = "not-ready"


@dataclass(frozen=True)
class Snapshot:
    """Everything that is answered from memory, of one version of the store."""

    ecosystem: Ecosystem
    enterprises: Enterprises
    names: InstitutionNames
    published: Published
    bodies: Bodies
    counts: Mapping[str, int]
    runs: Sequence[RunRecord]
    changes: Changes

    @property
    def version(self) -> int:
        """The version of the store."""
        return self.ecosystem.version

    @property
    def loaded(self) -> datetime | None:
        """When the last run was completed; None for an empty store."""
        return self.runs[-1].finished if self.runs else None


class Live:
    """Keeps a snapshot of a store: a thread of its own reads each new version, then swaps it in.

    A request takes the `snapshot` once and is answered from it to the end. Where the store cannot be
    read, the last snapshot goes on answering and `stale` says why.

    Parameters
    ----------
    open_workspace
        Opens the store; asked again where its server does not answer yet.
    settings
        How often to look at the store's version, how small a cell may be, and where loads are logged.
    """

    def __init__(self, open_workspace: Callable[[], Workspace], settings: Settings) -> None:
        self._open_workspace = open_workspace
        self._settings = settings
        self._workspace: Workspace | None = None
        self._snapshot: Snapshot | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="ecosystem", daemon=True)
        self._pages: Pages | None = None
        self.board = OpinionBoard(settings.store_url, settings.home)
        self.stale = ""

    def start(self) -> None:
        """Open the store, and begin to read it.

        Raises
        ------
        EcographError
            When the store can never be opened as the settings say; a server that does not answer may yet.
        """
        self._open()
        self._thread.start()

    def stop(self) -> None:
        """Read no more, and close the store."""
        self._stopping.set()
        self._thread.join()
        gc.unfreeze()
        if self._workspace is not None:
            self._workspace.store.close()

    @property
    def snapshot(self) -> Snapshot:
        """What requests are answered from.

        Raises
        ------
        NotReady
            When nothing was read yet.
        """
        if self._snapshot is None:
            raise NotReady(self.stale or "The ecosystem is being read for the first time.", "Try again soon.")
        return self._snapshot

    @property
    def pages(self) -> Pages:
        """What pages are made of; a little later than the snapshot of the same version.

        Raises
        ------
        NotReady
            When nothing was read yet.
        """
        if self._pages is None:
            raise NotReady(self.stale or "The pages are being made for the first time.", "Try again soon.")
        return self._pages

    @property
    def workspace(self) -> Workspace:
        """The store, for what is not in memory."""
        if self._workspace is None:
            raise NotReady(self.stale, "Try again soon.")
        return self._workspace

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._look()
            self._stopping.wait(self._settings.api_refresh)

    def _open(self) -> None:
        try:
            self._workspace = self._open_workspace()
        except (StoreUnreachable, StoreBusy) as error:
            self.stale = error.message

    def _look(self) -> None:
        """Read the store if its version has moved; where it cannot be read, say why."""
        try:
            if self._workspace is None:
                self._workspace = self._open_workspace()
            ecosystem = self._workspace.ecosystem
            if self._snapshot is None or self._snapshot.version != ecosystem.version:
                self._snapshot = _read(self._workspace, self._settings.api_smallest_cell)
                _settle()
            if self._pages is None or self._pages.material.ecosystem is not ecosystem:
                self._make_pages(self._workspace)
            self.stale = self._workspace.stale
        except Exception as error:  # noqa: BLE001 - whatever it is, what was read last goes on answering
            self.stale = getattr(error, "message", f"The store cannot be read ({type(error).__name__}).")

    def _make_pages(self, workspace: Workspace) -> None:
        loads = LoadLog.of_store(self._settings.store_url, self._settings.home)
        cases = CASES if self._settings.keys() else ""
        material = read_material(workspace, loads)
        pages = Pages(material, self.board.current, self._settings.api_smallest_cell, cases)
        # Pages can be asked for while the rest is being made.
        self._pages = pages
        pages.prepare(self._settings.language, self._stopping)


def _settle() -> None:
    """Take a snapshot out of garbage collection, for requests would wait while it is passed over."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _read(workspace: Workspace, threshold: int) -> Snapshot:
    """Return what a workspace holds, with everything computed that a request should not wait for."""
    ecosystem, store = workspace.ecosystem, workspace.store
    smes = ecosystem.smes
    for links in smes.links.values():
        _ = links.reverse, links.number, links.degrees
    _ = smes.area, smes.industry, ecosystem.lineages
    smes.position("")
    # The embedded store builds its index of names at the first search.
    store.search("ecograph", limit=1)
    runs = [run for run in store.runs() if run.number <= ecosystem.version]
    published = Published(ecosystem, workspace.answers, threshold)
    enterprises = Enterprises(store, ecosystem)
    return Snapshot(
        ecosystem,
        enterprises,
        InstitutionNames(ecosystem),
        published,
        Bodies(),
        store.counts(),
        runs,
        Changes(store, runs, published),
    )
