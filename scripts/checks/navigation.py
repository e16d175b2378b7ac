"""mkdocs.yml lists every page once, in its topic, in order, with its number."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from scripts.checks.sources import Sources
from scripts.site.document import Problem
from scripts.site.page import topics

_PAGE = re.compile(r"questions/(\d\d)-[^/]+\.md")


class Entry(NamedTuple):
    """A page in the navigation."""

    section: str
    label: str
    target: str
    line: int


def check(sources: Sources) -> Iterator[Problem]:
    """Pages that the navigation lacks, misplaces or mislabels, and entries that lead nowhere."""
    path = sources.root / "mkdocs.yml"
    name = sources.name(path)
    node = sources.configuration[0]
    if node is None:
        if not path.is_file():
            yield Problem(name, 1, "no such file", "write it")
        return
    fields = node.value if isinstance(node, yaml.MappingNode) else []
    nav = next((value for key, value in fields if key.value == "nav"), None)
    if not isinstance(nav, yaml.SequenceNode):
        yield Problem(name, 1, "no nav", "list the pages by topic")
        return
    entries = list(_entries(nav, ""))
    for entry in entries:
        if not re.match(r"https?:", entry.target) and not (sources.root / "docs" / entry.target).is_file():
            yield Problem(name, entry.line, f"{entry.target} does not exist", "write the page or remove the entry")
    where = {number: topic for topic in topics() for number in topic.questions}
    order = list(where)
    previous = None
    seen: dict[str, int] = {}
    for entry in entries:
        match = _PAGE.fullmatch(entry.target)
        if entry.target in seen:
            message = f"{entry.target} stands twice, first in line {seen[entry.target]}"
            yield Problem(name, entry.line, message, "keep one of the two")
        seen.setdefault(entry.target, entry.line)
        if not match or int(match[1]) not in where:
            continue
        number = int(match[1])
        title = where[number].title
        if entry.section != title:
            yield Problem(
                name, entry.line, f'question {number} stands under "{entry.section}"', f'move it to "{title}"'
            )
        if not re.match(rf"0?{number}\b", entry.label):
            yield Problem(name, entry.line, f'the label "{entry.label}" lacks the number', f"start it with {number}")
        if previous is not None and order.index(previous) > order.index(number):
            message = f"question {number} stands after {previous}"
            yield Problem(name, entry.line, message, "order the questions as in scripts/site/questions.yaml")
        previous = number
    for page in sources.pages:
        if f"questions/{page.path.name}" not in seen:
            remedy = f"add questions/{page.path.name} to nav in mkdocs.yml"
            yield Problem(page.name, 1, "the page is not in the navigation", remedy)


def _entries(node: yaml.Node, section: str) -> Iterator[Entry]:
    for item in node.value:
        if isinstance(item, yaml.ScalarNode):
            yield Entry(section, "", item.value, item.start_mark.line + 1)
            continue
        for key, value in item.value if isinstance(item, yaml.MappingNode) else ():
            if isinstance(value, yaml.ScalarNode):
                yield Entry(section, key.value, value.value, key.start_mark.line + 1)
            elif isinstance(value, yaml.SequenceNode):
                yield from _entries(value, key.value)
