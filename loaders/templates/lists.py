"""What drop-downs offer: the choices of the model, and names of the reference data, in both languages."""

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ecograph.model import Choice, Text
from loaders.countries import find_pack

COUNTRY = "thailand"
BETWEEN = " / "
COLUMNS = {"provinces": "province_id", "needs": "need_id", "services": "service_id"}
"""By table of the reference data, the column of its keys."""


class Item(NamedTuple):
    """One entry of a list: what it stands for, and its label."""

    value: str
    label: Text

    @property
    def shown(self) -> str:
        """What the drop-down shows: Thai, then English."""
        return BETWEEN.join(dict.fromkeys((self.label.th, self.label.en)))

    @property
    def spellings(self) -> tuple[str, ...]:
        """What people may write for it."""
        return tuple(dict.fromkeys((self.shown, self.label.th, self.label.en, self.value)))


BOOLEAN = (Item("yes", Text("Yes", "ใช่")), Item("no", Text("No", "ไม่ใช่")))
DATA_KINDS = (
    Item("real", Text("Real data", "ข้อมูลจริง")),
    Item("synthetic", Text("Synthetic data", "ข้อมูลสมมติ")),
)


def choice_items(choices: Sequence[Choice]) -> tuple[Item, ...]:
    """Return the choices of a property."""
    return tuple(Item(choice.value, choice.label) for choice in choices)


def contiguous_items(choices: Sequence[Choice]) -> tuple[Item, ...]:
    """Return every run of neighbouring choices, the single ones first: micro, micro + small.

    Examples
    --------
    >>> from ecograph.model import MODEL
    >>> sizes = MODEL.node("Program").property("size_classes").choices
    >>> [item.value for item in contiguous_items(sizes)][:5]
    ['micro', 'small', 'medium', 'large', 'micro|small']
    """
    return tuple(_runs(choices))


def _runs(choices: Sequence[Choice]) -> Iterator[Item]:
    for length in range(1, len(choices) + 1):
        for start in range(len(choices) - length + 1):
            run = choices[start : start + length]
            label = Text(" + ".join(one.label.en for one in run), " + ".join(one.label.th for one in run))
            yield Item("|".join(one.value for one in run), label)


@cache
def reference_items(table: str) -> tuple[Item, ...]:
    """Return the rows of a table of the reference data."""
    path = find_pack(COUNTRY).reference / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Item(row[COLUMNS[table]], Text(row["name_en"], row["name_th"])) for row in csv.DictReader(file)
        )
