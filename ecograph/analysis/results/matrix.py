"""Programs by what they name: target industries of a list, or themes of a framework with their sub-points.

Nothing is dropped: what a program names beyond the list is in `other`, what names all of the list in
`all`, and what names nothing in `not on record`, which is no word on what it is for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ecograph.analysis.gaps.budgets import Share, find_budgets, share_out
from ecograph.analysis.gaps.named import NAMES, PART_OF
from ecograph.analysis.gaps.period import in_force, members_in_force
from ecograph.analysis.gaps.relations import Relations, find_relations
from ecograph.analysis.question import check_question
from ecograph.analysis.results.frameworks import find_frameworks, need_framework
from ecograph.analysis.results.measurements import RUNS
from ecograph.errors import AnalysisError
from ecograph.findings import Subject
from ecograph.graph import Ecosystem
from ecograph.model import Confidence, Text

ALL, OTHER, UNSAID = "*all", "*other", "*unsaid"
LABELS: Mapping[str, Mapping[str, Text]] = {
    "Industry": {
        ALL: Text("All of the list", "ทุกรายการในชุดนี้"),
        OTHER: Text("Other industries", "อุตสาหกรรมอื่น"),
        UNSAID: Text("Not on record", "ไม่มีข้อมูล"),
    },
    "Theme": {
        ALL: Text("All of the framework", "ทุกประเด็นในกรอบนี้"),
        OTHER: Text("Themes of other frameworks", "ประเด็นของกรอบอื่น"),
        UNSAID: Text("Not on record", "ไม่มีข้อมูล"),
    },
}
"""What stands beside the columns of a list."""


class Mark(StrEnum):
    """How a program comes to a column."""

    NAMED = "named"
    """It says so itself."""
    WHOLE = "whole"
    """What it is part of says so."""
    WIDER = "wider"
    """It names something that has all of the column in it: whether the column is meant is not known."""
    PART = "part"
    """It names a part of the column."""


MARKS: Mapping[Mark, tuple[str, Text]] = {
    Mark.NAMED: ("●", Text("named by the program", "โครงการระบุเอง")),
    Mark.WHOLE: ("◐", Text("named by what it is part of", "ระบุไว้ที่โครงการใหญ่")),
    Mark.PART: ("◦", Text("a part of it is named", "ระบุเพียงบางส่วน")),
    Mark.WIDER: (
        "?",
        Text("something wider is named: not known whether it is meant", "ระบุกว้างกว่า ไม่ทราบว่าหมายถึงข้อนี้หรือไม่"),
    ),
}
"""The sign of each mark, and what it says; what says the most comes first."""


@dataclass(frozen=True)
class Matrix:
    """Programs by columns.

    Attributes
    ----------
    kind
        `Industry` or `Theme`.
    columns
        The list, a theme followed by its sub-points, and then `ALL`, `OTHER` and `UNSAID`.
    inside
        The theme that a sub-point is part of.
    programs, agencies
        The rows, and who runs each.
    marks
        By program and column.
    programs_of, budgets
        By column how many programs it has, and what of their own budgets goes to it: shared out evenly
        over the columns that each is in (sub-points apart), at least, at most.
    """

    kind: str
    scheme: str
    year: int | None
    columns: tuple[Subject, ...]
    inside: Mapping[str, str]
    programs: tuple[Subject, ...]
    agencies: Mapping[str, tuple[Subject, ...]]
    marks: Mapping[tuple[str, str], Mark]
    programs_of: Mapping[str, int]
    budgets: Mapping[str, Share]
    confidence: Confidence


def industry_lists(ecosystem: Ecosystem) -> tuple[str, ...]:
    """Return the lists of target industries, that of the most industries first."""
    nodes = ecosystem.institutions.nodes
    count: dict[str, int] = {}
    for key in ecosystem.nodes("Industry"):
        node = nodes["Industry", key]
        if node.get("level") == "target":
            count[str(node["scheme"])] = count.get(str(node["scheme"]), 0) + 1
    return tuple(sorted(count, key=lambda scheme: (-count[scheme], scheme)))


def find_matrix(ecosystem: Ecosystem, kind: str, scheme: str = "", year: int | None = None) -> Matrix:
    """Return programs by target industries of a list, or by themes of a framework.

    Linear in programs, and in what each names.

    Parameters
    ----------
    kind
        `Industry` or `Theme`.
    scheme
        The list or framework; by default the longest list, or the framework that most programs name.
    year
        Only programs and themes in force in this fiscal year.

    Raises
    ------
    AnalysisError
        When there is no such list or framework, none at all, or the year is none.
    """
    check_question(("size",), "smes", "", "", year)
    verb = f"Program {NAMES[kind]} {kind}"
    relations = find_relations(ecosystem, (verb, PART_OF[kind], PART_OF["Program"], RUNS))
    scheme, columns, inside = _columns(ecosystem, relations, kind, scheme, year)
    nodes = ecosystem.institutions.nodes
    members = [
        member
        for member in members_in_force(ecosystem, "Program", year)
        if nodes[member].get("level") != "plan"
    ]
    reading = _Reading(relations, kind, verb, columns, inside)
    marks: dict[tuple[str, str], Mark] = {}
    labels: dict[str, tuple[str, ...]] = {}
    for _, program in members:
        row = reading.row(program)
        marks |= {(program, column): mark for column, mark in row.items()}
        labels[program] = tuple(column for column in row if column not in inside)
    budgets = find_budgets(ecosystem, relations, members).own
    every = (*columns, ALL, OTHER, UNSAID)
    return Matrix(
        kind,
        scheme,
        year,
        tuple(Subject(kind, key, LABELS[kind].get(key) or ecosystem.name(kind, key)) for key in every),
        inside,
        tuple(Subject("Program", key, ecosystem.name("Program", key)) for _, key in members),
        {
            key: tuple(
                Subject("Agency", one, ecosystem.name("Agency", one))
                for one in relations.sources[RUNS].get(key, ())
            )
            for _, key in members
        },
        marks,
        {column: sum((key, column) in marks for _, key in members) for column in every},
        share_out(budgets, labels),
        relations.confidence(verb, PART_OF[kind]),
    )


def _columns(
    ecosystem: Ecosystem, relations: Relations, kind: str, scheme: str, year: int | None
) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """Return the list, its columns in order, and which is inside of which."""
    nodes = ecosystem.institutions.nodes
    if kind == "Industry":
        there = industry_lists(ecosystem)
        chosen = scheme or next(iter(there), "")
        if not there:
            raise AnalysisError("There is no target industry in the store.", "Load a list of them first.")
        if chosen not in there:
            raise AnalysisError(
                f"There is no list of target industries {chosen!r} in the store.",
                f"There are: {', '.join(there)}.",
            )
        return (
            chosen,
            tuple(
                key
                for key in ecosystem.nodes(kind)
                if (nodes[kind, key].get("level"), nodes[kind, key]["scheme"]) == ("target", chosen)
            ),
            {},
        )
    frameworks = find_frameworks(ecosystem)
    if not frameworks.themes:
        raise AnalysisError("There is no theme in the store.", "Load a framework of themes first.")
    chosen = scheme or _most_named(frameworks.themes, relations)
    need_framework(frameworks, chosen)
    there = tuple(key for key in frameworks.upper(chosen) if in_force(nodes[kind, key], year))
    # A framework that is named is shown whole, in force or not: nothing that programs name is dropped.
    upper = there or frameworks.upper(chosen)
    columns: list[str] = []
    inside: dict[str, str] = {}
    for key in upper:
        parts = [part for part in relations.sources[PART_OF[kind]].get(key, ()) if part not in inside]
        columns += [key, *parts]
        inside |= dict.fromkeys(parts, key)
    return chosen, tuple(columns), inside


def _most_named(themes: Mapping[str, Sequence[str]], relations: Relations) -> str:
    named = relations.sources[f"Program {NAMES['Theme']} Theme"]
    count = {name: sum(len(named.get(key, ())) for key in keys) for name, keys in themes.items()}
    return max(count, key=lambda name: (count[name], name), default="")


@dataclass(frozen=True)
class _Reading:
    relations: Relations
    kind: str
    verb: str
    columns: tuple[str, ...]
    inside: Mapping[str, str]

    def row(self, program: str) -> dict[str, Mark]:
        """Return the columns of a program, and how it comes to each."""
        targets = self.relations.targets[self.verb]
        own = {*targets.get(program, ())}
        wholes = self.relations.above(PART_OF["Program"], program)
        whole = {key for each in wholes for key in targets.get(each, ())} - own
        if not own and not whole:
            return {UNSAID: Mark.NAMED}
        found: dict[str, Mark] = {}
        covered: set[str] = set()
        for named, mark in ((own, Mark.NAMED), (whole, Mark.WHOLE)):
            for key in sorted(named):
                around = {key, *self.relations.above(PART_OF[self.kind], key)}
                hit = [column for column in self.columns if column in around]
                below = self.relations.below(PART_OF[self.kind], key)
                wider = [column for column in self.columns if column in below and column not in hit]
                for column in hit:
                    found.setdefault(column, mark if column == key else Mark.PART)
                for column in wider:
                    # Of a theme named as a whole nobody knows which sub-point is meant: none is marked.
                    if column not in self.inside:
                        found.setdefault(column, Mark.WIDER)
                if hit or any(column not in self.inside for column in wider):
                    covered.add(key)
        if (own | whole) - covered:
            found[OTHER] = Mark.NAMED if own - covered else Mark.WHOLE
        upper = [column for column in self.columns if column not in self.inside]
        if len(upper) > 1 and all(column in found for column in upper):
            found[ALL] = Mark.NAMED if own else Mark.WHOLE
        return found
