"""Country packs: what is particular to a country, found by name."""

from ecograph.errors import RecipeError
from loaders.countries.europe import PACK as EUROPE
from loaders.countries.pack import CountryPack
from loaders.countries.thailand import PACK as THAILAND

__all__ = ["CountryPack", "find_pack", "packs"]


def packs() -> tuple[CountryPack, ...]:
    """Return every country pack there is."""
    return THAILAND, EUROPE


def find_pack(id: str) -> CountryPack:
    """Return the pack with this id.

    Raises
    ------
    RecipeError
        Naming the packs there are.
    """
    for pack in packs():
        if pack.id == id:
            return pack
    raise RecipeError(
        f"{id!r} is not a country pack.", f"There are: {', '.join(pack.id for pack in packs())}."
    )
