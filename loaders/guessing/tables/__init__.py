"""The kinds of table that can be recognised, each declared in a module of its own."""

from loaders.guessing.role import TableKind
from loaders.guessing.tables.agencies import AGENCIES
from loaders.guessing.tables.agreements import AGREEMENTS
from loaders.guessing.tables.funds import FUNDS
from loaders.guessing.tables.indicators import INDICATORS
from loaders.guessing.tables.participants import PARTICIPANTS
from loaders.guessing.tables.programs import PROGRAMS

KINDS: tuple[TableKind, ...] = (PARTICIPANTS, PROGRAMS, FUNDS, AGREEMENTS, INDICATORS, AGENCIES)
"""Every kind, in the order in which a tie is settled."""

__all__ = ["AGENCIES", "AGREEMENTS", "FUNDS", "INDICATORS", "KINDS", "PARTICIPANTS", "PROGRAMS"]
