"""Referrals: rules before needs before likeness, what was had left out, and reasons in words."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.referral.bulk import EVERYWHERE, refer_all
from ecograph.analysis.referral.bulk_rows import tell
from ecograph.analysis.referral.history import find_history, received
from ecograph.analysis.referral.referrals import find_referrals
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult
from ecograph.graph import Ecosystem
from tests.ecosystems import Rows, country, ecosystem


def joined(who: str, program: str, *services: str, year: int = 2024, **more: Any) -> dict[str, Any]:
    return {"source": who, "target": program, "services": list(services) or None, "fiscal_year": year, **more}


ROWS: dict[str, Rows] = {
    **country(),
    "Service": [
        {"id": "train", "name_en": "Training"},
        {"id": "loan"},
        {"id": "guard"},
        {"id": "plan", "name_en": "Business plan"},
        {"id": "sell"},
    ],
    "Need ANSWERED_BY Service": [
        {"source": "skills", "target": "train"},
        {"source": "cash", "target": "loan"},
        {"source": "cash", "target": "guard"},
    ],
    "SME": [
        {"id": "a", "size_class": "micro"},
        {"id": "b", "size_class": "micro"},
        {"id": "c", "size_class": "micro"},
        {"id": "big", "size_class": "large"},
        {"id": "closed", "size_class": "micro", "closed_on": dt.date(2020, 1, 1)},
        {"id": "unknown"},
    ],
    "SME HAS_NEED Need": [
        {"source": key, "target": need}
        for key, needs in {
            "a": ("skills",),
            "b": ("skills", "cash"),
            "c": ("cash",),
            "big": ("skills",),
        }.items()
        for need in needs
    ],
    "SME LOCATED_IN Area": [
        {"source": key, "target": "A0", "primary": True} for key in ("a", "b", "c", "big", "closed")
    ],
    "Program": [
        {"id": "teach", "fiscal_year": 2025},
        {"id": "teach-micro", "fiscal_year": 2025, "size_classes": ["micro"]},
        {"id": "far", "fiscal_year": 2025},
        {"id": "market", "fiscal_year": 2025},
        {"id": "old", "fiscal_year": 2024},
        {"id": "writing", "fiscal_year": 2025},
        {"id": "again", "fiscal_year": 2025},
    ],
    "Program FOLLOWS Program": [{"source": "again", "target": "old"}],
    "Program OFFERS Service": [
        {"source": "teach", "target": "train"},
        {"source": "teach-micro", "target": "train"},
        {"source": "far", "target": "train"},
        {"source": "market", "target": "sell"},
        {"source": "writing", "target": "plan"},
        {"source": "again", "target": "sell"},
    ],
    "Program COVERS Area": [
        {"source": key, "target": "C"} for key in ("teach", "teach-micro", "market", "writing", "again")
    ]
    + [{"source": "far", "target": "A3"}],
    "FundingSource": [{"id": "bank", "instrument": "loan"}, {"id": "shield", "instrument": "guarantee"}],
    "FundingSource COVERS Area": [{"source": key, "target": "C"} for key in ("bank", "shield")],
    "FundingSource OFFERS Service": [
        {"source": "bank", "target": "loan"},
        {"source": "shield", "target": "guard"},
    ],
    "SME PARTICIPATED_IN Program": [
        joined("a", "old"),
        joined("b", "old"),
        joined("b", "market"),
        joined("c", "teach", "train"),
        joined("c", "market", status="refused"),
    ],
}


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    return ecosystem(Path(tmp_path_factory.mktemp("referral")), ROWS)


def listed(result: AnalysisResult, place: int = 1) -> list[tuple[str, str]]:
    return [(one.subjects[place].key, one.verdict) for one in result.findings if one.kind == "referral"]


def test_rules_come_first_then_needs_then_likeness(nation: Ecosystem) -> None:
    found = find_referrals(nation, enterprise="a", year=2025)
    assert listed(found) == [
        ("teach", "yes"),
        ("teach-micro", "yes"),
        # Of those that answer no need, b, who had "old" like a, went on to this.
        ("market", "yes"),
        ("again", "yes"),
        ("writing", "yes"),
        ("far", "no"),
    ]
    teach, *_, far = [one for one in found.findings if one.kind == "referral"]
    assert "Training" in teach.sentence.en
    assert "area" in far.sentence.en


def test_what_takes_its_place_in_a_line_is_the_same_item(nation: Ecosystem) -> None:
    history = find_history(nation)
    assert history.items["Program", "again"] == history.items["Program", "old"]
    assert history.matrix.shape == (6, 8)


def test_a_service_had_within_three_years_is_not_proposed(nation: Ecosystem) -> None:
    assert "teach-micro" not in dict(listed(find_referrals(nation, enterprise="c", year=2025)))
    later = find_referrals(nation, enterprise="c", year=2027)
    assert not {"teach", "teach-micro"} & set(dict(listed(later)))
    assert received(nation, ("train",), 2025).tolist() == [0] * 6
    assert received(nation, ("train",), 2022).sum() == 1


def test_the_way_to_a_loan_begins_with_a_plan(nation: Ecosystem) -> None:
    routes = {
        planned: next(
            one
            for one in find_referrals(nation, enterprise="c", year=2025, planned=planned).findings
            if one.kind == "finance-route"
        )
        for planned in (None, True, False)
    }
    assert [one.key for one in routes[False].subjects] == ["c", "writing", "shield", "bank"]
    assert [one.key for one in routes[True].subjects] == ["c", "shield", "bank"]
    assert "not on record" in routes[None].sentence.en


def test_a_large_or_closed_enterprise_is_taken_by_nobody(nation: Ecosystem) -> None:
    for key in ("big", "closed"):
        found = find_referrals(nation, enterprise=key, year=2025)
        assert all(verdict == "no" for _, verdict in listed(found))
        assert any("Nothing in force" in text.en for text in found.untested)


def test_a_program_invites_those_whose_need_it_answers_first(nation: Ecosystem) -> None:
    assert listed(find_referrals(nation, program="teach-micro", year=2025), 0) == [
        ("a", "yes"),
        ("b", "yes"),
        ("unknown", "need information"),
    ]
    # It asks for no need: who was in "market" like others of "old" first, then who was supported least.
    again = find_referrals(nation, program="again", year=2025)
    assert [key for key, _ in listed(again, 0)] == ["b", "unknown", "a", "c"]
    assert listed(find_referrals(nation, program="bank", year=2025, most=1), 0) == [("b", "yes")]


def test_what_is_asked_wrongly_is_said(nation: Ecosystem) -> None:
    with pytest.raises(AnalysisError, match="no enterprise"):
        find_referrals(nation, enterprise="none")
    with pytest.raises(AnalysisError, match="no program or fund"):
        find_referrals(nation, program="none")
    with pytest.raises(AnalysisError, match="One enterprise or one program"):
        find_referrals(nation)


def test_who_is_in_an_activity_is_not_sent_to_its_project(tmp_path: Path) -> None:
    parts = [{"source": "market", "target": "whole"}]
    programs = [*ROWS["Program"], {"id": "whole", "fiscal_year": 2025}]
    nation = ecosystem(tmp_path, ROWS | {"Program": programs, "Program PART_OF Program": parts})
    in_it, not_in_it = (find_referrals(nation, enterprise=key, year=2025) for key in ("b", "a"))
    assert "whole" not in {key for key, _ in listed(in_it)}
    assert "whole" in {key for key, _ in listed(not_in_it)}
    invited = {key for key, _ in listed(find_referrals(nation, program="whole", year=2025), 0)}
    assert "a" in invited
    assert "b" not in invited
    batches = list(tell(refer_all(nation, EVERYWHERE, year=2025, most=9), "en"))
    sent = {row["enterprise"] for batch in batches for row in batch.to_pylist() if row["key"] == "whole"}
    assert "a" in sent
    assert "b" not in sent
