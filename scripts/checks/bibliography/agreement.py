"""An entry says one thing: what DOI, arXiv number, address and proceedings tell of year, volume and pages is in it.

Only forms of which the publisher's rule is known are read. Another year that is right, as of proceedings that were
printed later, stands in the note.
"""

import re
from collections.abc import Iterator

from pybtex.database import Entry

from scripts.checks.bibliography.fields import misread
from scripts.checks.bibliography.sources import noted, posted, year
from scripts.checks.repository import Repository
from scripts.site.model.document import Problem

# Between acceptance, of which some DOIs have the year, and the issue, in years.
LONGEST = 2
_EXACT = (
    (r"10\.(?:18653|3115)/v1/[A-Z](?P<short>\d\d)-\d+", "ACL"),
    (r"10\.18653/v1/(?P<year>\d{4})\.\w[\w-]*\.\d+", "ACL"),
    (r"10\.21437/Interspeech\.(?P<year>\d{4})-\d+", "ISCA"),
    (r"10\.1162/neco\.(?P<year>\d{4})\.(?P<volume>\d+)\.(?P<number>\d+)\.(?P<first>\d+)", "MIT Press"),
    (r"10\.5194/[a-z]+-(?P<volume>\d+)-(?P<first>\d+)-(?P<year>\d{4})", "Copernicus"),
)
_ACCEPTED = re.compile(r"10\.(?:1016/j|1109/[A-Za-z]+\d*)\.[\w.]*?(?<!\d)(?P<year>(?:19|20)\d\d)\.")
_NEURIPS = re.compile(r"Neural Information Processing Systems (?P<volume>\d+)\b")
_FIRST_NEURIPS = 1987  # of volume 0; volume 1 is of 1988
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_OF_ADDRESS = re.compile(
    r"(?:neurips\.cc|nips\.cc)/(?:paper_files/)?paper/(?P<neurips>\d{4})/|/interspeech_(?P<isca>\d{4})/"
)
_VOLUME_OF_ADDRESS = re.compile(r"(?:proceedings\.mlr\.press|jmlr\.org/papers)/v(?P<volume>\d+)/")
_PMLR = re.compile(r"\bPMLR (?P<volume>\d+)\b")
_REMEDY = "correct the one that is wrong"
_OR_NOTE = "correct the one that is wrong, or name the other year in the note"


def check(repository: Repository) -> Iterator[Problem]:
    """Fields of an entry that contradict each other."""
    unsure = misread(repository)
    for key, entry in repository.bibliography.items():
        if key not in unsure and year(entry):
            for message, remedy in [*_doi(entry), *_preprint(entry), *_proceedings(entry), *_address(entry)]:
                yield repository.library.problem(key, f"{key}: {message}", remedy)


def _doi(entry: Entry) -> Iterator[tuple[str, str]]:
    doi = entry.fields.get("doi", "")
    for form, publisher in _EXACT:
        if match := re.fullmatch(form, doi, re.IGNORECASE):
            told = match.groupdict()
            if short := told.pop("short", None):
                told["year"] = str(year(entry) // 100 * 100 + int(short))
            for name, value in told.items():
                ours = _first_page(entry) if name == "first" else entry.fields.get(name, "")
                if ours and value.lstrip("0") != ours.lstrip("0") and not (name == "year" and _is_ours(entry, value)):
                    what = "first page" if name == "first" else name
                    yield f"the {what} is {ours}, in the DOI of {publisher} it is {value}", _REMEDY
    if match := _ACCEPTED.match(doi):
        accepted = int(match["year"])
        if not accepted <= year(entry) <= accepted + LONGEST and not _is_ours(entry, accepted):
            yield f"the year is {year(entry)}, in the DOI it is {accepted}", _OR_NOTE


def _first_page(entry: Entry) -> str:
    return re.split(r"[-–]", entry.fields.get("pages", ""))[0]


def _preprint(entry: Entry) -> Iterator[tuple[str, str]]:
    """What is on arXiv alone was published there, with its first version."""
    first = posted(entry)
    if first and entry.fields.get("howpublished", "").startswith("arXiv") and not _is_ours(entry, first):
        yield f"arXiv {entry.fields['eprint']} is of {first}, the preprint of {year(entry)}", _OR_NOTE


def _proceedings(entry: Entry) -> Iterator[tuple[str, str]]:
    venue = entry.fields.get("booktitle", "")
    told = [int(found) for found in _YEAR.findall(venue)]
    if told and not any(_is_ours(entry, found) for found in told):
        yield f"the year is {year(entry)}, that of the proceedings {told[-1]}", _OR_NOTE
    if (match := _NEURIPS.search(venue)) and not _is_ours(entry, held := _FIRST_NEURIPS + int(match["volume"])):
        yield f"volume {match['volume']} of NeurIPS is of {held}, the entry of {year(entry)}", _OR_NOTE


def _address(entry: Entry) -> Iterator[tuple[str, str]]:
    url = entry.fields.get("url", "")
    if (match := _YEAR_OF_ADDRESS.search(url)) and not _is_ours(entry, told := match[match.lastgroup]):
        yield f"the year is {year(entry)}, in the address it is {told}", _OR_NOTE
    series = _PMLR.search(entry.fields.get("booktitle", ""))
    ours = entry.fields.get("volume", "") or (series["volume"] if series else "")
    if ours and (match := _VOLUME_OF_ADDRESS.search(url)) and match["volume"] != ours:
        yield f"the volume is {ours}, in the address it is {match['volume']}", _REMEDY


def _is_ours(entry: Entry, told: int | str) -> bool:
    return int(told) in {year(entry)} | noted(entry)
