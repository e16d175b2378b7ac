"""Reading offline: `<!-- saving -->` becomes the button that saves the guide, `<!-- carried -->` the file to take away.

What stands below `<!-- hosted -->` is for the hosted edition, and what stands below `<!-- from disk -->` for the one
that opens from disk, each up to the next of the two or to the end of the page.
"""

import os
import xml.etree.ElementTree as etree
from pathlib import Path

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from scripts.site.extensions.markers import only_comment
from scripts.site.extensions.report import attach, page
from scripts.site.model import markdown_file
from scripts.site.model.carried import carried

SAVING, CARRIED, HOSTED, FROM_DISK = "<!-- saving -->", "<!-- carried -->", "<!-- hosted -->", "<!-- from disk -->"


class _Offline(Treeprocessor):
    """Leave what this edition says, and put the button and the file where their markers stand."""

    def run(self, root: etree.Element) -> None:
        edition = FROM_DISK if os.environ.get("OFFLINE", "").lower() in ("1", "true", "yes", "on") else HOSTED
        now = edition
        for element in list(root):
            marker = only_comment(self.md, element)
            now = marker if marker in (HOSTED, FROM_DISK) else now
            if now != edition or marker == edition:
                root.remove(element)
            elif marker == SAVING:
                root[list(root).index(element)] = _saving()
            elif marker == CARRIED:
                root[list(root).index(element)] = _carried(page(self.md).source.path)


def _saving() -> etree.Element:
    """What docs/assets/js/saving.js brings to life; without it, a sentence that says what is missing."""
    box = etree.Element("div", {"class": "saving"})
    said = etree.SubElement(box, "p", {"class": "saving__state", "role": "status", "tabindex": "-1"})
    said.text = "This button needs a browser that runs scripts and can keep pages."
    bar = etree.SubElement(box, "p", {"class": "saving__bar", "hidden": "hidden"})
    etree.SubElement(bar, "progress", {"aria-label": "Saving", "value": "0"})
    bar[0].tail = " "
    etree.SubElement(bar, "span")
    buttons = etree.SubElement(box, "p", {"class": "saving__buttons"})
    for name, text in (("save", "Save for offline"), ("remove", "Remove")):
        button = etree.SubElement(buttons, "button", {"type": "button", "class": f"saving__{name}", "hidden": "hidden"})
        button.text = text
    return box


def _carried(here: Path | None) -> etree.Element:
    """A link to the file with its size and date; where there is none, the command that makes it."""
    line = etree.Element("p", {"class": "carried"})
    if file := carried():
        folder = (here or markdown_file.ROOT / "docs" / "index.md").parent
        to = Path(os.path.relpath(markdown_file.ROOT / "docs" / "editions" / file.path.name, folder)).as_posix()
        etree.SubElement(line, "a", {"href": to, "download": ""}).text = "Download the guide"
        line[0].tail = f" (zip, {file.size / 1e6:.1f} MB, of {file.made.day} {file.made:%B %Y})"
    else:
        line.text = "This site has no such file. From the sources, "
        etree.SubElement(line, "code").text = "make editions"
        line[0].tail = " makes it."
    return line


class OfflineExtension(Extension):
    """The button, the file, and what each edition says."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Work on the tree, so that a generator sees the link and checks it, and no heading of the other edition."""
        attach(md)
        md.treeprocessors.register(_Offline(md), "offline", 15)


def makeExtension(**options) -> OfflineExtension:
    """The extension, as Python-Markdown asks for it."""
    return OfflineExtension(**options)
