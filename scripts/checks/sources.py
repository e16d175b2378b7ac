"""Everything the checks read, read once: pages, other documents, sources, navigation."""

import os
import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml
from pybtex.database import parse_file
from pybtex.exceptions import PybtexError

from scripts.site.document import ROOT, Document, Problem, display_name, read
from scripts.site.page import Page, load

_SVG = "{http://www.w3.org/2000/svg}"


class _ConfigurationLoader(yaml.SafeLoader):
    """Reads mkdocs.yml without running what its tags name."""


def _environment(loader: yaml.Loader, node: yaml.Node) -> str:
    """What `!ENV NAME` or `!ENV [NAME, …, default]` stands for."""
    parts = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else [node.value, ""]
    return next((os.environ[name] for name in parts[:-1] if name in os.environ), parts[-1])


def _ignore_tag(loader: yaml.Loader, suffix: str, node: yaml.Node) -> str:
    return f"{node.tag}{suffix}"


_ConfigurationLoader.add_constructor("!ENV", _environment)
_ConfigurationLoader.add_multi_constructor("!", _ignore_tag)
_ConfigurationLoader.add_multi_constructor("tag:yaml.org,2002:python/", _ignore_tag)


@dataclass(frozen=True)
class Drawing:
    """The texts inside an SVG, or why it cannot be read."""

    alt: str = ""
    caption: str = ""
    broken: str = ""


@dataclass
class Sources:
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

    def name(self, path: Path) -> str:
        """The path as messages print it."""
        return display_name(path, self.root)

    @cached_property
    def drawings(self) -> dict[str, Drawing]:
        """The figures by name."""
        return {path.stem: _drawing(path) for path in sorted((self.root / "figures").glob("*.svg"))}

    @property
    def captions(self) -> dict[str, str]:
        """The captions of the figures that can be read, by name."""
        return {name: drawing.caption for name, drawing in self.drawings.items() if not drawing.broken}

    @cached_property
    def bibliography(self) -> dict[str, int | None]:
        """The keys of docs/references.bib with their years; empty where the file is missing or broken."""
        path = self.root / "docs" / "references.bib"
        try:
            entries = parse_file(str(path), bib_format="bibtex").entries
        except FileNotFoundError:
            self.problems.append(Problem(self.name(path), 1, "no such file", "write it, with an entry a source"))
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            self.problems.append(Problem(self.name(path), line, "not UTF-8", "save the file as UTF-8"))
        except PybtexError as error:
            line = getattr(error, "lineno", None) or _line_of_repeated(path, str(error))
            self.problems.append(Problem(self.name(path), line, f"not BibTeX: {_reason(error)}", "mend the entry"))
        else:
            years = {key: entry.fields.get("year", "") for key, entry in entries.items()}
            return {key: int(year) if year.isdigit() else None for key, year in years.items()}
        return {}

    @cached_property
    def configuration(self) -> tuple[yaml.Node | None, dict]:
        """mkdocs.yml as nodes with lines and as values; (None, {}) where there is none or it is broken."""
        path = self.root / "mkdocs.yml"
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None, {}
        try:
            return yaml.compose(text, Loader=_ConfigurationLoader), yaml.load(text, Loader=_ConfigurationLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            problem = Problem(self.name(path), line, f"not YAML: {error.problem}", "mend the line")
            if problem not in self.problems:
                self.problems.append(problem)
            return None, {}


def _drawing(path: Path) -> Drawing:
    try:
        root = etree.parse(path).getroot()
    except (etree.ParseError, UnicodeDecodeError) as error:
        return Drawing(broken=str(error))
    return Drawing(*(" ".join((root.findtext(f"{_SVG}{tag}") or "").split()) for tag in ("title", "desc")))


def _reason(error: PybtexError) -> str:
    return " ".join(str(error).split(": ")[-1].split())


def _line_of_repeated(path: Path, message: str) -> int:
    """The line of the second entry with the key that the message names; 1 when it names none."""
    lines = path.read_text(encoding="utf-8").split("\n")
    places = [
        number
        for number, line in enumerate(lines, start=1)
        for key in re.findall(r"^@\w+\{\s*([^,\s]+)", line)
        if message.endswith(key)
    ]
    return places[-1] if places else 1
