"""The repository's address on the web, to which "Correct this page" leads: `python -m scripts.site.build.repository`.

REPO_URL gives it, else the remote `origin` of this very checkout. A site is public and its pages repeat the address, so
nothing but scheme, host and path is taken from either: remotes often carry a password or a token. Where it is not sure
that the address is one of a web page, there is none, because no link is better than a wrong one.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from scripts.site.model import markdown_file

_SHORT = re.compile(r"^(?P<login>[^/@:]+@[^/@:]+):")  # git@host:path is short for ssh://git@host/path
_SSH = ("ssh", "git+ssh", "ssh+git")
# A host with no dot is an alias in somebody's ~/.ssh/config; ssh.github.com and its like answer to ssh alone.
_CODE_HOST = re.compile(r"(?!(?:alt)?ssh\.)[\w-]+(?:\.[\w-]+)+")


class RepositoryError(ValueError):
    """REPO_URL is not what it has to be; the message says what to do, and not what it is: that may be secret."""


def settle(root: Path) -> str:
    """Find the address for a build of the checkout at `root`, and set REPO_URL, from which mkdocs.yml takes it.

    Returns "" when there is none. Raises RepositoryError when REPO_URL was set to something else.
    """
    given = os.environ.get("REPO_URL")
    address = web(_origin(root) if given is None else given.strip())
    if given and given.strip() and not address:
        raise RepositoryError(
            "REPO_URL: not the address of a repository on the web; write one like https://github.com/owner/name, "
            "or nothing for pages without a link to their source"
        )
    os.environ["REPO_URL"] = address
    return address


def web(remote: str) -> str:
    """The web page of the repository whose remote is `remote`, with no user, password, query, `.git` or final slash.

    Returns "" for a remote that has none, such as a folder.
    """
    try:
        parts = urlsplit(_SHORT.sub(r"ssh://\g<login>/", remote))
        host = _host(parts)
    except ValueError:
        return ""
    path = parts.path.strip("/").removesuffix(".git").rstrip("/")
    if not host or not path or "@" in path:  # an @ this late is the rest of a password with a slash in it
        return ""
    scheme = "http" if parts.scheme == "http" else "https"
    return urlunsplit((scheme, host, "/" + quote(path, safe="/%~+"), "", ""))


def _host(parts: SplitResult) -> str:
    """The host that serves the pages, and its port; "" if it is not sure. ValueError: the port is no number."""
    if parts.scheme in ("http", "https"):
        return parts.netloc.rpartition("@")[2] if parts.hostname and parts.port != 0 else ""
    # On a host of code everybody is `git`; elsewhere the path is one on somebody's server. The port is that of ssh.
    known = parts.scheme in _SSH and parts.username == "git" and _CODE_HOST.fullmatch(parts.hostname or "")
    return parts.hostname if known else ""


def _origin(root: Path) -> str:
    # --git-dir: archives get unpacked within other repositories, whose remote knows none of these pages.
    command = ["git", f"--git-dir={root / '.git'}", "remote", "get-url", "origin"]
    try:
        run = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", errors="replace")
    except (OSError, subprocess.CalledProcessError):
        return ""
    return run.stdout.strip()


def main() -> int:
    """Print the address, for a program that is to find it in REPO_URL; the exit status."""
    try:
        print(settle(markdown_file.ROOT))
    except RepositoryError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
