"""Texts of which a link may have several, such as the services received, as numbers."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Labels:
    """The texts of a property, for each link in order.

    Attributes
    ----------
    vocabulary
        The distinct texts, sorted.
    indptr
        int32, one more than there are links: the texts of link j are those from `indptr[j]` to
        `indptr[j + 1]`. A link of which none is on record has none.
    indices
        int32, positions among the vocabulary.
    """

    vocabulary: tuple[str, ...]
    indptr: NDArray[np.int32]
    indices: NDArray[np.int32]

    def of(self, link: int) -> tuple[str, ...]:
        """Return the texts of one link."""
        found = self.indices[self.indptr[link] : self.indptr[link + 1]]
        return tuple(self.vocabulary[position] for position in found)


def label(values: pa.ChunkedArray) -> Labels:
    """Return lists of texts as labels; a null, in place of a list or in one, is no text."""
    positions: dict[str, int] = {}
    indptr = np.zeros(len(values) + 1, np.int32)
    parts = [np.empty(0, np.int32)]
    start = 0
    for chunk in values.chunks:
        encoded = chunk.flatten().dictionary_encode()
        texts = encoded.dictionary.to_pylist()
        local = np.array([positions.setdefault(text, len(positions)) for text in texts], np.int32)
        parents = np.asarray(pc.list_parent_indices(chunk))[np.asarray(encoded.is_valid())]
        indptr[start + 1 : start + len(chunk) + 1] = np.bincount(parents, minlength=len(chunk))
        parts.append(local[np.asarray(encoded.indices.drop_null())])
        start += len(chunk)
    np.cumsum(indptr, out=indptr)
    vocabulary = sorted(positions)
    # Numbered as they came, and now as they are sorted: the order of rows decides nothing.
    ordered = np.empty(len(vocabulary), np.int32)
    ordered[[positions[text] for text in vocabulary]] = np.arange(len(vocabulary), dtype=np.int32)
    return Labels(tuple(vocabulary), indptr, ordered[np.concatenate(parts)])
