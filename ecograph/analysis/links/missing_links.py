"""Missing links of other kinds: an agency and a fund, a fund and a program, a program and a province."""

import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.statement import NAMED, Statement, fill, listed, number
from ecograph.analysis.links import link_wording as said
from ecograph.analysis.links.bipartite import (
    COMMON,
    DEGREES,
    L3,
    Network,
    Scores,
    build_institutions,
    evaluate_bipartite,
    find_paths_of_three,
    score_bipartite,
)
from ecograph.analysis.links.link_kinds import PAIRS, Pairs
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem, NodeId
from ecograph.model import Text

ANALYSIS = "missing-links"
METHOD = Method(
    "gain, and paths of length three between institutions without a link", 1, "Kovács et al. 2019"
)
FEWEST = 10
"""With fewer links on record the score is not measured: one more or less would change all of it."""
RANKINGS = ("gain", "score")


def find_missing_links(
    ecosystem: Ecosystem, *, kind: str = "agency-fund", rank: str = "gain", most: int = 100, seed: int = 1
) -> AnalysisResult:
    """Return pairs of institutions that are not joined on record and would gain most from it.

    Of an agency or a program and a fund, `effect` counts its clients whom the fund has not financed,
    takes by industry and size, and whose need on record a service of the fund answers; `observed` and
    `expected` are clients in common. Of a program and a province, `effect` counts those whom it could help
    there, as an extension does. The totals say how well the score ranks the links on record. The cost is
    linear in clients and in pairs.

    Parameters
    ----------
    kind
        `agency-fund`, `fund-program` or `program-area`.
    rank
        What comes first: greatest `gain`, or highest `score` (paths of length three).
    most
        How many pairs to return.
    seed
        For the pairs that the score is measured against.

    Raises
    ------
    AnalysisError
        When there is no such kind or ranking, or `most` is below 1.
    """
    started = time.perf_counter()
    if kind not in PAIRS:
        raise AnalysisError(f"{kind!r} is not a kind of missing link.", f"There are: {', '.join(PAIRS)}.")
    if rank not in RANKINGS or most < 1:
        raise AnalysisError(
            f"Pairs cannot be ranked by {rank!r}, {most} of them.",
            f"Rank by one of {', '.join(RANKINGS)}, and ask for 1 pair or more.",
        )
    pairs, network = PAIRS[kind](ecosystem), build_institutions(ecosystem)
    scores = score_bipartite(network, pairs.first, pairs.second)
    gain, score = pairs.numbers["gain"], scores.of[L3]
    open_ = ~pairs.joined & ((np.nan_to_num(gain) > 0) | (score > 0))
    at = np.flatnonzero(open_)
    # A gain that is not known comes last; equals are in the order of their keys.
    keys = (-np.nan_to_num(gain, nan=-1.0).ravel()[at], -score.ravel()[at])
    order = np.lexsort((at, *(keys[::-1] if rank == "gain" else keys)))
    chosen = at[order][:most]
    about = Statement(ecosystem, METHOD)
    findings = [
        _finding(about, kind, pairs, network, scores, (int(row), int(column)))
        for row, column in zip(*np.divmod(chosen, len(pairs.second)), strict=True)
    ]
    links = np.argwhere(pairs.linked)
    result = about.result(
        ANALYSIS,
        findings,
        (f"missing-{kind}",),
        {"kind": kind, "rank": rank, "most": most},
        totals={
            "pairs": pairs.joined.size,
            "on_record": len(links),
            "candidates": len(at),
            **(_quality(network, scores, links, seed) if len(links) >= FEWEST else {}),
        },
        untested=list(_untested(kind, pairs, len(at) - len(chosen), len(links))),
        seconds=time.perf_counter() - started,
    )
    return replace(result, findings=tuple(findings), seed=seed)


def _quality(network: Network, scores: Scores, links: NDArray[np.int64], seed: int) -> dict[str, float]:
    """Return how well the scores, and degrees alone, rank the links on record."""
    return {
        f"{name}_{field.name}": value
        for name, quality in evaluate_bipartite(network, scores, links, seed).items()
        for field in fields(quality)
        if not math.isnan(value := getattr(quality, field.name))
    }


def _finding(
    about: Statement, kind: str, pairs: Pairs, network: Network, scores: Scores, at: tuple[int, int]
) -> Finding:
    one, other = pairs.first[at[0]], pairs.second[at[1]]
    known = {name: _known(values[at]) for name, values in pairs.numbers.items()}
    trails = tuple(find_paths_of_three(network, one, other))
    between = sorted({node for trail in trails for node in _ends(trail)} - {one, other})
    counts = {
        **known,
        **{name: float(scores.of[name][at]) for name in (L3, COMMON, DEGREES)},
        **_money(about.ecosystem, one, other),
    }
    words = {name: number(known.get(name)) for name in ("gain", "taken", "shared", "expected")}
    named = [about.ecosystem.name(*node) for node in between]
    return about.finding(
        f"missing-{kind}",
        (about.subject(*one), about.subject(*other)),
        said.SENTENCES[kind],
        {**words, "between": listed(named) if named else said.NOTHING},
        observed=known.get("shared"),
        expected=known.get("expected"),
        effect=known["gain"],
        unit="SMEs",
        verdict=f"missing-{kind}",
        evidence=Evidence(
            nodes=(one, other, *between[:NAMED]),
            relationships=trails,
            counts={name: value for name, value in counts.items() if value is not None},
        ),
        caveats=tuple(_caveats(about, kind, one, other, counts)),
        confidence=pairs.confidence,
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _ends(trail: tuple[str, str, str]) -> tuple[NodeId, NodeId]:
    ends = trail[0].split(" ")
    return (ends[0], trail[1]), (ends[2], trail[2])


def _money(ecosystem: Ecosystem, *nodes: NodeId) -> dict[str, float | None]:
    """Return what is on record of money on either side, in baht."""
    known = [ecosystem.institutions.nodes[node] for node in nodes]
    return {
        name: next((float(one[name]) for one in known if one.get(name) is not None), None)
        for name in ("envelope", "ceiling", "budget")
    }


def _caveats(
    about: Statement, kind: str, one: NodeId, other: NodeId, counts: Mapping[str, float | None]
) -> Iterator[Text]:
    ecosystem = about.ecosystem
    for mine, theirs in ((one, other), (other, one)):
        own = _services(ecosystem, mine) - _services(ecosystem, theirs)
        if own:
            services = listed([ecosystem.name("Service", key) for key in sorted(own)])
            yield fill(said.BRINGS, who=ecosystem.name(*mine), services=services)
    money = {name: number(counts.get(name)) for name in ("envelope", "ceiling", "budget", "cost")}
    yield fill(said.COSTS[kind], **money)
    yield said.COULD[kind]


def _services(ecosystem: Ecosystem, node: NodeId) -> set[str]:
    """Return the services that an institution has or offers itself."""
    kinds = (f"{node[0]} OFFERS Service", f"{node[0]} PROVIDES Service")
    return {key for kind in kinds for key, _ in ecosystem.successors(node, kind)}


def _untested(kind: str, pairs: Pairs, left: int, links: int) -> Iterator[Text]:
    unknown = int(np.isnan(pairs.numbers["gain"][~pairs.joined]).sum())
    if unknown:
        yield said.UNKNOWN_GAIN.format(number=unknown)
    if pairs.unplaced:
        yield said.UNPLACED.format(number=pairs.unplaced)
    if left > 0:
        yield said.LEFT.format(number=left)
    if links < FEWEST:
        yield said.TOO_FEW.format(number=links, fewest=FEWEST)
    elif kind == "program-area":
        yield said.TOGETHER
