"""What a reader's browser fetches for the first view of the page with the most formulas."""

import gzip
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.bench.workspace import copy_of_checkout, timed
from scripts.site.build.browser import launch

LEAST_FORMULAS = 20
LIMIT = 140_000


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep the terminal for the result."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on this machine alone; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def run() -> list[str]:
    """Return the lines to print."""
    with copy_of_checkout() as root:
        timed(root, "mkdocs", "build", "--site-dir", "ours")
        return _measure(root / "ours")


def _measure(site: Path) -> list[str]:
    formulas = {page: page.read_text(encoding="utf-8").count("<math") for page in site.glob("questions/*/index.html")}
    page, count = max(formulas.items(), key=lambda item: item[1])
    bodies: dict[str, bytes] = {}
    with served(site) as home, sync_playwright() as playwright, launch(playwright) as browser:
        address = home + page.parent.relative_to(site).as_posix() + "/"
        tab = browser.new_page(viewport={"width": 390, "height": 844})
        tab.on("response", lambda response: bodies.setdefault(response.url, response.body()))
        tab.goto(address, wait_until="networkidle")
        scripts = tab.eval_on_selector_all("script[src]", "all => all.map(one => one.src)")
    total = sum(map(_transferred, bodies, bodies.values()))
    outside = [url for url in bodies if not url.startswith((home, "data:", "blob:"))]
    heavy = sorted(bodies, key=lambda url: -_transferred(url, bodies[url]))[:4]
    mathematics = [src for src in scripts if re.search(r"mathjax|katex", src, re.IGNORECASE)]
    return [
        f"{page.parent.name}: {count} formulas (at least {LEAST_FORMULAS}), {len(bodies)} files",
        f"first view, gzip        {total / 1000:6.1f} KB  (at most {LIMIT / 1000:.0f} KB)",
        f"scripts for mathematics {len(mathematics):6d}     (none)",
        f"requests outside        {len(outside):6d}     (none)",
        *(f"  {_transferred(url, bodies[url]) / 1000:6.1f} KB  {url.removeprefix(home)}" for url in heavy),
    ]


def _transferred(url: str, body: bytes) -> int:
    """Bytes on the wire: text goes gzipped, what is compressed already goes as it is."""
    return len(body) if url.endswith((".woff2", ".png")) else len(gzip.compress(body, 6, mtime=0))
