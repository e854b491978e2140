"""What the network of institutions is drawn from, made of material."""

import numpy as np
from numpy.typing import NDArray

from ecograph.graph import Ecosystem, find_clients
from ecograph.graph.clients import LINKS
from ecograph.pages.country import corridors_of
from ecograph.pages.material import Material
from visualisations.layers import Institutions
from visualisations.reach_table import ReachTable


def make_institutions(
    material: Material,
    scheme: str,
    year: int | None,
    groups: ReachTable,
    threshold: int,
    thai_years_ahead: int,
) -> Institutions:
    """Return the institutions of material with the clients they had in a year, None for all years.

    `groups` is reach by corridor, small cells hidden; fewer clients than `threshold` are not told.
    """
    ecosystem = material.ecosystem
    clients = find_clients(ecosystem, "support", _of_year(ecosystem, year))
    return Institutions(
        ecosystem.institutions,
        scheme,
        corridors_of(ecosystem, scheme),
        groups,
        dict(zip(clients.nodes, clients.counts.tolist(), strict=True)),
        threshold,
        thai_years_ahead,
    )


def _of_year(ecosystem: Ecosystem, year: int | None) -> dict[str, NDArray[np.bool_]]:
    """Return which links to enterprises are of a year; all of a kind that is not named."""
    if year is None:
        return {}
    links = ecosystem.smes.links
    years = {kind: links[kind].columns.get("fiscal_year") for kind in LINKS.values()}
    return {kind: found == year for kind, found in years.items() if found is not None}
