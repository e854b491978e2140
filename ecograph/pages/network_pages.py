"""Pages with a picture of the network: all institutions in layers, and what surrounds a node."""

from ecograph.graph import NodeId
from ecograph.model import MODEL, Layer
from ecograph.pages.fitting import fit_page
from ecograph.pages.institutions import make_institutions
from ecograph.pages.issue import Issue, NoSuchPage
from ecograph.pages.surroundings import make_surroundings
from visualisations.address import Page
from visualisations.ego import draw_surroundings, render_surroundings
from visualisations.layers import MOST, draw_institutions
from visualisations.network import render_network, with_origins
from visualisations.network_wording import AROUND
from visualisations.network_wording import TITLE as NETWORK_TITLE
from visualisations.reach_table import hide_small, read_table

NEIGHBOURS = 50
"""How many neighbours of a node are drawn unless more are asked for."""


class NetworkPages(Issue):
    """The network of institutions, and the surroundings of nodes."""

    def network(self, most: int = MOST) -> str:
        """Return the page of the institutions in layers, at most so many of them as fit."""
        groups = hide_small(read_table(self.reach("corridor")), self.threshold)
        institutions = make_institutions(
            self.material, self.scheme, self.year, groups, self.threshold, self.years_ahead
        )
        edition = self.edition(NETWORK_TITLE, Page("network"))

        def render(most: int) -> tuple[str, int]:
            drawing = with_origins(draw_institutions(institutions, most), self.material.origins)
            return render_network(edition, drawing, self.command, self.year), len(drawing.nodes)

        return fit_page(render, most)

    def neighbourhood(self, node: NodeId, hops: int = 1, limit: int = NEIGHBOURS, more: str = "") -> str:
        """Return the page about what surrounds a node.

        Raises
        ------
        NoSuchPage
            When there is no such node.
        """
        if not self._has(node):
            raise NoSuchPage(f"There is no {node[0]} {node[1]!r} in the data.", "Look for it by its name.")
        edition = self.edition(AROUND.format(name=self.material.ecosystem.name(*node)))

        def render(most: int) -> tuple[str, int]:
            surroundings = make_surroundings(self.material, node, hops, most, self.years_ahead)
            drawing = with_origins(draw_surroundings(surroundings), self.material.origins)
            page = render_surroundings(edition, surroundings, drawing, self.command, more)
            return page, len(surroundings.found.nodes)

        return fit_page(render, limit)

    def _has(self, node: NodeId) -> bool:
        kind, key = node
        ecosystem = self.material.ecosystem
        if MODEL.node(kind).layer is Layer.INSTITUTIONS:
            return node in ecosystem.institutions
        return ecosystem.smes.position(key) is not None
