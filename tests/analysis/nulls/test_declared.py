"""Structural zeros: whom a program says not to take is no client of it by chance."""

from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from ecograph.analysis.nulls.configuration import fit_chances, fit_strata
from ecograph.analysis.nulls.declared import Declaration, cut_strata
from ecograph.analysis.nulls.shared import hold_against_chance
from ecograph.analysis.overlaps import find_overlaps
from ecograph.analysis.verification.simulated_overlaps import as_clients
from ecograph.graph import count_shared_clients, find_degree_classes
from tests.ecosystems import ecosystem

PROGRAMS, ENTERPRISES, TAKEN = 40, 1200, 60


def eligible_only() -> tuple[NDArray[np.bool_], NDArray[np.integer]]:
    """Return clients drawn at random from those whom each program takes, and the size of enterprises.

    Four programs take the one small size alone, of which there are few: they share many by eligibility.
    """
    rng = np.random.default_rng(6)
    size = (np.arange(ENTERPRISES) < 2 * TAKEN).astype(np.int64)
    clients = np.zeros((PROGRAMS, ENTERPRISES), np.bool_)
    for program in range(PROGRAMS):
        pool = np.flatnonzero(size) if program < 4 else np.arange(ENTERPRISES)
        clients[program, rng.choice(pool, TAKEN, replace=False)] = True
    return clients, size


def named(clients: NDArray[np.bool_], size: NDArray[np.integer], *taken: bool) -> set[tuple[int, int]]:
    """Return the pairs named where the first four programs take sizes as `taken` says, and others all."""
    admitted = np.ones((PROGRAMS, 2), np.bool_)
    admitted[:4] = taken
    found = as_clients(clients)
    declarations = {"size": Declaration(size, admitted)}
    declared = cut_strata(np.zeros(clients.shape[1], int), found.degrees, declarations, 1 << 20)
    model = fit_strata(find_degree_classes(found, declared.of), declared)
    held = hold_against_chance(model, count_shared_clients(found), 0.005)
    return {(int(held.first[at]), int(held.second[at])) for at in np.flatnonzero(held.q <= 0.005)}


def test_an_overlap_by_eligibility_alone_goes_silent() -> None:
    clients, size = eligible_only()
    assert named(clients, size, True, True) == set(combinations(range(4), 2))
    assert named(clients, size, False, True) == set()


def test_a_copy_among_the_eligible_is_still_found() -> None:
    clients, size = eligible_only()
    clients[1] = clients[0]
    assert named(clients, size, False, True) == {(0, 1)}


def test_every_pattern_of_zeros_keeps_all_degrees() -> None:
    rng = np.random.default_rng(8)
    for _ in range(300):
        admitted = rng.random((5, 4)) < 0.7
        matrix = admitted & (rng.random((5, 4)) < rng.uniform(0.2, 0.9))
        once = np.ones(5, np.int64)
        chances = fit_chances(matrix.sum(axis=1), once, matrix.sum(axis=0), admitted)
        assert not chances[~admitted].any()
        assert chances.sum(axis=1) == pytest.approx(matrix.sum(axis=1), abs=1e-6)
        assert chances.sum(axis=0) == pytest.approx(matrix.sum(axis=0), abs=1e-6)


def test_what_all_take_cuts_nothing_and_the_unknown_are_shut_out_of_nothing() -> None:
    degrees = np.ones(4, np.int64)
    code = np.array([0, 1, 1, -1])
    all_of_it = Declaration(code, np.ones((3, 2), np.bool_))
    some = Declaration(code, np.array([[True, False], [True, True], [True, True]]))
    found = cut_strata(np.zeros(4, int), degrees, {"size": all_of_it, "area": some}, 100)
    assert found.by == ("area",)
    assert found.admitted[found.of].tolist() == [
        [True] * 3,
        [False, True, True],
        [False, True, True],
        [True] * 3,
    ]
    assert found.stratum.tolist() == [0, 0]
    few = cut_strata(np.zeros(4, int), degrees, {"area": some}, 3)
    assert (few.by, few.left_out, len(few.stratum)) == ((), ("area",), 1)


@pytest.mark.parametrize(
    ("declares", "where", "named"),
    [
        ({"size_classes": ["micro"]}, {}, 0),
        ({}, {}, 1),
        ({"size_classes": ["small"]}, {}, 1),
        ({}, {"Program COVERS Area": "A1"}, 0),
        ({}, {"Program TARGETS Industry": "I:10"}, 0),
    ],
)
def test_declarations_of_programs_are_read_unless_a_client_contradicts_them(
    tmp_path: Path, declares: dict[str, Any], where: dict[str, str], named: int
) -> None:
    """Two programs serve most of the 50 micro enterprises, which lie in A1 and are of I:10, and others
    anyone: beyond chance, unless they say to take these alone. To say the opposite changes nothing.
    """
    rng = np.random.default_rng(2)
    names = [f"n{at}" for at in range(30)]
    few = [f"s{at}" for at in range(50)]
    rows: dict[str, Any] = {
        "SME": [{"id": f"s{at}", "size_class": "micro" if at < 50 else "small"} for at in range(600)],
        "Area": [{"code": code, "level": "province"} for code in ("A1", "A2")],
        "Industry": [{"scheme": "I", "code": code, "level": "division"} for code in ("10", "20")],
        "SME LOCATED_IN Area": [
            {"source": f"s{at}", "target": "A1" if at < 50 else "A2"} for at in range(600)
        ],
        "SME OPERATES_IN Industry": [
            {"source": f"s{at}", "target": "I:10" if at < 50 else "I:20"} for at in range(600)
        ],
        "Program": [*({"id": key, **declares} for key in "ab"), *({"id": name} for name in names)],
        "SME PARTICIPATED_IN Program": [
            *({"source": few[at], "target": key} for key in "ab" for at in rng.choice(50, 35, replace=False)),
            *(
                {"source": f"s{at}", "target": name}
                for name in names
                for at in rng.choice(600, 20, replace=False)
            ),
        ],
        **{kind: [{"source": key, "target": target} for key in "ab"] for kind, target in where.items()},
    }
    result = find_overlaps(ecosystem(tmp_path, rows), confirm=0)
    assert len(result.findings) == named
    assert any("declares not to take" in text.en for text in result.untested) == (not named)
