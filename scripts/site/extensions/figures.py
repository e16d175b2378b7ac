"""Figures: a paragraph that is only an image of `figures/NAME.svg` becomes a `<figure>`.

Caption, width and height come from the SVG, the words for those who cannot see it from the page. On a phone the narrow
drawing stands in its place, `figures/NAME.narrow.svg`, of which the Markdown says nothing; behind the caption a link
leads to the numbers, `figures/NAME.txt`, of a figure that has any. A figure that does not exist is reported with its
page, line and a suggestion. The links that are written lead to docs/figures, where every generator looks: outside docs/
only a code host sees anything.
"""

import os
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from scripts.figures import files
from scripts.site.extensions.claims import without_claims
from scripts.site.extensions.report import attach, page
from scripts.site.model import markdown_file
from scripts.site.model.page import did_you_mean

_FIGURE = re.compile(r"(?:\.\./)*figures/(?P<name>[^/]+)\.svg")
_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "The numbers"
PHONE = "(max-width: 599px)"


@dataclass(frozen=True)
class Drawing:
    """What a page needs of an SVG: its size in CSS pixels, and its caption in Markdown, without claim comments."""

    width: int
    height: int
    caption: str


_read: dict[Path, tuple[int, Drawing]] = {}


def folder() -> Path:
    """Where the figures are."""
    return markdown_file.ROOT / "figures"


def drawing(path: Path) -> Drawing:
    """Size and caption of an SVG that the figure runner wrote, read again only when it has changed.

    Raises FileNotFoundError when there is none, ValueError when it has no size or no caption.
    """
    stamp = path.stat().st_mtime_ns
    if path not in _read or _read[path][0] != stamp:
        _read[path] = (stamp, _parse(path))
    return _read[path][1]


def _parse(path: Path) -> Drawing:
    size = None
    try:
        for event, element in etree.iterparse(path, events=("start", "end")):
            if event == "start" and element.tag == f"{_SVG}svg":
                size = [round(float(element.get(side, "nan"))) for side in ("width", "height")]
            if event == "end" and element.tag == f"{_SVG}desc":
                return Drawing(*size, caption=without_claims(" ".join((element.text or "").split())))
    except (etree.ParseError, ValueError, TypeError) as error:
        raise ValueError(f"its size cannot be read: {error}") from error
    raise ValueError("it has no <desc>, from which the caption comes")


def named(text: str) -> list[str]:
    """The names of the figures that exist among those that `text` shows, in order."""
    names = [match["name"] for match in re.finditer(r"\]\(" + _FIGURE.pattern + r"\)", text)]
    return [name for name in names if (folder() / f"{name}.svg").is_file()]


def caption(name: str) -> str:
    """The caption of the figure `name`, in Markdown."""
    return drawing(folder() / f"{name}.svg").caption


class _Figures(Treeprocessor):
    """Turn the paragraphs that are one image of ours into figures."""

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            for at, paragraph in enumerate(parent):
                image = _only_image(paragraph)
                if image is not None and "figures/" in image.get("src", ""):
                    parent[at] = self._figure(image)
                    parent[at].tail = paragraph.tail
        for image in root.iter("img"):
            image.set("src", self._published(image.get("src", "")))

    def _figure(self, image: etree.Element) -> etree.Element:
        """The figure; a paragraph without a link, of which no generator complains once more, when it is wrong."""
        src = image.get("src")
        match = _FIGURE.fullmatch(src)
        path = folder() / f"{match['name']}.svg" if match else None
        if path is None or not path.is_file():
            self._report(src, f"no figure {src}{did_you_mean(Path(src).stem, _names())}", "make it with `make figures`")
            return etree.Element("p")
        here = page(self.md).source.path
        if here and (right := Path(os.path.relpath(path, here.parent)).as_posix()) != src:
            self._report(src, f"{src} does not lead to the figure from here", f"write {right}")
            return etree.Element("p")
        narrow = files.narrow(path)
        try:
            drawn, on_a_phone = drawing(path), drawing(narrow)
        except FileNotFoundError:
            self._report(src, f"figure {src} has no drawing for a phone, {narrow.name}", "make it with `make figures`")
            return etree.Element("p")
        except ValueError as error:
            self._report(src, f"figure {src}: {error}", "write it again with `make figures`")
            return etree.Element("p")
        page(self.md).brought_in.append((drawn.caption, f"({src}"))
        figure = etree.Element("figure", {"class": "figure", "id": f"figure-{match['name']}"})
        link = etree.SubElement(figure, "a", {"class": "figure-link", "href": self._published(src)})
        picture = etree.SubElement(link, "picture")
        etree.SubElement(picture, "source", {"media": PHONE, **_size(on_a_phone)})
        etree.SubElement(picture, "img", {**image.attrib, **_size(drawn), "loading": "lazy", "decoding": "async"})
        caption = etree.SubElement(figure, "figcaption")
        caption.text = drawn.caption
        if files.numbers(folder(), match["name"]).is_file():
            caption.text += " "
            given = {"class": "figure-numbers", "href": self._published(Path(src).with_suffix(".txt").as_posix())}
            name = f"{_LINK} of this figure: {match['name'].replace('_', ' ')}"
            etree.SubElement(caption, "a", {**given, "aria-label": name}).text = _LINK
        return self.md.treeprocessors["inline"].run(figure)

    def _published(self, src: str) -> str:
        """`src` as it would be if figures/ lay in docs/; what does not lead to a figure of ours stays as it is."""
        here = page(self.md).source.path
        path = Path(os.path.normpath(here.parent / src)) if here else None
        if path is None or path.parent != folder():
            return src
        return Path(os.path.relpath(markdown_file.ROOT / "docs" / "figures" / path.name, here.parent)).as_posix()

    def _report(self, src: str, message: str, remedy: str) -> None:
        opened = page(self.md)
        opened.report(opened.find(f"({src}"), message, remedy)


class _Narrow(Treeprocessor):
    """Let a phone find the narrow drawing beside the wide one, once MkDocs has settled where the site has that.

    MkDocs settles `src` and knows no `srcset`; Zensical settles both when Markdown is done.
    """

    def run(self, root: etree.Element) -> None:
        for picture in root.iter("picture"):
            source, image = picture
            source.set("srcset", files.narrow(Path(image.get("src"))).as_posix())


def _size(drawn: Drawing) -> dict[str, str]:
    return {"width": str(drawn.width), "height": str(drawn.height)}


def _only_image(element: etree.Element) -> etree.Element | None:
    alone = element.tag == "p" and len(element) == 1 and not (element.text or "").strip()
    if alone and element[0].tag == "img" and not (element[0].tail or "").strip():
        return element[0]
    return None


def _names() -> Iterator[str]:
    return (path.stem for path in files.wide(folder()))


class FiguresExtension(Extension):
    """Figures with a caption."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Look for images once Markdown has found them, before formulas and citations are written."""
        attach(md)
        md.treeprocessors.register(_Figures(md), "figures", 18)
        md.treeprocessors.register(_Narrow(md), "narrow figures", -1)  # after MkDocs' own, at 0


def makeExtension(**options) -> FiguresExtension:
    """The extension, as Python-Markdown asks for it."""
    return FiguresExtension(**options)
