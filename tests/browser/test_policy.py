"""The policy of every page lists its own scripts and no others, and browsers refuse whatever else gets into a page."""

import base64
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from tests.browser import sites
from tests.browser.sites import PAGES, ROOT, Site
from tests.browser.test_machines import file
from tests.browser.visit import reader

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
RUNS = ("", "module", "text/javascript", "application/javascript")


class _Scripts(HTMLParser):
    """The inline scripts of a page, and what a policy without `unsafe-inline` refuses."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.refused: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given and (given.get("type") or "") in RUNS:
            self._inside = True
            self.inline.append("")
        found = [name for name in given if name == "style" or name.startswith("on")]
        found += [name for name in ("href", "src", "action") if (given.get(name) or "").startswith("javascript:")]
        self.refused += [f"<{tag} {name}>" for name in found] + (["<style>"] if tag == "style" else [])

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.inline[-1] += data


def hashed(script: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}'"


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_lists_the_scripts_of_its_page(name: str, site: Site) -> None:
    html = file(site, name).read_text(encoding="utf-8")
    (policy,) = META.findall(html)
    head = html.partition("<head>")[2].lstrip()
    assert head.startswith(f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">')
    scripts = _Scripts()
    scripts.feed(html)
    directives = dict(directive.split(" ", 1) for directive in policy.split("; "))
    listed = {source for source in directives["script-src"].split() if source.startswith("'sha256-")}
    assert listed == set(map(hashed, scripts.inline))
    assert not scripts.refused
    assert "unsafe" not in policy
    assert "http" not in policy


# Each sets a flag if a browser lets it. The last one asks another host, which would answer.
ATTACKS = """
# Attacked

<script>window.ran = ["a script"].concat(window.ran || [])</script>

<img src="nothing.png" alt="" onerror='window.ran = ["an attribute"].concat(window.ran || [])'>

[A link](../index.md){ onfocus='window.ran = ["a list of attributes"].concat(window.ran || [])' autofocus="" }

<a id="address" href="javascript:void(window.ran = ['an address'].concat(window.ran || []))">Press</a>

<iframe srcdoc="<script>parent.ran = ['a frame'].concat(parent.ran || [])</script>"></iframe>

<p style="position: fixed">A style</p>

<script src="ELSEWHERE/stranger.js"></script>
"""
STRANGER = 'window.ran = ["a stranger"].concat(window.ran || [])'
ALL = {"a script", "an attribute", "a list of attributes", "an address", "a frame", "a stranger"}
LISTEN = """addEventListener("securitypolicyviolation", event => {
    (window.refused ||= []).push(`${event.effectiveDirective} ${event.blockedURI.split(":")[0]}`)
})"""

BUILD = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
docs, site, offline = sys.argv[1:]
more = {"use_directory_urls": False} if offline == "offline" else {"site_url": "https://guide.example/lstm/"}
nav = [{"Home": "index.md"}, {"Attacked": "questions/attacked.md"}]
build(load_config("mkdocs.yml", docs_dir=docs, site_dir=site, nav=nav, strict=False, **more))
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Another host."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "stranger.js").write_text(STRANGER, encoding="utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module", params=["hosted", "offline"])
def attacked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, elsewhere: str
) -> Iterator[tuple[Path, str]]:
    """A page whose Markdown brings in scripts, past `make check`, which refuses it: its file and its address."""
    folder = tmp_path_factory.mktemp(f"attacked {request.param}")
    docs = folder / "docs"
    (docs / "questions").mkdir(parents=True)
    (docs / "assets").symlink_to(ROOT / "docs" / "assets")
    (docs / "references.bib").symlink_to(ROOT / "docs" / "references.bib")
    (docs / "index.md").write_text("# Home\n", encoding="utf-8")
    (docs / "questions" / "attacked.md").write_text(ATTACKS.replace("ELSEWHERE", elsewhere), encoding="utf-8")
    command = [sys.executable, "-c", BUILD, str(docs), str(folder / "site"), request.param]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    if request.param == "offline":
        page = folder / "site" / "questions" / "attacked.html"
        yield page, page.as_uri()
        return
    with sites.hosted(folder / "site") as address:
        yield folder / "site" / "questions" / "attacked" / "index.html", f"{address}questions/attacked/"


def visited(browser: Browser, address: str) -> tuple[set[str], set[str]]:
    """What ran on a page, and what its policy refused."""
    with reader(browser) as page:
        page.add_init_script(LISTEN)
        page.goto(address, wait_until="load")
        page.evaluate("document.querySelector('[onfocus]').focus()")
        page.locator("#address").click()
        page.wait_for_timeout(300)
        return set(page.evaluate("window.ran || []")), set(page.evaluate("window.refused || []"))


def test_nothing_that_a_page_brings_in_runs(attacked: tuple[Path, str], browser: Browser) -> None:
    ran, refused = visited(browser, attacked[1])
    assert ran == set()
    assert {"script-src-elem inline", "script-src-attr inline", "style-src-attr inline"} <= refused
    assert "script-src-elem http" in refused  # the stranger


def test_without_the_policy_all_of_it_would_run(attacked: tuple[Path, str], browser: Browser) -> None:
    """So the test before this one shows what the policy does, and not what the browser or the build does anyway."""
    path, address = attacked
    html = path.read_text(encoding="utf-8")
    try:
        path.write_text(META.sub("", html), encoding="utf-8")
        ran, refused = visited(browser, address)
    finally:
        path.write_text(html, encoding="utf-8")
    assert (ran, refused) == (ALL, set())
