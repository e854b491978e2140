"""A crosswalk between two frameworks of themes, and two fiscal years compared under one of them.

A program counts once on each side. Where it comes to several themes it counts in each as a whole
(`programs`), and is shared out evenly (`evenly`), so that the shares of a side add up to its
programs; from the least (what has the theme alone) to the most (all that has it).
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ecograph.analysis.gaps.budgets import Share, find_budgets, share_out
from ecograph.analysis.gaps.period import members_in_force
from ecograph.analysis.gaps.statement import NAMED, Statement
from ecograph.analysis.question import check_question
from ecograph.analysis.results.frameworks import (
    ADDRESSES,
    CORRESPONDS,
    DIRECT,
    MAPPED,
    NOT_MAPPED,
    OTHER,
    UNSAID,
    Frameworks,
    Placed,
    find_frameworks,
    need_framework,
)
from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject
from ecograph.graph import Ecosystem
from ecograph.model import Text

ANALYSIS = "crosswalk"
PAIR, ALONE, COMPARED = "corresponds", "not-mapped", "compared"
METHOD = Method("programs by themes, those of another framework by correspondence, shared out evenly", 1)
ROWS: Mapping[str, Text] = {
    NOT_MAPPED: Text("Corresponds to no theme of the framework", "เทียบกับประเด็นในกรอบนี้ไม่ได้"),
    OTHER: Text("Themes of other frameworks alone", "มีแต่ประเด็นของกรอบอื่น"),
    UNSAID: Text("Theme not on record", "ไม่มีข้อมูลประเด็น"),
}
SENTENCES = {
    PAIR: Text(
        "{where}: {before} programs name the first or a part of it, {after} the second.",
        "{where}: {before} โครงการระบุประเด็นแรกหรือประเด็นย่อย {after} โครงการระบุประเด็นที่สอง",
    ),
    ALONE: Text(
        "{where}: corresponds to nothing on record in {framework} ({before} programs).",
        "{where}: ไม่มีข้อมูลว่าเทียบกับประเด็นใดใน {framework} ({before} โครงการ)",
    ),
    COMPARED: Text(
        "{where}: {before} programs in {first} ({mapped} by correspondence), {after} in {second}; shared out "
        "evenly {even_before} and {even_after}.",
        "{where}: {before} โครงการในปี {first} (เทียบมา {mapped}) {after} โครงการในปี {second} "
        "แบ่งเท่ากันได้ {even_before} และ {even_after}",
    ),
}
NO_PAIRS = Text(
    "No correspondence between {source} and {target} is on record: nothing of one can be read as the other.",
    "ไม่มีข้อมูลการเทียบระหว่าง {source} กับ {target} จึงอ่านกรอบหนึ่งเป็นอีกกรอบไม่ได้",
)
UNDATED = Text(
    "{count} programs do not say in which year they are and count on both sides.",
    "โครงการ {count} รายการไม่ระบุปี จึงนับทั้งสองฝั่ง",
)
JUDGED = Text(
    "Which theme corresponds to which, or which theme a program has, is in part our judgement.",
    "การเทียบประเด็นหรือการระบุประเด็นของโครงการบางส่วนเป็นการวินิจฉัยของผู้จัดทำ",
)


@dataclass(frozen=True)
class Side:
    """The programs of one year: to which themes each comes, what each has by itself, and shares of both.

    Attributes
    ----------
    budgets
        By program what is its own and not in another's; without those of which it is not on record.
    """

    year: int | None
    placed: Mapping[str, Placed]
    budgets: Mapping[str, float]
    programs: Mapping[str, Share]
    money: Mapping[str, Share]

    def having(self, theme: str, basis: str = "") -> list[str]:
        """Return the programs that come to a theme, or those that do so in one way."""
        return [key for key, one in self.placed.items() if theme in one.themes and basis in ("", one.basis)]


def find_crosswalk(
    ecosystem: Ecosystem,
    *,
    source: str,
    target: str,
    source_year: int | None = None,
    target_year: int | None = None,
) -> AnalysisResult:
    """Return what of one framework corresponds to what of another, and two years compared under `target`.

    Findings of kind `corresponds` are pairs, `not-mapped` themes of either that have none, and
    `compared` the uppermost themes of `target` with the programs and budgets of both years;
    `effect` is by how many programs, evenly shared, the later year has more. Programs that come to no
    theme of `target` are rows of their own. Projects and activities count alike, plans do not. Linear
    in programs and themes.

    Parameters
    ----------
    source, target
        Frameworks.
    source_year, target_year
        Fiscal years; by default the last that `source` was in force, and the first of `target`.

    Raises
    ------
    AnalysisError
        When there is no such framework, both are one, or a year is none.
    """
    started = time.perf_counter()
    frameworks = find_frameworks(ecosystem)
    for name in (source, target):
        need_framework(frameworks, name)
    first = source_year or frameworks.year(source, last=True)
    second = target_year or frameworks.year(target, last=False)
    for year in (first, second):
        check_question(("size",), "smes", "", "", year)
    about = Statement(ecosystem, METHOD, f"{first or ''}-{second or ''}".strip("-"))
    before = find_side(frameworks, first, source, target)
    after = find_side(frameworks, second, source, target)
    pairs = sorted(set(frameworks.pairs(source, target)))
    found = [
        *_pairs(about, frameworks, pairs, (first, second)),
        *_alone(about, frameworks, pairs, (source, target), (first, second)),
        *(
            _compared(about, frameworks, key, before, after)
            for key in _rows(frameworks, target, before, after)
        ),
    ]
    untested = [] if pairs or source == target else [NO_PAIRS.format(source=source, target=target)]
    undated = before.placed.keys() & after.placed.keys()
    undated = {key for key in undated if _undated(ecosystem, key)}
    if undated and first != second:
        untested.append(UNDATED.format(count=len(undated)))
    return AnalysisResult(
        ANALYSIS,
        tuple(found),
        {
            "source": source,
            "target": target,
            "source_year": first,
            "target_year": second,
            "weakest": ecosystem.weakest,
        },
        ecosystem.version,
        ecosystem.data_kind,
        {
            "programs_before": float(len(before.placed)),
            "programs_after": float(len(after.placed)),
            "budget_before": sum(before.budgets.values()),
            "budget_after": sum(after.budgets.values()),
        },
        (*untested, JUDGED),
        seconds=time.perf_counter() - started,
    )


def find_side(frameworks: Frameworks, year: int | None, source: str, target: str) -> Side:
    """Return the programs of a year by the themes of `target`, those of `source` by correspondence."""
    ecosystem = frameworks.ecosystem
    nodes = ecosystem.institutions.nodes
    members = [
        member
        for member in members_in_force(ecosystem, "Program", year)
        if nodes[member].get("level") != "plan"
    ]
    placed = {key: frameworks.place(key, source, target) for _, key in members}
    budgets = find_budgets(ecosystem, frameworks.relations, members).own
    labels = {key: one.themes for key, one in placed.items()}
    return Side(
        year,
        placed,
        budgets,
        share_out(dict.fromkeys(placed, 1.0), labels),
        share_out(budgets, labels),
    )


def _undated(ecosystem: Ecosystem, program: str) -> bool:
    node = ecosystem.institutions.nodes["Program", program]
    return all(node.get(name) is None for name in ("fiscal_year", "starts_on", "ends_on"))


def _rows(frameworks: Frameworks, target: str, *sides: Side) -> Iterator[str]:
    """Yield the themes that are compared, and the rows of programs without one that are not empty."""
    yield from frameworks.upper(target)
    yield from (row for row in ROWS if any(side.having(row) for side in sides))


def _naming(frameworks: Frameworks, theme: str, year: int | None) -> list[str]:
    """Return the programs of a year that name a theme or a part of it."""
    parts = {theme, *frameworks.relations.below("Theme PART_OF Theme", theme)}
    there = (key for _, key in members_in_force(frameworks.ecosystem, "Program", year))
    return [key for key in there if frameworks.addressed(key) & parts]


def _pairs(
    about: Statement,
    frameworks: Frameworks,
    pairs: Sequence[tuple[str, str]],
    years: tuple[int | None, int | None],
) -> Iterator[Finding]:
    shares = {
        frozenset((one[1], other[1])): edge.get("share")
        for one, other, edge in frameworks.ecosystem.edges(CORRESPONDS)
    }
    for one, other in pairs:
        before, after = _naming(frameworks, one, years[0]), _naming(frameworks, other, years[1])
        share = shares[frozenset((one, other))]
        yield _finding(
            about,
            frameworks,
            PAIR,
            (about.subject("Theme", one), about.subject("Theme", other)),
            {"before": len(before), "after": len(after)},
            (*before, *after),
            {"before": len(before), "after": len(after), **({} if share is None else {"share": share})},
        )


def _alone(
    about: Statement,
    frameworks: Frameworks,
    pairs: Sequence[tuple[str, str]],
    names: tuple[str, str],
    years: tuple[int | None, int | None],
) -> Iterator[Finding]:
    """Yield the uppermost themes of either framework of which nothing corresponds to the other."""
    if names[0] == names[1]:
        return
    ends = ({one for one, _ in pairs}, {other for _, other in pairs})
    for at, name in enumerate(names):
        mapped = {top for key in ends[at] for top in frameworks.top(key)}
        for key in frameworks.upper(name):
            if key not in mapped:
                found = _naming(frameworks, key, years[at])
                yield _finding(
                    about,
                    frameworks,
                    ALONE,
                    (about.subject("Theme", key),),
                    {"before": len(found), "framework": names[1 - at]},
                    found,
                    {("before", "after")[at]: len(found)},
                )


def _compared(about: Statement, frameworks: Frameworks, theme: str, before: Side, after: Side) -> Finding:
    subject = Subject("Theme", theme, ROWS[theme]) if theme in ROWS else about.subject("Theme", theme)
    counts: dict[str, float] = {}
    for name, side in (("before", before), ("after", after)):
        share = side.programs.get(theme, Share(0.0, 0.0, 0.0))
        money = side.money.get(theme)
        counts |= {
            f"programs_{name}": len(side.having(theme)),
            f"{MAPPED}_{name}": len(side.having(theme, MAPPED)),
            f"{DIRECT}_{name}": len(side.having(theme, DIRECT)),
            f"evenly_{name}": share.evenly,
            f"least_{name}": share.least,
            f"most_{name}": share.most,
        }
        if money is not None:
            counts |= {f"budget_evenly_{name}": money.evenly, f"budget_least_{name}": money.least}
            counts |= {f"budget_most_{name}": money.most}
    change = counts["evenly_after"] - counts["evenly_before"]
    return _finding(
        about,
        frameworks,
        COMPARED,
        (subject,),
        {
            "before": int(counts["programs_before"]),
            "mapped": int(counts[f"{MAPPED}_before"]),
            "after": int(counts["programs_after"]),
            "first": before.year or "",
            "second": after.year or "",
            "even_before": f"{counts['evenly_before']:,.1f}",
            "even_after": f"{counts['evenly_after']:,.1f}",
        },
        (*before.having(theme), *after.having(theme)),
        counts,
        change,
    )


def _finding(
    about: Statement,
    frameworks: Frameworks,
    kind: str,
    subjects: tuple[Subject, ...],
    said: Mapping[str, object],
    programs: Iterable[str],
    counts: Mapping[str, float],
    change: float | None = None,
) -> Finding:
    after = counts.get("after", counts.get("programs_after"))
    return about.finding(
        kind,
        subjects,
        SENTENCES[kind],
        said,
        observed=None if after is None else float(after),
        effect=change,
        unit="programs",
        evidence=Evidence(
            nodes=(
                *(("Theme", one.key) for one in subjects if one.key not in ROWS),
                *(("Program", key) for key in sorted(set(programs))[:NAMED]),
            ),
            counts={name: float(value) for name, value in counts.items()},
        ),
        confidence=frameworks.relations.confidence(ADDRESSES, CORRESPONDS),
        verdict=kind,
    )
