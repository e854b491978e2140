"""The command that explains a finding: explain."""

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from ecograph.analysis.double_service import KIND as DOUBLE_SERVICE
from ecograph.cli.app import Session, app, plain_table, session
from ecograph.cli.decided import decisions_of
from ecograph.cli.double_service import READ_FROM
from ecograph.cli.gaps import stands, word
from ecograph.findings import AnalysisResult, Finding
from ecograph.model import Text
from ecograph.pages.explained import is_overlap
from ecograph.state.decisions import tell_decisions
from ecograph.state.questions import Questions
from ecograph.state.verdicts import VerdictLog, tell_verdicts
from ecograph.workspace import Workspace
from loaders.worklists.rows import origin_of, read_origins
from visualisations.finding_wording import (
    ASKED,
    CONFIDENCE,
    FIGURES,
    FOUND,
    KEY,
    KIND,
    RESTS_ON,
    TO,
    VALUE,
    VERSION,
    named,
)
from visualisations.numerals import figure
from visualisations.pair_wording import ASPECTS
from visualisations.wording import UNKNOWN

DRAWN = Text("As a page with its network:", "ดูเป็นหน้าพร้อมแผนภาพ:")


@app.command()
def explain(
    context: typer.Context,
    finding: Annotated[str, typer.Argument(help="The id of a finding, or the beginning of it.")],
) -> None:
    """Show what a finding rests on: its test, its numbers, and the rows to compute it again from.

    Example: ecograph explain reach-gap-a51d8ef
    """
    here = session(context)
    with here.open() as workspace:
        asked = Questions(here.settings.store_url, here.settings.home).recall()
        result, found = workspace.answers.find(finding, asked)
        verdicts = VerdictLog.of_store(here.settings.store_url, here.settings.home).of_findings()
        decided = decisions_of(here).of_findings()
        (found,) = tell_decisions(tell_verdicts([found], verdicts), decided)
        places = _places(workspace, found)
    values = {
        "analysis": result.analysis,
        "parameters": dict(result.parameters),
        "store_version": result.store_version,
        "data_kind": result.data_kind,
        "seed": result.seed,
        "finding": found.to_dict(),
        "read_from": places,
    }
    here.show(values, *_explanation(here, result, found, places), data_kind=result.data_kind)
    if not here.json:
        caveats = (f"· {here.say(text)}" for text in found.caveats)
        drawn = [f"{here.say(DRAWN)} ecograph view pair {found.id}"] if is_overlap(found.id) else []
        for line in (*stands(here, found.sensitivity), *caveats, *drawn):
            here.console.print(line, style="dim", markup=False)


def _places(workspace: Workspace, finding: Finding) -> list[str]:
    """Return where the records of one enterprise or two were read, in the order of relationships."""
    if finding.kind != DOUBLE_SERVICE:
        return []
    origins = read_origins(workspace.store, [finding])
    return [origin_of(finding, record, origins) for record in range(len(finding.evidence.relationships))]


def _explanation(
    here: Session, result: AnalysisResult, finding: Finding, places: list[str]
) -> Iterator[Table]:
    """Yield the tables of an explanation."""
    title = f"{here.say(FOUND)} {finding.id}\n{here.say(finding.sentence)}"
    about = plain_table(escape(title), "", "")
    for label, value in _test(here, result, finding):
        if value:
            about.add_row(label, escape(value))
    yield about
    value = here.say(VALUE)
    figures = plain_table(here.say(FIGURES), "", value, numbers=(value,))
    for name, number in finding.evidence.counts.items():
        figures.add_row(here.say(named(name)), figure(number, name))
    yield figures
    if finding.evidence.rows:
        columns = [here.say(named(column)) for column in finding.evidence.columns]
        rows = plain_table("", *columns, numbers=tuple(columns[1:]))
        for row in finding.evidence.rows:
            told = zip(finding.evidence.columns, row, strict=True)
            rows.add_row(*(escape(_cell(here, name, value)) for name, value in told))
        yield rows
    heads = (RESTS_ON, KIND, KEY, TO, *((READ_FROM,) if places else ()))
    rests = plain_table(*map(here.say, heads))
    for kind, key in finding.evidence.nodes:
        rests.add_row(kind, escape(key), "")
    for place, (kind, source, target) in enumerate(finding.evidence.relationships):
        rests.add_row(kind, escape(source), escape(target), *map(escape, places[place : place + 1]))
    yield rests


def _test(here: Session, result: AnalysisResult, finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield what was found and how, as labels and values; an empty value is not known."""
    method = finding.method
    effect = f"{figure(finding.effect)} {finding.unit}" if finding.effect is not None else ""
    given = {name: value for name, value in result.parameters.items() if value not in ("", None)}
    values = {
        "verdict": word(here, finding.verdict),
        "cause": word(here, finding.cause),
        "observed": figure(finding.observed),
        "expected": figure(finding.expected),
        "effect": effect,
        "interval": " – ".join(map(figure, finding.interval)) if finding.interval else "",
        "p": figure(finding.p, "p"),
        "q": figure(finding.q, "q"),
        "null": finding.null,
        "method": f"{method.name}, version {method.version} ({method.reference})",
    }
    for name, value in values.items():
        yield here.say(named(name)), value
    for name, number in method.parameters.items():
        yield f"{here.say(named('method'))}: {name}", figure(number)
    yield here.say(ASKED), ", ".join(f"{name} = {value}" for name, value in given.items())
    yield here.say(VERSION), str(result.store_version)
    yield here.say(CONFIDENCE), finding.confidence.value


def _cell(here: Session, name: str, value: str | float) -> str:
    """Return a cell of the evidence: an aspect in words, and what is not on record as unknown."""
    if value == "":
        return here.say(UNKNOWN)
    return here.say(ASPECTS[str(value)]) if name == "compared" else figure(value, name)
