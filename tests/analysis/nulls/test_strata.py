"""Strata of region and industry, counted by hand."""

from pathlib import Path

import pytest

from ecograph.analysis.nulls.strata import find_strata
from ecograph.errors import AnalysisError
from tests.ecosystems import country, ecosystem


def test_enterprises_of_one_region_and_section_are_together(tmp_path: Path) -> None:
    rows = country()
    rows["Area"].append({"code": "R", "level": "region", "scheme": "nesdc"})
    rows["Area PART_OF Area"].append({"source": "A0", "target": "R"})
    places = {"a": ("A0", "I:10"), "b": ("A0", "I:10"), "c": ("A0", "I:20"), "d": ("A1", "I:10"), "e": None}
    rows["SME"] = [{"id": key} for key in places]
    known = [(key, place) for key, place in places.items() if place]
    rows["SME LOCATED_IN Area"] = [{"source": key, "target": area} for key, (area, _) in known]
    rows["SME OPERATES_IN Industry"] = [{"source": key, "target": industry} for key, (_, industry) in known]
    found = find_strata(small := ecosystem(tmp_path, rows))
    of = {str(key): int(code) for key, code in zip(small.smes.keys, found.of, strict=True)}
    assert of["a"] == of["b"]
    assert len({of[key] for key in "acde"}) == found.count == 4
    assert found.by == ("region", "industry")
    with pytest.raises(AnalysisError, match="no regions"):
        find_strata(small, "nowhere")


def test_corridors_that_programs_cover_are_apart(tmp_path: Path) -> None:
    rows = country()
    rows["SME"] = [{"id": key} for key in "abcd"]
    rows["SME LOCATED_IN Area"] = [{"source": key, "target": f"A{at}"} for at, key in enumerate("abcd")]
    rows["Program"] = [{"id": "p"}]
    rows["Program COVERS Corridor"] = [{"source": "p", "target": "economic:X"}]
    found = find_strata(ecosystem(tmp_path, rows))
    assert found.of[0] == found.of[1]
    assert found.count == 3
    assert found.by == ("corridor", "industry")


def test_a_store_without_regions_has_strata_of_industry(tmp_path: Path) -> None:
    rows = country()
    rows["SME"] = [{"id": key} for key in "ab"]
    rows["SME OPERATES_IN Industry"] = [{"source": "a", "target": "I:10"}]
    found = find_strata(ecosystem(tmp_path, rows))
    assert (found.count, found.by) == (2, ("industry",))
