"""The page of a comparison: what would be otherwise, where, and what becomes of which finding."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ecograph.analysis.whatif.result import Measure, Status, Turn, WhatIf
from ecograph.analysis.whatif.wording import PARTS, STATUSES
from ecograph.model import Text
from visualisations import link_wording as said
from visualisations.edition import Edition
from visualisations.map import AreaMap, AreaShape, draw_map
from visualisations.map_page import Shapes
from visualisations.markup import isolated, sentence
from visualisations.numerals import count
from visualisations.page import render_page
from visualisations.reach_table import OUTSIDE, ReachTable
from visualisations.suppression import Shown
from visualisations.what_if_protection import protect_measures, protect_turns

MOST = 400
"""How many lines each table has."""
HIDDEN = Text("{where}: not shown, to protect small groups.", "{where}: ไม่แสดง เพื่อคุ้มครองข้อมูลของกลุ่มเล็ก")


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure that differs; without numbers where they are hidden."""

    measure: Measure
    open: bool


@dataclass(frozen=True, slots=True)
class TurnLine:
    """A finding that comes, goes or differs: in words, and its effect on either side."""

    turn: Turn
    sentence: Text
    before: float | None
    after: float | None
    open: bool


@dataclass(frozen=True, slots=True)
class DifferenceMap:
    """A map of corridors by the change of one measure; `changes` has what is known, by corridor."""

    name: Text
    map: AreaMap | None
    changes: tuple[tuple[Text, str, float | None], ...]


def render_what_if(
    edition: Edition, found: WhatIf, shapes: Shapes | None, corridor_of: Mapping[str, str]
) -> str:
    """Return the page as HTML in both languages, which needs nothing but itself.

    Numbers of small groups, small differences, and what covers them are hidden. The same input gives the
    same bytes.

    Parameters
    ----------
    shapes, corridor_of
        The geometries of areas, and the corridor of each that has one; without, there is no map.
    """
    shown = protect_measures(found, edition.threshold)
    lines = [
        MeasureLine(measure, state is Shown.OPEN)
        for measure, state in zip(found.measures, shown, strict=True)
        if measure.differs
    ]
    turns = _turns(found, edition.threshold)
    counts = {status.value: count(sum(line.turn.status is status for line in turns)) for status in Status}
    return render_page(
        "what_if.html.j2",
        ("report.css", "links.css"),
        ("report.js",),
        edition.paper,
        report=edition,
        said=said,
        found=found,
        summary=said.SUMMARY.format(measures=count(len(lines)), **counts),
        maps=list(_maps(found, shown, shapes, corridor_of)),
        lines=lines[:MOST],
        more_lines=max(len(lines) - MOST, 0),
        same=count(len(found.measures) - len(lines)),
        turns=turns[:MOST],
        more_turns=max(len(turns) - MOST, 0),
        statuses=STATUSES,
        parts=PARTS,
        amount=amount,
    )


def amount(value: float | None, *, signed: bool = False) -> str:
    """Return a number as people read it; with its sign where it is a change.

    >>> amount(1234.0), amount(2.5, signed=True), amount(3.0, signed=True)
    ('1,234', '+2.50', '+3')
    """
    if value is None:
        return ""
    written = count(value) if float(value).is_integer() else f"{value:,.2f}".replace("-", "\N{MINUS SIGN}")
    return f"+{written}" if signed and value > 0 else written


def _turns(found: WhatIf, threshold: int) -> list[TurnLine]:
    """Return the findings that come, go or differ, in the order in which they are told."""
    order = list(STATUSES)
    lines = []
    for turn, state in zip(found.turns, protect_turns(found, threshold), strict=True):
        open_ = state is Shown.OPEN
        where = Text(*(" × ".join(one.name(lang) for one in turn.finding.subjects) for lang in ("en", "th")))
        words = turn.finding.sentence if open_ else sentence(HIDDEN, where=isolated(where))
        before, after = (side.effect if side and open_ else None for side in (turn.before, turn.after))
        lines.append(TurnLine(turn, words, before, after, open_))
    return sorted(lines, key=lambda line: order.index(line.turn.status))


def _maps(
    found: WhatIf, shown: list[Shown], shapes: Shapes | None, corridor_of: Mapping[str, str]
) -> Iterator[DifferenceMap]:
    """Yield a map for each measure by corridor that differs anywhere."""
    for kind, name in said.MAP_OF.items():
        changes: dict[str, float | None] = {}
        names: dict[str, Text] = {}
        for measure, state in zip(found.measures, shown, strict=True):
            if measure.kind != kind or measure.subjects[-1].kind != "Corridor":
                continue
            place = measure.subjects[-1]
            names[place.key] = place.name
            # Of a hidden cell that stays as it is, no more is said than of any other that does.
            open_ = measure.change if state is Shown.OPEN else None
            known = open_ if measure.differs else 0.0
            so_far = changes.get(place.key, 0.0)
            changes[place.key] = None if known is None or so_far is None else so_far + known
        if not any(change != 0 for change in changes.values()):
            continue
        corridors = {key: names[key] for key in sorted(names) if key and not key.startswith("*")}
        drawn = draw_map(ReachTable((), None, None), shapes, corridor_of, corridors) if shapes else None
        order = [*corridors, *(key for key in changes if key not in corridors)]
        rows = tuple((names[key], look(changes[key]), changes[key]) for key in order)
        yield DifferenceMap(name, _coloured(drawn, corridor_of, changes) if drawn else None, rows)


def look(change: float | None) -> str:
    """Return the class of a change: `fewer`, `more`, `same`, or `unshown` where it is not known."""
    if change is None:
        return "unshown"
    return "same" if change == 0 else "more" if change > 0 else "fewer"


def _coloured(drawn: AreaMap, corridor_of: Mapping[str, str], changes: Mapping[str, float | None]) -> AreaMap:
    def coloured(area: AreaShape) -> AreaShape:
        corridor = corridor_of.get(area.node[1], OUTSIDE)
        return replace(area, look=look(changes[corridor]) if corridor in changes else "unshown")

    return replace(drawn, areas=tuple(map(coloured, drawn.areas)))
