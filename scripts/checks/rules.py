"""How a check is put together from rules, each of which says of one document or page what is wrong in which line."""

from collections.abc import Callable, Iterator

from scripts.checks.repository import Repository
from scripts.site.model.document import Document, Problem
from scripts.site.model.page import Page

# A line, what is wrong there, and what to do.
Found = Iterator[tuple[int, str, str]]
Check = Callable[[Repository], Iterator[Problem]]


def each_document(*rules: Callable[[Document], Found]) -> Check:
    """A check of every Markdown file that the site publishes."""
    return lambda repository: _problems(repository.site_documents, rules)


def each_page(*rules: Callable[[Page], Found]) -> Check:
    """A check of every question page."""
    return lambda repository: _problems(repository.pages, rules)


def _problems(those: list[Document] | list[Page], rules: tuple[Callable, ...]) -> Iterator[Problem]:
    for one in those:
        for rule in rules:
            yield from (Problem(one.name, *found) for found in rule(one))
