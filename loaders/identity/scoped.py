"""Keys for what has no registered id, made of its name and place inside one source.

The same name, legal form and place give the same key in every load, whatever the order of rows. A
name that could be a natural person's leaves here only as a hash keyed with the secret: without it
nobody can find the name by trying all names there are.
"""

import hashlib
import hmac

import pyarrow as pa
import pyarrow.compute as pc

from ecograph.state.keys import scoped_key
from ecograph.state.names import name_keys

JURISTIC = frozenset(
    {
        "community_enterprise",
        "cooperative",
        "foreign",
        "limited_company",
        "limited_partnership",
        "ordinary_partnership",
        "public_company",
    }
)
"""Legal forms that tell that a name is not that of a natural person."""

_BETWEEN = "\x1f"


def scoped_keys(
    source: str, secret: bytes, names: pa.Array, forms: pa.Array, places: pa.Array, *, personal: bool
) -> pa.Array:
    """Return the key of each row; null where it has no name.

    Parameters
    ----------
    source
        The id of the source that the keys are scoped to.
    names, forms, places
        Texts, null where unknown. Names are compared in the form of `name_keys`.
    personal
        Whether a name may be that of a natural person unless its legal form says otherwise.
    """
    names = name_keys(names)
    there = pc.fill_null(pc.not_equal(names, ""), False)
    juristic = pc.is_in(forms, value_set=pa.array(sorted(JURISTIC))) if personal else there
    parts = [
        pc.if_else(juristic, "", "?"),
        pc.fill_null(forms, ""),
        pc.fill_null(names, ""),
        pc.fill_null(places, ""),
    ]
    coded = pc.dictionary_encode(pc.binary_join_element_wise(*parts, _BETWEEN))
    keys = [scoped_key(source, _digest(message, secret)) for message in coded.dictionary.to_pylist()]
    found = pa.array(keys, pa.string()).take(coded.indices)
    return pc.if_else(there, found, pa.scalar(None, pa.string()))


def _digest(message: str, secret: bytes) -> bytes:
    private, _, rest = message.partition(_BETWEEN)
    if private:
        return hmac.new(secret, rest.encode(), hashlib.sha256).digest()
    return hashlib.sha256(rest.encode()).digest()
