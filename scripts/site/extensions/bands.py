"""The three bands of an answer, drawn as labelled groups: in the page and in its table of contents.

The Markdown has only the sections. A band begins with its first section (*Say it* with the answer block) and runs as
long as sections of it follow; the related questions and the sources stand outside.
"""

import re
import xml.etree.ElementTree as etree

from markdown.treeprocessors import Treeprocessor

from scripts.site.extensions.sections import title
from scripts.site.model.bands import BANDS

_BAND_OF = {section: band for band, sections in BANDS.items() for section in sections}


def group(root: etree.Element) -> None:
    """Put the sections of each band into one element that is named for it; the address of a band is its label's."""
    groups: dict[str, etree.Element] = {}
    last, rest = None, []
    for element in list(root):
        band = last
        if element.get("class") == "answer":
            band = next(iter(BANDS))
        elif element.tag == "h2":
            band = _BAND_OF.get(title(element))
            if band in groups and band != last:
                band = None  # out of order, as `make check` says: no two groups of one name
        if band and band not in groups:
            groups[band] = _labelled(band)
            rest.append(groups[band])
        (groups[band] if band else rest).append(element)
        last = band
    root[:] = rest


def _labelled(band: str) -> etree.Element:
    address = re.sub(r"\W+", "-", band.lower())
    section = etree.Element("section", {"class": f"band band-{address}", "aria-labelledby": address})
    label = etree.SubElement(section, "p", {"class": "band-label", "id": address})
    label.text = band
    return section


class Contents(Treeprocessor):
    """In the table of contents, put the sections of a band below the band. Runs behind `toc`."""

    def run(self, root: etree.Element) -> None:
        """Regroup the tokens that generators make their contents of."""
        addresses = {
            heading.get("id"): section.find("p[@class='band-label']")
            for section in root.findall("section")
            for heading in section.findall("h2")
        }
        for top in self.md.toc_tokens:
            if top["level"] == 1:
                top["children"] = _grouped(top["children"], addresses)


def _grouped(tokens: list[dict], addresses: dict[str | None, etree.Element]) -> list[dict]:
    grouped: list[dict] = []
    for token in tokens:
        label = addresses.get(token["id"])
        if label is None:
            grouped.append(token)
            continue
        if not grouped or grouped[-1]["id"] != label.get("id"):
            name = {key: label.text for key in ("name", "html") if key in token}
            grouped.append({**token, **name, "id": label.get("id"), "children": []})
        grouped[-1]["children"].append(token)
    return grouped
