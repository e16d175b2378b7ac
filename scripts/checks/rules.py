"""How a check is put together from parts, each of which looks at one document alone, or at none.

What a part finds in a document depends on that document and on what all of them share: code, sources, records, figures.
So parts run in several processes, and what they found is kept until one of these changes (`kept.py`). A check that
compares documents with one another has a part which notes what it needs of each, and compares the notes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from scripts.checks.repository import Repository, Source
from scripts.site.model.document import Document, Problem, parse
from scripts.site.model.page import Page

# A line, what is wrong there, and what to do.
Found = Iterator[tuple[int, str, str]]
Check = Callable[[Repository], Iterator[Problem]]
# What a part returns is kept as JSON: texts, numbers, and lists or tuples of them.
Plain = Any

_SCOPES: dict[str, Callable[[Source], bool]] = {
    "all": lambda source: True,
    "site": lambda source: source.in_site,
    "pages": lambda source: source.is_page,
    "others": lambda source: not source.is_page,
}


class Part:
    """A question that is asked of every document of a scope; called, it gives each source with the answers.

    `rule` gets a `Page` where the scope is "pages", else a `Document`, and the repository, of which it may not read
    other documents.
    """

    every: dict[str, "Part"] = {}  # noqa: RUF012 (all there are, by name)

    def __init__(self, scope: str, name: str, rule: Callable[[Any, Repository], Iterable[Plain]]) -> None:
        """Register the part under a name that is its own."""
        self.name, self._scope, self._rule = name, scope, rule
        assert Part.every.setdefault(name, self) is self, name

    def asks(self, source: Source) -> bool:
        """Whether a document is in the scope."""
        return _SCOPES[self._scope](source)

    def answer(self, source: Source, repository: Repository) -> list[Plain]:
        """What is found in one document."""
        read = repository.page if self._scope == "pages" else repository.document
        return list(self._rule(read(source), repository))

    def __call__(self, repository: Repository) -> Iterator[tuple[Source, list[Plain]]]:
        """The sources in the scope, each with what is found in it."""
        for source in repository.sources:
            if self.asks(source):
                told = repository.told.setdefault(source.name, {})
                if self.name not in told:
                    told[self.name] = self.answer(source, repository)
                yield source, told[self.name]


class Shared:
    """A question about what all documents share, none of them among it; called, it gives the answers."""

    every: dict[str, "Shared"] = {}  # noqa: RUF012 (all there are, by name)

    def __init__(self, name: str, rule: Callable[[Repository], Iterable[Plain]]) -> None:
        """Register the question under a name that is its own."""
        self.name, self._rule = name, rule
        assert Shared.every.setdefault(name, self) is self, name

    def answer(self, repository: Repository) -> list[Plain]:
        """What is found."""
        return list(self._rule(repository))

    def __call__(self, repository: Repository) -> list[Plain]:
        """What is found, at the first call or by another process."""
        told = repository.told.setdefault("", {})
        if self.name not in told:
            told[self.name] = self.answer(repository)
        return told[self.name]


def asked_of(scope: str) -> Callable[[Callable[[Any, Repository], Iterable[Plain]]], Part]:
    """Make a function a `Part`; its scope is "site", "pages", "others" (no question pages) or "all"."""
    return lambda rule: Part(scope, _name(rule), rule)


def asked_once(rule: Callable[[Repository], Iterable[Plain]]) -> Shared:
    """Make a function `Shared`."""
    return Shared(_name(rule), rule)


def problems(part: Part, repository: Repository) -> Iterator[Problem]:
    """The answers of a part that are `Found`, with their documents."""
    for source, answers in part(repository):
        yield from (Problem(source.name, *found) for found in answers)


def each_document(*rules: Callable[[Document], Found]) -> Check:
    """A check of every Markdown file that the site publishes."""
    return _check("site", rules)


def each_text(rule: Callable[[Sequence[Token]], Found]) -> Check:
    """A check of the tokens of every Markdown file that the site publishes, and of every caption of a figure."""
    texts = Part("site", _name(rule), lambda document, repository: rule(document.tokens))
    captions = Shared(
        _name(rule),
        lambda repository: [
            (name, line, *found) for name, line, caption in repository.captions for _, *found in rule(parse(caption))
        ],
    )

    def check(repository: Repository) -> Iterator[Problem]:
        yield from problems(texts, repository)
        yield from (Problem(*found) for found in captions(repository))

    return check


def each_page(*rules: Callable[[Page], Found]) -> Check:
    """A check of every question page."""
    return _check("pages", rules)


def _check(scope: str, rules: tuple[Callable[[Any], Found], ...]) -> Check:
    parts = [Part(scope, _name(rule), lambda one, repository, rule=rule: rule(one)) for rule in rules]
    return lambda repository: (problem for part in parts for problem in problems(part, repository))


def _name(rule: Callable) -> str:
    return f"{rule.__module__}.{rule.__qualname__}"
