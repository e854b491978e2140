"""Who is helped, and who could be: enterprises reached by, and eligible for, the support of a theme.

The definitions are those of a coverage analysis. *Reached* in a year: a participation that was
accepted or completed, or of which only the fact is on record, or finance that was approved or
repaid. *Eligible* for a theme: active, of an industry and a size class that some program or fund
of the theme takes, and, where its needs are on record, with a need that one of these answers;
never restricted by place, or the worst gap (no program at all) would vanish. What a program does
not say, it does not restrict.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem, Links
from ecograph.graph.smes import SIZES
from ecograph.model import Confidence, Text

SUPPORT = {"Program": "SME PARTICIPATED_IN Program", "FundingSource": "SME FINANCED_BY FundingSource"}
"""What supports enterprises, and the kind of link that says so."""
TAGS = ("Program ADDRESSES Theme", "FundingSource ADDRESSES Theme")
"""The relationships that say what a program or a fund is about."""
REACHING = {"Program": ("accepted", "completed"), "FundingSource": ("approved", "repaid")}
"""The statuses with which an enterprise counts as reached; an unknown status counts too."""
LARGE = SIZES.index("large")
NO, UNDETERMINED, YES = np.int8(0), np.int8(1), np.int8(2)
"""The answers to "is it eligible?", in this order."""


@dataclass(frozen=True)
class Themed:
    """The programs and funds of one theme, and of the themes that are part of it.

    `members` are (kind, key); `confidence` is the weakest of the tags that make them so.
    """

    key: str
    members: frozenset[tuple[str, str]]
    confidence: Confidence


def themed(ecosystem: Ecosystem, theme: str) -> Themed:
    """Return what addresses a theme.

    Raises
    ------
    AnalysisError
        When there is no such theme in the ecosystem.
    """
    keys = ecosystem.nodes("Theme")
    matching = [key for key in keys if theme in (key, key.partition(":")[2])]
    if len(matching) != 1:
        hint = f"Themes are: {', '.join(keys) or 'none; load some first'}."
        raise AnalysisError(f"{theme!r} is not one theme in the store.", hint)
    return all_themed(ecosystem)[matching[0]]


def all_themed(ecosystem: Ecosystem) -> dict[str, Themed]:
    """Return what addresses each theme, by the theme's key; the cost is one pass over the network."""
    above = {key: ecosystem.ancestors("Theme", key) for key in ecosystem.nodes("Theme")}
    members: dict[str, set[tuple[str, str]]] = {key: set() for key in above}
    weakest = dict.fromkeys(above, Confidence.READ)
    for source, (_, target), edge in ecosystem.edges(*TAGS):
        for key in above[target]:
            members[key].add(source)
            weakest[key] = max(weakest[key], edge["confidence"], key=lambda label: label.rank)
    return {key: Themed(key, frozenset(found), weakest[key]) for key, found in members.items()}


def everything(ecosystem: Ecosystem) -> Themed:
    """Return all programs and funds, whatever they address."""
    members = {(kind, key) for kind in SUPPORT for key in ecosystem.nodes(kind)}
    return Themed("", frozenset(members), Confidence.READ)


def reached(ecosystem: Ecosystem, themes: list[Themed], year: int | None) -> NDArray[np.bool_]:
    """Return, for each theme and each enterprise, whether it was reached (themes x enterprises).

    The cost is linear in links, for every 64 themes.
    """
    flags = np.zeros((len(themes), len(ecosystem.smes)), np.bool_)
    for start in range(0, len(themes), 64):
        block = themes[start : start + 64]
        bits = np.zeros(len(ecosystem.smes), np.uint64)
        for kind, link_kind in SUPPORT.items():
            links = ecosystem.smes.links[link_kind]
            bits |= links.any_of(_bits(links, kind, block) * _counting(links, kind, year))
        for offset in range(len(block)):
            flags[start + offset] = (bits >> np.uint64(offset)) & np.uint64(1)
    return flags


def _bits(links: Links, kind: str, block: list[Themed]) -> NDArray[np.uint64]:
    """Return for each link the themes of its program or fund, a bit for each."""
    by_target = np.zeros(len(links.targets), np.uint64)
    for bit, theme in enumerate(block):
        members = np.fromiter(
            ((kind, key) in theme.members for key in links.targets), np.bool_, len(links.targets)
        )
        by_target[members] |= np.uint64(1) << np.uint64(bit)
    return by_target[links.indices]


