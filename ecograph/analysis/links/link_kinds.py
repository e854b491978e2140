"""Pairs of an agency and a fund, a fund and a program, a program and a province, and their numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.place import find_place
from ecograph.analysis.links.link_gain import FundGain, find_fund_gain
from ecograph.analysis.links.openings import MOST_THEMES, find_openings
from ecograph.analysis.links.partners import FUNDS, MANAGES, RUNS
from ecograph.analysis.question import asked_themes
from ecograph.analysis.support import on_record, reporting
from ecograph.graph import Ecosystem, NodeId
from ecograph.model import Confidence

COVERS = "Program COVERS Area"
Numbers = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Pairs:
    """All pairs of one kind; arrays (first x second), NaN where not known.

    Attributes
    ----------
    relationship
        The relationship on record that such a pair is held against.
    joined
        Whether they are joined on record, by that relationship or otherwise.
    linked
        Whether by that relationship: what the score is measured with.
    numbers
        `gain` in enterprises, and what else is counted of a pair.
    """

    relationship: str
    first: tuple[NodeId, ...]
    second: tuple[NodeId, ...]
    joined: NDArray[np.bool_]
    linked: NDArray[np.bool_]
    numbers: Numbers
    confidence: Confidence = Confidence.READ
    unplaced: int = field(default=0)


def _linked(
    ecosystem: Ecosystem, relationship: str, first: tuple[NodeId, ...], second: tuple[NodeId, ...]
) -> NDArray[np.bool_]:
    rows, columns = ({node: at for at, node in enumerate(nodes)} for nodes in (first, second))
    found = np.zeros((len(first), len(second)), np.bool_)
    for source, target, _ in ecosystem.edges(relationship):
        if source in rows and target in columns:
            found[rows[source], columns[target]] = True
    return found


def _nodes(ecosystem: Ecosystem, kind: str) -> tuple[NodeId, ...]:
    return tuple((kind, key) for key in ecosystem.nodes(kind))


def agencies_and_funds(ecosystem: Ecosystem) -> Pairs:
    """Return agencies and funds that they neither manage nor have a program paid by."""
    agencies, funds = _nodes(ecosystem, "Agency"), _nodes(ecosystem, "FundingSource")
    linked = _linked(ecosystem, MANAGES, agencies, funds)
    programs = _nodes(ecosystem, "Program")
    runs = _linked(ecosystem, RUNS, agencies, programs).astype(np.float32)
    paid = (runs @ _linked(ecosystem, FUNDS, funds, programs).T.astype(np.float32)) > 0
    found = find_fund_gain(ecosystem, "Agency", funds)
    return Pairs(MANAGES, agencies, funds, linked | paid, linked, _of_funds(found), found.confidence)


def funds_and_programs(ecosystem: Ecosystem) -> Pairs:
    """Return funds and programs that they do not pay for."""
    funds = _nodes(ecosystem, "FundingSource")
    found = find_fund_gain(ecosystem, "Program", funds)
    programs = found.nodes
    linked = _linked(ecosystem, FUNDS, funds, programs)
    numbers = {name: values.T for name, values in _of_funds(found).items()}
    return Pairs(FUNDS, funds, programs, linked, linked, numbers, found.confidence)


def _of_funds(found: FundGain) -> Numbers:
    """Return the numbers of nodes and funds (nodes x funds); NaN where clients or needs are not on record."""
    clients = np.where(found.clients > 0, found.clients, np.nan)[:, None]
    users = np.where(found.users > 0, found.users, np.nan)[None, :]
    known = np.broadcast_to(~np.isnan(clients), found.taken.shape)
    says = known & found.says[None, :] & (found.asked > 0)
    return {
        "gain": np.where(says, found.needing, np.nan),
        "taken": np.where(known, found.taken, np.nan),
        "shared": np.where(known & ~np.isnan(users), found.shared, np.nan),
        "expected": clients * users / max(found.supported, 1),
    }


def programs_and_areas(ecosystem: Ecosystem) -> Pairs:
    """Return programs and provinces where they are not: neither by their word nor by participants."""
    place, reporters = find_place(ecosystem, "area", ""), reporting(ecosystem, None)
    addressed = [found for found in asked_themes(ecosystem, "", apart=True) if found.members]
    themes = [found for found in addressed if on_record(ecosystem, found, None, reporters)][:MOST_THEMES]
    openings = find_openings(ecosystem, place, themes, None)
    real = np.array([bool(one.key) and not one.key.startswith("*") for one in place.subjects], np.bool_)
    areas = tuple((one.kind, one.key) for one, is_real in zip(place.subjects, real, strict=True) if is_real)
    programs = tuple(("Program", key) for key in openings.programs)
    there = openings.there[:, real]
    gain = openings.helps.astype(np.float64) @ openings.enterprises[real].T.astype(np.float64)
    stated = [ecosystem.institutions.nodes[program].get("budget") for program in programs]
    budgets = np.array([np.nan if value is None else float(value) for value in stated], np.float64)
    cost = np.broadcast_to((budgets / np.maximum(there.sum(axis=1), 1))[:, None], gain.shape)
    confidence = max((place.confidence, *(one.confidence for one in themes)), key=lambda label: label.rank)
    linked = _linked(ecosystem, COVERS, programs, areas)
    numbers = {"gain": gain, "cost": cost}
    return Pairs(COVERS, programs, areas, there | linked, linked, numbers, confidence, openings.unsaid)


PAIRS: Mapping[str, Callable[[Ecosystem], Pairs]] = {
    "agency-fund": agencies_and_funds,
    "fund-program": funds_and_programs,
    "program-area": programs_and_areas,
}
"""The pairs of each kind."""
