"""Which column has which role, in a table taken to be of one kind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ecograph.model import Text
from loaders.cleaning import Cleaner
from loaders.guessing import explanation
from loaders.guessing.evidence import Evidence, spoken, weigh
from loaders.guessing.explanation import about
from loaders.guessing.heading import Likeness, likeness
from loaders.guessing.person import is_personal, shown, what_persons
from loaders.guessing.proposal import Unmapped
from loaders.guessing.role import Role, TableKind
from loaders.guessing.tables.shared import PERSONAL, SHARED

HEADER, VALUES = 0.55, 0.45
"""How much the header and the values of a column count."""
UNTESTED = 0.85
"""What a header counts where its values cannot be tested."""
VALUES_ALONE = 0.7
LEAST_SHARE = 0.3
"""Below this share of readable values a column is not mapped: most of it would be unknown."""
TELLING_SHARE = 0.6
LEAST = 0.45
"""Below this confidence nothing is guessed."""
MOST = 0.98
UNKNOWN_NAMES = 0.7
"""The most that the header of a column of names counts where few of the names are known."""
SURE = 0.9
NAMELESS = re.compile(r"column \d+")
UNITS = {"ล้านบาท": 6, "ลบ.": 6, "million": 6, "ล้าน": 6, "พันบาท": 3, "thousand": 3}
"""By word in a header, the power of ten of its unit."""
AMOUNTS = frozenset({"money", "yearly_revenue"})
BAHT = re.compile(r"บาท|baht|thb", re.IGNORECASE)
SCALED = {6: "million_baht"}
"""By power of ten, the cleaner that reads amounts in it."""


@dataclass(frozen=True, slots=True)
class Match:
    """A column with a role, and what speaks for it.

    Attributes
    ----------
    power
        The power of ten of the unit of amounts that the header names; 0 for baht, or none.
    clean
        The cleaner that reads amounts in that unit, in place of the role's own.
    """

    column: str
    role: Role
    likeness: Likeness
    evidence: Evidence
    confidence: float
    power: int = 0
    clean: str = ""


@dataclass(frozen=True, slots=True)
class Matching:
    """The columns of a table taken to be of one kind."""

    kind: TableKind
    matches: tuple[Match, ...]
    unmapped: tuple[Unmapped, ...]

    def match(self, role: str) -> Match | None:
        """Return the column that has a role, if one has it."""
        return next((match for match in self.matches if match.role.name == role), None)

    @property
    def score(self) -> float:
        """How much speaks for the kind; 0 where a role is missing that it needs."""
        if not any(self.match(name) for name in self.kind.required):
            return 0.0
        return sum(match.role.weight * match.confidence for match in self.matches)


def match_columns(
    kind: TableKind, columns: Mapping[str, Sequence[str]], cleaners: Mapping[str, Cleaner]
) -> Matching:
    """Return which column has which role: the best pairs first, each column and each role once.

    Parameters
    ----------
    columns
        By name, the filled cells of each column.
    """
    candidates, reasons = _candidates(kind, columns, cleaners)
    scaled = any(match.power for match in candidates)
    chosen: dict[str, Match] = {}
    roles: set[str] = set()
    for match in candidates:
        if match.column in chosen or match.role.name in roles:
            continue
        why = _obstacle(match, scaled=scaled)
        if why:
            reasons.setdefault(match.column, why)
            continue
        chosen[match.column] = match
        if match.role.fills:
            roles.add(match.role.name)
    taken = {match.column: match.role for match in reversed(candidates)}
    matches = tuple(chosen[name] for name in columns if name in chosen and chosen[name].role.fills)
    mapped = {match.column for match in matches}
    unmapped = [
        Unmapped(
            shown(name),
            _why_not(name, texts, chosen.get(name), reasons.get(name), taken.get(name)),
        )
        for name, texts in columns.items()
        if name not in mapped
    ]
    return Matching(kind, matches, tuple(unmapped))


def _candidates(
    kind: TableKind, columns: Mapping[str, Sequence[str]], cleaners: Mapping[str, Cleaner]
) -> tuple[list[Match], dict[str, Text]]:
    """Return all pairs of column and role that something speaks for, the best first.

    Columns about natural persons are in none; the second value says why, by column.
    """
    roles = (*kind.roles, *SHARED)
    candidates: list[Match] = []
    reasons: dict[str, Text] = {}
    for name, texts in columns.items():
        if is_personal(name):
            reasons[name] = explanation.PERSONAL_HEADER
            continue
        found = [_candidate(name, role, texts, cleaners) for role in roles]
        best = sorted((match for match in found if match), key=lambda match: -match.confidence)
        personal = _personal(name, texts, best)
        if personal:
            reasons[name] = personal
        else:
            candidates += best
    order = {role.name: at for at, role in enumerate(roles)}
    candidates.sort(key=lambda match: (-match.confidence, order[match.role.name]))
    return candidates, reasons


def _candidate(name: str, role: Role, texts: Sequence[str], cleaners: Mapping[str, Cleaner]) -> Match | None:
    """Return how far a column may have a role; None where nothing speaks for it."""
    found = Likeness() if NAMELESS.fullmatch(name) else likeness(name, role)
    if not found.score and not role.telling:
        return None
    power = _power(name, role)
    clean = SCALED.get(power, "")
    evidence = weigh(role, texts, cleaners, clean)
    share = evidence.share
    if not found.score:
        sure = share is not None and share >= TELLING_SHARE and evidence.said > 1
        return Match(name, role, found, evidence, VALUES_ALONE * (share or 0)) if sure else None
    untested = UNTESTED * found.score
    confidence = untested if share is None else HEADER * found.score + VALUES * share
    if role.fills and role.fills[0].resolve:
        # The store may know names that are not looked at here.
        confidence = max(confidence, min(UNKNOWN_NAMES, untested))
    return Match(name, role, found, evidence, round(min(confidence, MOST), 3), power, clean)


def _personal(name: str, texts: Sequence[str], best: Sequence[Match]) -> Text | None:
    """Return why a column is about natural persons, if it is.

    Registration numbers are hashed and names of sole traders are kept back when they are loaded,
    so a column that is certainly of enterprises may hold some of both.
    """
    role = max(PERSONAL, key=lambda role: likeness(name, role).score)
    header = likeness(name, role).score
    if header and header >= max(
        (match.likeness.score for match in best if match.role not in PERSONAL), default=0.0
    ):
        return _known(role)
    kind = what_persons(spoken(texts))
    if not kind:
        return None
    first = best[0] if best else None
    if first and first.role.name in ("address", "head office"):
        return None
    if first and kind in ("citizen", "person") and first.role.name in ("registration", "enterprise"):
        return None if first.likeness.score >= SURE else explanation.PERSONAL_VALUES
    return explanation.PERSONAL_VALUES


def _known(role: Role) -> Text:
    return Text(
        explanation.KNOWN.en.format(label=role.label.en, why=role.why.en),
        explanation.KNOWN.th.format(label=role.label.th, why=role.why.th),
    )


def _obstacle(match: Match, *, scaled: bool) -> Text | None:
    """Return why a column that seems to have a role cannot be mapped, if it cannot.

    `scaled` tells that some column of amounts names a unit of its own, such as a million baht.
    """
    if match.confidence < LEAST and match.evidence.share is None:
        return explanation.NO_ROLE
    if not match.role.fills:
        return None
    share = match.evidence.share
    unread = share is not None and share < LEAST_SHARE and not match.role.fills[0].resolve
    if unread or (share is not None and match.confidence < LEAST):
        return about(explanation.UNREADABLE, match.role, read=match.evidence.read, said=match.evidence.said)
    if match.power and not match.clean:
        word = next(word for word in UNITS if word in match.column.lower())
        return about(explanation.SCALED, match.role, unit=word)
    amount = match.role.fills[0].clean in AMOUNTS
    if scaled and amount and not match.power and not BAHT.search(match.column):
        return about(explanation.NO_UNIT, match.role)
    return None


def _power(name: str, role: Role) -> int:
    """Return the power of ten of the unit that a header of amounts names; 0 for none."""
    if not role.fills or role.fills[0].clean not in AMOUNTS:
        return 0
    return next((power for word, power in UNITS.items() if word in name.lower()), 0)


def _why_not(
    name: str, texts: Sequence[str], match: Match | None, reason: Text | None, other: Role | None
) -> Text:
    """Return why a column is left out."""
    if match:
        return _known(match.role)
    if reason:
        return reason
    if other:
        return about(explanation.TAKEN, other)
    if NAMELESS.fullmatch(name) or not texts:
        return explanation.NO_NAME
    return explanation.NO_ROLE
