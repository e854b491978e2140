"""Data to exchange: pairs of agencies with shared clients, against agreements read by hand."""

from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.links import find_data_exchange
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem
from tests.ecosystems import ecosystem

CLIENTS = {"s1": "abcd", "s2": "abcd", "s3": "ab", "s4": "ac", "s5": "e"}
AGREEMENTS = {
    "named": ("ab", "in_force", "registration"),
    "silent": ("ac", "in_force", None),
    "expired": ("ad", "expired", "sales"),
    "elsewhere": ("de", None, "loans"),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    rows: dict[str, list[dict[str, Any]]] = {
        "Agency": [{"id": key} for key in "abcde"],
        "Program": [{"id": f"p{key}"} for key in "abcde"],
        "SME": [{"id": name} for name in CLIENTS],
        "Agreement": [
            {"id": key, "status": status, "data_exchanged": data}
            for key, (_, status, data) in AGREEMENTS.items()
        ],
        "Agency PARTY_TO Agreement": [
            *(
                {"source": agency, "target": key, "role": "party"}
                for key, (parties, _, _) in AGREEMENTS.items()
                for agency in parties
            ),
            {"source": "c", "target": "named", "role": "witness"},
        ],
        "Agency RUNS Program": [{"source": key, "target": f"p{key}"} for key in "abcde"],
        "SME PARTICIPATED_IN Program": [
            {"source": name, "target": f"p{key}"} for name, keys in CLIENTS.items() for key in keys
        ],
    }
    return ecosystem(tmp_path_factory.mktemp("exchange"), rows)


def test_pairs_without_named_data_are_listed_by_shared_clients(small: Ecosystem) -> None:
    result = find_data_exchange(small)
    found = {
        "".join(subject.key for subject in finding.subjects): (finding.verdict, finding.observed)
        for finding in result.findings
    }
    none = "no-agreement"
    assert found == {
        "ac": ("agreement-without-data", 3),
        "ad": (none, 2),
        "bc": (none, 2),
        "bd": (none, 2),
        "cd": (none, 2),
    }
    assert [finding.effect for finding in result.findings] == [3, 2, 2, 2, 2]
    assert result.totals == {"pairs": 6, "without_data": 5, "agreements_with_data": 2}


def test_data_that_a_side_exchanges_already_is_named_with_its_agreement(small: Ecosystem) -> None:
    result = find_data_exchange(small)
    found = {"".join(subject.key for subject in one.subjects): one for one in result.findings}
    assert set(found["bd"].evidence.rows) == {("registration", "b", "named"), ("loans", "d", "elsewhere")}
    assert found["ac"].evidence.rows == (("registration", "a", "named"),)
    assert "registration" in found["ac"].sentence.th


def test_what_is_not_listed_is_counted(small: Ecosystem) -> None:
    result = find_data_exchange(small, most=2)
    assert len(result.findings) == 2
    assert result.untested[0].en.startswith("3 more pairs")
    with pytest.raises(AnalysisError, match="0 pairs"):
        find_data_exchange(small, most=0)


def test_without_anything_on_record_nothing_is_listed(tmp_path: Path) -> None:
    result = find_data_exchange(ecosystem(tmp_path, {"Agency": [{"id": "a"}]}))
    assert result.findings == ()
    assert [text.en for text in result.untested] == [
        "No agreement on record names the data that it exchanges."
    ]
