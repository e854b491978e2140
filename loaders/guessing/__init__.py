"""Proposing a recipe for a file nobody has described: what its rows are, what each column means, and why."""

from loaders.guessing.proposal import Guess, Proposal, TableProposal, Unmapped
from loaders.guessing.proposing import propose
from loaders.guessing.recipe_text import to_toml
from loaders.guessing.sample import Sample, read_samples

__all__ = [
    "Guess",
    "Proposal",
    "Sample",
    "TableProposal",
    "Unmapped",
    "propose",
    "read_samples",
    "to_toml",
]
