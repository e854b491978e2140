"""A page in a real browser without any network, driven by Playwright."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Response

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
DEADLINE = 30_000.0
"""Milliseconds after which something never happens."""
GRAVE = ("serious", "critical")


class Tab:
    """One page; `messages` are what it said or failed with, and `requests` what it asked for."""

    def __init__(self, browser: Browser, width: int = 1440, height: int = 900, **options: Any) -> None:
        self.messages: list[str] = []
        self.requests: list[str] = []
        self._context = browser.new_context(viewport={"width": width, "height": height}, **options)
        self._context.set_default_timeout(DEADLINE)
        self.page = self._context.new_page()
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("dialog", self._refuse)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._context.close()

    @property
    def stands_alone(self) -> bool:
        """Whether nothing was asked for but the page and the font that it holds."""
        return all(url.startswith(("file:///", "data:font/woff2")) for url in self.requests)

    def open(self, page: Path | str) -> Response | None:
        """Open a file or an address and wait until it has loaded; what was noted before is forgotten."""
        self.messages.clear()
        self.requests.clear()
        return self.page.goto(page if isinstance(page, str) else page.as_uri())

    def evaluate(self, script: str) -> Any:
        """Return the value of a script, awaited where it is a promise."""
        return self.page.evaluate(script)

    def wait_for(self, condition: str) -> None:
        """Wait until a condition holds."""
        self.evaluate(
            "new Promise((done, fail) => { const end = Date.now() + 20000; const look = () => "
            f"({condition}) ? done(true) : "
            "Date.now() > end ? fail('never') : setTimeout(look, 20); look(); })"
        )

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        self.page.keyboard.press(key)

    def screenshot(self, target: Path, *, whole: bool = False) -> None:
        """Save what is to be seen."""
        self.page.screenshot(path=target, full_page=whole)

    def pdf(self) -> bytes:
        """Return the page as printed, on the paper that it asks for."""
        return self.page.pdf(prefer_css_page_size=True, print_background=True)

    def barriers(self) -> list[str]:
        """Return the serious and critical faults of accessibility that axe finds, each with where it is."""
        found: list[Mapping[str, Any]] = Axe().run(self.page).response["violations"]
        return [
            f"{fault['id']}: {node['target']} {node['html'][:120]}"
            for fault in found
            if fault["impact"] in GRAVE
            for node in fault["nodes"]
        ]

    def fonts(self, selector: str) -> set[str]:
        """Return the fonts that the text of an element is drawn with; `*` marks those of the page."""
        session = self._context.new_cdp_session(self.page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        return {f"{font['familyName']}{'*' if font['isCustomFont'] else ''}" for font in used}

    def _refuse(self, dialog: Dialog) -> None:
        self.messages.append(f"dialog: {dialog.message}")
        dialog.dismiss()
