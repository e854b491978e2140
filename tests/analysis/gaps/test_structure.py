"""What all gaps of structure have in common: emptiness, languages, order, identity, speech."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.gaps import (
    find_funding_gaps,
    find_isolated,
    find_out_of_reach,
    find_plan_gaps,
    find_single_points,
    find_unmet_needs,
)
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult
from tests.analysis.gaps.test_funding_gaps import money
from tests.analysis.gaps.test_plan_gaps import plan
from tests.analysis.gaps.worlds import draw_world
from tests.ecosystems import country, ecosystem

Analysis = Callable[..., AnalysisResult]
EVERY: tuple[Analysis, ...] = (
    find_unmet_needs,
    find_plan_gaps,
    find_funding_gaps,
    find_single_points,
    find_isolated,
    find_out_of_reach,
)
PLACED: tuple[Analysis, ...] = (find_unmet_needs, find_funding_gaps, find_single_points, find_out_of_reach)


def everything(seed: int = 3) -> dict[str, list[dict[str, Any]]]:
    """Return rows of which every analysis finds something."""
    rows, _, _ = draw_world(seed)
    for more in (plan(), money()):
        for kind, found in more.items():
            there = rows.get(kind, [])
            if " " in kind:
                rows[kind] = [*there, *(row for row in found if row not in there)]
            else:
                keys = {_key(row) for row in there}
                rows[kind] = [*there, *(row for row in found if _key(row) not in keys)]
    return rows


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in ("scheme", "framework", "id", "code"))


@pytest.mark.parametrize("analyse", EVERY)
def test_an_empty_store_has_no_gap_and_says_what_is_missing(tmp_path: Path, analyse: Analysis) -> None:
    result = analyse(ecosystem(tmp_path, {}))
    assert result.findings == ()
    assert result.untested or analyse is find_plan_gaps


@pytest.mark.parametrize("analyse", EVERY)
def test_a_country_without_enterprises_has_no_numbers_of_them(tmp_path: Path, analyse: Analysis) -> None:
    result = analyse(ecosystem(tmp_path, country()))
    assert all(not finding.effect for finding in result.findings)


@pytest.mark.parametrize("analyse", EVERY)
def test_the_order_of_rows_changes_no_byte(tmp_path: Path, analyse: Analysis) -> None:
    rows = everything()
    turned = {kind: list(reversed(found)) for kind, found in rows.items()}
    one, two = (
        analyse(ecosystem(tmp_path / name, found)).to_dict() for name, found in (("a", rows), ("b", turned))
    )
    assert one["findings"]
    assert one == two


@pytest.mark.parametrize("analyse", EVERY)
def test_every_finding_speaks_both_languages_and_has_a_name_of_its_own(
    tmp_path: Path, analyse: Analysis
) -> None:
    found = ecosystem(tmp_path, everything())
    result = analyse(found)
    ids = [finding.id for finding in result.findings]
    assert len(ids) == len(set(ids))
    for finding in result.findings:
        for text in (finding.sentence, *finding.caveats):
            assert "{" not in text.en + text.th
            assert re.search(r"[ก-๛]", text.th), text
            assert not re.search(r"[ก-๛]", text.en), text
        assert finding.evidence.counts
        assert finding.method.name
        for kind, key in finding.evidence.nodes:
            assert (kind, key) in found.institutions
    for text in result.untested:
        assert "{" not in text.en + text.th
        assert re.search(r"[ก-๛]", text.th), text


@pytest.mark.parametrize("analyse", PLACED)
@pytest.mark.parametrize("by", ["corridor", "area"])
def test_places_of_any_scheme(tmp_path: Path, analyse: Analysis, by: str) -> None:
    result = analyse(ecosystem(tmp_path, everything()), by=by, scheme="border")
    assert result.findings
    assert {finding.scheme for finding in result.findings} == {"" if by == "area" else "border"}


@pytest.mark.parametrize("analyse", PLACED)
def test_a_wrong_place_is_one_sentence(tmp_path: Path, analyse: Analysis) -> None:
    found = ecosystem(tmp_path, country())
    with pytest.raises(AnalysisError, match="'size' is not a place"):
        analyse(found, by="size")
    with pytest.raises(AnalysisError, match="Did you mean 'economic'"):
        analyse(found, scheme="economics")