def _counting(links: Links, kind: str, year: int | None) -> NDArray[np.uint64]:
    """Return 1 for each link that means "reached" in the year, 0 for the others."""
    counting = reaching(links, kind)
    if year is not None:
        counting &= links.columns["fiscal_year"] == year
    return counting.astype(np.uint64)


def reaching(links: Links, kind: str) -> NDArray[np.bool_]:
    """Return which links to programs, or to funds, mean that an enterprise was reached, in any year."""
    choices = links.kind.property("status").values
    # The last one is where an unknown status, -1, is looked up.
    means = np.array([*(status in REACHING[kind] for status in choices), True])
    return means[links.columns["status"].astype(np.int8)]


@dataclass(frozen=True)
class _Rule:
    """Whom a program or fund takes; None does not restrict."""

    industries: frozenset[str] | None
    sizes: frozenset[str] | None
    needs: frozenset[str] | None


Rules = Mapping[tuple[str, str], _Rule]
"""Whom each program and fund takes."""


def eligible(
    ecosystem: Ecosystem, theme: Themed, year: int | None, rules: Rules | None = None
) -> NDArray[np.int8]:
    """Return whether each enterprise is eligible for a theme, or (`everything`) for any support.

    `NO`, `UNDETERMINED` (its industry or size is unknown, and every rule asks for it) or `YES`.
    Large enterprises and inactive ones are never eligible. The rules are held against industries and
    size classes, and their needs against distinct profiles of enterprises, so the cost is one sort of
    the enterprises and otherwise grows with rules, and with profiles.

    Parameters
    ----------
    rules
        `all_rules` of the ecosystem, for who asks about many themes.
    """
    smes = ecosystem.smes
    admitted = smes.active(year) & (smes.size_class != LARGE)
    if not theme.key:
        return np.where(admitted, YES, NO)
    known = all_rules(ecosystem) if rules is None else rules
    answer = _answer(ecosystem, _merged(known[member] for member in theme.members if member in known))
    return np.where(admitted, answer[smes.profiles.of], NO)


def all_rules(ecosystem: Ecosystem) -> Rules:
    """Return whom each program and fund takes; the cost is one pass over the network."""
    network = ecosystem.institutions
    answered: dict[str, set[str]] = {}
    targets: dict[tuple[str, str], set[str]] = {}
    services: dict[tuple[str, str], set[str]] = {}
    for need, (_, service), _ in ecosystem.edges("Need ANSWERED_BY Service"):
        answered.setdefault(service, set()).add(need[1])
    for name, found_of in (("TARGETS Industry", targets), ("OFFERS Service", services)):
        for member, (_, target), _ in ecosystem.edges(*(f"{kind} {name}" for kind in SUPPORT)):
            found_of.setdefault(member, set()).add(target)
    found = {}
    for member in ((kind, key) for kind in SUPPORT for key in ecosystem.nodes(kind)):
        offered = services.get(member, set())
        sizes = network.nodes[member].get("size_classes")
        # A service that is on record for no need may answer any: what is unknown does not restrict.
        open_to_all = not offered or any(service not in answered for service in offered)
        found[member] = _Rule(
            frozenset(targets[member]) if member in targets else None,
            frozenset(sizes) if sizes else None,
            None if open_to_all else frozenset(need for service in offered for need in answered[service]),
        )
    return found


def _merged(rules: Iterable[_Rule]) -> Iterator[_Rule]:
    """Yield fewer rules that say the same: those that differ in needs alone are one, open to any of them."""
    needs: dict[tuple[frozenset[str] | None, frozenset[str] | None], frozenset[str] | None] = {}
    for rule in rules:
        who = (rule.industries, rule.sizes)
        known = needs.get(who, frozenset())
        needs[who] = None if known is None or rule.needs is None else known | rule.needs
    for (industries, sizes), any_of in needs.items():
        yield _Rule(industries, sizes, any_of)


