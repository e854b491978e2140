"""Whom the names in one load mean, with an account of the damaged ones that were put right."""

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

from ecograph.state.names import name_keys
from loaders.cleaning import Cleaned
from loaders.identity.report import IdentityReport, Match
from loaders.identity.roster import Found, Roster


class Naming:
    """The names of one kind of node in one load.

    Parameters
    ----------
    own
        By damaged name that only the source uses, the name of the source that it is taken for.
    spellings
        How the source writes names, by their form in `name_keys`.
    """

    def __init__(
        self,
        roster: Roster,
        own: Mapping[str, str],
        report: IdentityReport,
        spellings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._roster = roster
        self._own = own
        self._report = report
        self._spellings = spellings

    def find(self, name: str, written: str) -> tuple[Found, Match]:
        """Return whom a name means, and how that is known.

        Parameters
        ----------
        name, written
            The name in the form of `name_keys`, and as the source wrote it.

        Returns
        -------
        tuple[Found, Match]
            Of a name that nobody bears, `known` is what to make a key of.
        """
        found = self._roster.find(name)
        if found.is_new:
            found = Found(why=found.why, known=self._own.get(name, name), is_new=True)
        elif not found.known:
            return found, Match.ALIAS
        if found.known != name:
            self._report.repaired[written] = found.key or found.known
            return found, Match.NONE if found.is_new else Match.REPAIRED
        return found, Match.NONE

    def spelling(self, found: Found) -> str | None:
        """Return how the name of what was found is written: by the reference data, else by the source."""
        return (self._roster.labels.get(found.key) if found.key else self._spellings.get(found.known)) or None

    def clean(self, texts: pa.Array) -> Cleaned:
        """Read names as keys, as a cleaner does; one that means nobody, or several, is a problem."""
        keys: list[str | None] = []
        problems: dict[int, str] = {}
        written = texts.to_pylist()
        for position, name in enumerate(name_keys(texts).to_pylist()):
            found = self.find(name, written[position])[0] if name else Found()
            keys.append(found.key or None)
            if found.why:
                problems[position] = found.why
        return Cleaned(pa.array(keys, pa.string()), problems)
