"""The content security policy of each page: what its browser may load and run, whatever else gets into the page.

A script in a page runs only if it stands in a template. Each `<script>` in the text of a template gets a mark that
nobody can guess; once a page is finished, the marked scripts are listed in its policy by their SHA-256, and the marks
go. What Markdown, front matter or a link brings in has no mark, so no hash, and a browser refuses it.

In a `<meta>` a policy has no say over who frames the page, and reports nowhere: a host that sends headers can add that.
"""

import base64
import re
import secrets
from collections.abc import Iterable
from hashlib import sha256

from jinja2 import Environment
from jinja2.ext import Extension

_MARK = secrets.token_hex(16)  # no page has it in the end, so builds are the same bytes all the same
_IN_A_TEMPLATE = re.compile(r"<script\b")
_MARKED = re.compile(rf'<script data-mark="{_MARK}"([^>]*)>(.*?)</script>', re.DOTALL)
_ANY = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
_ELSEWHERE = re.compile(r"\bsrc\s*=")
_KIND = re.compile(r"""\btype\s*=\s*["']?([^"'\s>]*)""")
_RUNS = ("", "module", "text/javascript", "application/javascript")  # any other kind is data, which needs no hash
_PLACE = re.compile(r'<head>(?:\s*<meta charset="utf-8">)?')


class MarkScripts(Extension):
    """Mark the scripts of every template that is read."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The text of a template with its scripts marked."""
        return _IN_A_TEMPLATE.sub(f'<script data-mark="{_MARK}"', source)


def watch(environment: Environment) -> None:
    """Mark the scripts of the templates that `environment` will read; call it before it has read any."""
    environment.add_extension(MarkScripts)


def unmarked(html: str) -> str:
    """A page as it was written, without marks."""
    return html.replace(f'<script data-mark="{_MARK}"', "<script")


def guarded(html: str, offline: bool = False) -> str:
    """A finished page with its policy, without marks. Raises ValueError when there is a script before its place."""
    return _with_policy(unmarked(html), hashes(_MARKED.findall(html)), offline)


def guarded_whole(html: str, offline: bool = False) -> str:
    """A page that a program wrote, such as a redirect, with a policy that lists each of its scripts."""
    return _with_policy(html, hashes(_ANY.findall(html)), offline)


def hashes(scripts: Iterable[tuple[str, str]]) -> list[str]:
    """The hashes of the scripts that stand in the page and run, once each; given are attributes and text of each."""
    running = [text for given, text in scripts if not _ELSEWHERE.search(given) and _kind(given) in _RUNS]
    digests = (sha256(text.encode()).digest() for text in dict.fromkeys(running))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def policy(listed: Iterable[str], offline: bool = False) -> str:
    """The policy of a page that runs the scripts with the hashes `listed`.

    Opened from disk, all files are of one origin to some browsers and of none to others: there `file:` says what
    `'self'` says on a host.
    """
    own = "'self' file:" if offline else "'self'"
    directives = {
        "default-src": "'none'",
        "script-src": " ".join([own, *listed]),
        "style-src": own,
        "img-src": f"{own} data:",  # the icons of the theme's style sheet are data
        "font-src": own,
        "connect-src": own,
        "worker-src": own,
        "manifest-src": own,
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": own,
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _kind(attributes: str) -> str:
    kind = _KIND.search(attributes)
    return kind[1].lower() if kind else ""


def _with_policy(html: str, listed: Iterable[str], offline: bool) -> str:
    """The policy goes first, behind the encoding, which browsers look for in the first 1,024 bytes alone."""
    place = _PLACE.search(html)
    if place is None:
        return html  # a piece of a page
    if "<script" in html[: place.end()]:
        raise ValueError("a script stands before the place of the policy: browsers would run it")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(listed, offline)}">'
    return f"{html[: place.end()]}{meta}{html[place.end() :]}"
