"""The quality of what a store holds: what each source lost, does not know, contradicts, and took back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ecograph.model import DataKind, Text

EFFECTS = {
    "value left unknown": Text("value left unknown", "ไม่ทราบค่า"),
    "record not made": Text("record not made", "ไม่สร้างระเบียน"),
    "personal data removed": Text("personal data removed", "ตัดข้อมูลส่วนบุคคลออก"),
    "read all the same": Text("read all the same", "อ่านได้ตามปกติ"),
    "not read": Text("not read", "ไม่ได้อ่าน"),
    "a stated total differs": Text("a stated total differs", "ยอดรวมที่ระบุไม่ตรง"),
}
"""What a problem of a load costs: the words of its report, and those for readers."""


@dataclass(frozen=True, slots=True)
class Unknowns:
    """How many of the records of a kind lack a property, of those that the last load made."""

    kind: str
    property: str
    unknown: int
    records: int


@dataclass(frozen=True, slots=True)
class Loss:
    """Problems of one sort in the last load: the column, why, what it cost, and how many."""

    column: str
    why: Text
    effect: str
    count: int


@dataclass(frozen=True, slots=True)
class SourceQuality:
    """What is known of one source.

    Attributes
    ----------
    loads, loaded_on
        How many runs it completed, and the day of the last.
    rows
        Rows of the last load by what became of them; None where no report of it is on record (made-up
        data, a store that was copied).
    totals
        Figures in rows of totals by whether they agree with the rows above.
    losses
        The problems of the last load, the most frequent first.
    unknowns
        Values that are unknown, of the properties that the source tells at all; the largest share first.
    retired
        By kind, claims that the source no longer makes and relationships that lost an end, in all runs.
    """

    id: str
    title: Text
    data_kind: DataKind
    loads: int
    loaded_on: date | None
    rows: Mapping[str, int] | None
    totals: Mapping[str, int]
    losses: tuple[Loss, ...]
    unknowns: tuple[Unknowns, ...]
    retired: Mapping[str, int]

    @property
    def problems(self) -> int:
        """How many problems the last load had."""
        return sum(loss.count for loss in self.losses)

    @property
    def unknown_values(self) -> int:
        """How many values of the last load are unknown."""
        return sum(each.unknown for each in self.unknowns)


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two sources that disagree on a property of a kind: how often, and one case (key, both values)."""

    kind: str
    property: str
    winner: str
    loser: str
    count: int
    key: str
    taken: str
    refused: str


@dataclass(frozen=True, slots=True)
class DataQuality:
    """The quality of a store at one version; not `all_disputes` are there where too many were to count."""

    sources: tuple[SourceQuality, ...]
    disputes: tuple[Dispute, ...]
    all_disputes: bool
    version: int
    content_hash: str
    data_kind: DataKind

    def to_dict(self) -> dict[str, Any]:
        """Return it as values that JSON knows."""
        return asdict(self)
