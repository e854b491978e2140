"""Who is answered: whoever shows a key; without keys, this machine alone."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.telling import tell
from ecograph.errors import SettingsError

OPEN = ("/health/live", "/health/ready")
"""What is answered without a key: it says nothing of the data."""
MOST_BYTES = 1_000_000
"""The largest body of a request."""


def is_loopback(host: str) -> bool:
    """Whether an address or name is that of this machine alone."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def check_binding(host: str, keys: Sequence[str]) -> None:
    """Raise a `SettingsError` where the API would answer other machines without a key."""
    if not keys and not is_loopback(host):
        raise SettingsError(
            f"The API would answer other machines at {host}, and there is no key.",
            "Set ECOGRAPH_API_KEYS_FILE to a file with a key on each line, or listen on 127.0.0.1.",
        )


class Keys:
    """Some keys, of which only digests are held."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._digests = [hashlib.sha256(key.encode()).digest() for key in keys]

    def __bool__(self) -> bool:
        return bool(self._digests)

    def know(self, authorization: str) -> bool:
        """Return whether a header shows one of the keys, in a time that says nothing of them."""
        scheme, _, said = authorization.partition(" ")
        key = _password(said) if scheme.lower() == "basic" else said.strip()
        digest = hashlib.sha256(key.encode()).digest()
        known = [hmac.compare_digest(digest, other) for other in self._digests]
        return scheme.lower() in ("bearer", "basic") and any(known)


class Gate:
    """Lets requests through to an application, or answers with a problem.

    With keys, all but health wants `Authorization: Bearer` and one of them, or, for browsers, one of
    them as the password of `Basic`. Without, whoever comes by
    an address that other machines can reach is refused, whatever the server was told to listen on;
    and so is a request for another name than that of this machine, for a page from elsewhere may have
    its name point here (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, keys: Sequence[str]) -> None:
        self._app = app
        self._keys = Keys(keys)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let it through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refusal(scope, headers)
        if refused is not None:
            code, detail = refused
            await tell(Request(scope), code, detail)(scope, receive, send)
            return
        await self._app(scope, _limited(receive), send)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[str, str] | None:
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > MOST_BYTES:
            return "body-too-large", f"The body has more than {MOST_BYTES:,} bytes."
        if self._keys:
            if scope["path"] in OPEN or self._keys.know(headers.get("authorization", "")):
                return None
            return "key-required", "No key, or one that is not known."
        server = scope.get("server")
        name = headers.get("host", "localhost")
        name = name.rpartition(":")[0] if name.rpartition(":")[2].isdigit() else name
        if (server and server[1] is not None and not is_loopback(server[0])) or not is_loopback(name):
            return "local-only", "No keys are set up, and so this machine alone is answered."
        return None


def _password(said: str) -> str:
    """Return the password that a browser sends, whatever the name beside it; nothing where it is none."""
    try:
        return base64.b64decode(said.strip(), validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def _limited(receive: Receive) -> Receive:
    """Return a reader of a body that ends where there is more of it than allowed."""
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > MOST_BYTES:
            return {"type": "http.disconnect"}
        return message

    return limited
