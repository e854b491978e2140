"""Pathways against walking each enterprise's participations, and the progression that is planted."""

import math
from collections import Counter
from datetime import date
from itertools import product
from typing import Any

import numpy as np
import pytest
from scipy.stats import binomtest

from ecograph.analysis.links import find_pathways
from ecograph.analysis.links.pathways import FEWEST, count_sequences, find_order
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem
from tests.ecosystems import ecosystem

RUNS = {"P": "a", "Q": "b", "R": "a", "S": "b"}


def participations() -> list[dict[str, Any]]:
    rng = np.random.default_rng(11)
    found = []
    for at in range(60):
        for program in RUNS:
            for year in (2022, 2023, 2024):
                if rng.random() < 0.35:
                    day = date(year, int(rng.integers(1, 4)), 1)
                    found.append(
                        {
                            "source": f"s{at:02}",
                            "target": program,
                            "fiscal_year": year,
                            "starts_on": day if rng.random() < 0.7 else None,
                            "status": "completed" if rng.random() < 0.9 else "refused",
                        }
                    )
    return [*found, {"source": "s00", "target": "P", "status": "completed"}]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    rows: dict[str, list[dict[str, Any]]] = {
        "Agency": [{"id": key} for key in "ab"],
        "Program": [{"id": key} for key in RUNS],
        "Agency RUNS Program": [{"source": agency, "target": key} for key, agency in RUNS.items()],
        "SME": [{"id": f"s{at:02}"} for at in range(60)],
        "SME PARTICIPATED_IN Program": participations(),
    }
    return ecosystem(tmp_path_factory.mktemp("pathways"), rows)


def walked(by: str, length: int) -> Counter[tuple[str, ...]]:
    """Return how many enterprises took each sequence, by walking the times of each."""
    counts: Counter[tuple[str, ...]] = Counter()
    for at in range(60):
        times: dict[date, set[str]] = {}
        for row in participations():
            if row["source"] == f"s{at:02}" and row["status"] == "completed" and "fiscal_year" in row:
                when = row["starts_on"] or date(row["fiscal_year"], 1, 1)
                times.setdefault(when, set()).add(row["target"] if by == "program" else RUNS[row["target"]])
        steps = [times[when] for when in sorted(times)]
        windows = [steps[start : start + length] for start in range(len(steps) - length + 1)]
        counts.update({sequence for window in windows for sequence in product(*window)})
    return counts


@pytest.mark.parametrize("by", ["program", "agency"])
@pytest.mark.parametrize("length", [2, 3])
def test_sequences_are_those_of_walking(small: Ecosystem, by: str, length: int) -> None:
    found = count_sequences(small, by, length)
    counted = {
        tuple(found.nodes[step][1] for step in steps): count
        for steps, count in zip(found.steps.tolist(), found.enterprises.tolist(), strict=True)
    }
    assert counted == walked(by, length)
    assert found.undated == 1
    assert found.enterprises.tolist() == sorted(found.enterprises.tolist(), reverse=True)


def test_the_order_is_held_against_chance(small: Ecosystem) -> None:
    counts = walked("program", 2)
    found = count_sequences(small)
    order = find_order(found, len(found.steps))
    for at, steps in enumerate(found.steps.tolist()):
        one, other = (found.nodes[step][1] for step in steps)
        if one == other:
            assert math.isnan(order.p[at])
            continue
        assert order.reverse[at] == counts[other, one]
        both = counts[one, other] + counts[other, one]
        assert order.p[at] == pytest.approx(binomtest(counts[one, other], both).pvalue)


def test_findings_tell_the_most_taken(small: Ecosystem) -> None:
    result = find_pathways(small, most=3)
    assert [finding.effect for finding in result.findings] == sorted(walked("program", 2).values())[:-4:-1]
    assert result.totals["told"] == sum(count >= FEWEST for count in walked("program", 2).values())
    assert any("more sequences" in text.en for text in result.untested)
    assert find_pathways(small, most=3).to_dict() == result.to_dict()
    longer = find_pathways(small, length=3, by="agency")
    assert all(len(finding.subjects) == 3 and finding.p is None for finding in longer.findings)


@pytest.mark.parametrize("asked", [{"by": "luck"}, {"length": 4}, {"most": 0}])
def test_a_question_that_cannot_be_answered_says_so(small: Ecosystem, asked: dict[str, Any]) -> None:
    with pytest.raises(AnalysisError, match="cannot be counted"):
        find_pathways(small, **asked)


def test_without_participations_nothing_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = ecosystem(tmp_path_factory.mktemp("empty"), {"SME": [{"id": "s"}], "Program": [{"id": "P"}]})
    result = find_pathways(empty)
    assert result.findings == ()
    assert any("reach is unknown" in text.en for text in result.untested)
