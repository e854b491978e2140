"""Makers and mentors on the command line, and the enterprises by key in a file."""

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from ecograph.cli import app
from ecograph.model import DataKind
from tests.ecosystems import country, fill, new_store, store_environment


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("supplying")


@pytest.fixture(scope="module")
def environment(home: Path) -> dict[str, str]:
    variables = store_environment(home / "store") | {"ECOGRAPH_HOME": str(home / "home")}
    rows = {kind: list(lines) for kind, lines in country().items()}
    rows["SME"] = [{"id": "big", "size_class": "large"}, {"id": "=a", "size_class": "small"}]
    rows["SME LOCATED_IN Area"] = [
        {"source": key, "target": "A0", "role": "registered", "primary": True} for key in ("big", "=a")
    ]
    rows["SME OPERATES_IN Industry"] = [
        {"source": key, "target": "I:10", "primary": True} for key in ("big", "=a")
    ]
    rows["Product"] = [{"id": "boat"}]
    rows["SME MAKES Product"] = [{"source": "=a", "target": "boat"}]
    store = new_store(home / "store")
    fill(store, rows, kind=DataKind.SYNTHETIC)
    store.close()
    return variables


def run(environment: dict[str, str], *arguments: str) -> str:
    done = CliRunner().invoke(app, arguments, env=environment)
    assert done.exit_code == 0, done.output + repr(done.exception)
    return done.stdout


def test_makers_are_counted_and_written_by_key(environment: dict[str, str], home: Path) -> None:
    path = home / "makers.csv"
    values = json.loads(run(environment, "--json", "makers", "--enterprises", str(path)))
    assert values["findings"][0]["observed"] == 1
    frame = pd.read_csv(home / "makers-synthetic.csv")
    assert frame.to_dict("records") == [
        {
            "product": "boat",
            "enterprise": "'=a",
            "size_class": "small",
            "area": "A0",
            "industry": "I:10",
            "data_kind": "synthetic",
        }
    ]


def test_mentors_are_told_with_their_caveat(environment: dict[str, str], home: Path) -> None:
    printed = run(environment, "mentors", "--by", "area", "--enterprises", str(home / "large.csv"))
    assert "willing" in printed
    assert list(pd.read_csv(home / "large-synthetic.csv")["enterprise"]) == ["big"]
