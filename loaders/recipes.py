"""The recipes that ship with the product, and where a recipe is found."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ecograph.errors import RecipeError
from loaders.cleaning import CLEANERS, Cleaner
from loaders.countries import find_pack, packs
from loaders.countries.pack import CountryPack
from loaders.recipe import Recipe
from loaders.recipe_file import read_recipe


@dataclass(frozen=True, slots=True)
class FoundRecipe:
    """A recipe with what it needs: the cleaners of its country, and where its own files are.

    `files` is None for a recipe that reads files the user names.
    """

    recipe: Recipe
    cleaners: Mapping[str, Cleaner]
    files: Path | None


def shipped_recipes() -> dict[str, tuple[CountryPack, Path]]:
    """Return the recipes of every country pack by their id, which is their file's name."""
    return {path.stem: (pack, path) for pack in packs() for path in sorted(pack.recipes.glob("*.toml"))}


def find_recipe(name: str, secret: bytes) -> FoundRecipe:
    """Return a shipped recipe by its id, or one in a file of the user's.

    Raises
    ------
    RecipeError
        When there is neither, or the recipe is not valid.
    """
    shipped = shipped_recipes()
    if name in shipped:
        pack, path = shipped[name]
        cleaners = {**CLEANERS, **pack.cleaners(secret)}
        recipe = read_recipe(path, cleaners)
        return FoundRecipe(recipe, cleaners, pack.reference.parent / recipe.path if recipe.path else None)
    path = Path(name)
    if not path.is_file():
        near = get_close_matches(name, list(shipped), n=1, cutoff=0.5)
        hint = f"Did you mean {near[0]!r}?" if near else f"Shipped recipes are: {', '.join(shipped)}."
        raise RecipeError(f"{name!r} is neither a shipped recipe nor a file.", hint)
    every = {name: cleaner for pack in packs() for name, cleaner in pack.cleaners(secret).items()}
    recipe = read_recipe(path, {**CLEANERS, **every})
    of_country = find_pack(recipe.country).cleaners(secret) if recipe.country else {}
    return FoundRecipe(
        recipe, {**CLEANERS, **of_country}, (path.parent / recipe.path) if recipe.path else None
    )
