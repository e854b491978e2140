"""The report: its structure, its numbers, its two languages, the same bytes for the same input."""

import re
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from ecograph.findings import AnalysisResult
from ecograph.model import LANGUAGES, DataKind, Language, Text
from tests.visualisations.reading import Page, number
from tests.visualisations.sample import CORRIDORS, corridor_numbers, report, results
from visualisations import render_report, wording

HTML = render_report(report())
PAGE = Page(HTML)
THAI = re.compile("[\u0e00-\u0e7f]")
LATIN = re.compile("[A-Za-z]{2,}")


def test_the_page_is_well_formed_and_stands_alone() -> None:
    assert PAGE.strays == []
    assert PAGE.open == []
    assert not re.search(r"https?:|//[a-z]|@import|url\((?!#)", re.sub(r"url\(data:font[^)]*\)", "", HTML))
    assert not [
        tag for tag, a in PAGE.tags if "src" in a or a.get("href", "#")[0] != "#" or tag in ("link", "img")
    ]
    assert not [a for _, a in PAGE.tags if "style" in a or any(name.startswith("on") for name in a)]
    ids = [a["id"] for _, a in PAGE.tags if "id" in a]
    assert len(ids) == len(set(ids))
    targets = {a[name] for _, a in PAGE.tags for name in ("aria-labelledby", "for") if name in a}
    targets |= {a["href"][1:] for _, a in PAGE.tags if "href" in a}
    assert {target for targets_ in targets for target in targets_.split()} <= set(ids)


def test_every_table_has_a_caption_and_scopes() -> None:
    assert set(PAGE.tables) == {
        "by-corridor", "most-unreached", "theme-grid", "by-theme", "by-industry", "by-size", "unreached",
        "sources", "nodes", "relationships", "by-area",
    }  # fmt: skip
    for name, table in PAGE.tables.items():
        assert table.caption.strip(), name
        assert {a.get("scope") for row in table.parts["thead"] for _, a, _ in row} == {"col"}
        for row in (*table.parts["tbody"], *table.parts.get("tfoot", [])):
            assert [a.get("scope") for tag, a, _ in row if tag == "th"] == ["row"], name
            assert len(row) == len(table.parts["thead"][0])


@pytest.mark.parametrize("name", ["by-corridor", "by-industry", "by-size", "by-area"])
def test_rows_add_up_to_the_total(name: str) -> None:
    page = Page(render_report(report(threshold=0)))
    rows = page.tables[name].texts("tbody")
    [total] = page.tables[name].texts("tfoot")
    assert total[0] == "Total"
    for column in (1, 2, 4):
        assert sum(number(row[column]) for row in rows) == number(total[column])
    assert all(number(row[1]) == number(row[2]) + number(row[4]) for row in (*rows, total))


def test_a_corridor_shows_its_numbers() -> None:
    n, k = corridor_numbers()["economic:A"]
    row = PAGE.tables["by-corridor"].texts("tbody")[0]
    assert [text.strip() for text in row] == [
        "1 Amber Corridor", f"{n:,}", f"{k:,}", f"{k / n:.1%}", f"{n - k:,}",
    ]  # fmt: skip
    assert [row[0] for row in PAGE.tables["by-corridor"].texts("tbody")][3:] == [
        "Outside every corridor", "Location unknown",
    ]  # fmt: skip


def test_small_groups_and_what_gives_them_away_are_not_on_the_page() -> None:
    areas = {row[0]: row[1:] for row in PAGE.tables["by-area"].texts("tbody")}
    assert areas["Province 8"] == ["<5", "hidden", "hidden", "hidden"]
    covers = [name for name, numbers in areas.items() if numbers[0] == "hidden"]
    assert covers, "a second area of the corridor is hidden"
    assert set(covers) <= {"Province 3", "Province 4"}
    listed = {row[0] for row in PAGE.tables["most-unreached"].texts("tbody")}
    assert not listed & {"Province 8", *covers}
    grid = {row[0]: row[1:] for row in PAGE.tables["theme-grid"].texts("tbody")}
    assert grid["Ageing society"][2] == "<5"
    assert grid["Ageing society"].count("hidden") == 1
    assert grid["Access to finance"][1] == "none eligible"
    titles = [text for names, _, text in PAGE.texts if "title" in names and "Province 8" in text]
    assert titles == ["จังหวัดสมมุติ 8 · Province 8: <5 – ระเบียงเบริล"]


