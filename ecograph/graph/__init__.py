"""The ecosystem in memory: institutions as a networkx graph, enterprises as columns and matrices."""

from ecograph.graph.clients import Clients, find_clients
from ecograph.graph.degree_classes import DegreeClasses, find_degree_classes
from ecograph.graph.dependence import Dependence, find_dependence
from ecograph.graph.double_service import DoubleService, find_double_service
from ecograph.graph.ecosystem import Ecosystem, NodeId
from ecograph.graph.histogram import Histogram, count_coverage, reached_themes
from ecograph.graph.links import Links
from ecograph.graph.neighbourhood import Neighbour, Neighbourhood, find_neighbourhood
from ecograph.graph.neighbours import Adjoining, NeighbourPage, list_neighbours
from ecograph.graph.opening import open_ecosystem
from ecograph.graph.part import Part
from ecograph.graph.paths import EvidencePath, Paths, find_paths
from ecograph.graph.revision import Join, Revision, revise
from ecograph.graph.selection import select_part
from ecograph.graph.shared_clients import count_shared_clients
from ecograph.graph.smes import SmeLayer

__all__ = [
    "Adjoining",
    "Clients",
    "DegreeClasses",
    "Dependence",
    "DoubleService",
    "Ecosystem",
    "EvidencePath",
    "Histogram",
    "Join",
    "Links",
    "Neighbour",
    "NeighbourPage",
    "Neighbourhood",
    "NodeId",
    "Part",
    "Paths",
    "Revision",
    "SmeLayer",
    "count_coverage",
    "count_shared_clients",
    "find_clients",
    "find_degree_classes",
    "find_dependence",
    "find_double_service",
    "find_neighbourhood",
    "find_paths",
    "list_neighbours",
    "open_ecosystem",
    "reached_themes",
    "revise",
    "select_part",
]
