"""Results of analyses on the terminal and in CSV files."""

from pathlib import Path

import pandas as pd

from ecograph.cli.app import Session, plain_table
from ecograph.findings import AnalysisResult, Finding
from ecograph.model import Text
from loaders.problems import defused

HEADERS = {
    "enterprises": Text("enterprises", "วิสาหกิจ"),
    "eligible": Text("eligible", "กลุ่มเป้าหมาย"),
    "reached": Text("reached", "เข้าถึง"),
    "unreached": Text("unreached", "ยังไม่เข้าถึง"),
    "rate": Text("rate", "อัตรา"),
}
TOTAL = Text("Total", "รวม")


def show_result(here: Session, result: AnalysisResult, columns: tuple[str, ...]) -> None:
    """Print a result: a row for each finding with the counts named in `columns`, and the totals."""
    names = [here.say(HEADERS[column]) for column in columns]
    table = plain_table(result.analysis, "", *names, "confidence", numbers=tuple(names))
    for finding in result.findings:
        label = " × ".join(here.say(subject.name) for subject in finding.subjects)
        table.add_row(label, *(_cell(here, finding, column) for column in columns), finding.confidence)
    if result.totals:
        table.add_section()
        known = [f"{result.totals[column]:,.0f}" if column in result.totals else "" for column in columns]
        table.add_row(here.say(TOTAL), *known, "")
    here.show(result.to_dict(), table, data_kind=result.data_kind)
    if not here.json:
        caveats = dict.fromkeys(
            (*result.untested, *(caveat for finding in result.findings for caveat in finding.caveats))
        )
        for caveat in caveats:
            here.console.print(f"· {here.say(caveat)}", style="dim", markup=False)


def _cell(here: Session, finding: Finding, column: str) -> str:
    value = finding.evidence.counts.get(column)
    if value is None:
        return here.say(Text("unknown", "ไม่ทราบ"))
    return f"{value:.1%}" if column == "rate" else f"{value:,.0f}"


def write_csv(here: Session, frame: pd.DataFrame, path: Path | None) -> None:
    """Write a table that a spreadsheet opens with Thai text intact and takes no cell for a formula."""
    if path is None:
        return
    frame.map(defused).to_csv(path, index=False, encoding="utf-8-sig")
    here.notices.print(f"Wrote {path}.", markup=False)
