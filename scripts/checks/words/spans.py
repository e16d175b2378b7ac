"""The names of code in a code span: dotted paths, plain names and keywords, without literals, paths and commands."""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

_COMMAND = re.compile(r"(?:python3?|pip|uv|make|git|export|cd|pytest|docker|npm|nvidia-smi)\b|\.?/|-")
_LITERAL = re.compile(
    r"\"[^\"]*\"|'[^']*'|https?://\S+|[\w.-]*/[\w./-]*|\b\w+\.(?:py|md|txt|json|svg|toml|bib|csv|npz)\b"
)
_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*(?:\.[^\W\d]\w*)*")


class Name(NamedTuple):
    """A name in a span: its dotted parts, whether it is a keyword with its value, and whether it is called."""

    parts: tuple[str, ...]
    keyword: bool
    called: bool

    @property
    def text(self) -> str:
        """The name as it is written."""
        return ".".join(self.parts)


def names(span: str) -> Iterator[Name]:
    """The names in a code span; none in a command."""
    if _COMMAND.match(span):
        return
    text = _LITERAL.sub(lambda match: " " * len(match[0]), span)
    for match in _NAME.finditer(text):
        behind = text[match.end() :]
        keyword = "." not in match[0] and bool(re.match(r"\s*=(?!=)", behind))
        yield Name(tuple(match[0].split(".")), keyword, behind.startswith("("))


def calls(span: str) -> Iterator[tuple[str, list[str]]]:
    """What is called in a span that is Python, with the keywords that it is given."""
    if "=" not in span or "(" not in span:
        return
    try:
        tree = ast.parse(span)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), [keyword.arg for keyword in node.keywords if keyword.arg]
