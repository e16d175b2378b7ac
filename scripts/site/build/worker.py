"""What the hosted guide is read offline with: the worker sw.js at the site's root, and what it asks of each build.

It lies at the root because a worker answers for what lies beside and below it. offline.json says what the build is, and
offline-files.json lists its files. Both bear its version, a digest over all that is listed: two builds of one commit
are the same bytes, and another text is another version. The worker itself is the same for all builds.
"""

import gzip
import json
import posixpath
import re
import shutil
import time
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

PAGE = "practice/offline/index.html"  # where a reader is led who wants what is not there
WORKER, BUILD, LIST = "sw.js", "offline.json", "offline-files.json"
# What no page asks for: source maps, the scripts of the theme, what is there for machines, and files to carry away.
_LEFT_OUT = ("*.map", "*.zip", "*.gz", "*.xml", "*.txt", "*.md", "assets/javascripts/*", "assets/cards/*")
_NUMBERS = "figures/*.txt"  # of figures, which pages link
_SENT_SMALLER = {".html", ".css", ".js", ".json", ".svg", ".bib", ".txt"}  # hosts send text gzipped
_NEEDED = re.compile(r'<(?:link|script|img)\b[^>]*?\s(?:href|src)="([^"]+)"')
_WORKER = Path(__file__).with_name("worker.js")


def write(site: Path, moment: int) -> None:
    """Write all three into the built `site`, which bears the date of `moment`; none where it has no `PAGE`."""
    if not (site / PAGE).is_file():
        return
    contents = {name: (site / name).read_bytes() for name in files(site)}
    listed = {address(name): f"sha256-{b64encode(sha256(data).digest()).decode()}" for name, data in contents.items()}
    version = sha256(json.dumps(listed).encode()).hexdigest()[:16]
    date = time.strftime("%Y-%m-%d", time.gmtime(moment))
    list_of_files = json.dumps({"version": version, "files": listed}, indent=0)
    with ThreadPoolExecutor() as threads:
        sent = sum(threads.map(_sent, contents, contents.values()))
    build = {
        "version": version,
        "date": date,
        "files": len(listed),
        "bytes": sent + _sent(LIST, list_of_files.encode()),
        "room": sum(map(len, contents.values())),
        "page": address(PAGE),
        "shell": [address(PAGE), *map(address, needed(contents[PAGE].decode(), PAGE, contents))],
    }
    (site / BUILD).write_text(json.dumps(build), encoding="utf-8", newline="\n")
    (site / LIST).write_text(list_of_files, encoding="utf-8", newline="\n")
    shutil.copyfile(_WORKER, site / WORKER)


def files(site: Path) -> list[str]:
    """The files of the guide, relative to `site`, in the order of their names."""
    names = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    left_out = (*_LEFT_OUT, WORKER, BUILD, LIST)
    return sorted(name for name in names if fnmatch(name, _NUMBERS) or not any(fnmatch(name, out) for out in left_out))


def address(name: str) -> str:
    """Where a browser finds a file, relative to the home page: a folder stands for the page in it."""
    folder, _, file = name.rpartition("/")
    return quote(f"{folder}/" if folder and file == "index.html" else "" if name == "index.html" else name)


def needed(html: str, name: str, among: dict[str, bytes]) -> list[str]:
    """The style sheets, scripts and images that the page `name` asks for, `among` the files of the site."""
    folder = posixpath.dirname(name)
    found = (posixpath.normpath(posixpath.join(folder, link)) for link in _NEEDED.findall(html))
    return list(dict.fromkeys(one for one in found if one in among))


def _sent(name: str, data: bytes) -> int:
    """The bytes that a host sends."""
    return len(gzip.compress(data, 6, mtime=0)) if posixpath.splitext(name)[1] in _SENT_SMALLER else len(data)
