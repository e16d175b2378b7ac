"""mkdocs.yml lists every page once, in its topic, in order, with its number."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import yaml

from scripts.checks.repository import Repository
from scripts.checks.rules import asked_of
from scripts.site.model.document import Problem
from scripts.site.model.page import Page, did_you_mean, topics
from scripts.site.model.yaml_text import at

QUESTION_PAGE = re.compile(r"questions/(\d\d)-[^/]+\.md")


class Entry(NamedTuple):
    """A page in the navigation."""

    section: str
    label: str
    target: str
    line: int


def check(repository: Repository) -> Iterator[Problem]:
    """Pages that the navigation lacks, misplaces or mislabels, and entries that lead nowhere."""
    path = repository.root / "mkdocs.yml"
    name = repository.name(path)
    node = repository.configuration[0]
    if node is None:
        if not path.is_file():
            yield Problem(name, 1, "no such file", "write it")
        return
    nav = navigation(node)
    if nav is None:
        near = get_close_matches("nav", [str(key.value) for key, _ in node.value], n=1)
        if near in ([], ["nav"]):  # else it is mistyped, which MkDocs says
            yield Problem(name, 1, "no nav", "list the pages by topic")
        return
    listed = list(entries(nav))
    docs = repository.root / "docs"
    pages = {source.path.relative_to(docs).as_posix() for source in repository.sources if source.in_site}
    meant = set()
    for entry in listed:
        if not re.match(r"https?:", entry.target) and not (docs / entry.target).is_file():
            guess = did_you_mean(entry.target, pages.difference(other.target for other in listed))
            meant.update(page for page in pages if f'"{page}"' in guess)
            remedy = "write the page or remove the entry"
            yield Problem(name, entry.line, f"{entry.target} does not exist{guess}", remedy)
    for line, label, target in _without_dash(nav):
        meant.add(target)
        yield Problem(name, line, f'"{label}" stands in a list without a dash', "write - before it")
    where = {number: topic for topic in topics() for number in topic.questions}
    numbers = {source.path.name: found[0] for source, found in _number(repository) if found}
    order = list(where)
    previous = None
    seen: dict[str, int] = {}
    counts = Counter(entry.target for entry in listed)
    for entry in listed:
        match = QUESTION_PAGE.fullmatch(entry.target)
        if entry.target in seen:
            message = f"{entry.target} stands twice, first in line {seen[entry.target]}"
            yield Problem(name, entry.line, message, "keep one of the two")
        seen.setdefault(entry.target, entry.line)
        if not match or counts[entry.target] > 1:
            continue
        number = int(match[1])
        if number not in where or number != numbers.get(Path(entry.target).name, number):
            continue
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
    for page in (source for source in repository.sources if source.is_page):
        if f"questions/{page.path.name}" not in meant.union(seen):
            remedy = f"add questions/{page.path.name} to nav in mkdocs.yml"
            yield Problem(page.name, 1, "the page is not in the navigation", remedy)


@asked_of("pages")
def _number(page: Page, repository: Repository) -> list[int]:
    return [page.front.number] if page.front else []


def navigation(configuration: yaml.Node) -> yaml.SequenceNode | None:
    """The list of pages in mkdocs.yml; None where it has none."""
    nav = at(configuration, "nav")
    return nav if isinstance(nav, yaml.SequenceNode) else None


def _without_dash(node: yaml.Node) -> Iterator[tuple[int, str, str]]:
    """The line, label and target of each entry that a dash forgotten has made a key of its section."""
    for item in node.value if isinstance(node, yaml.SequenceNode) else ():
        for _, value in item.value if isinstance(item, yaml.MappingNode) else ():
            for label, target in value.value if isinstance(value, yaml.MappingNode) else ():
                yield label.start_mark.line + 1, str(label.value), str(target.value)
            yield from _without_dash(value)


def entries(node: yaml.SequenceNode, section: str = "") -> Iterator[Entry]:
    """The pages in a list of the navigation, those of nested lists too, in order."""
    for item in node.value:
        if isinstance(item, yaml.ScalarNode):
            yield Entry(section, "", item.value, item.start_mark.line + 1)
            continue
        for key, value in item.value if isinstance(item, yaml.MappingNode) else ():
            if not isinstance(key, yaml.ScalarNode):
                continue
            if isinstance(value, yaml.ScalarNode):
                yield Entry(section, key.value, value.value, key.start_mark.line + 1)
            elif isinstance(value, yaml.SequenceNode):
                yield from entries(value, key.value)
