"""What a country brings: its reference data, its recipes, and how its texts are read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ecograph.model import Text
from loaders.cleaning import Cleaner


@dataclass(frozen=True, slots=True)
class CountryPack:
    """One country.

    Attributes
    ----------
    id
        The name of its folder (`thailand`).
    country
        The key of its `Area` of level `country` (`TH`).
    currency
        ISO 4217 code of what `currency` means in the model (`THB`).
    year_offset
        What to add to a year of the common era to get the year people write (543 in Thailand).
    reference, recipes
        Folders of the pack: the reference data (CSV) and the mapping recipes (TOML).
    reference_recipe
        The recipe that loads the reference data.
    boundaries, boundary_key
        A GeoJSON file of its areas, and the property that holds their keys; None where there is none.
    cleaners
        Given the secret that personal identifiers are hashed with, the cleaners by the names
        that recipes use.
    corridor_schemes
        What each scheme of corridors is called; the first is the default.
    """

    id: str
    name: Text
    country: str
    currency: str
    year_offset: int
    reference: Path
    recipes: Path
    reference_recipe: str
    boundaries: Path | None
    boundary_key: str
    cleaners: Callable[[bytes], Mapping[str, Cleaner]]
    corridor_schemes: Mapping[str, Text]
