"""Everything the checks read, read once: pages, other documents, repository, navigation."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml
from pybtex.database import Entry
from yaml_env_tag import construct_env_tag

from scripts.checks.bibliography.bibtex import Lines
from scripts.checks.pages.unclosed import unclosed
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


@dataclass
class Repository:
    """The repository below `root` as the checks see it."""

    root: Path = ROOT
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def pages(self) -> list[Page]:
        """The question pages in the order of their file names."""
        return [load(path, self.root) for path in sorted((self.root / "docs" / "questions").glob("*.md"))]

    @cached_property
    def others(self) -> list[Document]:
        """The other Markdown files of the site, and those at the root."""
        questions = self.root / "docs" / "questions"
        inside = [path for path in sorted((self.root / "docs").rglob("*.md")) if path.parent != questions]
        return [read(path, self.root) for path in [*sorted(self.root.glob("*.md")), *inside]]

    @cached_property
    def documents(self) -> list[Document]:
        """All Markdown files: question pages first."""
        return [*(page.document for page in self.pages), *self.others]

    @cached_property
    def site_documents(self) -> list[Document]:
        """The Markdown files that the site publishes."""
        docs = self.root / "docs"
        return [document for document in self.documents if document.path.is_relative_to(docs)]

    @cached_property
    def unclosed(self) -> dict[str, Problem]:
        """By name, the documents in which something that is never closed hides the text below it."""
        found = ((document.name, unclosed(document)) for document in self.documents)
        return {name: problem for name, problem in found if problem}

    @cached_property
    def texts(self) -> dict[str, str]:
        """All text files of the repository, code too, by name."""
        paths = [path for path in self.root.glob("*") if path.suffix in _TEXT]
        paths += [path for folder in _FOLDERS for path in (self.root / folder).rglob("*") if path.suffix in _TEXT]
        found = {}
        for path in sorted(path for path in paths if path.is_file()):
            found[self.name(path)], problems = decode(path.read_bytes(), self.name(path))
            self.problems += problems
        return found

    @cached_property
    def unmerged(self) -> dict[str, Problem]:
        """By name, the files in which a merge is not finished."""
        found = ((name, unmerged(name, text)) for name, text in self.texts.items())
        return {name: problem for name, problem in found if problem}

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
