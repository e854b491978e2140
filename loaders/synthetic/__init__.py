"""A made-up nation of enterprises over the real reference facts of a country, with planted truths."""

from loaders.synthetic.nation import (
    DEMO_ENTERPRISES,
    DEMO_SEED,
    SOURCE,
    Nation,
    generate_nation,
    write_nation,
)
from loaders.synthetic.planted import Planted, to_markdown

__all__ = [
    "DEMO_ENTERPRISES",
    "DEMO_SEED",
    "SOURCE",
    "Nation",
    "Planted",
    "generate_nation",
    "to_markdown",
    "write_nation",
]
