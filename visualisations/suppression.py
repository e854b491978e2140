"""Which cells of published tables of rates are hidden, so that no small group can be read or worked out.

Cells form a tree: the cells inside another add up to it, in eligible, reached and unreached alike.
A cell with fewer eligible enterprises than a threshold is hidden (`SMALL`). What it holds must not
follow by subtraction either, so further cells are hidden (`COVER`) until every hidden number could
have at least two values, as far as a reader can tell who knows all that is shown, that a small
cell holds at least one and fewer than the threshold, and that a cover holds the threshold or more.

Such a tree is a circulation: a flow of enterprises from the whole into its parts and back by
outcome. A hidden number can have another value exactly when the residual network (Ahuja, Magnanti
and Orlin, Network Flows, 1993, 2.4) has a cycle through it, so the check is exact, not a bound.

That nobody (or everybody) of a group was reached is no secret where a group around it is shown
with that result: a hidden outcome of which the group around it has none is left alone.
"""

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Shown(StrEnum):
    """What a reader gets to see of a cell."""

    OPEN = "open"
    SMALL = "small"
    COVER = "cover"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Cell:
    """The enterprises of a cell, and the key of the cell that it is a part of (None: of none)."""

    eligible: int
    reached: int
    inside: Hashable = None

    @property
    def unreached(self) -> int:
        """The eligible enterprises that were not reached."""
        return self.eligible - self.reached


def suppress(cells: Mapping[Key, Cell], threshold: int) -> dict[Key, Shown]:
    """Return what is shown of each cell of one or several trees.

    Where hiding cells one by one cannot help, everything in that tree but its root is withheld,
    and the root too when it is small: then not even "fewer than the threshold" is said.

    Parameters
    ----------
    cells
        Cells by key; every cell's `inside` is the key of another cell, or None.
    threshold
        Cells with 1 to `threshold` - 1 eligible enterprises are small. 0 and 1 hide nothing.
    """
    publication = _Publication(cells, threshold)
    while (bare := publication.bare()) is not None:
        cover = publication.cover(bare)
        if cover is None:
            publication.withhold(bare.cell)
        else:
            publication.shown[cover] = Shown.COVER
    return {key: publication.shown[key] for key in cells}


class _Flow(NamedTuple):
    """One number of the tree as a flow between two nodes of the circulation."""

    cell: Hashable
    number: str
    tail: Hashable
    head: Hashable
    value: int


_Residual = dict[Hashable, list[tuple[Hashable, _Flow]]]


class _Publication:
    """Cells, and what is shown of each so far."""

    def __init__(self, cells: Mapping[Any, Cell], threshold: int) -> None:
        self.cells: dict[Hashable, Cell] = dict(cells)
        self.threshold = threshold
        self.shown = {
            key: Shown.SMALL if 0 < cell.eligible < threshold else Shown.OPEN for key, cell in cells.items()
        }
        self.flows = list(self._flows())

    def bare(self) -> _Flow | None:
        """Return a hidden number that a reader can work out, or None."""
        residual = self._residual()
        for flow in self.flows:
            hidden = self.shown[flow.cell] in (Shown.SMALL, Shown.COVER)
            if hidden and not self._is_no_secret(flow) and not _can_change(flow, residual):
                return flow
        return None

    def cover(self, bare: _Flow) -> Hashable | None:
        """Return the cell to hide next, or None: the smallest of the tree that helps at once, else
        the smallest nearby. A root that is not small stays, for other tables add up to it too.
        """
        root = self._root(bare.cell)
        candidates = [key for key in self.cells if self._can_cover(key) and self._root(key) == root]
        candidates.sort(key=lambda key: self.cells[key].eligible)
        for key in candidates:
            if _can_change(bare, self._residual(hidden_too=key)):
                return key
        near: Hashable = bare.cell
        while near is not None:
            around = self.cells[near].inside
            for key in candidates:
                if around is not None and (self.cells[key].inside == around or key == around):
                    return key
            near = around
        return candidates[0] if candidates else None

    def withhold(self, key: Hashable) -> None:
        """Withhold the tree that a cell is in, but for a root that is shown."""
        root = self._root(key)
        for other in self.cells:
            if self._root(other) == root and (other != root or self.shown[root] is not Shown.OPEN):
                self.shown[other] = Shown.WITHHELD

    def _can_cover(self, key: Hashable) -> bool:
        cell = self.cells[key]
        return cell.inside is not None and cell.eligible > 0 and self.shown[key] is Shown.OPEN

    def _root(self, key: Hashable) -> Hashable:
        while (around := self.cells[key].inside) is not None:
            key = around
        return key

    def _is_no_secret(self, flow: _Flow) -> bool:
        around = self.cells[flow.cell].inside
        while around is not None and flow.number != "eligible":
            if self.shown[around] is Shown.OPEN and getattr(self.cells[around], flow.number) == 0:
                return True
            around = self.cells[around].inside
        return False

    def _flows(self) -> Iterator[_Flow]:
        """Yield the numbers of all cells; each node of the circulation takes in what it gives out."""
        parents = {cell.inside for cell in self.cells.values()}
        for key, cell in self.cells.items():
            yield _Flow(key, "eligible", ("whole", cell.inside), ("whole", key), cell.eligible)
            for number, value in (("reached", cell.reached), ("unreached", cell.unreached)):
                # The outcome of a cell with parts gathers theirs; that of one without comes from itself.
                tail = (number, key) if key in parents else ("whole", key)
                head = (number, cell.inside) if cell.inside is not None else ("whole", None)
                yield _Flow(key, number, tail, head, value)

    def _residual(self, hidden_too: Hashable = None) -> _Residual:
        """Return, for each node, where one enterprise more could go: along a hidden flow that can
        grow, or against one that can shrink.
        """
        residual: _Residual = {}
        for flow in self.flows:
            state = Shown.COVER if flow.cell == hidden_too else self.shown[flow.cell]
            low, high = self._range(flow, state)
            if flow.value < high:
                residual.setdefault(flow.tail, []).append((flow.head, flow))
            if flow.value > low:
                residual.setdefault(flow.head, []).append((flow.tail, flow))
        return residual

    def _range(self, flow: _Flow, shown: Shown) -> tuple[float, float]:
        """Return the least and the most that a reader must hold possible, from this cell alone."""
        if shown is Shown.OPEN:
            return flow.value, flow.value
        if flow.number != "eligible":
            return 0, math.inf
        return (1, self.threshold - 1) if shown is Shown.SMALL else (self.threshold, math.inf)


def _can_change(flow: _Flow, residual: _Residual) -> bool:
    """Whether a cycle of the residual network runs along the flow or against it."""
    for start, end in ((flow.tail, flow.head), (flow.head, flow.tail)):
        if not any(head == end and via is flow for head, via in residual.get(start, ())):
            continue
        seen, waiting = {end}, [end]
        while waiting:
            for head, via in residual.get(waiting.pop(), ()):
                if via is not flow and head not in seen:
                    seen.add(head)
                    waiting.append(head)
        if start in seen:
            return True
    return False
