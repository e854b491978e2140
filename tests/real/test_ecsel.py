"""ECSEL's projects and participants: the same graph from workbooks and from a database."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ecograph.store import GraphStore, open_store
from loaders.countries.europe import PACK
from loaders.report import LoadReport
from tests.real.sources import DATA, bring, needs_data

FILES = DATA / "eu_ecsel_cordis"
ENTERPRISES, OTHERS = 1_132, 342
CONTRIBUTED = 1_156.9
RECIPES = ("eu-ecsel", "eu-ecsel-sqlite")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[GraphStore, LoadReport]]:
    found = {}
    for recipe in RECIPES:
        store = open_store(str(tmp_path_factory.mktemp("ecsel") / "store"))
        found[recipe] = store, bring(store, recipe, FILES)
    return found


@needs_data
@pytest.mark.parametrize("recipe", RECIPES)
def test_projects_organisations_and_participations(
    loaded: dict[str, tuple[GraphStore, LoadReport]], recipe: str
) -> None:
    store, report = loaded[recipe]
    counts = store.counts()
    assert report.rows == {"read": 3_502, "recorded": 3_502, "rejected": 0, "not wanted": 0}
    assert report.total_problems == 0
    assert counts["Program"] == 96
    assert (counts["SME"], counts["Agency"]) == (ENTERPRISES, OTHERS)
    assert ENTERPRISES + OTHERS == 1_474
    kinds = ("SME PARTICIPATED_IN Program", "Agency RUNS Program", "Agency SUPPORTS Program")
    assert sum(report.kinds[kind].mapped for kind in kinds) == 3_379
    assert sum(counts[kind] for kind in kinds) == 3_379


@needs_data
def test_the_roles_and_contributions_are_those_of_the_rows(
    loaded: dict[str, tuple[GraphStore, LoadReport]],
) -> None:
    store, _ = loaded["eu-ecsel"]
    export = store.export()
    runs, supports, takes_part = (
        export.relationships[kind].to_pylist()
        for kind in ("Agency RUNS Program", "Agency SUPPORTS Program", "SME PARTICIPATED_IN Program")
    )
    roles = Counter(row["role"] for row in (*supports, *takes_part))
    assert len(runs) + roles["coordinator"] == 96
    assert (roles["participant"], roles["third party"]) == (3_141, 142)
    assert round(sum(row["amount"] or 0 for row in (*runs, *supports, *takes_part)) / 1e6, 1) == CONTRIBUTED


@needs_data
def test_the_same_graph_from_workbooks_and_from_a_database(
    loaded: dict[str, tuple[GraphStore, LoadReport]],
) -> None:
    assert len({store.content_hash() for store, _ in loaded.values()}) == 1


@needs_data
def test_a_contribution_is_the_participant_s_and_blank_is_unknown(
    loaded: dict[str, tuple[GraphStore, LoadReport]],
) -> None:
    store, _ = loaded["eu-ecsel"]
    export = store.export(["SME", "Program", "SME PARTICIPATED_IN Program"])
    enterprises = {row["nid"]: row["key"] for row in export.nodes["SME"].to_pylist()}
    programs = {row["nid"]: row["key"] for row in export.nodes["Program"].to_pylist()}
    amounts = {
        (enterprises[row["source"]], programs[row["target"]], row["role"]): row["amount"]
        for row in export.relationships["SME PARTICIPATED_IN Program"].to_pylist()
    }
    assert amounts["PIC-998387051", "CORDIS-737459", "participant"] == 21_576.45
    assert amounts["PIC-899789946", "CORDIS-101007322", "participant"] == 255_922.13
    assert len(amounts) == 2_136


@needs_data
def test_countries_agree_with_those_of_the_pack(
    loaded: dict[str, tuple[GraphStore, LoadReport]], tmp_path: Path
) -> None:
    store = open_store(str(tmp_path / "store"))
    bring(store, "eu-reference")
    report = bring(store, "eu-ecsel", FILES)
    assert report.total_problems == 0
    assert store.disagreements() == []
    assert store.node("Area", "EL") is None
    assert store.node("Area", "GR") is not None


def test_the_two_recipes_make_the_same_of_a_row() -> None:
    def records(name: str) -> list[dict[str, Any]]:
        recipe = tomllib.loads((PACK.recipes / f"{name}.toml").read_text(encoding="utf-8"))
        return [
            {part: table.get(part) for part in ("nodes", "relationships")} for table in recipe["tables"]
        ] + [recipe["source"]]

    assert records("eu-ecsel") == records("eu-ecsel-sqlite")
