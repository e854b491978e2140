"""The network page in a real browser: it draws, filters, searches, and runs nothing from the data."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ecograph.model import Text
from tests.visualisations.browser import Tab
from tests.visualisations.country import edition, institutions
from tests.visualisations.test_escaping import HOSTILE
from tests.visualisations.test_surroundings_page import surroundings
from visualisations.ego import draw_surroundings, render_surroundings
from visualisations.facts import Origin
from visualisations.layers import draw_institutions
from visualisations.network import render_network, with_origins

Open = Callable[[str], Tab]
COUNT = "document.getElementById('visible-count').textContent"
INKED = """(() => {
  const c = document.querySelector('#canvas canvas');
  const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
  let inked = 0;
  for (let i = 0; i < d.length; i += 4) if (d[i + 3] && (d[i] < 250 || d[i + 1] < 250)) inked++;
  return inked; })()"""


@pytest.fixture
def open_page(browser: Tab, tmp_path: Path) -> Open:
    """Open a page, and wait until its picture is drawn."""

    def opened(html: str) -> Tab:
        page = tmp_path / "page.html"
        page.write_text(html, encoding="utf-8")
        browser.open(page)
        browser.wait_for("document.getElementById('canvas').dataset.drawn")
        return browser

    return opened


@pytest.fixture
def tab(open_page: Open) -> Tab:
    return open_page(
        render_network(edition(), draw_institutions(institutions()), "ecograph view neighbourhood")
    )


def choose(tab: Tab, name: str, value: str) -> None:
    tab.evaluate(
        f"(() => {{ const s = document.getElementById('filter-{name}'); s.value = '{value}'; "
        "s.dispatchEvent(new Event('change')); })()"
    )


def search(tab: Tab, asked: str) -> list[str]:
    found: list[str] = tab.evaluate(
        f"(() => {{ const s = document.getElementById('search'); s.value = '{asked}'; "
        "s.dispatchEvent(new Event('input')); "
        "return Array.from(document.querySelectorAll('#hits button'), b => b.textContent); })()"
    )
    return found


def test_it_draws_alone_and_in_silence(tab: Tab) -> None:
    assert tab.evaluate(INKED) > 2000
    assert tab.messages == []
    assert tab.stands_alone
    assert tab.evaluate("document.fonts.check('16px \\'Noto Sans Thai\\'', 'ก')")
    loaded = (
        "Array.from(document.fonts).filter(f => f.status === 'loaded' && f.family.includes('Thai')).length"
    )
    assert tab.evaluate(loaded) == 4


def test_an_unknown_host_would_be_seen(chromium: Browser, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><img src='http://host.example/a.png'>", encoding="utf-8")
    with Tab(chromium) as tab:
        tab.open(page)
        assert not tab.stands_alone
        assert tab.messages


def test_filters_narrow_the_picture(tab: Tab) -> None:
    assert tab.evaluate(COUNT) == "16"
    # The digital program, both its agencies, its corridor and the enterprises there.
    choose(tab, "themes", "T:1")
    assert tab.evaluate(COUNT) == "5"
    choose(tab, "agencies", "A-2")
    assert tab.evaluate(COUNT) == "4", "of the agencies the one that was asked for"
    choose(tab, "themes", "")
    # Two programs and the fund of the second agency, it, one corridor, one place, and two groups.
    assert tab.evaluate(COUNT) == "8"
    choose(tab, "agencies", "")
    # Two programs of the year and the two without one: a program, a fund.
    choose(tab, "years", "2025")
    assert tab.evaluate(COUNT) == str(4 + 2 + 4 + 3)
    tab.evaluate("document.getElementById('reset').click()")
    assert tab.evaluate(COUNT) == "16"


def test_a_kind_can_be_hidden(tab: Tab) -> None:
    tab.evaluate("document.querySelector('.kind input[value=Program]').click()")
    assert tab.evaluate(COUNT) == "12"


@pytest.mark.parametrize("asked", ["ดิจิทัล", "digital pro", "P-1"])
def test_search_finds_in_both_languages_and_by_code(tab: Tab, asked: str) -> None:
    assert search(tab, asked) == ["โครงการดิจิทัล"]


def test_details_say_what_is_known_and_lead_on(tab: Tab) -> None:
    search(tab, "ดิจิทัล")
    tab.evaluate("document.querySelector('#hits button').click()")
    said = tab.evaluate("document.getElementById('details').innerText")
    for part in ("โครงการดิจิทัล", "1,234", "2567", "อ่านจากแหล่งข้อมูล", "กรมสมมุติ", "ระเบียงอำพัน"):
        assert part in said
    assert "ecograph view neighbourhood P-1 --kind Program" in said
    tab.evaluate("document.querySelector('.links button').click()")
    assert tab.evaluate("document.querySelector('#details h3').textContent") == "กรมสมมุติ"
    tab.evaluate("document.querySelector('label[for=language-en]').click()")
    assert tab.evaluate("document.querySelector('#details h3').textContent") == "Imaginary Department"
    assert tab.evaluate("document.querySelector('#filter-themes option').textContent") == "all"


def test_it_is_used_by_keyboard(tab: Tab) -> None:
    search(tab, "ดิจิทัล")
    tab.evaluate("document.getElementById('search').focus()")
    tab.press("Tab")
    tab.press("Enter")
    assert tab.evaluate("document.querySelector('#details h3').textContent") == "โครงการดิจิทัล"
    order = []
    tab.evaluate("document.querySelector('.vis-network').focus()")
    for _ in range(6):
        tab.press("Tab")
        order.append(tab.evaluate("document.activeElement.id || document.activeElement.tagName"))
    assert order[0] == "search"
    assert "look-1" in order


PAYLOADS = [
    *HOSTILE,
    "</script><script>document.title='owned'</script>",
    '"><img src=x onerror=alert(3)>',
    '<a href="javascript:alert(4)">x</a><img src=http://host.example/ onerror=alert(5)>',
]


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_hostile_name_does_nothing(open_page: Open, name: str) -> None:
    drawing = draw_institutions(institutions(name))
    origins = {node.node: (Origin(name, name, 1, name),) for node in drawing.nodes}
    tab = open_page(render_network(edition(Text(name, name), name), with_origins(drawing, origins), name))
    search(tab, "P-")
    tab.evaluate("document.querySelector('#hits button').click()")
    assert tab.evaluate("document.querySelector('#details h3').textContent") == name
    assert tab.evaluate("document.querySelectorAll('img, #details a, #hits a').length") == 0
    assert tab.evaluate("document.scripts.length") == 2
    assert tab.evaluate("document.title") != "owned"
    assert tab.messages == []
    assert tab.stands_alone


@pytest.mark.parametrize("name", ["", *PAYLOADS[:4]])
def test_surroundings_are_drawn_and_harmless(open_page: Open, name: str) -> None:
    given = surroundings(name)
    title = Text(name or "A title", name or "ชื่อเรื่อง")
    tab = open_page(render_surroundings(edition(title), given, draw_surroundings(given), "ecograph view"))
    assert tab.evaluate(INKED) > 1000
    assert tab.evaluate(COUNT) == "5"
    search(tab, "P-1")
    tab.evaluate("document.querySelector('#hits button').click()")
    assert tab.evaluate("document.querySelector('#details h3').textContent") == (name or "โครงการดิจิทัล")
    assert tab.evaluate("document.querySelectorAll('img').length") == 0
    assert tab.messages == []
    assert tab.stands_alone


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_scrolls_sideways(chromium: Browser, tmp_path: Path, width: int) -> None:
    page = tmp_path / "page.html"
    page.write_text(render_network(edition(), draw_institutions(institutions())), encoding="utf-8")
    with Tab(chromium, width) as tab:
        tab.open(page)
        tab.wait_for("document.getElementById('canvas').dataset.drawn")
        assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
