"""Which file a piece of Markdown is, and where in it something stands: so that no extension needs a generator's API.

A generator hands Python-Markdown the text of a page, without its front matter and without its name. `locate` finds
the file by its content. Extensions call `attach` and report with `page(md).report(…)`; when a page has been converted,
everything that was reported on it is raised in one `PageError`, or kept by `collecting()` until the last page is done.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from scripts.site.document import Problem, display_name, parse
from scripts.site.page import PageError

ROOT = Path(__file__).resolve().parents[2]
UNKNOWN = "<text>"

_FRONT_MATTER = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_collected: ContextVar[list[Problem] | None] = ContextVar("collected", default=None)


@dataclass(frozen=True)
class Source:
    """A Markdown file: its path (None for text that is no file), how messages name it, its body and front matter.

    `first_line` is the line of the file, from 1, on which `text` starts.
    """

    path: Path | None
    name: str
    first_line: int
    text: str = field(repr=False)
    front: dict = field(default_factory=dict, repr=False)


_by_body: dict[tuple[Path, str], set[Path]] = defaultdict(set)
_by_path: dict[Path, tuple[int, Source]] = {}


def read(path: Path) -> Source:
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
        source = Source(path, display_name(path, ROOT), first, body.lstrip("\n"), front or {})
        _by_path[path] = (stamp, source)
        _by_body[ROOT, body.strip()].add(path)
    return _by_path[path][1]


def locate(text: str) -> Source:
    """The file under docs/ whose Markdown is `text`; a `Source` named `<text>` when there is none.

    Of several files with the same text (`twins`), the first is meant.
    """
    paths = twins(text)
    if not paths:
        for path in pages():
            read(path)
        paths = twins(text)
    return read(paths[0]) if paths else Source(None, UNKNOWN, 1, text)


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
    except yaml.YAMLError:  # the page model reports it, with its line
        values = None
    return values if isinstance(values, dict) else None


class OpenPage:
    """The page that is being converted: where it is from, and what has been found wrong with it."""

    def __init__(self, text: str) -> None:
        """Find out which file `text` is."""
        self.source = locate(text)
        self.problems: list[Problem] = []
        self._prose: str | None = None
        self._found: dict[str, int] = {}
        self.brought_in: list[tuple[str, str]] = []

    @property
    def prose(self) -> str:
        """The text with code blocks and code spans blanked; every other character stands where it stood."""
        if self._prose is None:
            self._prose = without_code(self.source.text)
        return self._prose

    def find(self, *pieces: str) -> int:
        """The line of the file on which the first of `pieces` that the prose has stands; else the page's first line.

        Asked again for a piece, it gives the next place, while there is one: equal pieces get their own lines.
        A piece of text that a link of the page brings in (`brought_in`: a caption) stands where that link does.
        """
        for piece in pieces:
            at = self.prose.find(piece, self._found.get(piece, -1) + 1)
            if at >= 0:
                self._found[piece] = at
                return self.line_at(at)
        bringing = (link for text, link in self.brought_in if any(piece in text for piece in pieces))
        at = self.prose.find(next(bringing, pieces[0]))
        return self.line_at(max(at, 0))

    def line_at(self, position: int) -> int:
        """The line of the file on which a character of the text stands."""
        return self.source.first_line + self.source.text.count("\n", 0, position)

    def report(self, line: int, message: str, remedy: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.source.name, line, message, remedy))


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


class _Opener(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        self.md.open_page = OpenPage("\n".join(lines))
        return lines


class _Closer(Postprocessor):
    def run(self, text: str) -> str:
        problems = page(self.md).problems
        kept = _collected.get()
        if kept is not None:
            kept.extend(problems)
            problems.clear()  # the table of contents runs the postprocessors once for every heading, and so this one
        elif problems:
            raise PageError(problems)
        return text


def attach(md: Markdown) -> None:
    """Open a page before anything else happens to a text, and raise what was reported after everything else has."""
    md.preprocessors.register(_Opener(md), "open_page", 1000)
    md.postprocessors.register(_Closer(md), "close_page", -1000)


def page(md: Markdown) -> OpenPage:
    """The page that `md` is converting."""
    return md.open_page


@contextmanager
def collecting() -> Iterator[list[Problem]]:
    """Within it, problems gather in the list that it gives, page after page, and nothing is raised."""
    problems: list[Problem] = []
    token = _collected.set(problems)
    try:
        yield problems
    finally:
        _collected.reset(token)
