"""Refuse a build in which an address would vanish: `python -m scripts.publication.addresses SITE --published URL`.

Published is what the live sitemap.xml names, and what the live addresses.txt remembers: a sitemap forgets a page once a
redirect stands in its place. Where nothing would vanish, SITE gets the addresses.txt that the next build is held to.
"""

import argparse
import sys
import xml.etree.ElementTree as etree
from collections.abc import Iterable
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urljoin
from urllib.request import urlopen

from scripts.site.model.document import did_you_mean

MEMORY = "addresses.txt"
SECONDS = 30
_LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


class Unreadable(ValueError):
    """Which addresses are published cannot be found out."""


def published(site: str) -> set[str]:
    """The addresses that were ever published, relative to `site`; none where there is no site yet.

    Raises:
        Unreadable: the site answers, but not with what a site of ours would, or does not answer.
    """
    sitemap = _fetch(urljoin(site, "sitemap.xml"))
    if sitemap is None:
        return set()
    remembered = _fetch(urljoin(site, MEMORY)) or b""
    return _locations(sitemap, urljoin(site, "sitemap.xml")) | set(remembered.decode("utf-8").split())


def vanishing(addresses: Iterable[str], site: Path) -> list[str]:
    """Those of the `addresses` that a host of the files in `site` would not find."""
    return sorted(address for address in addresses if not _file(site, address).is_file())


def remedy(address: str, site: Path) -> str:
    """What to do about an address that would vanish, as one line."""
    page = f"{unquote(address).rstrip('/')}.md"
    beside = {f"{path.parent.name}.md" for path in (site / page).parent.glob("*/index.html")}
    near = did_you_mean(Path(page).name, beside)
    return f"put docs/{page} back, or add `{page}: NEW.md` to `redirect_maps` in mkdocs.yml{near}"


def _file(site: Path, address: str) -> Path:
    path = site / unquote(address)
    return path / "index.html" if not address or address.endswith("/") else path


def _locations(sitemap: bytes, name: str) -> set[str]:
    """The addresses of a sitemap, relative to its home page, which is what they all begin with."""
    try:
        found = {(element.text or "").strip() for element in etree.fromstring(sitemap).iter(_LOCATION)}
    except etree.ParseError as error:
        raise Unreadable(f"{name} is no XML: {error}") from error
    home = min(found, key=len, default="")
    if not home.endswith("/") or not all(location.startswith(home) for location in found):
        raise Unreadable(f"{name} names no home page that the addresses of all other pages begin with")
    return {location.removeprefix(home) for location in found}


def _fetch(url: str) -> bytes | None:
    """What the host answers; None where it has nothing there."""
    try:
        with urlopen(url, timeout=SECONDS) as answer:
            return answer.read()
    except HTTPError as error:
        if error.code == 404:
            return None
        raise Unreadable(f"{url} cannot be read: status {error.code}") from error
    except (OSError, HTTPException) as error:
        raise Unreadable(f"{url} cannot be read: {error}") from error


def main(arguments: list[str] | None = None) -> int:
    """Compare, say what would vanish, and return the exit status: 0 only where nothing would."""
    parser = argparse.ArgumentParser(prog="python -m scripts.publication.addresses", description=__doc__.split(":")[0])
    parser.add_argument("site", type=Path, metavar="SITE", help="the folder of the new build")
    parser.add_argument("--published", required=True, metavar="URL", help="the address of the site")
    options = parser.parse_args(arguments)
    site, home = options.site, f"{options.published.rstrip('/')}/"
    if not (site / "index.html").is_file():
        print(f"{site} is no built site: it has no index.html; run `make site`", file=sys.stderr)
        return 2
    try:
        known = published(home)
    except Unreadable as error:
        print(f"{error}; so nobody knows what would vanish: deploy again once it can be read", file=sys.stderr)
        return 1
    gone = vanishing(known, site)
    for address in gone:
        print(f"{home}{address} would vanish; {remedy(address, site)}", file=sys.stderr)
    if gone:
        print(f"Refused: {len(gone)} of {len(known)} published addresses would vanish.", file=sys.stderr)
        return 1
    (site / MEMORY).write_text("".join(f"{address}\n" for address in sorted(known) if address), encoding="utf-8")
    if known:
        print(f"All {len(known)} addresses published at {home} are still there.")
    else:
        print(f"Nothing is published at {home} yet, so nothing can vanish.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
