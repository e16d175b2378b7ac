"""The code on pages, run by Sybil: `python` blocks in file order, one namespace a page, output compared.

A `text` block right behind a `python` block is exactly what that prints, white space at line ends aside; a block that
prints has one. Each page runs in a process of its own: see `sandbox`. The tests alone import this module.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sybil import Document, Example, Region, Sybil

from scripts.checks.code.process import Failed, Process, expect
from scripts.checks.prose import blocks
from scripts.site.model.document import display_name, parse, read

PATTERNS = ("docs/*.md", "docs/*/*.md", "README.md", "CONTRIBUTING.md")
# Seconds a block may take. The slowest needs 3, most of them to load PyTorch and Keras; on a busy machine that is 20.
LIMIT = 60
_RUN = "__run__"


@dataclass(frozen=True)
class Code:
    """A `python` block and the `text` block behind it, with the lines on which their contents start."""

    source: str
    line: int
    expected: str | None
    expected_line: int
    before: "Code | None"


def pairs(text: str) -> Iterator[Code]:
    """The `python` blocks of a Markdown text, in order, each with the output that it must print."""
    found = list(blocks(parse(text)))
    before = None
    for at, block in enumerate(found):
        if not block.is_code("python"):
            continue
        output = found[at + 1] if at + 1 < len(found) and found[at + 1].is_code("text") else None
        expected = output.token.content if output else None
        before = Code(block.token.content, block.line + 1, expected, output.line + 1 if output else 0, before)
        yield before


class Run:
    """One run of a page: its process, and what the blocks printed in it."""

    def __init__(self, path: Path, limit: float = LIMIT, fresh: bool = False) -> None:
        """Start a process for the Markdown file `path`, see `Process`; nothing runs in it yet."""
        self._path, self._limit = path, limit
        self._name = display_name(path)
        self._process = Process(path, limit, fresh)
        self._printed: dict[int, str] = {}
        self._failed: tuple[int, Failed] | None = None
        self._again: Run | None = None

    def close(self) -> None:
        """Stop the process."""
        self._process.close()
        if self._again:
            self._again.close()

    def printed(self, code: Code) -> str:
        """What a block prints; the blocks before it run first where they have not.

        Raises
        ------
        Failed
            When it or one before it does not come to its end.
        """
        waiting, at = [], code
        while at is not None and at.line not in self._printed:
            waiting.append(at)
            at = at.before
        if waiting and self._failed:
            line, failed = self._failed
            if line == code.line:
                raise failed
            message = f"the block does not run, because the one at line {line} fails; correct that one first"
            raise Failed(self._name, code.line, message)
        for at in reversed(waiting):
            try:
                self._printed[at.line] = self._process.run(at.source, at.line)
            except Failed as failed:
                self._failed = at.line, failed
                raise
        return self._printed[code.line]

    def difference(self, code: Code) -> str | None:
        """The message for a block that does not print what stands behind it, else nothing.

        Raises
        ------
        Failed
            See `printed`.
        """
        printed = self.printed(code)
        if code.expected is None:
            if not printed:
                return None
            what = f"{self._name}:{code.line}: the block prints, but no ```text block follows it"
            return f"{what}; put one right behind it with\n{printed}"
        expected, got = _lines(code.expected), _lines(printed)
        if expected == got:
            return None
        both = zip(expected + [None] * len(got), got + [None] * len(expected), strict=False)
        line = code.expected_line + next(number for number, (one, other) in enumerate(both) if one != other)
        with contextlib.suppress(Failed):
            self._again = self._again or Run(self._path, self._limit, fresh=True)
            other = self._again.printed(code)
            if other != printed:
                what = f"{self._name}:{line}: the output changes from run to run"
                return f"{what}; seed it, or print what does not\nfirst:\n{printed}then:\n{other}"
        what = f"{self._name}:{line}: the output differs"
        return f"{what}; correct the code, or paste what it prints\nexpected:\n{code.expected}printed:\n{printed}"


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().split("\n")]


def failures(path: Path, limit: float = LIMIT) -> list[str]:
    """Run the `python` blocks of a Markdown file, `limit` seconds each at most, and return what is wrong.

    Each message starts with ``path:line: what is wrong; what to do``. Blocks behind one that fails do not run.
    """
    found = []
    with contextlib.closing(Run(path, limit)) as run:
        for code in pairs(read(path).text):
            try:
                message = run.difference(code)
            except Failed as failed:
                return [*found, str(failed)]
            if message:
                found.append(message)
    return found


def parse_page(document: Document) -> Iterator[Region]:
    """Sybil's parser: one region for each `python` block."""
    expect(document.text)
    starts = [0]
    for line in document.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for code in pairs(document.text):
        start = starts[code.line - 1]
        yield Region(start, start + 1, code, evaluate)


def evaluate(example: Example) -> str | None:
    """Run a block and compare what it prints; the message for what is wrong, else nothing."""
    if _RUN not in example.namespace:
        example.namespace[_RUN] = Run(Path(example.path))
    try:
        return example.namespace[_RUN].difference(example.parsed)
    except Failed as failed:
        return str(failed)


def _close(namespace: dict) -> None:
    if _RUN in namespace:
        namespace.pop(_RUN).close()


def pages(root: Path) -> Sybil:
    """Sybil for the pages below `root`."""
    return Sybil(parsers=[parse_page], patterns=PATTERNS, path=str(root), teardown=_close)
