"""A blank template as an Excel workbook: header, drop-downs, notes, and the sign it is known by."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ecograph.errors import SourceError
from ecograph.model import Text, Type
from loaders.templates.column import Column
from loaders.templates.declarations import TEMPLATES, Template
from loaders.templates.lists import DATA_KINDS

VERSION = 1
"""Goes up when a filled-in template of before would be read wrongly."""
DATA, SOURCE, NOTES, LISTS, MARKER = "ข้อมูล Data", "แหล่งข้อมูล Source", "คำอธิบาย Notes", "lists", "ecograph"
"""The sheets. The last two are hidden; the last one is the sign of a template."""
MARKER_HEADER = ("ecograph template", "version")
SOURCE_HEADER = ("รายการ Item", "ค่า Value")
AGENCY = "หน่วยงานที่ให้ข้อมูล\nAgency that gives the data"
DATA_KIND = "ข้อมูลจริงหรือสมมติ\nReal or synthetic"
NOTES_HEADER = (
    "คอลัมน์",
    "Column",
    "ความหมาย",
    "Meaning",
    "รูปแบบ",
    "Format",
    "จำเป็น Required",
    "ค่าที่เลือกได้ Choices",
)
ROWS = 2000
"""How many rows have drop-downs."""
WIDTH, NARROW = 34, 18
MOST_CHOICES = 12
"""A longer list is not repeated in the notes."""
WHEN = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The date of every template: the same template has the same bytes."""
AS_TEXT, AS_NUMBER, AS_YEAR = "@", "#,##0.##", "0"
"""Number formats: as text an id keeps its zeros and a date is what was typed, in either era."""
OUTSIDE = Text("It is not in the list.", "ค่านี้ไม่อยู่ในรายการ")


def write_template(name: str, path: Path) -> None:
    """Write a blank template.

    Parameters
    ----------
    name
        One of `KIND_NAMES`.

    Raises
    ------
    SourceError
        When the file cannot be written.
    """
    # Annotated, but not marked as such.
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    template = TEMPLATES[name]
    try:
        with Workbook(str(path)) as book:
            book.set_properties({"title": template.title.en, "created": WHEN})
            _write_data(book, template)
            _write_source(book)
            _write_notes(book, template)
            _write_lists(book, template)
            _write_marker(book, template)
    except OSError as error:
        raise SourceError(f"{path} cannot be written: {error}.", "Choose another --output.") from None


def _write_data(book: Any, template: Template) -> None:
    sheet = book.add_worksheet(DATA)
    style = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
    plain = book.add_format({**style, "bg_color": "#DDEBF7"})
    needed = book.add_format({**style, "bg_color": "#FCE4D6"})
    formats = {form: book.add_format({"num_format": form}) for form in (AS_TEXT, AS_NUMBER, AS_YEAR)}
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(template.columns):
        sheet.set_column(
            at, at, NARROW if column.items else max(NARROW, len(column.title.en)), formats[_form(column)]
        )
        sheet.write_string(0, at, column.header, needed if column.required else plain)
        if column.items:
            sheet.data_validation(1, at, ROWS, at, _validation(template, column))
    sheet.autofilter(0, 0, ROWS, len(template.columns) - 1)


def _form(column: Column) -> str:
    """Return the number format of a column."""
    if column.declared is None or column.declared.type not in (Type.INTEGER, Type.NUMBER):
        return AS_TEXT
    return AS_YEAR if column.declared.unit == "year" else AS_NUMBER


def _validation(template: Template, column: Column) -> dict[str, object]:
    """Return the drop-down of a column; other names of the reference data may be typed as well."""
    at = _listed(template).index(column.items)
    return {
        "validate": "list",
        "source": f"={LISTS}!${_letters(at)}$1:${_letters(at)}${len(column.items)}",
        "error_type": "stop" if column.closed else "warning",
        "error_message": f"{OUTSIDE.th} {OUTSIDE.en}",
    }


def _listed(template: Template) -> list[tuple[Any, ...]]:
    """Return the lists of a template, each once."""
    return list(dict.fromkeys(column.items for column in template.columns if column.items))


def _letters(column: int) -> str:
    """Return the name of a column, counted from 0, of the first 26."""
    return chr(ord("A") + column)


def _write_source(book: Any) -> None:
    sheet = book.add_worksheet(SOURCE)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, 1, WIDTH)
    sheet.write_row(0, 0, SOURCE_HEADER, bold)
    sheet.write_column(1, 0, (AGENCY, DATA_KIND), bold)
    sheet.write_string(2, 1, DATA_KINDS[0].shown)
    sheet.data_validation(2, 1, 2, 1, {"validate": "list", "source": [item.shown for item in DATA_KINDS]})


def _write_notes(book: Any, template: Template) -> None:
    sheet = book.add_worksheet(NOTES)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(NOTES_HEADER) - 1, WIDTH)
    sheet.write_row(0, 0, NOTES_HEADER, bold)
    for row, column in enumerate(template.columns, 1):
        choices = "\n".join(item.shown for item in column.items) if len(column.items) <= MOST_CHOICES else ""
        cells = (
            column.title.th,
            column.title.en,
            column.note.th,
            column.note.en,
            column.format.th,
            column.format.en,
            "✓" if column.required else "",
            choices,
        )
        sheet.write_row(row, 0, cells, wrapped)


def _write_lists(book: Any, template: Template) -> None:
    sheet = book.add_worksheet(LISTS)
    sheet.hide()
    for at, items in enumerate(_listed(template)):
        sheet.write_column(0, at, [item.shown for item in items])


def _write_marker(book: Any, template: Template) -> None:
    sheet = book.add_worksheet(MARKER)
    sheet.hide()
    sheet.write_row(0, 0, MARKER_HEADER)
    sheet.write_row(1, 0, (template.name, str(VERSION)))
