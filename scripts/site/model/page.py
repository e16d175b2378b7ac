"""The one model of a question page: front matter, answer block and sections, each with its line.

`load` gathers every problem of a page in `Page.problems`; `load_valid` raises `PageError` with all of them.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from markdown_it.token import Token
from pydantic import BaseModel, ConfigDict, Field

from scripts.site.model import front_matter
from scripts.site.model.document import ROOT, Document, Problem, did_you_mean, plain, read
from scripts.site.model.front_matter import FrontMatter, Topic, topics, wordings

__all__ = [
    "ANSWER_LEAD",
    "ATTRIBUTES",
    "Answer",
    "FrontMatter",
    "Page",
    "PageError",
    "Section",
    "Topic",
    "did_you_mean",
    "load",
    "load_valid",
    "pages",
    "topics",
    "wordings",
]

# What attr_list takes off the end of a heading.
ATTRIBUTES = re.compile(r"\s+\{[^{}]*\}$")
ANSWER_LEAD = "In 30 seconds."

# The pages that were read, by their path and root, with what their files were then.
_loaded: dict[tuple[Path, Path], tuple[tuple[int, int], "Page"]] = {}


class Section(BaseModel):
    """One `##` section: its title, first and last line, its Markdown and its tokens (both without the heading)."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    title: str
    line: int
    last_line: int
    text: str
    tokens: tuple[Token, ...] = Field(repr=False)


class Answer(BaseModel):
    """The answer block: the Markdown to say first (without quote marks and lead), its lines and its tokens."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    line: int
    last_line: int
    text: str
    tokens: tuple[Token, ...] = Field(repr=False)


class Page(BaseModel):
    """A question page. `front`, `title` and `answer` are None where the page lacks a valid one."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    path: Path
    name: str
    document: Document = Field(repr=False)
    front: FrontMatter | None
    front_lines: dict[str, int] = Field(repr=False)
    title: str | None
    title_line: int
    answer: Answer | None
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]

    @property
    def slug(self) -> str:
        """The file name without its extension, `07-vanishing-gradient`."""
        return self.path.stem

    def section(self, title: str) -> Section | None:
        """The section of this title, or None."""
        return next((section for section in self.sections if section.title == title), None)

    def line_of(self, key: str) -> int:
        """The line of a front-matter key; of the front matter where the key is missing."""
        return self.front_lines.get(key, 1)


class PageError(ValueError):
    """A page is broken; `problems` has everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, sorted by file and line."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def load(path: Path, root: Path = ROOT) -> Page:
    """Read a page with all that is wrong with its bytes, its front matter, its title and its answer block.

    A page is parsed again only when its file has changed: revision, reading times and search all ask for it.

    Raises
    ------
    OSError
        When the file cannot be read.
    """
    about = path.stat()
    key, stamp = (path.absolute(), root), (about.st_mtime_ns, about.st_size)
    if key not in _loaded or _loaded[key][0] != stamp:
        _loaded[key] = (stamp, _load(path, root))
    return _loaded[key][1]


def _load(path: Path, root: Path) -> Page:
    document = read(path, root)
    front, lines, problems = front_matter.read(document)
    title, title_line = _title(document.tokens)
    if title is None:
        message, remedy = "no title", "write `# ` and the question below the front matter"
        problems.append(Problem(document.name, title_line, message, remedy))
    answer = _answer(document)
    if answer is None:
        remedy = f"write `> **{ANSWER_LEAD}** …` below the title"
        problems.append(Problem(document.name, _quote(document.tokens) or title_line, "no answer block", remedy))
    return Page(
        path=document.path,
        name=document.name,
        document=document,
        front=front,
        front_lines=lines,
        title=title,
        title_line=title_line,
        answer=answer,
        sections=tuple(_sections(document)),
        problems=(*document.problems, *problems),
    )


def load_valid(path: Path, root: Path = ROOT) -> Page:
    """Read a page that must be right in what `load` looks at.

    Raises
    ------
    PageError
        With everything that is wrong, when anything is.
    OSError
        When the file cannot be read.
    """
    page = load(path, root)
    if page.problems:
        raise PageError(page.problems)
    return page


def pages(folder: Path = ROOT / "docs" / "questions", root: Path = ROOT) -> list[Page]:
    """All question pages of a folder, in the order of their file names."""
    return [load(path, root) for path in sorted(folder.glob("*.md"))]


def _title(tokens: tuple[Token, ...]) -> tuple[str | None, int]:
    """The first level-1 heading and its line; without one, the line where it should be."""
    after_front_matter = 1
    for token, content in pairwise(tokens):
        if token.type == "front_matter":
            after_front_matter = token.map[1] + 1
        if token.type == "heading_open" and token.tag == "h1":
            return plain(content), token.map[0] + 1
    return None, after_front_matter


def _quote(tokens: tuple[Token, ...]) -> int:
    """The line of the first quote, which the answer block should be; 0 where a section starts before it."""
    opened = (token for token in tokens if token.tag == "h2" or token.type == "blockquote_open")
    first = next(opened, None)
    return first.map[0] + 1 if first and first.tag != "h2" else 0


def _answer(document: Document) -> Answer | None:
    """The first blockquote, when it stands before the first section and starts with the lead in bold."""
    tokens = document.tokens
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            return None
        if token.type == "blockquote_open" and token.level == 0:
            rest = tokens[at + 1 :]
            closing = next(i for i, later in enumerate(rest) if later.type == "blockquote_close" and later.level == 0)
            inner = rest[:closing]
            lead = f"**{ANSWER_LEAD}**"
            inlines = [token for token in inner if token.type == "inline"]
            if not inlines or not inlines[0].content.startswith(lead):
                return None
            quoted = document.text.split("\n")[token.map[0] : token.map[1]]
            text = "\n".join(line.removeprefix(">").removeprefix(" ") for line in quoted).strip()
            first, last = token.map
            return Answer(line=first + 1, last_line=last, text=text.removeprefix(lead).strip(), tokens=inner)
    return None


def _sections(document: Document) -> Iterator[Section]:
    tokens, lines = document.tokens, document.text.split("\n")
    starts = [i for i, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]
    for at, end in pairwise([*starts, len(tokens)]):
        last = tokens[end].map[0] if end < len(tokens) else len(lines)
        yield Section(
            title=ATTRIBUTES.sub("", plain(tokens[at + 1])),
            line=tokens[at].map[0] + 1,
            last_line=last,
            text="\n".join(lines[tokens[at].map[1] : last]).strip(),
            tokens=tokens[at + 3 : end],
        )
