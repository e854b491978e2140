"""The browser that pages are opened in."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.visualisations.browser import FLAGS, Tab

REQUIRED = os.environ.get("ECOGRAPH_REQUIRE_BROWSER") == "1"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Give a browser; without one, skip, or fail where one is required."""
    command = os.environ.get("ECOGRAPH_CHROMIUM") or shutil.which("chromium")
    if command is None:
        reason = "No Chromium: install it, or say where it is with ECOGRAPH_CHROMIUM."
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=command, args=list(FLAGS), chromium_sandbox=os.geteuid() != 0
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Iterator[Tab]:
    """Give a tab that pages of a file are opened in, one after the other."""
    with Tab(chromium) as tab:
        yield tab
