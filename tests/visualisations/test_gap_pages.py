"""The heat map and the corridor sheet: what is below, by how many, adding up, and nothing small told."""

import re
from dataclasses import replace
from urllib.parse import quote

import pytest

from ecograph.model import Text
from tests.visualisations.country import edition
from tests.visualisations.gap_sample import GRID_CELLS, SHEET_CELLS, gaps, sheet
from tests.visualisations.reading import Page, number
from tests.visualisations.sample import CORRIDOR_OF, SHAPES, results
from tests.visualisations.test_escaping import HOSTILE
from visualisations.address import Address
from visualisations.address import Page as AddressedPage
from visualisations.gap_grid import read_gap_grid, render_heatmap
from visualisations.map_page import render_map
from visualisations.sheet import render_sheet


def sheets(file: str) -> Address:
    """Return where pages are when only the sheet of the first theme is there."""
    return lambda page: file if page == AddressedPage("sheet", "T:1") else ""


GRID = read_gap_grid(gaps(GRID_CELLS, ["theme", "corridor"]), 5)
HEAT = Page(render_heatmap(replace(edition(), address=sheets("sheet%201.html")), GRID))
SHEET = Page(render_sheet(edition(), sheet()))


def test_each_cell_says_its_rate_and_what_it_comes_to() -> None:
    table = HEAT.tables["gap-grid"]
    assert table.texts("thead")[0] == [
        "Theme", "Amber Corridor", "Beryl Corridor", "Coral Corridor", "Outside every corridor",
        "Location unknown", "All",
    ]  # fmt: skip
    digital, green, finance, ageing = table.texts("tbody")
    assert [" ".join(cell.split()) for cell in digital] == [
        "Digital change",
        "0.0% 0/800 no program",
        "4.7% 90/1,900 below what it should be",
        "7.5% 3/40 cannot be said yet",
        "14.4% 1,300/9,000 not below",
        "11.7% 7/60 not compared",
        "11.9% 1,400/11,800",
    ]
    assert "not reported" in finance[1]
    assert "unknown" in finance[-1]
    assert ageing == ["Ageing society", "No program or fund on record addresses it."]
    assert green[3] == "<5"


def test_what_is_below_is_marked_by_more_than_colour() -> None:
    marked = [a["class"] for tag, a in HEAT.tags if tag == "span" and "short" in a.get("class", "").split()]
    assert len(marked) == 2


def test_small_cells_cannot_be_worked_out() -> None:
    green = HEAT.tables["gap-grid"].texts("tbody")[1]
    assert green[3] == "<5"
    assert sum("hidden" in cell for cell in green) >= 1, "one more, so that it does not follow by subtraction"
    assert "410/4,000" in green[4]


def test_shortfalls_are_listed_the_most_first() -> None:
    assert [finding.subjects[-1].key for finding in GRID.largest] == ["economic:B", "economic:A"]


def test_themes_lead_to_their_sheets() -> None:
    assert [a["href"] for tag, a in HEAT.tags if tag == "a" and a["href"][0] != "#"] == ["sheet%201.html"]


def test_the_sheet_has_ten_columns_in_order() -> None:
    table = SHEET.tables["corridors"]
    assert len(table.texts("thead")[0]) == 10
    rows = [[" ".join(cell.split()) for cell in row] for row in table.texts("tbody")]
    basis = "enterprises in the data"
    assert rows == [
        ["Beryl Corridor", "1,900", basis, "90", "4.7%", "263", "173 (142–203)", "unknown",
         "programs, few participants", "below what it should be"],
        ["Amber Corridor", "800", basis, "0", "0.0%", "110", "110", "unknown", "no program", "no program"],
        ["Outside every corridor", "9,000", basis, "1,300", "14.4%", "1,210", "none found", "unknown", "",
         "not below"],
        ["Coral Corridor", "40", basis, "3", "7.5%", "5", "unknown", "unknown", "unknown",
         "cannot be said yet"],
        ["Location unknown", "60", basis, "7", "11.7%", "unknown", "unknown", "unknown", "unknown",
         "not compared"],
    ]  # fmt: skip


