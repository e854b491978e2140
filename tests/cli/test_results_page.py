"""The annex as a page: the columns of the meeting, what repeats, outcomes beside reach, A3."""

import re

import pytest
from typer.testing import CliRunner

from ecograph.cli import app
from ecograph.model import DataKind
from ecograph.pages.annex import HEADERS, Column
from tests.analysis.results.plan import clean_plan, measured
from tests.ecosystems import country, fill, new_store, store_environment


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("page")
    environment = store_environment(folder / "store") | {"ECOGRAPH_HOME": str(folder / "home")}
    rows = clean_plan(figures={"evaluator": "<b>Firm</b>"})
    rows["Indicator"].append({"id": "jobs", "name_en": "Jobs", "name": "การจ้างงาน"})
    rows["Program MEASURED_BY Indicator"] += [
        measured("p", "jobs", 2024, "คน", evaluated=50, target_value=60),
        measured("a", "jobs", 2024, "คน", reported=20, target_value=30),
    ]
    rows["Program COVERS Corridor"] = [{"source": "a", "target": "economic:X"}]
    places = country()
    for kind in ("Area", "Area PART_OF Area", "Corridor", "Area IN_CORRIDOR Corridor"):
        rows[kind] = places[kind]
    rows["Program COVERS Area"] = [{"source": "p", "target": "C"}]
    store = new_store(folder / "store")
    fill(store, rows, kind=DataKind.SYNTHETIC)
    store.close()
    arguments = ("--lang", "th", "results", "--year", "2024", "--html", str(folder / "annex.html"))
    done = CliRunner().invoke(app, arguments, env=environment)
    assert done.exit_code == 0, done.output + repr(done.exception)
    return (folder / "annex-synthetic.html").read_text(encoding="utf-8")


def rows_of(page: str, table: str) -> list[list[str]]:
    """Return what a Thai reader sees in the rows of a table."""
    found = re.search(rf'<table id="{table}".*?</table>', page, re.DOTALL)
    assert found is not None
    body = re.sub(r'<(bdi|span) class="en".*?</\1>', "", found[0], flags=re.DOTALL)
    lines = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    return [
        [re.sub("<.*?>", "", cell).strip() for cell in re.findall(r"<t[hd]\b.*?</t[hd]>", line, re.DOTALL)]
        for line in lines
    ]


def test_it_has_the_columns_of_the_meeting_in_thai_first(page: str) -> None:
    head, first, *_ = rows_of(page, "results")
    assert head == [HEADERS[column].th for column in Column]
    cells = dict(zip(Column, first, strict=True))
    assert cells[Column.BUDGET] == "2.00"
    assert cells[Column.ACHIEVED] == "80.0"
    assert cells[Column.EVALUATED] == "80 (&lt;b&gt;Firm&lt;/b&gt;)"
    assert 'id="language-th" value="th" autocomplete="off" aria-label="ไทย" checked' in page


def test_it_prints_on_a3_across_and_says_so_where_it_is_made_up(page: str) -> None:
    assert "@page th{size:A3 landscape;" in page
    assert "ข้อมูลสังเคราะห์" in page
    assert "ข้อมูล ณ" in page


def test_a_reported_result_has_a_star_and_unknown_is_not_zero(page: str) -> None:
    rows = [dict(zip(Column, cells, strict=True)) for cells in rows_of(page, "results")[1:]]
    last = rows[-1]
    assert (last[Column.ACHIEVED], last[Column.EVALUATED]) == ("50.0*", "ไม่ทราบ")


def test_outcomes_stand_beside_reach_and_a_part_is_told(page: str) -> None:
    rows = {cells[0]: cells[4] for cells in rows_of(page, "outcomes")[1:]}
    assert rows == {
        "เอ็กซ์": "20*",
        "economic:Y": "ไม่ทราบ",
        "ทั่วประเทศ": "50",
    }
    assert len(rows_of(page, "counted-twice")) == 2
