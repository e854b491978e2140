"""Cursors: where a list goes on, signed so that nobody makes one up."""

import base64
import hashlib
import hmac
import json

from api.problems import Problem

SIGNATURE = 16
"""How many bytes of the signature a cursor carries."""


class Cursors:
    """Makes and reads cursors of one installation.

    A cursor belongs to the list it was made for (its path and parameters) and to a version of the
    store, for another version has another order.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = hmac.digest(secret, b"cursors of the API", "sha256")

    def make(self, listing: str, version: int, position: int) -> str:
        """Return a cursor to a position of a list."""
        body = json.dumps([hashlib.sha256(listing.encode()).hexdigest()[:16], version, position]).encode()
        return base64.urlsafe_b64encode(self._sign(body) + body).decode().rstrip("=")

    def read(self, cursor: str | None, listing: str, version: int) -> int:
        """Return the position that a cursor stands for; 0 without one.

        Raises
        ------
        Problem
            When it was not made here, or for another list, or for another version.
        """
        if cursor is None:
            return 0
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        except ValueError:
            raw = b""
        body = raw[SIGNATURE:]
        if not hmac.compare_digest(raw[:SIGNATURE], self._sign(body)):
            raise Problem("cursor", "The cursor was not made by this API.", "Take it from `next`, unchanged.")
        of, made_for, position = json.loads(body)
        if of != hashlib.sha256(listing.encode()).hexdigest()[:16]:
            raise Problem(
                "cursor", "The cursor belongs to another list.", "Keep all other parameters as they were."
            )
        if made_for != version:
            raise Problem(
                "cursor-expired",
                f"The cursor is of version {made_for}; the data is now at version {version}.",
                "Begin again without a cursor.",
            )
        return int(position)

    def _sign(self, body: bytes) -> bytes:
        return hmac.digest(self._secret, body, "sha256")[:SIGNATURE]