def test_the_lowest_corridor_is_named_without_a_claim() -> None:
    headlines = PAGE.visible()
    numbers = {key: corridor_numbers()[key] for key in CORRIDORS if key.startswith("economic")}
    lowest = min(numbers, key=lambda key: numbers[key][1] / numbers[key][0])
    assert f"Of the corridors shown, {CORRIDORS[lowest].en} has the lowest rate" in headlines
    assert "No test was made" in headlines
    assert "signific" not in HTML


def test_nobody_is_named() -> None:
    assert "0105500000000" not in HTML


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_chosen_and_the_other_one_is_there(language: Language) -> None:
    page = Page(render_report(report(language=language)))
    assert next(a for tag, a in page.tags if tag == "html")["lang"] == language
    checked = [a["value"] for tag, a in page.tags if tag == "input" and "checked" in a]
    assert checked == [language]
    title = "".join(text for names, _, text in page.texts if names == ("html", "head", "title"))
    assert title.endswith(report().title(language))
    ours = re.sub(
        r' checked|lang="(th|en)" data|<title>.*</title>', "", render_report(report(language=language))
    )
    assert ours == re.sub(r' checked|lang="(th|en)" data|<title>.*</title>', "", HTML)


def test_every_visible_string_has_both_languages() -> None:
    free = {"style", "script", "title", "desc", "bdi", "label"}
    for names, language, text in PAGE.texts:
        if free & set(names):
            continue
        if language == "th":
            assert not LATIN.search(text) or THAI.search(text), text
        elif language == "en":
            assert not THAI.search(text), text
        else:
            assert not THAI.search(text), text
            assert not LATIN.search(text), text
    english = sum(language == "en" for _, language, _ in PAGE.texts)
    assert english == sum(language == "th" for _, language, _ in PAGE.texts)


def test_all_words_are_in_both_languages() -> None:
    words = [value for value in vars(wording).values() if isinstance(value, Text)]
    assert len(words) > 60
    for text in (*words, *wording.METHOD_STEPS):
        assert THAI.search(text.th), text
        assert not THAI.search(text.en), text
        assert set(re.findall(r"{\w+}", text.th)) == set(re.findall(r"{\w+}", text.en)), text


def test_years_are_of_the_thai_calendar_in_thai_and_unknown_says_so() -> None:
    visible = PAGE.visible()
    assert "ปีงบประมาณ 2567" in visible
    assert "fiscal year 2024" in visible
    assert "1 เม.ย. 2568" in visible
    assert PAGE.tables["sources"].texts("tbody")[1][3:] == ["unknown", "unknown"]
    assert Page(HTML, "th").tables["sources"].texts("tbody")[1][3:] == ["ไม่ทราบ", "ไม่ทราบ"]
    assert "2024" in Page(render_report(report(thai_years_ahead=0)), "th").visible()


def test_made_up_data_say_so_everywhere() -> None:
    assert "<title>ข้อมูลสังเคราะห์ ห้ามอ้างอิง · SYNTHETIC DATA: not to be cited – " in HTML
    for table in PAGE.tables.values():
        assert table.attributes["data-kind"] == "synthetic"
        assert "SYNTHETIC DATA: not to be cited" in table.caption
    [watermark] = [a for _, a in PAGE.tags if a.get("class") == "watermark"]
    assert watermark
    css = "".join(text for names, _, text in PAGE.texts if "style" in names)
    assert re.search(r"\.watermark \{[^}]*position: fixed", css)
    assert css.count('@top-center{content:"ข้อมูลสังเคราะห์ ห้ามอ้างอิง · SYNTHETIC DATA: not to be cited"') == 4


