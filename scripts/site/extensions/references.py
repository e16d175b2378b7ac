"""The sources of docs/references.bib: how each is named in a sentence, and how it stands in a list.

Entries are read and formatted by pybtex, in its own `unsrt` style but for the names of thesis types, the comma before
the last author and the links, which come as DOI, arXiv number and host name.
"""

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from urllib.parse import urlsplit

from pybtex.backends.html import Backend
from pybtex.database import BibliographyDataError, Entry, Person, parse_string
from pybtex.markup import LaTeXParser
from pybtex.richtext import Text
from pybtex.scanner import PybtexSyntaxError
from pybtex.style.formatting import toplevel, unsrt
from pybtex.style.template import FieldIsMissing, first_of, href, join, names, optional, optional_field, sentence
from pybtex.style.template import field as bib_field

from scripts.site.beside import beside
from scripts.site.model import markdown_file
from scripts.site.model.document import Problem, display_name
from scripts.site.model.page import PageError

# What LaTeX writes as it is, in braces or not: no command, quote, tie or dash.
_PLAIN = re.compile(r"[A-Za-z0-9.,:()/{}]+(?:[ -][A-Za-z0-9.,:()/{}]+)*")
_read_latex = Text.from_latex


@cache
def rich(latex: str) -> Text:
    """A text of LaTeX as pybtex reads it, once; plain words need no decoder, which takes most of the time."""
    return LaTeXParser(latex).parse() if _PLAIN.fullmatch(latex) else _read_latex(latex)


Text.from_latex = staticmethod(rich)  # pybtex calls it for each part of a name, each time that it looks at it


@dataclass(frozen=True)
class Library:
    """The entries of references.bib by key; what pybtex makes of them is kept, for it takes milliseconds each time."""

    name: str
    text: str
    entries: Mapping[str, Entry]
    titles: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    beside: list[Callable[[], dict[str, str]]] = field(default_factory=list)  # what is being written

    def problem(self, key: str, message: str, remedy: str) -> Problem:
        """What is wrong with an entry, with its line."""
        match = re.search(rf"@\w+\s*\{{\s*{re.escape(key)}\s*[,}}]", self.text)
        line = self.text.count("\n", 0, match.start()) + 1 if match else 1
        return Problem(self.name, line, message, remedy)


_libraries: dict[Path, tuple[int, Library]] = {}


def library() -> Library:
    """What docs/references.bib has, read again only when it has changed.

    Raises
    ------
    PageError
        With everything that is wrong with the file: a missing file, a slip of syntax, an entry without author, title
        or year, a key that stands twice.
    """
    path = markdown_file.ROOT / "docs" / "references.bib"
    try:
        stamp = path.stat().st_mtime_ns
    except FileNotFoundError:
        name, remedy = display_name(path, markdown_file.ROOT), "write the sources of the pages into it"
        missing = Problem(name, 1, "the file is missing", remedy)
        raise PageError([missing]) from None
    if path not in _libraries or _libraries[path][0] != stamp:
        _libraries[path] = (stamp, load(path, display_name(path, markdown_file.ROOT)))
    return _libraries[path][1]


def load(path: Path, name: str) -> Library:
    """What a BibTeX file has; messages call it `name`. Raises PageError as `library` does."""
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        entries = dict(parse_string(text, "bibtex").entries.items())
    except PybtexSyntaxError as error:
        message = str(error).rpartition(": ")[2] or str(error)
        raise PageError([Problem(name, error.lineno or 1, f"not BibTeX: {message}", "correct the entry")]) from None
    except BibliographyDataError as error:
        key = str(error).rpartition(": ")[2]
        second = text.rindex(key) if key in text else 0
        line = text.count("\n", 0, second) + 1
        raise PageError([Problem(name, line, str(error), "keep one of the two")]) from None
    found = Library(name, text, entries)
    problems = []
    for key, entry in entries.items():
        lacks = [needed for needed in ("title", "year") if not entry.fields.get(needed)]
        lacks += [] if entry.persons.get("author") or entry.persons.get("editor") else ["author"]
        problems += [found.problem(key, f"{key} has no {needed}", f"add {needed} = {{…}}") for needed in lacks]
    if problems:
        raise PageError(problems)
    return found


def name(key: str) -> str:
    """Author and year of a source: `Gers et al. 2000`."""
    return _name(library(), key)


