"""What the built pages tell machines, page by page: heads, cards, schema.org, sitemap, feed, llms.txt and twins."""

import json
import re
import xml.etree.ElementTree as etree
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from scripts.site.model.document import all_leaves, parse
from scripts.site.model.page import load
from tests.browser.sites import PAGES, ROOT, SITE_URL, Site
from tests.site.machines.vocabulary import wrong

WRITTEN = [name for name in PAGES if name != "404.html"]
QUESTIONS = [name for name in WRITTEN if name.startswith("questions/")]
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FOR_MACHINES = ("feed.xml", "llms.txt", "robots.txt", "index.html.md", "assets/cards")


@dataclass
class Head:
    """What the head of a page says: by name or property of each `meta`, by `rel` and type of each `link`."""

    meta: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    data: list[dict] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.head = Head()
        self.data: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = tag == "script" and given.get("type") == "application/ld+json"
        if self._inside:
            self.data.append("")
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            self._put(self.head.meta, name, given["content"])
        if tag == "link" and given["rel"] in ("canonical", "alternate"):
            self._put(self.head.links, f"{given['rel']} {given.get('type', '')}".strip(), given["href"])

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.data[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def _put(self, found: dict[str, str], name: str, value: str) -> None:
        if name in found:
            self.head.twice.append(name)
        found[name] = value


def file(site: Site, name: str) -> Path:
    if site.name == "offline":
        return site.folder / (name if name.endswith(".html") else f"{name}.html")
    return site.folder / (name if name.endswith(".html") else f"{name}/index.html")


def head(site: Site, name: str) -> Head:
    reader = _Reader()
    reader.feed(file(site, name).read_text(encoding="utf-8").partition("</head>")[0])
    reader.close()
    reader.head.data = list(map(json.loads, reader.data))
    return reader.head


def address(name: str) -> str:
    return SITE_URL if name == "index.html" else f"{SITE_URL}{name}/"


def front(name: str):
    return load(ROOT / "docs" / f"{name}.md").front


@pytest.mark.parametrize("name", WRITTEN)
def test_the_head_says_what_is_shared(name: str, hosted: Site) -> None:
    found = head(hosted, name)
    meta = found.meta
    assert not found.twice
    assert found.links["canonical"] == meta["og:url"] == address(name)
    assert meta["og:type"] == ("article" if name in QUESTIONS else "website")
    assert meta["og:title"] == meta["twitter:title"] != ""
    assert meta["og:description"] == meta["twitter:description"] == meta["description"]
    if name in QUESTIONS:
        assert (meta["og:title"], meta["og:description"]) == (front(name).question, front(name).short)
    assert meta["twitter:card"] == "summary_large_image"
    assert meta["og:image"].startswith(SITE_URL)
    card = hosted.folder / meta["og:image"].removeprefix(SITE_URL)
    size = (int(meta["og:image:width"]), int(meta["og:image:height"]))
    assert Image.open(card).size == size == (1200, 630)
    assert card.stat().st_size <= 40 * 1024
    assert meta["og:image:alt"]


@pytest.mark.parametrize("name", WRITTEN)
def test_the_data_are_schema_org(name: str, hosted: Site) -> None:
    (data,) = head(hosted, name).data
    assert data["@context"] == "https://schema.org"
    assert not wrong(data["@graph"])
    kinds = [thing["@type"] for thing in data["@graph"]]
    if name == "index.html":
        assert kinds == ["WebSite", "ItemList"]
        assert {item["url"] for item in data["@graph"][1]["itemListElement"]} == set(map(address, QUESTIONS))
    elif name in QUESTIONS:
        assert kinds == ["LearningResource", "Quiz", "BreadcrumbList"]
    else:
        assert kinds == ["WebPage", "BreadcrumbList"]


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_card_of_a_question_stands_on_its_page(name: str, hosted: Site) -> None:
    resource, quiz, _ = head(hosted, name).data[0]["@graph"]
    (card,) = quiz["hasPart"]
    html = file(hosted, name).read_text(encoding="utf-8")
    assert resource["name"] == card["text"] == front(name).question
    assert re.fullmatch(r"PT\d+M", resource["timeRequired"])
    assert f"all {resource['timeRequired'][2:-1]} min" in html
    answer = html.partition('<div class="answer">')[2].partition("</div>")[0]
    shown = words_of_html(answer) + Counter(words(" ".join(re.findall(r'data-tex="([^"]*)"', answer))))
    assert [word for word in words(card["acceptedAnswer"]["text"]) if word not in shown] == []
    assert len(words(card["acceptedAnswer"]["text"])) >= 40


@pytest.mark.parametrize("name", WRITTEN)
def test_the_twin_says_what_the_page_says(name: str, hosted: Site) -> None:
    """All words of the article, none of them lost and none made up, and each link leads to a file."""
    twin = file(hosted, name).with_name("index.html.md")
    assert head(hosted, name).links["alternate text/markdown"] == twin.name
    text = twin.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert "<!--" not in re.sub(r"(?s)```.*?```|`[^`]*`", "", text)
    html = file(hosted, name).read_text(encoding="utf-8")
    article = html.partition('md-typeset">')[2].partition('<p class="correct">')[0].partition('<nav class="turn"')[0]
    shown, said = words_of_html(article), words_of_markdown(text.rpartition("\n---\n")[0])
    assert not (shown - said), "lost"
    assert not (said - shown), "made up"
    opened = [leaf.token.attrs for leaf in all_leaves(parse(text)) if leaf.kind in ("link_open", "image")]
    for link in (str(given.get("href") or given["src"]) for given in opened):
        assert link.startswith(("https://", "http://", "mailto:"))
        if link.startswith(SITE_URL):
            path = hosted.folder / link.removeprefix(SITE_URL).partition("#")[0]
            assert (path / "index.html" if path.is_dir() else path).is_file(), link


# Formulas, code and what is there to be pressed are compared elsewhere, or say nothing.
_NOT_COMPARED = re.compile(
    r"(?s)<math\b.*?</math>|<pre\b.*?</pre>|<code\b.*?</code>|<button\b.*?</button>|<svg\b.*?</svg>|<form\b.*?</form>"
    r'|<span class="source-(?:places|pages)".*?</span>|<p class="computed-by".*?</p>|<(?:select|template)\b.*?</\w+>'
    r'|<a class="headerlink".*?</a>'
)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def words_of_html(html: str) -> Counter:
    pieces: list[str] = []
    reader = HTMLParser()
    reader.handle_data = pieces.append
    alternatives = re.findall(r'<img[^>]* alt="([^"]*)"', html)
    reader.feed(_NOT_COMPARED.sub(" ", html))
    reader.feed(" ".join(["", *alternatives]))
    reader.close()
    return Counter(words(" ".join(pieces)))


def words_of_markdown(text: str) -> Counter:
    leaves = list(all_leaves(parse(text)))
    said = [leaf.content for leaf in leaves if leaf.kind in ("text", "image", "text_special")]
    return Counter(words(" ".join(said)))


def test_the_sitemap_names_every_page_and_no_other(hosted: Site) -> None:
    urls = etree.parse(hosted.folder / "sitemap.xml").getroot()
    assert Counter(url.findtext(f"{SITEMAP}loc") for url in urls) == Counter(map(address, WRITTEN))
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", url.findtext(f"{SITEMAP}lastmod")) for url in urls)


def test_the_days_of_pages_are_alike_wherever_they_stand(hosted: Site) -> None:
    urls = etree.parse(hosted.folder / "sitemap.xml").getroot()
    days = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in urls}
    for name in QUESTIONS:
        resource = head(hosted, name).data[0]["@graph"][0]
        assert resource.get("dateModified", days[address(name)]) == days[address(name)]


