"""The columns of a template: what they fill, and what is told of them; the model says the rest."""

from dataclasses import dataclass
from functools import cached_property

from ecograph.model import MODEL, Property, Text, Type
from loaders.guessing.role import SILENT, Fill
from loaders.templates.lists import BOOLEAN, Item, choice_items, contiguous_items, reference_items

CLEANERS = {Type.TEXT: "thai_text", Type.DATE: "thai_date"}
"""What reads a cell where a column names no cleaner, by type; else the type's own."""
FORMATS = {
    Type.TEXT: Text("text", "ข้อความ"),
    Type.TEXTS: Text("several texts with | between them", "หลายข้อความ คั่นด้วย |"),
    Type.INTEGER: Text("a whole number", "จำนวนเต็ม"),
    Type.NUMBER: Text("a number", "ตัวเลข"),
    Type.BOOLEAN: Text("yes or no", "ใช่ หรือ ไม่ใช่"),
    Type.DATE: Text("a day, such as 15/03/2568 or 2025-03-15", "วันที่ เช่น 15/03/2568 หรือ 15 มี.ค. 2568"),
}
MONEY = Text(
    "an amount in the national currency, such as 1,200,000", "จำนวนเงิน (บาท) เช่น 1,200,000 หรือ 1.2 ล้านบาท"
)
YEAR = Text("a fiscal year, such as 2568", "ปีงบประมาณ เช่น 2568")
ONE_OF = Text("one of the list", "เลือกจากรายการ")


@dataclass(frozen=True)
class Column:
    """One column of a template.

    Attributes
    ----------
    target
        The property that it fills first; label, type and choices are those of the model.
    clean, resolve
        As in a recipe; told by the type of the property unless given.
    also
        What else it fills.
    label, note
        Where the model's own label would not do; more than the label says.
    reference
        The table of the reference data that the drop-down offers, such as `provinces`.
    many
        Whether a cell may hold several values, with `;` between them.
    required
        Whether every row needs it.
    """

    target: str
    clean: str = ""
    resolve: str = ""
    also: tuple[Fill, ...] = ()
    label: Text | None = None
    note: Text = SILENT
    reference: str = ""
    many: bool = False
    required: bool = False

    @property
    def fill(self) -> Fill:
        """What it fills first, and how that is read."""
        return Fill(self.target, self.cleaner, self.resolve)

    @cached_property
    def declared(self) -> Property | None:
        """The property that it fills; None for an end of a relationship."""
        owner, _, name = self.target.rpartition(".")
        kind = MODEL.kinds.get(owner)
        return next((found for found in kind.properties if found.name == name), None) if kind else None

    @property
    def cleaner(self) -> str:
        """The cleaner of its cells; empty for that of the type."""
        if self.clean or self.resolve or self.declared is None:
            return self.clean
        if self.declared.unit == "currency":
            return "money"
        if self.declared.name == "fiscal_year":
            return "single_fiscal_year"
        if self.declared.choices and self.declared.type is Type.TEXT:
            return ""
        if self.declared.choices:
            return "texts"
        if self.declared.type is Type.BOOLEAN:
            return "boolean"
        return CLEANERS.get(self.declared.type, "")

    @property
    def title(self) -> Text:
        """What it is called."""
        if self.label:
            return self.label
        return self.declared.label if self.declared else Text(self.target, self.target)

    @property
    def header(self) -> str:
        """Its header: Thai on the first line, English on the second."""
        return f"{self.title.th}\n{self.title.en}"

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What its drop-down offers; empty for a free cell."""
        if self.reference:
            return reference_items(self.reference)
        if self.declared is None:
            return ()
        if self.declared.type is Type.BOOLEAN:
            return BOOLEAN
        if self.declared.choices and self.declared.type is Type.TEXTS:
            return contiguous_items(self.declared.choices)
        return choice_items(self.declared.choices)

    @property
    def closed(self) -> bool:
        """Whether nothing but the list will do."""
        return bool(self.items) and not self.reference

    @property
    def format(self) -> Text:
        """What a cell should hold, in words."""
        if self.items:
            return ONE_OF
        if self.declared is None:
            return FORMATS[Type.TEXT]
        if self.declared.unit == "currency":
            return MONEY
        return YEAR if self.declared.name == "fiscal_year" else FORMATS[self.declared.type]
