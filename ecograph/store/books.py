"""The books of a store: its sources, what each holds, the documents they named, and the runs there were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ecograph.model import Confidence, DataKind
from ecograph.store.base import RunRecord, Source

COUNTED = ("created", "updated", "unchanged", "withdrawn", "orphaned")
"""What a `RunRecord` counts by kind."""


@dataclass(frozen=True, slots=True)
class Account:
    """A source with the run that loaded it last, its documents, and how many claims it has by kind."""

    source: Source
    last_run: int
    documents: Sequence[str] = ()
    holdings: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Books:
    """What a store knows of itself beside the graph."""

    version: int = 0
    accounts: Sequence[Account] = ()
    runs: Sequence[RunRecord] = ()

    def holds(self, kind: str) -> bool:
        """Whether any source claims anything of a kind."""
        return any(account.holdings.get(kind) for account in self.accounts)

    def holdings_of(self, source: str) -> set[str]:
        """Return the kinds of which a source claims something."""
        held = {account.source.id: account.holdings for account in self.accounts}.get(source, {})
        return {kind for kind, claims in held.items() if claims}


def books_to_json(books: Books) -> dict[str, Any]:
    """Return the books as plain values."""
    accounts = [
        {
            "source": source_fields(account.source),
            "last_run": account.last_run,
            "documents": list(account.documents),
            "holdings": dict(account.holdings),
        }
        for account in books.accounts
    ]
    runs = [
        {
            "number": run.number,
            "source": run.source,
            "started": run.started.isoformat(),
            "finished": run.finished.isoformat(),
            **{name: dict(getattr(run, name)) for name in COUNTED},
        }
        for run in books.runs
    ]
    return {"version": books.version, "accounts": accounts, "runs": runs}


def books_from_json(values: Mapping[str, Any]) -> Books:
    """Return the books of plain values."""
    accounts = tuple(
        Account(
            source_from_fields(said["source"]), said["last_run"], tuple(said["documents"]), said["holdings"]
        )
        for said in values["accounts"]
    )
    runs = tuple(
        RunRecord(
            said["number"],
            said["source"],
            datetime.fromisoformat(said["started"]),
            datetime.fromisoformat(said["finished"]),
            *(said[name] for name in COUNTED),
        )
        for said in values["runs"]
    )
    return Books(values["version"], accounts, runs)


def source_fields(source: Source) -> dict[str, Any]:
    """Return what a source says of itself, as plain values."""
    values = {name: getattr(source, name) for name in Source.__slots__}
    return {**values, "data_kind": source.data_kind.value, "confidence": source.confidence.value}


def source_from_fields(values: Mapping[str, Any]) -> Source:
    """Return the source of plain values, among which others may be."""
    said = {name: values[name] for name in Source.__slots__}
    said |= {"data_kind": DataKind(said["data_kind"]), "confidence": Confidence(said["confidence"])}
    return Source(**said)
