"""Front matter agrees with the questions, the file name, the other pages and the length of the page."""

import math
import re
from collections.abc import Iterator

from scripts.checks.pages.contract import page_words
from scripts.checks.pages.unwritten import marks, waiting
from scripts.checks.prose import document_blocks
from scripts.checks.repository import Repository
from scripts.site.model.document import Problem
from scripts.site.model.page import Page, topics, wordings

WORDS_A_MINUTE, EQUATIONS_A_MINUTE, CODE_LINES_A_MINUTE, TOLERANCE = 200, 6, 40, 1


def check(repository: Repository) -> Iterator[Problem]:
    """What `load` found, and what only shows beside questions.yaml and the other pages."""
    for page in repository.pages:
        yield from page.problems
        yield from (Problem(page.name, *found) for found in _file_name(page))
        if page.front:
            yield from (Problem(page.name, *found) for found in _wording(page))
            yield from (Problem(page.name, *found) for found in _minutes(page))
            yield from (Problem(page.name, *found) for found in _references(page))
    yield from _duplicates(repository.pages)
    yield from _circles(repository.pages)


def reading_minutes(page: Page) -> int:
    """200 words, 6 display equations or 40 lines of code a minute, rounded up."""
    found = document_blocks(page.document)
    equations = sum(1 for block in found if block.kind == "equation")
    code = sum(block.token.content.count("\n") for block in found if block.kind == "code")
    minutes = page_words(page) / WORDS_A_MINUTE + equations / EQUATIONS_A_MINUTE + code / CODE_LINES_A_MINUTE
    return math.ceil(minutes)


def _file_name(page: Page) -> Iterator[tuple[int, str, str]]:
    named = re.fullmatch(r"(\d\d)-[a-z0-9]+(?:-[a-z0-9]+)*", page.path.stem)
    if not named:
        slug = re.sub(r"[^a-z0-9]+", "-", page.path.stem.lower()).strip("-")
        shape = (
            f"name it {slug}.md" if re.match(r"\d\d-", slug) else "name it NN-slug.md, as in 07-vanishing-gradient.md"
        )
        yield 1, f"the file name {page.path.name} is not NN-slug.md", shape
    elif page.front and int(named[1]) != page.front.number:
        message = f"the number is {page.front.number}, the file name says {int(named[1])}"
        yield page.line_of("number"), message, "correct one of the two"


def _wording(page: Page) -> Iterator[tuple[int, str, str]]:
    exact = wordings()[page.front.number]
    if page.front.question != exact:
        yield page.line_of("question"), f"not the wording of question {page.front.number}", f"write {exact}"
    if page.title is not None and page.title != exact:
        yield page.title_line, f"the title is not the wording of question {page.front.number}", f"write # {exact}"
    topic = next(topic.topic for topic in topics() if page.front.number in topic.questions)
    if page.front.topic != topic:
        message = f'question {page.front.number} does not belong to "{page.front.topic}"'
        yield page.line_of("topic"), message, f"write {topic}"


def _minutes(page: Page) -> Iterator[tuple[int, str, str]]:
    counted = reading_minutes(page)
    if page.title_line not in waiting(page.document) and abs(page.front.minutes - counted) > TOLERANCE:
        message = (
            f"{page.front.minutes} minutes, but at {WORDS_A_MINUTE} words, {EQUATIONS_A_MINUTE} equations or "
            f"{CODE_LINES_A_MINUTE} lines of code a minute the page takes {counted}"
        )
        yield page.line_of("minutes"), message, f"write minutes: {counted}"


def _references(page: Page) -> Iterator[tuple[int, str, str]]:
    for key in ("needs", "see"):
        numbers = getattr(page.front, key)
        if page.front.number in numbers:
            yield page.line_of(key), f'"{key}" names the page itself', "remove it"
        if len(set(numbers)) < len(numbers):
            yield page.line_of(key), f'"{key}" names a page twice', "remove one"
    for number in sorted(set(page.front.needs) & set(page.front.see)):
        yield page.line_of("see"), f'{number} is in "needs" as well', 'remove it from "see"'


def _duplicates(pages: list[Page]) -> Iterator[Problem]:
    numbers: dict[int, Page] = {}
    aliases: dict[str, Page] = {}
    for page in (page for page in pages if page.front):
        first = numbers.setdefault(page.front.number, page)
        if first is not page:
            message = f"number {page.front.number} is taken by {first.name}"
            yield Problem(page.name, page.line_of("number"), message, "give each question one page")
        for alias in page.front.aliases if page.line_of("aliases") not in marks(page.document) else ():
            words = re.sub(r"\W+", " ", alias).strip().casefold()
            first = aliases.get(words)
            if first:
                where = "twice on this page" if first is page else f"in {first.name} already"
                remedy = "remove one of the two" if first is page else "keep it where it fits better"
                yield Problem(page.name, page.line_of("aliases"), f'alias "{alias}" stands {where}', remedy)
            aliases.setdefault(words, page)


def _circles(pages: list[Page]) -> Iterator[Problem]:
    needs = {page.front.number: page.front.needs for page in pages if page.front}
    for page in (page for page in pages if page.front):
        way = _way_back(page.front.number, needs)
        if way:
            message = f"needs go round in a circle: {' → '.join(map(str, way))}"
            yield Problem(page.name, page.line_of("needs"), message, "break it where the need is weakest")


def _way_back(start: int, needs: dict[int, tuple[int, ...]]) -> list[int]:
    """The shortest way from a page along `needs` back to itself; empty where there is none."""
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop(0)
        for number in needs.get(way[-1], ()):
            if number == start and len(way) > 1:
                return [*way, number]
            if number not in seen and number != start:
                seen.add(number)
                ways.append([*way, number])
    return []
