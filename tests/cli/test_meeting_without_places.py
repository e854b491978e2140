"""The report for a meeting where the data lack places: what can be told is told."""

from pathlib import Path

from typer.testing import CliRunner

from ecograph.cli import app
from tests.ecosystems import fill, new_store, store_environment


def test_without_corridors_the_rest_is_told(tmp_path: Path) -> None:
    environment = store_environment(tmp_path / "store") | {"ECOGRAPH_HOME": str(tmp_path / "home")}
    store = new_store(tmp_path / "store")
    fill(store, {"Agency": [{"id": "one"}], "Program": [{"id": "p", "level": "project"}]})
    store.close()
    done = CliRunner().invoke(
        app, ["meeting-report", "--to", str(tmp_path / "meeting.html")], env=environment
    )
    assert done.exit_code == 0, done.output + repr(done.exception)
    page = (tmp_path / "meeting.html").read_text(encoding="utf-8")
    assert "There are no corridors" in page
    assert 'id="method"' in page
