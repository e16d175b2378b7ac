"""The page that is being converted, and everything that is found wrong with it.

Extensions call `attach` and report with `page(md).report(…)`. When a page has been converted, what was reported on it
is raised in one `PageError`, or kept by `collecting()` until the last page is done.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from scripts.site.model.document import Problem
from scripts.site.model.markdown_file import locate, without_code
from scripts.site.model.page import PageError

_collected: ContextVar[list[Problem] | None] = ContextVar("collected", default=None)
_announced: ContextVar[Callable[[str], None] | None] = ContextVar("announced", default=None)


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


class _Opener(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        self.md.open_page = OpenPage("\n".join(lines))
        announce = _announced.get()
        if announce:
            announce(self.md.open_page.source.name)
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
def collecting(announce: Callable[[str], None] | None = None) -> Iterator[list[Problem]]:
    """Within it, problems gather in the list that it gives, page after page, and nothing is raised.

    `announce` hears the name of each page as its conversion starts.
    """
    problems: list[Problem] = []
    tokens = [(_collected, _collected.set(problems)), (_announced, _announced.set(announce))]
    try:
        yield problems
    finally:
        for variable, token in tokens:
            variable.reset(token)
