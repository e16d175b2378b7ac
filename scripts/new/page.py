"""The page of a question with nothing written: every part of the contract in its place, with what will stand there.

Titles, sizes, shapes and what stands where come from the checks, so that a new page always is what they ask for.
"""

from collections.abc import Callable
from typing import get_args

import yaml

from scripts.checks.pages.code import open_lines
from scripts.checks.pages.contract import ANSWER, ANSWER_SIZE, CONTENTS, FOLDED, OPTIONAL, SIZES
from scripts.checks.pages.lists import FACT_WORDS, FACTS, JUDGEMENT_WORDS, JUDGEMENTS
from scripts.checks.pages.sections import FOLLOW_UP_SIZE, FOLLOW_UPS, MISTAKE_SIZE, MISTAKES, PROBLEMS
from scripts.checks.pages.sizes import Limits
from scripts.site.model.bands import FOLDS, SECTIONS, SOLUTION
from scripts.site.model.front_matter import FrontMatter, Level
from scripts.site.model.page import ANSWER_LEAD, topics, wordings
from scripts.site.model.prose import SINKS


def text(number: int, figure: str = "NAME", experiment: str = "") -> str:
    """The Markdown of question `number`; `figure` is the one that it will show, `experiment` what it will report."""
    bodies = {title: _BODIES.get(title, _plain)(title, figure) for title in SECTIONS}
    bodies["In code"] = bodies["In code"].replace("LINES", str(open_lines(wordings()[number])))
    if experiment:
        bodies["Measured"] += f"\n\nTo measure again: `python -m scripts.experiments {experiment}`."
    sections = [f"## {title}\n\n{body}" for title, body in bodies.items()]
    answer = f"> **{ANSWER_LEAD}** {_todo(ANSWER_LEAD.rstrip('.'), ANSWER, ANSWER_SIZE)}"
    return "\n\n".join([_front_matter(number), f"# {wordings()[number]}", answer, *sections]) + "\n"


def _front_matter(number: int) -> str:
    topic = next(topic.topic for topic in topics() if number in topic.questions)
    known = {"number": number, "question": wordings()[number], "topic": topic}
    # What a page can be previewed with.
    blank = {"level": get_args(Level)[0], "aliases": "[…, …, …]", "keywords": "[]", "needs": "[]", "see": "[]"}
    lines = []
    for key, field in FrontMatter.model_fields.items():
        if key in known:
            lines.append(yaml.safe_dump({key: known[key]}, allow_unicode=True, width=1000).rstrip())
        elif key in blank:
            lines.append(f"{key}: {blank[key]} # TODO: {key}, {field.description}")
        else:
            lines.append(f'{key}: "TODO: {key}, {field.description}"')
    return "\n".join(["---", *lines, "---"])


def _todo(title: str, what: str, limits: Limits | None = None) -> str:
    words = f", {_words(limits)}" if limits else ""
    return f"<!-- TODO: {title}{words}: {what} -->"


def _words(limits: Limits) -> str:
    least, most = limits
    return f"{least}–{most} words" if least > 1 else f"at most {most} words"


def _plain(title: str, _: str) -> str:
    optional = ", or take the section out where nothing is claimed that could be measured"
    return _todo(title, CONTENTS[title] + (optional if title in OPTIONAL else ""), SIZES.get(title))


def _whiteboard(title: str, figure: str) -> str:
    return f"{_plain(title, figure)}\n\n{_todo(title, f'the figure, ![its ALT](../../figures/{figure}.svg)')}"


def _code(title: str, figure: str) -> str:
    code = f"# TODO: {title}: the shortest code that shows it, at most LINES lines, and it runs as it stands"
    printed = f"# TODO: {title}: what the code prints, to the letter"
    return f"{_plain(title, figure)}\n\n```python\n{code}\n```\n\n```text\n{printed}\n```"


def _by_heart(title: str, _: str) -> str:
    return "\n".join([f"- {_todo(title, CONTENTS[title], (1, FACT_WORDS))}"] * FACTS[0])


def _mistakes(title: str, _: str) -> str:
    return "\n".join([f"- {_todo(title, CONTENTS[title], MISTAKE_SIZE)}"] * MISTAKES[0])


def _judged(title: str, _: str) -> str:
    lists = []
    for name, (least, _) in JUDGEMENTS.items():
        what = f"{name}: {'what ends the answer' if name == SINKS else CONTENTS[title]}"
        lists += [f"**{name}**", "\n".join([f"- {_todo(title, what, (1, JUDGEMENT_WORDS))}"] * least)]
    return "\n\n".join(lists)


def _follow_ups(title: str, _: str) -> str:
    question, answer = _plain(title, _), _todo(title, "its answer, in the first sentence", FOLLOW_UP_SIZE)
    return "\n\n".join(f"### Follow-up {n} {question}\n\n{answer}" for n in range(1, FOLLOW_UPS[0] + 1))


def _measured(title: str, _: str) -> str:
    rest = _todo(title, "how it was measured: data, sizes, baseline, spread over the seeds, the command", FOLDED[title])
    return f"{_plain(title, _)}\n\n### {FOLDS[title]}\n\n{rest}"


def _problems(title: str, _: str) -> str:
    with_number = _todo(title, f"{CONTENTS[title]}, with a number in its solution")
    parts = [with_number] + [_plain(title, _)] * (PROBLEMS[0] - 1)
    solution = f"#### {SOLUTION}\n\n{_todo(title, 'the solution')}"
    return "\n\n".join(f"### Problem {n}\n\n{part}\n\n{solution}" for n, part in enumerate(parts, 1))


_BODIES: dict[str, Callable[[str, str], str]] = {
    "On the whiteboard": _whiteboard,
    "By heart": _by_heart,
    "Common mistakes": _mistakes,
    "How it is judged": _judged,
    "Follow-ups": _follow_ups,
    "In code": _code,
    "Measured": _measured,
    "Test yourself": _problems,
}
