"""A Markdown file as tokens that know their line: what the page model and every check read."""

import codecs
import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

ROOT = Path(__file__).resolve().parents[3]
BOM = "\ufeff"


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing wrong, and what to do about it; printed as ``path:line: what is wrong; what to do``."""

    path: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        """One line, with the place in the form that editors make clickable."""
        return f"{self.path}:{self.line}: {self.message}; {self.remedy}"


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The end of a message: the nearest known word, or nothing when none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=cutoff)
    return f' (did you mean "{near[0]}"?)' if near else ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One inline token (text, formula, comment, code span, link …) and the line on which it starts, from 1."""

    kind: str
    content: str
    line: int
    token: Token


@dataclass(frozen=True, eq=False)
class Document:
    """A Markdown file: its text with plain line ends, its tokens, and what is wrong with the bytes themselves."""

    path: Path
    name: str
    text: str
    tokens: tuple[Token, ...]
    problems: tuple[Problem, ...]


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.use(front_matter_plugin)
    return parser.use(dollarmath_plugin, allow_space=False, allow_digits=True, double_inline=False)


def display_name(path: Path, root: Path = ROOT) -> str:
    """The path as messages print it: relative to the repository where it lies inside, with forward slashes."""
    path = Path(path).resolve()
    root = Path(root).resolve()
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def decode(raw: bytes, name: str) -> tuple[str, list[Problem]]:
    """Bytes as text with plain line ends, and what is wrong with them, each kind once.

    Reported are UTF-16, bytes that are not UTF-8 (they are read as Western European), a byte order mark, and line ends
    of other systems.
    """
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = raw.decode("utf-16", errors="replace")
        return _plain_ends(text), [Problem(name, 1, "saved as UTF-16", "save the file as UTF-8")]
    problems = []
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text, problem = _guess(raw, name)
        problems.append(problem)
    if text.startswith(BOM):
        problems.append(Problem(name, 1, "starts with a byte order mark", "save the file as UTF-8 without one"))
        text = text.removeprefix(BOM)
    if "\r" in text:
        at = text.index("\r")
        message = "Windows line ends" if text.startswith("\r\n", at) else "line ends of an old Mac"
        problems.append(Problem(name, text.count("\n", 0, at) + 1, message, "save the file with LF line ends"))
    return _plain_ends(text), problems


def _guess(raw: bytes, name: str) -> tuple[str, Problem]:
    """Text of which some lines are not UTF-8, and so from the encoding that editors used before it."""
    wrong: dict[int, str] = {}
    lines = []
    for number, line in enumerate(raw.split(b"\n"), start=1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            wrong[number] = f"byte 0x{line[error.start]:02x} at column {error.start + 1}"
            lines.append(line.decode("cp1252", errors="replace"))
    first, message = next(iter(wrong.items()))
    more = f", here and in {len(wrong) - 1} of the lines below" if len(wrong) > 1 else ""
    return "\n".join(lines), Problem(name, first, f"not UTF-8{more}: {message}", "save the file as UTF-8")


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str) -> tuple[Token, ...]:
    """The block tokens of Markdown `text`; every block that opens, and every inline token, has its line range."""
    tokens = _parser().parse(text)
    enclosing = [0, 0]
    for token in tokens:
        if token.map is not None:
            enclosing = token.map
        elif token.type == "inline":
            token.map = enclosing
    return tuple(tokens)


def read(path: Path, root: Path = ROOT) -> Document:
    """Read a Markdown file.

    Bytes that are not UTF-8 are reported and guessed at, so that everything else can be reported in the same run.

    Raises
    ------
    OSError
        When the file cannot be read.
    """
    path = Path(path)
    name = display_name(path, root)
    text, problems = decode(path.read_bytes(), name)
    return Document(path, name, text, parse(text), tuple(problems))


def leaves(inline: Token) -> Sequence[Leaf]:
    """The inline tokens below a block's `inline` token, in order, each with its line in the file; found once."""
    if "leaves" not in inline.meta:
        inline.meta["leaves"] = tuple(_leaves(inline))
    return inline.meta["leaves"]


def _leaves(inline: Token) -> Iterator[Leaf]:
    source, line, cursor, counted = inline.content, inline.map[0] + 1, 0, 0
    for token in inline.children or ():
        if token.type in ("softbreak", "hardbreak"):
            cursor = source.find("\n", cursor) + 1 or cursor
            continue
        start = source.find(token.content, cursor)
        end = start + len(token.content)
        if start < 0:
            # A code span broken over lines reads with a space there; escaped characters are not found at all.
            pattern = re.escape(token.content).replace(r"\ ", r"[ \n]")
            found = re.compile(pattern).search(source, cursor) if token.type == "code_inline" else None
            start, end = found.span() if found else (cursor, cursor)
        line += source.count("\n", counted, start)
        yield Leaf(token.type, token.content, line, token)
        counted, cursor = start, end


def all_leaves(tokens: Sequence[Token]) -> Iterator[Leaf]:
    """The inline tokens of all blocks in `tokens`, in order."""
    for token in tokens:
        if token.type == "inline":
            yield from leaves(token)


def plain(inline: Token) -> str:
    """The visible text of an inline token: formulas with their dollars, no comments, line breaks as spaces."""
    parts = []
    for token in inline.children or ():
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "math_inline":
            parts.append(f"${token.content}$")
        elif token.type != "html_inline":
            parts.append(token.content)
    return "".join(parts).strip()
