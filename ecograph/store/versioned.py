"""What a store tells of its earlier versions; what is here holds for one that keeps none."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ecograph.errors import VersionGone
from ecograph.store.changes import KindChanges

if TYPE_CHECKING:
    from ecograph.store.base import GraphStore


class Versioned:
    """The earlier versions of a store."""

    def kept(self) -> list[int]:
        """Return the numbers of the versions that `at` gives, the earliest first; by default none."""
        return []

    def at(self, version: int) -> "GraphStore":
        """Return an earlier version, as a store of its own that can only be read; the caller closes it.

        Raises
        ------
        VersionGone
            The version is not kept. A server keeps the current one alone.
        """
        raise VersionGone(
            f"Version {version} is not kept: this store keeps its current version alone.",
            "Keep results with `ecograph saved add` before the next load, and compare them.",
        )

    def changes_since(
        self,
        version: int,
        kinds: Iterable[str] | None = None,  # noqa: ARG002 - of a store that keeps one version, nothing changed
    ) -> dict[str, KindChanges]:
        """Return what changed since an earlier version, by kind; kinds without a change are left out.

        Kinds that no run since then wrote to are not looked at.

        Parameters
        ----------
        kinds
            Names of the kinds to look at; all when None.

        Raises
        ------
        VersionGone
            The version is not kept.
        """
        self.at(version).close()
        return {}
