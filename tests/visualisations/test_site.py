"""The site in a real browser: the demonstration as it is served, walked from the map to an agency."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser
from typer.testing import CliRunner

from api.main import create_app
from ecograph.cli import app
from ecograph.settings import Settings
from tests.visualisations.browser import Tab

SHOWN = (
    "/",
    "/heatmap",
    "/network",
    "/overlaps",
    "/overlaps/Program",
    "/double-service",
    "/check-proposal",
    "/report",
    "/results",
    "/plans",
    "/quality",
    "/sheet/INDUSTRY-REFORM%3APOL-1-DIGITAL",
    "/corridor/economic%3ACOR-NEEC",
    "/neighbourhood/Agency/AG-DIPROM",
)
KEY = "a-key-for-tests-of-the-site-only"
SOON = 60.0


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demonstration."""
    folder = tmp_path_factory.mktemp("site") / "demo"
    done = CliRunner().invoke(app, ["--lang", "th", "demo", "--to", str(folder), "--enterprises", "3000"])
    assert done.exit_code == 0, done.output
    return folder


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """Serve a store on a free port of this machine, and give the address of its first page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    application = create_app(settings)
    server = uvicorn.Server(
        uvicorn.Config(application, port=port, log_level="warning", ws="none", lifespan="on")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        live = application.state.live
        end = time.monotonic() + SOON
        while not (server.started and live._pages is not None):
            assert time.monotonic() < end, live.stale
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[str]:
    """The address of a served demonstration."""
    with serving(Settings(home=home, store=str(home / "store"))) as address:
        yield address


@pytest.fixture(scope="module")
def finding(site: str, chromium: Browser) -> str:
    """The page of the first finding that the heat map leads to."""
    with Tab(chromium) as tab:
        tab.open(f"{site}/heatmap?lang=en")
        return str(tab.page.locator("a[href^='/finding/']").first.get_attribute("href"))


@pytest.fixture(scope="module")
def pair(site: str, chromium: Browser) -> str:
    """The page of the first pair that the matrix of agencies leads to."""
    with Tab(chromium) as tab:
        tab.open(f"{site}/overlaps?lang=en")
        return str(tab.page.locator("a[href^='/pair/']").first.get_attribute("href"))


def drawn(tab: Tab) -> None:
    """Wait until a page that has a picture has drawn it."""
    if tab.evaluate("!!document.getElementById('canvas')"):
        tab.wait_for("document.getElementById('canvas').dataset.drawn")


@pytest.mark.parametrize("language", ["th", "en"])
def test_each_page_is_whole_silent_and_without_barriers(
    site: str, browser: Tab, finding: str, pair: str, language: str
) -> None:
    for path in (*SHOWN, finding.partition("?")[0], pair.partition("?")[0], "/nowhere"):
        answer = browser.open(f"{site}{path}?lang={language}")
        assert answer is not None
        assert answer.status == (404 if path == "/nowhere" else 200), path
        drawn(browser)
        if path != "/nowhere":
            assert browser.evaluate("document.documentElement.lang") == language, path
            assert browser.messages == [], path
        assert all(url.startswith((site, "data:font/woff2")) for url in browser.requests), path
        assert browser.barriers() == [], path
        # An attribute with a quote in it is markup that was escaped, and does nothing.
        assert not browser.evaluate(
            """!!document.querySelector("[class*='\\"'], [aria-current*='\\"']")"""
        ), path
        assert browser.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        if language == "th":
            assert browser.fonts("h1") <= {"Noto Sans Thai*"}, path


def test_from_the_map_to_the_agency(site: str, browser: Tab) -> None:
    """The way of a planner: map, corridor, its digital cell, the finding, the evidence, who runs it."""
    page = browser.page
    browser.open(f"{site}/?lang=en")
    page.click(".legend.corridors a:has-text('Northeastern')")
    assert page.inner_text("h1") == "Northeastern Economic Corridor"
    page.click("#by-theme tr:has-text('Digital Transformation') td a")
    assert "Digital Transformation" in page.inner_text(".short")
    assert "Northeastern" in page.inner_text(".short")
    assert not page.is_visible("#test dl"), "the test is one click behind"
    page.click("#test summary")
    assert "Benjamini" in page.inner_text("#test dl")
    program = page.inner_text("#witnesses tbody th >> nth=0")
    page.click("#witnesses tbody th a >> nth=0")
    assert page.inner_text("h1") == f"What surrounds {program}"
    drawn(browser)
    agency = page.locator("#links tr:has-text('runs') a").first
    name = agency.inner_text()
    agency.click()
    assert page.inner_text("h1") == f"What surrounds {name}"
    assert "/neighbourhood/Agency/" in page.url
    drawn(browser)
    assert browser.messages == []


def test_the_language_goes_on_from_page_to_page(site: str, browser: Tab) -> None:
    browser.open(f"{site}/?lang=th")
    browser.page.click("label[for=language-en]")
    browser.page.click("nav.site a >> nth=1")
    assert "lang=en" in browser.page.url
    assert browser.evaluate("document.documentElement.lang") == "en"


def test_more_neighbours_are_one_link_away(site: str, browser: Tab) -> None:
    browser.open(f"{site}/neighbourhood/Agency/AG-DIPROM?lang=en&limit=5")
    drawn(browser)
    before = browser.page.locator("#shown tr[data-node]").count()
    browser.page.click("#evidence a:has-text('See more')")
    drawn(browser)
    assert "limit=20" in browser.page.url
    assert browser.page.locator("#shown tr[data-node]").count() > before


@pytest.mark.parametrize(
    "path", ["/", "/heatmap", "/network", "/overlaps", "/check-proposal", "/corridor/economic%3ACOR-NEEC"]
)
def test_every_control_is_reached_by_keyboard_and_seen_to_be(site: str, browser: Tab, path: str) -> None:
    browser.open(f"{site}{path}?lang=en")
    drawn(browser)
    wanted = browser.evaluate(
        "Array.from(document.querySelectorAll('a[href], button, input:not([type=radio]), select, summary'))"
        ".filter(e => e.getClientRects().length && e.checkVisibility() && !e.closest('[hidden]')).length"
    )
    assert wanted > 5
    reached = 0
    for _ in range(wanted + 20):
        browser.press("Tab")
        seen = browser.evaluate(
            "(() => { const e = document.activeElement; if (e === document.body) return null;"
            "const first = !e.dataset.reached; e.dataset.reached = 1;"
            "const counts = e.matches('a[href], button, input:not([type=radio]), select, summary');"
            "const own = getComputedStyle(e), inner = e.querySelector('path') && "
            "getComputedStyle(e.querySelector('path'));"
            "const radio = e.matches('input[type=radio]');"
            "return [first && counts, radio || own.outlineStyle !== 'none' || "
            "!!(inner && inner.strokeWidth === '2.2px')]; })()"
        )
        if seen is None:
            break
        reached += seen[0]
        assert seen[1], browser.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    assert reached >= wanted


def test_a_page_may_do_no_more_than_it_says(site: str, browser: Tab) -> None:
    answer = browser.open(f"{site}/network?lang=en")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith("frame-ancestors 'none'; sandbox allow-scripts")
    assert "unsafe" not in policy
    drawn(browser)
    fetched = "fetch('/v1/counts').then(() => 'answered', () => 'refused')"
    assert browser.evaluate(fetched) == "refused"
    assert browser.evaluate("self.origin") == "null"
    answer = browser.open(f"{site}/?lang=en")
    assert answer is not None
    assert "sandbox" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_where_keys_are_set_a_browser_gives_one_as_its_password(home: Path, chromium: Browser) -> None:
    keys = home / "keys"
    keys.write_text(KEY)
    keys.chmod(0o600)
    with serving(Settings(home=home, store=str(home / "store"), api_keys_file=keys)) as site:
        with Tab(chromium) as tab:
            refused = tab.page.request.get(f"{site}/?lang=en", headers={"Accept": "text/html"})
            assert refused.status == 401
            assert "Basic" in refused.headers["www-authenticate"]
        with Tab(chromium, http_credentials={"username": "", "password": f"{KEY}-not"}) as tab:
            assert tab.page.request.get(f"{site}/?lang=en").status == 401
        with Tab(chromium, http_credentials={"username": "", "password": KEY}) as tab:
            answer = tab.open(f"{site}/?lang=en")
            assert answer is not None
            assert answer.status == 200
            tab.page.click("nav.site a >> nth=1")
            assert tab.messages == []


def test_what_is_not_there_is_said_in_plain_words(site: str, browser: Tab) -> None:
    for path in ("/corridor/none", "/neighbourhood/Agency/none", "/finding/none", "/nowhere"):
        answer = browser.open(f"{site}{path}?lang=th")
        assert answer is not None
        assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert re.search("[ก-ฮ]", browser.page.inner_text("h1"))
        assert "Traceback" not in browser.page.content()
    answer = browser.open(f"{site}/heatmap?year=soon")
    assert answer is not None
    assert answer.status == 400


def test_heat_map_sheet_and_finding_agree(site: str, browser: Tab) -> None:
    """They are one test of all cells: what one page says of a cell, the others say too."""
    for year in ("", "&year=2022"):
        browser.open(f"{site}/heatmap?lang=en{year}")
        cells = browser.evaluate(
            "Array.from(document.querySelectorAll('#gap-grid td a[href*=\"/finding/\"]'), "
            "a => [a.getAttribute('href'), a.querySelector('.en').textContent])"
        )
        verdicts = {href.partition("?")[0]: words for href, words in cells}
        assert len(verdicts) > 5
        browser.open(f"{site}/sheet/INDUSTRY-REFORM%3APOL-1-DIGITAL?lang=en{year}")
        told = browser.evaluate(
            "Array.from(document.querySelectorAll('#corridors td a[href*=\"/finding/\"]'), "
            "a => [a.getAttribute('href'), a.querySelector('.en').textContent])"
        )
        assert told
        for href, words in told:
            assert verdicts.get(href.partition("?")[0], words) == words
            browser.open(site + href)
            assert browser.page.inner_text(".short b") == words


def test_from_the_matrix_to_what_a_pair_rests_on(site: str, browser: Tab) -> None:
    """The way of a planner: all agencies, a pair of them, the rule for its rung, and all pairs again."""
    page = browser.page
    browser.open(f"{site}/overlaps?lang=en")
    assert not page.is_visible("#pair-list details dl"), "q is one click behind"
    page.click("#pairs-of td a >> nth=0")
    assert "/pair/" in page.url
    drawn(browser)
    rung = page.inner_text(".short b")
    assert page.inner_text("#ladder tr.here th") == f"{rung} ← this pair"
    page.click("a:has-text('All pairs')")
    page.click("nav a:has-text('programs')")
    assert "/overlaps/Program" in page.url
    page.click("details.narrow-by summary >> nth=0")
    page.click("details.narrow-by a >> nth=1")
    assert "agency=" in page.url
    assert page.locator("#pair-list tbody tr").count() >= 1
    assert browser.messages == []


def test_a_plan_is_held_against_what_exists(site: str, browser: Tab) -> None:
    page = browser.page
    answer = browser.open(f"{site}/check-proposal?lang=en")
    assert answer is not None
    assert "form-action 'self'" in answer.headers["content-security-policy"]
    page.fill("#name", "<b>Advice</b> in Udon Thani")
    page.fill("#fiscal_year", "2568")
    page.fill("#clients", "40")
    page.click("summary:has-text('Services')")
    page.check("input[value='SVC-CONSULT']")
    page.click("button[type=submit]")
    assert "services=SVC-CONSULT" in page.url
    assert "<b>Advice</b> in Udon Thani" in page.inner_text("#answer")
    assert page.locator("#shared-with tbody tr").count() > 0
    assert page.input_value("#fiscal_year") == "2025"
    assert browser.messages == []
    assert browser.barriers() == []
    for wrong, status in (("budget=much", 422), ("services=none", 422), ("fiscal_year=99999", 422)):
        refused = browser.open(f"{site}/check-proposal?lang=th&name=x&{wrong}")
        assert refused is not None
        assert refused.status == status, wrong
        assert "Traceback" not in page.content()


def test_another_year_is_one_link_away(site: str, browser: Tab) -> None:
    browser.open(f"{site}/heatmap?lang=th")
    browser.page.click("nav.site >> nth=1 >> a:has-text('2567')")
    assert "year=2024" in browser.page.url
    assert "2567" in browser.page.inner_text(".edition")
    answer = browser.open(f"{site}/heatmap?lang=th&year=2567")
    assert answer is not None
    assert "2567" in browser.page.inner_text(".edition")
