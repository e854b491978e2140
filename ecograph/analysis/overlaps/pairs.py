"""Pairs of programs, funds or agencies that share more clients than by chance, and what that looks like."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.statement import NAMED, Statement, number
from ecograph.analysis.nulls.configuration import ConfigurationModel, fit_strata
from ecograph.analysis.nulls.hypergeometric import describe_shared
from ecograph.analysis.nulls.shared import HeldPairs, hold_against_chance
from ecograph.analysis.nulls.strata import Strata, find_strata
from ecograph.analysis.overlaps import wording as said
from ecograph.analysis.overlaps.compared import Compared, Profiles
from ecograph.analysis.overlaps.judgement import FEWEST, ONE, Judge
from ecograph.analysis.overlaps.members import Members, find_counting
from ecograph.analysis.overlaps.together import Meetings, Together
from ecograph.analysis.overlaps.two_names import TWO_NAMES, are_one
from ecograph.analysis.support import UNKNOWN_STATUS, themed
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.clients import OWNERS, Clients, Level, find_clients
from ecograph.graph.degree_classes import find_degree_classes
from ecograph.graph.shared_clients import count_shared_clients
from ecograph.model import Text

ANALYSIS, KIND = "overlaps", "overlap"
LEVEL = 0.005
"""The false discovery rate among the pairs named."""
MOST = 200
NULL = "stochastic degree sequence model within strata of region, corridor and industry section"
METHOD = Method(
    "shared clients beyond the bipartite configuration model",
    1,
    "Neal 2014; Saracco et al. 2015; Benjamini & Hochberg 1995; GAO-15-49SP",
)
COLUMNS = ("compared", "first", "second", "shared", "overlap_coefficient", "jaccard")


def find_overlaps(
    ecosystem: Ecosystem,
    level: Level = "Program",
    theme: str = "",
    year: int | None = None,
    scheme: str = "",
    most: int = MOST,
) -> AnalysisResult:
    """Return pairs that share clients beyond chance, the greatest number beyond first.

    A pair that is likely one under two names is a finding of its own kind, without a rung, and comes last.

    `observed` and `expected` are shared clients, `effect` their difference, and `interval` the effect
    less and more 1.96 standard deviations of the null. p is the exact upper tail of the null, q is
    adjusted over all pairs tested; pairs with q up to `LEVEL` are named, unless they share fewer than
    `FEWEST`. The cost is linear in links and pairs of links of one enterprise, and in pairs of nodes.

    Parameters
    ----------
    level
        What is compared: `Program`, `FundingSource`, `support` (both) or `Agency`.
    theme, year
        Only support that addresses the theme, in the fiscal year.
    scheme
        The scheme of the regions that make strata; the last by name where empty.
    most
        How many pairs to list.

    Raises
    ------
    AnalysisError
        When there is no such level, theme or scheme, or `most` is below 1.
    """
    started = time.perf_counter()
    if most < 1:
        raise AnalysisError(f"{most} pairs were asked for.", "Ask for 1 pair or more.")
    counting = find_counting(ecosystem, theme, year)
    clients = find_clients(ecosystem, level, counting)
    strata = find_strata(ecosystem, scheme)
    shared = count_shared_clients(clients)
    model = fit_strata(find_degree_classes(clients, strata.of))
    held = hold_against_chance(model, shared, LEVEL)
    beyond = np.flatnonzero((held.q <= LEVEL) & (held.shared > held.expected))
    named = beyond[held.shared[beyond] >= FEWEST]
    order = np.lexsort((named, held.expected[named] - held.shared[named]))
    chosen = named[order][:most]
    of_theme = [themed(ecosystem, theme).key] if theme else []
    members = Members.of(ecosystem, counting)
    pairs = [(clients.nodes[held.first[at]], clients.nodes[held.second[at]]) for at in chosen]
    looked = _Looked(
        clients,
        strata,
        model,
        held,
        shared.diagonal(),
        Profiles(ecosystem, members, counting),
        Meetings(ecosystem, members, counting, pairs),
        Judge(ecosystem),
        members,
    )
    about = Statement(ecosystem, METHOD, "" if year is None else str(year), scheme)
    statuses = [
        np.asarray(ecosystem.smes.links[name].columns["status"], np.int8)[mask]
        for name, mask in counting.items()
    ]
    unknown = any(bool((status < 0).any()) for status in statuses)
    findings = [_finding(about, looked, int(at), of_theme, unknown=unknown) for at in chosen]
    return about.result(
        ANALYSIS,
        findings,
        (KIND, TWO_NAMES),
        {"level": level, "theme": theme, "year": year, "scheme": scheme, "most": most},
        totals={
            "nodes": int((clients.counts > 0).sum()),
            "pairs_tested": len(held.p),
            "pairs_beyond_chance": len(beyond),
            "pairs_named": len(chosen),
            "strata": strata.count,
        },
        untested=list(_untested(looked, len(beyond) - len(named), len(named) - len(chosen))),
        seconds=time.perf_counter() - started,
    )


@dataclass(frozen=True)
class _Looked:
    """What all pairs are told from."""

    clients: Clients
    strata: Strata
    model: ConfigurationModel
    held: HeldPairs
    counts: NDArray[np.int32]
    profiles: Profiles
    meetings: Meetings
    judge: Judge
    members: Members


def _finding(
    about: Statement, looked: _Looked, at: int, of_theme: Sequence[str], *, unknown: bool
) -> Finding:
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
        subjects + [about.subject("Theme", key) for key in of_theme],
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
        evidence=Evidence(pair, _relationships(looked, pair), counts, COLUMNS, tuple(map(_row, compared))),
        caveats=tuple(_caveats(compared, together, shared, unknown=unknown)),
        confidence=looked.clients.confidence,
    )


def _counts(looked: _Looked, at: int, together: Together) -> dict[str, float]:
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
        "pairs_tested": len(held.p),
        "standard_deviation": float(np.sqrt(model.enterprises @ (chances * (1 - chances)))),
        "clients_overlap_coefficient": shared / min(mine, yours),
        "clients_jaccard": shared / (mine + yours - shared),
        "hypergeometric_p": describe_shared(enterprises, mine, yours, shared),
        **{name: value for name, value in found.items() if not 0 < value < FEWEST},
    }


def _relationships(looked: _Looked, pair: tuple[NodeId, NodeId]) -> tuple[tuple[str, str, str], ...]:
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


def _caveats(
    compared: tuple[Compared, ...], together: Together, shared: int, *, unknown: bool
) -> Iterator[Text]:
    yield said.LOOK
    if not compared[0].known:
        yield said.NO_SERVICES
    if shared - together.dated >= FEWEST:
        yield said.NO_PERIODS.format(number=shared - together.dated, shared=shared)
    if unknown:
        yield UNKNOWN_STATUS


def _untested(looked: _Looked, few: int, more: int) -> Iterator[Text]:
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
