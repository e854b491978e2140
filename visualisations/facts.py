"""What is known of a node, in words: its properties, how well it is known, and who says so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ecograph.model import MODEL, Confidence, Property, Text
from visualisations import network_wording as said
from visualisations import numerals
from visualisations.drawing import Fact

NAMING = frozenset({"name", "name_en", "aliases", "id", "confidence"})
LONGEST = 240
"""Longer values end in an ellipsis."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a node was read: the source, and the document and row in it where they are on record."""

    source: str
    document: str = ""
    row: int | None = None
    reference: str = ""

    @property
    def text(self) -> str:
        """The origin as one line."""
        place = f"{self.document}:{self.row}" if self.row is not None else self.document
        return " · ".join(filter(None, (self.source, place, self.reference)))


def facts_of(
    kind: str,
    properties: Mapping[str, Any],
    origins: tuple[Origin, ...] = (),
    *,
    thai_years_ahead: int = 543,
) -> Iterator[Fact]:
    """Yield what is known of a node in the order of the model; what is not known is left out."""
    for declared in MODEL.node(kind).properties:
        value = properties.get(declared.name)
        if declared.name not in NAMING and value is not None and value != []:
            yield Fact(declared.label, _in_words(declared, value, thai_years_ahead))
    confidence = properties.get("confidence")
    if isinstance(confidence, Confidence):
        yield Fact(said.KNOWN, said.CONFIDENCES[confidence])
    for origin in origins:
        yield Fact(said.ORIGIN, Text(origin.text, origin.text))


def _in_words(declared: Property, value: Any, thai_years_ahead: int) -> Text:
    if declared.name.endswith("_year") and isinstance(value, int):
        return Text(str(value), str(value + thai_years_ahead))
    if isinstance(value, date):
        return numerals.day(value, thai_years_ahead)
    if isinstance(value, bool):
        return said.YES if value else said.NO
    if isinstance(value, int | float):
        number = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}"
        unit = f" {declared.unit}" if declared.unit and declared.unit != "currency" else ""
        return Text(number + unit, number + unit)
    labels = {choice.value: choice.label for choice in declared.choices}
    parts = [labels.get(part, Text(str(part), str(part))) for part in _parts(value)]
    return Text(_cut(", ".join(part.en for part in parts)), _cut(", ".join(part.th for part in parts)))


def _parts(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
