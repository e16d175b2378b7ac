"""The one model of a question page: front matter, answer block and sections, each with its line.

`load` gathers every problem of a page in `Page.problems`; `load_valid` raises `PageError` with all of them.
`topics` and `wordings` read questions.yaml.
"""

import difflib
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

import yaml
from markdown_it.token import Token
from pydantic import BaseModel, ConfigDict, Field, Strict, ValidationError, field_validator

from scripts.site.document import ROOT, Document, Problem, plain, read

QUESTIONS = Path(__file__).with_name("questions.yaml")
ANSWER_LEAD = "In 30 seconds."

Level = Literal["core", "intermediate", "advanced"]
Number = Annotated[int, Strict(), Field(ge=1, le=50)]
Numbers = Annotated[tuple[Number, ...], Strict(False)]
Words = Annotated[str, Field(min_length=1)]


class Topic(BaseModel):
    """A topic and its questions in the order of the navigation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    topic: str
    title: str
    questions: dict[int, str]


@cache
def topics(path: Path = QUESTIONS) -> tuple[Topic, ...]:
    """The eight topics in order, each with its questions in order."""
    return tuple(Topic(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8")))


questions = topics


@cache
def wordings(path: Path = QUESTIONS) -> dict[int, str]:
    """The exact wording of each question, by number, in the order of the navigation."""
    return {number: text for topic in topics(path) for number, text in topic.questions.items()}


class FrontMatter(BaseModel):
    """What stands between the two `---` lines of a page. A description says what the field must be."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    number: Number = Field(description="the number of the question, a whole number from 1 to 50")
    question: Words = Field(description="the exact wording of the question")
    short: Words = Field(max_length=155, description="one sentence of at most 155 characters")
    topic: str = Field(description="one of " + ", ".join(topic.topic for topic in topics()))
    level: Level = Field(description="one of core, intermediate, advanced")
    minutes: int = Field(ge=1, description="the reading time in whole minutes")
    aliases: Annotated[tuple[Words, ...], Strict(False)] = Field(
        min_length=3, max_length=8, description="a list of 3 to 8 ways in which people ask the question"
    )
    needs: Numbers = Field(description="a list of question numbers, such as [6, 8], or []")
    see: Numbers = Field(description="a list of question numbers, such as [9, 14], or []")

    @field_validator("topic")
    @classmethod
    def _known_topic(cls, value: str) -> str:
        known = [topic.topic for topic in topics()]
        if value not in known:
            raise ValueError(f'no topic "{value}"{did_you_mean(value, known)}')
        return value


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


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message: the nearest known word, or nothing when none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f' (did you mean "{near[0]}"?)' if near else ""


def load(path: Path, root: Path = ROOT) -> Page:
    """Read a page with all that is wrong with its bytes, its front matter, its title and its answer block.

    Raises
    ------
    OSError
        When the file cannot be read.
    """
    document = read(path, root)
    front, lines, problems = _front_matter(document)
    title, title_line = _title(document.tokens)
    if title is None:
        message, remedy = "no title", "write `# ` and the question below the front matter"
        problems.append(Problem(document.name, title_line, message, remedy))
    answer = _answer(document)
    if answer is None:
        remedy = f"write `> **{ANSWER_LEAD}** …` below the title"
        problems.append(Problem(document.name, title_line, "no answer block", remedy))
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


def _front_matter(document: Document) -> tuple[FrontMatter | None, dict[str, int], list[Problem]]:
    name = document.name
    token = next((token for token in document.tokens if token.type == "front_matter"), None)
    if token is None:
        remedy = "start the file with a line `---`, the fields, and a line `---`"
        return None, {}, [Problem(name, 1, "no front matter", remedy)]
    first = token.map[0] + 2
    try:
        node = yaml.compose(token.content, Loader=yaml.SafeLoader)
        values = yaml.safe_load(token.content)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first + (mark.line if mark else 0)
        remedy = "put a value with a colon, a # or quotes between quotes"
        return None, {}, [Problem(name, line, f"front matter is not YAML: {error.problem}", remedy)]
    except yaml.YAMLError as error:
        return None, {}, [Problem(name, first, f"front matter is not YAML: {error}", "remove what is not text")]
    if not isinstance(node, yaml.MappingNode):
        return None, {}, [Problem(name, first, "front matter is not `key: value` lines", "write one field a line")]
    lines: dict[str, int] = {}
    problems = []
    for key, _ in node.value:
        line = first + key.start_mark.line
        if key.value in lines:
            message = f'"{key.value}" stands twice, first in line {lines[key.value]}'
            problems.append(Problem(name, line, message, "keep one of the two"))
        lines.setdefault(key.value, line)
    try:
        front = FrontMatter(**{str(key): value for key, value in values.items()})
    except ValidationError as error:
        problems += [_explain(name, lines, details) for details in error.errors()]
        return None, lines, problems
    return front, lines, problems


def _explain(name: str, lines: dict[str, int], details: dict) -> Problem:
    key = str(details["loc"][0])
    line = lines.get(key, 1)
    if details["type"] == "missing":
        description = FrontMatter.model_fields[key].description
        return Problem(name, line, f'front matter has no "{key}"', f"add `{key}:` with {description}")
    if details["type"] == "extra_forbidden":
        guess = did_you_mean(key, FrontMatter.model_fields)
        return Problem(name, line, f'unknown key "{key}" in the front matter{guess}', "rename or remove it")
    description = FrontMatter.model_fields[key].description
    message = details["msg"].removeprefix("Value error, ")
    item = f" item {details['loc'][1] + 1}" if len(details["loc"]) > 1 else ""
    return Problem(name, line, f'"{key}"{item}: {message[0].lower()}{message[1:]}', f"write {description}")


def _title(tokens: tuple[Token, ...]) -> tuple[str | None, int]:
    """The first level-1 heading and its line; without one, the line where it should be."""
    after_front_matter = 1
    for token, content in pairwise(tokens):
        if token.type == "front_matter":
            after_front_matter = token.map[1] + 1
        if token.type == "heading_open" and token.tag == "h1":
            return plain(content), token.map[0] + 1
    return None, after_front_matter


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
            title=plain(tokens[at + 1]),
            line=tokens[at].map[0] + 1,
            last_line=last,
            text="\n".join(lines[tokens[at].map[1] : last]).strip(),
            tokens=tokens[at + 3 : end],
        )
