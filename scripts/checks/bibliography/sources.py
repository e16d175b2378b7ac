"""What an entry of docs/references.bib says of its years and its people, as a sentence may have them."""

import re
import unicodedata
from functools import cache

from pybtex.database import Entry, Person
from pybtex.richtext import Text as RichText

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NEW_NUMBER = re.compile(r"(\d\d)\d\d\.\d{4,5}")
_OLD_NUMBER = re.compile(r"[a-z-]+(?:\.[A-Z]{2})?/(\d\d)\d{5}")


def year(entry: Entry) -> int | None:
    """The year of publication, None where it is no number."""
    written = entry.fields.get("year", "")
    return int(written) if written.isdigit() else None


def posted(entry: Entry) -> int | None:
    """The year that an arXiv number has in it: that of the first version."""
    number = entry.fields.get("eprint", "")
    match = _NEW_NUMBER.match(number) or _OLD_NUMBER.match(number)
    return (1900 if match[1] > "90" else 2000) + int(match[1]) if match else None


def years(entry: Entry) -> set[int]:
    """Every year that a text may give a source: publication, first version on arXiv, and what its note names."""
    return noted(entry) | {found for found in (year(entry), posted(entry)) if found}


def noted(entry: Entry) -> set[int]:
    """The years that the note names."""
    return {int(found) for found in _YEAR.findall(entry.fields.get("note", ""))}


def is_group(person: Person) -> bool:
    """Whether an author is an organisation or the contributors to a project, which has no surname."""
    return str(person).startswith("{")


def people(entry: Entry) -> list[Person]:
    """The authors, or else the editors."""
    return entry.persons.get("author") or entry.persons.get("editor") or []


def surname(person: Person) -> str:
    """The surname as it is printed, without `van der` and the like."""
    return " ".join(map(printed, person.last_names))


@cache
def printed(name: str) -> str:
    """A part of a name without its TeX."""
    return str(RichText.from_latex(name))


def surnames(entry: Entry) -> list[str]:
    """The surnames of all authors in order, as they are printed."""
    return [surname(person) for person in people(entry) if not is_group(person)]


def folded(text: str) -> str:
    """The letters and digits of a name in lower case, without accents and spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ø", "o").replace("ß", "ss"))
    return "".join(letter for letter in decomposed if letter.isalnum())
