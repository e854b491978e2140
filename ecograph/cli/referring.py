"""Commands of referral: refer, and referral read and status."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from ecograph.analysis.referral.bulk import EVERYWHERE, MOST
from ecograph.analysis.referral.referrals import ANALYSIS
from ecograph.cli.app import EXIT_PROBLEMS, Session, app, marked_output, need_folder, plain_table, session
from ecograph.cli.decided import decide_on
from ecograph.errors import AnalysisError, SourceError
from ecograph.model import Text
from ecograph.state.questions import Questions
from ecograph.state.referrals import LABELS, ReferralLog, tell_statuses

TITLE = Text("Who could go where next", "การส่งต่อที่เสนอ")
FOUND, SO_FAR = Text("referral", "การส่งต่อ"), Text("status", "สถานะ")
WROTE = Text("Wrote {path}: {count:,} referrals.", "บันทึก {path}: {count:,} รายการ")
READ = Text(
    "{rows} rows: {recorded} statuses recorded, {known} known already, {blank} blank, {wrong} problems.",
    "{rows} แถว: บันทึกสถานะ {recorded} มีอยู่แล้ว {known} ยังไม่กรอก {blank} มีปัญหา {wrong}",
)
ROW, COLUMN, VALUE, WHY, COUNT = (
    Text("row", "แถว"),
    Text("column", "คอลัมน์"),
    Text("value", "ค่า"),
    Text("why", "เหตุผล"),
    Text("referrals", "รายการ"),
)
STREAMED = (".csv", ".parquet")


@app.command()
def refer(
    context: typer.Context,
    sme: Annotated[str, typer.Option("--sme", help="The enterprise to find programs and funds for.")] = "",
    program: Annotated[str, typer.Option(help="The program or fund to find enterprises for.")] = "",
    corridor: Annotated[str, typer.Option(help="All of a corridor (key), or all: into a file.")] = "",
    year: Annotated[int | None, typer.Option(help="What is in force in this fiscal year.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, max=1000, help="How many at the most.")] = None,
    to: Annotated[
        Path | None, typer.Option(help="Write them: .xlsx to fill in; of a corridor .csv or .parquet.")
    ] = None,
) -> None:
    """Show where an enterprise could go next, or whom a program could invite first, and why.

    Rules come first, then needs, then what others with the same history did.

    Example: ecograph refer --corridor economic:COR-NEEC --to referrals.parquet
    """
    here = session(context)
    if sum(map(bool, (sme, program, corridor))) != 1:
        raise AnalysisError("One of --sme, --program and --corridor is needed.", "Give exactly one of them.")
    if to is not None:
        need_folder(to)
    if corridor:
        _stream(here, corridor, year, limit or MOST, to)
    else:
        _list(here, {"enterprise": sme, "program": program, "year": year, "most": limit or 20}, to)


def _list(here: Session, asked: dict[str, Any], to: Path | None) -> None:
    from loaders.referral_lists import referral_rows, write_referrals

    if to is not None and to.suffix.lower() != ".xlsx":
        raise SourceError(f"{to.name} is no .xlsx.", "A list to fill in is an Excel file.")
    log = _log(here)
    with here.open() as workspace:
        node = workspace.store.node("SME", asked["enterprise"]) if asked["enterprise"] else None
        asked["planned"] = node.properties.get("business_plan") if node else None
        result = workspace.analyse(ANALYSIS, **asked)
        statuses = log.of_findings()
        result = replace(result, findings=tell_statuses(result.findings, statuses))
        path = None
        if to is not None:
            path = marked_output(to, result.data_kind)
            rows = referral_rows(workspace.store, workspace.ecosystem, result.findings, here.language)
            write_referrals(rows, path, here.language, [f"data_kind: {result.data_kind.value}"])
            log.hand_out(row.referred for row in rows)
    Questions(here.settings.store_url, here.settings.home).remember(ANALYSIS, asked)
    decided = decide_on(here, result)
    findings = decided.result.findings
    table = plain_table(here.say(TITLE), here.say(FOUND), here.say(SO_FAR), "id")
    for finding in findings:
        status = [here.say(one.sentence) for one in statuses.get(finding.id, ())[-1:]]
        table.add_row(escape(here.say(finding.sentence)), escape("".join(status)), finding.id)
    here.show(decided.to_dict(), table, data_kind=result.data_kind)
    if not here.json:
        for line in (*decided.lines(here, findings), *(f"· {here.say(text)}" for text in result.untested)):
            here.console.print(line, style="dim", markup=False)
    if path is not None:
        here.notices.print(here.say(WROTE).format(path=path, count=len(rows)), markup=False, soft_wrap=True)


def _stream(here: Session, corridor: str, year: int | None, most: int, to: Path | None) -> None:
    """Write the referrals of a corridor row by row: they are never all in memory as text."""
    from ecograph.analysis.referral.bulk import refer_all
    from ecograph.analysis.referral.bulk_rows import SCHEMA, tell
    from loaders.streaming import open_table

    if to is None or to.suffix.lower() not in STREAMED:
        raise SourceError(
            "The referrals of a corridor are many: they are written to a file.",
            f"Give --to with a name that ends in {' or '.join(STREAMED)}; --corridor {EVERYWHERE} is all.",
        )
    with here.open() as workspace:
        ecosystem = workspace.ecosystem
        found = refer_all(ecosystem, corridor, year=year, most=most)
        path, count = marked_output(to, ecosystem.data_kind), 0
        with open_table(path, SCHEMA) as write:
            for batch in tell(found, here.language):
                write(batch)
                count += batch.num_rows
    values = {
        "data_kind": ecosystem.data_kind,
        "enterprises": len(found.who),
        "rows": count,
        "written": str(path),
    }
    here.show(values, data_kind=ecosystem.data_kind)
    here.notices.print(here.say(WROTE).format(path=path, count=count), markup=False, soft_wrap=True)


referral = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="What became of referrals.")
app.add_typer(referral, name="referral")


@referral.command("read")
def read(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="A list of referrals, filled in.")]
) -> None:
    """Take the statuses of a list of referrals that came back; every row is recorded or reported.

    Example: ecograph referral read referrals.xlsx
    """
    from loaders.referral_lists import read_statuses

    here = session(context)
    report = read_statuses(file, _log(here))
    counts = {name: getattr(report, name) for name in ("rows", "recorded", "known", "blank")}
    problems = [
        {
            "document": one.document,
            "row": one.row,
            "column": here.say(one.column),
            "value": one.value,
            "why": here.say(one.why),
        }
        for one in report.problems
    ]
    table = plain_table("", *(here.say(text) for text in (ROW, COLUMN, VALUE, WHY)))
    for one in problems:
        table.add_row(str(one["row"]), *(escape(str(one[name])) for name in ("column", "value", "why")))
    here.show({**counts, "problems": problems}, *([table] if problems else []))
    if not here.json:
        here.console.print(here.say(READ).format(**counts, wrong=len(problems)), markup=False)
    if problems:
        raise typer.Exit(EXIT_PROBLEMS)


@referral.command("status")
def status(context: typer.Context) -> None:
    """Count referrals by the status that stands.

    Example: ecograph referral status
    """
    here = session(context)
    log = _log(here)
    standing = Counter(entries[-1].status for entries in log.of_findings().values())
    unsaid = len(log.handed_out()) - sum(standing.values())
    table = plain_table("", here.say(SO_FAR), here.say(COUNT), numbers=(here.say(COUNT),))
    for each, label in LABELS.items():
        table.add_row(here.say(label), f"{standing[each]:,}")
    table.add_row(here.say(Text("nothing said", "ยังไม่มีสถานะ")), f"{unsaid:,}")
    here.show({**{each.value: standing[each] for each in LABELS}, "nothing_said": unsaid}, table)


def _log(here: Session) -> ReferralLog:
    return ReferralLog.of_store(here.settings.store_url, here.settings.home)
