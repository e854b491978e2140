"""The list handed back: columns appended, rows in the order proposed, a summary and the criteria."""

import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from ecograph.analysis.referral.offers import Rule
from ecograph.analysis.screening import ITSELF
from ecograph.errors import SourceError
from ecograph.graph import Ecosystem
from ecograph.graph.smes import SIZES
from ecograph.model import MODEL, DataKind, Text
from loaders.countries import find_pack
from loaders.countries.thailand.dates import write_day
from loaders.screening import columns as column
from loaders.screening.screening import Screening
from loaders.screening.sheets import append, header_row, last_column, reorder
from loaders.screening.uploaded import Uploaded, put
from loaders.templates.lists import COUNTRY
from loaders.worklists.columns import OF_YEAR, SYNTHETIC

COVERS = ("Program COVERS Area", "Program COVERS Corridor")
NARROW, WIDE = 22, 60
CORE, MODIFIED = "docProps/core.xml", re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def write_screening(screening: Screening, ecosystem: Ecosystem, foot: Sequence[str], path: Path) -> None:
    """Write a screened list to a file; see `screening_bytes`.

    Raises
    ------
    SourceError
        When the file cannot be written.
    """
    try:
        path.write_bytes(screening_bytes(screening, ecosystem, foot))
    except OSError as error:
        raise SourceError(f"{path} cannot be written: {error}.", "Choose another --to.") from None


def screening_bytes(screening: Screening, ecosystem: Ecosystem, foot: Sequence[str]) -> bytes:
    """Return a screened list as a workbook; what the planner's own columns hold is as it was given.

    Every text is written as text, so that no name is taken for a formula. The same list gives the same
    bytes.

    Parameters
    ----------
    foot
        Lines on where the data come from.
    """
    language = screening.asked.language
    # Opened anew: what is edited stays apart from what was screened.
    uploaded = Uploaded(screening.uploaded.path)
    in_place = list(_append(screening, uploaded, ecosystem.data_kind))
    book = uploaded.book
    for name in (column.SUMMARY, column.CRITERIA):
        if name in book.sheetnames and _is_ours(book[name]):
            book.remove(book[name])
    notes = [
        *([SYNTHETIC(language)] if ecosystem.data_kind is DataKind.SYNTHETIC else []),
        *(f"({number}) {note(language)}" for number, note in enumerate(column.FOOTNOTES, 1)),
        *(column.LEFT_IN_PLACE(language).format(sheet=sheet) for sheet in in_place),
        *(column.LOST_PARTS(language).format(what=what) for what in uploaded.remarks),
        *foot,
    ]
    head = [text(language) for text in column.SUMMARY_HEADER]
    _sheet(book, column.SUMMARY, 1, head, [*_summary(screening), *_lines(notes)])
    head = [text(language) for text in column.CRITERIA_HEADER]
    _sheet(book, column.CRITERIA, 2, head, list(_criteria(screening, ecosystem)))
    buffer = io.BytesIO()
    book.save(buffer)
    return _repeatable(buffer, datetime.combine(screening.asked.on, time()))


def _append(screening: Screening, uploaded: Uploaded, data_kind: DataKind) -> Iterator[str]:
    """Append the columns to every sheet; yield those of which rows could not be moved."""
    language, asked = screening.asked.language, screening.asked
    columns = [*column.COLUMNS, *([column.DATA_KIND] if data_kind is DataKind.SYNTHETIC else [])]
    names = [one.format(years=asked.years)(language) for one in columns]
    documents: dict[str, list[int]] = defaultdict(list)
    for at in screening.order:
        documents[screening.places[at][0]].append(at)
    for document, listed in documents.items():
        sheet = uploaded.sheet(document)
        wanted = [screening.places[at][1] for at in listed]
        rows = sorted(wanted)
        header = header_row(sheet, rows[0])
        start = last_column(sheet, header, rows, names) + 1
        moved = reorder(sheet, rows, wanted)
        if not moved:
            yield sheet.title
        standing = zip(rows if moved else wanted, listed, strict=True)
        cells = {row: [screening.cells[at].get(one) for one in columns] for row, at in standing}
        append(sheet, header, start, names, cells)


def _summary(screening: Screening) -> Iterator[tuple[str, object]]:
    language = screening.asked.language
    enterprises = screening.enterprises
    people = [one for one in enterprises if one.checked and one.checked.applicant.key.startswith("person:")]
    yield column.APPLICANTS(language), len(screening.told)
    yield column.ENTERPRISES(language), len(enterprises)
    yield column.PERSONS(language), len(people)
    for result, count in screening.counts.items():
        yield column.OF_RESULT(language).format(what=column.RESULTS[result](language)), count
    known = [one.known for one in enterprises if one.known is not None]
    of_province = Counter(screening.teller.province(one) for one in known)
    of_size = Counter(screening.teller.size(one) for one in known)
    for template, found in ((column.OF_PROVINCE, of_province), (column.OF_SIZE, of_size)):
        ordered = sorted(found, key=lambda name: (name == column.UNKNOWN(language), thai_order(name)))
        for name in ordered:
            yield template(language).format(what=name), found[name]
    first = sum(not one.candidate.supports for one in enterprises)
    yield column.FIRST_TIMERS(language), first


def thai_order(text: str) -> str:
    """Return what Thai names are sorted by: a leading vowel comes after its consonant.

    Examples
    --------
    >>> sorted(["เลย", "ลำปาง", "แพร่", "พะเยา"], key=thai_order)
    ['พะเยา', 'แพร่', 'ลำปาง', 'เลย']
    """
    return re.sub(r"([เแโใไ])(.)", r"\2\1", text)


