"""What every test may ask for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

Golden = Callable[[Path, str], None]

# A slow machine is no failing test.
settings.register_profile("ecograph", deadline=None)
settings.load_profile("ecograph")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with a golden file; `pytest --update-golden` writes the file."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path} does not exist; `make golden` writes it."
        assert text == path.read_text(encoding="utf-8"), (
            f"{path.name} has changed; if that is meant, `make golden` writes it anew."
        )

    return compare
