"""The ecosystem in memory: institutions as a networkx graph, enterprises as columns and matrices."""

from ecograph.graph.ecosystem import Ecosystem, NodeId
from ecograph.graph.links import Links
from ecograph.graph.opening import open_ecosystem
from ecograph.graph.smes import SmeLayer

__all__ = ["Ecosystem", "Links", "NodeId", "SmeLayer", "open_ecosystem"]
