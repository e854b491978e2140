"""Pairs held against matrices of exactly the same degrees: small networks unasked, others on request."""

from pathlib import Path

import numpy as np
import pytest

from ecograph.analysis.nulls.strata import Strata
from ecograph.analysis.overlaps import confirmation, find_overlaps
from ecograph.analysis.overlaps.confirmation import DRAWS, hold_fixed
from ecograph.analysis.verification.simulated_overlaps import Portfolio, as_clients, draw
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem, count_shared_clients
from tests.analysis.overlaps.test_rules import during, made


@pytest.fixture
def small(tmp_path: Path) -> Ecosystem:
    return made(tmp_path, during(2024, 3), during(2024, 3))


def test_a_small_network_is_confirmed_unasked(small: Ecosystem) -> None:
    result = find_overlaps(small)
    (finding,) = result.findings
    assert finding.evidence.counts["fixed_degrees_p"] == pytest.approx(1 / (1 + DRAWS))
    assert finding.evidence.counts["fixed_degrees_expected"] < (finding.observed or 0) - 20
    assert (result.seed, result.parameters["confirm"]) == (1, DRAWS)
    assert "1 of 1 pairs are beyond chance with every degree kept" in result.untested[-1].en
    assert find_overlaps(small).to_dict() == result.to_dict()


def test_none_is_confirmed_where_none_is_asked_for(small: Ecosystem) -> None:
    result = find_overlaps(small, confirm=0)
    assert "fixed_degrees_p" not in result.findings[0].evidence.counts
    assert result.seed is None
    with pytest.raises(AnalysisError, match="199 draws are too few"):
        find_overlaps(small, confirm=199)


def test_what_is_not_confirmed_says_so(monkeypatch: pytest.MonkeyPatch, small: Ecosystem) -> None:
    monkeypatch.setattr(confirmation, "LEVEL", 0.0)
    result = find_overlaps(small)
    assert any("weak finding" in text.en for text in result.findings[0].caveats)
    assert "0 of 1 pairs" in result.untested[-1].en


@pytest.mark.parametrize("room", [0, 3_000, 100_000])
def test_copies_are_confirmed_and_chance_is_not(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    """Whatever trades beside the pairs; where nothing else does, an overlap is what remains to be had."""
    monkeypatch.setattr(confirmation, "MOST_LINKS", room)
    drawn = draw(Portfolio(duplicates=1, share=0.6), np.random.default_rng(3))
    clients = as_clients(drawn.clients)
    strata = Strata(np.zeros(len(clients.degrees), np.int32), 1, ())
    pairs = np.array([0, 4]), np.array([1, 5])
    shared = count_shared_clients(clients)
    found = hold_fixed(clients, strata, shared, pairs, 300, np.random.default_rng(1))
    wanted = [0, 1, 4, 5]
    assert found.confirmed.tolist() == [True, False]
    assert found.links <= max(room, clients.counts[wanted].sum())
    assert found.nodes == {0: 4, 100_000: 60}.get(room, found.nodes)
    assert found.tails.mixing.mixed
