"""How the network grew, and what each side had on record, held against plain sets over the rows."""

import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ecograph.analysis.change import (
    Moment,
    find_moment,
    grow_between_versions,
    grow_between_years,
    institutions,
)
from ecograph.graph import Ecosystem, open_ecosystem
from ecograph.model import MODEL
from ecograph.store import open_store
from tests.ecosystems import ecosystem, fill

JOINED, FINANCED = "SME PARTICIPATED_IN Program", "SME FINANCED_BY FundingSource"
OWNERS = {"p0": "a", "p1": "a", "p2": "b", "f0": "c"}


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return a country with records of support by chance, and a program that follows another."""
    random = Random(7)  # noqa: S311 - a seed, so that a failure comes back
    joined = {
        (f"s{random.randrange(30)}", f"p{random.randrange(3)}", random.choice([2024, 2025, None]))
        for _ in range(60)
    }
    joined = {each for each in joined if each[1:] not in {("p2", 2025), ("p1", 2024)}}
    financed = {(f"s{random.randrange(30)}", "f0", random.choice([2024, 2025])) for _ in range(10)}
    return {
        "SME": [{"id": f"s{at}"} for at in range(30)],
        "Agency": [{"id": key, "name_en": key.upper()} for key in "abcd"],
        "Program": [
            {"id": "p0"},
            {"id": "p1", "fiscal_year": 2025},
            {"id": "p2"},
            {"id": "p3", "fiscal_year": 2024},
            {"id": "p4", "fiscal_year": 2024},
        ],
        "FundingSource": [{"id": "f0"}],
        "Agency RUNS Program": [{"source": OWNERS[key], "target": key} for key in ("p0", "p1", "p2")],
        "Agency MANAGES FundingSource": [{"source": "c", "target": "f0"}],
        "Program FOLLOWS Program": [{"source": "p1", "target": "p3"}, {"source": "p4", "target": "p3"}][:1],
        "Theme": [
            {"framework": "F", "id": "t", "first_year": 2024, "last_year": 2024},
            *({"framework": "G", "id": key} for key in "uvw"),
        ],
        "Theme CORRESPONDS_TO Theme": [
            {"source": "F:t", "target": "G:u"},
            {"source": "G:v", "target": "G:w"},
        ],
        JOINED: [
            {"source": s, "target": p, "fiscal_year": year, "starts_on": date(year or 2020, 1, 1)}
            for s, p, year in joined
        ],
        FINANCED: [{"source": s, "target": f, "fiscal_year": year} for s, f, year in financed],
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    return ecosystem(tmp_path_factory.mktemp("growth"), rows())


def of(year: int) -> list[tuple[str, str]]:
    """Return who was supported by what in a year."""
    return [
        (row["source"], row["target"])
        for kind in (JOINED, FINANCED)
        for row in rows()[kind]
        if row["fiscal_year"] == year
    ]


def test_growth_between_years_is_as_sets_say(made: Ecosystem) -> None:
    growth = grow_between_years(made, 2024, 2025)
    sides = [of(year) for year in (2024, 2025)]
    expected = {
        "Agency": [{OWNERS[what] for _, what in side} for side in sides],
        "Program": [{what for _, what in side if what[0] == "p"} for side in sides],
        "FundingSource": [{what for _, what in side if what[0] == "f"} for side in sides],
        "SME": [{who for who, _ in side} for side in sides],
    }
    lines = {line.kind: line for line in growth.lines}
    for kind, (before, after) in expected.items():
        line = lines[kind]
        assert (line.before, line.after) == (len(before), len(after))
        assert (line.added, line.removed) == (len(after - before), len(before - after))
    for kind in (JOINED, FINANCED):
        counts = [sum(row["fiscal_year"] == year for row in rows()[kind]) for year in (2024, 2025)]
        assert [lines[kind].before, lines[kind].after] == counts
    assert {(each.kind, each.key, each.came) for each in growth.members} == {
        (kind, key, came)
        for kind, (before, after) in expected.items()
        if kind != "SME"
        for came, keys in ((True, after - before), (False, before - after))
        for key in keys
    }
    assert growth.members


def test_a_moment_says_who_reported_and_who_had_something_to_report(made: Ecosystem) -> None:
    first, last = find_moment(made, 2024), find_moment(made, 2025)
    assert first.reporting == {OWNERS[what] for _, what in of(2024)}
    assert last.reporting == {OWNERS[what] for _, what in of(2025)}
    assert "b" in first.reporting - last.reporting
    assert first.running == last.running == {"a", "b", "c"}
    assert (first.records, last.records) == (len(of(2024)), len(of(2025)))
    assert first.unyeared == sum(row["fiscal_year"] is None for row in rows()[JOINED]) > 0
    assert [each.themes["F:t"][1] for each in (first, last)] == [True, False]
    assert first.roots == {"p1": "p3"}
    assert first.counterparts == {"F:t": "G:u", "G:u": "F:t", "G:v": "G:w", "G:w": "G:v"}
    assert Moment.from_dict(json.loads(json.dumps(first.to_dict()))) == first
    assert find_moment(made).year is None
    assert find_moment(made).records == len(rows()[JOINED]) + len(rows()[FINANCED])


def test_a_line_that_forks_is_not_followed(tmp_path: Path) -> None:
    forked = rows()
    forked["Program FOLLOWS Program"] = [{"source": "p1", "target": "p3"}, {"source": "p4", "target": "p3"}]
    forked["Theme CORRESPONDS_TO Theme"] += [{"source": "G:w", "target": "G:u"}]
    found = find_moment(ecosystem(tmp_path, forked))
    assert (found.roots, found.counterparts) == ({}, {})


def test_growth_between_versions_is_as_the_stores_say(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"), threads=1)
    before = rows()
    fill(store, before)
    after = rows()
    after["Agency"] = [{"id": key, "name_en": key.upper()} for key in "abce"]
    after["SME"] += [{"id": "s30"}]
    fill(store, after)
    earlier = store.at(1)
    names = tuple(institutions(open_ecosystem(each)) for each in (earlier, store))
    growth = grow_between_versions(
        earlier.counts(), store.counts(), store.changes_since(1), (names[0], names[1])
    )
    assert {(each.key, each.name.en, each.came) for each in growth.members} == {
        ("d", "D", False),
        ("e", "E", True),
    }
    lines = {
        line.kind: (line.before, line.after, line.added, line.removed, line.changed) for line in growth.lines
    }
    assert lines["Agency"] == (4, 4, 1, 1, 0)
    assert lines["SME"] == (30, 31, 1, 0, 0)
    assert set(lines) == {kind for kind in MODEL.kinds if store.counts()[kind] or earlier.counts()[kind]}
    earlier.close()
    store.close()
