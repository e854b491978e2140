"""Results of analyses on the terminal and in CSV files."""

from pathlib import Path

import pandas as pd

from ecograph.cli.app import Session, plain_table
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
TOTAL = Text("Total", "รวม")
UNKNOWN = Text("unknown", "ไม่ทราบ")


def show_result(here: Session, result: AnalysisResult, columns: tuple[str, ...]) -> None:
    """Print a result: a row for each finding with the counts named in `columns`, and the totals."""
    shared = _shared_subjects(result)
    title = " · ".join([result.analysis, *(here.say(subject.name) for subject in shared)])
    names = [here.say(HEADERS[column]) for column in columns]
    table = plain_table(title, "", *names, here.say(HEADERS["confidence"]), numbers=tuple(names))
    for finding in result.findings:
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
    here.show(result.to_dict(), table, data_kind=result.data_kind)
    if not here.json:
        caveats = dict.fromkeys(
            (*result.untested, *(text for finding in result.findings for text in finding.caveats))
        )
        for caveat in caveats:
            here.console.print(f"· {here.say(caveat)}", style="dim", markup=False)


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
    frame.map(defused).to_csv(path, index=False, encoding="utf-8-sig")
    here.notices.print(f"Wrote {path}.", markup=False)
