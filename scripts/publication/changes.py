"""The pages that differ from an earlier commit: in their text, or in a figure that they show."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from scripts.figures.files import figure
from scripts.site.extensions.figures import named
from scripts.site.model import markdown_file
from scripts.site.model.document import decode, parse, plain


@dataclass(frozen=True)
class Change:
    """One page: `path` and `old` are relative to the repository, `old` None for a page that is new.

    `path` is None for a page that was removed. `figures` names those of its figures that changed.
    """

    kind: Literal["new", "changed", "moved", "removed", "figures"]
    title: str
    path: str | None
    old: str | None
    figures: tuple[str, ...] = ()


class UnknownCommit(ValueError):
    """The repository has no such commit."""


def changes(base: str) -> list[Change]:
    """What differs between the commit `base` and the checkout, in the order of the paths.

    Raises:
        UnknownCommit: there is no commit `base` to compare with.
        RuntimeError: git failed otherwise.
    """
    if _git("rev-parse", "--quiet", "--verify", f"{base}^{{commit}}").returncode:
        raise UnknownCommit(base)
    differences = list(_differences(base))
    drawn = {figure(PurePosixPath(new)) for _, new in differences if new and _is_figure(new)}
    pages = {new or old: (old, new) for old, new in differences if _is_page(new or old)}
    found = []
    for name in sorted({*pages, *_pages()}):
        old, new = pages.get(name, (name, name))
        text = (markdown_file.ROOT / name).read_bytes() if new else _output("show", f"{base}:{old}")
        figures = tuple(sorted(drawn.intersection(named(decode(text, name)[0])))) if new else ()
        if name in pages or figures:
            kind = "figures" if name not in pages else _kind(old, new)
            found.append(Change(kind, _title(text, name), new, old, figures))
    return found


def _kind(old: str | None, new: str | None) -> str:
    if not old:
        return "new"
    if not new:
        return "removed"
    return "changed" if old == new else "moved"


def _is_page(name: str) -> bool:
    return name.startswith("docs/") and name.endswith(".md")


def _is_figure(name: str) -> bool:
    return name.startswith("figures/") and name.endswith(".svg")


def _pages() -> Iterator[str]:
    return (path.relative_to(markdown_file.ROOT).as_posix() for path in markdown_file.pages())


def _title(text: bytes, name: str) -> str:
    """The page's first heading; its path where it has none."""
    tokens = parse(decode(text, name)[0])
    headings = (plain(tokens[at + 1]) for at, token in enumerate(tokens) if token.tag == "h1" and token.nesting == 1)
    return next(headings, name)


def _differences(base: str) -> Iterator[tuple[str | None, str | None]]:
    """Each file that differs: its name then (None for a new one) and its name now (None for one that is gone)."""
    listed = _output("diff", "--name-status", "--find-renames", "-z", base, "--", "docs", "figures")
    fields = iter(listed.decode().split("\0")[:-1])
    for status in fields:
        first = next(fields)
        if status.startswith(("R", "C")):
            yield (first if status.startswith("R") else None), next(fields)
        else:
            yield (None if status == "A" else first), (None if status == "D" else first)


def _output(*arguments: str) -> bytes:
    run = _git(*arguments)
    if run.returncode:
        raise RuntimeError(f"git {arguments[0]}: {run.stderr.decode(errors='replace').strip()}")
    return run.stdout


def _git(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(["git", *arguments], cwd=markdown_file.ROOT, capture_output=True, check=False)
