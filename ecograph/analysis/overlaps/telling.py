"""A pair told: its test, its rung, what both have in common, and what a reader must know."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.statement import NAMED, Statement, listed, number
from ecograph.analysis.nulls.configuration import ConfigurationModel
from ecograph.analysis.nulls.declared import DeclaredCells
from ecograph.analysis.nulls.hypergeometric import describe_shared
from ecograph.analysis.nulls.shared import HeldPairs
from ecograph.analysis.nulls.strata import Strata
from ecograph.analysis.overlaps import wording as said
from ecograph.analysis.overlaps.compared import Compared, Profiles
from ecograph.analysis.overlaps.confirmation import Confirmation
from ecograph.analysis.overlaps.judgement import FEWEST, LEVEL, ONE, Judge
from ecograph.analysis.overlaps.members import Members
from ecograph.analysis.overlaps.together import Meetings, Together
from ecograph.analysis.overlaps.two_names import TWO_NAMES, are_one
from ecograph.analysis.support import UNKNOWN_STATUS
from ecograph.findings import Evidence, Finding, Subject
from ecograph.graph import NodeId
from ecograph.graph.clients import OWNERS, Clients
from ecograph.model import Text

KIND = "overlap"
NULL = "stochastic degree sequence model within strata of region, corridor and industry section"
COLUMNS = ("compared", "first", "second", "in_common", "overlap_coefficient", "jaccard")


@dataclass(frozen=True)
class Looked:
    """What all pairs are told from.

    Attributes
    ----------
    counts
        The clients of each node.
    chosen
        The places of the pairs in `held`, in the order in which they are told.
    confirmed
        What became of them with every degree exactly kept, if that was asked.
    also
        What else each finding is about: a theme, or a level whose pairs are pairs of another level, too.
    unknown_status
        Whether participations of unknown status are counted.
    """

    clients: Clients
    strata: Strata
    declared: DeclaredCells
    model: ConfigurationModel
    held: HeldPairs
    counts: NDArray[np.int32]
    profiles: Profiles
    meetings: Meetings
    judge: Judge
    members: Members
    chosen: NDArray[np.int64]
    confirmed: Confirmation | None
    also: tuple[Subject, ...]
    unknown_status: bool


def tell(about: Statement, looked: Looked, turn: int) -> Finding:
    """Return the finding of one of the pairs chosen."""
    at = int(looked.chosen[turn])
    held = looked.held
    first, second = int(held.first[at]), int(held.second[at])
    pair = looked.clients.nodes[first], looked.clients.nodes[second]
    shared, expected = int(held.shared[at]), float(held.expected[at])
    compared = looked.profiles.compare(*pair)
    together = looked.meetings.of(*pair)
    counts = _counts(looked, at, together)
    one = are_one(about.ecosystem, looked.members, pair, counts["clients_jaccard"])
    judged = ONE if one else looked.judge.judge(pair, shared, together, compared[0])
    spread = 1.96 * counts["standard_deviation"]
    subjects = [about.subject(*node) for node in pair]
    return about.finding(
        TWO_NAMES if one else KIND,
        [*subjects, *looked.also],
        said.TWO_NAMES if one else said.SENTENCE,
        {
            "first": subjects[0].name,
            "second": subjects[1].name,
            "shared": number(shared),
            "expected": number(expected),
            "rung": said.RUNGS[judged.rung],
            "verdict": said.VERDICTS[judged.verdict],
            "cause": said.CAUSES[judged.cause],
        },
        observed=shared,
        expected=expected,
        effect=shared - expected,
        interval=(shared - expected - spread, shared - expected + spread),
        p=float(held.p[at]),
        q=float(held.q[at]),
        null=NULL,
        rung=judged.rung,
        verdict=judged.verdict,
        cause=judged.cause,
        unit="SMEs",
        evidence=Evidence(
            pair,
            _relationships(looked, pair),
            counts | _fixed_counts(looked.confirmed, turn),
            COLUMNS,
            tuple(map(_row, compared)),
        ),
        caveats=tuple(_caveats(looked, turn, compared, together, shared)),
        confidence=looked.clients.confidence,
    )


def _counts(looked: Looked, at: int, together: Together) -> dict[str, float]:
    """Return the numbers of a pair; those of 1 to `FEWEST` - 1 enterprises are left out."""
    held, model = looked.held, looked.model
    first, second = int(held.first[at]), int(held.second[at])
    mine, yours, shared = int(looked.counts[first]), int(looked.counts[second]), int(held.shared[at])
    enterprises = len(looked.clients.degrees)
    chances = model.chances[:, first] * model.chances[:, second]
    found = {
        "same_service_same_period": together.recorded,
        "possibly_same_service": together.possible,
        "with_dates": together.dated,
    }
    earlier = {"first_earlier": together.first_earlier, "second_earlier": together.second_earlier}
    # Either is told by the other.
    if not any(0 < value < FEWEST for value in earlier.values()):
        found |= earlier
    return {
        "clients_first": mine,
        "clients_second": yours,
        "enterprises": enterprises,
        "strata": looked.strata.count,
        "eligibility_cells": len(looked.declared.stratum),
        "pairs_tested": len(held.p),
        "standard_deviation": float(np.sqrt(model.enterprises @ (chances * (1 - chances)))),
        "clients_overlap_coefficient": shared / min(mine, yours),
        "clients_jaccard": shared / (mine + yours - shared),
        "hypergeometric_p": describe_shared(enterprises, mine, yours, shared),
        **{name: value for name, value in found.items() if not 0 < value < FEWEST},
    }


def _relationships(looked: Looked, pair: tuple[NodeId, NodeId]) -> tuple[tuple[str, str, str], ...]:
    """Return what joins a pair, and of agencies the programs and funds that were counted."""
    owned = [
        (OWNERS[kind], node[1], key)
        for node in pair
        if node[0] == "Agency"
        for kind, key in sorted(looked.members.behind(node))[:NAMED]
    ]
    return (*looked.judge.joins(pair).values(), *owned)


def _row(compared: Compared) -> tuple[str | float, ...]:
    if not compared.known:
        return compared.aspect, compared.first, compared.second, "", "", ""
    return (
        compared.aspect,
        compared.first,
        compared.second,
        compared.shared,
        compared.overlap if compared.overlap is not None else "",
        compared.jaccard if compared.jaccard is not None else "",
    )


def _fixed_counts(confirmed: Confirmation | None, turn: int) -> dict[str, float]:
    if confirmed is None:
        return {}
    return {
        "fixed_degrees_p": float(confirmed.tails.p[turn]),
        "fixed_degrees_expected": float(confirmed.tails.expected[turn]),
        "fixed_degrees_draws": confirmed.tails.draws,
    }


def _caveats(
    looked: Looked, turn: int, compared: tuple[Compared, ...], together: Together, shared: int
) -> Iterator[Text]:
    yield said.LOOK
    if not compared[0].known:
        yield said.NO_SERVICES
    if shared - together.dated >= FEWEST:
        yield said.NO_PERIODS.format(number=shared - together.dated, shared=shared)
    if looked.unknown_status:
        yield UNKNOWN_STATUS
    if looked.confirmed and not looked.confirmed.confirmed[turn]:
        yield said.NOT_CONFIRMED.format(p=looked.confirmed.tails.p[turn], draws=looked.confirmed.tails.draws)
    if looked.confirmed and not looked.confirmed.tails.mixing.mixed:
        yield said.NOT_MIXED


def tell_untested(looked: Looked, few: int, more: int) -> Iterator[Text]:
    """Yield what was tested and what was not: pairs of few clients, pairs not listed, and the rest."""
    yield said.TESTED.format(number=len(looked.held.p), level=LEVEL)
    silent = int((looked.clients.counts == 0).sum())
    if silent:
        yield said.NO_CLIENTS.format(number=silent, all=len(looked.clients.nodes))
    if few:
        yield said.FEW.format(number=few, fewest=FEWEST)
    if more:
        yield said.BEYOND.format(number=more)
    if {"region", "industry"} - set(looked.strata.by):
        yield said.NO_STRATA
    for names, sentence in (
        (looked.declared.by, said.DECLARED),
        (looked.declared.left_out, said.NOT_DECLARED),
    ):
        if names:
            yield sentence.format(by=listed([said.DECLARATIONS[name] for name in names]))
    if looked.confirmed:
        yield said.CONFIRMED.format(
            number=int(looked.confirmed.confirmed.sum()),
            all=len(looked.chosen),
            draws=looked.confirmed.tails.draws,
            nodes=looked.confirmed.nodes,
            links=looked.confirmed.links,
        )