def _criteria(screening: Screening, ecosystem: Ecosystem) -> Iterator[tuple[str, ...]]:
    language, asked = screening.asked.language, screening.asked
    name, period = _program(screening, ecosystem)
    title = Text(
        column.TITLE.en.format(program=name.en, period=period.en),
        column.TITLE.th.format(program=name.th, period=period.th),
    )
    yield title(language), "", ""
    yield column.PROGRAM(language), f"{name(language)} ({asked.program})", ""
    yield column.PERIOD(language), *_period(screening, ecosystem, period)
    yield column.OFFICER(language), asked.officer or column.UNKNOWN(language), ""
    yield column.DAY(language), write_day(asked.on)(language), ""
    stated = dict(_stated(screening, ecosystem))
    for rule in Rule:
        what = "; ".join(stated.get(rule, ())) or column.NOT_STATED(language)
        yield column.RULES[rule](language), what, column.DECIDES[rule](language)
    services = screening.teller.names("Service", screening.offers.services_of(ITSELF))
    decides = column.SAME_DECIDES(language).format(years=asked.years)
    yield column.SAME_SERVICE(language), services or column.NOT_STATED(language), decides
    yield column.RANKING(language), "", column.RANKING_IS(language)
    yield from _lines(note(language) for note in column.FOOTNOTES)


def _stated(screening: Screening, ecosystem: Ecosystem) -> Iterator[tuple[Rule, list[str]]]:
    """Yield what the program, or what it is part of, states by rule."""
    language, offers = screening.asked.language, screening.offers
    names = screening.teller.names
    yield Rule.ACTIVE, [column.EVERYBODY(language)]
    for rule, kinds in ((Rule.INDUSTRY, ("Program TARGETS Industry",)), (Rule.AREA, COVERS)):
        if offers.asks[rule][ITSELF]:
            yield (
                rule,
                [
                    names(kind.split()[-1], sorted(keys))
                    for kind, keys in _targets(screening, ecosystem, kinds)
                ],
            )
    choices = {one.value: one.label for one in MODEL.node("SME").property("size_class").choices}
    sizes = [choices[size](language) for at, size in enumerate(SIZES) if offers.sizes[ITSELF, at]]
    asked = bool(offers.asks[Rule.SIZE][ITSELF])
    yield Rule.SIZE, sizes if asked else [column.NOT_LARGE(language)]
    if offers.asks[Rule.NEED][ITSELF]:
        yield Rule.NEED, [names("Need", sorted(offers.answers_to(ITSELF)))]


def _targets(
    screening: Screening, ecosystem: Ecosystem, kinds: Sequence[str]
) -> Iterator[tuple[str, set[str]]]:
    """Yield what the program names by relationships of some kinds, or the nearest that it is part of."""
    level = [screening.asked.program]
    while level:
        found = {
            kind: {key for one in level for key, _ in ecosystem.successors(("Program", one), kind)}
            for kind in kinds
        }
        if any(found.values()):
            yield from ((kind, keys) for kind, keys in found.items() if keys)
            return
        level = [
            up for one in level for up, _ in ecosystem.successors(("Program", one), "Program PART_OF Program")
        ]


def _program(screening: Screening, ecosystem: Ecosystem) -> tuple[Text, Text]:
    """Return what the program is called, and its fiscal year in words."""
    node = ecosystem.institutions.nodes["Program", screening.asked.program]
    year, ahead = node.get("fiscal_year"), find_pack(COUNTRY).year_offset
    period = OF_YEAR.format(year=year, thai_year=year + ahead) if year else Text("", "")
    return ecosystem.name("Program", screening.asked.program), period


def _period(screening: Screening, ecosystem: Ecosystem, period: Text) -> tuple[str, str]:
    language, node = (
        screening.asked.language,
        ecosystem.institutions.nodes["Program", screening.asked.program],
    )
    days = [write_day(node[name])(language) for name in ("starts_on", "ends_on") if node.get(name)]
    over = node.get("ends_on") is not None and node["ends_on"] < screening.asked.on
    said = " – ".join(days) or period(language) or column.NOT_STATED(language)
    return said, column.PERIOD_OVER(language) if over else ""


def _lines(texts: Iterable[str]) -> list[tuple[str, ...]]:
    return [(text,) for text in texts]


def _sheet(
    book: Workbook, name: str, place: int, head: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Add a sheet of a header and rows, the texts of which wrap."""
    sheet = book.create_sheet(name, place)
    for number, row in enumerate((head, *rows), 1):
        for at, value in enumerate(row, 1):
            cell = sheet.cell(number, at)
            if isinstance(cell, Cell):
                put(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["A"].width = WIDE
    for letter in "BC"[: len(head) - 1]:
        sheet.column_dimensions[letter].width = NARROW if len(head) < 3 else WIDE  # noqa: PLR2004


def _is_ours(sheet: object) -> bool:
    """Whether a sheet is one that an earlier screening added."""
    heads = {text for header in (column.SUMMARY_HEADER, column.CRITERIA_HEADER) for text in header[:1]}
    return isinstance(sheet, Worksheet) and sheet["A1"].value in {
        one for text in heads for one in (text.en, text.th)
    }


def _repeatable(buffer: io.BytesIO, when: datetime) -> bytes:
    """Return a workbook without the moment at which it was written."""
    written = io.BytesIO()
    stamp = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(buffer) as before, ZipFile(written, "w", ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == CORE:
                content = MODIFIED.sub(rb"\g<1>" + stamp, content)
            after.writestr(ZipInfo(entry.filename), content, ZIP_DEFLATED)
    return written.getvalue()
