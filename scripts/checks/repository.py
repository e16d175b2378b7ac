"""Everything the checks read, read once: pages, other documents, repository, navigation."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from pybtex.database import Entry
from yaml_env_tag import construct_env_tag

from scripts.checks.bibliography.bibtex import Lines
from scripts.checks.project.merges import unmerged
from scripts.figures.files import wide
from scripts.figures.freshness import Figures
from scripts.site.extensions.references import Library
from scripts.site.extensions.references import load as load_references
from scripts.site.model.document import ROOT, Document, Problem, decode, display_name, read
from scripts.site.model.page import Page, PageError, load
from scripts.site.model.yaml_text import explain

_FOLDERS = (".github", "docs", "overrides", "scripts", "tests")
_TEXT = {".bib", ".cff", ".css", ".html", ".js", ".md", ".py", ".toml", ".txt", ".yaml", ".yml"}
T = TypeVar("T")
_SVG = "{http://www.w3.org/2000/svg}"


class _ConfigurationLoader(yaml.SafeLoader):
    """Reads mkdocs.yml without running what its tags name."""


def _ignore_tag(loader: yaml.Loader, suffix: str, node: yaml.Node) -> str:
    return f"{node.tag}{suffix}"


_ConfigurationLoader.add_constructor("!ENV", construct_env_tag)
_ConfigurationLoader.add_multi_constructor("!", _ignore_tag)
_ConfigurationLoader.add_multi_constructor("tag:yaml.org,2002:python/", _ignore_tag)


@dataclass(frozen=True)
class Drawing:
    """The texts inside an SVG, or why it cannot be read."""

    alt: str = ""
    caption: str = ""
    broken: str = ""


class Source(NamedTuple):
    """A Markdown file that has not been read: its path, and its name as messages print it."""

    path: Path
    name: str
    in_site: bool
    is_page: bool


@dataclass
class Repository:
    """The repository below `root` as the checks see it.

    A document is read and parsed when it is first asked for. `told` has, by name of document and of part, what has been
    found (see `rules`); under the empty name what belongs to no document. `spelt` is what typos says of each file.
    """

    root: Path = ROOT
    problems: list[Problem] = field(default_factory=list)
    told: dict[str, dict[str, list]] = field(default_factory=dict)
    spelt: dict[str, list] = field(default_factory=dict)
    _pages: dict[str, Page] = field(default_factory=dict)
    _others: dict[str, Document] = field(default_factory=dict)
    _made: dict[Callable, Any] = field(default_factory=dict)

    @cached_property
    def sources(self) -> list[Source]:
        """All Markdown files: question pages first, then those at the root, then the other ones of the site."""
        docs = self.root / "docs"
        pages = sorted((docs / "questions").glob("*.md"))
        others = [path for path in sorted(docs.rglob("*.md")) if path.parent != docs / "questions"]
        found = [Source(path, self.name(path), True, True) for path in pages]
        found += [Source(path, self.name(path), False, False) for path in sorted(self.root.glob("*.md"))]
        return found + [Source(path, self.name(path), True, False) for path in others]

    def page(self, source: Source) -> Page:
        """A question page, read once."""
        if source.name not in self._pages:
            self._pages[source.name] = load(source.path, self.root)
        return self._pages[source.name]

    def document(self, source: Source) -> Document:
        """A document, read once."""
        if source.is_page:
            return self.page(source).document
        if source.name not in self._others:
            self._others[source.name] = read(source.path, self.root)
        return self._others[source.name]

    @cached_property
    def texts(self) -> dict[str, str]:
        """All text files of the repository, code too, by name."""
        paths = [path for path in self.root.glob("*") if path.suffix in _TEXT]
        paths += [path for folder in _FOLDERS for path in (self.root / folder).rglob("*") if path.suffix in _TEXT]
        found = {}
        for path in sorted(path for path in paths if path.is_file()):
            name = self.name(path)
            found[name], problems = decode(path.read_bytes(), name)
            self.problems += problems
        return found

    @cached_property
    def unmerged(self) -> dict[str, Problem]:
        """By name, the files in which a merge is not finished."""
        found = ((name, unmerged(name, text)) for name, text in self.texts.items())
        return {name: problem for name, problem in found if problem}

    def page_of(self, document: Document) -> Page | None:
        """The question page that a document is."""
        return self._pages.get(document.name)

    def made(self, make: Callable[["Repository"], T]) -> T:
        """What a function makes of the repository, made once."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]

    def name(self, path: Path) -> str:
        """The path as messages print it."""
        return display_name(path, self.root)

    @cached_property
    def drawings(self) -> dict[str, Drawing]:
        """The figures by name, each as its wide drawing has it."""
        return {path.stem: _drawing(path) for path in wide(self.root / "figures")}

    @cached_property
    def figures(self) -> Figures:
        """The modules of the figures, and which of them are stale."""
        return Figures(self.root)

    @cached_property
    def captions(self) -> list[tuple[str, int, str]]:
        """The caption of every figure that can be read, with the module and the line where it is written."""
        read = ((name, drawing.caption) for name, drawing in self.drawings.items() if not drawing.broken)
        return [(*self.place(name, "CAPTION"), caption) for name, caption in read]

    def place(self, figure: str, variable: str) -> tuple[str, int]:
        """Where a figure's text is written: its module and the line of the assignment; else the SVG."""
        path = self.figures.places().get(figure)
        if path is None:
            return f"figures/{figure}.svg", 1
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        found = (number for number, line in enumerate(lines, start=1) if re.match(rf"{variable}\b", line))
        return self.name(path), next(found, 1)

    @cached_property
    def bibtex(self) -> Lines:
        """The lines of docs/references.bib, none where there is no file."""
        path = self.root / "docs" / "references.bib"
        text, problems = decode(path.read_bytes(), self.name(path)) if path.is_file() else ("", [])
        self.problems += problems
        return Lines(text)

    @cached_property
    def library(self) -> Library | None:
        """docs/references.bib; None where the file is missing or broken."""
        path = self.root / "docs" / "references.bib"
        name = self.name(path)
        if not path.is_file():
            self.problems.append(Problem(name, 1, "the file is missing", "write the sources of the pages into it"))
            return None
        self.problems += [Problem(name, *slip) for slip in self.bibtex.slips]
        try:
            return load_references(path, name)
        except PageError as error:
            self.problems += error.problems if not self.bibtex.slips else ()  # else they follow from these
            return None

    @property
    def bibliography(self) -> Mapping[str, Entry]:
        """The sources by key; none where the file is missing or broken."""
        return self.library.entries if self.library else {}

    @cached_property
    def configuration(self) -> tuple[yaml.Node | None, dict]:
        """mkdocs.yml as nodes with lines and as values; (None, {}) where there is none or it is broken."""
        path = self.root / "mkdocs.yml"
        if not path.is_file():
            return None, {}
        text, problems = decode(path.read_bytes(), self.name(path))
        self.problems += problems
        try:
            return yaml.compose(text, Loader=_ConfigurationLoader), yaml.load(text, Loader=_ConfigurationLoader)
        except (yaml.YAMLError, ValueError) as error:
            line, message, remedy = explain(error, text)
            self.problems.append(Problem(self.name(path), line + 1, f"not YAML: {message}", remedy))
            return None, {}


def _drawing(path: Path) -> Drawing:
    try:
        root = etree.parse(path).getroot()
    except (etree.ParseError, UnicodeDecodeError) as error:
        return Drawing(broken=str(error))
    return Drawing(*(" ".join((root.findtext(f"{_SVG}{tag}") or "").split()) for tag in ("title", "desc")))