def test_robots_names_the_sitemap(hosted: Site) -> None:
    assert f"\nSitemap: {SITE_URL}sitemap.xml\n" in (hosted.folder / "robots.txt").read_text(encoding="utf-8")


def test_the_feed_leads_to_pages(hosted: Site) -> None:
    """In a checkout without history, such as a shallow clone, there is no feed, and no page says that there is."""
    named = {head(hosted, name).links.get("alternate application/atom+xml", "") for name in WRITTEN}
    path = hosted.folder / "feed.xml"
    if not path.is_file():
        assert named == {""}
        return
    assert all(link.endswith("feed.xml") for link in named)
    entries = etree.parse(path).getroot().findall(f"{ATOM}entry")
    assert entries
    assert {entry.findtext(f"{ATOM}id") for entry in entries} <= set(map(address, WRITTEN))
    moments = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert moments == sorted(moments, reverse=True)


def test_llms_txt_lists_every_page(hosted: Site) -> None:
    text = (hosted.folder / "llms.txt").read_text(encoding="utf-8")
    assert re.match(r"# .+\n\n> .+\n\n", text)
    links = re.findall(r"^- \[[^\]]+\]\((\S+)\)(?:: .+)?$", text, re.MULTILINE)
    assert Counter(links) == Counter(f"{address(name)}index.html.md" for name in WRITTEN)
    assert all((hosted.folder / link.removeprefix(SITE_URL)).is_file() for link in links)
    for name in QUESTIONS:
        assert f": {front(name).short}\n" in text


def test_the_edition_from_disk_has_none_of_it(offline: Site) -> None:
    assert not [name for name in FOR_MACHINES if (offline.folder / name).exists()]
    assert not list(offline.folder.rglob("*.html.md"))
    for name in PAGES:
        found = head(offline, name)
        assert not found.links
        assert not found.data
        assert not [key for key in found.meta if key.startswith(("og:", "twitter:"))]
