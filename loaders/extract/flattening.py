"""JSON records as rows: nested objects become columns, lists of plain values one cell."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ecograph.errors import SourceError
from loaders.extract.chunk import listed

JOINT = "|"

Row = dict[str, str]


class Doubled(dict[str, Any]):
    """An object, or a row made of one, in which a name stands twice: the last one counts."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Doubled(found)


DECODER = json.JSONDecoder(
    parse_float=str, parse_int=str, parse_constant=lambda _: None, object_pairs_hook=_object
)
"""Numbers stay as they are written: 4.1556E+11 does not become a whole number."""


def flatten(record: Any) -> Row:
    """Return a record as texts by column; what is null is an empty text, as the column is there.

    A nested object gives columns `a.b`, a list of plain values their texts joined by `|`, any other
    list its JSON. A record that is no object is the column `value`.

    >>> flatten({"id": "1", "value": {"amount": "5"}, "tags": ["a", "b"]})
    {'id': '1', 'value.amount': '5', 'tags': 'a|b'}
    """
    row: Row = Doubled() if isinstance(record, Doubled) else {}
    _add(row, "", record if isinstance(record, dict) else {"value": record})
    return row


def _add(row: Row, name: str, value: Any) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _add(row, f"{name}.{key}" if name else key, inner)
    elif isinstance(value, list):
        if any(isinstance(item, dict | list) for item in value):
            row[name] = json.dumps(value, ensure_ascii=False)
        else:
            row[name] = JOINT.join(filter(None, map(_text, value)))
    else:
        row[name] = _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def find_records(document: Any, path: Sequence[str], name: str) -> Iterator[Any]:
    """Yield the records at a path of a JSON document, as `walk_records` does.

    Raises
    ------
    SourceError
        When nothing in the document has such a path; it says what lists there are.
    """
    if not _reaches(document, path):
        there = listed(sorted(_lists(document, "")))
        raise SourceError(f"{name} has no records at {'.'.join(path)!r}.", f"Its lists are: {there}.")
    yield from walk_records(document, path)


def walk_records(document: Any, path: Sequence[str]) -> Iterator[Any]:
    """Yield the records at a path, through lists on the way; none where an object lacks its next part.

    The plain values of every object on the way are columns of the records below it, called by their
    whole path: `releases.ocid`. A column of the record's own is stronger.
    """
    yield from _walk(document, list(path), [], {})


def _walk(value: Any, path: list[str], trail: list[str], above: dict[str, Any]) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, path, trail, above)
    elif not path:
        whole = Doubled if isinstance(value, Doubled) else dict
        yield whole(above | value) if isinstance(value, dict) else value
    elif isinstance(value, dict) and path[0] in value:
        beside = {key: inner for key, inner in value.items() if key != path[0]}
        yield from _walk(value[path[0]], path[1:], [*trail, path[0]], above | _plain(beside, trail))


def _plain(value: dict[str, Any], trail: list[str]) -> dict[str, Any]:
    """Return the plain values of an object and of those in it, by their whole path."""
    found: dict[str, Any] = {}
    for key, inner in value.items():
        if isinstance(inner, dict):
            found |= _plain(inner, [*trail, key])
        elif not isinstance(inner, list):
            found[".".join([*trail, key])] = inner
    return found


def _reaches(value: Any, path: Sequence[str]) -> bool:
    """Whether something has the path, be there a record at its end or not."""
    if not path:
        return True
    if isinstance(value, list):
        return not value or any(_reaches(item, path) for item in value)
    return isinstance(value, dict) and path[0] in value and _reaches(value[path[0]], path[1:])


def _lists(value: Any, name: str) -> set[str]:
    """Return the paths of the lists of objects."""
    if isinstance(value, dict):
        return {
            path for key, inner in value.items() for path in _lists(inner, f"{name}.{key}" if name else key)
        }
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        inner = {path for item in value if isinstance(item, dict) for path in _lists(item, name)}
        return ({name} if name else set()) | inner
    return set()
