"""Drive the Firefox that is installed, over WebDriver BiDi, the W3C's protocol that it speaks by itself.

Playwright drives builds of its own, and a Firefox that knows the command `emulation.setMediaFeaturesOverride`, which
that of Debian, of the long support, does not. Once it does, `playwright.firefox.launch(channel="moz-firefox")` can take
the place of this module. The protocol: https://www.w3.org/TR/webdriver-bidi/
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from websockets.sync.client import ClientConnection, connect

SECONDS = 60  # that Firefox may take to start, to answer or to reach a state
PREFERENCES = {
    # What a page asks of another host goes to a port where nobody listens, and fails.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    # One page is open at a time, and the system moves nothing.
    "dom.ipc.processPrelaunch.enabled": False,
    "ui.prefersReducedMotion": 1,
}
EVENTS = ["log.entryAdded", "network.beforeRequestSent", "network.responseCompleted", "network.fetchError"]
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Right": "\ue014"}

# Of a link that goes over two lines, the middle of the first one.
PLACE = """selector => {
    const found = [...document.querySelectorAll(selector)].find(one => one.checkVisibility())
    found.scrollIntoView({ block: "center" })
    const { left, top, width, height } = found.getClientRects()[0]
    return [Math.round(left + width / 2), Math.round(top + height / 2)]
}"""


def executable() -> str | None:
    """What `FIREFOX` names, else `firefox-esr` or `firefox` on the path, else None."""
    named = os.environ.get("FIREFOX")
    if named and not shutil.which(named):
        raise FileNotFoundError(f"FIREFOX names {named}, which cannot be run; correct or unset it")
    return named or shutil.which("firefox-esr") or shutil.which("firefox")


class Page:
    """A tab of a fresh reader, and what has happened in it since it was last asked."""

    def __init__(self, firefox: "Firefox", context: str) -> None:
        self._firefox, self._context = firefox, context

    def _command(self, method: str, **parameters: object) -> dict:
        return self._firefox.command(method, context=self._context, **parameters)

    def resize(self, width: int, height: int) -> None:
        """Give the page a window of this size, narrower than one that Firefox lets be drawn if need be."""
        self._command("browsingContext.setViewport", viewport={"width": width, "height": height})

    def goto(self, address: str) -> None:
        """Load `address`, to the end."""
        self._command("browsingContext.navigate", url=address, wait="complete")

    def reload(self) -> None:
        """Load the page again."""
        self._command("browsingContext.reload", wait="complete")

    def evaluate(self, function: str, *arguments: object) -> object:
        """What a function of JavaScript returns, or what it promises."""
        answer = self._firefox.command(
            "script.callFunction",
            functionDeclaration=f"async given => JSON.stringify(await ({function})(...JSON.parse(given)) ?? null)",
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def wait(self, function: str, *arguments: object) -> object:
        """What the function returns, once that is true of it."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if found := self.evaluate(function, *arguments):
                return found
            time.sleep(0.1)
        raise TimeoutError(f"not within {SECONDS} s: {function} {arguments}")

    def click(self, selector: str) -> None:
        """Press the mouse on the first element of this kind that can be seen."""
        x, y = self.evaluate(PLACE, selector)
        moves = [
            {"type": "pointerMove", "x": x, "y": y},
            *({"type": f"pointer{to}", "button": 0} for to in ("Down", "Up")),
        ]
        self._command("input.performActions", actions=[{"type": "pointer", "id": "mouse", "actions": moves}])

    def press(self, *keys: str) -> None:
        """Press keys one after the other: `Enter`, or a letter."""
        strokes = [{"type": f"key{to}", "value": KEYS.get(key, key)} for key in keys for to in ("Down", "Up")]
        self._command("input.performActions", actions=[{"type": "key", "id": "keyboard", "actions": strokes}])

    def happened(self) -> list[tuple[str, dict]]:
        """The events of this page since the last call, of the kinds that EVENTS lists."""
        self.evaluate("() => new Promise(done => setTimeout(done))")  # so that what is on its way comes before
        events, self._firefox.events = self._firefox.events, []
        return [(name, told) for name, told in events if self._context in json.dumps(told)]


class Firefox:
    """A Firefox that runs without a window, and the connection to it."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection, self._numbers = connection, count(1)
        self.events: list[tuple[str, dict]] = []

    def command(self, method: str, **parameters: object) -> dict:
        """The answer to a command; what is told meanwhile is kept in `events`."""
        number = next(self._numbers)
        self._connection.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._connection.recv(SECONDS))
            if message["type"] == "event":
                self.events.append((message["method"], message["params"]))
            elif message["id"] == number:
                if message["type"] == "error":
                    raise RuntimeError(f"{method}: {message['error']}: {message['message']}")
                return message["result"]

    @contextmanager
    def reader(self, *scripts: str) -> Iterator[Page]:
        """A page of a reader without history or stored choices; the functions `scripts` run before those of pages."""
        user = self.command("browser.createUserContext")["userContext"]
        try:
            for script in scripts:
                self.command("script.addPreloadScript", functionDeclaration=script, userContexts=[user])
            page = Page(self, self.command("browsingContext.create", type="tab", userContext=user)["context"])
            page.goto("data:text/html,")  # at the first page of a tab, 140.12 reports an error of its own
            page.happened()
            yield page
        finally:
            self.command("browser.removeUserContext", userContext=user)


@contextmanager
def launched(path: str, profile: Path) -> Iterator[Firefox]:
    """Start the Firefox at `path`; all that it writes goes to the folder `profile`."""
    preferences = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    (profile / "user.js").write_text("".join(preferences), encoding="utf-8")
    command = [path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"]
    with (profile / "said.txt").open("w") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=os.environ | {"HOME": str(profile)})
    try:
        with connect(f"{_address(process, profile)}/session", max_size=None) as connection:
            firefox = Firefox(connection)
            firefox.command("session.new", capabilities={})
            firefox.command("session.subscribe", events=EVENTS)
            yield firefox
            firefox.command("browser.close")
    finally:
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.terminate()
            process.wait()


def _address(process: subprocess.Popen, profile: Path) -> str:
    """Where Firefox says that it listens, on a port that it has chosen."""
    told, end = profile / "WebDriverBiDiServer.json", time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            where = json.loads(told.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):  # not there yet, or half of it
            time.sleep(0.1)
        else:
            return f"ws://{where['ws_host']}:{where['ws_port']}"
    raise RuntimeError(f"Firefox does not start:\n{(profile / 'said.txt').read_text(encoding='utf-8')}")
