"""Double service on the command line: handed out, read back, explained; applicants and plans checked."""

from pathlib import Path

import openpyxl
import pytest

from loaders.worklists import columns as column
from tests.cli.test_commands import Shell
from tests.ecosystems import fill, new_store
from tests.loaders.test_worklists import ALIKE, COMPANY, ROWS


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell whose store holds two confirmed cases, and one of two enterprises alike in name."""
    home = tmp_path_factory.mktemp("double")
    shell = Shell(home)
    named = [{**row, "name": "ดาวเทียมการพิมพ์"} if row["id"] == ALIKE else row for row in ROWS["SME"]]
    store = new_store(home / "store")
    fill(store, {**ROWS, "SME": [*named, {"id": "0999990000017", "name": "ดาวเทียมการพิมพ์"}]})
    more = {**ROWS["SME PARTICIPATED_IN Program"][0], "source": "0999990000017", "target": "pb"}
    joined = {"SME": [{"id": "0999990000017"}], "Program": [{"id": "pb"}]}
    fill(store, {**joined, "SME PARTICIPATED_IN Program": [more]}, source="other")
    store.close()
    (home / "lists").mkdir()
    return shell


def test_a_case_goes_out_comes_back_and_is_told(shell: Shell) -> None:
    before = shell.json("double-service", "--worklists", "lists")
    grades = [finding["verdict"] for finding in before["findings"]]
    assert grades == ["confirmed", "confirmed", "to_identify"]
    first, last = before["findings"][0], before["findings"][-1]
    assert before["read_from"][first["id"]] == ["pa.xlsx [a] : 3", "pb.xlsx [a] : 4"]
    path = shell.home / "lists" / "worklist-B-all.xlsx"
    assert str(Path("lists") / path.name) in before["worklists"]
    book = openpyxl.load_workbook(path)
    at = column.COLUMNS.index(column.VERDICT) + 1
    for row, verdict in ((2, "a progression"), (4, "different enterprises")):
        for place, cell in enumerate((verdict, "unit 4", "2025-11-02")):
            book[column.LIST].cell(row, at + place).value = cell
    book.save(path)
    assert "holds verdicts" in shell("load", str(path), code=1).stderr
    assert shell.json("worklist", "read", str(path))["recorded"] == 2
    assert shell.json("worklist", "read", str(path))["known"] == 2
    after = shell.json("double-service")
    assert after["findings"][0]["caveats"][0]["en"].startswith("Checked: a progression, says unit 4 for B")
    assert list(after["dismissed"]) == [last["id"]]
    assert "Not listed any more. Checked: different enterprises" in shell("double-service").stdout
    assert "Not among what was asked for here" in shell("double-service", "--year", "2024").stdout
    explained = shell.json("explain", first["id"][:20])
    assert explained["read_from"] == ["pa.xlsx [a] : 3", "pb.xlsx [a] : 4"]
    assert explained["finding"]["caveats"][0]["en"].startswith("Checked: a progression")
    shell.json("finding", "mute", first["id"], "--until", "2099-12-31", "--by", "unit 4")
    told = shell.json("double-service")
    assert told["findings"][-1]["id"] == first["id"]
    assert [one["action"] for one in told["decisions"]] == ["mute"]
    assert "Decision: put off until 2099-12-31, by unit 4" in shell("double-service").stdout


def test_applicants_and_plans_are_checked(shell: Shell) -> None:
    head = "ชื่อสถานประกอบการ,เลขทะเบียนนิติบุคคล,จังหวัด,ยินยอมเปิดเผยข้อมูล (PDPA)\n"
    listed = f"{head}บริษัท ทดสอบ จำกัด,{COMPANY},อุดรธานี,ยินยอม\n"
    (shell.home / "applicants.csv").write_text(listed, encoding="utf-8")
    asked = ("check-applicants", "applicants.csv", "--program", "pa", "--on", "2025-10-01")
    found = shell.json(*asked, "--xlsx", "checked.xlsx")
    assert found["counts"]["id"] == 1
    assert (shell.home / "checked.xlsx").is_file()
    assert "does not mean never helped" in shell(*asked).stdout
    assert "is not a day" in shell(*asked[:-1], "yesterday", code=1).stderr
    (shell.home / "plan.toml").write_text('name = "plan"\nservices = ["coaching"]\n', encoding="utf-8")
    assert shell.json("check-proposal", "plan.toml")["analysis"] == "check-proposal"
    assert "held against 3 programs" in shell("check-proposal", "plan.toml").stdout
