"""Why a finding cannot be compared with another: the method, the reporting, or the framework changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ecograph.analysis.change import wording as said
from ecograph.analysis.change.moment import Moment
from ecograph.analysis.change.succession import Succession
from ecograph.analysis.support import SUPPORT
from ecograph.findings import AnalysisResult, Finding
from ecograph.graph import NodeId
from ecograph.model import Text

NAMED = 3
APART = 60
"""How many days the begin or the end of two years may lie apart, counted from a year to the next."""
YEAR = 365.25


@dataclass(frozen=True)
class Obstacles:
    """What stands in the way of comparing two results.

    Attributes
    ----------
    methods
        Methods of which the version changed: before, and after.
    silent_before, silent_after
        Agencies that run something on that side, and have a record of support on the other side alone.
    owners
        The agencies of each program and fund, on either side.
    names
        What agencies are called.
    out_of_force
        Themes that are in force on one side alone, and of which none took the place.
    active
        Programs and funds with a record of support, on either side.
    """

    methods: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    silent_before: frozenset[str] = frozenset()
    silent_after: frozenset[str] = frozenset()
    owners: Mapping[NodeId, frozenset[str]] = field(default_factory=dict)
    names: Mapping[str, Text] = field(default_factory=dict)
    out_of_force: Mapping[str, Text] = field(default_factory=dict)
    active: tuple[frozenset[NodeId], frozenset[NodeId]] = (frozenset(), frozenset())

    @classmethod
    def of(
        cls,
        before: AnalysisResult,
        after: AnalysisResult,
        moments: tuple[Moment, Moment] | None,
        succession: Succession,
    ) -> "Obstacles":
        """Return what stands in the way of comparing two results."""
        first, last = _versions(before), _versions(after)
        methods = {
            name: (first[name], last[name]) for name in first if last.get(name, first[name]) != first[name]
        }
        if moments is None:
            return cls(methods)
        was, now = moments
        compared = frozenset[str]().union(*succession.replaced)
        owners = {
            member: was.owners.get(member, frozenset()) | now.owners.get(member, frozenset())
            for member in {*was.owners, *now.owners}
        }
        return cls(
            methods,
            (now.reporting - was.reporting) & was.running,
            (was.reporting - now.reporting) & now.running,
            owners,
            {**was.agencies, **now.agencies},
            {
                key: name
                for key, (name, in_force) in was.themes.items()
                if key in now.themes and now.themes[key][1] != in_force and key not in compared
            },
            (was.active, now.active),
        )

    def between(self, before: Finding | None, after: Finding | None) -> Iterator[Text]:
        """Yield why two findings cannot be compared, whatever became of them."""
        found = [each for each in (before, after) if each is not None]
        for name in dict.fromkeys(each.method.name for each in found):
            if name in self.methods:
                first, last = self.methods[name]
                yield said.METHOD.format(name=name, before=first, after=last)
        for key in dict.fromkeys(one.key for each in found for one in each.subjects if one.kind == "Theme"):
            if key in self.out_of_force:
                yield said.FRAMEWORK.format(theme=self.out_of_force[key])

    def of_one_side(self, before: Finding | None, after: Finding | None, *, closing: bool) -> Iterator[Text]:
        """Yield why a finding that is open on one side alone is not called closed, or new."""
        involved = frozenset[str]().union(*(self._involved(each) for each in (before, after) if each))
        silent = self.silent_after if closing else self.silent_after | self.silent_before
        if found := sorted(involved & silent):
            yield (said.SILENT_AFTER if closing else said.SILENT).format(names=listed(found, self.names))

    def ended_or_begun(self, before: Finding | None, after: Finding | None) -> Iterator[Text]:
        """Yield which subjects have records of support on one side alone, of what is closed or new."""
        subjects = [one for each in (before, after) if each for one in each.subjects if one.kind in SUPPORT]
        for sides, text in ((self.active, said.ENDED), (self.active[::-1], said.BEGUN)):
            found = [one.name for one in subjects if (one.kind, one.key) in sides[0] - sides[1]]
            if found:
                yield text.format(names=Text(", ".join(n.en for n in found), ", ".join(n.th for n in found)))

    def _involved(self, finding: Finding) -> frozenset[str]:
        """Return the agencies that a finding is about or rests on; all where its evidence names some only."""
        nodes = [*((one.kind, one.key) for one in finding.subjects), *finding.evidence.nodes]
        members = {node for node in nodes if node[0] in SUPPORT}
        there = finding.evidence.counts.get("programs_there", 0)
        if there > len(members):
            return self.silent_before | self.silent_after
        agencies = {key for kind, key in nodes if kind == "Agency"}
        return frozenset(agencies).union(*(self.owners.get(member, ()) for member in members))


def remarks_on(
    before: AnalysisResult, after: AnalysisResult, moments: tuple[Moment, Moment] | None, *, across: bool
) -> Iterator[Text]:
    """Yield what a reader must know of the whole comparison."""
    if before.data_kind != after.data_kind:
        yield said.KIND_OF_DATA
    if across:
        yield said.FISCAL
    if moments is None:
        return
    obstacles = Obstacles.of(before, after, moments, Succession())
    if silent := sorted(obstacles.silent_before | obstacles.silent_after):
        yield said.REPORTING.format(names=listed(silent, obstacles.names))
    for moment in moments:
        if moment.year is not None and not moment.records:
            yield said.NO_RECORDS.format(year=moment.year)
    if any(moment.year is not None for moment in moments) and (unyeared := moments[1].unyeared):
        yield said.UNYEARED.format(number=unyeared)
    yield from _windows(*moments)


def _windows(before: Moment, after: Moment) -> Iterator[Text]:
    if before.span is None or after.span is None or before.year is None or after.year is None:
        return
    shift = YEAR * (after.year - before.year)
    apart = [(late - early).days - shift for early, late in zip(before.span, after.span, strict=True)]
    if any(abs(days) > APART for days in apart):
        yield said.WINDOWS.format(
            before=before.year,
            after=after.year,
            first_before=before.span[0],
            last_before=before.span[1],
            first_after=after.span[0],
            last_after=after.span[1],
        )


def listed(keys: list[str], names: Mapping[str, Text]) -> Text:
    """Return the first names of a list, and how many more there are."""
    more = f" (+{len(keys) - NAMED})" if len(keys) > NAMED else ""
    shown = [names.get(key, Text(key, key)) for key in keys[:NAMED]]
    return Text(", ".join(name.en for name in shown) + more, ", ".join(name.th for name in shown) + more)


def _versions(result: AnalysisResult) -> dict[str, int]:
    return {finding.method.name: finding.method.version for finding in result.findings}
