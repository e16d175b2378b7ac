"""Every text for people in the repository, wherever it stands: pages, configuration, templates, docstrings, comments.

Each is read into stretches of text that know their lines. What is code is left out as far as the file's kind tells it.
"""

import io
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

import yaml

from scripts.checks.prose import Flat, document_blocks
from scripts.checks.sources import Sources
from scripts.site.model.document import Document, decode, read

Reader = Callable[[str], Iterable[Flat]]


class Text(NamedTuple):
    """A file: its name, all that is in it, and how to read the texts for people out of it.

    On a page a product's name in lower case is a slip; in a docstring it can be a module's.
    """

    name: str
    raw: str
    read: Callable[[], Iterable[Flat]]
    is_page: bool = False


def texts(sources: Sources) -> Iterator[Text]:
    """The files with texts for people; without docs/references.bib, which is as printed."""
    github = [read(path, sources.root) for path in sorted(sources.root.glob(".github/**/*.md"))]
    for document in [*sources.documents, *github]:
        yield Text(document.name, document.text, partial(_document, document), is_page=True)
    for reader, patterns in _FILES.items():
        for path in sorted(path for pattern in patterns for path in sources.root.glob(pattern)):
            raw = decode(path.read_bytes(), "")[0]
            yield Text(sources.name(path), raw, partial(reader, raw))


def _flat(text: str, line: int = 1) -> Flat:
    starts = [(0, line)]
    starts += [(match.end(), line + count) for count, match in enumerate(re.finditer("\n", text), start=1)]
    return Flat(text, {}, starts)


def _blank(match: re.Match) -> str:
    return re.sub(r"\S", " ", match[0])


def _document(document: Document) -> Iterator[Flat]:
    for token in document.tokens:
        if token.type == "front_matter":
            yield from _yaml(token.content, token.map[0] + 2)
    for block in document_blocks(document):
        if block.kind == "html":
            yield from _html(block.token.content, block.line)
        yield block.flat
        yield from (_flat(leaf.content, leaf.line) for leaf in block.flat.spots.values() if leaf.kind == "image")


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where it was built: twenty times as fast
# The question of a page is fixed; the others hold code, file names and shell scripts.
_NOT_FOR_PEOPLE = {"question", "run", "if", "uses", "with", "entry", "files", "exclude", "path", "paths"}


def _yaml(text: str, line: int = 1) -> Iterator[Flat]:
    """The values, and the comments."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError:
        return
    comments = list(text)
    for start, end, shown in _scalars(node):
        comments[start:end] = [character if character == "\n" else " " for character in text[start:end]]
        if shown:
            yield _flat(text[start:end], line + text.count("\n", 0, start))
    yield from _parts(re.compile(r"#.*"), "".join(comments), line)


def _scalars(root: yaml.Node | None) -> Iterator[tuple[int, int, bool]]:
    """Where each scalar starts and ends, and whether it is for people."""
    left = [(root, True)]
    seen = set()  # an alias can lead back to what holds it
    while left:
        node, shown = left.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            yield node.start_mark.index, node.end_mark.index, shown
        elif isinstance(node, yaml.SequenceNode):
            left += [(child, shown) for child in node.value]
        elif isinstance(node, yaml.MappingNode):
            left += [(key, False) for key, _ in node.value]
            left += [(value, shown and str(key.value) not in _NOT_FOR_PEOPLE) for key, value in node.value]


_ATTRIBUTE = re.compile(r"""\b(?:alt|title|aria-label|placeholder)\s*=\s*(?:"[^"]*"|'[^']*')""")
_NOT_TEXT = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def _html(text: str, line: int = 1) -> Iterator[Flat]:
    """The text between the tags and in the attributes that are read out; of Jinja the comments."""
    bare = _NOT_TEXT.sub(_blank, text)
    yield from _parts(_ATTRIBUTE, bare, line)
    yield _flat(re.sub(r"<[^<>]*>", _blank, bare), line)


def _parts(pattern: re.Pattern, text: str, line: int = 1) -> Iterator[Flat]:
    """What a pattern finds."""
    for match in pattern.finditer(text):
        yield _flat(match[0], line + text.count("\n", 0, match.start()))


_STARTS_A_STATEMENT = {None, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
_BETWEEN = {tokenize.NL, tokenize.COMMENT}
# From Python 3.12 on an f-string comes in parts.
_FSTRING_START, _FSTRING_PART = (getattr(tokenize, f"FSTRING_{part}", -1) for part in ("START", "MIDDLE"))
_PREFIX = re.compile(r"[a-z]*", re.IGNORECASE)


def _python(text: str, every_string: bool) -> Iterator[Flat]:
    """Docstrings and comments; of the other strings, if wanted, those that have a space: they can be a sentence."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return
    before, prefix = None, ""
    for at, token in enumerate(tokens):
        if token.type == tokenize.COMMENT:
            yield _flat(token.string, token.start[0])
        if token.type in (tokenize.STRING, _FSTRING_START):
            prefix = _PREFIX.match(token.string)[0].lower()
        if token.type in (tokenize.STRING, _FSTRING_PART):
            docstring = before in _STARTS_A_STATEMENT
            sentence = every_string and " " in token.string and "r" not in prefix  # raw: a pattern, or TeX
            if docstring or (sentence and not _is_split(tokens, at)):
                yield _flat(_without_escapes(token.string, prefix), token.start[0])
        if token.type not in _BETWEEN:
            before = token.type


def _is_split(tokens: list[tokenize.TokenInfo], at: int) -> bool:
    """Whether a string is a list of names: `"a b c".split()`, over several lines too."""
    while tokens[at].type in (tokenize.STRING, *_BETWEEN):
        at += 1
    return [token.string for token in tokens[at : at + 2]] == [".", "split"]


def _without_escapes(text: str, prefix: str) -> str:
    text = re.sub(r"\{[^{}]*\}", _blank, text) if "f" in prefix else text
    return re.sub(r"\\[A-Za-z]+" if "r" in prefix else r"\\\\[A-Za-z]*|\\.", _blank, text)


_FILES: dict[Reader, tuple[str, ...]] = {
    partial(_python, every_string=True): ("scripts/**/*.py",),
    partial(_python, every_string=False): ("conftest.py", "tests/**/*.py"),
    _yaml: ("*.y*ml", "CITATION.cff", ".github/**/*.y*ml", "scripts/**/*.y*ml"),
    _html: ("overrides/**/*.html",),
    partial(_parts, re.compile(r"/\*.*?\*/|(?<![:\w])//[^\n]*", re.DOTALL)): (
        "docs/assets/css/*.css",
        "docs/assets/js/*.js",
    ),
    partial(_parts, re.compile(r"(?:^|(?<=\s))#.*|^description = .*", re.MULTILINE)): (
        "Makefile",
        "pyproject.toml",
        ".ci/run",
    ),
}
