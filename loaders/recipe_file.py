"""A recipe's file: read, and refused with the line and the nearest name where it is not valid."""

import tomllib
from collections.abc import Collection
from pathlib import Path

from pydantic import BaseModel, ValidationError

from ecograph.errors import RecipeError
from ecograph.model import MODEL, Model
from loaders.recipe import (
    Condition,
    Expression,
    IdentityRecipe,
    MarkRecipe,
    NodeRecipe,
    Recipe,
    RelationshipRecipe,
    SourceRecipe,
    TableRecipe,
    TotalRecipe,
)
from loaders.recipe_faults import Location, find_faults, nearest_hint
from loaders.toml_lines import line_of


def read_recipe(path: Path, cleaners: Collection[str], model: Model = MODEL) -> Recipe:
    """Read a recipe and check it against the model.

    Parameters
    ----------
    path
        A TOML file.
    cleaners
        The names of cleaners that it may use.

    Raises
    ------
    RecipeError
        Naming the file, the line, what was found, and the nearest name there is.
    """
    try:
        text = path.read_text(encoding="utf-8")
        recipe = Recipe.model_validate(tomllib.loads(text))
    except (OSError, UnicodeDecodeError) as error:
        raise RecipeError(
            f"{path.name} cannot be read: {error}.", "Give the path of a TOML file in UTF-8."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"{path.name} is not valid TOML: {error}.") from None
    except ValidationError as error:
        raise _first_fault(path, text, error) from None
    for location, fault in find_faults(recipe, cleaners, model):
        raise RecipeError(f"{path.name}, line {line_of(text, location)}: {fault.message}", fault.hint)
    return recipe


def _first_fault(path: Path, text: str, error: ValidationError) -> RecipeError:
    """Return what pydantic found first, in words, with its line."""
    # A misspelt name is also a missing one: the misspelling says more.
    first = min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    location = tuple(part for part in first["loc"])
    where = f"{path.name}, line {line_of(text, location)}"
    name = str(location[-1]) if location else ""
    if first["type"] == "extra_forbidden":
        part = _part_at(location[:-1])
        known = [field.alias or field_name for field_name, field in part.model_fields.items()]
        message = f"{where}: {name!r} is not something a recipe has here."
        return RecipeError(message, nearest_hint(name, known))
    if first["type"] == "missing":
        return RecipeError(f"{where}: {name!r} is missing.", "Add it.")
    return RecipeError(f"{where}: {name!r} cannot be used: {first['msg']}.", "Correct it.")


def _part_at(location: Location) -> type[BaseModel]:
    """Return which part of a recipe a location is in."""
    parts: dict[str, type[BaseModel]] = {
        "source": SourceRecipe,
        "tables": TableRecipe,
        "nodes": NodeRecipe,
        "relationships": RelationshipRecipe,
        "when": Condition,
        "marks": MarkRecipe,
        "control_totals": TotalRecipe,
        "properties": Expression,
        "identity": IdentityRecipe,
    }
    names = [part for part in location if isinstance(part, str)]
    if "identity" in names and names[-1] in ("id", "name", "form", "place"):
        return Expression
    if names[-1:] == ["stated"]:
        return Expression
    if names[-1:] in (["source"], ["target"]) and "relationships" in names:
        return Expression
    return next((parts[name] for name in reversed(names) if name in parts), Recipe)
