"""Everything of one kind with its name and place, in columns, as proposals look at it."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ecograph.model import MODEL
from ecograph.state.keys import hash_of
from ecograph.store import Export, GraphStore
from ecograph.store.folding import fold

UNKNOWN = -1
_SCOPED = r"^[^:]+:[a-p]{24}$"
_LOOSE = r"[\x{0E47}-\x{0E4E}]|[^\p{L}\p{N}\p{Mn}]"


@dataclass(frozen=True, slots=True)
class Named:
    """Nodes of one kind by position, from 0.

    Attributes
    ----------
    keys, names
        Texts; a name that is not on record is null.
    compared
        Names without spaces, punctuation, tone marks and case, empty where unknown.
    lengths
        How many letters `compared` has.
    numbers
        The digits of each name, one number for each different sequence of them.
    forms, places
        Numbers of legal forms and provinces, `UNKNOWN` where unknown; what they are called stands in
        `form_names` and `place_names`.
    scoped
        Whether the key is made of name and place; `hashes` numbers those made of the same ones.
    """

    keys: pa.Array
    names: pa.Array
    compared: pa.Array
    lengths: NDArray[np.int32]
    numbers: NDArray[np.int32]
    forms: NDArray[np.int32]
    places: NDArray[np.int32]
    scoped: NDArray[np.bool_]
    hashes: NDArray[np.int32]
    form_names: list[str]
    place_names: list[str]

    def __len__(self) -> int:
        return len(self.keys)


def read_named(store: GraphStore, kind: str) -> Named:
    """Return the nodes of a kind, with the province that an enterprise is in."""
    of_kind = MODEL.node(kind)
    wanted = [p.name for p in of_kind.properties if p.name in ("name", "name_en", "legal_form")]
    located = f"{kind} LOCATED_IN Area"
    with_places = located in MODEL.kinds
    kinds = [kind, *(("Area", located, "Area PART_OF Area") if with_places else ())]
    properties = {kind: wanted, "Area": ["name", "level"], located: ["primary"], "Area PART_OF Area": []}
    export = store.export(kinds, {name: columns for name, columns in properties.items() if name in kinds})
    table = export.nodes[kind]
    places, place_names = _places(export, kind, located) if with_places else (None, [])
    forms = table.column("legal_form") if "legal_form" in table.column_names else None
    return named(
        _one(table.column("key")),
        pc.coalesce(*(_one(table.column(name)) for name in wanted if name != "legal_form")),
        _one(forms) if forms is not None else None,
        places,
        place_names,
    )


def named(
    keys: pa.Array,
    names: pa.Array,
    forms: pa.Array | None = None,
    places: NDArray[np.int32] | None = None,
    place_names: list[str] | None = None,
) -> Named:
    """Return nodes in columns, from their keys and names and what else is known of them."""
    compared = pc.replace_substring_regex(fold(pc.fill_null(names, "")), _LOOSE, "")
    compared = pc.replace_substring(compared, "ฎ", "ฏ")
    form_numbers, form_names = _numbered(forms) if forms is not None else (_unknown(len(keys)), [])
    scoped = np.asarray(pc.match_substring_regex(keys, _SCOPED), dtype=bool)
    hashes = _unknown(len(keys))
    if scoped.any():
        made = keys.filter(pa.array(scoped))
        hashes[scoped] = _numbered(pa.array([hash_of(key) for key in made.to_pylist()]))[0]
    return Named(
        keys,
        names,
        compared,
        np.asarray(pc.utf8_length(compared), dtype=np.int32),
        _numbered(pc.replace_substring_regex(compared, r"\D+", " "))[0],
        form_numbers,
        _unknown(len(keys)) if places is None else places,
        scoped,
        hashes,
        form_names,
        place_names or [],
    )


def _places(export: Export, kind: str, located: str) -> tuple[NDArray[np.int32], list[str]]:
    """Return the province of each node, by its primary place where one is called so."""
    areas = export.nodes["Area"]
    levels = areas.column("level").to_pylist()
    home = np.arange(len(levels), dtype=np.int32)
    child, parent = _ends(export, "Area PART_OF Area", "Area", "Area")
    for area, above in zip(child.tolist(), parent.tolist(), strict=True):
        if levels[area] == "district":
            home[area] = above
    home[[level in ("country", "region") for level in levels]] = UNKNOWN
    node, area_of = _ends(export, located, kind, "Area")
    primary = np.asarray(pc.fill_null(export.relationships[located].column("primary"), False))
    places = _unknown(export.nodes[kind].num_rows)
    # What is written last stays: the primary place, of several the first area.
    order = np.lexsort((-area_of, primary))
    places[node[order]] = home[area_of[order]]
    names, keys = areas.column("name").to_pylist(), areas.column("key").to_pylist()
    return places, [name or key for name, key in zip(names, keys, strict=True)]


def _ends(
    export: Export, relationship: str, source: str, target: str
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the positions of the ends of relationships; numbers of nodes have gaps."""
    links = export.relationships[relationship]
    found = [
        np.searchsorted(np.asarray(export.nodes[kind].column("nid")), np.asarray(links.column(end)))
        for kind, end in ((source, "source"), (target, "target"))
    ]
    return found[0], found[1]


def _numbered(texts: pa.Array) -> tuple[NDArray[np.int32], list[str]]:
    coded = pc.dictionary_encode(texts)
    return np.asarray(pc.fill_null(coded.indices, UNKNOWN), dtype=np.int32), coded.dictionary.to_pylist()


def _unknown(length: int) -> NDArray[np.int32]:
    return np.full(length, UNKNOWN, dtype=np.int32)


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
