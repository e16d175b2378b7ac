"""The two editions of the site, built once a run, and a host for the one that is hosted."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parents[2]
# A name that no one can own. The site lies below its host's root, as it does on most hosts of project pages.
SITE_URL = "https://guide.example/lstm/"
# Of a repository on this host the theme would fetch the stars and forks from within every page.
REPO_URL = "https://github.com/example/guide"
BELOW = "/lstm/"
# Names of the pages that are to be built, as `Site.page` takes them; the last one is for a missing page.
PAGES = [
    *sorted(
        "index.html" if path.name == "index.md" else path.relative_to(ROOT / "docs").with_suffix("").as_posix()
        for path in (ROOT / "docs").rglob("*.md")
    ),
    "404.html",
]


@dataclass(frozen=True)
class Site:
    """One edition: its name, the folder it was built into, and the address of that folder in the browser."""

    name: str
    folder: Path
    address: str

    def pages(self) -> list[str]:
        """Address of every page that was built, the one for a missing page included; redirects are no pages."""
        files = [path for path in sorted(self.folder.rglob("*.html")) if not _leads_on(path)]
        return [self.page(path.relative_to(self.folder).as_posix()) for path in files]

    def page(self, name: str) -> str:
        """Address of the page `name`: `questions/08-forward-pass`, or a file of the folder."""
        if self.name == "hosted":
            return self.address + (name.removesuffix("index.html") if name.endswith(".html") else f"{name}/")
        return self.address + (name if name.endswith(".html") else f"{name}.html")


def _leads_on(path: Path) -> bool:
    return '<meta http-equiv="refresh"' in path.read_text(encoding="utf-8")


def build(folder: Path, offline: bool = False, repository: str = REPO_URL) -> None:
    """Build one edition into `folder`, as the makefile does in a clone of `repository`."""
    environment = {name: value for name, value in os.environ.items() if name != "OFFLINE"}
    environment |= {"SITE_URL": SITE_URL, "REPO_URL": repository}
    command = [sys.executable, "-m", "scripts.site.build", "--into", str(folder), *(["--offline"] if offline else [])]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"the site does not build:\n{run.stdout}{run.stderr}")


class Host(SimpleHTTPRequestHandler):
    """A host of files: below BELOW lies the folder, everything else gets the site's own page for a missing page."""

    def translate_path(self, path: str) -> str:
        """Where `path` lies on disk, or nowhere."""
        return super().translate_path("/" + path.removeprefix(BELOW) if path.startswith(BELOW) else "/no such file")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer as a host of project pages does: status 404 and the site's 404.html."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def hosted(folder: Path, host: type[Host] = Host) -> Iterator[str]:
    """Serve `folder` on this machine alone; the address of its root."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(host, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{BELOW}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
