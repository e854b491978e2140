"""What real, open data can say of gaps: very little, and that is said plainly."""

from pathlib import Path

import pytest

from ecograph.analysis.gaps import find_clusters, find_inequality, find_reach_gaps, find_within_reach
from ecograph.findings import AnalysisResult
from ecograph.graph import Ecosystem, open_ecosystem
from ecograph.store import open_store
from tests.real.sources import DATA, bring, needs_data, thai_store

pytestmark = needs_data
UNKNOWN = {"not_reported", "nobody", "no_program", "nowhere"}
"""What may be said where nobody has reported."""


@pytest.fixture(scope="module")
def thailand(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    """Programs of many agencies, the counts of enterprises, and 91,939 registrations; no participation."""
    store = thai_store(tmp_path_factory.mktemp("gaps"))
    bring(store, "th-msme-counts", DATA / "th_msme_2567")
    bring(store, "th-dbd-registrations", DATA / "th_dbd_2558_2559" / "monthly")
    return open_ecosystem(store)


def said(result: AnalysisResult) -> str:
    return " ".join(text.en for text in result.untested)


@pytest.mark.parametrize("population", ["smes", "areas"])
def test_no_participation_is_public_so_reach_is_unknown(thailand: Ecosystem, population: str) -> None:
    result = find_reach_gaps(thailand, population=population)
    assert {finding.verdict for finding in result.findings} <= UNKNOWN
    silent = [finding for finding in result.findings if finding.verdict == "not_reported"]
    assert len(silent) > 50
    assert all(finding.observed is finding.p is finding.effect is None for finding in silent)
    assert "reach is unknown, not zero" in said(result)


def test_no_theme_is_said_to_have_no_program_in_a_corridor(thailand: Ecosystem) -> None:
    """Hardly any public program says where it works: unknown, never nowhere."""
    result = find_reach_gaps(thailand)
    absent = [finding for finding in result.findings if finding.verdict == "no_program"]
    assert {len(finding.subjects) for finding in absent} <= {1}


def test_neither_clusters_nor_inequality_nor_themes_within_reach(thailand: Ecosystem) -> None:
    for result in (find_clusters(thailand), find_inequality(thailand), find_within_reach(thailand)):
        assert result.findings == ()
        assert "reach is unknown, not zero" in said(result)


def test_industries_within_reach_rest_on_registrations(thailand: Ecosystem) -> None:
    result = find_within_reach(thailand, what="industry")
    assert result.findings
    assert all(finding.evidence.counts["location_quotient"] < 1 for finding in result.findings)


def test_participants_of_whom_no_size_and_no_province_is_known_are_not_compared(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"))
    bring(store, "eu-reference")
    bring(store, "eu-ecsel", DATA / "eu_ecsel_cordis")
    result = find_reach_gaps(open_ecosystem(store), by=("size",))
    assert {finding.verdict for finding in result.findings} == {"nowhere", "nobody"}
    (unsized,) = [finding for finding in result.findings if finding.verdict == "nowhere"]
    assert (unsized.observed, unsized.p, unsized.effect) == (1_132, None, None)
