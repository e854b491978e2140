"""The files of one load: which of them the tables of a recipe mean, and their rows as corrected."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ecograph.errors import SourceError
from loaders.corrections import Corrections
from loaders.extract import Chunk, extract
from loaders.extract.matching import find_matches
from loaders.privacy import without_citizen_numbers
from loaders.recipe import Recipe, TableRecipe


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file, read as a table of the recipe. `document` is its name as reports give it."""

    table: TableRecipe
    path: Path
    document: str
    corrections: Corrections = field(default_factory=Corrections)

    @property
    def shown(self) -> str:
        """The document's name, rid of what could identify a person."""
        return without_citizen_numbers(self.document)

    def read(self) -> Iterator[Chunk]:
        """Yield the rows of the file, corrected, under a name that identifies no person."""
        for chunk in extract(self.path, self.document, self.table):
            yield self.corrections.apply(replace(chunk, document=without_citizen_numbers(chunk.document)))


def find_files(recipe: Recipe, path: Path, corrections: Corrections | None = None) -> list[SourceFile]:
    """Return the files of each table, those of the first table first.

    Raises
    ------
    SourceError
        When the path does not exist, or no file matches.
    """
    if not path.exists():
        raise SourceError(f"{path} does not exist.", "Give a file or a folder.")
    found: list[SourceFile] = []
    for table in recipe.tables:
        alone = path.is_file() and len(recipe.tables) == 1
        matches = find_matches(path, path.name if alone else table.files)
        found += [SourceFile(table, match, name, corrections or Corrections()) for match, name in matches]
        if not matches and not path.is_file() and not any(letter in table.files for letter in "*?["):
            raise SourceError(
                f"{path} has no file {table.files!r}, which the recipe {recipe.id} reads.",
                "Give the folder that has it.",
            )
    if not found:
        wanted = ", ".join(dict.fromkeys(table.files for table in recipe.tables))
        raise SourceError(
            f"Nothing in {path} matches {wanted}, which the recipe {recipe.id} reads.",
            "Give the folder or the file that does.",
        )
    return found
