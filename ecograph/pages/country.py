"""What pages know of a country: its pack, the shapes of its areas, and which corridor each lies in."""

import json
from functools import cache
from pathlib import Path

from ecograph.errors import SettingsError
from ecograph.graph import Ecosystem
from loaders.countries import packs
from loaders.countries.pack import CountryPack
from visualisations.map_page import Shapes


def country_of(ecosystem: Ecosystem) -> CountryPack | None:
    """Return the pack of the country whose area the ecosystem has."""
    return next((pack for pack in packs() if ("Area", pack.country) in ecosystem.institutions), None)


def shapes_of(pack: CountryPack) -> Shapes | None:
    """Return the shapes that come with a country; None where none do."""
    return _read(pack.boundaries, pack.boundary_key) if pack.boundaries else None


def read_shapes(path: Path) -> Shapes:
    """Return the shapes of a GeoJSON file by the `id` of their feature, or its property `code`.

    Raises
    ------
    SettingsError
        When the file cannot be read, or no feature names its area.
    """
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        named = {each.get("id") or each["properties"].get("code"): each["geometry"] for each in features}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingsError(
            f"{path} is no GeoJSON file of areas ({type(error).__name__}).", "Give a FeatureCollection."
        ) from error
    shapes = {str(key): geometry for key, geometry in named.items() if key is not None}
    if not shapes:
        raise SettingsError(
            f"No feature of {path} names its area.",
            "Give each feature an `id`, or a property `code`, like TH-50.",
        )
    return shapes


def corridors_of(ecosystem: Ecosystem, scheme: str) -> dict[str, str]:
    """Return the corridor that each area counts in: the first by key where it lies in several."""
    found: dict[str, str] = {}
    for (_, area), (_, corridor), _ in ecosystem.edges("Area IN_CORRIDOR Corridor"):
        if corridor.startswith(f"{scheme}:"):
            found[area] = min(corridor, found.get(area, corridor))
    return found


@cache
def _read(path: Path, key: str) -> Shapes:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {feature["properties"][key]: feature["geometry"] for feature in features}
