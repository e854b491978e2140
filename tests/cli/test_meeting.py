"""The report for a meeting: its parts, what was decided, and what must not be in it."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ecograph.cli import app
from ecograph.model import DataKind
from tests.ecosystems import country, fill, new_store, store_environment


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("meeting")


@pytest.fixture(scope="module")
def environment(home: Path) -> dict[str, str]:
    """A country in which one corridor is reached far less, and three enterprises of unknown location.

    With the three the smallest of the other groups is hidden, which must not be that corridor.
    """
    variables = store_environment(home / "store") | {"ECOGRAPH_HOME": str(home / "home")}
    rows = {kind: list(lines) for kind, lines in country(12).items()}
    places = [*(f"A{at % 2}" for at in range(200)), *(f"A{3 + at % 9}" for at in range(450)), *["A2"] * 100]
    keys = [f"SME-{number:03}" for number in range(len(places) + 3)]
    rows["SME"] = [{"id": key, "size_class": "small"} for key in keys]
    rows["SME LOCATED_IN Area"] = [
        {"source": key, "target": area, "role": "registered", "primary": True}
        for key, area in zip(keys, places, strict=False)
    ]
    rows["Agency"] = [{"id": "one"}, {"id": "two"}]
    rows["Program"] = [
        {"id": key, "name": f"<i>{key}</i>", "level": "project", "fiscal_year": 2024} for key in ("p", "q")
    ]
    rows["Agency RUNS Program"] = [{"source": "one", "target": "p"}, {"source": "two", "target": "q"}]
    rows["Program ADDRESSES Theme"] = [{"source": key, "target": "F:t"} for key in ("p", "q")]
    rows["Program COVERS Area"] = [{"source": key, "target": "C"} for key in ("p", "q")]
    reached = [*keys[:20], *keys[200:560], *keys[650:730]]
    rows["SME PARTICIPATED_IN Program"] = [
        {"source": key, "target": program, "fiscal_year": 2024, "status": "completed"}
        for key in reached
        for program in ("p", "q")
    ]
    rows["Indicator"] = [{"id": "firms", "name": "จำนวนกิจการ"}]
    rows["Program MEASURED_BY Indicator"] = [
        {
            "source": "p",
            "target": "firms",
            "fiscal_year": 2024,
            "unit": "กิจการ",
            "target_value": 50,
            "reported": 40,
        }
    ]
    store = new_store(home / "store")
    fill(store, rows, kind=DataKind.SYNTHETIC)
    store.close()
    return variables


def run(environment: dict[str, str], *arguments: str) -> str:
    done = CliRunner().invoke(app, arguments, env=environment)
    assert done.exit_code == 0, done.output + repr(done.exception)
    return done.stdout


def gap_of(environment: dict[str, str]) -> str:
    """Return the id of the corridor that is reached less."""
    found = json.loads(run(environment, "--json", "gaps", "--year", "2024"))["findings"]
    return next(str(each["id"]) for each in found if each["verdict"] == "below")


@pytest.fixture(scope="module")
def page(environment: dict[str, str], home: Path) -> str:
    run(
        environment, "finding", "dismiss", gap_of(environment), "--by", "Planning", "--reason", "<u>known</u>"
    )
    run(environment, "meeting-report", "--year", "2024", "--to", str(home / "meeting.html"))
    return (home / "meeting-synthetic.html").read_text(encoding="utf-8")


def test_it_has_every_part_in_both_languages(page: str) -> None:
    parts = re.findall(r'<section id="([a-z-]+)"', page)
    assert parts == [
        "state",
        "gaps",
        "overlaps",
        "opportunities",
        "results",
        "outcomes-by-corridor",
        "annex-notes",
        "method",
        "data-quality",
        "decisions",
        "provenance",
    ]
    assert "รายงานประกอบการประชุมประเมินผล ปีงบประมาณ 2024" in page
    assert "Report to the evaluation meeting, fiscal year 2024" in page


def test_a_dismissed_finding_is_told_with_its_decision(page: str) -> None:
    told = re.findall(r'<article class="told">.*?</article>', page, re.DOTALL)
    gap = next(each for each in told if "dismissed, by Planning" in each)
    assert "short" in gap
    assert "&lt;u&gt;known&lt;/u&gt;" in gap
    assert "Ex" in page[page.index('id="decisions"') :]


def test_nothing_is_fetched_and_no_name_is_markup(page: str) -> None:
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert "url(http" not in page
    assert "<i>p" not in page


def test_small_groups_and_enterprises_are_not_told(page: str) -> None:
    state = page[page.index('id="state"') : page.index('id="gaps"')]
    rows = dict(
        re.findall(
            r'<th scope="row">(?:<bdi.*?>)?(.*?)</(?:bdi|th)>.*?<td class="n[^"]*">(.*?)</td>',
            state,
            re.DOTALL,
        )
    )
    assert "&lt;5" in rows["ไม่ทราบที่ตั้ง"]
    assert "SME-0" not in page


@pytest.mark.usefixtures("page")
def test_a_decision_that_no_longer_stands_is_said_to(environment: dict[str, str], home: Path) -> None:
    run(
        environment,
        "finding",
        "mute",
        gap_of(environment),
        "--by",
        "Two",
        "--until",
        date(2020, 1, 1).isoformat(),
    )
    run(environment, "meeting-report", "--year", "2024", "--to", str(home / "again.html"))
    again = (home / "again-synthetic.html").read_text(encoding="utf-8")
    decided = again[again.index('id="decided"') :].partition("</table>")[0]
    assert decided.count("<tr>") == 3
    assert decided.count(">no<") == 2
