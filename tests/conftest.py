"""What every test may ask for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.shared_server import NO_SERVER, why_missing

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say last what was not tested."""
    skipped = [
        report for report in terminalreporter.stats.get("skipped", ()) if NO_SERVER in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.write_sep("=", "not tested on Neo4j", yellow=True)
        terminalreporter.write_line(
            f"{len(skipped)} tests need a Neo4j server and were skipped: {why_missing()}. "
            "With a Docker engine, with Java and Maven, or with ECOGRAPH_TEST_NEO4J_URL they run."
        )
