"""The captions of figures, in Markdown and with their claims, as the SVGs carry them."""

import re
import xml.etree.ElementTree as etree
from pathlib import Path

FIGURE = re.compile(r"/?(?:\.\./)*figures/([^/]+)\.svg")
_DESCRIPTION = "{http://www.w3.org/2000/svg}desc"

_read: dict[Path, tuple[int, str]] = {}


def caption(address: str, root: Path) -> str:
    """The caption of the figure that a page of the repository at `root` shows as `address`.

    Empty where there is no such figure, or none that can be read: who draws and who shows it report that. The SVG is
    read as far as its caption, and again only when it has changed.
    """
    match = FIGURE.fullmatch(address)
    path = root / "figures" / f"{match[1]}.svg" if match else None
    if path is None or not path.is_file():
        return ""
    stamp = path.stat().st_mtime_ns
    if path not in _read or _read[path][0] != stamp:
        _read[path] = (stamp, _parse(path))
    return _read[path][1]


def _parse(path: Path) -> str:
    try:
        for _, element in etree.iterparse(path):
            if element.tag == _DESCRIPTION:
                return " ".join((element.text or "").split())
    except (etree.ParseError, UnicodeDecodeError):
        pass
    return ""
