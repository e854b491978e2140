"""Who makes what, who supplies whom, and which large firms are near to smaller ones: listings, no tests."""

from ecograph.analysis.supply.makers import find_makers
from ecograph.analysis.supply.mentors import find_mentors

__all__ = ["find_makers", "find_mentors"]
