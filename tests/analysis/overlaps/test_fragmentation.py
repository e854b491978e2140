"""Fragmentation: agencies in one theme, place and year, after those that belong together."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.overlaps import find_fragmentation, find_overlaps
from ecograph.analysis.overlaps.fragmentation import _find_fence
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult
from tests.analysis.overlaps.background import background
from tests.ecosystems import country, ecosystem

AGENCIES = "vwxyz"
Rows = Sequence[Mapping[str, Any]]


def found(
    folder: Path, agencies: str, places: str = "", more: Mapping[str, Rows] | None = None
) -> AnalysisResult:
    """Return what is told of agencies that each run a program of one theme, in A0 or in `places`."""
    rows: dict[str, Any] = {
        **country(),
        "Agency": [{"id": key} for key in AGENCIES],
        "Program": [{"id": f"p{key}", "fiscal_year": 2024} for key in agencies],
        "Agency RUNS Program": [{"source": key, "target": f"p{key}"} for key in agencies],
        "Program ADDRESSES Theme": [{"source": f"p{key}", "target": "F:t"} for key in agencies],
        "Program COVERS Area": [
            {"source": f"p{key}", "target": f"A{place}"}
            for key, place in zip(agencies, places or "0" * len(agencies), strict=True)
        ],
        **(more or {}),
    }
    return find_fragmentation(ecosystem(folder, rows))


def test_three_agencies_apart_are_one_finding(tmp_path: Path) -> None:
    result = found(tmp_path, "xyz")
    (finding,) = result.findings
    assert [one.key for one in finding.subjects] == ["F:t", "A0"]
    assert (finding.observed, finding.period, finding.rung) == (3, "2024", "fragmentation")
    assert (finding.p, finding.q, finding.null, finding.verdict) == (None, None, "", "undetermined")
    assert ("Program COVERS Area", "px", "A0") in finding.evidence.relationships
    assert result.totals["cells_apart"] == result.totals["cells"] == 1
    assert any("No partnership" in text.en for text in result.untested)
    # Of one place nobody can say what is usual.
    assert "too few to say what is usual" in result.untested[0].en


def test_two_agencies_or_three_in_different_places_are_none(tmp_path: Path) -> None:
    assert not found(tmp_path / "two", "xy").findings
    assert not found(tmp_path / "places", "xyz", places="001").findings


@pytest.mark.parametrize(
    "joining",
    [
        {"Agency PARTNERS_WITH Agency": [{"source": "x", "target": "y"}]},
        {"Agency PART_OF Agency": [{"source": "x", "target": "y"}]},
        {
            "Agreement": [{"id": "m"}],
            "Agency PARTY_TO Agreement": [{"source": "x", "target": "m"}, {"source": "y", "target": "m"}],
        },
    ],
)
def test_those_that_belong_together_count_as_one(tmp_path: Path, joining: Mapping[str, Rows]) -> None:
    assert not found(tmp_path / "three", "xyz", more=joining).findings
    (finding,) = found(tmp_path / "four", "wxyz", more=joining).findings
    assert (finding.observed, finding.evidence.counts["agencies"]) == (3, 4)
    assert any("count as one" in text.en for text in finding.caveats)


def test_who_shares_clients_beyond_chance_is_told_as_an_overlap(tmp_path: Path) -> None:
    """Agencies of the two programs with clients in common, and one more: two remain apart."""
    names = [f"n{at}" for at in range(30)]
    rows: dict[str, Any] = {
        "SME": [{"id": f"s{at}"} for at in range(400)],
        "Agency": [{"id": key} for key in ("x", "y", "z", *names)],
        "Theme": [{"framework": "F", "id": "t"}],
        "Area": [{"code": "A0", "level": "province"}],
        "Program": [{"id": key, "fiscal_year": 2024} for key in ("px", "py", "pz", *names)],
        "Agency RUNS Program": [
            *({"source": key, "target": f"p{key}"} for key in "xyz"),
            *({"source": name, "target": name} for name in names),
        ],
        "Program ADDRESSES Theme": [{"source": f"p{key}", "target": "F:t"} for key in "xyz"],
        "Program COVERS Area": [{"source": f"p{key}", "target": "A0"} for key in "xyz"],
        "SME PARTICIPATED_IN Program": [
            *({"source": f"s{at}", "target": f"p{key}"} for at in range(30) for key in "xy"),
            *background(400),
        ],
    }
    shared = ecosystem(tmp_path, rows)
    assert len(find_overlaps(shared, "Agency").findings) == 1
    assert not find_fragmentation(shared).findings


def test_bad_questions_are_refused(tmp_path: Path) -> None:
    small = ecosystem(tmp_path, {"Agency": [{"id": "x"}]})
    assert not find_fragmentation(small).findings
    with pytest.raises(AnalysisError, match="0 findings"):
        find_fragmentation(small, most=0)
    with pytest.raises(AnalysisError, match="not one theme"):
        find_fragmentation(small, theme="none")
    with pytest.raises(AnalysisError, match="Did you mean 2025"):
        find_fragmentation(small, year=2568)


@pytest.mark.parametrize(
    ("counts", "fence"),
    [
        ([3] * 19, 0),
        ([1] * 15 + [2] * 5, 2),
        ([1] * 10 + [3] * 10, 7),
        ([8] * 30, 9),
    ],
)
def test_what_is_usual_is_not_told(counts: list[int], fence: int) -> None:
    """Quartiles of the third row are 1 and 3: from 3 + 1.5 * 2 = 6 on, more than that is unusual."""
    assert _find_fence(counts) == fence
