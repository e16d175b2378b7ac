"""What was found is kept in .cache/checks.json, and holds until something changes that it was made of.

One digest stands for all that the documents share: every file of the checkout but the tests and the documents (of
these, the names), the code of the checks, the packages that are installed, Python, and what mkdocs.yml reads of the
environment. While it is the same, an answer about a document holds as long as the bytes of that document do, and one
about no document holds as it is. What typos says of a file depends on typos, on its settings and on the file's bytes.
Nothing else is kept, and of each thing only the last: the file grows no further than the checkout.
"""

import hashlib
import json
import os
import re
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from scripts.checks.digest import digest
from scripts.checks.repository import Repository
from scripts.site.model.document import ROOT

FILE = Path(".cache", "checks.json")
# What git ignores is no part of the checkout, neither is git's own folder; and no part of a check asks about tests.
_ELSEWHERE = {
    ".git",
    ".venv",
    ".cache",
    ".ruff_cache",
    ".pytest_cache",
    "__pycache__",
    "site",
    "site-offline",
    "editions",
}
_NOT_ASKED_ABOUT = ("tests/", ".github/", ".ci/")
_VARIABLE = re.compile(r"\b[A-Z][A-Z_]{2,}\b")


class Kept:
    """What the last run found, as far as it still holds: `told` and `spelt` are for the `Repository`."""

    def __init__(self, root: Path) -> None:
        """Read the file below `root`; one that is damaged counts as none."""
        self._path = root / FILE
        self._shared, self._documents = _digests(root)
        read = _load(self._path)
        same = read.get("shared") == self._shared
        digests = read.get("documents", {}) if same else {}
        holds = {name for name, made_of in self._documents.items() if digests.get(name) == made_of}
        told = read.get("told", {}) if same else {}
        self.told: dict[str, dict[str, list]] = {name: told[name] for name in told if name in holds or not name}
        self.spelt: dict[str, list] = read.get("spelt", {})

    def save(self, repository: Repository) -> None:
        """Keep what is known now. Where the folder cannot be written, nothing is kept."""
        told = {name: answers for name, answers in repository.told.items() if name in self._documents or not name}
        new = {"shared": self._shared, "documents": self._documents, "told": told, "spelt": repository.spelt}
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(exist_ok=True)
            beside.write_text(_sealed(new), encoding="utf-8")
            os.replace(beside, self._path)
        except OSError:
            with suppress(OSError):
                beside.unlink()


def _sealed(values: dict) -> str:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return f"{digest(text.encode())}\n{text}"


def _load(path: Path) -> dict[str, Any]:
    """What stands in the file; nothing where it is not as it was written."""
    try:
        seal, _, text = path.read_text(encoding="utf-8").partition("\n")
        return json.loads(text) if seal == digest(text.encode()) else {}
    except (OSError, ValueError):
        return {}


def _digests(root: Path) -> tuple[str, dict[str, str]]:
    """The digest of what the documents share, and that of each document by its name."""
    shared = hashlib.blake2b(digest_size=20)
    documents: dict[str, str] = {}
    # The checks themselves, where they look at another checkout than their own.
    code = [("checks", path) for _, path in _files(ROOT / "scripts")] if root.resolve() != ROOT else []
    for name, path in [*_files(root), *code]:
        if name.startswith(_NOT_ASKED_ABOUT):
            continue
        raw = os.readlink(path).encode() if os.path.islink(path) else Path(path).read_bytes()
        if name.endswith(".md") and ("/" not in name or name.startswith("docs/")):
            documents[name] = digest(raw)
            raw = b""
        shared.update(f"{name} {len(raw)} {digest(raw)}\n".encode())
    for fact in [sys.version, *sorted(os.listdir(sysconfig.get_path("purelib"))), *_environment(root)]:
        shared.update(f"{fact}\n".encode())
    return shared.hexdigest(), documents


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """The files below a folder in order, each with its name and path, and the folders in it."""
    waiting = [(str(folder), "")]
    while waiting:
        above, prefix = waiting.pop()
        for entry in sorted(os.scandir(above), key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in _ELSEWHERE:
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
            elif (entry.is_file() or entry.is_symlink()) and entry.name not in _ELSEWHERE:
                yield f"{prefix}{entry.name}", entry.path


def _environment(root: Path) -> Iterator[str]:
    """The variables that mkdocs.yml names, with their values."""
    path = root / "mkdocs.yml"
    for name in (
        sorted(set(_VARIABLE.findall(path.read_text(encoding="utf-8", errors="replace")))) if path.is_file() else ()
    ):
        yield f"{name}={os.environ.get(name)}"
