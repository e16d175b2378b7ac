"""What lies under docs/ and figures/: MkDocs publishes all of docs/, so nothing may lie there by accident."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, problems
from scripts.site.model.document import Document, Problem

MOST_BYTES = 100_000
_PUBLISHED = ("docs", "figures", "overrides")
_MARKDOWN = {".markdown", ".mdown", ".mkd", ".mkdn"}  # pages as well, for MkDocs
_NOTICES = {"LICENSE.txt", "OFL.txt", "VERSION.txt"}  # what a vendored file brings with it


def check(repository: Repository) -> Iterator[Problem]:
    """Files that no page or template uses, that are too big, or that no code has drawn."""
    docs = repository.root / "docs"
    for path in sorted(path for folder in _PUBLISHED for path in (repository.root / folder).rglob("*")):
        if path.is_symlink():  # what it leads to, on whatever machine builds the site, would be published
            name = path.relative_to(repository.root).as_posix()
            yield Problem(name, 1, "a link to another file", "put the file itself here")
    yield from problems(_saved, repository)
    texts = "\n".join(
        text for name, text in repository.texts.items() if name.startswith(("docs/", "overrides/", "mkdocs"))
    )
    for path in _files(docs):
        if wrong := _published(path, path.relative_to(docs).as_posix(), texts):
            yield Problem(repository.name(path), 1, *wrong)
    for path in _files(repository.root / "figures"):
        name = repository.name(path)
        if path.suffix != ".svg" and not re.fullmatch(r"figures/(data/[^/]+\.json|[^/]+\.txt)", name):
            yield Problem(name, 1, "neither a figure nor a measurement", "delete it: figures are drawn, never added")


@asked_of("others")
def _saved(document: Document, repository: Repository) -> Found:
    """What is wrong with the bytes of a document; of a question page, its front matter's check says it."""
    return ((problem.line, problem.message, problem.remedy) for problem in document.problems)


def _files(folder: Path) -> list[Path]:
    """The files below a folder; what starts with a dot is no part of the site."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def _published(path: Path, name: str, texts: str) -> tuple[str, str] | None:
    if path.suffix == ".md" or name == "references.bib":
        return None
    if path.suffix in _MARKDOWN:
        return f"a page that ends in {path.suffix}, which no check reads", f"name it {path.stem}.md"
    if not name.startswith("assets/"):
        return "no page, and yet it would be published", "delete it, or move it to docs/assets if a page needs it"
    size = path.stat().st_size
    if size > MOST_BYTES:
        remedy = "leave it out; a drawing is made by a module in scripts/figures"
        return f"{size:,} bytes, at most {MOST_BYTES:,} are allowed", remedy
    if path.name not in _NOTICES and path.name not in texts:
        return "nothing uses this file", "delete it, or name it in mkdocs.yml, a template or a style sheet"
    return None


def misplaced(repository: Repository) -> dict[str, Problem]:
    """By name, the pages that are questions by front matter or name, and lie in another folder."""
    found = {}
    for source, answers in _is_question(repository):
        place = PurePosixPath(source.name)
        if place.parent != PurePosixPath("docs/questions") and answers[0]:
            message = f"a question page in {place.parent}"
            found[source.name] = Problem(source.name, 1, message, f"move it to docs/questions/{place.name}")
    return found


@asked_of("site")
def _is_question(document: Document, repository: Repository) -> list[bool]:
    first = next(iter(document.tokens), None)
    numbered = (
        first is not None and first.type == "front_matter" and re.search(r"^number:", first.content, re.MULTILINE)
    )
    return [bool(numbered) or "/questions/" in document.name]
