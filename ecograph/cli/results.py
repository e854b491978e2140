"""Results of analyses on the terminal and in CSV files."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from ecograph.cli.app import Session, need_folder, plain_table
from ecograph.cli.decided import Decided, decide_on
from ecograph.findings import AnalysisResult, Subject
from ecograph.model import Text
from loaders.problems import defused

HEADERS = {
    "enterprises": Text("enterprises", "วิสาหกิจ"),
    "eligible": Text("eligible", "กลุ่มเป้าหมาย"),
    "reached": Text("reached", "เข้าถึง"),
    "unreached": Text("unreached", "ยังไม่เข้าถึง"),
    "rate": Text("rate", "อัตรา"),
    "confidence": Text("confidence", "ความเชื่อมั่น"),
}
TITLES = {
    "reach": Text("Reach", "การเข้าถึงการส่งเสริม"),
    "unreached": Text("Enterprises with no support on record", "วิสาหกิจที่ไม่มีประวัติการได้รับการส่งเสริม"),
}
TOTAL = Text("Total", "รวม")
UNKNOWN = Text("unknown", "ไม่ทราบ")


def show_result(here: Session, result: AnalysisResult, columns: tuple[str, ...]) -> Decided:
    """Print a result: a row for each finding with the counts named in `columns`, and the totals.

    Returned is the result with what was decided on its findings.
    """
    decided = decide_on(here, result)
    shared = _shared_subjects(result)
    title = " · ".join([here.say(TITLES[result.analysis]), *(here.say(subject.name) for subject in shared)])
    names = [here.say(HEADERS[column]) for column in columns]
    table = plain_table(title, "", *names, here.say(HEADERS["confidence"]), numbers=tuple(names))
    for finding in decided.result.findings:
        label = " × ".join(here.say(subject.name) for subject in finding.subjects[len(shared) :])
        counts = finding.evidence.counts
        table.add_row(
            label, *(_cell(here, column, counts.get(column)) for column in columns), finding.confidence
        )
    if result.totals:
        totals = dict(result.totals)
        if totals.get("eligible") and "reached" in totals:
            totals["rate"] = totals["reached"] / totals["eligible"]
        table.add_section()
        table.add_row(here.say(TOTAL), *(_cell(here, column, totals.get(column)) for column in columns), "")
    here.show(decided.to_dict(), table, data_kind=result.data_kind)
    if not here.json:
        warned = dict.fromkeys((*map(here.say, result.untested), *_caveats(here, result, len(shared))))
        for line in (*decided.lines(here, decided.result.findings), *(f"· {each}" for each in warned)):
            here.console.print(line, style="dim", markup=False)
    return decided


def _caveats(here: Session, result: AnalysisResult, shared: int) -> Iterator[str]:
    """Yield what findings warn of; a warning that not all of them give names those that do."""
    for caveat in dict.fromkeys(text for finding in result.findings for text in finding.caveats):
        about = [finding for finding in result.findings if caveat in finding.caveats]
        names = (" × ".join(here.say(s.name) for s in finding.subjects[shared:]) for finding in about)
        where = "" if len(about) == len(result.findings) else f"{'; '.join(names)}: "
        yield where + here.say(caveat)


def _shared_subjects(result: AnalysisResult) -> tuple[Subject, ...]:
    """Return the subjects that all findings begin with; never all the subjects of one."""
    if len(result.findings) < 2:  # noqa: PLR2004
        return ()
    first = result.findings[0].subjects
    for length in range(len(first) - 1, 0, -1):
        if all(finding.subjects[:length] == first[:length] for finding in result.findings):
            return first[:length]
    return ()


def _cell(here: Session, column: str, value: float | None) -> str:
    if value is None:
        return here.say(UNKNOWN)
    return f"{value:.1%}" if column == "rate" else f"{value:,.0f}"


def write_csv(here: Session, frame: pd.DataFrame, path: Path | None) -> None:
    """Write a table that a spreadsheet opens with Thai text intact and takes no cell for a formula."""
    if path is None:
        return
    need_folder(path)
    frame.map(defused).to_csv(path, index=False, encoding="utf-8-sig")
    here.notices.print(f"Wrote {path}.", markup=False)
