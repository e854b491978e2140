"""The reference tables agree with one another and with the counts that were published."""

import json
import re
from collections import Counter
from collections.abc import Iterable

import pytest

from ecograph.model import MODEL, Confidence
from loaders.countries import find_pack, packs
from loaders.countries.thailand import PACK
from loaders.countries.thailand.confidence import confidence
from loaders.countries.thailand.tables import REFERENCE, table

TABLES = sorted(path.stem for path in REFERENCE.glob("*.csv"))
COUNTED = ("micro", "small", "medium")

IDS = {
    "country": ("country", "code"),
    "region": ("regions", "region_id"),
    "province": ("provinces", "province_id"),
    "corridor": ("corridors", "corridor_id"),
    "centre": ("centres", "ipc_id"),
    "section": ("tsic_sections", "section"),
    "division": ("tsic_divisions", "division"),
    "agency": ("agencies", "agency_id"),
    "unit": ("agency_units", "unit_id"),
    "service": ("services", "service_id"),
    "policy": ("policy_areas", "policy_id"),
    "program": ("programs", "program_id"),
    "agreement": ("agreements", "agreement_id"),
    "industry": ("target_industries", "industry_key"),
}
NAMED = [
    ("provinces", "region_geo6", "region"),
    ("provinces", "region_plan6", "region"),
    ("provinces", "region_nso7", "region"),
    ("districts", "province_id", "province"),
    ("province_adjacency", "a", "province"),
    ("province_adjacency", "b", "province"),
    ("province_aliases", "province_id", "province"),
    ("postcode_province", "province_ids", "province"),
    ("corridor_provinces", "corridor_id", "corridor"),
    ("corridor_provinces", "province_id", "province"),
    ("corridor_industries", "corridor_id", "corridor"),
    ("corridor_industries", "industry_key", "industry"),
    ("border_zones", "province_id", "province"),
    ("clusters", "province_ids", "province"),
    ("centres", "seat_province_id", "province"),
    ("centre_coverage", "ipc_id", "centre"),
    ("centre_coverage", "province_id", "province"),
    ("tsic_divisions", "section", "section"),
    ("target_industries", "tsic_divisions", "division"),
    ("policy_subpoints", "policy_id", "policy"),
    ("needs", "answered_by", "service"),
    ("agencies", "parent_id", "agency"),
    ("agencies", "services", "service"),
    ("agency_aliases", "agency_id", "agency"),
    ("agency_ambiguous_acronyms", "agency_ids", "agency"),
    ("provincial_offices", "province_id", "province"),
    ("agreements", "parties", "agency"),
    ("partnerships", "a", "agency"),
    ("partnerships", "b", "agency"),
    ("partnerships", "agreement_id", "agreement"),
    ("funding", "operator_ids", "agency"),
    ("funding", "service_id", "service"),
    ("programs", "operator_ids", "agency"),
    ("programs", "unit_id", "unit"),
    ("programs", "service_ids", "service"),
    ("program_coverage", "program_id", "program"),
]


def cells(name: str, column: str) -> list[str]:
    return [part for row in table(name) for part in row[column].split("|") if part]


def enterprises(provinces: Iterable[str]) -> int:
    wanted = set(provinces)
    return sum(
        int(row[size]) for row in table("provinces") if row["province_id"] in wanted for size in COUNTED
    )


@pytest.mark.parametrize(("name", "column", "what"), NAMED)
def test_whatever_is_named_exists(name: str, column: str, what: str) -> None:
    assert set(cells(name, column)) <= set(cells(*IDS[what]))


@pytest.mark.parametrize("what", IDS)
def test_ids_are_unique(what: str) -> None:
    assert Counter(cells(*IDS[what])).most_common(1)[0][1] == 1


@pytest.mark.parametrize("name", TABLES)
def test_every_row_names_sources_and_a_confidence_that_are_known(name: str) -> None:
    if name == "sources":
        return
    known = set(cells("sources", "source_id"))
    for row in table(name):
        assert row["source"]
        assert set(row["source"].split("|")) <= known
        assert confidence(row["confidence"]) in set(Confidence)


def test_every_source_is_one_of_some_row() -> None:
    named = {source for name in TABLES if name != "sources" for source in cells(name, "source")}
    assert set(cells("sources", "source_id")) == named


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_as_wide_as_their_header_and_trimmed(name: str) -> None:
    for row in table(name):
        assert len(row) == len(table(name)[0])
        assert all(value == value.strip() for value in row.values())


@pytest.mark.parametrize("path", sorted(REFERENCE.iterdir()), ids=lambda path: path.name)
def test_no_path_of_a_workplace(path: object) -> None:
    text = (REFERENCE / str(path)).read_text(encoding="utf-8")
    assert not re.search(r"/home/|file id", text)


