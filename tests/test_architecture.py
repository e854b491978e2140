"""The dependency rule of docs/architecture.md holds."""

import os
import re
from fnmatch import fnmatch
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
PACKAGES = ("api", "ecograph", "loaders", "visualisations")

KNOWN_TO = {
    "duckdb": ("ecograph.store.duckdb*",),
    "esda": ("ecograph.analysis.statistics*",),
    "fastapi": ("api*",),
    "jinja2": ("visualisations*",),
    "libpysal": ("ecograph.analysis.statistics*",),
    "neo4j": ("ecograph.store.neo4j*",),
    "networkx": ("api.part_formats", "ecograph.graph*", "ecograph.analysis*", "visualisations*"),
    "openpyxl": ("loaders.screening*",),
    "platformdirs": ("ecograph.settings",),
    "pydantic_settings": ("ecograph.settings",),
    "python_calamine": ("loaders.extract*",),
    "pyvis": ("visualisations*",),
    "rapidfuzz": (
        "ecograph.analysis.overlaps.named_alike",
        "loaders.identity*",
        "loaders.applicant_matching",
    ),
    "rich": ("ecograph.cli*",),
    "starlette": ("api*",),
    "typer": ("ecograph.cli*",),
    "uvicorn": ("ecograph.cli*",),
    "xlsxwriter": (
        "loaders.applicant_check",
        "loaders.referral_lists*",
        "loaders.rejections",
        "loaders.templates*",
        "loaders.worklists*",
        "ecograph.pages.annex_workbook",
        "ecograph.pages.listing_workbook",
    ),
}
"""By library, the modules that may import it. Others (numpy, pyarrow ...) are open to all."""

VAGUE = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?)(_|$)")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """What every module imports, read from the source."""
    return grimp.build_graph(*PACKAGES, include_external_packages=True, cache_dir=None)


def test_contracts(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == os.EX_OK, capsys.readouterr().out


@pytest.mark.parametrize("library", KNOWN_TO)
def test_a_library_is_known_where_it_belongs(graph: grimp.ImportGraph, library: str) -> None:
    importers = graph.find_modules_that_directly_import(library) if library in graph.modules else set()
    strangers = {name for name in importers if not any(fnmatch(name, ours) for ours in KNOWN_TO[library])}
    assert strangers == set()


def test_no_module_has_a_vague_name(graph: grimp.ImportGraph) -> None:
    ours = {name for name in graph.modules if name.split(".")[0] in PACKAGES}
    assert {name for name in ours if VAGUE.search(name.rsplit(".", 1)[-1])} == set()
