"""Who makes what, whom anybody supplies, and which large firms stand beside smaller ones."""

from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.supply import find_makers, find_mentors
from ecograph.analysis.supply.makers import MAKERS, SUPPLY
from ecograph.graph import Ecosystem
from ecograph.pages.supply_listing import list_makers, list_mentors
from tests.ecosystems import country, ecosystem


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    rows: dict[str, list[dict[str, Any]]] = {kind: list(lines) for kind, lines in country().items()}
    sizes = {"big": "large", "a": "small", "b": "micro", "gone": "small", "far": "medium", "odd": None}
    rows["SME"] = [{"id": key, "size_class": size} for key, size in sizes.items()]
    places = {"big": "A0", "a": "A1", "b": "A0", "gone": "A0", "far": "A3", "odd": "A0"}
    rows["SME LOCATED_IN Area"] = [
        {"source": key, "target": area, "role": "registered", "primary": True} for key, area in places.items()
    ]
    rows["SME OPERATES_IN Industry"] = [
        {"source": key, "target": "I:20" if key == "far" else "I:10", "primary": True} for key in places
    ]
    rows["Product"] = [{"id": key} for key in ("boat", "hull", "mast", "drone")]
    rows["Product PART_OF Product"] = [
        {"source": "hull", "target": "boat"},
        {"source": "mast", "target": "boat"},
    ]
    rows["SME MAKES Product"] = [
        {"source": "big", "target": "boat"},
        {"source": "a", "target": "hull"},
        {"source": "far", "target": "hull"},
    ]
    rows["SME SUPPLIES SME"] = [{"source": "a", "target": "big"}]
    rows["SME MENTORS SME"] = [{"source": "big", "target": "b"}]
    rows["Program"] = [{"id": "p"}]
    rows["Program TARGETS Product"] = [{"source": "p", "target": "mast"}]
    return ecosystem(tmp_path_factory.mktemp("makers"), rows)


def test_makers_of_a_part_make_the_product(there: Ecosystem) -> None:
    found = {one.subjects[0].key: one for one in find_makers(there).findings if one.kind == MAKERS}
    assert {key: one.observed for key, one in found.items()} == {"boat": 3, "hull": 2, "mast": 0, "drone": 0}
    boat = found["boat"].evidence
    assert boat.counts == {"programs": 1, "makers": 3, "without_supplier": 2}
    assert boat.rows == (("economic:X", 2), ("economic:Y", 0), ("*outside", 1), ("Location unknown", 0))


def test_a_part_that_nobody_makes_is_told(there: Ecosystem) -> None:
    (gap,) = (one for one in find_makers(there).findings if one.kind == SUPPLY)
    assert (gap.subjects[0].key, gap.effect) == ("boat", 1)
    assert "mast" in gap.sentence.en


def test_where_nobody_says_what_it_makes_nothing_is_zero(tmp_path: Path) -> None:
    rows = country() | {"Product": [{"id": "boat"}], "SME": [{"id": "a"}]}
    result = find_makers(ecosystem(tmp_path, rows))
    assert [one.observed for one in result.findings] == [None]
    assert len(result.untested) == 3


def test_large_firms_beside_smaller_ones(there: Ecosystem) -> None:
    result = find_mentors(there)
    assert len(result.findings) == 1
    only = result.findings[0]
    assert [one.key for one in only.subjects] == ["economic:X", "I:S"]
    # Of a, b and gone; the size of `odd` is not known.
    assert only.evidence.counts == {"large": 1, "enterprises": 3, "unreached": 3, "mentored": 1}
    assert only.caveats
    assert any("size" in text.en for text in result.untested)
    assert find_mentors(there, place="area").totals == {"large": 1, "enterprises": 4}


def test_small_groups_are_hidden_on_the_page(there: Ecosystem) -> None:
    (row,) = list_mentors(find_mentors(there), 5).rows
    assert [cell.text.en for cell in row[2:]] == ["hidden"] * 4
    (open_row,) = list_mentors(find_mentors(there), 0).rows
    assert [cell.value for cell in open_row[2:]] == [1, 3, 3, 1]
    makers = list_makers(find_makers(there), 5)
    assert [cell.text.en for cell in makers.rows[0][1:]] == ["hidden"] * 3
    assert any("mast" in note.en for note in makers.notes)
