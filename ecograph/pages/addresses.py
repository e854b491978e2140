"""Where pages are: files beside each other, or routes of a server."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from ecograph.model import DataKind, Language
from visualisations.address import Page


@dataclass(frozen=True)
class FileAddress:
    """Pages as files of one folder; a page that is not among them has no address.

    The name of a file on made-up data says so.
    """

    data_kind: DataKind
    pages: frozenset[Page]

    def __call__(self, page: Page) -> str:
        """Return the file of a page, quoted for a link; nothing where it is not in the folder."""
        return quote(file_of(page, self.data_kind)) if page in self.pages else ""


@dataclass(frozen=True)
class RouteAddress:
    """Pages as routes of a server; `asked` is carried from page to page."""

    language: Language
    asked: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, page: Page, **more: str) -> str:
        """Return the route of a page, with what goes on being asked."""
        # Keys may hold a slash; a route takes the rest of a path for the key.
        parts = [part for part in (page.kind, page.key) if part]
        where = "" if page.sort == "map" else page.sort
        path = "/".join(["", where, *(quote(part, safe="") for part in parts)])
        asked = [("lang", self.language), *self.asked.items(), *page.narrowed, *more.items()]
        return f"{path}?{urlencode(asked)}"


def file_of(page: Page, data_kind: DataKind) -> str:
    """Return the name of the file of a page; two pages never share one."""
    narrowed = (_plain(value) for _, value in page.narrowed)
    name = "-".join(filter(None, (page.sort, page.kind, _plain(page.key), *narrowed)))
    return f"{name}{'-synthetic' if data_kind is DataKind.SYNTHETIC else ''}.html"


def _plain(key: str) -> str:
    """Return a key as a part of the name of a file: a mark of its own where letters had to go."""
    if not key or re.fullmatch(r"[A-Za-z0-9-]+", key):
        return key
    mark = hashlib.sha256(key.encode()).hexdigest()[:6]
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', key).strip('-')[:60]}-{mark}".lstrip("-")
