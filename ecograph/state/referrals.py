"""What became of referrals, kept as said: nothing is ever changed, and the latest day stands."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from ecograph.findings import Finding
from ecograph.model import Text
from ecograph.state.database import StateDatabase, has_table, state_path


class Status(StrEnum):
    """How far a referral has come."""

    SENT = "sent"
    CONTACTED = "contacted"
    JOINED = "joined"
    DECLINED = "declined"


LABELS: Mapping[Status, Text] = {
    Status.SENT: Text("sent", "ส่งต่อแล้ว"),
    Status.CONTACTED: Text("contacted", "ติดต่อแล้ว"),
    Status.JOINED: Text("joined", "เข้าร่วมแล้ว"),
    Status.DECLINED: Text("declined", "ปฏิเสธ"),
}


@dataclass(frozen=True, slots=True)
class Referred:
    """A referral as it was handed out: its finding's id, both ends, and what must come back as it was."""

    finding: str
    enterprise: str
    kind: str
    member: str
    cells: tuple[str, ...]

    @property
    def digest(self) -> str:
        """A hash of the cells, by which a change is noticed."""
        return hashlib.sha256(json.dumps(self.cells, ensure_ascii=False).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class ReferralStatus:
    """One status of one referral: said by whom, of which day, and read back when (UTC)."""

    number: int
    finding: str
    status: Status
    by: str
    said_on: date
    note: str
    read_at: datetime

    @property
    def sentence(self) -> Text:
        """The status in words."""
        label = LABELS[self.status]
        note = f" ({self.note})" if self.note else ""
        return Text(
            f"Status: {label.en}, says {self.by} on {self.said_on}{note}.",
            f"สถานะ: {label.th} โดย {self.by} เมื่อ {self.said_on}{note}",
        )


class ReferralLog:
    """Referrals that were handed out, and what became of them, beside a store. Entries are added alone."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    @classmethod
    def of_store(cls, store_url: str, home: Path) -> Self:
        """Return the log that lies beside a store."""
        return cls(StateDatabase(state_path(store_url, home)))

    def hand_out(self, referrals: Iterable[Referred]) -> None:
        """Keep what was handed out; what is handed out again is known by its latest words."""
        rows = [(one.finding, one.enterprise, one.kind, one.member, one.digest) for one in referrals]
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO referrals (finding, enterprise, kind, member, digest) "
                "VALUES (?, ?, ?, ?, ?)",
                rows,
            )

    def handed_out(self) -> dict[str, str]:
        """Return the digests of what was handed out, by finding."""
        return dict(self._read("SELECT finding, digest FROM referrals"))

    def add(self, finding: str, status: Status, *, by: str, said_on: date, note: str = "") -> bool:
        """Add a status, unless the very same was read before; return whether it is new."""
        said = (finding, status.value, by, said_on.isoformat(), note)
        now = datetime.now(UTC).replace(microsecond=0).isoformat()
        with self._database.writing() as connection:
            added = connection.execute(
                "INSERT OR IGNORE INTO referral_statuses (finding, status, by, said_on, note, read_at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (*said, now),
            )
            return added.rowcount > 0

    def of_findings(self) -> dict[str, list[ReferralStatus]]:
        """Return the statuses of each referral; the one that stands, of the latest day, comes last."""
        rows = self._read(
            "SELECT number, finding, status, by, said_on, note, read_at FROM referral_statuses "
            "ORDER BY said_on, number"
        )
        found: dict[str, list[ReferralStatus]] = {}
        for number, finding, status, by, said_on, note, read_at in rows:
            entry = ReferralStatus(
                number,
                finding,
                Status(status),
                by,
                date.fromisoformat(said_on),
                note,
                datetime.fromisoformat(read_at),
            )
            found.setdefault(finding, []).append(entry)
        return found

    def _read(self, query: str) -> Sequence[tuple[Any, ...]]:
        with self._database.reading() as connection:
            if connection is None or not has_table(connection, "referral_statuses"):
                return []
            return connection.execute(query).fetchall()


def tell_statuses(
    findings: Iterable[Finding], statuses: Mapping[str, Sequence[ReferralStatus]]
) -> tuple[Finding, ...]:
    """Return referrals that say first how far they have come; what was declined stays among them."""
    return tuple(
        replace(
            finding,
            caveats=(
                *(entry.sentence for entry in reversed(statuses.get(finding.id, ()))),
                *finding.caveats,
            ),
        )
        for finding in findings
    )
