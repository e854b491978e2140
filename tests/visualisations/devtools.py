"""A browser without any network, driven through the DevTools protocol over pipes."""

import base64
import json
import os
import subprocess
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars",
    "--disable-component-update", "--disable-dev-shm-usage", "--no-first-run", "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-pipe",
)  # fmt: skip
DEADLINE = 60.0


class Tab:
    """One page in a browser of its own; `messages` are what it wrote to the console or failed with, and
    `requests` what it asked for.
    """

    def __init__(self, command: str, folder: Path, width: int = 1440, height: int = 900) -> None:
        self.messages: list[str] = []
        self.requests: list[str] = []
        self._number = 0
        self._session: str | None = None
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        arguments = [
            command,
            *FLAGS,
            f"--user-data-dir={folder / 'profile'}",
            f"--window-size={width},{height}",
        ]
        # The browser reads from descriptor 3 and writes to 4.
        shell = f'exec "$@" 3<&{to_browser} 4>&{from_browser}'
        self.process = subprocess.Popen(
            ["/bin/bash", "-c", shell, "bash", *arguments],
            pass_fds=(to_browser, from_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._waiting = b""
        self._alarm = self._set_alarm()
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        with suppress(OSError):
            self._send("Browser.close", {}, whole=True)
        self.process.wait(timeout=DEADLINE)
        self._alarm.cancel()
        os.close(self._in)
        os.close(self._out)

    @property
    def stands_alone(self) -> bool:
        """Whether nothing was asked for but the page and the font that it holds."""
        return all(url.startswith(("file:///", "data:font/woff2")) for url in self.requests)

    def open(self, page: Path) -> None:
        """Open a file and wait until it has loaded; what was noted before is forgotten."""
        self._alarm.cancel()
        self._alarm = self._set_alarm()
        self.messages.clear()
        self.requests.clear()
        self.call("Page.navigate", url=page.as_uri())
        while self._receive().get("method") != "Page.loadEventFired":
            pass

    def evaluate(self, script: str) -> Any:
        """Return the value of a script, awaited where it is a promise."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def wait_for(self, condition: str) -> None:
        """Wait until a condition holds."""
        self.evaluate(
            "new Promise((done, fail) => { const end = Date.now() + 20000; const look = () => "
            f"({condition}) ? done(true) : "
            "Date.now() > end ? fail('never') : setTimeout(look, 20); look(); })"
        )

    def press(self, key: str, code: int) -> None:
        """Press a key and let it go."""
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **text)

    def screenshot(self, target: Path, *, whole: bool = False) -> None:
        """Save what is to be seen."""
        answer = self.call("Page.captureScreenshot", captureBeyondViewport=whole)
        target.write_bytes(base64.b64decode(answer["data"]))

    def pdf(self) -> bytes:
        """Return the page as printed, on the paper that it asks for."""
        answer = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(answer["data"])

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Return the answer to a command; what happens meanwhile is kept."""
        number = self._send(method, parameters)
        while (message := self._receive()).get("id") != number:
            pass
        if "error" in message:
            raise AssertionError(f"{method}: {message['error']}")
        result: dict[str, Any] = message["result"]
        return result

    def _set_alarm(self) -> threading.Timer:
        """End a browser that hangs, so that reading from it ends too."""
        alarm = threading.Timer(DEADLINE, self.process.kill)
        alarm.start()
        return alarm

    def _send(self, method: str, parameters: dict[str, Any], *, whole: bool = False) -> int:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session and not whole:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        return self._number

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._waiting:
            more = os.read(self._in, 1 << 20)
            if not more:
                raise AssertionError("The browser ended, or did not answer in time.")
            self._waiting += more
        line, _, self._waiting = self._waiting.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        self._note(message.get("method", ""), message.get("params", {}))
        return message

    def _note(self, event: str, about: dict[str, Any]) -> None:
        if event == "Runtime.consoleAPICalled":
            self.messages.append(" ".join(str(part.get("value")) for part in about["args"]))
        elif event == "Runtime.exceptionThrown":
            self.messages.append(json.dumps(about["exceptionDetails"]))
        elif event == "Log.entryAdded":
            self.messages.append(about["entry"]["text"])
        elif event == "Page.javascriptDialogOpening":
            self.messages.append(f"dialog: {about['message']}")
        elif event == "Network.requestWillBeSent":
            self.requests.append(about["request"]["url"])
