"""The two builds, in a copy of the sources: Zensical writes its site and its cache beside them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.site.zensical.article import SITE_URL

SOURCES = ("mkdocs.yml", "docs", "figures", "overrides", "scripts")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")


class BuildError(Exception):
    """A generator does not build the sources; the message ends with what it said."""


def copy(root: Path, target: Path) -> Path:
    """Copy what a site is made of from the repository at `root` into the folder `target`, and return that."""
    for name in SOURCES:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.is_file():
            shutil.copy(source, target)
    return target


def mkdocs(root: Path) -> Path:
    """Build the sources in `root` with MkDocs; the folder of the site. Raises BuildError."""
    _run(root, "mkdocs", "build", "--strict", "--site-dir", "site-mkdocs")
    return root / "site-mkdocs"


def zensical(root: Path) -> Path:
    """Build the sources in `root` with Zensical; the folder of the site. Raises BuildError.

    Zensical runs no MkDocs hook, so the figures are put where the hook pretends that they are. MkDocs comes first:
    it would find them twice.
    """
    (root / "docs" / "figures").mkdir()
    for kind in ("*.svg", "*.txt"):
        for file in (root / "figures").glob(kind):
            shutil.copy(file, root / "docs" / "figures")
    _run(root, "zensical", "build", "--strict")
    return root / "site"


def _run(root: Path, *module: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "OFFLINE"}
    environment |= {"SITE_URL": SITE_URL, "REPO_URL": "https://github.com/example/guide", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", *module]
    run = subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8", errors="replace")
    if run.returncode:
        said = _COLOUR.sub("", run.stdout + run.stderr)
        raise BuildError(f"{module[0]} does not build these sources (`make check` may say why):\n{said}")
