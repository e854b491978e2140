"""Overlaps on the command line, within this process."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ecograph.cli import app
from ecograph.cli.overlaps import LEVELS, Level
from tests.analysis.overlaps.background import NAMES, background
from tests.ecosystems import fill, new_store, store_environment

APART = NAMES[:3]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("overlaps")
    environment = {"ECOGRAPH_HOME": str(home / "home"), **store_environment(home / "store")}
    store = new_store(home / "store")
    clients: list[dict[str, object]] = [
        {"source": f"s{at}", "target": key, "status": "completed"} for at in range(20) for key in "ab"
    ]
    rows: dict[str, Any] = {
        "SME": [{"id": f"s{at}"} for at in range(400)],
        "Program": [
            {"id": "a", "name": "=หนึ่ง", "name_en": "=One"},
            *({"id": key, "fiscal_year": 2024} for key in ("b", *NAMES[:-2])),
            *({"id": key, "fiscal_year": 2024, "name_en": "Digital training"} for key in NAMES[-2:]),
        ],
        "Theme": [{"framework": "F", "id": "t", "name": "ดิจิทัล", "name_en": "Digital"}],
        "Area": [{"code": "A0", "level": "province"}],
        "Agency": [{"id": key} for key in "xyz"],
        "Agency RUNS Program": [
            {"source": agency, "target": name} for agency, name in zip("xyz", APART, strict=True)
        ],
        "Program ADDRESSES Theme": [{"source": name, "target": "F:t"} for name in APART],
        "Program COVERS Area": [{"source": name, "target": "A0"} for name in APART],
        "SME PARTICIPATED_IN Program": clients + background(400),
    }
    fill(store, rows)
    store.close()
    return environment


def run(environment: dict[str, str], *arguments: str) -> str:
    done = CliRunner().invoke(app, arguments, env=environment)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_overlaps_are_asked_written_and_explained(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    result = json.loads(run(environment, "--json", "overlaps", "--csv", str(path)))
    (finding,) = result["findings"]
    assert (finding["rung"], finding["observed"]) == ("overlap", 20)
    explained = json.loads(run(environment, "--json", "explain", finding["id"]))
    assert explained["finding"] == finding
    thai = run(environment, "--lang", "th", "explain", finding["id"])
    # Aspects in words, and what is not on record as unknown; a chance is never nothing.
    assert "services" not in thai
    assert re.search(r"พื้นที่และระเบียง +0 +0 +ไม่ทราบ", thai)
    assert re.search(r"^ *p +<1e-12", thai, re.MULTILINE)
    assert "'=One" in path.read_text(encoding="utf-8-sig")


def test_agencies_apart_stand_apart_from_pairs(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    (finding,) = json.loads(run(environment, "--json", "overlaps"))["fragmentation"]["findings"]
    assert (finding["rung"], finding["observed"], finding["p"]) == ("fragmentation", 3, None)
    assert finding["sentence"]["en"].startswith("Digital × A0: 3 agencies run 3 programs")
    assert json.loads(run(environment, "--json", "explain", finding["id"]))["finding"] == finding
    assert "several agencies work apart" in run(environment, "overlaps", "--csv", str(path))
    assert finding["id"] in path.read_text(encoding="utf-8-sig")


def test_what_is_named_alike_stands_apart_from_pairs(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    (finding,) = json.loads(run(environment, "--json", "overlaps"))["named-alike"]["findings"]
    assert [one["key"] for one in finding["subjects"]] == NAMES[-2:]
    assert json.loads(run(environment, "--json", "explain", finding["id"]))["finding"]["id"] == finding["id"]
    assert "may be one under two names" in run(environment, "overlaps", "--csv", str(path))
    assert finding["id"] in path.read_text(encoding="utf-8-sig")


def test_pairs_are_confirmed_when_asked(environment: dict[str, str]) -> None:
    (finding,) = json.loads(run(environment, "--json", "overlaps", "--confirm", "250"))["findings"]
    assert finding["evidence"]["counts"]["fixed_degrees_draws"] == 250
    done = CliRunner().invoke(app, ["overlaps", "--confirm", "3"], env=environment)
    assert "too few to confirm" in str(done.exception)


def test_people_read_it_in_their_language(environment: dict[str, str]) -> None:
    assert "expected by chance" in " ".join(run(environment, "overlaps").split())
    assert "ลูกค้าร่วม" in run(environment, "--lang", "th", "overlaps")


@pytest.mark.parametrize("level", list(LEVELS))
def test_every_level_can_be_asked_for(environment: dict[str, str], level: Level) -> None:
    result = json.loads(run(environment, "--json", "overlaps", "--level", level))
    assert result["parameters"]["level"] == LEVELS[level]
