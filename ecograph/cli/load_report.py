"""What became of every row of a load, on the terminal."""

from collections.abc import Iterator

from rich.markup import escape
from rich.table import Table

from ecograph.cli.app import Session, plain_table
from ecograph.model import MODEL, NodeKind, Text
from ecograph.quality import EFFECTS
from loaders.identity.report import Match
from loaders.problems import Problem
from loaders.reasons import in_thai
from loaders.report import KindReport, LoadReport

ROWS, RECORDS, KIND = Text("Rows", "แถว"), Text("Records", "ระเบียน"), Text("kind", "ชนิด")
PROBLEMS = Text("Problems: {total:,}", "ปัญหา: {total:,}")
ROW_HEADERS = {
    "read": Text("read", "อ่าน"),
    "recorded": Text("recorded", "บันทึก"),
    "rejected": Text("rejected", "ไม่รับ"),
    "not wanted": Text("not wanted", "ไม่ใช้"),
    "not data": Text("not data", "ไม่ใช่ข้อมูล"),
}
RECORD_HEADERS = {
    "mapped": Text("mapped", "แปลงได้"),
    "created": Text("created", "สร้างใหม่"),
    "updated": Text("updated", "ปรับปรุง"),
    "unchanged": Text("unchanged", "คงเดิม"),
    "refused": Text("refused", "ไม่ผ่านการตรวจ"),
    "repeated": Text("repeated", "ซ้ำในไฟล์"),
    "dangling": Text("dangling", "ไม่พบปลายทาง"),
    "withdrawn": Text("withdrawn", "ถอนออก"),
    "orphaned": Text("orphaned", "ขาดปลายทาง"),
}
IDENTITY = Text("Matched by", "จับคู่ด้วย")
MATCHES = {
    Match.ID: Text("id", "เลขทะเบียน"),
    Match.JUDGEMENT: Text("judgement", "คำตัดสิน"),
    Match.ALIAS: Text("another name", "ชื่ออื่น"),
    Match.REPAIRED: Text("damaged name", "ชื่อที่แก้ให้ถูก"),
    Match.NONE: Text("not matched", "ไม่พบคู่"),
}
STATED = Text("Stated totals", "ยอดรวมที่ระบุในไฟล์")
TOTALS = {
    "agree": Text("{count:,} agree with the rows", "ตรงกับแถว {count:,} ยอด"),
    "differ": Text("{count:,} differ", "ไม่ตรง {count:,} ยอด"),
    "not checked": Text("{count:,} rows not checked", "ยังไม่ได้ตรวจ {count:,} แถว"),
}
REPAIRED = Text("Names put right: {count:,}.", "ชื่อที่แก้ให้ถูก {count:,} ชื่อ")
FOLLOWED = Text(
    "Judgements moved to ids that arrived: {count:,}.", "คำตัดสินที่ย้ายไปยังเลขทะเบียนที่ได้มา {count:,} รายการ"
)
DRY, LOADED, REFUSED = (
    Text("Checked; nothing was written", "ตรวจแล้ว ยังไม่ได้บันทึก"),
    Text("Loaded as run {version}", "โหลดเป็นรอบที่ {version}"),
    Text(
        "Nothing was written: --strict was asked for and there are {losses:,} problems",
        "ไม่ได้บันทึก เพราะใช้ --strict และพบปัญหา {losses:,} รายการ",
    ),
)
ENDED = Text("{files} files, {seconds:.1f} s.", "{files} ไฟล์ {seconds:.1f} วินาที")
LISTED = Text("Every problem is in {file}.", "ปัญหาทั้งหมดอยู่ใน {file}")
PUT_RIGHT = Text(
    "{count:,} rows lost a record: put them right in {file} and load again with --corrections.",
    "มี {count:,} แถวที่สร้างระเบียนไม่ได้ แก้ไขใน {file} แล้วโหลดใหม่ด้วย --corrections",
)
COUNT, COLUMN, WHY, EFFECT = (
    Text("count", "จำนวน"),
    Text("column", "คอลัมน์"),
    Text("why", "เหตุผล"),
    Text("effect", "ผล"),
)
OUTCOMES = ("refused", "repeated", "dangling", "withdrawn", "orphaned")
"""What became of records, shown only where it happened."""
PROBLEM = Text(
    "{document}, row {row}, {about}: {why} ({effect}).", "{document} แถว {row} {about}: {why} ({effect})"
)
MOST_PROBLEMS, EXAMPLES = 20, 5


