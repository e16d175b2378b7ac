"""The line of a new page in the navigation of mkdocs.yml, put in as text, so that comments and layout stay."""

import re
from pathlib import Path

import yaml

from scripts.checks.project.navigation import QUESTION_PAGE, Entry, entries, navigation
from scripts.checks.repository import Repository
from scripts.new.naming import Refused
from scripts.site.model.page import topics

CONFIGURATION = "mkdocs.yml"


def with_page(root: Path, number: int, label: str, target: str) -> tuple[str, int]:
    """The text of mkdocs.yml with the page in its topic, in the order of the questions, and the line. Raises Refused.

    The topic gets its list if this is its first page.
    """
    repository = Repository(root)
    node = repository.configuration[0]
    nav = navigation(node) if node is not None else None
    if repository.problems:
        raise Refused(str(repository.problems[0]))
    if nav is None:
        raise Refused(f"{CONFIGURATION}:1: no list of pages below `nav:`; write one, with index.md in it")
    pages = {int(match[1]): entry for entry in entries(nav) if (match := QUESTION_PAGE.fullmatch(entry.target))}
    if number in pages:
        message = f"question {number} is in the navigation already, as {pages[number].target}"
        raise Refused(f"{CONFIGURATION}:{pages[number].line}: {message}; remove the line, make new will write it")
    lines = (root / CONFIGURATION).read_text(encoding="utf-8").split("\n")
    topic = next(topic for topic in topics() if number in topic.questions)
    section = next((item for item in nav.value if _title(item) == topic.title and _pages(item)), None)
    if section:
        order = list(topic.questions)
        earlier = [question for question in order[: order.index(number)] if question in pages]
        after = pages[earlier[-1]].line if earlier else section.start_mark.line + 1
        new = [_indent(_pages(section)[0], lines)]
    else:
        after, new = _topic(nav, topic.title, lines)
    new[-1] += f"- {label}: {target}"
    text = "\n".join([*lines[:after], *new, *lines[after:]])
    if not _lists(text, Entry(topic.title, label, target, after + len(new))):
        message = f"no place for {target} could be found; lay nav out as `- Topic:` and `- Page: file.md`, a line each"
        raise Refused(f"{CONFIGURATION}:{nav.start_mark.line + 1}: {message}")
    return text, after + len(new)


def _topic(nav: yaml.SequenceNode, title: str, lines: list[str]) -> tuple[int, list[str]]:
    """Behind which line the list of a topic goes that has none yet, its first line, and the indent of its pages."""
    order = [topic.title for topic in topics()]
    places = {at: order.index(_title(item)) for at, item in enumerate(nav.value) if _title(item) in order}
    before = [at for at, place in places.items() if place < order.index(title)]
    nested = [at for at, item in enumerate(nav.value) if _pages(item)]
    # Behind the topic before it; else before the first topic; else before the first list of any kind, or last.
    at = max(before, key=places.get) if before else min([*places, *nested, len(nav.value)]) - 1
    after = _last_line(nav.value[at]) if at >= 0 else nav.start_mark.line
    indent = _indent(nav.value[0], lines)
    inner = _indent(_pages(nav.value[nested[0]])[0], lines) if nested else f"{indent}    "
    return after, [f"{indent}- {title}:", inner]


def _title(item: yaml.Node) -> str:
    return item.value[0][0].value if isinstance(item, yaml.MappingNode) else ""


def _pages(item: yaml.Node) -> list[yaml.Node]:
    inner = item.value[0][1] if isinstance(item, yaml.MappingNode) else None
    return inner.value if isinstance(inner, yaml.SequenceNode) else []


def _indent(item: yaml.Node, lines: list[str]) -> str:
    return re.match(r"\s*", lines[item.start_mark.line])[0]


def _last_line(item: yaml.Node) -> int:
    """The last line of an item, from 1; blank lines and comments behind it are not its own."""
    pages = _pages(item)
    return _last_line(pages[-1]) if pages else item.start_mark.line + 1


def _lists(text: str, entry: Entry) -> bool:
    """Whether the navigation has an entry on its line."""
    try:
        nav = navigation(yaml.compose(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        return False
    return nav is not None and entry in entries(nav)
