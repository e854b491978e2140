"""Referrals as an Excel workbook in which agencies fill in what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecograph.analysis.referral.referrals import KIND
from ecograph.analysis.referral.wording import ELIGIBLE_TEXT
from ecograph.errors import SourceError
from ecograph.findings import Finding
from ecograph.graph import Ecosystem
from ecograph.model import Language, Text
from ecograph.state.referrals import LABELS, Referred
from ecograph.store import GraphStore
from loaders.referral_lists import columns as column
from loaders.templates.workbook import OUTSIDE, WHEN
from loaders.worklists.rows import Enterprises

WIDTH, WIDE, NARROW = 22, 60, 6
WIDTHS = {column.NUMBER: NARROW, column.WHY: WIDE, column.MEMBER: 40}


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One referral: its cells by column, and what comes back to be recognised by."""

    cells: dict[Text, str | int]
    referred: Referred


def referral_rows(
    store: GraphStore, ecosystem: Ecosystem, findings: Sequence[Finding], language: Language
) -> list[ReferralRow]:
    """Return the referrals among findings as rows; names are those of juristic persons alone."""
    people = Enterprises(store, ecosystem, language)
    rows = []
    for number, finding in enumerate((one for one in findings if one.kind == KIND), 1):
        enterprise, member = finding.subjects
        cells: dict[Text, str | int] = {
            column.NUMBER: number,
            column.CODE: enterprise.key,
            column.NAME: people.names([enterprise.key]),
            column.PROVINCE: people.province(enterprise.key),
            column.MEMBER: member.name(language),
            column.MEMBER_CODE: member.key,
            column.ELIGIBLE: ELIGIBLE_TEXT[finding.verdict](language),
            column.WHY: finding.sentence(language).partition(": ")[2],
            column.DATA_KIND: finding.data_kind.value,
        }
        identifying = tuple(str(cells[each]) for each in column.IDENTIFYING)
        rows.append(
            ReferralRow(cells, Referred(finding.id, enterprise.key, member.kind, member.key, identifying))
        )
    return rows


def write_referrals(rows: Sequence[ReferralRow], path: Path, language: Language, foot: Sequence[str]) -> None:
    """Write a list of referrals. Every text is written as text; the same list gives the same bytes.

    Raises
    ------
    SourceError
        When the file cannot be written.
    """
    # Annotated, but not marked as such.
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    try:
        with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            book.set_properties({"created": WHEN})
            _write_list(book, rows, language)
            notes = book.add_worksheet(column.NOTES)
            notes.set_column(0, 0, 2 * WIDE)
            lines = [f"({number}) {note(language)}" for number, note in enumerate(column.FOOTNOTES, 1)]
            for at, line in enumerate((*lines, *foot)):
                notes.write_string(at, 0, line)
            marker = book.add_worksheet(column.MARKER)
            marker.hide()
            pairs = [(str(row.cells[column.NUMBER]), row.referred.finding) for row in rows]
            for at, pair in enumerate((column.MARKER_HEADER, *pairs)):
                marker.write_string(at, 0, pair[0])
                marker.write_string(at, 1, pair[1])
    except OSError as error:
        raise SourceError(f"{path} cannot be written: {error}.", "Choose another --to.") from None


def _write_list(book: Any, rows: Sequence[ReferralRow], language: Language) -> None:
    sheet = book.add_worksheet(column.LIST)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDEBF7"})
    blank = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#FCE4D6"})
    text, wrapped = book.add_format({"num_format": "@"}), book.add_format({"text_wrap": True})
    sheet.freeze_panes(1, 2)
    for at, each in enumerate(column.COLUMNS):
        sheet.set_column(at, at, WIDTHS.get(each, WIDTH))
        sheet.write_string(0, at, each(language), blank if each in column.FILLED_IN else head)
        for number, row in enumerate(rows, 1):
            value = row.cells.get(each, "")
            if isinstance(value, int):
                sheet.write_number(number, at, value)
            elif value:
                sheet.write_string(number, at, value, wrapped if each == column.WHY else text)
    at = column.COLUMNS.index(column.STATUS)
    choices = {
        "validate": "list",
        "source": [label(language) for label in LABELS.values()],
        "error_message": OUTSIDE(language),
    }
    sheet.data_validation(1, at, max(len(rows), 1), at, choices)
    sheet.autofilter(0, 0, max(len(rows), 1), len(column.COLUMNS) - 1)
