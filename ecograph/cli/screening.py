"""The command that screens: a list of applicants that is handed back, or the roster of a past program."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from ecograph.analysis.receipts import YEARS
from ecograph.analysis.referral.roster import ANALYSIS as ROSTER
from ecograph.cli.app import EXIT_PROBLEMS, Session, app, marked_output, need_folder, plain_table, session
from ecograph.cli.checking_applicants import read_day
from ecograph.cli.decided import decide_on
from ecograph.cli.identity import log_of
from ecograph.cli.load_report import problem_sentence
from ecograph.errors import AnalysisError, SourceError
from ecograph.model import Text
from ecograph.state.questions import Questions

TITLE = Text(
    "{rows} applications of {enterprises} enterprises for {program}",
    "ใบสมัคร {rows} รายการ จากวิสาหกิจ {enterprises} ราย สำหรับ {program}",
)
COMMITTEE = Text("The rank is a proposal; the committee decides.", "ลำดับเป็นข้อเสนอ คณะกรรมการเป็นผู้ตัดสิน")
FIT = Text("How last participants fitted the program", "ผู้เข้าร่วมที่ผ่านมาตรงกับโครงการเพียงใด")
FOUND = Text("what is found", "สิ่งที่พบ")
WROTE = Text("Wrote {path}.", "บันทึก {path} แล้ว")
DOUBTFUL = Text("Look at how the file was understood: {why}", "โปรดตรวจการอ่านไฟล์: {why}")


@app.command()
def screen(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="The list of applicants: Excel or CSV.")] = None,
    program: Annotated[str, typer.Option(help="The program that they apply for (key).")] = "",
    to: Annotated[Path | None, typer.Option(help="The Excel file to write: the list, columns added.")] = None,
    by: Annotated[str, typer.Option(help="The officer who screens, for the sheet of criteria.")] = "",
    recipe: Annotated[str, typer.Option(help="How the file is read; else that is guessed.")] = "",
    on: Annotated[str, typer.Option(help="The day of screening (2025-03-15); else today.")] = "",
    years: Annotated[int, typer.Option(min=1, max=50, help="Same service within so many years.")] = YEARS,
    roster: Annotated[str, typer.Option(help="Instead: how past participants of this program fitted.")] = "",
    year: Annotated[int | None, typer.Option(help="With --roster: of this fiscal year.")] = None,
) -> None:
    """Screen applicants for a program, and hand the list back with results; the committee decides.

    Nothing of the list is stored.

    Example: ecograph screen applicants.xlsx --program DESK-2568-DIGITAL-1.2 --to screened.xlsx
    """
    here = session(context)
    if roster:
        _roster(here, roster, year)
    elif file is None or not program or to is None:
        raise AnalysisError(
            "A list, a --program and a file --to write are needed.",
            "Example: ecograph screen applicants.xlsx --program KEY --to screened.xlsx",
        )
    else:
        _screen(here, file, to, recipe, program=program, on=read_day(on), officer=by, years=years)


def _screen(here: Session, file: Path, to: Path, recipe: str, **asked: Any) -> None:
    from loaders.screening.book import write_screening
    from loaders.screening.columns import RESULTS
    from loaders.screening.foot import foot
    from loaders.screening.screening import Asked, screen_list

    need_folder(to)
    if to.suffix.lower() != ".xlsx" or to.resolve() == file.resolve():
        raise SourceError(
            f"{to.name} cannot be written over."
            if to.suffix.lower() == ".xlsx"
            else f"{to.name} is no .xlsx.",
            "Name another .xlsx file with --to; the list itself is left as it is.",
        )
    question = Asked(language=here.language, **asked)
    with here.open() as workspace:
        ecosystem = workspace.ecosystem
        found = screen_list(
            file,
            workspace.store,
            ecosystem,
            question,
            identities=log_of(here),
            secret=here.settings.secret(),
            recipe=recipe,
        )
        path = marked_output(to, ecosystem.data_kind)
        write_screening(found, ecosystem, foot(workspace.store, ecosystem, question), path)
        name = here.say(ecosystem.name("Program", question.program))
    counts = {here.say(RESULTS[result]): count for result, count in found.counts.items()}
    title = here.say(TITLE).format(rows=len(found.told), enterprises=len(found.enterprises), program=name)
    table = plain_table(escape(title), *counts, numbers=tuple(counts))
    table.add_row(*map(str, counts.values()))
    values = {
        "data_kind": ecosystem.data_kind,
        "program": question.program,
        "counts": {result.value: count for result, count in found.counts.items()},
        "written": str(path),
        "rows": [
            {"document": document, "row": row, "result": told.screened.result, "rank": told.screened.rank}
            for (document, row), told in zip(found.places, found.told, strict=True)
        ],
        "problems": [str(problem) for problem in found.problems],
        "remarks": [here.say(text) for text in found.remarks],
    }
    here.show(values, table, data_kind=ecosystem.data_kind)
    if not here.json:
        remarks = [here.say(DOUBTFUL).format(why=here.say(why)) for why in found.remarks]
        problems = [problem_sentence(here, problem) for problem in found.problems]
        for line in (here.say(COMMITTEE), *remarks, *problems):
            here.console.print(f"· {line}", style="dim", markup=False)
    here.notices.print(here.say(WROTE).format(path=path), markup=False, soft_wrap=True)
    if any(told.checked is None for told in found.told):
        raise typer.Exit(EXIT_PROBLEMS)


def _roster(here: Session, program: str, year: int | None) -> None:
    with here.open() as workspace:
        result = workspace.analyse(ROSTER, program=program, year=year)
    Questions(here.settings.store_url, here.settings.home).remember(
        ROSTER, {"program": program, "year": year}
    )
    decided = decide_on(here, result)
    findings = decided.result.findings
    table = plain_table(here.say(FIT), here.say(FOUND), "id")
    for finding in findings:
        table.add_row(escape(here.say(finding.sentence)), finding.id)
    here.show(decided.to_dict(), table, data_kind=result.data_kind)
    if not here.json:
        for line in (*decided.lines(here, findings), *(f"· {here.say(text)}" for text in result.untested)):
            here.console.print(line, style="dim", markup=False)
