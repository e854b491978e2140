"""The browser that pages are opened in."""

import os
import shutil
from collections.abc import Iterator

import pytest

from tests.visualisations.devtools import Tab

REQUIRED = os.environ.get("ECOGRAPH_REQUIRE_BROWSER") == "1"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the command of a browser; without one, skip, or fail where one is required."""
    command = os.environ.get("ECOGRAPH_CHROMIUM") or shutil.which("chromium")
    if command is None:
        reason = "No Chromium: install it, or say where it is with ECOGRAPH_CHROMIUM."
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    return command


@pytest.fixture(scope="module")
def browser(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A browser that pages of a file are opened in, one after the other."""
    with Tab(chromium, tmp_path_factory.mktemp("browser")) as tab:
        yield tab