def _name(known: Library, key: str) -> str:
    if key not in known.names:
        entry = known.entries[key]
        known.names[key] = f"{_authors(entry)} {entry.fields['year']}"
    return known.names[key]


def sort(keys: Iterable[str]) -> list[str]:
    """The keys by name and title, as a list of sources has them; accents and capitals do not count."""
    known = library()
    return sorted(keys, key=lambda key: (_folded(_name(known, key)), _folded(_title(known, key)), key))


def labels(keys: Iterable[str]) -> dict[str, str]:
    """How each source is named in a sentence: by its name; of two with one name, `2000a` and `2000b`."""
    known = library()
    same = defaultdict(list)
    for key in sort(keys):
        same[_name(known, key)].append(key)
    named = {}
    for label, group in same.items():
        for letter, key in zip(ascii_lowercase, group, strict=False):
            named[key] = label + (letter if len(group) > 1 else "")
    return named


def title(key: str) -> str:
    """The title of a source as plain text."""
    return _title(library(), key)


def _title(known: Library, key: str) -> str:
    if key not in known.titles:
        known.titles[key] = str(rich(known.entries[key].fields["title"]))
    return known.titles[key]


def formatted(keys: Iterable[str]) -> Mapping[str, str]:
    """Each source as it stands in a list, in the order of `sort`: the HTML of a `span` with its links.

    Raises PageError when an entry lacks what its kind needs, an article its journal.
    """
    known = library()
    while known.beside:
        known.written.update(known.beside.pop()())
    for key in keys:
        if key not in known.written:
            try:
                known.written[key] = _written(key, known.entries[key])
            except FieldIsMissing as error:
                message = str(error).removesuffix(f" in {key}")
                raise PageError([known.problem(key, f"{key}: {message}", "add the field")]) from None
    return {key: known.written[key] for key in sort(keys)}


def write_beside() -> None:
    """Have a second process write all sources. What is wrong with one is said where it is cited."""
    with suppress(PageError):
        library().beside.append(beside(_all_written))


def _all_written() -> dict[str, str]:
    written = {}
    for key, entry in library().entries.items():
        with suppress(FieldIsMissing):
            written[key] = _written(key, entry)
    return written


def _written(key: str, entry: Entry) -> str:
    text = _style().format_entry(key, entry).text.render(_Backend("utf-8"))
    return f'<span class="source-entry">{text}</span>'


def _authors(entry: Entry) -> str:
    people = [_surname(person) for person in entry.persons.get("author") or entry.persons["editor"]]
    return " and ".join(people) if len(people) < 3 else f"{people[0]} et al."


@cache
def _folded(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()


def _surname(person: Person) -> str:
    return " ".join(map(str, [*person.rich_prelast_names, *person.rich_last_names]))


@cache
def _style() -> "_Style":
    """The one style; making it looks up pybtex's plugins among all installed packages."""
    return _Style()


class _Style(unsrt.Style):
    default_name_style = "plain"
    default_label_style = "number"
    default_sorting_style = "author_year_title"

    def format_names(self, role: str, as_sentence: bool = True):
        formatted_names = names(role, sep=", ", sep2=" and ", last_sep=" and ")
        return sentence[formatted_names] if as_sentence else formatted_names

    def get_mastersthesis_template(self, e: Entry):
        return toplevel[
            self.format_names("author"),
            self.format_btitle(e, "title"),
            sentence[
                first_of[optional_field("type"), "Master’s thesis"],
                bib_field("school"),
                optional_field("address"),
                unsrt.date,
            ],
            sentence[optional_field("note")],
            self.format_web_refs(e),
        ]

    def format_web_refs(self, e: Entry):
        return sentence[optional[self.format_doi(e)], optional[self.format_eprint(e)], optional[self.format_url(e)]]

    def format_url(self, e: Entry):
        host = bib_field("url", raw=True, apply_func=lambda url: urlsplit(url).hostname.removeprefix("www."))
        return href(bib_field("url", raw=True))[join[host]]


class _Backend(Backend):
    symbols = {"ndash": "–", "newblock": " ", "nbsp": "\u00a0"}  # noqa: RUF012 - pybtex reads it from the class

    def format_protected(self, text: str) -> str:
        return text

    @staticmethod
    def format_href(url: str, text: str, external: bool = False) -> str:
        return f'<a href="{html.escape(url)}">{text}</a>'
