"""Lists of cases that an agency checks: written as workbooks, and read back with the verdicts."""

from loaders.worklists.reading import RowProblem, WorklistReport, is_worklist, read_worklist
from loaders.worklists.rows import WorkRow, work_rows
from loaders.worklists.workbook import Worklist, write_worklist

__all__ = [
    "RowProblem",
    "WorkRow",
    "Worklist",
    "WorklistReport",
    "is_worklist",
    "read_worklist",
    "work_rows",
    "write_worklist",
]
