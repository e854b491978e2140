"""Check numbers of what is linked next: scores of links, brokers, and how well links are told."""

import networkx as nx

from ecograph.analysis.links.brokers import measure_brokers
from ecograph.analysis.links.evaluation import evaluate_score
from ecograph.analysis.links.scores import SCORES, score_pairs
from ecograph.analysis.verification.check import Check

NETWORKX = "networkx, tests of link prediction"


def _complete() -> list[float]:
    return [float(score_pairs(nx.complete_graph(5), name, [(0, 1)])[0]) for name in SCORES]


def _star() -> list[float]:
    return [float(score_pairs(nx.star_graph(4), "resource_allocation", [(1, 2)])[0])]


def _karate() -> list[float]:
    club = nx.karate_club_graph()
    names = ("resource_allocation", "adamic_adar", "preferential_attachment")
    return [evaluate_score(club, name, list(club.edges), list(club), seed=1).auc for name in names]


def _borgatti() -> list[float]:
    edges = ("AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC")
    network: nx.Graph[str] = nx.Graph((edge[0], edge[1]) for edge in edges)
    measured = measure_brokers(network, list(network))
    constraint = [measured[node].constraint for node in "GAC"]
    return [*constraint, *(measured[node].effective_size for node in "GA")]


def _medici() -> list[float]:
    families = nx.florentine_families_graph()
    pairs = measure_brokers(families, ["Medici"])["Medici"]
    return [pairs.betweenness]


LINK_CHECKS = (
    Check(
        "Resource allocation, Adamic-Adar, Jaccard and preferential attachment of two of five, all joined",
        NETWORKX,
        (0.75, 2.16404256, 0.6, 16),
        _complete,
        5e-9,
    ),
    Check("Resource allocation of two leaves of a star of four", NETWORKX, (0.25,), _star),
    Check(
        "Karate club, each edge left out: AUC of resource allocation, Adamic-Adar, degrees",
        "computed independently from Zachary 1977",
        (0.748, 0.734, 0.708),
        _karate,
        5e-4,
    ),
    Check(
        "Borgatti's graph: constraint of G, A and C; effective size of G and A",
        "Borgatti 1997, networkx and UCINET",
        (0.400, 0.595, 1.0, 4.67, 2.50),
        _borgatti,
        5e-3,
    ),
    Check(
        "Florentine families: betweenness of the Medici",
        "networkx, from Padgett and Ansell 1993",
        (0.521978,),
        _medici,
        5e-7,
    ),
)
