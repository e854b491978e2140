"""Commands about the same service given twice: double-service, worklist read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from ecograph.analysis.double_service_wording import GRADES
from ecograph.analysis.support import silent_agencies
from ecograph.cli.app import EXIT_PROBLEMS, OutputFile, Session, app, marked_output, plain_table, session
from ecograph.cli.decided import decide_on
from ecograph.cli.gaps import MORE, MOST, NOTHING
from ecograph.cli.identity import log_of
from ecograph.cli.results import write_csv
from ecograph.errors import SettingsError
from ecograph.findings import AnalysisResult, Finding
from ecograph.model import Text
from ecograph.state.questions import Questions
from ecograph.state.verdicts import CheckedCase, VerdictLog, tell_verdicts
from ecograph.store import GraphStore
from ecograph.workspace import Workspace
from loaders.identity.proposals import find_proposals
from loaders.worklists import RowProblem, Worklist, WorklistReport, read_worklist, work_rows, write_worklist
from loaders.worklists.columns import UNKNOWN
from loaders.worklists.rows import origin_of, read_origins

TITLE = Text(
    "The same service twice in the same period: {confirmed:,.0f} confirmed, "
    "{to_identify:,.0f} to be identified, {possible:,.0f} possible",
    "บริการเดียวกันซ้ำในช่วงเวลาเดียวกัน: ยืนยันแล้ว {confirmed:,.0f} รอยืนยันว่าเป็นรายเดียวกัน {to_identify:,.0f} "
    "อาจซ้ำ {possible:,.0f}",
)
GRADE, CASE, CHECKED, READ_FROM = (
    Text("grade", "ระดับ"),
    Text("case", "รายการ"),
    Text("checked", "ผลตรวจสอบ"),
    Text("read from", "อ่านจาก"),
)
WROTE = Text("Wrote {path}: {count} cases.", "บันทึก {path}: {count} รายการ")
NO_LISTS = Text(
    "No case is for an agency to check: no work list was written.", "ไม่มีรายการให้ตรวจสอบ จึงไม่ได้บันทึกไฟล์"
)
READ = Text(
    "{rows} rows: {recorded} verdicts recorded, {known} known already, {unchecked} not checked yet, "
    "{wrong} problems.",
    "{rows} แถว: บันทึกผล {recorded} มีอยู่แล้ว {known} ยังไม่ตรวจ {unchecked} มีปัญหา {wrong}",
)
JUDGED = Text("Judged to be different: {pair}.", "วินิจฉัยว่าเป็นคนละราย: {pair}")
ROW, COLUMN, VALUE, WHY = (
    Text("row", "แถว"),
    Text("column", "คอลัมน์"),
    Text("value", "ค่า"),
    Text("why", "เหตุผล"),
)
GONE = Text("Not listed any more.", "ไม่อยู่ในรายการแล้ว")
ELSEWHERE = Text(
    "Not among what was asked for here, or not listed any more.", "ไม่อยู่ในขอบเขตที่ถาม หรือไม่อยู่ในรายการแล้ว"
)
ALL = 100_000
"""How many cases go into work lists at the most."""


@app.command("double-service")
def double_service(
    context: typer.Context,
    agency: Annotated[str, typer.Option(help="Only cases that this agency has a part in (key).")] = "",
    year: Annotated[int | None, typer.Option(help="Only this fiscal year (common era).")] = None,
    theme: Annotated[str, typer.Option(help="Only what addresses this theme.")] = "",
    by_name: Annotated[
        bool, typer.Option(help="Also compare enterprises that are alike in name, which takes longer.")
    ] = True,
    worklists: Annotated[
        Path | None, typer.Option(help="Write an Excel list for each agency that must act to this folder.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many cases to show at the most.")] = MOST,
    csv: OutputFile = None,
) -> None:
    """Show who received the same service twice in the same period, how sure that is, and who must check.

    Example: ecograph double-service --agency IPC-04 --year 2025 --worklists to-check
    """
    here = session(context)
    if worklists is not None and not worklists.is_dir():
        raise SettingsError(f"The folder {worklists} does not exist.", "Make it, or choose another.")
    asked: dict[str, Any] = {"agency": agency, "year": year, "theme": theme}
    if worklists is not None:
        asked["most"] = ALL
    with here.open() as workspace:
        if by_name:
            asked |= identity_pairs(here, workspace.store)
        result = workspace.analyse("double-service", **asked)
        _remember(here, asked, result)
        verdicts = verdicts_of(here).of_findings()
        result = replace(result, findings=tell_verdicts(result.findings, verdicts))
        decided = decide_on(here, result)
        result = decided.result
        shown = result.findings[:limit]
        origins = read_origins(workspace.store, shown)
        written = _write_lists(here, workspace, result, asked, worklists) if worklists else []
    places = {
        finding.id: [origin_of(finding, record, origins) or None for record in (0, 1)] for finding in shown
    }
    gone = dismissed(result, verdicts, agency)
    values = decided.to_dict() | {
        "read_from": places,
        "dismissed": {name: here.say(entry.sentence) for name, entry in gone.items()},
        "worklists": [str(path) for path, _ in written],
    }
    here.show(values, _table(here, result, shown, places, verdicts), data_kind=result.data_kind)
    if not here.json:
        left = len(result.findings) - limit
        more = [here.say(MORE).format(number=left)] if left > 0 else []
        whole = by_name and year is None and not theme and len(result.findings) == _counted(result)
        why = here.say(GONE if whole else ELSEWHERE)
        no_longer = (f"· {name}: {why} {here.say(one.sentence)}" for name, one in gone.items())
        told = decided.lines(here, shown)
        for line in (*more, *told, *no_longer, *(f"· {here.say(text)}" for text in result.untested)):
            here.console.print(line, style="dim", markup=False)
    for path, count in written:
        here.notices.print(here.say(WROTE).format(path=path, count=count), markup=False, soft_wrap=True)
    if worklists and not written:
        here.notices.print(here.say(NO_LISTS), markup=False)
    write_csv(here, decided.to_frame(here), csv)


worklist = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Work lists that agencies have checked and sent back."
)
app.add_typer(worklist, name="worklist")


@worklist.command("read")
def read(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A work list, filled in.")],
) -> None:
    """Take the verdicts of a work list that came back; every row is recorded or reported.

    Example: ecograph worklist read to-check/worklist-IPC-04-2025.xlsx
    """
    run_read(session(context), file)


def run_read(here: Session, file: Path) -> None:
    """Read a work list and tell what became of its rows; exit with 3 where there were problems."""
    report = read_worklist(file, verdicts_of(here), log_of(here))
    problems = [*report.problems, *report.remarks]
    values = {
        name: getattr(report, name) for name in ("agency", "rows", "recorded", "known", "unchecked", "judged")
    }
    here.show(
        values
        | {
            "problems": [_problem(here, each) for each in report.problems],
            "remarks": [_problem(here, each) for each in report.remarks],
        },
        *([_problem_table(here, problems)] if problems else []),
    )
    if not here.json:
        for line in _read_lines(here, report):
            here.console.print(line, markup=False)
    if report.problems:
        raise typer.Exit(EXIT_PROBLEMS)


def verdicts_of(here: Session) -> VerdictLog:
    """Return the verdicts that lie beside the store in use."""
    return VerdictLog.of_store(here.settings.store_url, here.settings.home)


def identity_pairs(here: Session, store: GraphStore) -> dict[str, list[list[str]]]:
    """Return pairs of enterprises that may be one, and those judged to be one that are not loaded so yet."""
    identities = log_of(here).identities()
    proposals = find_proposals(store, identities)
    firsts, seconds = (
        proposals.named.keys.take(side).to_pylist() for side in (proposals.first, proposals.second)
    )
    same = [[key, root] for root, keys in identities.classes.items() for key in sorted(keys - {root})]
    return {"alike": [list(pair) for pair in zip(firsts, seconds, strict=True)], "same": sorted(same)}


def dismissed(
    result: AnalysisResult, verdicts: dict[str, list[CheckedCase]], agency: str
) -> dict[str, CheckedCase]:
    """Return the standing verdicts on cases that are not listed any more, such as those of enterprises that
    were found to be different; of an agency alone where it is asked for.
    """
    listed = {finding.id for finding in result.findings}
    return {
        name: found[-1]
        for name, found in sorted(verdicts.items())
        if name not in listed and agency in ("", found[-1].agency)
    }


def _counted(result: AnalysisResult) -> int:
    """Return how many cases there are, listed or not."""
    return int(sum(result.totals[grade] for grade in GRADES))


def _remember(here: Session, asked: dict[str, Any], result: AnalysisResult) -> None:
    """Remember the question for `explain`, with no more pairs of enterprises than its findings need."""
    pairs = {
        frozenset(subject.key for subject in finding.subjects if subject.kind == "SME")
        for finding in result.findings
    }
    kept = {
        name: [pair for pair in value if frozenset(pair) in pairs] if name in ("alike", "same") else value
        for name, value in asked.items()
    }
    Questions(here.settings.store_url, here.settings.home).remember("double-service", kept)


def _table(
    here: Session,
    result: AnalysisResult,
    findings: Sequence[Finding],
    places: dict[str, list[str | None]],
    verdicts: dict[str, list[CheckedCase]],
) -> Table:
    columns = (GRADE, CASE, READ_FROM, CHECKED)
    title = here.say(TITLE).format(**result.totals)
    table = plain_table(title, *(here.say(text) for text in columns), "id")
    for finding in findings:
        checked = [here.say(entry.sentence) for entry in verdicts.get(finding.id, ())[-1:]]
        where = "\n".join(place or here.say(UNKNOWN) for place in places[finding.id])
        cells = (here.say(GRADES[finding.verdict]), here.say(finding.sentence), where, *(checked or [""]))
        table.add_row(*map(escape, cells), finding.id)
    if not findings:
        table.add_row("", here.say(NOTHING), "", "", "")
    return table


def _write_lists(
    here: Session, workspace: Workspace, result: AnalysisResult, asked: dict[str, Any], folder: Path
) -> list[tuple[Path, int]]:
    """Write a list for each agency (or the one asked for), and keep what was handed out."""
    store, ecosystem = workspace.store, workspace.ecosystem
    rows = work_rows(store, ecosystem, result.findings, here.language)
    wanted = [asked["agency"]] if asked["agency"] else sorted(rows)
    runs = store.runs()
    written: list[tuple[Path, int]] = []
    for agency in wanted:
        if not rows.get(agency):
            continue
        listed = Worklist(
            agency,
            ecosystem.name("Agency", agency),
            rows[agency],
            asked["year"],
            max((run.finished.date() for run in runs), default=None),
            [here.say(Text(source.title, source.title_th or source.title)) for source in store.sources()],
            [here.say(ecosystem.name("Agency", key)) for key in silent_agencies(ecosystem)],
            ecosystem.version,
            result.data_kind,
        )
        name = f"worklist-{re.sub(r'[^0-9A-Za-z-]+', '-', agency)}-{asked['year'] or 'all'}.xlsx"
        path = marked_output(folder / name, result.data_kind)
        write_worklist(listed, path, here.language)
        verdicts_of(here).hand_out(agency, (row.case for row in rows[agency]))
        written.append((path, len(rows[agency])))
    return written


def _read_lines(here: Session, report: WorklistReport) -> Iterator[str]:
    counts = {name: getattr(report, name) for name in ("rows", "recorded", "known", "unchecked")}
    yield here.say(READ).format(**counts, wrong=len(report.problems))
    yield from (here.say(JUDGED).format(pair=" ≠ ".join(pair)) for pair in report.judged)


def _problem_table(here: Session, problems: Iterable[RowProblem]) -> Table:
    table = plain_table("", *(here.say(text) for text in (ROW, COLUMN, VALUE, WHY)))
    for each in problems:
        table.add_row(str(each.row), here.say(each.column), escape(each.value), escape(here.say(each.why)))
    return table


def _problem(here: Session, each: RowProblem) -> dict[str, object]:
    return {
        "document": each.document,
        "row": each.row,
        "column": here.say(each.column),
        "value": each.value,
        "why": here.say(each.why),
    }
