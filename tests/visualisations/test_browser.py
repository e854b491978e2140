"""The page in a real browser: it draws, switches language, prints, and asks no other machine for anything."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.visualisations.sample import report
from tests.visualisations.test_escaping import HOSTILE, hostile
from visualisations import Report, render_report


class Browser:
    """One run of a browser without any network, on one page."""

    def __init__(self, command: str, folder: Path, page: str) -> None:
        self.folder = folder
        self.log = folder / "net.json"
        self.page = folder / "report.html"
        self.page.write_text(page, encoding="utf-8")
        self.command = [
            command, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--disable-component-update", "--disable-dev-shm-usage", "--no-first-run", "--no-pings",
            "--host-resolver-rules=MAP * ~NOTFOUND", f"--log-net-log={self.log}", "--enable-logging=stderr",
            f"--user-data-dir={folder / 'profile'}",
        ]  # fmt: skip

    def run(self, *flags: str) -> tuple[str, str]:
        done = subprocess.run(
            [*self.command, *flags, self.page.as_uri()],
            capture_output=True,
            check=True,
            timeout=120,
            text=True,
        )
        return done.stdout, done.stderr

    def requests(self) -> set[str]:
        """Return the addresses that the page asked for over a network; the browser asks for its own."""
        net = json.loads(self.log.read_text(encoding="utf-8"))
        start = net["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
        jobs = [event.get("params", {}) for event in net["events"] if event["type"] == start]
        return {job["url"] for job in jobs if str(job.get("network_isolation_key")).startswith("file:")}


@pytest.fixture
def browser(chromium: str, tmp_path: Path) -> Browser:
    return Browser(chromium, tmp_path, render_report(report()))


def probed(sample: Report) -> str:
    """Return a page whose own script also tells, in attributes, what a reader would see."""
    html = render_report(sample)
    probe = """
;(function () {
  var shown = function (e) { return !!(e && e.getClientRects().length); };
  var say = function (name, value) { document.documentElement.setAttribute("data-probe-" + name, value); };
  var th = document.querySelector("h1 .th"), en = document.querySelector("h1 .en");
  say("before", shown(th) + "," + shown(en));
  document.querySelector("label[for=language-en]").click();
  say("after", shown(th) + "," + shown(en));
  say("lang", document.documentElement.lang);
  say("title", document.title);
  say("wide", document.documentElement.scrollWidth <= window.innerWidth);
  say("cell", getComputedStyle(document.querySelector("td.heat.q0")).backgroundColor);
  say("width", document.querySelector("svg.map path").getBoundingClientRect().width > 1);
})();"""
    allowed = html.replace("</script>", probe + "</script>")
    return re.sub(r"script-src &#39;sha256-.*?&#39;", "script-src &#39;unsafe-inline&#39;", allowed)


def test_it_draws_and_asks_no_machine_for_anything(browser: Browser) -> None:
    dom, messages = browser.run("--dump-dom")
    assert 'lang="th"' in dom
    assert "Content Security Policy" not in messages
    assert "CONSOLE" not in messages
    assert browser.requests() == set()


def test_a_page_that_asked_would_be_seen(chromium: str, tmp_path: Path) -> None:
    browser = Browser(chromium, tmp_path, "<!doctype html><img src='http://host.example/a.png'>")
    browser.run("--dump-dom")
    assert browser.requests() == {"http://host.example/a.png"}


@pytest.mark.parametrize("width", [1200, 390])
def test_the_language_switches_without_a_reload(chromium: str, tmp_path: Path, width: int) -> None:
    browser = Browser(chromium, tmp_path, probed(report()))
    dom, _ = browser.run("--dump-dom", f"--window-size={width},900")
    said = dict(re.findall(r'data-probe-(\w+)="([^"]*)"', dom))
    assert said["before"] == "true,false"
    assert said["after"] == "false,true"
    assert said["lang"] == "en"
    assert said["title"].endswith("Support for enterprises: reach and gaps")
    assert said["wide"] == "true", "no scrolling sideways"
    assert said["cell"] == "rgb(255, 255, 204)"
    assert said["width"] == "true"


def test_it_prints(browser: Browser) -> None:
    target = browser.folder / "report.pdf"
    browser.run(f"--print-to-pdf={target}", "--no-pdf-header-footer")
    assert target.read_bytes().startswith(b"%PDF")
    if reader := shutil.which("pdftotext"):
        pages = subprocess.run(
            [reader, "-layout", target, "-"], capture_output=True, check=True, text=True
        ).stdout
        for page in pages.split("\f")[:-1]:
            assert "SYNTHETIC DATA: not to be cited" in page


@pytest.mark.parametrize("name", HOSTILE[:4])
def test_a_hostile_name_does_nothing(chromium: str, tmp_path: Path, name: str) -> None:
    browser = Browser(chromium, tmp_path, render_report(hostile(name)))
    dom, messages = browser.run("--dump-dom")
    assert "<img" not in dom
    assert dom.count("<script>") == 1
    assert "CONSOLE" not in messages
    assert browser.requests() == set()
