"""The matrix of data: who holds, needs and shares it, read by hand from a small country."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ecograph.analysis.links import find_exchange_matrix
from ecograph.analysis.links.exchange_matrix import SETS, build_exchange_matrix
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem
from tests.ecosystems import ecosystem

CLIENTS = {"s1": "abcd", "s2": "abc", "s3": "ab", "s4": "ac", "s5": "d"}
FINANCED = {"s1", "s5"}
AGREED = {frozenset("ab"), frozenset("cf")}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    rows: dict[str, list[dict[str, Any]]] = {
        "Agency": [{"id": key} for key in "abcdf"],
        "Program": [{"id": f"p{key}"} for key in "abcd"],
        "FundingSource": [{"id": "L"}],
        "Indicator": [{"id": "k"}],
        "SME": [{"id": name} for name in CLIENTS],
        "Agreement": [
            {"id": "named", "data_exchanged": "clients"},
            {"id": "silent"},
            {"id": "old", "status": "expired", "data_exchanged": "clients"},
            {"id": "loans", "data_exchanged": "loans"},
        ],
        "Agency PARTY_TO Agreement": [
            {"source": agency, "target": key, "role": "party"}
            for key, parties in {"named": "ab", "silent": "ac", "old": "bc", "loans": "cf"}.items()
            for agency in parties
        ],
        "Agency RUNS Program": [{"source": key, "target": f"p{key}"} for key in "abcd"],
        "Agency MANAGES FundingSource": [{"source": "f", "target": "L"}],
        "Program MEASURED_BY Indicator": [
            {"source": "pa", "target": "k", "fiscal_year": 2024, "reported": 5.0},
            {"source": "pb", "target": "k", "fiscal_year": 2024, "reported": None},
        ],
        "SME PARTICIPATED_IN Program": [
            {"source": name, "target": f"p{key}", "services": ["train"] if key == "c" else None}
            for name, keys in CLIENTS.items()
            for key in keys
        ],
        "SME FINANCED_BY FundingSource": [{"source": name, "target": "L"} for name in sorted(FINANCED)],
    }
    return ecosystem(tmp_path_factory.mktemp("exchange"), rows)


HOLD = {"participation": "abcd", "services": "c", "finance": "f", "results": "a"}


def needs(agency: str, name: str) -> int:
    """Return its clients that are clients of a holder without an agreement that names data, one by one."""
    clients = {sme: set(keys) | ({"f"} if sme in FINANCED else set()) for sme, keys in CLIENTS.items()}
    return sum(
        agency in of
        and any(other in HOLD[name] and frozenset((agency, other)) not in AGREED for other in of - {agency})
        for of in clients.values()
    )


def test_the_matrix_is_that_of_reading_the_records(small: Ecosystem) -> None:
    matrix = build_exchange_matrix(small)
    assert matrix.sets == tuple(SETS) == tuple(HOLD)
    for row, agency in enumerate(matrix.agencies):
        for column, name in enumerate(matrix.sets):
            assert matrix.holds[row, column] == (agency in HOLD[name])
            agreed = sum(frozenset((agency, other)) in AGREED for other in HOLD[name])
            assert matrix.shares[row, column] == agreed
            expected = 0 if name == "results" else needs(agency, name)
            assert matrix.needs[row, column] == expected
            assert bool(np.any(matrix.from_whom[column, row])) == (expected > 0)


def test_needs_are_found_with_their_holders(small: Ecosystem) -> None:
    result = find_exchange_matrix(small)
    found = {tuple(one.key for one in finding.subjects): finding for finding in result.findings}
    assert found["a", "participation"].effect == needs("a", "participation") == 3
    assert found["a", "participation"].evidence.rows == (("c", "names no data"), ("d", "not on record"))
    assert ("c", "finance") not in found
    assert result.totals["holders_of_services"] == 1
    effects = [finding.effect or 0.0 for finding in result.findings]
    assert effects == sorted(effects, reverse=True)
    cut = find_exchange_matrix(small, most=1)
    assert any("more are not listed" in text.en for text in cut.untested)


def test_a_question_that_cannot_be_answered_says_so(small: Ecosystem, tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match="0 needs"):
        find_exchange_matrix(small, most=0)
    assert find_exchange_matrix(ecosystem(tmp_path, {"Agency": [{"id": "a"}]})).findings == ()
