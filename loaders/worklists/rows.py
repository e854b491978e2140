"""The rows of a work list: cases of one agency, with names, provinces and where each record was read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ecograph.analysis.double_service import JOINED
from ecograph.analysis.double_service_wording import BUILDS_ON, CONFIRMED, POSSIBLE
from ecograph.findings import Finding
from ecograph.graph import Ecosystem
from ecograph.model import Language, Text
from ecograph.state.verdicts import HandedOut
from ecograph.store import GraphStore
from loaders.countries.thailand.dates import write_day
from loaders.identity.scoped import JURISTIC
from loaders.worklists import columns as column

Cells = Mapping[Text, str | float]
Origins = Mapping[tuple[str, str, str, str], str]
"""Where a participation was read, by enterprise, program, fiscal year and first day."""


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One case as an agency sees it: its cells by column, and what comes back to be recognised by."""

    cells: Cells
    case: HandedOut


def work_rows(
    store: GraphStore, ecosystem: Ecosystem, findings: Sequence[Finding], language: Language
) -> dict[str, list[WorkRow]]:
    """Return, for each agency that must act, its cases in the order of the findings, itself first.

    Cases that rest on the tags of programs are nobody's to check. The cost is that of reading the
    enterprises and participations of the cases.
    """
    listed = [finding for finding in findings if finding.verdict != POSSIBLE]
    origins = read_origins(store, listed)
    people = Enterprises(store, ecosystem, language)
    rows: dict[str, list[WorkRow]] = {}
    for finding in listed:
        for agency, own in _sides(finding):
            numbered = rows.setdefault(agency, [])
            numbered.append(_row(len(numbered) + 1, finding, own, ecosystem, people, origins, language))
    return rows


def read_origins(store: GraphStore, findings: Sequence[Finding]) -> Origins:
    """Return where the participations of cases were read: file, sheet and row, of each source."""
    ends = {(source, target) for found in findings for _, source, target in found.evidence.relationships}
    origins: dict[tuple[str, str, str, str], str] = {}
    for link in store.claimed_relationships(JOINED, sorted(ends)):
        told = _identity(link.identity.get("fiscal_year"), link.identity.get("starts_on"))
        places = [_place(claim.document, claim.row) for claim in link.claims]
        known = origins.get((link.source, link.target, *told))
        origins[link.source, link.target, *told] = "; ".join(filter(None, dict.fromkeys([known, *places])))
    return origins


def origin_of(finding: Finding, record: int, origins: Origins) -> str:
    """Return where one of the two records of a case was read; empty where that is not on record."""
    _, source, target = finding.evidence.relationships[record]
    cells = _record(finding, record)
    return origins.get((source, target, *_identity(cells["fiscal_year"], cells["starts_on"])), "")


def _identity(year: object, start: object) -> tuple[str, str]:
    return str(year or ""), str(start or "")


def _place(document: str | None, row: int | None) -> str:
    return "" if document is None else document if row is None else f"{document} : {row}"


def _record(finding: Finding, record: int) -> dict[str, str | float]:
    return dict(zip(finding.evidence.columns, finding.evidence.rows[record], strict=True))


def _sides(finding: Finding) -> Iterator[tuple[str, int]]:
    """Yield each agency that a case is for, once, and which of the two records is its own."""
    seen: set[str] = set()
    for record in (0, 1):
        for agency in str(_record(finding, record)["agency"]).split(" · "):
            if agency and agency not in seen:
                seen.add(agency)
                yield agency, record


def _row(
    number: int,
    finding: Finding,
    own: int,
    ecosystem: Ecosystem,
    people: "Enterprises",
    origins: Origins,
    language: Language,
) -> WorkRow:
    records = [_record(finding, record) for record in (own, 1 - own)]
    enterprises = tuple(subject.key for subject in finding.subjects if subject.kind == "SME")
    service = next(subject for subject in finding.subjects if subject.kind == "Service")
    unknown = column.UNKNOWN(language)
    cells: dict[Text, str | float] = {
        column.NUMBER: number,
        column.CODE: " / ".join(enterprises),
        column.NAME: people.names(enterprises),
        column.PROVINCE: people.province(enterprises[0]) or unknown,
        column.SERVICE: service.name(language),
        column.DAYS: finding.observed or 0,
        column.MATCHED: (column.BY_ID if finding.verdict == CONFIRMED else column.BY_NAME)(language),
        column.BUILDS_ON: (column.YES if finding.cause == BUILDS_ON else column.NO)(language),
        column.PLACE: origin_of(finding, own, origins) or unknown,
        column.DATA_KIND: finding.data_kind.value,
    }
    sides = (
        (column.AGENCY, column.ACTIVITY, column.PERIOD, column.AMOUNT),
        (column.OTHER_AGENCY, column.OTHER_ACTIVITY, column.OTHER_PERIOD, column.OTHER_AMOUNT),
    )
    for record, (agency, activity, period, amount) in zip(records, sides, strict=True):
        keys = [key for key in str(record["agency"]).split(" · ") if key]
        names = [ecosystem.name("Agency", key)(language) for key in keys]
        cells[agency] = ", ".join(names) or unknown
        cells[activity] = ecosystem.name("Program", str(record["program"]))(language)
        cells[period] = _period(record, language) or unknown
        cells[amount] = unknown if record["amount"] == "" else record["amount"]
    identifying = tuple(str(cells[each]) for each in column.IDENTIFYING)
    return WorkRow(cells, HandedOut(finding.id, enterprises, identifying))


def _period(record: Mapping[str, str | float], language: Language) -> str:
    days = [record["starts_on"], record["ends_on"]]
    return " – ".join(write_day(date.fromisoformat(str(day)))(language) for day in days if day)


class Enterprises:
    """What is shown of enterprises: of a natural person nothing but the code."""

    def __init__(self, store: GraphStore, ecosystem: Ecosystem, language: Language) -> None:
        self._store = store
        self._ecosystem = ecosystem
        self._language = language
        self._names: dict[str, str] = {}

    def names(self, keys: Sequence[str]) -> str:
        """Return the names of enterprises, each once; that of a natural person is left out."""
        return " / ".join(filter(None, dict.fromkeys(map(self._name, keys))))

    def province(self, key: str) -> str:
        """Return the name of the province that an enterprise counts in; empty where unknown."""
        smes = self._ecosystem.smes
        position = smes.position(key)
        area = int(smes.area[position]) if position is not None else -1
        if area < 0:
            return ""
        inside = self._ecosystem.ancestors("Area", smes.links["SME LOCATED_IN Area"].targets[area])
        areas = self._ecosystem.institutions.nodes
        found = [code for code in sorted(inside) if areas["Area", code].get("level") == "province"]
        return self._ecosystem.name("Area", found[0])(self._language) if found else ""

    def _name(self, key: str) -> str:
        if key not in self._names:
            node = self._store.node("SME", key)
            known = node.properties if node else {}
            juristic = known.get("legal_form") in JURISTIC or (key.isdigit() and key.startswith("0"))
            shown = node is not None and juristic and known.get("natural_person") is not True
            self._names[key] = node.name(self._language) if node and shown else ""
            if self._names[key] == key:
                self._names[key] = column.UNKNOWN(self._language)
        return self._names[key]
