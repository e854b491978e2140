"""Which two of many are worth comparing: pairs from small blocks, never all pairs.

A pair has at least one key made of name and place: two registered ids are two enterprises unless a
person says otherwise. Two are compared when they share

- a name, wherever they are, or the name and place that a key was made of;
- a province and the first letters of the name, or those letters where a province is not on record;
- a province and a rare sequence of letters anywhere in the name.

In a block of names, each is compared with the `WINDOW` next in alphabetical order; a sequence of
letters that more than `CAP` names of a province share is left out. So the cost grows with the number
of names, and no name is compared with more than `2 * WINDOW * 4 + GRAMS * CAP` others.
"""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from loaders.identity.named import UNKNOWN, Named

WINDOW = 8
CAP = 32
GRAMS = 4
PREFIX = 4
BATCH = 2_000_000
"""How many pairs are made at a time."""
GRAM_LENGTHS = ((20_000, 3), (200_000, 4))
"""Up to how many names in a province, how many letters make a sequence; beyond, `LONGEST_GRAM`."""
LONGEST_GRAM = 5

Positions = NDArray[np.int64]
Pairs = tuple[Positions, Positions]


def candidate_pairs(named: Named) -> Iterator[Pairs]:
    """Yield pairs of positions worth comparing; the same pair may come twice."""
    if not named.scoped.any():
        return
    rank = _rank(named.compared)
    there = np.asarray(pc.not_equal(named.compared, ""))
    by_name = _by_name_and_key(rank, named.keys)
    turn = np.empty(len(named), dtype=np.int32)
    turn[by_name] = np.arange(len(named), dtype=np.int32)
    yield from _neighbours(by_name, np.where(there, rank, UNKNOWN), named.scoped)
    by_hash = np.lexsort((turn, named.hashes))
    yield from _neighbours(by_hash, named.hashes.astype(np.int64), named.scoped)
    starts = _rank(pc.utf8_slice_codeunits(named.compared, 0, PREFIX))
    nowhere = named.places == UNKNOWN
    for left, right in _neighbours(by_name, np.where(there, starts, UNKNOWN), named.scoped):
        either = nowhere[left] | nowhere[right]
        yield left[either], right[either]
    # Where no place is on record at all, as of institutions, everything is in one.
    places = named.places if (named.places != UNKNOWN).any() else np.zeros_like(named.places)
    by_place = np.lexsort((turn, places))
    block = places.astype(np.int64) * (int(starts.max(initial=0)) + 1) + starts
    yield from _neighbours(by_place, np.where(there & (places != UNKNOWN), block, UNKNOWN), named.scoped)
    yield from _by_grams(named, places[by_place], by_place, there)


def _by_name_and_key(rank: Positions, keys: pa.Array) -> Positions:
    """Return positions in the order of names, of equal names in that of keys, whatever theirs was."""
    order = pc.sort_indices(
        pa.table({"rank": rank, "key": keys}), sort_keys=[("rank", "ascending"), ("key", "ascending")]
    )
    return np.asarray(order).astype(np.int64)


def _rank(texts: pa.Array) -> Positions:
    """Return the place of each text in the alphabet of those there are."""
    coded = pc.dictionary_encode(texts)
    order = np.asarray(pc.sort_indices(coded.dictionary))
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    numbers: Positions = ranks[np.asarray(coded.indices)]
    return numbers


def _neighbours(order: Positions, block: Positions, scoped: NDArray[np.bool_]) -> Iterator[Pairs]:
    """Yield pairs of one block that are at most `WINDOW` apart in an order that keeps blocks together."""
    for distance in range(1, WINDOW + 1):
        left, right = order[:-distance], order[distance:]
        chosen = (block[left] == block[right]) & (block[left] != UNKNOWN) & (scoped[left] | scoped[right])
        if chosen.any():
            yield left[chosen], right[chosen]


def _by_grams(
    named: Named, places: NDArray[np.int32], by_place: Positions, there: NDArray[np.bool_]
) -> Iterator[Pairs]:
    """Yield pairs of one province that share a rare sequence of letters; `by_place` sorts by it."""
    starts = np.flatnonzero(np.r_[True, places[1:] != places[:-1]])
    for start, end in zip(starts, np.r_[starts[1:], len(places)], strict=True):
        members = by_place[start:end]
        members = members[there[members]]
        if places[start] == UNKNOWN or len(members) < 2 or not named.scoped[members].any():  # noqa: PLR2004
            continue
        length = next((length for most, length in GRAM_LENGTHS if len(members) <= most), LONGEST_GRAM)
        owners, grams = _grams(named.compared.take(pa.array(members)), length)
        for left, right in _sharing(owners, grams, named.scoped[members]):
            yield members[left], members[right]


def _grams(names: pa.Array, length: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return all sequences of `length` letters as hashes, and to which name each belongs."""
    letters = np.frombuffer("".join(names.to_pylist()).encode("utf-32-le"), dtype=np.uint32)
    sizes = np.asarray(pc.utf8_length(names), dtype=np.int64)
    owners = np.repeat(np.arange(len(names), dtype=np.int32), sizes)
    bits = max(16, min(24, len(letters).bit_length() + 2))
    windows = max(len(letters) - length + 1, 0)
    hashes = np.zeros(windows, dtype=np.uint32)
    for offset in range(length):
        hashes *= np.uint32(0x9E3779B1)
        hashes += letters[offset : offset + windows]
    hashes ^= hashes >> np.uint32(15)
    hashes *= np.uint32(0x85EBCA6B)
    inside = owners[:windows] == owners[len(letters) - windows :]
    hashes >>= np.uint32(32 - bits)
    return owners[:windows][inside], hashes[inside].astype(np.int32)


def _sharing(
    owners: NDArray[np.int32], grams: NDArray[np.int32], scoped: NDArray[np.bool_]
) -> Iterator[Pairs]:
    """Yield pairs of a scoped owner and another that has one of its `GRAMS` rarest sequences."""
    if not len(grams):
        return
    often = np.minimum(np.bincount(grams), CAP + 1).astype(np.uint8)[grams]
    usable = np.flatnonzero((often > 1) & (often <= CAP))
    own = usable[scoped[owners[usable]]]
    own = own[np.lexsort((grams[own], often[own], owners[own]))]
    first = np.searchsorted(owners[own], owners[own], side="left")
    own = own[np.arange(len(own)) - first < GRAMS]
    by_gram = usable[np.argsort(grams[usable], kind="stable")]
    begins = np.searchsorted(grams[by_gram], grams[own], side="left")
    counts = often[own].astype(np.int64)
    ends = np.cumsum(counts)
    start = 0
    while start < len(own):
        full = (int(ends[start - 1]) if start else 0) + BATCH
        stop = max(start + 1, int(np.searchsorted(ends, full, side="right")))
        many = counts[start:stop]
        within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        right = owners[by_gram[np.repeat(begins[start:stop], many) + within]].astype(np.int64)
        left = np.repeat(owners[own[start:stop]], many).astype(np.int64)
        yield left[left != right], right[left != right]
        start = stop
