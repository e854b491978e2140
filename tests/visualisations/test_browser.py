"""The report in a real browser: it draws, switches language, prints, and asks no other machine."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.visualisations.browser import Tab
from tests.visualisations.sample import report
from tests.visualisations.test_escaping import HOSTILE, hostile
from visualisations import render_report

SHOWN = "e => !!(e && e.getClientRects().length)"


def opened(tab: Tab, folder: Path, html: str) -> Tab:
    page = folder / "report.html"
    page.write_text(html, encoding="utf-8")
    tab.open(page)
    return tab


def test_it_draws_and_asks_no_machine_for_anything(browser: Tab, tmp_path: Path) -> None:
    tab = opened(browser, tmp_path, render_report(report()))
    assert tab.evaluate("document.documentElement.lang") == "th"
    assert tab.fonts("h1 .th") == {"Noto Sans Thai*"}
    assert tab.messages == []
    assert tab.stands_alone


def test_a_page_that_asked_would_be_seen(browser: Tab, tmp_path: Path) -> None:
    tab = opened(browser, tmp_path, "<!doctype html><img src='http://host.example/a.png'>")
    assert "http://host.example/a.png" in tab.requests
    assert not tab.stands_alone
    assert tab.messages


@pytest.mark.parametrize("width", [1200, 390])
def test_the_language_switches_without_a_reload(chromium: Browser, tmp_path: Path, width: int) -> None:
    with Tab(chromium, width) as tab:
        opened(tab, tmp_path, render_report(report()))

        def shown(selector: str) -> bool:
            return bool(tab.page.eval_on_selector(selector, SHOWN))

        assert (shown("h1 .th"), shown("h1 .en")) == (True, False)
        tab.page.click("label[for=language-en]")
        assert (shown("h1 .th"), shown("h1 .en")) == (False, True)
        assert tab.evaluate("document.documentElement.lang") == "en"
        assert tab.page.title().endswith("Support for enterprises: reach and gaps")
        assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            "no scrolling sideways"
        )
        cell = "getComputedStyle(document.querySelector('td.heat.q0')).backgroundColor"
        assert tab.evaluate(cell) == "rgb(255, 255, 204)"
        width_of_area = "document.querySelector('svg.map path').getBoundingClientRect().width"
        assert tab.evaluate(width_of_area) > 1


def test_it_prints(browser: Tab, tmp_path: Path) -> None:
    pdf = opened(browser, tmp_path, render_report(report())).pdf()
    assert pdf.startswith(b"%PDF")
    if reader := shutil.which("pdftotext"):
        pages = subprocess.run(
            [reader, "-layout", "-", "-"], input=pdf, capture_output=True, check=True
        ).stdout.decode()
        for page in pages.split("\f")[:-1]:
            assert "SYNTHETIC DATA: not to be cited" in page


@pytest.mark.parametrize("name", HOSTILE[:4])
def test_a_hostile_name_does_nothing(browser: Tab, tmp_path: Path, name: str) -> None:
    tab = opened(browser, tmp_path, render_report(hostile(name)))
    assert tab.evaluate("document.querySelectorAll('img').length") == 0
    assert tab.evaluate("document.scripts.length") == 1
    assert tab.messages == []
    assert tab.stands_alone


def test_no_barrier_to_anybody(browser: Tab, tmp_path: Path) -> None:
    assert opened(browser, tmp_path, render_report(report())).barriers() == []


def test_a_barrier_would_be_seen(browser: Tab, tmp_path: Path) -> None:
    html = "<!doctype html><html lang='en'><title>x</title><main><h1>x</h1><button></button></main></html>"
    assert any("button-name" in fault for fault in opened(browser, tmp_path, html).barriers())
