"""The page of a question with nothing written: every part of the contract in its place, with what will stand there.

Titles, sizes, shapes and what stands where come from the checks, so that a new page always is what they ask for.
"""

from collections.abc import Callable
from typing import get_args

import yaml

from scripts.checks.pages.contract import ANSWER, ANSWER_SIZE, CODE_LINES, CONTENTS, OPTIONAL, SIZES
from scripts.checks.pages.sections import (
    FOLLOW_UP_SIZE,
    FOLLOW_UPS,
    JUDGED_SIZE,
    JUDGEMENTS,
    MISTAKES,
    PROBLEMS,
    SOLUTION,
)
from scripts.site.model.front_matter import FrontMatter, Level
from scripts.site.model.page import ANSWER_LEAD, topics, wordings


def text(number: int, figure: str = "NAME", experiment: str = "") -> str:
    """The Markdown of question `number`; `figure` is the one that it will show, `experiment` what it will report."""
    bodies = {title: _BODIES.get(title, _plain)(title, figure) for title in CONTENTS}
    if experiment:
        bodies["Measured"] += f"\n\nTo measure again: `python -m scripts.experiments {experiment}`."
    sections = [f"## {title}\n\n{body}" for title, body in bodies.items()]
    answer = f"> **{ANSWER_LEAD}** {_todo(ANSWER_LEAD.rstrip('.'), ANSWER, ANSWER_SIZE)}"
    return "\n\n".join([_front_matter(number), f"# {wordings()[number]}", answer, *sections]) + "\n"


def _front_matter(number: int) -> str:
    topic = next(topic.topic for topic in topics() if number in topic.questions)
    known = {"number": number, "question": wordings()[number], "topic": topic}
    # What a page can be previewed with.
    blank = {"level": get_args(Level)[0], "minutes": "1", "aliases": "[…, …, …]", "needs": "[]", "see": "[]"}
    lines = []
    for key, field in FrontMatter.model_fields.items():
        if key in known:
            lines.append(yaml.safe_dump({key: known[key]}, allow_unicode=True, width=1000).rstrip())
        elif key in blank:
            lines.append(f"{key}: {blank[key]} # TODO: {key}, {field.description}")
        else:
            lines.append(f'{key}: "TODO: {key}, {field.description}"')
    return "\n".join(["---", *lines, "---"])


def _todo(title: str, what: str, size: tuple[int, int] | None = None) -> str:
    words = f", {size[0]}–{size[1]} words" if size else ""
    return f"<!-- TODO: {title}{words}: {what} -->"


def _plain(title: str, _: str) -> str:
    optional = ", or take the section out where nothing is claimed that could be measured"
    return _todo(title, CONTENTS[title] + (optional if title in OPTIONAL else ""), SIZES.get(title))


def _whiteboard(title: str, figure: str) -> str:
    return f"{_plain(title, figure)}\n\n{_todo(title, f'the figure, ![its ALT](../../figures/{figure}.svg)')}"


def _code(title: str, figure: str) -> str:
    code = f"# TODO: {title}: the shortest code that shows it, at most {CODE_LINES} lines, and it runs as it stands"
    printed = f"# TODO: {title}: what the code prints, to the letter"
    return f"{_plain(title, figure)}\n\n```python\n{code}\n```\n\n```text\n{printed}\n```"


def _mistakes(title: str, _: str) -> str:
    return "\n".join([f"- {_plain(title, _)}"] * MISTAKES[0])


def _follow_ups(title: str, _: str) -> str:
    question, answer = _plain(title, _), _todo(title, "its answer", FOLLOW_UP_SIZE)
    return "\n\n".join(f"### Follow-up {n} {question}\n\n{answer}" for n in range(1, FOLLOW_UPS[0] + 1))


def _judged(title: str, _: str) -> str:
    least, most = (words // len(JUDGEMENTS) for words in JUDGED_SIZE)
    marks = (_todo(title, f"a {name.lower()} answer, {CONTENTS[title]}", (least, most)) for name in JUDGEMENTS)
    rows = [f"| {name} | {mark} | |" for name, mark in zip(JUDGEMENTS, marks, strict=True)]
    return "\n".join(["| Answer | Sounds like | Why |", "| --- | --- | --- |", *rows])


def _problems(title: str, _: str) -> str:
    with_number = _todo(title, f"{CONTENTS[title]}, with a number in its solution")
    parts = [with_number] + [_plain(title, _)] * (PROBLEMS[0] - 1)
    solution = f"#### {SOLUTION}\n\n{_todo(title, 'the solution')}"
    return "\n\n".join(f"### Problem {n}\n\n{part}\n\n{solution}" for n, part in enumerate(parts, 1))


_BODIES: dict[str, Callable[[str, str], str]] = {
    "On the whiteboard": _whiteboard,
    "In code": _code,
    "Common mistakes": _mistakes,
    "Follow-ups": _follow_ups,
    "How it is judged": _judged,
    "Test yourself": _problems,
}