def _answer(ecosystem: Ecosystem, rules: Iterable[_Rule]) -> NDArray[np.int8]:
    """Return what the most welcoming rule says to each profile, a rule being as strict as its strictest
    condition. Needs that are not on record do not shut out.
    """
    industries = ecosystem.smes.links["SME OPERATES_IN Industry"].targets
    lineages = [ecosystem.lineages[key] for key in industries]
    shape = (len(industries) + 1, len(SIZES) + 1)
    welcome = {answer: np.zeros(shape, np.bool_) for answer in (YES, UNDETERMINED)}
    needed = {answer: np.zeros(shape, np.uint64) for answer in (YES, UNDETERMINED)}
    for rule in rules:
        inside = [rule.industries is None or bool(lineage & rule.industries) for lineage in lineages]
        admitted = [rule.sizes is None or size in rule.sizes for size in SIZES]
        by_industry = _answers(inside, known=rule.industries is None)
        by_size = _answers(admitted, known=rule.sizes is None)
        says = np.minimum(by_industry[:, None], by_size[None, :])
        for answer in (YES, UNDETERMINED):
            welcome[answer] |= says == answer
            needed[answer][says == answer] |= need_bits(ecosystem, rule.needs)
    profiles = ecosystem.smes.profiles
    place, needs = (profiles.industry, profiles.size_class), profiles.needs
    fits = {
        answer: welcome[answer][place] & ((needs == 0) | ((needs & needed[answer][place]) != 0))
        for answer in (YES, UNDETERMINED)
    }
    return np.where(fits[YES], YES, np.where(fits[UNDETERMINED], UNDETERMINED, NO))


def _answers(admitted: list[bool], *, known: bool) -> NDArray[np.int8]:
    """Return yes or no for each, and last what an unknown one is told."""
    return np.array([*(YES if yes else NO for yes in admitted), YES if known else UNDETERMINED], np.int8)


def need_bits(ecosystem: Ecosystem, needs: frozenset[str] | None) -> np.uint64:
    """Return needs as the bits of `SmeLayer.needs`; every bit for a rule that is open to all."""
    if needs is None:
        return ~np.uint64(0)
    keys = ecosystem.smes.links["SME HAS_NEED Need"].targets
    places = {min(at, LAST_BIT) for at, key in enumerate(keys) if key in needs}
    return np.uint64(sum(1 << place for place in places))


LAST_BIT = 63
"""Needs past it share it."""


def on_record(
    ecosystem: Ecosystem,
    theme: Themed,
    year: int | None,
    reporters: Collection[tuple[str, str]] | None = None,
) -> bool:
    """Return whether any support of a theme in a year is on record: without, reach is unknown, not low.

    A theme that nothing addresses needs no report: nobody can have been reached.

    Parameters
    ----------
    reporters
        `reporting` of the ecosystem and the year, for who asks about many themes.
    """
    if theme.key and not theme.members:
        return True
    found = reporting(ecosystem, year) if reporters is None else reporters
    return any(member in theme.members for member in found)


def reporting(ecosystem: Ecosystem, year: int | None) -> frozenset[tuple[str, str]]:
    """Return the programs and funds that reached anybody in a year; the cost is one pass over links."""
    found: set[tuple[str, str]] = set()
    for kind, link_kind in SUPPORT.items():
        links = ecosystem.smes.links[link_kind]
        counting = _counting(links, kind, year).astype(np.bool_)
        reached_by = np.bincount(links.indices[counting], minlength=len(links.targets))
        found |= {(kind, links.targets[at]) for at in np.flatnonzero(reached_by).tolist()}
    return frozenset(found)


def silent_agencies(ecosystem: Ecosystem) -> list[str]:
    """Return the agencies that run a program and have no participant on record."""
    links = ecosystem.smes.links["SME PARTICIPATED_IN Program"]
    joined = {links.targets[at] for at in np.unique(links.indices).tolist()}
    run: dict[str, set[str]] = {}
    for (_, agency), (_, program), _ in ecosystem.edges("Agency RUNS Program"):
        run.setdefault(agency, set()).add(program)
    return sorted(agency for agency, programs in run.items() if not programs & joined)


NOTHING_ON_RECORD = Text(
    "No participation or finance is on record: reach is unknown, not zero.",
    "ไม่มีข้อมูลการเข้าร่วมหรือการได้รับเงินทุน จึงไม่ทราบการเข้าถึง มิใช่ศูนย์",
)
UNKNOWN_STATUS = Text(
    "Participations with no status on record are counted as reached.",
    "การเข้าร่วมที่ไม่ระบุสถานะนับว่าเข้าถึงแล้ว",
)
