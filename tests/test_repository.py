"""What the repository says of itself is true."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from ecograph.cli import app

ROOT = Path(__file__).parent.parent
MADE = {"build", "demo", "dist", "__pycache__"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Put together here, so that this file does not hold what it looks for.
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "conda" + ".anaconda.org", "npm" + "js.org"]
PLACES = re.compile(r"(?<![\w.:/~$}*-])/" + r"(work|tmp|home/\w+|Users/\w+)/[\w.]")
IMAGES = {"Dockerfile", "docker-compose.yml"}
"""Paths in these are places inside an image."""
COMMAND = re.compile(r"(?:`|^    )ecograph (?:--[^\s`]+ )*([a-z]+(?:-[a-z]+)*)", re.MULTILINE)
TARGET = re.compile(r"(?:`|^    )make ([a-z]+)", re.MULTILINE)


def files() -> Iterator[Path]:
    """Yield every file that is kept, not those that are made."""
    folders = [ROOT]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if path.is_dir():
                hidden = path.name.startswith(".") and path.name != ".ci"
                if not hidden and path.name not in MADE and not path.name.endswith(".egg-info"):
                    folders.append(path)
            elif path.name != ".git":
                yield path


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def dependencies() -> dict[str, list[str]]:
    """Return the names of direct dependencies, by group."""
    groups = {"runtime": PROJECT["project"]["dependencies"], **PROJECT["dependency-groups"]}
    return {group: [re.split(r"[^\w.-]", entry)[0] for entry in entries] for group, entries in groups.items()}


def locked(name: str) -> dict[str, str]:
    """Return the packages of a lock and their versions."""
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", read(f"requirements/{name}.txt"), re.MULTILINE))


def test_no_file_names_a_registry() -> None:
    naming = {
        str(path.relative_to(ROOT)) for path in files() if any(host in text_of(path) for host in REGISTRIES)
    }
    assert naming == set()


def test_no_file_names_a_place_on_one_machine() -> None:
    naming = {
        str(path.relative_to(ROOT)): found[0]
        for path in files()
        if path.name not in IMAGES and (found := PLACES.search(text_of(path)))
    }
    assert naming == {}


def test_every_direct_dependency_is_documented() -> None:
    documented = set(re.findall(r"^\| ([\w.-]+) \|", read("docs/dependencies.md"), re.MULTILINE))
    direct = {name for names in dependencies().values() for name in names}
    assert documented - {"Package"} == direct


MODULES = {"python_calamine": "python-calamine", "pydantic_settings": "pydantic-settings"}


def test_whatever_the_product_imports_is_declared() -> None:
    own = {"ecograph", "loaders", "visualisations", "api"}
    imported = {
        module
        for package in own
        for path in (ROOT / package).rglob("*.py")
        for module in re.findall(r"^(?:from|import) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    others = {MODULES.get(module, module) for module in imported - own - sys.stdlib_module_names}
    assert others <= set(dependencies()["runtime"])


@pytest.mark.parametrize(("lock", "groups"), [("runtime", ("runtime", "build")), ("lock", ("lock",))])
def test_every_direct_dependency_is_locked(lock: str, groups: tuple[str, ...]) -> None:
    assert locked(lock).keys() >= {name for group in groups for name in dependencies()[group]}


def test_the_locks_are_one_resolution() -> None:
    assert locked("test").items() >= locked("runtime").items()
    assert locked("test").keys() >= set(dependencies()["test"])


@pytest.mark.parametrize("lock", ["runtime", "test", "lock"])
def test_everything_locked_is_hashed(lock: str) -> None:
    entries = re.split(r"\n(?=\w)", read(f"requirements/{lock}.txt"))
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_package_is_shipped() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert packages == set(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])


def test_the_readme_names_every_command() -> None:
    commands = set(typer.main.get_group(app).commands)
    assert commands
    assert set(COMMAND.findall(read("README.md"))) >= commands


def test_the_readme_names_no_command_that_is_not_there() -> None:
    named = set(COMMAND.findall(read("README.md")))
    assert named <= set(typer.main.get_group(app).commands)


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/dependencies.md"]
)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", read(page))
    folder = (ROOT / page).parent
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_targets_of_make_that_are_named_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    assert set(TARGET.findall(read(page))) <= targets


def test_make_explains_every_target() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)
    assert phony
    explained = set(re.findall(r"echo 'make (\w+)", read("Makefile")))
    assert explained == set(phony[1].split()) - {"help"}


def test_every_ignored_rule_has_a_reason() -> None:
    lint = re.search(r"^ignore = \[\n(.*?)^\]", read("pyproject.toml"), re.MULTILINE | re.DOTALL)
    assert lint
    assert [line for line in lint[1].splitlines() if not re.search(r'",\s+# \S', line)] == []
