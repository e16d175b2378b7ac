"""Figures exist, are fresh and are used; their text for those who cannot see them is the one on the page."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from scripts.checks.figures.drawings import drawable, generic
from scripts.checks.numbers.claims import caption_ledger
from scripts.checks.repository import Drawing, Repository
from scripts.checks.rules import Found, asked_of, asked_once, problems
from scripts.site.model.document import Document, Leaf, Problem, all_leaves
from scripts.site.model.page import did_you_mean
from scripts.site.model.prose import IMAGE, document_blocks, text_blocks
from scripts.site.model.reading import caption_words

FIGURE = re.compile(r"/?(?:\.\./)*figures/([^/]+)\.svg")
_RAW = re.compile(r"figures/([\w-]+)\.\w+")
ALT_SIZE, CAPTION_WORDS = (60, 300), 35


def check(repository: Repository) -> Iterator[Problem]:
    """Missing, misdescribed, stale and unused figures, and the numbers in their captions."""
    yield from problems(_on_page, repository)
    used = {name for _, names in _used(repository) for name in names}
    for name in _drawn(repository):
        if name not in used:
            remedy = f"show it on a page, or delete it and the module {name}.py in scripts/figures"
            yield Problem(f"figures/{name}.svg", 1, "no page shows this figure", remedy)
    yield from (Problem(*found) for found in [*_as_drawn(repository), *_stale(repository)])


@asked_of("all")
def _used(document: Document, repository: Repository) -> list[str]:
    """The figures that a document names, rightly or nearly."""
    named = {match[1] for match in _RAW.finditer(document.text)}
    return sorted(named.union(*(get_close_matches(name, repository.drawings, n=1) for name in named)))


@asked_of("all")
def _on_page(document: Document, repository: Repository) -> Found:
    shown: dict[str, int] = {}
    for leaf in all_leaves(document.tokens):
        if leaf.kind == "image" and (match := FIGURE.fullmatch(str(leaf.token.attrs["src"]))):
            yield from _image(repository, document.name, leaf, match[1])
            if match[1] in shown:
                message = f"figure {match[1]} stands twice, first in line {shown[match[1]]}"
                yield leaf.line, message, f"link to it: [the figure](#figure-{match[1]})"
            shown.setdefault(match[1], leaf.line)
    yield from _not_alone(document)


@asked_once
def _drawn(repository: Repository) -> list[str]:
    """The figures that have a module, and at least should have a drawing."""
    orphans = {Path(file).stem for file in repository.figures.orphans() if file.endswith(".svg")}
    return sorted({*repository.drawings, *repository.figures.names()} - orphans)


@asked_once
def _as_drawn(repository: Repository) -> Iterator[tuple[str, int, str, str]]:
    orphans = repository.figures.orphans()
    for name, drawing in repository.drawings.items():
        if drawing.broken:
            yield f"figures/{name}.svg", 1, f"not an SVG ({drawing.broken})", f"run make figures NAME={name}"
        elif f"{name}.svg" not in orphans:
            yield from _texts(repository, name, drawing)
    for file in orphans:
        message = "no module draws this figure" if file.endswith(".svg") else "no figure has these numbers"
        yield f"figures/{file}", 1, message, "delete it, or write its module"


@asked_once
def _stale(repository: Repository) -> Iterator[tuple[str, int, str, str]]:
    for name in repository.figures.stale():
        broken = name in repository.drawings and repository.drawings[name].broken
        if broken or not drawable(repository.figures.place(name)):
            continue  # reported: nothing can be drawn before
        message = "stale: not what its module draws now" if name in repository.drawings else "not drawn yet"
        yield f"figures/{name}.svg", 1, message, f"run make figures NAME={name}"


def _not_alone(document: Document) -> Found:
    """Figures in a paragraph with something else, a list, a table or a heading, where the site shows no caption."""
    for block in document_blocks(document):
        for leaf in block.flat.spots.values() if block.kind != "figure" else ():
            match = FIGURE.fullmatch(str(leaf.token.attrs.get("src", ""))) if leaf.kind == "image" else None
            alone = not re.sub(rf"{IMAGE}|\{{.*?\}}", "", block.flat.text).strip()  # braces are reported as such
            if match and (not alone or block.kind in ("cell", "heading")):
                message = f"figure {match[1]} does not stand alone in its paragraph"
                yield leaf.line, message, "put a blank line before and behind it"


def _image(repository: Repository, page: str, leaf: Leaf, name: str) -> Found:
    address = str(leaf.token.attrs["src"])
    if name not in repository.drawings:
        guess = did_you_mean(name, repository.drawings)
        yield leaf.line, f"no figure {address}{guess}", "correct the name, or make it with make figures"
        return
    right = Path(*[".."] * (page.count("/")), "figures", f"{name}.svg").as_posix()
    if address != right:
        yield leaf.line, f"{address} does not lead to the figure from here", f"write {right}"
    drawing = repository.drawings[name]
    if not drawing.broken and leaf.content != drawing.alt:
        yield leaf.line, f"the text of figure {name} is not its ALT", f"paste: {drawing.alt}"
    if (count := caption_words(drawing.caption)) > CAPTION_WORDS:
        message = f"the caption of figure {name} has {count} words, at most {CAPTION_WORDS} are allowed"
        module, line = repository.place(name, "CAPTION")
        remedy = f"cut {count - CAPTION_WORDS} in {module}:{line}: settings go below `### The whole experiment`"
        yield leaf.line, message, remedy


def _texts(repository: Repository, name: str, drawing: Drawing) -> Iterator[tuple[str, int, str, str]]:
    place = repository.place(name, "ALT")
    if not ALT_SIZE[0] <= len(drawing.alt) <= ALT_SIZE[1]:
        message = f"ALT has {len(drawing.alt)} characters"
        yield *place, message, f"say what is found in {ALT_SIZE[0]} to {ALT_SIZE[1]}"
    elif start := generic(drawing.alt):
        yield *place, f'ALT starts with "{start}"', "say what is found, not what kind of thing it is"
    at = repository.place(name, "CAPTION")
    if not drawing.caption:
        yield *at, "no caption", "say how to read the figure, and what to see"
    ledger = caption_ledger(text_blocks(drawing.caption), at[0], repository.root)
    yield from ((problem.path, at[1], problem.message, problem.remedy) for problem in ledger.settle())
