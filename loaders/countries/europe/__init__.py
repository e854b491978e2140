"""Europe: the countries that take part in European programmes, and projects as CORDIS publishes them."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from ecograph.model import Text
from loaders.cleaning import Cleaner, each
from loaders.countries.europe import codes
from loaders.countries.pack import CountryPack

FOLDER = Path(__file__).parent


def cleaners(_: bytes) -> Mapping[str, Cleaner]:
    """Return the cleaners of the pack by name; none of them reads numbers of natural persons."""
    return {"cordis_country": each(codes.cordis_country, pa.string())}


PACK = CountryPack(
    id="europe",
    name=Text("European Union", "สหภาพยุโรป"),
    country="EU",
    currency="EUR",
    year_offset=0,
    reference=FOLDER / "reference",
    recipes=FOLDER / "recipes",
    reference_recipe="eu-reference",
    boundaries=None,
    boundary_key="",
    cleaners=cleaners,
    corridor_schemes={},
)
"""The pack, as `loaders.countries.find_pack("europe")` gives it."""
