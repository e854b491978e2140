"""Changed ecosystems against stores that were loaded with the changed rows, by every analysis there is."""

from collections.abc import Callable
from inspect import Parameter, signature
from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.whatif import Changes, Contradiction, Move, apply_changes
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem
from ecograph.workspace import ANALYSES
from tests.analysis.whatif.world import Rows, gone, rows
from tests.ecosystems import ecosystem


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    return ecosystem(tmp_path_factory.mktemp("what-if"), rows())


def _without_program(found: Rows) -> None:
    gone(found, "Program", "P")


def _without_agency(found: Rows) -> None:
    # Its fund and its program are nobody else's.
    gone(found, "Agency", "c")
    gone(found, "Program", "S")
    gone(found, "FundingSource", "L")


def _without_agreement(found: Rows) -> None:
    gone(found, "Agreement", "m")
    found["Agency PARTNERS_WITH Agency"] = found["Agency PARTNERS_WITH Agency"][1:]


def _with_program(found: Rows) -> None:
    found["Program"].append({"id": "N", "name_en": "New", "budget": 70.0, "size_classes": None})
    found["Agency RUNS Program"].append({"source": "d", "target": "N"})
    found["Program ADDRESSES Theme"].append({"source": "N", "target": "F:u"})
    found["Program COVERS Corridor"].append({"source": "N", "target": "economic:X"})


def _with_agreement(found: Rows) -> None:
    found["Agreement"].append({"id": "o", "data_exchanged": "loans"})
    found["Agency PARTY_TO Agreement"] += [{"source": key, "target": "o"} for key in "ac"]


def _further(found: Rows) -> None:
    found["Program COVERS Corridor"].append({"source": "P", "target": "economic:Y"})
    found["Program TARGETS Industry"].append({"source": "R", "target": "I:T"})


def _moved(found: Rows) -> None:
    budgets = {"P": 700.0, "Q": 800.0}
    found["Program"] = [{**row, "budget": budgets.get(row["id"], row["budget"])} for row in found["Program"]]


ASKED = {
    name: analysis
    for name, analysis in ANALYSES.items()
    if all(one.default is not Parameter.empty for one in [*signature(analysis).parameters.values()][1:])
}
"""The analyses that can be asked without saying what for."""
CASES: dict[str, tuple[Changes, Callable[[Rows], None]]] = {
    "a program goes": (Changes(removed=(("Program", "P"),)), _without_program),
    "an agency goes": (Changes(removed=(("Agency", "c"),)), _without_agency),
    "an agreement goes": (Changes(removed=(("Agreement", "m"),)), _without_agreement),
    "a program comes": (
        Changes(
            added={("Program", "N"): {"id": "N", "name_en": "New", "budget": 70.0}},
            joined=(
                ("Agency RUNS Program", "d", "N"),
                ("Program ADDRESSES Theme", "N", "F:u"),
                ("Program COVERS Corridor", "N", "economic:X"),
            ),
        ),
        _with_program,
    ),
    "an agreement comes": (
        Changes(
            added={("Agreement", "o"): {"id": "o", "data_exchanged": "loans"}},
            joined=tuple(("Agency PARTY_TO Agreement", key, "o") for key in "ac"),
        ),
        _with_agreement,
    ),
    "coverage is extended": (
        Changes(
            extended=(
                ("Program COVERS Corridor", "P", "economic:Y"),
                ("Program TARGETS Industry", "R", "I:T"),
            )
        ),
        _further,
    ),
    "budget moves": (Changes(moved=(Move("P", "Q", 200.0), Move("P", "Q", 100.0))), _moved),
}


def answers(found: Ecosystem) -> dict[str, Any]:
    """Return what every analysis says, but for how far it can be trusted: what is assumed is a judgement."""
    said: dict[str, Any] = {}
    for name, analysis in ASKED.items():
        try:
            result = analysis(found).to_dict()
        except AnalysisError as error:
            said[name] = error.message
            continue
        for finding in result["findings"]:
            finding.pop("confidence")
        said[name] = result
    return said


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_as_if_it_had_been_loaded(small: Ecosystem, tmp_path: Path, case: str) -> None:
    changes, change = CASES[case]
    otherwise = rows()
    change(otherwise)
    loaded = ecosystem(tmp_path, {kind: found for kind, found in otherwise.items() if found})
    changed = apply_changes(small, changes).ecosystem
    found, expected = answers(changed), answers(loaded)
    for name in ASKED:
        assert found[name] == expected[name], name
    assert found != answers(small)


def test_the_given_ecosystem_stays_as_it_is(small: Ecosystem) -> None:
    before = answers(small)
    for changes, _ in CASES.values():
        apply_changes(small, changes)
    assert answers(small) == before


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (Changes(), "Nothing is changed"),
        (Changes(added={("Program", "P"): {"id": "P"}}), "'P' is on record already"),
        (Changes(extended=(("Program COVERS Corridor", "P", "economic:X"),)), "joined already"),
        (Changes(extended=(("Program TARGETS Industry", "P", "I:S"),)), "takes every one already"),
        (
            Changes(removed=(("Agency", "c"),), extended=(("Program COVERS Corridor", "S", "economic:X"),)),
            "'S' is removed",
        ),
        (Changes(removed=(("Program", "P"),), moved=(Move("P", "Q", 1.0),)), "'P' is removed"),
        (Changes(moved=(Move("P", "R", 1.0),)), "No budget of program 'R'"),
        (Changes(moved=(Move("P", "Q", 900.0), Move("P", "Q", 200.0))), "has 100, less than 200"),
        (Changes(moved=(Move("P", "P", 1.0),)), "to itself"),
    ],
)
def test_a_contradiction_is_refused(small: Ecosystem, changes: Changes, why: str) -> None:
    with pytest.raises(Contradiction, match=why):
        apply_changes(small, changes)


def test_what_is_assumed_is_said(small: Ecosystem) -> None:
    said = apply_changes(small, CASES["an agency goes"][0])
    text = " ".join(one.en for one in said.assumptions)
    assert "2 programs and funds that it alone runs or manages: Program S, L" in text
    assert "count as reached only where" in text
    silent = apply_changes(small, Changes(extended=(("Program COVERS Corridor", "S", "economic:X"),)))
    assert any("Not on record where these work" in one.en for one in silent.assumptions)
    assert any("has no participants" in one.en for one in silent.assumptions)