def test_the_totals_add_up() -> None:
    everywhere = [cell for cell in SHEET_CELLS if cell[4] is not None]
    for made, columns in (
        (SHEET, (1, 3, 6)),
        (Page(render_sheet(edition(), sheet(everywhere))), (1, 3, 5, 6)),
    ):
        table = made.tables["corridors"]
        [total] = table.texts("tfoot")
        for column in columns:
            shown = [row[column].split("(")[0].strip() for row in table.texts("tbody")]
            assert number(total[column]) == sum(number(text) for text in shown if text[0].isdigit())


def test_a_total_is_not_told_where_it_would_leave_out_who_was_reached() -> None:
    [total] = SHEET.tables["corridors"].texts("tfoot")
    assert total[5] == "unknown"


def test_a_small_place_is_hidden_and_so_are_the_sums_that_would_tell() -> None:
    cells = [*SHEET_CELLS[:3], ("T:1", "economic:C", 3, 1, 0.4, "cannot_say", ""), SHEET_CELLS[4]]
    table = Page(render_sheet(edition(), sheet(cells))).tables["corridors"]
    rows = {row[0]: row for row in table.texts("tbody")}
    assert rows["Coral Corridor"][1] == "<5"
    assert rows["Coral Corridor"][3:7] == ["hidden"] * 4
    assert sum(row[3] == "hidden" for row in rows.values()) == 2
    [total] = table.texts("tfoot")
    assert total[1] == "11,763"
    assert total[5:7] == ["hidden", "hidden"]


def test_the_headline_is_never_about_a_hidden_place() -> None:
    cells = [("T:1", "economic:C", 3, 0, 2.4, "below", "few_participants"), *SHEET_CELLS[2:3], SHEET_CELLS[4]]
    page = Page(render_sheet(edition(), sheet(cells)))
    assert "No corridor was found" in page.visible()
    assert "Coral Corridor: short." not in page.visible()


def test_without_anything_to_compare_nothing_is_said() -> None:
    cells = [("T:1", "economic:A", 300, None, None, "not_reported", "not_reported"), SHEET_CELLS[3]]
    page = Page(render_sheet(edition(), sheet(cells)))
    assert "Nothing can be said" in page.visible()
    assert page.tables["corridors"].texts("tfoot")[0][6] == "unknown"


def test_what_would_change_the_answer_is_said_in_four_lines() -> None:
    visible = " ".join(SHEET.visible().split())
    for line in (
        "without the capital: same (short 170)",
        "without the largest: cannot be said from these data",
        "manufacturing only: changed (short 12)",
        "by the place of registration: same (short 165)",
    ):
        assert line in visible
    assert "Program 0 src · programs.csv:0" in visible
    assert "Program 2 src · programs.csv:2" in visible
    assert "Program 3" not in visible, "three lines of evidence"


def test_no_letters_of_a_statistician_on_page_one() -> None:
    html = render_sheet(edition(), sheet())
    first, second = html[html.index('id="sheet"') :].split('<section id="statistics"')
    words = re.sub(r"<[^>]+>", " ", first)
    assert not re.search(r"[\u0370-\u03ff]|\b[pq]\b|\bFDR\b|0\.0123|0\.0456", words)
    assert "0.012" in second
    assert "0.046" in second


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text(name: str) -> None:
    text = Text(name, name)
    pages = [
        render_sheet(edition(text, name), sheet(name=name)),
        render_heatmap(
            replace(edition(text, name), address=sheets(quote(name))),
            read_gap_grid(gaps(GRID_CELLS, ["theme", "corridor"], name), 5),
        ),
    ]
    for html in pages:
        page = Page(html)
        assert page.strays == []
        assert [tag for tag, _ in page.tags].count("script") == 1
        assert "img" not in {tag for tag, _ in page.tags}
        assert not [a for _, a in page.tags if any(key.startswith("on") for key in a)]
        assert not [a for _, a in page.tags if a.get("href", "").startswith("javascript:")]
        assert name in page.visible()


def test_the_map_has_its_tables_with_and_without_shapes() -> None:
    both = tuple(r for r in results() if r.parameters["by"] in (["corridor"], ["area"]))
    for shapes in (SHAPES, None):
        page = Page(render_map(edition(), both, shapes, CORRIDOR_OF))
        assert page.strays == []
        assert {"by-corridor", "by-area"} <= page.tables.keys()
        assert ("No map" in page.visible()) == (shapes is None)
        assert sum(tag == "path" for tag, _ in page.tags) == (16 + 6 if shapes else 0)