def test_what_was_published() -> None:
    provinces = cells("provinces", "province_id")
    assert len(provinces) == 77
    assert len(table("districts")) == 928
    assert enterprises(provinces) == 3_255_957
    assert sum(int(row["large"]) for row in table("provinces")) == 16_521
    assert enterprises(["TH-10"]) == 540_564
    assert len(table("province_adjacency")) == 177
    assert len(table("tsic_divisions")) == 88
    assert len(table("agencies")) == 98


def test_the_five_corridors() -> None:
    by_corridor = {
        corridor: [
            row["province_id"] for row in table("corridor_provinces") if row["corridor_id"] == corridor
        ]
        for corridor in cells("corridors", "corridor_id")
    }
    assert {corridor: enterprises(provinces) for corridor, provinces in by_corridor.items()} == {
        "COR-EEC": 192_275,
        "COR-NEC": 242_346,
        "COR-NEEC": 197_164,
        "COR-CWEC": 155_573,
        "COR-SEC": 183_076,
    }
    covered = set(cells("corridor_provinces", "province_id"))
    assert len(covered) == 19
    assert enterprises(covered) == 970_434


def test_border_zones_overlap_corridors_in_three_provinces() -> None:
    zones, corridors = (
        set(cells("border_zones", "province_id")),
        set(cells("corridor_provinces", "province_id")),
    )
    assert len(zones) == 10
    assert zones & corridors == {"TH-57", "TH-43", "TH-71"}
    assert len(zones | corridors) == 26


def test_bangkok_is_what_naive_joins_drop() -> None:
    provinces = set(cells("provinces", "province_id"))
    assert provinces - set(cells("clusters", "province_ids")) == {"TH-10"}
    assert provinces - set(cells("provincial_offices", "province_id")) == {"TH-10"}
    assert sorted(cells("clusters", "province_ids")) == sorted(provinces - {"TH-10"})
    assert sorted(cells("centre_coverage", "province_id")) == sorted(provinces)


def test_districts_bear_the_code_of_their_province() -> None:
    assert all(row["province_id"] == f"TH-{row['district_code'][:2]}" for row in table("districts"))


def test_neighbours_are_pairs() -> None:
    pairs = [frozenset((row["a"], row["b"])) for row in table("province_adjacency")]
    assert len(set(pairs)) == len(pairs)
    assert all(len(pair) == 2 for pair in pairs)


def test_keys_of_themes_and_corridors_that_programs_and_funds_name() -> None:
    themes = {f"DIPROM-PILLARS-2567:{pillar}" for pillar in cells("policy_pillars", "pillar_id")}
    themes |= {f"INDUSTRY-REFORM:{area}" for area in cells("policy_areas", "policy_id")}
    assert set(cells("programs", "theme_keys")) | set(cells("funding", "theme_keys")) <= themes
    industries = {*cells("target_industries", "industry_key"), "TSIC:C"}
    assert set(cells("programs", "industry_keys")) | set(cells("funding", "industry_keys")) <= industries
    corridors = {f"economic:{one}" for one in cells("corridors", "corridor_id")}
    corridors |= {f"centre:{one}" for one in cells("centres", "ipc_id")}
    assert set(cells("program_coverage", "corridor_key")) <= corridors


def test_partners_are_parties_of_their_agreement() -> None:
    parties = {row["agreement_id"]: set(row["parties"].split("|")) for row in table("agreements")}
    assert len(parties["AGR-MOU-20240206"]) == 6
    for row in table("partnerships"):
        assert {row["a"], row["b"]} <= parties[row["agreement_id"]]
        assert row["confidence"] == "derived"


def test_forms_of_name_prefixes_are_those_of_the_model() -> None:
    forms = MODEL.node("SME").property("legal_form").values
    assert set(cells("name_prefixes", "legal_form")) <= set(forms)
    instruments = MODEL.node("FundingSource").property("instrument").values
    assert set(cells("funding", "kind")) <= set(instruments)


def test_boundaries_are_those_of_the_provinces() -> None:
    shapes = json.loads((REFERENCE / "provinces_simplified.geojson").read_text(encoding="utf-8"))
    found = [feature["properties"]["province_id"] for feature in shapes["features"]]
    assert sorted(found) == sorted(cells("provinces", "province_id"))


def test_the_pack_is_found() -> None:
    assert find_pack("thailand") is PACK
    assert PACK in packs()
    assert next(iter(PACK.corridor_schemes)) == "economic"
    assert (REFERENCE.parent / "NOTICE").is_file()


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("programs", ["policy_ref_confidence", "service_tag_confidence", "industry_confidence"]),
        ("funding", ["tag_confidence"]),
        ("agencies", ["parent_kind_confidence", "services_confidence"]),
    ],
)
def test_what_is_said_of_a_thing_is_not_surer_than_the_thing(name: str, columns: list[str]) -> None:
    for row in table(name):
        own = Confidence(confidence(row["confidence"]) or "")
        assert all(own.at_least(Confidence(confidence(row[column]) or "")) for column in columns)
