"""Citations: `[@key]` and `[@a; @b]` become author and year, linked into a Sources section at the end of the page.

Each entry there links back to the places that cite it. A paragraph `[@*]` becomes the whole of docs/references.bib,
each source with the pages that cite it. A key that is not in the file is reported with its page and line.
"""

import os
import re
import xml.etree.ElementTree as etree
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from scripts.site.extensions import figures, references
from scripts.site.extensions.report import attach, page
from scripts.site.model import markdown_file
from scripts.site.model.markdown_file import MarkdownFile
from scripts.site.model.page import PageError, did_you_mean

EVERYTHING = "*"
BACK = "↩\ufe0e"  # the variation selector keeps phones from drawing an emoji

_CITATION = r"\[@([^\[\]]*)\]"
_KEY = re.compile(r"[\w:.-]+|\*")
_cited: dict[Path, tuple[MarkdownFile, frozenset[str]]] = {}


class _Citations(InlineProcessor):
    """Keep what stands between the brackets until the whole page is known."""

    def handleMatch(self, match: re.Match, data: str) -> tuple[etree.Element, int, int]:
        element = etree.Element("span", {"class": "citation"})
        element.text = AtomicString("@" + match[1])
        return element, match.start(0), match.end(0)


class _Sources(Treeprocessor):
    """Write the citations of a page, and its list of sources."""

    def run(self, root: etree.Element) -> None:
        spans = [element for element in root.iter("span") if element.get("class") == "citation"]
        try:
            self._write(root, spans)
        except PageError as broken:  # references.bib itself
            page(self.md).problems.extend(broken.problems)

    def _write(self, root: etree.Element, spans: list[etree.Element]) -> None:
        if not spans:
            return
        cited = [(span, self._keys(span.text)) for span in spans]
        everything = [span for span, keys in cited if keys == [EVERYTHING]]
        keys = {key for _, named in cited for key in named if key != EVERYTHING}
        opened = page(self.md).source
        if opened.path is not None:
            _cited[opened.path] = (opened, frozenset(keys))  # known now, so the bibliography need not read the page
        known = set(references.library().entries) if everything else keys
        labels = references.labels(known)
        places = defaultdict(list)
        for span, named in cited:
            if named and named != [EVERYTHING]:
                _cite(span, named, labels, places)
        if everything:
            self._everything(root, everything, labels, places)
        elif keys:
            heading = etree.SubElement(root, "h2", {"id": "sources"})
            heading.text = "Sources"
            root.append(_listed(self.md, keys, labels, places, "sources"))

    def _keys(self, text: str) -> list[str]:
        """The keys of a citation; none when one of them is wrong, which is reported."""
        known = references.library().entries
        keys = [part.strip().removeprefix("@") for part in text.split(";")]
        wrong = [key for key in keys if key not in known and not (key == EVERYTHING and len(keys) == 1)]
        opened = page(self.md)
        for key in wrong:
            if _KEY.fullmatch(key):
                message = f'unknown source "{key}"{did_you_mean(key, known)}'
                line = opened.find(f"@{key}]", f"@{key};", f"@{key}")
                opened.report(line, message, "correct the key or add the source to docs/references.bib")
            else:
                message = f'"[{text}]" is not a citation'
                opened.report(opened.find(f"[{text}"), message, "write [@key], or [@key; @other] for several")
        return [] if wrong else keys

    def _everything(self, root: etree.Element, spans: list, labels: Mapping, places: Mapping) -> None:
        opened = page(self.md)
        paragraphs = [p for p in root if p.tag == "p" and not (p.text or "").strip() and len(p) == 1 and p[0] in spans]
        if len(paragraphs) != 1 or len(spans) != 1:
            opened.report(opened.find("[@*]"), "[@*] stands alone in a paragraph, once", "write it so")
            return
        at = list(root).index(paragraphs[0])
        root[at] = _listed(self.md, labels, labels, places, "sources sources-all", citing_pages(), opened.source.path)


