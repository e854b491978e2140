"""Files for tests, and what is guessed of them."""

import csv
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ecograph.store import GraphStore
from loaders.guessing import Proposal, propose, read_samples, to_toml
from loaders.load import load
from loaders.recipes import FoundRecipe, find_recipe
from loaders.report import LoadReport

SECRET = b"a secret for tests of guesses"
DESK = Path(__file__).parents[3] / "shared" / "desk"
REGISTRATIONS = Path(__file__).parents[3] / "shared" / "data" / "th_dbd_2558_2559" / "monthly"


def written(folder: Path, rows: Sequence[Sequence[str]], name: str = "list.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def guessed(path: Path) -> Proposal:
    return propose(path.name, tuple(read_samples(path)))


def roles(path: Path, table: int = 0) -> dict[str, str]:
    """Return what each column is taken for; what stands above the table has no column."""
    return {guess.column: guess.role.name for guess in guessed(path).tables[table].guesses}


def saved(proposal: Proposal, folder: Path) -> tuple[FoundRecipe, dict[str, Any]]:
    """Write a proposal, and read it as the command line does."""
    path = folder / "guessed.toml"
    text = to_toml(proposal)
    path.write_text(text, encoding="utf-8", newline="\n")
    return find_recipe(str(path), SECRET), tomllib.loads(text)


def loaded(
    found: FoundRecipe, path: Path, store: GraphStore, *, dry_run: bool = True, problems: Path | None = None
) -> LoadReport:
    return load(
        found.recipe,
        path,
        store,
        cleaners=found.cleaners,
        secret=SECRET,
        dry_run=dry_run,
        mix=True,
        problem_file=problems,
    )
