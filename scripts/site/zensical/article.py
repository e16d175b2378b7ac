"""What a built page says, whatever theme stands around it: its article by kind, each kind in reading order.

Links and figures are resolved, so that two ways of writing one address are the same.
"""

from collections import defaultdict
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

Kind = Literal[
    "page",
    "redirect",
    "heading",
    "id",
    "formula",
    "figure",
    "link",
    "code",
    "answer",
    "fold",
    "table",
    "text",
    "element",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
# Not the root of its host: else a link with one `..` too many would stop there, and be taken for a right one.
SITE_URL = "https://guide.example/lstm/"

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SAID_ELSEWHERE = frozenset((*_HEADINGS, "figure", "math", "pre", "script", "style"))
# Any other element starts a paragraph of its own.
_INLINE = frozenset(("a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q", "s"))
_INLINE |= frozenset(("small", "span", "strong", "sub", "sup", "td", "th", "u", "var"))

# What an element has besides; these attributes are compared as part of a figure, a link or an id.
_ATTRIBUTES_SAID_ELSEWHERE = frozenset(("id", "href", "src", "srcset", "alt", "width", "height"))
_BETWEEN = {"br": " ", "td": " | ", "th": " | "}


def read(site: Path, name: str) -> dict[Kind, list[str]]:
    """What the page `name` (`questions/07-a/index.html`) says, in the site that lies in the folder `site`.

    A page without an `<article>` is one from its first to its last word. Raises OSError when it cannot be read.
    """
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True)
    document = html.document_fromstring((site / name).read_bytes(), parser=parser)
    article = document.find(".//article")
    article = document.body if article is None else article
    base = urljoin(SITE_URL, name.removesuffix("index.html"))
    refreshing = document.xpath("//meta[@http-equiv='refresh']/@content")
    return {
        "redirect": [_resolved(base, content.partition("url=")[2]) for content in refreshing],
        "heading": [f"{heading.tag} {_text(heading)}" for heading in article.iter(*_HEADINGS)],
        "id": article.xpath(".//@id"),
        "formula": [html.tostring(math, encoding="unicode", with_tail=False) for math in article.iter("math")],
        "figure": [_figure(image, base, site) for image in article.iter("img", "source")],
        "link": [f"{_resolved(base, link.get('href'))} “{_text(link)}”" for link in article.xpath(".//a[@href]")],
        "code": [_code(block) for block in article.iter("pre")],
        "element": [_element(each) for each in article.xpath(".//*[not(ancestor-or-self::math or ancestor::pre)]")],
        **_paragraphs(article),
    }


def _resolved(base: str, address: str) -> str:
    """An address as seen from the root of the site where it leads into the site, in full elsewhere."""
    return unquote(urljoin(base, address)).removeprefix(SITE_URL) or "./"


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _figure(image: HtmlElement, base: str, site: Path) -> str:
    address = _resolved(base, image.get("src") or image.get("srcset", ""))
    missing = "" if urlsplit(address).scheme or (site / address).is_file() else " (no such file)"
    size = f"{image.get('width')} × {image.get('height')}"
    if image.tag == "source":
        return f"{address}{missing}, {size}, for {image.get('media')}"
    caption = next(
        (_text(caption) for figure in image.iterancestors("figure") for caption in figure.iter("figcaption")), ""
    )
    return f"{address}{missing}, {size}, alt “{image.get('alt')}”, caption “{caption}”"


def _code(block: HtmlElement) -> str:
    around = [block, *block.iterancestors("div"), *block.iter("code")]
    names = (name for element in around for name in element.get("class", "").split())
    language = next((name.removeprefix("language-") for name in names if name.startswith("language-")), "no language")
    return f"{language}: {block.text_content()}"


def _element(element: HtmlElement) -> str:
    attributes = [(name, value) for name, value in element.items() if name not in _ATTRIBUTES_SAID_ELSEWHERE]
    return " ".join([element.tag, *(f'{name}="{value}"' for name, value in sorted(attributes))])


def _paragraphs(article: HtmlElement) -> dict[Kind, list[str]]:
    """The text that is no heading, formula, figure or code block, paragraph by paragraph; of a table row by row."""
    found, words = defaultdict(list), []

    def end(kind: Kind) -> None:
        if text := " ".join("".join(words).split()):
            found[kind].append(text)
        words.clear()

    def read(element: HtmlElement, kind: Kind) -> None:
        words.append(element.text or "")
        for child in element:
            if child.tag in _INLINE:
                read(child, kind)
                words.append(_BETWEEN.get(child.tag, ""))
            elif child.tag not in _SAID_ELSEWHERE:
                end(kind)
                inner = _kind(child) or kind
                read(child, inner)
                end(inner)
            elif child.tag != "math":
                end(kind)
            words.append(child.tail or "")

    read(article, "text")
    end("text")
    return found


def _kind(element: HtmlElement) -> Kind | None:
    if "answer" in element.get("class", "").split():
        return "answer"
    return {"details": "fold", "table": "table"}.get(element.tag)
