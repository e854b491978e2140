"""Funding routes: the furthest step of each enterprise, read one by one from a small country."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ecograph.analysis.links import find_funding_routes
from ecograph.analysis.links.funding_routes import STEPS
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem
from tests.ecosystems import country, ecosystem

FUNDS = {"loan": "loan", "cover": "guarantee", "gift": "grant"}
STATUSES = ("applied", "approved", "repaid", "refused", "withdrawn", None)


def enterprises() -> dict[str, dict[str, Any]]:
    rng = np.random.default_rng(3)
    return {
        f"s{at:02}": {
            "area": f"A{at % 4}",
            "size": ("micro", "small", "large")[at % 5 % 3],
            "plan": (True, False, None)[int(rng.integers(3))],
            "needs": {need for need in ("cash", "skills") if rng.random() < 0.5},
            "service": (None, "plan", "train")[int(rng.integers(3))],
            "money": {
                fund: STATUSES[int(rng.integers(len(STATUSES)))] for fund in FUNDS if rng.random() < 0.4
            },
        }
        for at in range(80)
    }


def world() -> dict[str, list[dict[str, Any]]]:
    smes = enterprises()
    found = country()
    found["Service"].append({"id": "plan", "name": "จัดทำแผนธุรกิจ", "name_en": "Business-plan preparation"})
    return found | {
        "Program": [{"id": "P"}],
        "FundingSource": [{"id": key, "instrument": kind} for key, kind in FUNDS.items()],
        "FundingSource OFFERS Service": [
            {"source": "loan", "target": "loan"},
            {"source": "gift", "target": "train"},
        ],
        "SME": [
            {"id": key, "size_class": one["size"], "business_plan": one["plan"]} for key, one in smes.items()
        ],
        "SME LOCATED_IN Area": [{"source": key, "target": one["area"]} for key, one in smes.items()],
        "SME HAS_NEED Need": [
            {"source": key, "target": need} for key, one in smes.items() for need in sorted(one["needs"])
        ],
        "SME PARTICIPATED_IN Program": [
            {"source": key, "target": "P", "services": [one["service"]], "status": "completed"}
            for key, one in smes.items()
            if one["service"]
        ],
        "SME FINANCED_BY FundingSource": [
            {"source": key, "target": fund, "fiscal_year": 2024, "status": status}
            for key, one in smes.items()
            for fund, status in one["money"].items()
        ],
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    rows = world()
    return ecosystem(tmp_path_factory.mktemp("routes"), rows)


def step(one: dict[str, Any], *, year: bool = True) -> str:
    """Return the furthest step of an enterprise."""
    granted = {fund for fund, status in one["money"].items() if status in ("approved", "repaid", None)} & (
        set(FUNDS) if year else set()
    )
    asked = {fund: status for fund, status in one["money"].items() if fund != "gift" and year}
    if "loan" in granted:
        return "loan"
    if "cover" in granted:
        return "guarantee"
    if "applied" in asked.values():
        return "applied"
    if asked:
        return "refused"
    if one["plan"] or one["service"] == "plan":
        return "plan"
    return "asks" if "cash" in one["needs"] else "nothing"


def test_each_enterprise_stands_at_its_furthest_step(small: Ecosystem) -> None:
    result = find_funding_routes(small)
    there = [one for one in enterprises().values() if one["size"] != "large"]
    corridor = {"A0": "economic:X", "A1": "economic:X", "A2": "economic:Y", "A3": "*outside"}
    seen = 0
    for finding in result.findings:
        here = [one for one in there if corridor[one["area"]] == finding.subjects[0].key]
        expected = tuple(
            (
                name,
                sum(step(one) == name for one in here),
                sum(step(one) == name and "cash" in one["needs"] for one in here),
            )
            for name in STEPS
        )
        assert finding.evidence.rows == expected
        asking = [one for one in here if "cash" in one["needs"]]
        assert finding.effect == sum(step(one) != "loan" for one in asking)
        assert finding.evidence.counts["plan_unknown"] == sum(
            one["plan"] is None and one["service"] != "plan" for one in asking
        )
        seen += len(here)
    assert seen == result.totals["enterprises"] == sum(result.totals[name] for name in STEPS)


def test_finance_of_another_year_does_not_count(small: Ecosystem) -> None:
    result = find_funding_routes(small, year=2023)
    there = [one for one in enterprises().values() if one["size"] != "large"]
    for name in STEPS:
        assert result.totals[name] == sum(step(one, year=False) == name for one in there)


def test_where_nothing_is_on_record_that_is_said(tmp_path: Path) -> None:
    result = find_funding_routes(ecosystem(tmp_path, country() | {"SME": [{"id": "s"}]}))
    assert [finding.verdict for finding in result.findings] == ["unknown"]
    assert result.findings[0].effect is None
    said = " ".join(text.en for text in result.untested)
    assert "who asks for finance is not known" in said
    assert "where the route goes on is not known" in said


def test_an_unknown_place_is_refused(small: Ecosystem) -> None:
    with pytest.raises(AnalysisError):
        find_funding_routes(small, scheme="nowhere")
