"""The edition that is carried away, which the hosted guide offers: in editions/, where `make editions` has made it."""

from datetime import date
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from scripts.site.model import markdown_file

FILE = "lstm-interview-guide-offline.zip"


class Carried(NamedTuple):
    """The file, its bytes, and the day of the commit that it was made from."""

    path: Path
    size: int
    made: date


def carried() -> Carried | None:
    """The edition in a zip file; None where there is none, or one that another program has made."""
    path = markdown_file.ROOT / "editions" / FILE
    try:
        with ZipFile(path) as archive:
            made = max(entry.date_time for entry in archive.infolist())
        return Carried(path, path.stat().st_size, date(*made[:3]))
    except (OSError, ValueError, BadZipFile):
        return None
