"""The sources of docs/references.bib: how each is named in a sentence, and how it stands in a list.

Entries are read and formatted by pybtex, in its own `unsrt` style but for the names of thesis types, the comma before
the last author and the links, which come as DOI, arXiv number and host name.
"""

import html
import xml.etree.ElementTree as etree
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import ascii_lowercase
from urllib.parse import urlsplit

from pybtex.backends.html import Backend
from pybtex.database import BibliographyData, Entry, Person, parse_file
from pybtex.richtext import Text
from pybtex.style.formatting import toplevel, unsrt
from pybtex.style.sorting.author_year_title import SortingStyle
from pybtex.style.template import field, first_of, href, join, names, optional, optional_field, sentence

from scripts.site import source

_read: dict[Path, tuple[int, BibliographyData]] = {}


def bibliography() -> BibliographyData:
    """The entries of docs/references.bib by key, read again only when the file has changed.

    Raises FileNotFoundError when there is no such file, and pybtex's own error, with file and line, when it is broken.
    """
    path = source.ROOT / "docs" / "references.bib"
    stamp = path.stat().st_mtime_ns
    if path not in _read or _read[path][0] != stamp:
        _read[path] = (stamp, parse_file(str(path), bib_format="bibtex"))
    return _read[path][1]


def sort(keys: Iterable[str]) -> list[str]:
    """The keys by author, year and title, as a list of sources has them."""
    entries = bibliography().entries
    return [entry.key for entry in SortingStyle().sort([entries[key] for key in keys])]


def labels(keys: Iterable[str]) -> dict[str, str]:
    """How each source is named in a sentence: `Gers et al. 2000`; of two with one name, `2000a` and `2000b`."""
    entries = bibliography().entries
    same = defaultdict(list)
    for key in sort(keys):
        same[f"{_authors(entries[key])} {entries[key].fields.get('year', 'undated')}"].append(key)
    named = {}
    for label, group in same.items():
        for letter, key in zip(ascii_lowercase, group, strict=False):
            named[key] = label + (letter if len(group) > 1 else "")
    return named


def title(key: str) -> str:
    """The title of a source as plain text."""
    return _title(bibliography().entries[key])


def formatted(keys: Iterable[str]) -> Mapping[str, etree.Element]:
    """Each source as it stands in a list, in the order of `sort`: a `span` with its links."""
    entries = bibliography().entries
    style = _Style()
    written = {}
    for key in sort(keys):
        text = style.format_entry(key, entries[key]).text.render(_Backend("utf-8"))
        written[key] = etree.fromstring(f'<span class="source-entry">{text}</span>')
    return written


def _title(entry: Entry) -> str:
    return str(Text.from_latex(entry.fields["title"]))


def _authors(entry: Entry) -> str:
    people = [_surname(person) for person in entry.persons.get("author") or entry.persons.get("editor") or []]
    if not people:
        return _title(entry)
    return " and ".join(people) if len(people) < 3 else f"{people[0]} et al."


def _surname(person: Person) -> str:
    return " ".join(map(str, [*person.rich_prelast_names, *person.rich_last_names]))


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
                field("school"),
                optional_field("address"),
                unsrt.date,
            ],
            sentence[optional_field("note")],
            self.format_web_refs(e),
        ]

    def format_web_refs(self, e: Entry):
        return sentence[optional[self.format_doi(e)], optional[self.format_eprint(e)], optional[self.format_url(e)]]

    def format_url(self, e: Entry):
        host = field("url", raw=True, apply_func=lambda url: urlsplit(url).hostname.removeprefix("www."))
        return href(field("url", raw=True))[join[host]]


class _Backend(Backend):
    symbols = {"ndash": "–", "newblock": " ", "nbsp": "\u00a0"}  # noqa: RUF012 - pybtex reads it from the class

    def format_protected(self, text: str) -> str:
        return text

    @staticmethod
    def format_href(url: str, text: str, external: bool = False) -> str:
        return f'<a href="{html.escape(url)}">{text}</a>'