def show_report(here: Session, report: LoadReport) -> None:
    """Print what became of every row and record."""
    tables = [_rows(here, report), _records(here, report)]
    if any(match is not Match.ID for counts in report.identity.matched.values() for match in counts):
        tables.append(_matches(here, report))
    if report.total_problems:
        tables.append(_problems(here, report))
    here.show(report.to_dict(), *tables)
    if here.json:
        return
    for problem in report.problems[:EXAMPLES]:
        here.console.print(f"  {problem_sentence(here, problem)}", markup=False)
    for line in _remarks(here, report):
        here.console.print(line, markup=False)
    outcome = here.say(REFUSED if report.refused else DRY if report.dry_run else LOADED)
    ended = here.say(ENDED).format(files=len(report.documents), seconds=report.seconds)
    said = outcome.format(version=report.version, losses=report.losses)
    here.console.print(f"{said}; {ended}", style="bold", markup=False)
    if report.problem_file:
        here.console.print(here.say(LISTED).format(file=report.problem_file), markup=False)
    if report.rejected_file:
        line = here.say(PUT_RIGHT).format(count=report.rejected, file=report.rejected_file)
        here.console.print(line, markup=False)


def _rows(here: Session, report: LoadReport) -> Table:
    table = plain_table(here.say(ROWS), *(here.say(text) for text in ROW_HEADERS.values()))
    rows = {**report.rows, "not data": sum(report.skipped.values())}
    table.add_row(*(f"{rows[name]:,}" for name in ROW_HEADERS))
    return table


def _records(here: Session, report: LoadReport) -> Table:
    records = {
        name: {field: getattr(kind, field) for field in KindReport.__slots__}
        | {"withdrawn": report.withdrawn.get(name, 0), "orphaned": report.orphaned.get(name, 0)}
        for name, kind in report.kinds.items()
    }
    always = ("mapped", "created", "updated", "unchanged")
    shown = [*always, *(field for field in OUTCOMES if any(record[field] for record in records.values()))]
    headers = [here.say(RECORD_HEADERS[field]) for field in shown]
    table = plain_table(here.say(RECORDS), here.say(KIND), *headers, numbers=tuple(headers))
    for name, record in records.items():
        table.add_row(name, *(f"{record[field]:,}" for field in shown))
    return table


def _matches(here: Session, report: LoadReport) -> Table:
    headers = [here.say(text) for text in MATCHES.values()]
    table = plain_table(here.say(IDENTITY), here.say(KIND), *headers, numbers=tuple(headers))
    for kind, counts in report.identity.matched.items():
        if isinstance(MODEL.kinds[kind], NodeKind):
            table.add_row(kind, *(f"{counts[match]:,}" for match in MATCHES))
    return table


def _problems(here: Session, report: LoadReport) -> Table:
    headers = [here.say(text) for text in (COUNT, COLUMN, WHY, EFFECT)]
    title = here.say(PROBLEMS).format(total=report.total_problems)
    table = plain_table(title, *headers, numbers=(headers[0],))
    ordered = sorted(report.problem_counts.items(), key=lambda item: -item[1])
    for (column, why, effect), count in ordered[:MOST_PROBLEMS]:
        said = in_thai(why) if here.language == "th" else why
        table.add_row(f"{count:,}", escape(column), escape(said), here.say(EFFECTS[effect]))
    return table


def problem_sentence(here: Session, problem: Problem) -> str:
    """Return a problem in the reader's language."""
    why = in_thai(problem.why) if here.language == "th" else problem.why
    return here.say(PROBLEM).format(
        document=problem.document,
        row=problem.record,
        about=" ".join(filter(None, (problem.column, repr(problem.value) if problem.value else ""))),
        why=why,
        effect=here.say(EFFECTS[problem.effect]),
    )


def _remarks(here: Session, report: LoadReport) -> Iterator[str]:
    """Yield a line for what is worth a look and is no problem of one row."""
    totals = [here.say(TOTALS[outcome]).format(count=count) for outcome, count in report.totals.items()]
    if totals:
        yield f"{here.say(STATED)}: {'; '.join(totals)}."
    for text, found in ((REPAIRED, report.identity.repaired), (FOLLOWED, report.identity.followed)):
        if found:
            yield here.say(text).format(count=len(found))
    yield from report.identity.refused