def test_real_data_are_not_called_made_up() -> None:
    real = tuple(replace(result, data_kind=DataKind.REAL) for result in results())
    sources = tuple(replace(source, data_kind=DataKind.REAL) for source in report().sources)
    page = Page(render_report(report(data_kind=DataKind.REAL, results=real, sources=sources)))
    assert "SYNTHETIC" not in page.visible()
    assert {table.attributes["data-kind"] for table in page.tables.values()} == {"real"}
    mixed = Page(render_report(report(data_kind=DataKind.REAL, results=real)))
    assert {table.attributes["data-kind"] for table in mixed.tables.values()} == {"synthetic"}


def test_the_same_input_gives_the_same_bytes() -> None:
    assert render_report(report()) == HTML
    slower = tuple(replace(result, seconds=99) for result in results())
    assert render_report(report(results=slower)) == HTML
    assert render_report(report(generated_on=date(2025, 4, 2))) != HTML


def test_another_process_gives_the_same_bytes() -> None:
    """Another process hashes strings otherwise, so an order taken from a set would differ."""
    code = (
        "import sys; from tests.visualisations.sample import report; "
        "from visualisations import render_report; "
        "sys.stdout.buffer.write(render_report(report()).encode())"
    )
    environment = {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONHASHSEED": "7"}
    written = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    assert written.stdout.decode() == HTML


def test_the_page_says_what_was_left_out_and_not_tested() -> None:
    visible = PAGE.visible()
    assert "Large enterprises are not eligible and were not counted: 120." in visible
    assert "Reached although not counted as eligible: <5." in visible
    assert "No statistical test was made." in visible
    assert PAGE.tables["relationships"].texts("tbody") == [["Enterprise is located in area", "14,125", "4"]]
    assert "Left out" in PAGE.tables["relationships"].texts("thead")[0]
    assert "Left out" not in Page(render_report(report(left_out={}))).tables["nodes"].texts("thead")[0]


def test_a_report_without_results_says_what_is_missing() -> None:
    page = Page(render_report(report(results=(), sources=(), counts={})))
    assert set(page.tables) == {"nodes", "relationships"}
    assert page.visible().count("This table is not part of this edition.") == 8
    assert "No result of an analysis is in this report." in page.visible()
    assert "No source is on record." in page.visible()


def test_results_without_findings_show_nothing() -> None:
    empty = tuple(
        AnalysisResult("reach", (), {"by": [by], "year": None}, 1, DataKind.REAL)
        for by in ("corridor", "area", "theme")
    )
    page = Page(render_report(report(results=empty)))
    assert page.visible().count("There is nothing to show here.") == 3


def test_where_nobody_has_reported_reach_is_unknown_and_not_zero() -> None:
    def silent(result: AnalysisResult) -> AnalysisResult:
        known = ("enterprises", "eligible")
        findings = tuple(
            replace(
                f,
                observed=None,
                evidence=replace(f.evidence, counts={k: f.evidence.counts[k] for k in known}),
            )
            for f in result.findings
        )
        return replace(
            result, findings=findings, totals={k: v for k, v in result.totals.items() if k == "eligible"}
        )

    *reaches, alone = results()
    nobody = (*map(silent, reaches), replace(alone, findings=(), totals={}))
    page = Page(render_report(report(results=nobody)))
    for row in (*page.tables["by-corridor"].texts("tbody"), *page.tables["by-corridor"].texts("tfoot")):
        assert row[2:] == ["unknown"] * 3
    assert page.tables["theme-grid"].texts("tbody")[0][1:] == ["unknown"] * 6
    assert "How many were reached is not known" in page.visible()
    assert "Not known: no participation or finance is on record." in page.visible()
    assert "unreached" not in page.tables
    assert "0.0%" not in page.visible()


def test_the_report_is_made_of_what_it_was_given() -> None:
    """A new field needs a thought about what the page says of it."""
    assert len(fields(report())) == 19
