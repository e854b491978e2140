"""Where the data of a page came from."""

from dataclasses import dataclass
from datetime import date

from ecograph.model import DataKind, Text


@dataclass(frozen=True, slots=True)
class Source:
    """Where data came from; `loaded_on` is None where that is not on record."""

    id: str
    title: Text
    data_kind: DataKind
    loaded_on: date | None
    licence: str = ""
