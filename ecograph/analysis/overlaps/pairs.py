"""Pairs of programs, funds or agencies that share more clients than by chance, and what that looks like."""

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.statement import Statement
from ecograph.analysis.nulls.configuration import fit_strata
from ecograph.analysis.nulls.declared import cut_strata
from ecograph.analysis.nulls.shared import HeldPairs, hold_against_chance
from ecograph.analysis.nulls.strata import find_strata
from ecograph.analysis.overlaps.compared import Profiles
from ecograph.analysis.overlaps.confirmation import DRAWS, FEWEST_DRAWS, SMALL, hold_fixed
from ecograph.analysis.overlaps.declarations import find_declarations
from ecograph.analysis.overlaps.judgement import FEWEST, LEVEL, Judge
from ecograph.analysis.overlaps.members import Counting, Members, find_counting
from ecograph.analysis.overlaps.telling import KIND, Looked, tell, tell_untested
from ecograph.analysis.overlaps.together import Meetings
from ecograph.analysis.overlaps.two_names import TWO_NAMES
from ecograph.analysis.overlaps.wording import FUNDS_AND_PROGRAMS
from ecograph.analysis.question import check_year
from ecograph.analysis.support import themed
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Method, Subject
from ecograph.graph import Ecosystem
from ecograph.graph.clients import Level, find_clients
from ecograph.graph.degree_classes import find_degree_classes
from ecograph.graph.shared_clients import count_shared_clients

ANALYSIS = "overlaps"
MOST = 200
MOST_CHANCES = 1 << 26
"""The most chances that the model may hold: 512 MB."""
METHOD = Method(
    "shared clients beyond the bipartite configuration model",
    1,
    "Neal 2014; Saracco et al. 2015; Benjamini & Hochberg 1995; GAO-15-49SP",
)
TOGETHER = Subject("level", "support", FUNDS_AND_PROGRAMS)


def find_overlaps(
    ecosystem: Ecosystem,
    level: Level = "Program",
    theme: str = "",
    year: int | None = None,
    scheme: str = "",
    most: int = MOST,
    confirm: int | None = None,
    seed: int = 1,
) -> AnalysisResult:
    """Return pairs that share clients beyond chance, the greatest number beyond first.

    A pair that is likely one under two names is a finding of its own kind, without a rung, and comes
    last.

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
    confirm
        Against how many matrices of exactly the same degrees to hold the pairs listed; 0 for none. Where
        it is not said, small networks are confirmed and others are not.
    seed
        Of these draws.

    Raises
    ------
    AnalysisError
        When there is no such level, theme or scheme, the year is none of the common era, `most` is below
        1, or `confirm` is too small.
    """
    started = time.perf_counter()
    _check(most, confirm)
    check_year(year)
    about = Statement(ecosystem, METHOD, "" if year is None else str(year), scheme)
    counting = find_counting(ecosystem, theme, year)
    clients = find_clients(ecosystem, level, counting)
    strata = find_strata(ecosystem, scheme)
    shared = count_shared_clients(clients)
    members = Members.of(ecosystem, counting)
    declarations = find_declarations(ecosystem, members, counting, clients.nodes)
    declared = cut_strata(strata.of, clients.degrees, declarations, MOST_CHANCES)
    model = fit_strata(find_degree_classes(clients, declared.of), declared)
    held = hold_against_chance(model, shared, LEVEL)
    beyond = np.flatnonzero((held.q <= LEVEL) & (held.shared > held.expected))
    named = _name(held, beyond)
    chosen = named[:most]
    ends = held.first[chosen], held.second[chosen]
    pairs = [(clients.nodes[first], clients.nodes[second]) for first, second in zip(*ends, strict=True)]
    draws = confirm if confirm is not None else DRAWS * (len(clients.indices) <= SMALL)
    rng = np.random.default_rng(seed)
    looked = Looked(
        clients,
        strata,
        declared,
        model,
        held,
        shared.diagonal(),
        Profiles(ecosystem, members, counting),
        Meetings(ecosystem, members, counting, pairs),
        Judge(ecosystem),
        members,
        chosen,
        hold_fixed(clients, strata, shared, ends, draws, rng) if draws and len(chosen) else None,
        tuple(_also(about, level, theme)),
        _is_status_unknown(ecosystem, counting),
    )
    asked = {"level": level, "theme": theme, "year": year, "scheme": scheme, "most": most, "confirm": draws}
    result = about.result(
        ANALYSIS,
        [tell(about, looked, turn) for turn in range(len(chosen))],
        (KIND, TWO_NAMES),
        asked,
        totals={
            "nodes": int((clients.counts > 0).sum()),
            "pairs_tested": len(held.p),
            "pairs_beyond_chance": len(beyond),
            "pairs_named": len(chosen),
            "strata": strata.count,
        },
        untested=list(tell_untested(looked, len(beyond) - len(named), len(named) - len(chosen))),
        seconds=time.perf_counter() - started,
    )
    return replace(result, seed=seed if looked.confirmed else None)


def _check(most: int, confirm: int | None) -> None:
    """Raise an error where too few pairs or draws are asked for."""
    if most < 1:
        raise AnalysisError(f"{most} pairs were asked for.", "Ask for 1 pair or more.")
    if confirm and confirm < FEWEST_DRAWS:
        raise AnalysisError(
            f"{confirm} draws are too few to confirm a pair.",
            f"Ask for {FEWEST_DRAWS} draws or more (1,000 are usual), or 0 for none.",
        )


def _name(held: HeldPairs, beyond: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return which pairs beyond chance share enough to be named, those most beyond first."""
    named = beyond[held.shared[beyond] >= FEWEST]
    return named[np.lexsort((named, held.expected[named] - held.shared[named]))]


def _also(about: Statement, level: Level, theme: str) -> Iterator[Subject]:
    """Yield what tells a finding from that of the same pair, asked for otherwise."""
    if theme:
        yield about.subject("Theme", themed(about.ecosystem, theme).key)
    # Two programs, or two funds, are a pair of their own level, too.
    if level == "support":
        yield TOGETHER


def _is_status_unknown(ecosystem: Ecosystem, counting: Counting) -> bool:
    statuses = (
        np.asarray(ecosystem.smes.links[name].columns["status"], np.int8)[mask]
        for name, mask in counting.items()
    )
    return any(bool((status < 0).any()) for status in statuses)
