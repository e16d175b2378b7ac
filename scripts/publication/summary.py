"""Write which pages a change touches, as Markdown: `python -m scripts.publication.summary COMMIT > summary.md`.

The checkout is compared with COMMIT. Each page gets a line with links to its Markdown, to the page that is published
now, and the name of its file in the edition that opens from disk.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from mkdocs.structure.files import File

from scripts.checks.project.redirects import redirects
from scripts.checks.repository import Repository
from scripts.publication.changes import Change, UnknownCommit, changes
from scripts.site.model import markdown_file

_HEAD = "| Page | What changed | Published now | In the download |\n| --- | --- | --- | --- |"
_LEAVES = ("moved", "removed")
_WORDS = {"new": "new", "changed": "text", "moved": "moved from {old}", "removed": "removed", "figures": ""}
_MARKUP = re.compile(r"([\\`*_~\[\]<>&|$])")


class Links(NamedTuple):
    """Where things are on the web; empty where that is not known.

    `source` is the address of the repository's root at the commit that is shown, `published` that of the site, and
    `artifact` that of the edition to download.
    """

    source: str = ""
    published: str = ""
    artifact: str = ""


def address(page: str, offline: bool = False) -> str:
    """The address of docs/PAGE below the site's, or its file in the edition that opens from disk."""
    file = File(page.removeprefix("docs/"), "", "", use_directory_urls=not offline)
    return file.dest_uri if offline else quote(file.url.removeprefix("./"))


def summary(found: Iterable[Change], leads_to: Mapping[str, str], links: Links) -> str:
    """The summary of `found`; `leads_to` has the redirects, both sides relative to docs/."""
    rows = [_row(change, leads_to, links) for change in found]
    parts = ["## Pages that changed", *_where(links), "\n".join([_HEAD, *rows]) if rows else "No page changed."]
    return "\n\n".join(parts) + "\n"


def _where(links: Links) -> Iterator[str]:
    if links.artifact:
        yield f"[Download the site]({links.artifact}), unpack it and open a file of it: it needs no network."


def _row(change: Change, leads_to: Mapping[str, str], links: Links) -> str:
    title = _text(change.title)
    if change.path and links.source:
        title = f"[{title}]({links.source.rstrip('/')}/{quote(change.path)})"
    published, download = "", f"`{quote(address(change.path, offline=True))}`" if change.path else ""
    if change.old and links.published:
        published = f"[as it is]({links.published.rstrip('/')}/{address(change.old)})"
    return f"| {title} | {_what(change, leads_to)} | {published} | {download} |"


def _what(change: Change, leads_to: Mapping[str, str]) -> str:
    parts = [_WORDS[change.kind].format(old=_text(change.old or ""))]
    if change.figures:
        parts.append(f"figure{'s'[: len(change.figures) > 1]} {_text(', '.join(change.figures))}")
    if change.kind in _LEAVES:
        old = change.old.removeprefix("docs/")
        new = leads_to.get(old)
        nowhere = f"**its address would vanish: add `{old}: NEW.md` to `redirect_maps` in mkdocs.yml**"
        parts.append(f"its address leads to {_text(new)}" if new else nowhere)
    return ", ".join(filter(None, parts))


def _text(words: str) -> str:
    """Words that Markdown takes as they are: they come from whoever proposes a change."""
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))


def main(arguments: list[str] | None = None) -> int:
    """Print the summary and return the exit status: 1 where a published address would vanish."""
    parser = argparse.ArgumentParser(prog="python -m scripts.publication.summary", description=__doc__.split(":")[0])
    parser.add_argument("base", metavar="COMMIT", help="the commit to compare the checkout with")
    parser.add_argument("--source", default="", metavar="URL", help="the repository's root, at the commit checked out")
    parser.add_argument("--published", default="", metavar="URL", help="the site as it is published")
    parser.add_argument("--artifact", default="", metavar="URL", help="the edition to download")
    options = parser.parse_args(arguments)
    links = Links(options.source, options.published, options.artifact)
    leads_to = {redirect.old: redirect.new for redirect in redirects(Repository(markdown_file.ROOT))}
    try:
        found = list(changes(options.base))
    except UnknownCommit as error:
        # Of a branch that is new, or was forced, there is nothing to compare: no reason to call the change wrong.
        print("\n\n".join([f"There is no commit {error} to compare the pages with.", *_where(links)]))
        return 0
    print(summary(found, leads_to, links), end="")
    left = (change.old.removeprefix("docs/") for change in found if change.kind in _LEAVES)
    return 0 if all(old in leads_to for old in left) else 1


if __name__ == "__main__":
    sys.exit(main())
