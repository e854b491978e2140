"""The reference tables of the pack, as the cleaners read them."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).parent / "reference"


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of `reference/<name>.csv`, read once."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
