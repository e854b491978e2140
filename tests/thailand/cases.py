"""The cases that the cleaners are held against, as the domain's researchers wrote them."""

import csv
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
REAL_DATA = FOLDER.parents[2] / "shared" / "data"
"""Files of other publishers; they are not ours to ship."""

needs_real_data = pytest.mark.skipif(
    not REAL_DATA.is_dir(), reason="the real data is not beside the project (../shared/data)"
)


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cases(kind: str) -> list[object]:
    """Return the normalisation cases of a kind, each under its own id."""
    return [
        pytest.param(row, id=row["case_id"]) for row in rows("normalization_cases") if row["kind"] == kind
    ]
