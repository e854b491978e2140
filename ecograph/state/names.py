"""The form in which names are compared."""

import pyarrow as pa
import pyarrow.compute as pc

from ecograph.store.folding import fold

_IGNORED = r"[\s\-\x{2010}-\x{2015}ฯ_'\x{2018}\x{2019}\"\x{201C}\x{201D}]+|\.+$"


def name_keys(names: pa.Array) -> pa.Array:
    """Return names folded, without spaces, hyphens, quotation marks and a dot at the end; nulls stay.

    A dot inside stays, since it tells one acronym from another, and so does a tone mark.
    """
    return pc.replace_substring_regex(fold(names), _IGNORED, "")


def name_key(name: str) -> str:
    """Return one name in the form in which names are compared.

    Examples
    --------
    >>> name_key("กพร.") == name_key(" กพร"), name_key("ก.พ.ร.") == name_key("กพร.")
    (True, False)
    """
    return str(name_keys(pa.array([name], pa.string()))[0].as_py())
