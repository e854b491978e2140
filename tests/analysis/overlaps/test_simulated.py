"""Simulated duplicates are named, geography is not, and the command says so."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from ecograph.analysis.overlaps.judgement import FEWEST, LEVEL
from ecograph.analysis.verification import simulated_overlaps
from ecograph.analysis.verification.bench_overlaps import STRATIFIED, UNSTRATIFIED
from ecograph.analysis.verification.simulated_overlaps import Portfolio, draw, report
from ecograph.cli import app


def test_the_rule_simulated_is_the_rule_in_use() -> None:
    assert (simulated_overlaps.LEVEL, simulated_overlaps.NAMED_FROM) == (LEVEL, FEWEST)


def test_a_planted_pair_shares_what_it_says() -> None:
    drawn = draw(Portfolio(duplicates=3, share=0.5), np.random.default_rng(5))
    for first, second in drawn.planted:
        one, other = drawn.clients[first], drawn.clients[second]
        assert (one & other).sum() == np.ceil(one.sum() / 2)
        assert one.sum() == other.sum() >= 50


def test_copies_are_named_and_nothing_else() -> None:
    drawn = draw(Portfolio(duplicates=5, share=0.9), np.random.default_rng(5))
    assert report(drawn.clients, drawn.region) == drawn.planted


@pytest.mark.parametrize(("what", "rows"), [("planted", 15), ("null", 3)])
def test_the_command_simulates_overlaps(what: str, rows: int) -> None:
    done = CliRunner().invoke(app, ["--json", "bench", what, "--of", "overlaps", "--seeds", "2"])
    found = json.loads(done.stdout)["rows"]
    assert len(found) == rows
    if what == "null":
        reporting = {row["sort"]: row["reporting"] for row in found}
        assert reporting[STRATIFIED] == 0 < reporting[UNSTRATIFIED]
