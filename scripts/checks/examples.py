"""The code on pages, run by Sybil: `python` blocks in file order, one namespace a page, output compared.

A `text` block right behind a `python` block is exactly what that prints, white space at line ends aside; a block that
prints has one. The tests alone import this module.
"""

import contextlib
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sybil import Document, Example, Region, Sybil

from scripts.checks.prose import blocks
from scripts.site.document import display_name, parse

PATTERNS = ("docs/*.md", "docs/*/*.md", "README.md", "CONTRIBUTING.md")
_PRINTED = "__printed__"


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


def parse_page(document: Document) -> Iterator[Region]:
    """Sybil's parser: one region for each `python` block."""
    starts = [0]
    for line in document.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for code in pairs(document.text):
        start = starts[code.line - 1]
        yield Region(start, start + 1, code, evaluate)


def evaluate(example: Example) -> str | None:
    """Run a block and compare what it prints; the message for a difference, else nothing.

    Blocks before it that have not run in this process, because one was selected or the page was split over workers,
    run first.
    """
    code: Code = example.parsed
    name = display_name(Path(example.path))
    waiting, printed = [], example.namespace.setdefault(_PRINTED, {})
    while code is not None and code.line not in printed:
        waiting.append(code)
        code = code.before
    for code in reversed(waiting):
        printed[code.line] = _run(code, example)
    return _difference(name, example.parsed, printed[example.parsed.line])


def _run(code: Code, example: Example) -> str:
    # Lines are counted from the top of the page, so that a traceback names the line in the file.
    compiled = compile("\n" * (code.line - 1) + code.source, example.path, "exec", dont_inherit=True)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compiled, example.namespace)
    return output.getvalue()


def _difference(name: str, code: Code, printed: str) -> str | None:
    if code.expected is None:
        if not printed:
            return None
        what = f"{name}:{code.line}: the block prints, but no ```text block follows it"
        return f"{what}; put one right behind it with\n{printed}"
    expected, got = _lines(code.expected), _lines(printed)
    if expected == got:
        return None
    both = zip(expected + [None] * len(got), got + [None] * len(expected), strict=False)
    at = next(number for number, (one, other) in enumerate(both) if one != other)
    what = f"{name}:{code.expected_line + at}: the output differs"
    return f"{what}; correct the code, or paste what it prints\nexpected:\n{code.expected}printed:\n{printed}"


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().split("\n")]


def _fresh(namespace: dict) -> None:
    namespace["__name__"] = "page"


def _restore(namespace: dict) -> None:
    """Undo the settings of a page that would change what the next one prints."""
    if "numpy" in sys.modules:
        numpy = sys.modules["numpy"]
        numpy.set_printoptions(**_NUMPY_PRINTING)
    if "torch" in sys.modules:
        torch = sys.modules["torch"]
        torch.set_default_dtype(torch.float32)
        torch.set_printoptions(profile="default", sci_mode=None)
        torch.set_grad_enabled(True)
        torch.use_deterministic_algorithms(False)


_NUMPY_PRINTING = {"precision": 8, "threshold": 1000, "edgeitems": 3, "linewidth": 75, "suppress": False}


def pages(root: Path) -> Sybil:
    """Sybil for the pages below `root`."""
    return Sybil(parsers=[parse_page], patterns=PATTERNS, path=str(root), setup=_fresh, teardown=_restore)
