"""What to link next: who has much in common, or much to give each other, and nothing that joins them."""

from ecograph.analysis.links.brokers import find_brokers
from ecograph.analysis.links.communities import find_communities
from ecograph.analysis.links.data_exchange import find_data_exchange
from ecograph.analysis.links.exchange_matrix import find_exchange_matrix
from ecograph.analysis.links.funding_routes import find_funding_routes
from ecograph.analysis.links.missing_links import find_missing_links
from ecograph.analysis.links.missing_partnerships import find_missing_partnerships
from ecograph.analysis.links.pathways import find_pathways
from ecograph.analysis.links.placements import find_placements

__all__ = [
    "find_brokers",
    "find_communities",
    "find_data_exchange",
    "find_exchange_matrix",
    "find_funding_routes",
    "find_missing_links",
    "find_missing_partnerships",
    "find_pathways",
    "find_placements",
]
