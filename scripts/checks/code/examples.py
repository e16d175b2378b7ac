"""The code on pages, run by Sybil: `python` blocks in file order, one namespace a page, output compared.

A `text` block right behind a `python` block is exactly what that prints, white space at line ends aside; a block that
prints has one. Each page runs in a process of its own: see `process`. The tests alone import this module.
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from sybil import Document, Example, Region, Sybil

from scripts.checks.code import process
from scripts.site.model.document import display_name, parse
from scripts.site.model.prose import blocks

PATTERNS = ("docs/*.md", "docs/*/*.md", "README.md", "CONTRIBUTING.md")
# Seconds a block may take: a net for one that does not end. Those that train take up to a minute of a slow processor,
# and several minutes of it when the machine has other work.
LIMIT = 240


class Code(NamedTuple):
    """A `python` block and the `text` block behind it, with the lines on which their contents start."""

    text: str
    line: int
    expected: str | None
    expected_line: int


def pairs(text: str) -> Iterator[Code]:
    """The `python` blocks of a Markdown text, in order, each with the output that it must print."""
    found = list(blocks(parse(text)))
    for at, block in enumerate(found):
        if block.is_code("python"):
            output = found[at + 1] if at + 1 < len(found) and found[at + 1].is_code("text") else None
            expected, line = (output.token.content, output.line + 1) if output else (None, 0)
            yield Code(block.token.content, block.line + 1, expected, line)


class Run:
    """One run of the code of a page, when it is first asked for."""

    def __init__(self, path: Path, text: str, limit: float = LIMIT) -> None:
        """Take the Markdown `text` of the file `path`, whose blocks may take `limit` seconds each."""
        self.codes = list(pairs(text))
        self._name = display_name(path)
        self._blocks = [(code.text, code.line) for code in self.codes]
        self._start = lambda fresh: process.run(path, self._blocks, limit, fresh)

    @cached_property
    def _answers(self) -> list[dict]:
        return self._start(fresh=False)

    @cached_property
    def _again(self) -> list[dict]:
        return self._start(fresh=True)

    def wrong(self, code: Code) -> str | None:
        """What is wrong with a block of the page, ``path:line: what is wrong; what to do`` and more; else nothing."""
        number = self.codes.index(code)
        last = self._answers[-1]
        if number >= len(self._answers):
            first = self.codes[len(self._answers) - 1].line
            what = f"the block does not run, because the one at line {first} fails; correct that one first"
            return f"{self._name}:{code.line}: {what}"
        if number == len(self._answers) - 1 and "message" in last:
            return f"{self._name}:{last['line']}: {last['message']}\n{last['detail']}".rstrip()
        return self._difference(code, number)

    def _difference(self, code: Code, number: int) -> str | None:
        printed = self._answers[number]["printed"]
        if code.expected is None:
            what = f"{self._name}:{code.line}: the block prints, but no ```text block follows it"
            return f"{what}; put one right behind it with\n{printed}" if printed else None
        expected, got = _lines(code.expected), _lines(printed)
        if expected == got:
            return None
        both = zip(expected + [None] * len(got), got + [None] * len(expected), strict=False)
        line = code.expected_line + next(at for at, (one, other) in enumerate(both) if one != other)
        other = self._again[number].get("printed", printed) if number < len(self._again) else printed
        if other != printed:
            what = f"{self._name}:{line}: the output changes from run to run"
            return f"{what}; seed it, or print what does not\nfirst:\n{printed}then:\n{other}"
        what = f"{self._name}:{line}: the output differs"
        return f"{what}; correct the code, or paste what it prints\nexpected:\n{code.expected}printed:\n{printed}"


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().split("\n")]


def failures(path: Path, limit: float = LIMIT) -> list[str]:
    """Run the `python` blocks of a Markdown file, `limit` seconds each at most, and return what is wrong.

    Blocks behind one that fails do not run.
    """
    page = Run(path, path.read_text(encoding="utf-8"), limit)
    found = [message for code in page.codes if (message := page.wrong(code))]
    return [message for message in found if "the block does not run, because" not in message]


def _parse_page(document: Document) -> Iterator[Region]:
    """Sybil's parser: one region for each `python` block."""
    process.expect(document.text)
    page = Run(Path(document.path), document.text)
    starts = [0]
    for line in document.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for code in page.codes:
        yield Region(starts[code.line - 1], starts[code.line - 1] + 1, (page, code), _evaluate)


def _evaluate(example: Example) -> str | None:
    page, code = example.parsed
    return page.wrong(code)


def pages(root: Path) -> Sybil:
    """Sybil for the pages below `root`."""
    return Sybil(parsers=[_parse_page], patterns=PATTERNS, path=str(root))
