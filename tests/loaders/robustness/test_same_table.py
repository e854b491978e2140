"""Any table gives the same records and the same account, whatever format it was saved in."""

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecograph.store import open_store
from loaders.cleaning import CLEANERS
from loaders.load import load
from loaders.recipe import Recipe
from loaders.report import LoadReport

HEADER = ("id", "name", "employees", "registered_on", "place")
SECRET = b"a secret for tests"

# What a workbook cannot hold as it is (control characters) or what every reader trims is left out.
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S")), max_size=12)
IDS = st.sampled_from(["F1", "F2", "F3", "0105562990031", "1999999001017", "ฉ-๙", ""]) | WORDS
STAFF = st.sampled_from(["5", "1,200", "-3", "many", "1e3", "2.5", "", "๑๒"])
DAYS = st.sampled_from(["2024-09-30", "30/9/2567", "never", ""])
PLACES = st.sampled_from(["TH-50", "TH-57", "TH-99", ""])
ROWS = st.lists(st.tuples(IDS, WORDS, STAFF, DAYS, PLACES), min_size=1, max_size=15)
Rows = Sequence[Sequence[str]]


def write_csv(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([HEADER, *rows])


def write_workbook(path: Path, rows: Rows) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate([HEADER, *rows], 1):
        for column, text in enumerate(row, 1):
            if text:
                sheet.cell(number, column).value = text
                sheet.cell(number, column).data_type = "s"
    book.save(path)


def write_json(path: Path, rows: Rows) -> None:
    path.write_text(json.dumps([dict(zip(HEADER, row, strict=True)) for row in rows]), encoding="utf-8")


def write_json_lines(path: Path, rows: Rows) -> None:
    records = (json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) for row in rows)
    path.write_text("\n".join(records), encoding="utf-8")


def write_parquet(path: Path, rows: Rows) -> None:
    columns = zip(*rows, strict=True)
    table = {name: pa.array(cells, pa.string()) for name, cells in zip(HEADER, columns, strict=True)}
    pq.write_table(pa.table(table), path)


WRITERS: dict[str, Callable[[Path, Rows], None]] = {
    "csv": write_csv,
    "xlsx": write_workbook,
    "json": write_json,
    "jsonl": write_json_lines,
    "parquet": write_parquet,
}


@dataclass(frozen=True)
class Outcome:
    """What became of a table: the account of rows and records, the problems, and the graph's hash."""

    rows: dict[str, int]
    kinds: dict[str, tuple[int, int, int, int]]
    problems: list[tuple[str, str, int]]
    content: str

    @classmethod
    def of(cls, report: LoadReport, content: str, blank: int) -> "Outcome":
        """Return the outcome of a load; formats without blank rows read these as rows of nothing."""
        rows = dict(report.rows)
        skipped = report.skipped.get("blank", 0)
        assert skipped in (0, blank)
        rows["read"] += skipped
        rows["rejected"] += skipped
        kinds = {
            name: (kind.created, kind.updated, kind.repeated, kind.dangling)
            for name, kind in report.kinds.items()
        }
        empty = "it is empty, and it is"
        problems = sorted(
            (column, why, count)
            for (column, why, _), count in report.problem_counts.items()
            if empty not in why
        )
        return cls(rows, kinds, problems, content)


def recipe(files: str) -> Recipe:
    """Return the recipe of the table."""
    properties = {name: name for name in HEADER if name != "place"}
    located = {"kind": "SME LOCATED_IN Area", "source": "id", "target": "place"}
    tables = [
        {"files": files, "nodes": [{"kind": "SME", "properties": properties}], "relationships": [located]}
    ]
    return Recipe.model_validate({"id": "t", "title": "T", "source": {"id": "t"}, "tables": tables})


def outcome(name: str, rows: Rows) -> Outcome:
    """Write, load and judge a table in one format."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{name}"
        WRITERS[name](path, rows)
        store = open_store(str(Path(folder) / "store"))
        report = load(recipe(path.name), path, store, cleaners=CLEANERS, secret=SECRET)
        assert report.adds_up
        assert report.rows["not wanted"] == 0
        blank = sum(not any(map(str.strip, row)) for row in rows)
        return Outcome.of(report, store.content_hash(), blank)


@given(ROWS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_table_is_the_same_in_every_format(rows: Rows) -> None:
    plain = outcome("parquet", rows)
    for name in ("csv", "xlsx", "json", "jsonl"):
        assert outcome(name, rows) == plain, name
