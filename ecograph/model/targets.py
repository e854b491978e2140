"""What a mapping may fill: every property of every kind, and the ends of relationships, by name."""

from collections.abc import Iterable
from difflib import get_close_matches

from ecograph.model.kinds import Model, RelationshipKind

ENDS = ("source", "target")
"""What the two ends of a relationship are called, in recipes and in tables."""


def targets(model: Model) -> tuple[str, ...]:
    """Return the names a mapping may fill, in the order of the model.

    A property is named by its kind (`Program.name`, `SME LOCATED_IN Area.role`), an end of a
    relationship by `source` or `target` (`SME LOCATED_IN Area.source`).

    Examples
    --------
    >>> from ecograph.model import MODEL
    >>> [name.rpartition(".")[2] for name in targets(MODEL) if name.startswith("Area IN_CORRIDOR")]
    ['source', 'target', 'extent']
    """
    return tuple(
        f"{kind.name}.{name}"
        for kind in model
        for name in (
            *(ENDS if isinstance(kind, RelationshipKind) else ()),
            *(property.name for property in kind.properties),
        )
    )


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the one of `names` that `name` was most likely meant to be, or None.

    Upper and lower case do not matter.

    Examples
    --------
    >>> nearest("program.nmae", ["Program.name", "Program.name_en", "Agency.name"])
    'Program.name'
    >>> nearest("postcode", ["Program.name"]) is None
    True
    """
    folded: dict[str, str] = {}
    for candidate in names:
        folded.setdefault(candidate.casefold(), candidate)
    found = get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None
