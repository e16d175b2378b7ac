"""The lines of docs/references.bib: a field a line, so that whatever is wrong can be named with its line.

pybtex reads the entries; it skips what it takes for no entry, and where it stops is not where the slip is.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from scripts.site.model.document import did_you_mean

# By type, what pybtex's style asks of an entry beside author, title and year.
NEEDS = {
    "article": "journal",
    "book": "publisher",
    "booklet": "",
    "dataset": "",
    "inbook": "publisher",
    "incollection": "booktitle",
    "inproceedings": "booktitle",
    "manual": "",
    "mastersthesis": "school",
    "misc": "",
    "online": "",
    "phdthesis": "school",
    "proceedings": "",
    "software": "",
    "techreport": "institution",
    "unpublished": "note",
}
_FIELDS = """
    address archiveprefix author booktitle chapter doi edition editor eprint howpublished institution isbn journal
    month note number pages primaryclass publisher quoted school series title type url volume year
"""
FIELDS = tuple(_FIELDS.split())
_OF_BIBLATEX = {"date": "year", "journaltitle": "journal", "location": "address"}
_START = re.compile(r"@(?P<type>\w+)\s*\{\s*(?P<key>[^\s{},=\"]+),")
_FIELD = re.compile(r"(?P<name>[\w-]+)\s*=\s*(?P<value>\{.*\}|\"[^\"]*\"|\d+)\s*,?")
Slip = tuple[int, str, str]


class Field(NamedTuple):
    """A field of an entry, with its line and its value without braces or quotes."""

    line: int
    key: str
    name: str
    value: str


class Lines:
    """The fields of a BibTeX text, and its slips with line, message and remedy."""

    def __init__(self, text: str) -> None:
        """Read the lines."""
        self.fields: list[Field] = []
        self._keys: dict[str, int] = {}
        self._key = ""  # of the entry that is open
        self._opened = 0
        self._no_comma = 0  # the line of a field without a comma behind it
        self._in_value = self._outside = False
        self._names: dict[str, int] = {}  # of the fields of the entry that is open
        self.slips = [slip for at, line in enumerate(text.split("\n"), 1) for slip in self._line(at, line.strip())]
        if self._opened:
            self.slips.append(self._not_closed())

    def _line(self, at: int, line: str) -> Iterator[Slip]:
        if line.startswith("@"):
            if self._opened:
                yield self._not_closed()
            self._opened, self._no_comma, self._in_value, self._outside, self._names = at, 0, False, False, {}
            yield from self._start(at, line)
        elif line == "}" and self._opened:
            self._opened = 0
        elif line and not self._opened and not self._outside:
            self._outside = True  # the lines behind it are more of the same
            yield at, f"text that belongs to no entry: {line[:40]}", "remove it, or the brace too many before it"
        elif line and self._opened and not (self._in_value and "=" not in line):
            yield from self._field(at, line)

    def _not_closed(self) -> Slip:
        return self._opened, f"the entry {self._key} is not closed", "write } on a line of its own behind it"

    def _start(self, at: int, line: str) -> Iterator[Slip]:
        match = _START.fullmatch(line)
        if not match:
            self._key = ""
            self._opened = 0 if line.endswith("}") else at
            yield at, f"the first line of an entry is type and key: {line[:40]}", "write @article{author2000word,"
            return
        kind, self._key = match["type"].lower(), match["key"]
        if kind not in NEEDS:
            guess = did_you_mean(kind, NEEDS)
            remedy = "correct the type" if guess else f"use one of {', '.join(NEEDS)}"
            yield at, f'no type "{kind}"{guess}', remedy
        if self._key in self._keys:
            first = self._keys[self._key]
            yield at, f'the key "{self._key}" stands twice, first in line {first}', "keep one entry, or rename one"
        self._keys.setdefault(self._key, at)

    def _field(self, at: int, line: str) -> Iterator[Slip]:
        if self._no_comma:
            yield self._no_comma, "no comma behind the field", "end it with },"
        match = _FIELD.fullmatch(line)
        name = re.match(r"[\w-]*", line)[0].lower()
        excess = line.count("{") - line.count("}")
        self._no_comma = 0 if line.endswith(",") or excess else at
        self._in_value = excess > 0
        if excess > 0:
            yield at, "a brace that is not closed in its line", "write the whole value in one line, as name = {value},"
        elif excess < 0:
            yield at, "a brace too many", "write name = {value},"
        elif not match:
            what = "a value without braces" if "=" in line else "not a field"
            yield at, f"{what}: {line[:40]}", "write name = {value},"
        elif name not in FIELDS:
            known = _OF_BIBLATEX.get(name)
            guess = f' (did you mean "{known}"?)' if known else did_you_mean(name, FIELDS, cutoff=0.75)
            yield at, f'no field "{name}"{guess}', "rename it, or remove it: it shows nowhere"
        elif name in self._names:
            yield at, f'"{name}" stands twice, first in line {self._names[name]}', "keep one of the two"
        self._names.setdefault(name, at)
        if match:
            value = re.sub(r'^[{"]+|[}"]+$', "", match["value"]).strip()
            self.fields.append(Field(at, self._key, name, value))
