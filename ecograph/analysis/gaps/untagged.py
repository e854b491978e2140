"""Programs that lack something on record, agency by agency: who runs them can put it right."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from ecograph.analysis.gaps.relations import Relations
from ecograph.analysis.gaps.statement import Statement
from ecograph.findings import Evidence, Finding, Subject
from ecograph.graph import NodeId
from ecograph.model import Confidence, Text

RUNS = "Agency RUNS Program"
NO_AGENCY = Text("No agency on record", "ไม่มีข้อมูลหน่วยงาน")


def programs_by_agency(relations: Relations, programs: Sequence[NodeId]) -> dict[str, list[str]]:
    """Return the keys of programs by the agency that runs them; under an empty key those of none.

    A program that two agencies run is with both.
    """
    found: dict[str, list[str]] = {}
    for _, key in programs:
        for agency in relations.sources[RUNS].get(key, ("",)):
            found.setdefault(agency, []).append(key)
    return dict(sorted(found.items()))


def lacking(
    about: Statement,
    kind: str,
    template: Text,
    agencies: Mapping[str, Sequence[str]],
    without: Collection[str],
    confidence: Confidence,
    counts: Mapping[str, Mapping[str, float]] | None = None,
    ranked: str = "number",
) -> Iterator[Finding]:
    """Yield a finding for each agency with programs that lack something.

    The template may name `{number}` and `{all}`: how many do, and how many there are; and whatever
    `counts` has for an agency; `ranked` is which of these is the effect. The rows of the evidence are
    all of the programs that lack it.
    """
    for agency, programs in agencies.items():
        found = [key for key in programs if key in without]
        if not found:
            continue
        subject = about.subject("Agency", agency) if agency else Subject("Agency", "", NO_AGENCY)
        numbers = {"number": len(found), "all": len(programs), **((counts or {}).get(agency, {}))}
        yield about.finding(
            kind,
            (subject,),
            template,
            {name: f"{number:,.0f}" for name, number in numbers.items()},
            observed=len(programs),
            effect=numbers[ranked],
            unit="programs",
            verdict=kind,
            evidence=Evidence(
                nodes=(("Agency", agency),) if agency else (),
                counts={"lacking": len(found), "programs": len(programs), **((counts or {}).get(agency, {}))},
                columns=("program",),
                rows=tuple((key,) for key in found),
            ),
            confidence=confidence,
        )
