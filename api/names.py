"""Institutions by name in memory, for when the store that searches names does not answer."""

from collections.abc import Sequence

from ecograph.graph import Ecosystem
from ecograph.store import Match
from ecograph.store.folding import fold_text
from ecograph.store.names import FIELDS


class InstitutionNames:
    """The folded names of all institutions; a few thousand, so that each is looked at."""

    def __init__(self, ecosystem: Ecosystem) -> None:
        self._names: list[tuple[str, Match]] = []
        for (kind, key), node in ecosystem.institutions.nodes(data=True):
            texts = [key]
            for field in FIELDS:
                value = node.get(field) or ()
                texts += [value] if isinstance(value, str) else value
            match = Match(kind, key, str(node.get("name", "")), str(node.get("name_en", "")), 0.0)
            self._names.append(("\n".join(map(fold_text, texts)), match))
        self._names.sort(key=lambda row: (len(row[0]), row[1].kind, row[1].key))

    def search(self, text: str, kinds: Sequence[str], limit: int) -> list[Match]:
        """Return institutions with the text in a name, those with the shortest names first."""
        wanted = fold_text(text)
        found = [
            match for folded, match in self._names if wanted in folded and (not kinds or match.kind in kinds)
        ]
        return found[:limit]