def _cite(span: etree.Element, keys: list[str], labels: Mapping[str, str], places: dict[str, list[str]]) -> None:
    span.text = "("
    for number, key in enumerate(keys):
        place = f"cite-{key}-{len(places[key]) + 1}"
        places[key].append(place)
        link = etree.SubElement(span, "a", {"class": "citation-link", "id": place, "href": f"#source-{key}"})
        link.set("title", references.title(key))
        _label(link, labels[key])
        link.tail = "; " if number < len(keys) - 1 else ")"


def _label(link: etree.Element, label: str) -> None:
    """No line ends within *et al.*"""
    name, others, year = label.partition("et al.")
    link.text = AtomicString(name)
    if others:
        etree.SubElement(link, "span", {"class": "unbroken"}).text = AtomicString(others)
        link[0].tail = AtomicString(year)


def _listed(
    md: Markdown,
    keys: Iterable[str],
    labels: Mapping[str, str],
    places: Mapping[str, list[str]],
    css: str,
    citing: Mapping[str, list[MarkdownFile]] | None = None,
    here: Path | None = None,
) -> etree.Element:
    """The list of sources; with `citing`, each with the pages that cite it, linked as seen from the page `here`."""
    items = etree.Element("ul", {"class": css})
    for key, entry in references.formatted(keys).items():
        item = etree.SubElement(items, "li", {"id": f"source-{key}"})
        etree.SubElement(item, "span", {"class": "source-label"}).text = AtomicString(labels[key])
        item[-1].tail = f" {md.htmlStash.store(entry)} "  # done: nothing looks for Markdown in it
        if places.get(key):
            item.append(_backlinks(labels[key], places[key]))
        if citing and citing.get(key) and here:
            item.append(_links(citing[key], here))
    return items


def _backlinks(label: str, places: list[str]) -> etree.Element:
    element = etree.Element("span", {"class": "source-places"})
    for number, place in enumerate(places, start=1):
        which = f", place {number} of {len(places)}" if len(places) > 1 else ""
        link = etree.SubElement(element, "a", {"class": "source-back", "href": f"#{place}"})
        link.set("aria-label", f"Back to the citation of {label}{which}")
        link.text = AtomicString(BACK + (str(number) if len(places) > 1 else ""))
        link.tail = " "
    return element


def _links(pages: list[MarkdownFile], here: Path) -> etree.Element:
    element = etree.Element("span", {"class": "source-pages"})
    numbered = sum("number" in citing.front for citing in pages)
    element.text = "Cited in questions " if numbered > 1 else "Cited in "
    for left, citing in zip(reversed(range(len(pages))), pages, strict=True):
        link = etree.SubElement(element, "a", {"href": Path(os.path.relpath(citing.path, here.parent)).as_posix()})
        if "number" in citing.front:
            link.text = str(citing.front["number"]) if numbered > 1 else f"question {citing.front['number']}"
            link.set("title", str(citing.front.get("question", "")))
        else:
            link.text = citing.path.stem
        link.tail = (", " if left > 1 else " and ") if left else ""
    return element


def citing_pages() -> dict[str, list[MarkdownFile]]:
    """By key, the pages under docs/ that cite it, in their text or in the caption of a figure."""
    citing = defaultdict(list)
    for path in markdown_file.pages():
        found = markdown_file.read(path)
        if _cited.get(path, (None,))[0] is not found:
            texts = [markdown_file.without_code(found.text), *map(figures.caption, figures.named(found.text))]
            groups = [match for text in texts for match in re.findall(_CITATION, text)]
            _cited[path] = (found, frozenset(key.strip(" @\n") for group in groups for key in group.split(";")))
        for key in _cited[path][1]:
            citing[key].append(found)
    return {key: sorted(pages, key=lambda page: page.front.get("number", 99)) for key, pages in citing.items()}


class CitationsExtension(Extension):
    """Citations, and the list of sources that they need."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Read the citations before Markdown takes the brackets for links; write them when the page is a tree."""
        attach(md)
        md.inlinePatterns.register(_Citations(_CITATION, md), "citations", 175)
        md.treeprocessors.register(_Sources(md), "citations", 14)


def makeExtension(**options) -> CitationsExtension:
    """The extension, as Python-Markdown asks for it."""
    return CitationsExtension(**options)
