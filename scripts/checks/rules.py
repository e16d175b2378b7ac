"""How a check is put together from rules, each of which says of one document or page what is wrong in which line."""

from collections.abc import Callable, Iterator, Sequence

from markdown_it.token import Token

from scripts.checks.repository import Repository
from scripts.site.model.document import Document, Problem, parse
from scripts.site.model.page import Page

# A line, what is wrong there, and what to do.
Found = Iterator[tuple[int, str, str]]
Check = Callable[[Repository], Iterator[Problem]]


def each_document(*rules: Callable[[Document], Found]) -> Check:
    """A check of every Markdown file that the site publishes."""
    return lambda repository: _problems(repository.site_documents, rules)


def each_text(rule: Callable[[Sequence[Token]], Found]) -> Check:
    """A check of the tokens of every Markdown file that the site publishes, and of every caption of a figure."""

    def check(repository: Repository) -> Iterator[Problem]:
        yield from _problems(repository.site_documents, (lambda document: rule(document.tokens),))
        for name, line, caption in repository.captions:
            yield from (Problem(name, line, *found) for _, *found in rule(parse(caption)))

    return check


def each_page(*rules: Callable[[Page], Found]) -> Check:
    """A check of every question page."""
    return lambda repository: _problems(repository.pages, rules)


def _problems(those: list[Document] | list[Page], rules: tuple[Callable, ...]) -> Iterator[Problem]:
    for one in those:
        for rule in rules:
            yield from (Problem(one.name, *found) for found in rule(one))
