"""The command that screens applicants before the money is spent: check-applicants."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from ecograph.analysis.receipts import YEARS, Receipts
from ecograph.cli.app import (
    EXIT_PROBLEMS,
    Session,
    app,
    marked_output,
    need_folder,
    plain_table,
    session,
)
from ecograph.cli.identity import log_of
from ecograph.cli.load_report import problem_sentence
from ecograph.errors import AnalysisError
from ecograph.model import Text
from loaders import applicant_check as check
from loaders.applicant_matching import match_applicants
from loaders.applicants import Applicants, read_applicants

TITLE = Text(
    "{count} applicants for {program}: {same} had a service of it in the last {years} years, "
    "{id} found by id, {name} by name to be confirmed, {missing} not in the data held",
    "ผู้สมัคร {count} ราย สำหรับ {program}: เคยได้รับบริการเดียวกันใน {years} ปี {same} ราย พบด้วยเลขทะเบียน {id} "
    "พบด้วยชื่อ รอยืนยัน {name} ไม่พบในข้อมูลที่มี {missing}",
)
NO_SERVICE = Text(
    "The program has no service on record: no earlier service can be the same. Say what it offers first.",
    "โครงการนี้ไม่มีข้อมูลบริการ จึงเทียบบริการเดียวกันไม่ได้ โปรดระบุบริการของโครงการก่อน",
)
LOST = Text(
    "{document}, row {row}: could not be read as an applicant.", "{document} แถว {row}: อ่านเป็นผู้สมัครไม่ได้"
)
DOUBTFUL = Text("Look at how the file was understood: {why}", "โปรดตรวจการอ่านไฟล์: {why}")
WROTE = Text("Wrote {path}.", "บันทึก {path} แล้ว")
SHOWN = (check.ROW, check.CODE, check.MATCHED, check.SAME, check.ALIKE, check.TIMES, check.SCREENED)


@app.command("check-applicants")
def check_applicants(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The list of applicants: CSV, Excel.")],
    program: Annotated[str, typer.Option(help="The program that they apply for (key).")],
    recipe: Annotated[str, typer.Option(help="How the file is read; else that is guessed.")] = "",
    on: Annotated[str, typer.Option(help="Look back from this day (2025-03-15); else from today.")] = "",
    years: Annotated[int, typer.Option(min=1, max=50, help="How many years to look back.")] = YEARS,
    xlsx: Annotated[Path | None, typer.Option(help="Also write the table to this Excel file.")] = None,
) -> None:
    """Show which applicants already had a program's services, from whom and when. Nothing is stored.

    Example: ecograph check-applicants applicants.xlsx --program DESK-2568-DIGITAL-1.2 --xlsx checked.xlsx
    """
    here = session(context)
    if xlsx:
        need_folder(xlsx)
    with here.open() as workspace:
        ecosystem = workspace.ecosystem
        receipts = Receipts(ecosystem, program, read_day(on), years)
        applicants = read_applicants(
            file, workspace.store, identities=log_of(here), secret=here.settings.secret(), recipe=recipe
        )
        matches = match_applicants(applicants.rows, workspace.store, ecosystem)
    checked = check.check_applicants(applicants.rows, matches, receipts)
    rows = check.table_rows(checked, ecosystem, here.language)
    found = Counter(one.match.by.value for one in checked)
    counts = {
        "count": len(checked),
        "same": sum(bool(one.same) for one in checked),
        "id": found["id"],
        "name": found["name"],
        "missing": found["not found"],
    }
    title = here.say(TITLE).format(
        program=here.say(ecosystem.name("Program", program)), years=years, **counts
    )
    values = {
        "data_kind": ecosystem.data_kind,
        "program": program,
        "services": list(receipts.services),
        "counts": counts,
        "applicants": [one.to_dict() for one in checked],
        "lost": [list(place) for place in applicants.lost],
        "problems": [str(problem) for problem in applicants.problems],
        "remarks": [here.say(text) for text in applicants.remarks],
    }
    here.show(values, _table(here, title, rows, years), data_kind=ecosystem.data_kind)
    if not here.json:
        _remark(here, receipts, applicants)
    if xlsx:
        path = marked_output(xlsx, ecosystem.data_kind)
        check.write_check(rows, path, here.language, years=years, data_kind=ecosystem.data_kind)
        here.notices.print(here.say(WROTE).format(path=path), markup=False, soft_wrap=True)
    if applicants.lost:
        raise typer.Exit(EXIT_PROBLEMS)


def read_day(text: str) -> date:
    """Return a day as it was given; today where none was."""
    if not text:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise AnalysisError(f"{text!r} is not a day.", "Give one such as 2025-03-15.") from None


def _table(here: Session, title: str, rows: Sequence[Mapping[Text, str | int]], years: int) -> Table:
    table = plain_table(escape(title), *(here.say(column.format(years=years)) for column in SHOWN))
    for row in rows:
        table.add_row(*(escape(str(row[column])) for column in SHOWN))
    return table


def _remark(here: Session, receipts: Receipts, applicants: Applicants) -> None:
    """Print what to know of the table, and what became of rows that are not in it."""
    lines = [
        *([here.say(NO_SERVICE)] if not receipts.services else []),
        *(here.say(note) for note in check.FOOTNOTES),
        *(here.say(DOUBTFUL).format(why=here.say(why)) for why in applicants.remarks),
        *(here.say(LOST).format(document=document, row=row) for document, row in applicants.lost),
        *(problem_sentence(here, problem) for problem in applicants.problems),
    ]
    for line in lines:
        here.console.print(f"· {line}", style="dim", markup=False)
