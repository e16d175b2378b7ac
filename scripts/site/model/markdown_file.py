"""Which file a piece of Markdown is: so that no extension needs a generator's API.

A generator hands Python-Markdown the text of a page, without its front matter and without its name. `locate` finds
the file by its content.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from scripts.site.model.document import display_name, parse

ROOT = Path(__file__).resolve().parents[3]
UNKNOWN = "<text>"

_FRONT_MATTER = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class MarkdownFile:
    """A Markdown file: its path (None for text that is no file), how messages name it, its body and front matter.

    `first_line` is the line of the file, from 1, on which `text` starts.
    """

    path: Path | None
    name: str
    first_line: int
    text: str = field(repr=False)
    front: dict = field(default_factory=dict, repr=False)


_by_body: dict[tuple[Path, str], set[Path]] = defaultdict(set)
_by_path: dict[Path, tuple[int, MarkdownFile]] = {}


def read(path: Path) -> MarkdownFile:
    """The Markdown file at `path`, read again only when it has changed.

    Raises OSError when it cannot be read. Bytes that are not UTF-8 are replaced: who converts the page reports them.
    """
    stamp = path.stat().st_mtime_ns
    if path not in _by_path or _by_path[path][0] != stamp:
        raw = path.read_text(encoding="utf-8-sig", errors="replace")
        match = _FRONT_MATTER.match(raw)
        front = _front(match)
        body = raw[match.end() :] if front is not None else raw
        first = raw[: len(raw) - len(body.lstrip("\n"))].count("\n") + 1
        source = MarkdownFile(path, display_name(path, ROOT), first, body.lstrip("\n"), front or {})
        _by_path[path] = (stamp, source)
        _by_body[ROOT, body.strip()].add(path)
    return _by_path[path][1]


def locate(text: str) -> MarkdownFile:
    """The file under docs/ whose Markdown is `text`; a `MarkdownFile` named `<text>` when there is none.

    Of several files with the same text (`twins`), the first is meant.
    """
    paths = twins(text)
    if not paths:
        for path in pages():
            read(path)
        paths = twins(text)
    return read(paths[0]) if paths else MarkdownFile(None, UNKNOWN, 1, text)


def twins(text: str) -> list[Path]:
    """The files with this text, among those that were read and have not changed since."""
    body = text.strip()
    paths = sorted(path for path in _by_body.get((ROOT, body), ()) if path.is_file())
    return [path for path in paths if read(path).text.strip() == body]


def pages() -> list[Path]:
    """The Markdown files under docs/, in the order of their paths."""
    return sorted((ROOT / "docs").rglob("*.md"))


def _front(match: re.Match | None) -> dict | None:
    """The front matter; None where a generator would see none, and pass it on as text."""
    try:
        values = yaml.load(match[1], Loader=_Loader) if match else None
    except (yaml.YAMLError, ValueError):  # the page model reports it, with its line
        values = None
    return values if isinstance(values, dict) else None


def without_code(text: str) -> str:
    """`text` with its code blocks and code spans blanked, every other character where it was."""
    lines = text.split("\n")
    for token in parse(text):
        if token.type in ("fence", "code_block"):
            for number in range(*token.map):
                lines[number] = " " * len(lines[number])
        elif token.type == "inline":
            for child in token.children or ():
                if child.type == "code_inline":
                    span = f"{child.markup}{child.content}{child.markup}"
                    for number in range(*token.map):
                        lines[number] = lines[number].replace(span, " " * len(span))
    return "\n".join(lines)
