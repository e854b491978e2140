"""The heat map, the sheet and the map in a real browser: drawn, silent, alone, and on the right paper."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from ecograph.model import Text
from tests.visualisations.browser import Tab
from tests.visualisations.country import edition
from tests.visualisations.gap_sample import GRID_CELLS, gaps, sheet
from tests.visualisations.sample import CORRIDOR_OF, SHAPES, results
from tests.visualisations.test_escaping import HOSTILE
from visualisations.gap_grid import read_gap_grid, render_heatmap
from visualisations.map_page import render_map
from visualisations.sheet import render_sheet

PAGES = ("heatmap", "sheet", "map")


def pages(name: str = "") -> Mapping[str, str]:
    title = Text(name or "A title", name or "ชื่อเรื่อง")
    about = edition(title, name or "made-up")
    by_place = tuple(r for r in results() if r.parameters["by"] in (["corridor"], ["area"]))
    return {
        "heatmap": render_heatmap(about, read_gap_grid(gaps(GRID_CELLS, ["theme", "corridor"], name), 5)),
        "sheet": render_sheet(about, sheet(name=name)),
        "map": render_map(about, by_place, SHAPES, CORRIDOR_OF),
    }


def opened(browser: Tab, folder: Path, html: str) -> Tab:
    page = folder / "page.html"
    page.write_text(html, encoding="utf-8")
    browser.open(page)
    return browser


@pytest.mark.parametrize("page", PAGES)
def test_it_draws_alone_and_in_silence_in_both_languages(browser: Tab, tmp_path: Path, page: str) -> None:
    tab = opened(browser, tmp_path, pages()[page])
    assert tab.evaluate("document.querySelector('h1').innerText") == "ชื่อเรื่อง"
    tab.evaluate("document.fonts.ready.then(() => 1)")
    assert tab.evaluate(
        "Array.from(document.fonts).some(f => f.status === 'loaded' && f.family.includes('Thai'))"
    )
    tab.evaluate("document.querySelector('label[for=language-en]').click()")
    assert tab.evaluate("document.querySelector('h1').innerText") == "A title"
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert tab.messages == []
    assert tab.stands_alone


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_sheet_is_one_page_and_the_test_another(browser: Tab, tmp_path: Path, language: str) -> None:
    tab = opened(browser, tmp_path, pages()["sheet"])
    tab.evaluate(f"document.getElementById('language-{language}').click()")
    pdf = tab.pdf()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
    boxes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", pdf)}
    [(_, _, width, height)] = boxes
    assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (210, 297)


@pytest.mark.parametrize("page", PAGES[:2])
@pytest.mark.parametrize("name", HOSTILE[:5])
def test_a_hostile_name_does_nothing(browser: Tab, tmp_path: Path, page: str, name: str) -> None:
    tab = opened(browser, tmp_path, pages(name)[page])
    assert tab.evaluate("document.querySelectorAll('img').length") == 0
    assert tab.evaluate("document.scripts.length") == 1
    assert name in tab.evaluate("document.querySelector('h1').textContent")
    assert tab.messages == []
    assert tab.stands_alone
