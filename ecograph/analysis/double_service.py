"""Double service: who received the same service twice in the same period, and how sure that is.

*Confirmed* is what both participations record: the service, and the period, of one enterprise by its
id. *Possible* is what rests on the service or the period of a program. *To be identified* is what both
record of two enterprises that are alike in name only. The ladder is that of GAO-15-49SP: the first is
duplication, the others no more than overlap until somebody has looked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ecograph.analysis import double_service_wording as said
from ecograph.analysis.question import check_year
from ecograph.analysis.support import SUPPORT, reaching, themed
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject
from ecograph.graph import Ecosystem
from ecograph.graph.double_service import DoubleService
from ecograph.graph.double_service import find_double_service as pair_participations
from ecograph.graph.links import EPOCH, NO_DATE
from ecograph.model import Confidence, Text

KIND = "double-service"
METHOD = Method(KIND, 1, "GAO-15-49SP, fragmentation, overlap and duplication")
JOINED = SUPPORT["Program"]
MOST = 1_000
"""How many cases are listed; all of them are counted."""
RECORD = (
    "record",
    "program",
    "agency",
    "fiscal_year",
    "starts_on",
    "ends_on",
    "services",
    "amount",
    "status",
)
"""The columns of the two records of a case; an empty cell is not on record."""
RUNGS = {said.CONFIRMED: "duplication", said.TO_IDENTIFY: "overlap", said.POSSIBLE: "overlap"}
_ORDER = tuple(said.GRADES)
Pairs = Sequence[Sequence[str]]


def find_double_service(
    ecosystem: Ecosystem,
    agency: str = "",
    year: int | None = None,
    theme: str = "",
    alike: Pairs | None = None,
    same: Pairs = (),
    most: int = MOST,
) -> AnalysisResult:
    """Return a finding for each case, confirmed ones first, then by days of overlap.

    Parameters
    ----------
    agency, year, theme
        Only cases of which one record at the least is of a program that the agency runs, of the
        fiscal year, of a program that addresses the theme.
    alike
        Pairs of keys of enterprises that may be one, which nobody has judged; None where nobody
        looked.
    same
        Pairs of keys that a person judged to be one, and that are not loaded as one yet.
    most
        How many cases to list.

    Notes
    -----
    Only participations that mean "reached" count (see `ecograph.analysis.support`). The cost is
    linear in pairs of participations of one enterprise.

    Raises
    ------
    AnalysisError
        When there is no such agency or theme, or the year is none of the common era.
    """
    check_year(year)
    programs = Programs(ecosystem, agency, theme)
    cases, left_out = _find(ecosystem, programs, year, alike or (), same)
    count = {grade: int((cases.grade == place).sum()) for place, grade in enumerate(_ORDER)}
    chosen = cases.take(slice(0, most))
    left_out["beyond"] = len(cases.first) - len(chosen.first)
    teller = _Teller(ecosystem, programs, chosen)
    parameters: dict[str, object] = {"agency": agency, "year": year, "theme": theme, "most": most}
    if alike is not None or same:
        parameters |= {"alike": [list(pair) for pair in alike or ()], "same": [list(pair) for pair in same]}
    enterprises = {
        f"{grade}_enterprises": float(len(np.unique(cases.enterprise[cases.grade == place])))
        for place, grade in enumerate(_ORDER)
    }
    return AnalysisResult(
        KIND,
        tuple(teller.finding(place) for place in range(len(chosen.first))),
        parameters,
        ecosystem.version,
        ecosystem.data_kind,
        totals={**count, **enterprises},
        untested=tuple(_untested(ecosystem, left_out, year, by_name=alike is not None)),
    )


@dataclass(frozen=True, slots=True)
class _Cases:
    """Cases in the order in which they are listed: positions of links, and what was found of them."""

    enterprise: NDArray[np.int32]
    first: NDArray[np.int32]
    second: NDArray[np.int32]
    service: NDArray[np.int32]
    days: NDArray[np.int32]
    grade: NDArray[np.int8]
    services: tuple[str, ...]

    def take(self, which: "NDArray[np.integer] | NDArray[np.bool_] | slice") -> "_Cases":
        """Return some of the cases."""
        return _Cases(
            self.enterprise[which],
            self.first[which],
            self.second[which],
            self.service[which],
            self.days[which],
            self.grade[which],
            self.services,
        )


class Programs:
    """What is asked of programs, by their position among the targets of participations."""

    def __init__(self, ecosystem: Ecosystem, agency: str = "", theme: str = "") -> None:
        self._ecosystem = ecosystem
        self.keys = ecosystem.smes.links[JOINED].targets
        self._number = ecosystem.smes.links[JOINED].number
        if agency and ("Agency", agency) not in ecosystem.institutions:
            raise AnalysisError(
                f"There is no agency {agency!r} in the store.", "Use `ecograph search` to find its key."
            )
        self.wanted: NDArray[np.bool_] | None = None
        if agency:
            self.wanted = np.array([agency in self.agencies(key) for key in self.keys], np.bool_)
        self.themed: NDArray[np.bool_] | None = None
        if theme:
            members = themed(ecosystem, theme).members
            self.themed = np.array([("Program", key) in members for key in self.keys], np.bool_)

    def agencies(self, program: str) -> tuple[str, ...]:
        """Return the agencies that run a program; of one without, those of what it is part of."""
        found = self._run.get(program)
        if found is None:
            above = sorted(self._ecosystem.ancestors("Program", program) - {program})
            found = {agency for key in above for agency in self._run.get(key, ())}
        return tuple(sorted(found))

    @cached_property
    def _run(self) -> dict[str, set[str]]:
        run: dict[str, set[str]] = {}
        for (_, agency), (_, program), _ in self._ecosystem.edges("Agency RUNS Program"):
            run.setdefault(program, set()).add(agency)
        return run

    def pairs(self, kind: str) -> NDArray[np.int64]:
        """Return pairs of programs, as codes, of which the one leads to the other by relationships of a
        kind, however far.
        """
        above: dict[str, set[str]] = {}
        for (_, source), (_, target), _ in self._ecosystem.edges(kind):
            above.setdefault(source, set()).add(target)
        codes = set()
        for start in above:
            waiting, reached = [start], {start}
            while waiting:
                new = above.get(waiting.pop(), set()) - reached
                reached |= new
                waiting += new
            ends = [self._number[key] for key in reached - {start}] if start in self._number else []
            codes |= {self.code(self._number[start], end) for end in ends}
        return np.array(sorted(codes), np.int64)

    def code(self, one: int, other: int) -> int:
        """Return two programs as one number, whichever comes first."""
        return min(one, other) * len(self.keys) + max(one, other)


def _find(
    ecosystem: Ecosystem, programs: Programs, year: int | None, alike: Pairs, same: Pairs
) -> tuple[_Cases, dict[str, int]]:
    """Return the cases, and how many were left out for what reason."""
    links = ecosystem.smes.links[JOINED]
    rows, judged = _positions(ecosystem, alike, same)
    found = pair_participations(ecosystem, reaching(links, "Program"), "tags", rows)
    keep = _asked(found, links.columns["fiscal_year"], links.indices, programs, year)
    one, other = links.indices[found.first].astype(np.int64), links.indices[found.second].astype(np.int64)
    codes = np.minimum(one, other) * max(len(programs.keys), 1) + np.maximum(one, other)
    within = (one == other) | np.isin(codes, programs.pairs("Program PART_OF Program"))
    follows = np.isin(codes, programs.pairs("Program FOLLOWS Program")) & ~within
    left = {"same_program": int((keep & within).sum()), "follows": int((keep & follows).sum())}
    keep &= ~within & ~follows
    mates = links.enterprises[found.second]
    size = np.int64(len(ecosystem.smes))
    low, high = np.minimum(found.enterprise, mates), np.maximum(found.enterprise, mates)
    by_name = (found.enterprise != mates) & ~np.isin(low * size + high, judged)
    weak = by_name & (found.basis > 0)
    left["alike_by_tags"] = int((keep & weak).sum())
    keep &= ~weak
    grade = np.where(by_name, 1, np.where(found.basis == 0, 0, 2)).astype(np.int8)
    cases = _Cases(
        found.enterprise, found.first, found.second, found.service, found.days, grade, found.services
    ).take(keep)
    order = np.lexsort((cases.service, cases.second, cases.first, -cases.days, cases.grade))
    return cases.take(order), left


def _positions(
    ecosystem: Ecosystem, alike: Pairs, same: Pairs
) -> tuple[NDArray[np.int32] | None, NDArray[np.int64]]:
    """Return pairs of enterprises by position, and those of them that are judged to be one, as codes."""
    pairs = [*alike, *same]
    if not pairs:
        return None, np.empty(0, np.int64)
    keys = ecosystem.smes.keys
    ends = [pc.index_in(pa.array([pair[side] for pair in pairs], pa.string()), keys) for side in (0, 1)]
    rows = np.stack([np.asarray(pc.fill_null(end, -1), dtype=np.int32) for end in ends], axis=1)
    rows.sort(axis=1)
    there = (rows[:, 0] >= 0) & (rows[:, 0] != rows[:, 1])
    of_same = np.arange(len(pairs)) >= len(alike)
    codes = rows[:, 0].astype(np.int64) * len(keys) + rows[:, 1]
    return np.unique(rows[there], axis=0), np.unique(codes[there & of_same])


def _asked(
    found: DoubleService,
    years: NDArray[np.generic],
    programs_of: NDArray[np.int32],
    programs: Programs,
    year: int | None,
) -> NDArray[np.bool_]:
    """Return which cases have one record at the least of what is asked for."""
    keep = np.ones(len(found), np.bool_)
    if year is not None:
        keep &= (years[found.first] == year) | (years[found.second] == year)
    for mask in (programs.wanted, programs.themed):
        if mask is not None:
            keep &= mask[programs_of[found.first]] | mask[programs_of[found.second]]
    return keep


class _Teller:
    """Puts cases into words."""

    def __init__(self, ecosystem: Ecosystem, programs: Programs, cases: _Cases) -> None:
        self._ecosystem = ecosystem
        self._programs = programs
        self._cases = cases
        self._links = ecosystem.smes.links[JOINED]

    def finding(self, place: int) -> Finding:
        """Return a case as a finding."""
        cases, links = self._cases, self._links
        first, second = self._in_order(int(cases.first[place]), int(cases.second[place]))
        grade = _ORDER[int(cases.grade[place])]
        service = cases.services[int(cases.service[place])]
        records = [self._record(number, link) for number, link in enumerate((first, second), 1)]
        owners = [self._ecosystem.smes.keys[int(links.enterprises[link])].as_py() for link in (first, second)]
        keys = list(dict.fromkeys(owners))
        programs = [record[1] for record in records]
        days = int(cases.days[place])
        since, until = self._overlap(first, second, days)
        subjects = (
            *(Subject("SME", key, Text(key, key)) for key in keys),
            Subject("Service", service, self._ecosystem.name("Service", service)),
            *(Subject("Program", str(key), self._ecosystem.name("Program", str(key))) for key in programs),
        )
        return Finding(
            KIND,
            subjects,
            float(days),
            self._sentence(grade, keys, service, records, days, since, until),
            METHOD,
            unit="days",
            rung=RUNGS[grade],
            period=f"{since}/{until}",
            effect=float(days),
            verdict=grade,
            cause=said.BUILDS_ON if self._builds_on(first, second) else said.SAME_WORK,
            evidence=Evidence(
                (*(("SME", key) for key in keys), ("Service", service)),
                tuple((JOINED, owner, str(key)) for owner, key in zip(owners, programs, strict=True)),
                {"days": float(days)},
                RECORD,
                tuple(records),
            ),
            caveats=said.CAVEATS[grade],
            confidence=links.weakest or Confidence.READ,
            data_kind=self._ecosystem.data_kind,
        )

    def _in_order(self, one: int, other: int) -> tuple[int, int]:
        """Return two links, the one that began first before the other."""
        starts = self._links.columns["starts_on"]

        def rank(link: int) -> tuple[int, str, int]:
            return int(starts[link]), self._links.targets[int(self._links.indices[link])], link

        return (one, other) if rank(one) <= rank(other) else (other, one)

    def _record(self, number: int, link: int) -> tuple[str | float, ...]:
        known = self._links.properties(link)
        program = self._links.targets[int(self._links.indices[link])]
        cells = {
            **known,
            "record": number,
            "program": program,
            "agency": " · ".join(self._programs.agencies(program)),
            "services": " · ".join(known.get("services", ())),
        }
        return tuple(
            value if isinstance(value := cells.get(name, ""), str | int | float) else str(value)
            for name in RECORD
        )

    def _overlap(self, first: int, second: int, days: int) -> tuple[str, str]:
        """Return the first and the last day on which both went on, as ISO dates."""
        since = max(self._start(link) for link in (first, second))
        start = EPOCH + timedelta(days=since)
        return start.isoformat(), (start + timedelta(days=days - 1)).isoformat()

    def _start(self, link: int) -> int:
        """Return the day on which a participation began; else that of its program."""
        starts, ends = (int(self._links.columns[name][link]) for name in ("starts_on", "ends_on"))
        if NO_DATE not in {starts, ends} and starts <= ends:
            return starts
        key = self._links.targets[int(self._links.indices[link])]
        node = self._ecosystem.institutions.nodes["Program", key]
        return int((node["starts_on"] - EPOCH).days)

    def _builds_on(self, first: int, second: int) -> bool:
        """Whether the later one brought a service on record that the earlier one did not."""
        before, after = (set(self._links.properties(link).get("services", ())) for link in (first, second))
        return bool(before) and self._start(first) < self._start(second) and bool(after - before)

    def _sentence(
        self,
        grade: str,
        keys: Sequence[str],
        service: str,
        records: Sequence[tuple[str | float, ...]],
        days: int,
        since: str,
        until: str,
    ) -> Text:
        programs = [self._ecosystem.name("Program", str(record[1])) for record in records]
        agencies = [self._agency(str(record[1])) for record in records]
        texts = {
            "service": self._ecosystem.name("Service", service),
            "agency": agencies[0],
            "program": programs[0],
            "other_agency": agencies[1],
            "other_program": programs[1],
        }
        plain = {"enterprise": keys[0], "other": keys[-1], "days": days, "since": since, "until": until}
        form = said.SENTENCES[grade]
        return Text(
            form.en.format(**plain, **{name: text.en for name, text in texts.items()}),
            form.th.format(**plain, **{name: text.th for name, text in texts.items()}),
        )

    def _agency(self, program: str) -> Text:
        names = [self._ecosystem.name("Agency", key) for key in self._programs.agencies(program)]
        if not names:
            return said.SOMEBODY
        return Text(", ".join(name.en for name in names), ", ".join(name.th for name in names))


def _untested(
    ecosystem: Ecosystem, left_out: dict[str, int], year: int | None, *, by_name: bool
) -> Iterator[Text]:
    links = ecosystem.smes.links[JOINED]
    if year is not None and not (links.columns["fiscal_year"][reaching(links, "Program")] == year).any():
        yield said.NO_YEAR.format(year=year)
    labels = links.labels.get("services")
    if not (labels and labels.vocabulary) and not any(ecosystem.edges("Program OFFERS Service")):
        yield said.NOTHING_RECORDED
    for reason, text in said.LEFT_OUT.items():
        if left_out.get(reason):
            number = f"{left_out[reason]:,}"
            yield Text(text.en.format(number=number), text.th.format(number=number))
    if not by_name:
        yield said.NOT_BY_NAME
    yield said.NOT_LISTED
