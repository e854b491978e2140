"""`ecograph guess` as a person and as a script use it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ecograph.cli import app
from ecograph.errors import EcographError, RecipeError, SourceError
from loaders.recipes import find_recipe
from tests.guessing.files import SECRET, written

ROWS = [
    ["ชื่อ", "จังหวัด", "โทร"],
    ["บริษัท ก จำกัด", "อุดรธานี", "081-234-5678"],
    ["บริษัท ข จำกัด", "ขอนแก่น", "-"],
]
CLEAR = [["ชื่อกิจการ", "เลขทะเบียนนิติบุคคล"], ["บริษัท ก จำกัด", "0105562990031"]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ECOGRAPH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def run(*arguments: str, typed: str | None = None) -> Result:
    result = CliRunner().invoke(app, arguments, input=typed)
    if isinstance(result.exception, EcographError):
        raise result.exception
    return result


def test_a_clear_file_gives_a_recipe_and_exit_code_0(folder: Path) -> None:
    written(folder, CLEAR)
    result = run("guess", "list.csv")
    assert result.exit_code == 0, result.output
    assert find_recipe("list.toml", SECRET).recipe.tables[0].nodes[0].kind == "SME"


def test_without_a_terminal_doubts_are_said_and_the_recipe_is_written(folder: Path) -> None:
    written(folder, ROWS)
    result = run("guess", "list.csv", "--output", "mine.toml")
    assert result.exit_code == 3
    assert "Doubtful guesses" in result.output
    assert "natural person" in result.output
    assert "081-234" not in result.output
    assert "doubtful" in (folder / "mine.toml").read_text(encoding="utf-8")


def test_yes_takes_the_proposal(folder: Path) -> None:
    written(folder, ROWS)
    assert run("guess", "list.csv", "--yes").exit_code == 0


def test_json_for_scripts(folder: Path) -> None:
    written(folder, ROWS)
    result = CliRunner().invoke(app, ["--json", "guess", "list.csv"])
    told = json.loads(result.stdout)
    assert told["doubtful"] == len([one for one in told["tables"] if one["doubtful"]]) + len(
        [guess for guess in told["tables"][0]["guesses"] if guess["doubtful"]]
    )
    assert told["tables"][0]["unmapped"][0]["column"] == "โทร"


def test_on_a_terminal_doubts_are_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecograph.cli.guessing.is_terminal", lambda: True)
    written(folder, [["ชื่อกิจการ", "x"], ["บริษัท ก จำกัด", "อุดรธานี"], ["บริษัท ข จำกัด", "ขอนแก่น"]])
    declined = run("guess", "list.csv", "--output", "no.toml", typed="n\n" * 5)
    assert declined.exit_code == 0, declined.output
    assert "Right?" in declined.output
    assert "LOCATED_IN" not in (folder / "no.toml").read_text(encoding="utf-8")
    accepted = run("guess", "list.csv", "--output", "yes.toml", typed="\n" * 5)
    assert accepted.exit_code == 0, accepted.output
    assert "LOCATED_IN" in (folder / "yes.toml").read_text(encoding="utf-8")


def test_a_person_says_what_rows_are(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecograph.cli.guessing.is_terminal", lambda: True)
    written(folder, [["ชื่อ", "จังหวัด"], ["สำนักทดลอง", "อุดรธานี"], ["กองทดลอง", "ขอนแก่น"]])
    result = run("guess", "list.csv", typed="6\n" + "\n" * 5)
    assert result.exit_code == 0, result.output
    assert 'kind = "Agency"' in (folder / "list.toml").read_text(encoding="utf-8")


def test_thai(folder: Path) -> None:
    written(folder, ROWS)
    result = run("--lang", "th", "guess", "list.csv", "--yes")
    assert "ข้อมูลส่วนบุคคล" in result.output
    assert "คอลัมน์ที่ไม่นำเข้า" in (folder / "list.toml").read_text(encoding="utf-8")


def test_a_recipe_is_not_overwritten_in_passing(folder: Path) -> None:
    written(folder, CLEAR)
    (folder / "list.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(RecipeError, match="is there already"):
        run("guess", "list.csv")
    assert run("guess", "list.csv", "--overwrite").exit_code == 0


def test_what_is_no_file_is_one_sentence(folder: Path) -> None:
    with pytest.raises(SourceError, match="is not a file"):
        run("guess", str(folder))
    written(folder, CLEAR)
    with pytest.raises(RecipeError, match="no folder"):
        run("guess", "list.csv", "--output", "nowhere/list.toml")
