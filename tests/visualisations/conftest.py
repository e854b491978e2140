"""The browser that pages are opened in."""

import os
import shutil

import pytest

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
