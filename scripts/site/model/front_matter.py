"""The front matter of a question page: what it must hold, and everything that is wrong with one, each with its line.

`topics` and `wordings` read questions.yaml.
"""

import json
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, Strict, ValidationError, field_validator

from scripts.site.model.document import Document, Problem, did_you_mean
from scripts.site.model.yaml_text import composed, explain, twice

QUESTIONS = Path(__file__).with_name("questions.yaml")

Level = Literal["core", "intermediate", "advanced"]
LEVELS: tuple[str, ...] = get_args(Level)
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
    return tuple(Topic(**entry) for entry in composed(path.read_text(encoding="utf-8"))[1])


@cache
def wordings(path: Path = QUESTIONS) -> dict[int, str]:
    """The exact wording of each question, by number, in the order of the navigation."""
    return {number: text for topic in topics(path) for number, text in topic.questions.items()}


_CHOICES = {"topic": tuple(topic.topic for topic in topics()), "level": LEVELS}


class FrontMatter(BaseModel):
    """What stands between the two `---` lines of a page. A description says what the field must be."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    number: Number = Field(description="the number of the question, a whole number from 1 to 50")
    question: Words = Field(description="the exact wording of the question")
    short: Words = Field(max_length=155, description="one sentence of at most 155 characters")
    topic: str = Field(description=f"one of {', '.join(_CHOICES['topic'])}")
    level: Level = Field(description=f"one of {', '.join(_CHOICES['level'])}")
    aliases: Annotated[tuple[Words, ...], Strict(False)] = Field(
        min_length=3, max_length=8, description="a list of 3 to 8 ways in which people ask the question"
    )
    keywords: Annotated[tuple[Words, ...], Strict(False)] = Field(
        default=(),
        max_length=40,
        description="a list of at most 40 words by which people look for the page, for the search alone",
    )
    needs: Numbers = Field(description="the questions to read first, a list such as [6, 8], or []")
    see: Numbers = Field(description="the related questions, a list such as [9, 14], or []")

    @field_validator("topic")
    @classmethod
    def _known_topic(cls, value: str) -> str:
        if value not in _CHOICES["topic"]:
            raise ValueError(value)
        return value


def read(document: Document) -> tuple[FrontMatter | None, dict[str, int], list[Problem]]:
    """The front matter of a document (None where it is not valid), the line of each key, and what is wrong."""
    name = document.name
    token = next((token for token in document.tokens if token.type == "front_matter"), None)
    if token is None:
        remedy = "start the file with a line `---`, the fields, and a line `---`"
        return None, {}, [Problem(name, 1, "no front matter", remedy)]
    first = token.map[0] + 2
    try:
        node, values = composed(token.content)
    except (yaml.YAMLError, ValueError) as error:
        line, message, remedy = explain(error, token.content)
        return None, {}, [Problem(name, first + line, f"front matter is not YAML: {message}", remedy)]
    if not isinstance(node, yaml.MappingNode):
        return None, {}, [Problem(name, first, "front matter is not `key: value` lines", "write one field a line")]
    lines = {str(key.value): first + key.start_mark.line for key, _ in reversed(node.value)}
    problems = [
        Problem(name, first + line, f'"{key}" stands twice, first in line {first + before}', "keep one of the two")
        for line, key, before in twice(node)
    ]
    try:
        front = FrontMatter(**{str(key): value for key, value in values.items()})
    except ValidationError as error:
        unknown = [str(key) for key in values if key not in FrontMatter.model_fields]
        meant = "".join(did_you_mean(key, FrontMatter.model_fields) for key in unknown)
        found = [
            details
            for details in error.errors()
            if f'"{details["loc"][0]}"' not in meant or details["type"] != "missing"
        ]
        problems += [_explain(name, lines, details) for details in found]
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
    item = f" item {details['loc'][1] + 1}" if len(details["loc"]) > 1 else ""
    remedy = f"write {FrontMatter.model_fields[key].description}"
    return Problem(name, line, f'"{key}"{item} {_wrong(details)}', remedy)


def _wrong(details: dict) -> str:
    """What a value is that it must not be: its length, or what stands there."""
    value = details["input"]
    if details["type"] in ("too_short", "too_long"):
        return f"has {details['ctx']['actual_length']}"
    if details["type"] == "string_too_long":
        return f"has {len(value)} characters"
    if value is None:
        return "is empty"
    if isinstance(value, (list, dict)):
        return "is a list" if isinstance(value, list) else "is a list of keys"
    guess = did_you_mean(str(value), _CHOICES.get(details["loc"][0], ()))
    return f"is {json.dumps(value, default=str, ensure_ascii=False)}{guess}"
