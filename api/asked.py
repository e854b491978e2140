"""What every endpoint is given: the snapshot it answers from, in which language, and how it answers."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Annotated, Any, cast

from fastapi import Depends, Header
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from api.cursor import Cursors
from api.language import choose_language
from api.live import Live, Snapshot
from api.opinions import OpinionBoard, Telling, today
from api.problems import Problem
from ecograph import __version__
from ecograph.model import Language
from ecograph.settings import Settings
from ecograph.state.opinions import Opinions

JSON = "application/json"


class NotModified(Exception):
    """The client has the answer already."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__()
        self.headers = headers


class Asked:
    """One request: taken from it once, the snapshot stays the same to the end."""

    def __init__(self, request: Request, language: Language) -> None:
        self.live: Live = request.app.state.live
        self.settings: Settings = request.app.state.settings
        self.snapshot: Snapshot = self.live.snapshot
        self.board: OpinionBoard = self.live.board
        self.today = today()
        self.language = language
        self._cursors: Cursors = request.app.state.cursors
        parameters = sorted(item for item in request.query_params.multi_items() if item[0] != "cursor")
        self._listing = json.dumps([request.url.path, parameters])
        self._url = f"{request.url.path}?{request.url.query}"
        self._is_read = request.method in ("GET", "HEAD")

    def position(self, cursor: str | None) -> int:
        """Return where the list that was asked for goes on."""
        return self._cursors.read(cursor, self._listing, self.snapshot.version)

    def next(self, position: int, total: int) -> str | None:
        """Return the cursor to what follows; None at the end."""
        return (
            self._cursors.make(self._listing, self.snapshot.version, position) if position < total else None
        )

    def answer(self, content: Mapping[str, Any]) -> Response:
        """Return values as JSON, with the version and kind of the data they are of."""
        return self.send(self._write(content), JSON)

    def answer_in_part(self, content: Mapping[str, Any]) -> Response:
        """Return values as JSON that are not all there is: to be asked for again, and not to be held."""
        response = self.answer(content)
        del response.headers["ETag"]
        response.headers["Cache-Control"] = "no-store"
        return response

    def answer_once(self, find: Callable[[], Mapping[str, Any]]) -> Response:
        """Return values as JSON that are found and written once for a version."""
        body = self.snapshot.bodies.get(self.etag)
        if body is None:
            body = self._write(find())
            self.snapshot.bodies.keep(self.etag, body)
        return self.send(body, JSON)

    @property
    def telling(self) -> Telling:
        """How findings are told."""
        return Telling(self.snapshot.published.threshold, self.opinions, self.today)

    def _write(self, content: Mapping[str, Any]) -> bytes:
        about = {"version": self.snapshot.version, "data_kind": self.snapshot.ecosystem.data_kind}
        return to_json({**about, **content})

    def send(self, body: bytes, media_type: str, **headers: str) -> Response:
        """Return a body of any type."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        return Response(body, headers=self.headers | said, media_type=media_type)

    @cached_property
    def opinions(self) -> Opinions:
        """What was said of findings; the same to the end of the request."""
        return self.board.current()

    @cached_property
    def etag(self) -> str:
        """The tag of the answer: by program, data, what was said of it, the day, address and language."""
        loaded = self.snapshot.loaded
        settings = self.settings
        identity = [
            __version__,
            self.snapshot.version,
            loaded.isoformat() if loaded else "",
            settings.api_smallest_cell,
            self._url,
            self.language,
            self.opinions.stamp,
            self.today.isoformat(),
        ]
        return f'W/"{hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:24]}"'

    @property
    def headers(self) -> dict[str, str]:
        """What every answer says beside its body."""
        headers = {
            "Content-Language": self.language,
            "Vary": "Accept-Language",
            "Cache-Control": "private, no-cache",
            "Ecograph-Version": str(self.snapshot.version),
        }
        if self._is_read:
            headers["ETag"] = self.etag
        return headers


def to_json(values: object) -> bytes:
    """Return values as JSON: times in ISO 8601, and no number that JSON does not know."""
    return json.dumps(
        values, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain
    ).encode()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(value)


def _names(dependant: Dependant) -> Iterator[str]:
    yield from (field.alias for field in dependant.query_params)
    for part in dependant.dependencies:
        yield from _names(part)


def _refuse_strangers(request: Request) -> None:
    """Raise a problem where a parameter is not one of the address: misspelt, it would be passed over."""
    route = request.scope["route"]
    taken = set(_names(route.dependant)) if request.query_params and isinstance(route, APIRoute) else set()
    stranger = next((name for name in request.query_params if name not in taken), None)
    if stranger is None:
        return
    near = get_close_matches(stranger, taken, n=1)
    hint = f"Did you mean {near[0]!r}?" if near else f"It takes: {', '.join(sorted(taken)) or 'none'}."
    raise Problem("request", f"{request.url.path} has no parameter {stranger!r}.", hint)


def ask(
    request: Request,
    accept_language: Annotated[
        str, Header(description="The language of labels and sentences: `th` or `en`.", examples=["th"])
    ] = "",
    if_none_match: Annotated[
        str, Header(description="The `ETag` of an answer that you hold; 304 where it is the answer still.")
    ] = "",
) -> Asked:
    """Return what a request is answered from."""
    _refuse_strangers(request)
    settings = cast(Settings, request.app.state.settings)
    asked = Asked(request, choose_language(accept_language, settings.language))
    held = {tag.strip() for tag in if_none_match.split(",")}
    if request.method in ("GET", "HEAD") and asked.etag in held:
        raise NotModified(asked.headers)
    return asked


Asking = Annotated[Asked, Depends(ask)]
