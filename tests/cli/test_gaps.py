"""Gaps on the command line: asked, explained, verified, simulated."""

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_commands import Shell


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell whose store is a small demonstration."""
    home = tmp_path_factory.mktemp("gaps")
    shell = Shell(home)
    shell("demo", "--to", "demo", "--enterprises", "6000")
    return Shell(home)


def asking(shell: Shell, *arguments: str) -> Any:
    return shell.json("--store", "demo/store", *arguments)


def test_gaps_are_ranked_by_what_is_short(shell: Shell) -> None:
    result = asking(shell, "gaps")
    below = [finding for finding in result["findings"] if finding["verdict"] == "below"]
    assert len(below) == 2
    assert result["findings"][:2] == below
    assert below[0]["effect"] >= below[1]["effect"] > 0
    assert result["data_kind"] == "synthetic"
    assert result["sensitivity"] == below[0]["sensitivity"] != []


def test_people_read_plain_words_in_their_language(shell: Shell) -> None:
    english = shell("--store", "demo/store", "gaps", "--theme", "POL-1-DIGITAL").stdout
    assert "below what it should be" in english
    assert "Does the first still stand" in english
    assert "without Bangkok" in english
    assert "SYNTHETIC DATA" in english
    thai = shell("--store", "demo/store", "--lang", "th", "gaps", "--theme", "POL-1-DIGITAL").stdout
    assert "ต่ำกว่าที่ควร" in thai
    assert "ไม่รวมกรุงเทพมหานคร" in thai


@pytest.mark.parametrize("kind", ["clusters", "within-reach", "inequality"])
def test_every_kind_can_be_asked_for(shell: Shell, kind: str) -> None:
    assert asking(shell, "gaps", "--kind", kind)["analysis"] == kind
    assert shell("--store", "demo/store", "gaps", "--kind", kind).stdout


def test_a_table_goes_to_a_file(shell: Shell, tmp_path: Path) -> None:
    asking(shell, "gaps", "--by", "area", "--csv", str(tmp_path / "gaps.csv"))
    with (tmp_path / "gaps.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert {row["data_kind"] for row in rows} == {"synthetic"}
    assert len(rows) == 78


def test_a_finding_is_explained_by_the_beginning_of_its_id(shell: Shell) -> None:
    asked = ("--theme", "POL-1-DIGITAL", "--by", "area", "--year", "2024")
    first = asking(shell, "gaps", *asked)["findings"][0]
    explained = asking(shell, "explain", first["id"][:16])
    assert explained["finding"] == first
    assert explained["parameters"]["year"] == 2024
    printed = shell("--store", "demo/store", "explain", first["id"]).stdout
    for word in ("rate elsewhere", "negative binomial", "tau2", "binomial_p", "version 1"):
        assert word in printed


def test_a_finding_that_was_not_asked_for_is_found_among_the_usual(shell: Shell) -> None:
    reach = asking(shell, "reach")["findings"][0]
    assert asking(shell, "explain", reach["id"])["finding"] == reach


@pytest.mark.parametrize(
    ("name", "message"), [("nothing-1", "There is no finding"), ("reach-gap-", "findings begin with")]
)
def test_an_id_that_is_none_or_many_is_one_sentence(shell: Shell, name: str, message: str) -> None:
    asking(shell, "gaps")
    assert message in shell("--store", "demo/store", "explain", name, code=1).stderr


def test_published_numbers_are_given_on_this_machine(shell: Shell) -> None:
    checks = shell.json("verify")["checks"]
    assert len(checks) >= 11
    assert all(check["ok"] and check["source"] for check in checks)
    assert "FunnelPlotR" in shell("verify").stdout


def test_simulated_nations_give_their_gaps_away(shell: Shell) -> None:
    rows = shell.json("bench", "planted", "--seeds", "4")["rows"]
    recall = {
        (row["nation"]["enterprises"], row["nation"]["spread"], row["nation"]["depth"]): row["found"]
        / row["planted"]
        for row in rows
    }
    assert recall[200_000, 0.15, 0.67] == 1.0
    assert recall[20_000, 0.3, 0.25] < 0.5 < recall[20_000, 0.3, 1.0]
    printed = shell("bench", "null", "--seeds", "5").stdout
    assert "0 of 5" in printed
