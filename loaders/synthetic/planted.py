"""Planted truths: what an analysis of the made-up nation ought to find, and their page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ecograph.model import Language, Text

Node = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Planted:
    """One truth that was planted.

    Attributes
    ----------
    kind
        `reach gap`, `no program`, `duplication`, `progression`, `bundle`, `double service` or
        `missing partnership`.
    subjects
        The nodes it is about, by kind and key.
    period
        The fiscal year, or the first and the last; years of the common era.
    detail
        What was planted, and how it is meant.
    numbers
        What a recount of the tables gives, by name.
    """

    kind: str
    subjects: tuple[Node, ...]
    period: str
    detail: Text
    numbers: Mapping[str, float]


COLUMNS = (
    Text("Planted", "สิ่งที่ฝังไว้"),
    Text("About", "เกี่ยวกับ"),
    Text("Fiscal year", "ปีงบประมาณ"),
    Text("Numbers", "ตัวเลข"),
    Text("What it is", "คำอธิบาย"),
)


def to_markdown(planted: Iterable[Planted], language: Language = "en") -> str:
    """Return planted truths as a table of Markdown, a row for each."""
    lines = [
        "| " + " | ".join(column(language) for column in COLUMNS) + " |",
        "|" + " --- |" * len(COLUMNS),
    ]
    for truth in planted:
        about = "<br>".join(f"{kind} `{key}`" for kind, key in truth.subjects) or "–"
        numbers = "<br>".join(f"{name}: {_shown(value)}" for name, value in truth.numbers.items())
        lines.append(f"| {truth.kind} | {about} | {truth.period} | {numbers} | {truth.detail(language)} |")
    return "\n".join(lines) + "\n"


def _shown(value: float) -> str:
    return f"{value:,}" if float(value).is_integer() else f"{value:,.1f}"
