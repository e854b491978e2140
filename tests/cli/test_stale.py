"""Answers of a store that cannot be read any more say so."""

import json
from pathlib import Path

import pytest

from ecograph.cli.app import Session
from ecograph.errors import StoreUnreachable
from ecograph.settings import Settings
from tests.ecosystems import country, fill


@pytest.mark.parametrize("as_json", [True, False])
def test_a_command_says_that_its_answers_are_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    def away() -> int:
        raise StoreUnreachable("No server answers.", "Start it.")

    here = Session(Settings(home=tmp_path), as_json, "en")
    with here.open(create=True) as workspace:
        fill(workspace.store, country())
        workspace.analyse("reach", by=["corridor"])
        with monkeypatch.context() as patch:
            patch.setattr(workspace.store, "version", away)
            workspace.analyse("reach", by=["area"])
    here.show({"answer": 1})
    printed = capsys.readouterr()
    sentence = "No server answers. Answers are those of version 1."
    assert printed.err.strip() == sentence
    if as_json:
        assert json.loads(printed.out) == {"answer": 1, "stale": sentence}


def test_nothing_is_said_where_nothing_is_stale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = Session(Settings(home=tmp_path), True, "en")
    with here.open(create=True) as workspace:
        fill(workspace.store, country())
        workspace.analyse("reach", by=["corridor"])
    here.show({"answer": 1})
    printed = capsys.readouterr()
    assert (json.loads(printed.out), printed.err) == ({"answer": 1}, "")
