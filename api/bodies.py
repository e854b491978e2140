"""Answers that were written once and are sent again, bounded in number and size."""

import threading
from collections import OrderedDict

MOST_BYTES = 64_000_000
"""How much of them is kept, those asked for last."""


class Bodies:
    """The bodies of answers of one version, by the tag of the answer."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._held = 0
        self._lock = threading.Lock()
        self._bodies: OrderedDict[str, bytes] = OrderedDict()

    def get(self, tag: str) -> bytes | None:
        """Return a body, or None."""
        with self._lock:
            body = self._bodies.get(tag)
            if body is not None:
                self._bodies.move_to_end(tag)
            return body

    def keep(self, tag: str, body: bytes) -> None:
        """Keep a body, and let go of those that were not asked for the longest."""
        with self._lock:
            self._held += len(body) - len(self._bodies.get(tag, b""))
            self._bodies[tag] = body
            self._bodies.move_to_end(tag)
            while self._held > self._most:
                _, old = self._bodies.popitem(last=False)
                self._held -= len(old)
