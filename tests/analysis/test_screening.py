"""Rules of screening against brute force, their precedence, ranks, and how a past roster fitted."""

from itertools import product

import numpy as np
import pytest

from ecograph.analysis.referral.offers import Facts, Rule, find_offers
from ecograph.analysis.referral.roster import find_roster_fit
from ecograph.analysis.screening import Candidate, Result, listing_order, screen
from ecograph.analysis.support import NO, UNDETERMINED, YES, all_themed, eligible
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem
from tests.ecosystems import country, ecosystem

PROGRAMS = ("open", "industry", "size", "need", "place", "child")


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    rows = country()
    people = [
        (industry, size, need)
        for industry, size, need in product(
            ("I:10", "I:20", None), ("micro", "medium", "large", None), ("skills", "cash", None)
        )
    ]
    keys = [f"E{number:02d}" for number in range(len(people))]
    rows |= {
        "SME": [{"id": key, "size_class": size} for key, (_, size, _) in zip(keys, people, strict=True)],
        "SME OPERATES_IN Industry": [
            {"source": key, "target": industry, "primary": True}
            for key, (industry, _, _) in zip(keys, people, strict=True)
            if industry
        ],
        "SME HAS_NEED Need": [
            {"source": key, "target": need} for key, (_, _, need) in zip(keys, people, strict=True) if need
        ],
        "SME LOCATED_IN Area": [{"source": key, "target": "A0", "primary": True} for key in keys[::2]],
        "Program": [
            {"id": "open"},
            {"id": "industry"},
            {"id": "size", "size_classes": ["micro"]},
            {"id": "need"},
            {"id": "place"},
            {"id": "child"},
        ],
        "Program PART_OF Program": [{"source": "child", "target": "size"}],
        "Program TARGETS Industry": [{"source": "industry", "target": "I:S"}],
        "Program OFFERS Service": [{"source": "need", "target": "train"}],
        "Program COVERS Corridor": [{"source": "place", "target": "economic:X"}],
        "Program ADDRESSES Theme": [
            {"source": "industry", "target": "F:t"},
            {"source": "size", "target": "F:u"},
        ],
        "SME PARTICIPATED_IN Program": [
            {"source": key, "target": "need", "fiscal_year": 2024, "status": status}
            for key, status in zip(keys[:7], ("completed", None, "refused", *["accepted"] * 4), strict=True)
        ],
    }
    return ecosystem(tmp_path_factory.mktemp("screening"), rows)


def facts_of(nation: Ecosystem, at: int) -> Facts:
    smes = nation.smes
    needs = smes.links["SME HAS_NEED Need"]
    industry = int(smes.industry[at])
    return Facts(
        int(smes.area[at]),
        int(smes.size_class[at]),
        (industry,) if industry >= 0 else (),
        tuple(needs.targets[one] for one in needs.indices[needs.indptr[at] : needs.indptr[at + 1]]),
    )


@pytest.mark.parametrize(("program", "theme"), [("industry", "F:t"), ("size", "F:u")])
def test_rules_are_those_by_which_coverage_is_counted(nation: Ecosystem, program: str, theme: str) -> None:
    offers = find_offers(nation, members=[("Program", program)])
    answers = eligible(nation, all_themed(nation)[theme], None)
    for at, answer in enumerate(answers.tolist()):
        found = offers.answer(facts_of(nation, at))
        assert min(int(found[rule][0]) for rule in (Rule.INDUSTRY, Rule.SIZE)) == answer


def test_each_rule_says_yes_no_or_unknown(nation: Ecosystem) -> None:
    offers = find_offers(nation, members=[("Program", key) for key in PROGRAMS])
    areas = nation.smes.links["SME LOCATED_IN Area"].number
    said = offers.answer(Facts(areas["A2"], 0, (), ("cash",)))
    assert said[Rule.AREA].tolist() == [1, 1, 1, 1, NO, 1]
    assert said[Rule.INDUSTRY].tolist() == [YES, UNDETERMINED, YES, YES, YES, YES]
    assert said[Rule.NEED].tolist() == [YES, YES, YES, NO, YES, YES]
    # What is part of a project takes those whom the project takes.
    medium = offers.answer(Facts(size=2))
    assert medium[Rule.SIZE].tolist() == [YES, YES, NO, YES, YES, NO]
    assert offers.answer(Facts(size=3))[Rule.SIZE].tolist() == [NO] * 6
    assert offers.answer(Facts())[Rule.NEED].tolist() == [YES, YES, YES, UNDETERMINED, YES, YES]
    assert offers.answer(Facts(active=False))[Rule.ACTIVE].tolist() == [NO] * 6


def test_a_rule_not_met_goes_before_all_else_and_ties_share_a_rank(nation: Ecosystem) -> None:
    offers = find_offers(nation, members=[("Program", "need")])
    candidates = [
        Candidate(Facts(size=0, needs=("cash",)), "a"),
        Candidate(Facts(size=0, needs=("skills", "cash")), "b", supports=1),
        Candidate(Facts(size=0), "c"),
        Candidate(None),
        Candidate(Facts(size=0, needs=("skills",)), "d"),
        Candidate(Facts(size=0, needs=("skills",)), "e"),
        Candidate(Facts(size=0, needs=("skills",)), "d"),
    ]
    found = screen(candidates, offers)
    assert [one.result for one in found] == [
        Result.FAILED,
        Result.PASSED,
        Result.WAITING,
        Result.WAITING,
        Result.PASSED,
        Result.PASSED,
        Result.TWICE,
    ]
    assert [one.rank for one in found] == [None, 3, None, None, 1, 1, None]
    assert found[6].again == 4
    assert listing_order(found) == [4, 5, 1, 2, 3, 6, 0]


def test_a_roster_adds_up(nation: Ecosystem) -> None:
    result = find_roster_fit(nation, program="need", year=2024)
    (finding,) = result.findings
    counts = finding.evidence.counts
    assert counts["participants"] == 6
    assert counts["met"] + counts["failed"] + counts["unknown"] == 6
    # E00 to E06 without E02, which was refused: skills, cash, skills, cash, unknown, skills.
    assert (counts["stating"], counts["matched"], counts["share"]) == (5, 3, 0.6)
    rows = {row[0]: row[1:] for row in finding.evidence.rows}
    assert [int(number) for number in rows["need"]] == [3, 2, 1]
    assert np.isclose(finding.effect or 0, 0.6)


def test_a_roster_of_nobody_is_unknown(nation: Ecosystem) -> None:
    result = find_roster_fit(nation, program="open", year=2024)
    assert not result.findings
    assert "unknown" in result.untested[0].en
    with pytest.raises(AnalysisError, match="no program"):
        find_roster_fit(nation, program="none")
