"""Who is helped, and who could be: enterprises reached by, and eligible for, the support of a theme.

The definitions are those of a coverage analysis. *Reached* in a year: a participation that was
accepted or completed, or of which only the fact is on record, or finance that was approved or
repaid. *Eligible* for a theme: active, of an industry and a size class that some program or fund
of the theme takes, and, where its needs are on record, with a need that one of these answers;
never restricted by place, or the worst gap (no program at all) would vanish. What a program does
not say, it does not restrict.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem, Links
from ecograph.graph.links import UNKNOWN
from ecograph.graph.smes import SIZES, Profiles
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
    for source, (_, target), edge in ecosystem.institutions.edges(data=True):
        if edge["kind"] in TAGS:
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
    choices = links.kind.property("status").values
    reaching = np.array([UNKNOWN, *(choices.index(status) for status in REACHING[kind])])
    counting = np.isin(links.columns["status"], reaching)
    if year is not None:
        counting &= links.columns["fiscal_year"] == year
    return counting.astype(np.uint64)


@dataclass(frozen=True)
class _Rule:
    """Whom a program or fund takes; None does not restrict."""

    industries: frozenset[str] | None
    sizes: frozenset[str] | None
    needs: frozenset[str] | None


def eligible(ecosystem: Ecosystem, theme: Themed, year: int | None) -> NDArray[np.int8]:
    """Return whether each enterprise is eligible for a theme, or (`everything`) for any support.

    `NO`, `UNDETERMINED` (its industry or size is unknown, and every rule asks for it) or `YES`.
    Large enterprises and inactive ones are never eligible. The rules are held against distinct
    profiles of enterprises (industry, size class, needs), so the cost is one sort of the
    enterprises and otherwise grows with rules x profiles.
    """
    smes = ecosystem.smes
    admitted = smes.active(year) & (smes.size_class != LARGE)
    if not theme.key:
        return np.where(admitted, YES, NO)
    profiles = smes.profiles
    answer = np.full(len(profiles.needs), NO)
    for rule in _merged(_rules(ecosystem, theme)):
        np.maximum(answer, _answer(ecosystem, rule, profiles), out=answer)
    return np.where(admitted, answer[profiles.of], NO)


def _rules(ecosystem: Ecosystem, theme: Themed) -> Iterator[_Rule]:
    answered: dict[str, set[str]] = {}
    for need in ecosystem.nodes("Need"):
        for service, _ in ecosystem.successors(("Need", need), "Need ANSWERED_BY Service"):
            answered.setdefault(service, set()).add(need)
    for kind, key in theme.members:
        if (kind, key) not in ecosystem.institutions:
            continue
        industries = {
            industry for industry, _ in ecosystem.successors((kind, key), f"{kind} TARGETS Industry")
        }
        services = {service for service, _ in ecosystem.successors((kind, key), f"{kind} OFFERS Service")}
        sizes = ecosystem.institutions.nodes[kind, key].get("size_classes")
        # A service that is on record for no need may answer any: what is unknown does not restrict.
        open_to_all = not services or any(service not in answered for service in services)
        needs = {need for service in services for need in answered.get(service, ())}
        yield _Rule(
            frozenset(industries) if industries else None,
            frozenset(sizes) if sizes else None,
            None if open_to_all else frozenset(needs),
        )


def _merged(rules: Iterable[_Rule]) -> Iterator[_Rule]:
    """Yield fewer rules that say the same: those that differ in needs alone are one, open to any of them."""
    needs: dict[tuple[frozenset[str] | None, frozenset[str] | None], frozenset[str] | None] = {}
    for rule in rules:
        who = (rule.industries, rule.sizes)
        known = needs.get(who, frozenset())
        needs[who] = None if known is None or rule.needs is None else known | rule.needs
    for (industries, sizes), any_of in needs.items():
        yield _Rule(industries, sizes, any_of)


def _answer(ecosystem: Ecosystem, rule: _Rule, profiles: Profiles) -> NDArray[np.int8]:
    """Return what a rule says to each profile: the least of its conditions. Needs that are not on
    record do not shut out.
    """
    needs = profiles.needs
    answer = np.full(len(needs), YES)
    if rule.industries is not None:
        keys = ecosystem.smes.links["SME OPERATES_IN Industry"].targets
        inside = [YES if ecosystem.lineages[key] & rule.industries else NO for key in keys]
        answer = np.minimum(answer, np.array([*inside, UNDETERMINED])[profiles.industry])
    if rule.sizes is not None:
        admitted = [YES if size in rule.sizes else NO for size in SIZES]
        answer = np.minimum(answer, np.array([*admitted, UNDETERMINED])[profiles.size_class])
    if rule.needs is not None:
        keys = ecosystem.smes.links["SME HAS_NEED Need"].targets
        bits = np.uint64(0)
        for at, key in enumerate(keys):
            if key in rule.needs:
                bits |= np.uint64(1) << np.uint64(min(at, 63))
        answer = np.where((needs == 0) | ((needs & bits) != 0), answer, NO)
    return answer


def on_record(ecosystem: Ecosystem, theme: Themed, year: int | None) -> bool:
    """Return whether any support of a theme in a year is on record: without, reach is unknown, not low.

    A theme that nothing addresses needs no report: nobody can have been reached.
    """
    if theme.key and not theme.members:
        return True
    return any(
        bool((_bits(links, kind, [theme]) * _counting(links, kind, year)).any())
        for kind, links in ((kind, ecosystem.smes.links[link_kind]) for kind, link_kind in SUPPORT.items())
    )


NOTHING_ON_RECORD = Text(
    "No participation or finance is on record: reach is unknown, not zero.",
    "ไม่มีข้อมูลการเข้าร่วมหรือการได้รับเงินทุน จึงไม่ทราบการเข้าถึง มิใช่ศูนย์",
)
UNKNOWN_STATUS = Text(
    "Participations with no status on record are counted as reached.",
    "การเข้าร่วมที่ไม่ระบุสถานะนับว่าเข้าถึงแล้ว",
)
