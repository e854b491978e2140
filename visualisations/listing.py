"""Listings: tables of texts and numbers in two languages, the same on a page, in Excel and in CSV."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ecograph.model import Language, Text
from visualisations.wording import UNKNOWN

Value = Text | float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a listing.

    Attributes
    ----------
    value
        A text, a number, or None for what is not known.
    decimals
        Of a number; None for as many as it has.
    mark
        What stands after a number.
    look
        `again` for what the row above says too, `name` for the name of the row.
    href
        Where a page about it is.
    """

    value: Value
    decimals: int | None = None
    mark: str = ""
    look: str = ""
    href: str = ""

    @property
    def numeric(self) -> bool:
        """Whether it stands to the right: a number."""
        return isinstance(self.value, (int, float))

    @property
    def text(self) -> Text:
        """What is read; what is not known says so."""
        if self.value is None:
            return UNKNOWN
        if isinstance(self.value, Text):
            return self.value
        digits = ",.10g" if self.decimals is None else f",.{self.decimals}f"
        shown = f"{self.value:{digits}}".replace("-", "\N{MINUS SIGN}") + self.mark
        return Text(shown, shown)

    def plain(self, language: Language) -> str | float:
        """Return a number, or the words of one language."""
        return self.value if isinstance(self.value, (int, float)) else self.text(language)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a listing; `width` is its share of the page in percent, 0 for what is left."""

    label: Text
    numeric: bool = False
    width: int = 0


@dataclass(frozen=True)
class Listing:
    """A table.

    Attributes
    ----------
    id
        What it is called in addresses: letters and hyphens.
    total
        A last row that adds up the others.
    notes
        What must be read with it.
    left
        How many rows there are more, which are not shown.
    """

    id: str
    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()
    notes: Sequence[Text] = ()
    left: int = 0

    def only(self, columns: Sequence[int]) -> "Listing":
        """Return the listing with some of its columns, by position."""

        def chosen(row: Sequence[Cell]) -> list[Cell]:
            return [row[at] for at in columns]

        return replace(
            self,
            columns=[self.columns[at] for at in columns],
            rows=[chosen(row) for row in self.rows],
            total=chosen(self.total) if self.total else (),
        )

    def frame(self, language: Language) -> pd.DataFrame:
        """Return the rows in one language, numbers as numbers; what is not known in words."""
        rows = [[cell.plain(language) for cell in row] for row in self.rows]
        return pd.DataFrame(rows, columns=[column.label(language) for column in self.columns], dtype=object)


def dim_repeated(rows: Iterable[Sequence[Cell]], columns: Sequence[int]) -> list[list[Cell]]:
    """Return rows in which the first columns named that say what the row above says are marked `again`."""
    found: list[list[Cell]] = []
    above: Sequence[Cell] = ()
    for row in rows:
        cells = list(row)
        for at in columns:
            if not above or above[at].value != row[at].value:
                break
            cells[at] = Cell(row[at].value, look="again")
        found.append(cells)
        above = row
    return found
