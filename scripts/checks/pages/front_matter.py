"""Front matter agrees with the questions, the file name and the other pages."""

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from scripts.checks.pages.unwritten import marks
from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, each_page, problems
from scripts.site.model.document import Problem
from scripts.site.model.page import Page, topics, wordings


class Front(NamedTuple):
    """What is compared with other pages, with its lines; aliases that are not written yet are none."""

    name: str
    number: int
    aliases: tuple[str, ...]
    needs: tuple[int, ...]
    number_line: int
    aliases_line: int
    needs_line: int


def check(repository: Repository) -> Iterator[Problem]:
    """What `load` found, and what only shows beside questions.yaml and the other pages."""
    yield from problems(_load, repository)
    yield from _one_by_one(repository)
    pages = [Front(source.name, *found) for source, answers in _front(repository) for found in answers]
    yield from _duplicates(pages)
    yield from _circle(pages)


def _file_name(page: Page) -> Found:
    named = re.fullmatch(r"(\d\d)-[a-z0-9]+(?:-[a-z0-9]+)*", page.path.stem)
    if not named:
        slug = re.sub(r"[^a-z0-9]+", "-", page.path.stem.lower()).strip("-")
        name = f"{slug}.md" if re.match(r"\d\d-", slug) else "NN-slug.md, as in 07-vanishing-gradient.md"
        yield 1, f"the file name {page.path.name} is not NN-slug.md", f"name it {name}"
    elif page.front and int(named[1]) != page.front.number:
        message = f"the number is {page.front.number}, the file name says {int(named[1])}"
        yield page.line_of("number"), message, "correct one of the two"


def _wording(page: Page) -> Found:
    if not page.front:
        return
    exact = wordings()[page.front.number]
    if page.front.question != exact:
        yield page.line_of("question"), f"not the wording of question {page.front.number}", f"write {exact}"
    if page.title is not None and page.title != exact:
        yield page.title_line, f"the title is not the wording of question {page.front.number}", f"write # {exact}"
    topic = next(topic.topic for topic in topics() if page.front.number in topic.questions)
    if page.front.topic != topic:
        message = f'question {page.front.number} does not belong to "{page.front.topic}"'
        yield page.line_of("topic"), message, f"write {topic}"


def _references(page: Page) -> Found:
    if not page.front:
        return
    for key in ("needs", "see"):
        numbers = getattr(page.front, key)
        if page.front.number in numbers:
            yield page.line_of(key), f'"{key}" names the page itself', "remove it"
        if len(set(numbers)) < len(numbers):
            yield page.line_of(key), f'"{key}" names a page twice', "remove one"
    for number in sorted(set(page.front.needs) & set(page.front.see)):
        yield page.line_of("see"), f'{number} is in "needs" as well', 'remove it from "see"'


_one_by_one = each_page(_file_name, _wording, _references)


@asked_of("pages")
def _load(page: Page, repository: Repository) -> Found:
    return ((problem.line, problem.message, problem.remedy) for problem in page.problems)


@asked_of("pages")
def _front(page: Page, repository: Repository) -> Iterator[tuple]:
    """The fields of a `Front` behind its name."""
    if page.front:
        aliases = page.front.aliases if page.line_of("aliases") not in marks(page.document) else ()
        lines = [page.line_of(key) for key in ("number", "aliases", "needs")]
        yield page.front.number, aliases, page.front.needs, *lines


def _duplicates(pages: list[Front]) -> Iterator[Problem]:
    numbers: dict[int, Front] = {}
    aliases: dict[str, Front] = {}
    for page in pages:
        first = numbers.setdefault(page.number, page)
        if first is not page:
            message = f"number {page.number} is taken by {first.name}"
            yield Problem(page.name, page.number_line, message, "give each question one page")
        for alias in page.aliases:
            words = re.sub(r"\W+", " ", alias).strip().casefold()
            if first := aliases.get(words):
                where = "twice on this page" if first is page else f"in {first.name} already"
                remedy = "remove one of the two" if first is page else "keep it where it fits better"
                yield Problem(page.name, page.aliases_line, f'alias "{alias}" stands {where}', remedy)
            aliases.setdefault(words, page)


def _circle(pages: list[Front]) -> Iterator[Problem]:
    """The first circle in which pages need one another, said of each of them."""
    needs = {page.number: [need for need in page.needs if need != page.number] for page in pages}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        circle = error.args[1][:0:-1]  # there each comes before those that need it
        for page in (page for page in pages if page.number in circle):
            at = circle.index(page.number)
            message = f"needs go round in a circle: {' → '.join(map(str, [*circle[at:], *circle[: at + 1]]))}"
            yield Problem(page.name, page.needs_line, message, "break it where the need is weakest")
