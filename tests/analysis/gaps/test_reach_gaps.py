"""Reach gaps on countries so regular that a reader knows what must be said."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis import find_reach
from ecograph.analysis.gaps import find_reach_gaps
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Finding
from tests.analysis.test_reach import random_rows
from tests.ecosystems import country, ecosystem

AREAS = 24
EACH = 60
SERVED = 20
GAP = "A2"
"""The only province of corridor Y."""
Rows = dict[str, list[dict[str, Any]]]


def regular(served: dict[str, int] | None = None) -> Rows:
    """Return a country of which each province has 60 enterprises, 20 of them served by the program p."""
    rows: Rows = {name: list(items) for name, items in country(AREAS).items()}
    rows["SME"], rows["SME LOCATED_IN Area"], rows["SME OPERATES_IN Industry"] = [], [], []
    rows["Program"] = [{"id": "p"}]
    rows["Program ADDRESSES Theme"] = [{"source": "p", "target": "F:t"}]
    rows["SME PARTICIPATED_IN Program"] = []
    for area in range(AREAS):
        for number in range(EACH):
            key = f"e{area}-{number}"
            rows["SME"].append({"id": key, "size_class": "micro" if number % 2 else "small"})
            rows["SME LOCATED_IN Area"].append({"source": key, "target": f"A{area}", "primary": True})
            rows["SME OPERATES_IN Industry"].append(
                {"source": key, "target": "I:10" if number % 3 else "I:20", "primary": True}
            )
            if number < (served or {}).get(f"A{area}", SERVED):
                rows["SME PARTICIPATED_IN Program"].append(
                    {"source": key, "target": "p", "fiscal_year": 2024}
                )
    return rows


def cell(result: AnalysisResult, key: str) -> Finding:
    (found,) = [f for f in result.findings if key in [subject.key for subject in f.subjects]]
    return found


def test_a_cell_that_few_are_reached_in_is_named_first(tmp_path: Path) -> None:
    result = find_reach_gaps(ecosystem(tmp_path, regular({GAP: 3})), theme="t", by=("corridor",))
    first = result.findings[0]
    assert [subject.key for subject in first.subjects] == ["F:t", "economic:Y"]
    assert (first.verdict, first.observed) == ("below", 3)
    assert first.expected is not None
    assert first.effect is not None
    assert first.expected == pytest.approx(20, abs=0.2)
    assert first.effect == pytest.approx(first.expected - 3)
    assert first.interval is not None
    assert 0 < first.interval[0] < first.effect < first.interval[1]
    assert first.p is not None
    assert first.q is not None
    assert first.p < first.q < 0.05
    assert first.null
    assert first.method.parameters.keys() == {"level", "material", "tau2"}
    assert cell(result, "economic:X").verdict == "not_below"
    assert cell(result, "*outside").verdict == "not_below"


def test_what_is_expected_can_be_computed_again_from_the_rows(tmp_path: Path) -> None:
    result = find_reach_gaps(ecosystem(tmp_path, regular({GAP: 3, "A9": 11})), by=("corridor",))
    for finding in result.findings:
        if finding.expected is None:
            continue
        rows = finding.evidence.rows
        assert sum(float(row[1]) * float(row[3]) for row in rows) == pytest.approx(finding.expected)
        assert sum(float(row[1]) for row in rows) == finding.evidence.counts["eligible"]
        assert sum(float(row[2]) for row in rows) == finding.observed


def test_sentences_are_plain(tmp_path: Path) -> None:
    found = ecosystem(tmp_path, regular({GAP: 3}))
    result = find_reach_gaps(found, theme="t", by=("corridor",))
    first = result.findings[0].sentence
    assert "reached 3, expected 20, short 17" in first.en
    assert "เข้าถึง 3 ราย" in first.th
    assert "ขาด 17 ราย" in first.th
    for finding in (*result.findings, *find_reach_gaps(found, by=("area", "industry")).findings):
        for words in (finding.sentence.en, finding.sentence.th):
            assert not re.search(r"[\u0370-\u03ff]|\b[pqz] ?=|nan|inf|\{|None", words), words


def test_no_program_there_is_a_fact_and_no_test(tmp_path: Path) -> None:
    rows = regular({GAP: 0})
    rows["Program COVERS Area"] = [
        {"source": "p", "target": f"A{area}"} for area in range(AREAS) if area != 2
    ]
    found = cell(find_reach_gaps(ecosystem(tmp_path, rows), theme="t"), "economic:Y")
    assert (found.verdict, found.cause, found.observed) == ("no_program", "no_program", 0)
    assert (found.p, found.q, found.interval, found.null) == (None, None, None, "")
    assert found.effect == pytest.approx(20)
    assert "no program or fund on record works there" in found.sentence.en
    assert found.evidence.counts["programs_there"] == 0
    assert found.evidence.counts["programs_elsewhere"] == 1


def test_a_program_that_does_not_say_where_it_works_is_not_nowhere(tmp_path: Path) -> None:
    rows = regular({GAP: 0})
    rows["Program"].append({"id": "q"})
    rows["Program ADDRESSES Theme"].append({"source": "q", "target": "F:t"})
    rows["Program COVERS Area"] = [
        {"source": "p", "target": f"A{area}"} for area in range(AREAS) if area != 2
    ]
    found = cell(find_reach_gaps(ecosystem(tmp_path, rows), theme="t"), "economic:Y")
    assert (found.verdict, found.cause) == ("below", "none_on_record")
    assert found.p is not None
    assert any("do not say where they work" in caveat.en for caveat in found.caveats)


@pytest.mark.parametrize("target", [("Area", "C"), ("Area", GAP), ("Corridor", "economic:Y")])
def test_a_program_that_covers_the_place_is_there(tmp_path: Path, target: tuple[str, str]) -> None:
    rows = regular({GAP: 0})
    rows[f"Program COVERS {target[0]}"] = [{"source": "p", "target": target[1]}]
    found = cell(find_reach_gaps(ecosystem(tmp_path, rows), theme="t"), "economic:Y")
    assert (found.verdict, found.cause) == ("below", "few_participants")
    assert (f"Program COVERS {target[0]}", "p", target[1]) in found.evidence.relationships


def test_whoever_took_part_was_reached_by_a_program_that_is_there(tmp_path: Path) -> None:
    rows = regular({GAP: 2})
    rows["Program COVERS Area"] = [{"source": "p", "target": "A0"}]
    found = cell(find_reach_gaps(ecosystem(tmp_path, rows), theme="t"), "economic:Y")
    assert (found.verdict, found.cause) == ("below", "few_participants")


def test_who_has_not_reported_is_unknown_and_teaches_nothing(tmp_path: Path) -> None:
    rows = regular({GAP: 0})
    rows["Program"].append({"id": "q"})
    rows["Agency"] = [{"id": "a", "name": "กรมหนึ่ง", "name_en": "Department One"}]
    rows["Agency RUNS Program"] = [{"source": "a", "target": "q"}]
    rows["Program ADDRESSES Theme"].append({"source": "q", "target": "F:t"})
    rows["Program COVERS Area"] = [
        *({"source": "p", "target": f"A{area}"} for area in range(AREAS) if area != 2),
        {"source": "q", "target": GAP},
    ]
    result = find_reach_gaps(ecosystem(tmp_path, rows), theme="t")
    found = cell(result, "economic:Y")
    assert (found.verdict, found.observed, found.expected, found.p) == ("not_reported", None, None, None)
    assert "not known" in found.sentence.en
    assert any("Department One" in caveat.en for caveat in found.caveats)
    assert cell(result, "economic:X").expected == pytest.approx(40)
    assert any("not reported" in text.en for text in result.untested)


def test_where_nobody_has_reported_everything_is_unknown(tmp_path: Path) -> None:
    rows = regular()
    del rows["SME PARTICIPATED_IN Program"]
    result = find_reach_gaps(ecosystem(tmp_path, rows))
    assert {finding.verdict for finding in result.findings} <= {"not_reported", "nobody", "no_program"}
    assert "reach is unknown, not zero" in result.untested[0].en
    silent = [finding for finding in result.findings if finding.verdict == "not_reported"]
    assert {finding.observed for finding in silent} == {None}


def test_a_store_of_participants_alone_has_nobody_to_compare(tmp_path: Path) -> None:
    rows = regular(dict.fromkeys((f"A{area}" for area in range(AREAS)), EACH))
    result = find_reach_gaps(ecosystem(tmp_path, rows), by=("corridor",))
    assert {finding.verdict for finding in result.findings} == {"participants"}
    assert cell(result, "economic:Y").observed == EACH
    assert cell(result, "economic:Y").expected is None
    assert any("nobody to compare them with" in text.en for text in result.untested)


def test_a_theme_that_nothing_addresses_is_one_finding(tmp_path: Path) -> None:
    result = find_reach_gaps(ecosystem(tmp_path, regular()))
    (found,) = [f for f in result.findings if f.subjects[0].key == "F:u"]
    assert (found.verdict, len(found.subjects)) == ("no_program", 1)


def test_a_year_counts_only_its_own_support(tmp_path: Path) -> None:
    rows = regular({GAP: 3})
    found = ecosystem(tmp_path, rows)
    asked: dict[str, Any] = {"theme": "t", "by": ("corridor",)}
    assert find_reach_gaps(found, **asked, year=2024).findings[0].verdict == "below"
    verdicts = {finding.verdict for finding in find_reach_gaps(found, **asked, year=2023).findings}
    assert verdicts == {"not_reported"}


def test_lines_say_what_would_change_the_answer(tmp_path: Path) -> None:
    rows = regular({GAP: 3})
    moved = [{"source": f"e2-{number}", "target": "A5", "role": "operating"} for number in range(3)]
    rows["SME LOCATED_IN Area"] = [
        {**row, "role": "registered"} for row in rows["SME LOCATED_IN Area"]
    ] + moved
    result = find_reach_gaps(ecosystem(tmp_path, rows), theme="t")
    lines = {line.name.en: line for line in result.findings[0].sensitivity}
    assert result.sensitivity == result.findings[0].sensitivity
    assert [name.split(",")[0].split(" A")[0] for name in lines] == [
        "without",
        "without Ex",
        "manufacturing only",
        "by the place of operation",
    ]
    assert lines["manufacturing only"].changed is None, "no section of this country makes things"
    operation = lines["by the place of operation"]
    assert operation.changed is False
    assert operation.effect == pytest.approx(57 * 23 / 69 - 0, rel=0.2)


def test_leaving_a_cell_out_says_nothing_of_it(tmp_path: Path) -> None:
    result = find_reach_gaps(ecosystem(tmp_path, regular({GAP: 3})), theme="t")
    line = next(
        line for line in cell(result, "economic:X").sensitivity if line.name.en == "without Ex, the largest"
    )
    assert (line.changed, line.effect) == (None, None)


def test_population_figures_are_the_denominator(tmp_path: Path) -> None:
    rows = regular({GAP: 0})
    for area in rows["Area"]:
        if area.get("level") == "province":
            area |= {"enterprises_micro": 30, "enterprises_small": 30}
    result = find_reach_gaps(ecosystem(tmp_path, rows), theme="t", population="areas")
    assert result.totals["eligible"] == AREAS * 60
    found = cell(result, "economic:Y")
    assert found.verdict == "below"
    assert found.expected == pytest.approx(20)
    assert any("population figures" in caveat.en for caveat in found.caveats)


def test_reached_of_unknown_size_are_counted_with_figures_too(tmp_path: Path) -> None:
    rows = regular({GAP: 0})
    rows["SME"] = [{**sme, "size_class": None} if sme["id"].startswith("e0-") else sme for sme in rows["SME"]]
    for area in rows["Area"]:
        if area.get("level") == "province":
            area |= {"enterprises_micro": 30, "enterprises_small": 30}
    result = find_reach_gaps(ecosystem(tmp_path, rows), theme="t", population="areas")
    assert sum(finding.observed or 0 for finding in result.findings) == 23 * SERVED


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("by", [("corridor",), ("area", "size"), ("industry",), ("corridor", "industry")])
def test_counts_are_those_of_reach(tmp_path: Path, seed: int, by: tuple[str, ...]) -> None:
    rows, _ = random_rows(seed)
    found = ecosystem(tmp_path, rows)
    for theme, year in (("", None), ("F:t", 2023), ("F:u", None)):
        reach = find_reach(found, by=by, theme=theme, year=year)
        known = {f.subjects: f.evidence.counts for f in reach.findings}
        gaps = find_reach_gaps(found, by=by, theme=theme, year=year)
        assert {f.subjects for f in gaps.findings} <= known.keys()
        for finding in gaps.findings:
            counts = finding.evidence.counts
            assert counts["eligible"] == known[finding.subjects]["eligible"]
            assert counts["enterprises"] == known[finding.subjects]["enterprises"]
            if finding.observed is not None:
                assert finding.observed == known[finding.subjects]["reached"]
        assert gaps.totals["eligible"] == reach.totals["eligible"]


def test_the_order_of_rows_leaves_no_trace(tmp_path: Path) -> None:
    rows = regular({GAP: 3, "A7": 12})
    turned: Rows = {}
    for kind, items in rows.items():
        turned[kind] = list(items)
        random.Random(1).shuffle(turned[kind])  # noqa: S311  (cases for a test)
    by = ("theme", "corridor", "industry")
    one = find_reach_gaps(ecosystem(tmp_path / "one", rows), by=by).to_dict()
    two = find_reach_gaps(ecosystem(tmp_path / "two", turned), by=by).to_dict()
    assert one == two


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"by": ("theme",)}, "against other cells, and themes alone have none"),
        ({"by": ("planet",)}, "'planet' is not something to group by"),
        ({"scheme": "economics"}, "Did you mean 'economic'"),
        ({"theme": "nothing"}, "'nothing' is not one theme"),
        ({"industry": "I:99"}, "'I:99' is not an industry"),
        ({"year": 2567}, "Did you mean 2024"),
        ({"population": "areas", "by": ("industry",)}, "not split by industry"),
    ],
)
def test_a_wrong_question_is_one_sentence(tmp_path: Path, parameters: dict[str, Any], message: str) -> None:
    found = ecosystem(tmp_path, {**country(), "SME": [{"id": "e"}]})
    with pytest.raises(AnalysisError, match=message):
        find_reach_gaps(found, **parameters)


def test_a_country_without_provinces_has_only_the_unknown_place(tmp_path: Path) -> None:
    rows = regular({GAP: 3})
    for kind in ("Area", "Area PART_OF Area", "Area IN_CORRIDOR Corridor", "SME LOCATED_IN Area"):
        del rows[kind]
    result = find_reach_gaps(ecosystem(tmp_path, rows), by=("area",))
    assert [finding.verdict for finding in result.findings] == ["nowhere"]
    json.dumps(result.to_dict(), allow_nan=False)


def test_of_two_places_of_operation_the_first_by_key_counts(tmp_path: Path) -> None:
    rows = regular({GAP: 3})
    for area in ("A7", "A5"):
        rows["SME LOCATED_IN Area"] += [
            {"source": f"e2-{number}", "target": area, "role": "operating"} for number in range(3)
        ]
    one = find_reach_gaps(ecosystem(tmp_path / "one", rows), theme="t").to_dict()
    rows["SME LOCATED_IN Area"].reverse()
    assert find_reach_gaps(ecosystem(tmp_path / "two", rows), theme="t").to_dict() == one


def test_areas_that_have_nothing_in_common_still_give_numbers(tmp_path: Path) -> None:
    rows = regular({f"A{area}": 0 if area % 2 else EACH for area in range(AREAS)})
    result = find_reach_gaps(ecosystem(tmp_path, rows), by=("area",))
    json.dumps(result.to_dict(), allow_nan=False)
    assert {finding.verdict for finding in result.findings} == {"cannot_say"}


def test_nobody_to_reach_is_no_gap(tmp_path: Path) -> None:
    rows = country()
    rows["Program"], rows["Program ADDRESSES Theme"] = [{"id": "p"}], [{"source": "p", "target": "F:t"}]
    result = find_reach_gaps(ecosystem(tmp_path, rows))
    assert {f.verdict for f in result.findings} == {"nobody", "no_program"}
