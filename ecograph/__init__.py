"""ecograph: a country's SME support ecosystem as a graph, with evidence."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("ecograph")
except PackageNotFoundError:  # run from a checkout that is not installed
    __version__ = "0+unknown"

__all__ = ["__version__"]
