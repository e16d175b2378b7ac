"""The site in a zip file, to be unpacked and read with no network."""

import shutil
from importlib.metadata import distribution
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.editions.archive import pack
from scripts.site.build.__main__ import build
from scripts.site.model import carried, markdown_file
from scripts.site.model.document import Problem

FILE = carried.FILE
FOLDER = "lstm-interview-guide"
OPENING = f"Unpack it and open {FOLDER}/index.html in a browser; it needs no network."


def make(into: Path, moment: int) -> list[Problem]:
    """Build the site for reading from disk, put the licences with it, and pack it as `into`, dated `moment`."""
    with TemporaryDirectory() as scratch:
        site = Path(scratch) / FOLDER
        problems = build(site, offline=True)
        if not problems:
            shutil.copy(markdown_file.ROOT / "LICENSE", site / "LICENSE.txt")
            theme = distribution("mkdocs-material").read_text("licenses/LICENSE")
            (site / "LICENSE-Material-for-MkDocs.txt").write_text(theme, encoding="utf-8", newline="\n")
            pack(site, into, moment)
    return problems
