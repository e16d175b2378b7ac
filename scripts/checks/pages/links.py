"""Links lead somewhere: files, headings, and pages that are written."""

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from markdown.extensions.toc import slugify, unique

from scripts.checks.bibliography.citations import EVERYTHING, keys
from scripts.checks.figures.shown import FIGURE
from scripts.checks.pages.unclosed import unclosed
from scripts.checks.repository import Repository, Source
from scripts.checks.rules import Found, asked_of, asked_once, problems
from scripts.site.extensions import facts, index, offline, reference_code, revision
from scripts.site.model.document import Document, Problem, all_leaves, parse, plain
from scripts.site.model.page import ATTRIBUTES, did_you_mean, topics
from scripts.site.model.plans import plans
from scripts.site.model.reference_code import functions

_RAW = re.compile(r"""<(?:a|img)\b[^>]*?\b(?:href|src)\s*=\s*["']([^"']*)["']""")
_RAW_ID = re.compile(r"""\bid\s*=\s*["']([^"']+)["']""")
_GIVEN_ID = re.compile(r"\s*\{[^{}]*#([\w:.-]+)[^{}]*\}\s*$")
_QUESTION = re.compile(r"(?:^|/)(\d\d)-[a-z0-9-]+\.md$")
# Comments that the site replaces, and the anchors of the headings that it puts there.
MARKERS: dict[str, Callable[[], Iterable[str]]] = {
    index.QUESTIONS: lambda: (f"topic-{topic.topic}" for topic in topics()),
    index.TIME: tuple,
    index.PLANS: lambda: (plan.anchor for plan in plans()),
    index.PROGRESS: tuple,
    facts.MARKER: facts.anchors,
    **dict.fromkeys((offline.SAVING, offline.CARRIED, offline.HOSTED, offline.FROM_DISK), tuple),
    reference_code.MARKER: lambda: functions().values(),
    **{marker: partial(revision.anchors, chosen) for marker, chosen in revision.MARKERS.items()},
}
_THIS_MACHINE = ("localhost", "127.0.0.1", "0.0.0.0", "::1")
# What is wrong, if anything, and what to do.
Wrong = tuple[str, str] | None
_NAMED = "name the file in a code span instead"
_DRAW = "draw it with a module in scripts/figures; a formula is written between dollars"


def check(repository: Repository) -> Iterator[Problem]:
    """Every link that leads nowhere or out of the project by way of its own address."""
    targets = Targets(repository)
    for source, answers in _leads(repository):
        for line, address in answers:
            if wrong := targets.wrong(source, address):
                yield Problem(source.name, line, *wrong)
    yield from problems(_drawn, repository)
    yield from (Problem(*found) for found in _in_captions(repository))


@asked_once
def _in_captions(repository: Repository) -> Iterator[tuple[str, int, str, str]]:
    for name, line, caption in repository.captions:
        for token in parse(caption):
            for child in token.children or ():
                if child.type == "link_open" and not urlsplit(str(child.attrs["href"])).scheme:
                    remedy = "a caption is shown on several pages: name the page instead"
                    yield name, line, "a relative link in a caption", remedy


@asked_of("all")
def _leads(document: Document, repository: Repository) -> Iterator[tuple[int, str]]:
    """The links of a document, and its images where it does not belong to the site, with their lines."""
    in_site = document.path.is_relative_to(repository.root / "docs")
    yield from _links(document, raw=not in_site)
    yield from _images(document) if not in_site else ()


@asked_of("site")
def _drawn(document: Document, repository: Repository) -> Found:
    return ((line, *_image(address)) for line, address in _images(document))


def heading_anchors(name: str, repository: Repository) -> set[str]:
    """The ids in a built page: of headings, as the toc extension makes them, and of what the site adds to a page."""
    found = next((found for source, found in _anchors(repository) if source.name == name), [])
    made = (anchor for marker in found if marker in MARKERS for anchor in MARKERS[marker]())
    return {anchor for anchor in found if anchor not in MARKERS}.union(made)


@asked_of("all")
def _anchors(document: Document, repository: Repository) -> list[str]:
    """The ids in the page of a document; a marker stands for those that the site puts in its place."""
    found: set[str] = set()
    markers: set[str] = set()
    tokens = document.tokens
    for token, content in pairwise(tokens):
        if token.type == "heading_open":
            given = _GIVEN_ID.search(content.content)
            title = ATTRIBUTES.sub("", plain(content))
            if given:
                found.add(given[1])
            elif (token.tag, title) != ("h4", "Solution"):  # folded, with a summary instead of the heading
                unique(slugify(title, "-"), found)
    for leaf in all_leaves(tokens):
        if leaf.kind == "html_inline":
            found.update(_RAW_ID.findall(leaf.content))
        elif leaf.kind == "image":
            stem = Path(str(leaf.token.attrs["src"])).stem
            found.update(f"figure-{name}" for name in (stem, *get_close_matches(stem, repository.drawings, n=1)))
    for token in tokens:
        if token.type == "html_block":
            found.update(_RAW_ID.findall(token.content))
            if token.content.strip() in MARKERS:
                markers.add(token.content.strip())
    cited = set(keys(document.text))
    if EVERYTHING in cited:
        cited |= set(repository.bibliography)
    if document.path.parent.name == "questions":
        found.add("related")
    found |= {f"source-{key}" for key in cited} | ({"sources"} if cited else set())
    return sorted(found | markers)


def _links(document: Document, raw: bool) -> Iterator[tuple[int, str]]:
    """The links of a document; those in HTML as well, and its images, where it is `raw`: outside of the site."""
    for leaf in all_leaves(document.tokens):
        if leaf.kind == "link_open":
            yield leaf.line, str(leaf.token.attrs["href"])
        elif raw and leaf.kind == "html_inline":
            yield from ((leaf.line, target) for target in _RAW.findall(leaf.content))
    for token in document.tokens:
        for match in _RAW.finditer(token.content) if raw and token.type == "html_block" else ():
            yield token.map[0] + 1 + token.content.count("\n", 0, match.start()), match[1]


def _images(document: Document) -> Iterator[tuple[int, str]]:
    """The images that are no figures of ours."""
    for leaf in all_leaves(document.tokens):
        if leaf.kind == "image" and not FIGURE.fullmatch(str(leaf.token.attrs["src"])):
            yield leaf.line, str(leaf.token.attrs["src"])


def _image(address: str) -> tuple[str, str]:
    drawn = re.fullmatch(r"((?:\.\./)*figures/[\w-]+)\.(?:png|jpe?g|gif|pdf)", address)
    if drawn:
        return f"no figure {address}: every figure is an SVG", f"write {drawn[1]}.svg"
    where = "from another host" if address.startswith(("http", "//")) else "that no code draws"
    shown = address if len(address) < 60 else address[:59] + "…"
    return f"an image {where}: {shown}", _DRAW


class Targets:
    """Where links lead; files are looked for, and the anchors of a page gathered, once."""

    def __init__(self, repository: Repository) -> None:
        """Look at nothing yet."""
        self._repository = repository
        self._docs = (repository.root / "docs").resolve()
        self._unclosed = unclosed(repository)
        self._anchors = cache(lambda name: heading_anchors(name, repository))
        self._file = cache(Path.resolve)
        self._is_there, self._is_folder = cache(Path.exists), cache(Path.is_dir)

    def wrong(self, source: Source, target: str) -> Wrong:
        """What is wrong with where a link of a document leads, and what to do."""
        here = self._file(source.path)
        in_site = here.is_relative_to(self._docs)
        try:
            parts = urlsplit(target)
        except ValueError:
            return f"{target} is no address", "correct the link"
        if parts.scheme or parts.netloc:
            return _address(self._repository, target, parts, in_site)
        if not target:
            return "a link without a target", "write what it leads to between ( and )"
        if target.startswith("/"):
            return f"{target} starts at the host's root", "write a link relative to this file"
        path = self._file(source.path.parent / unquote(parts.path)) if parts.path else here
        if not self._is_there(path):
            question = _QUESTION.search(parts.path)
            if question and not list(self._docs.glob(f"questions/{question[1]}-*.md")):
                return f"question {int(question[1])} is not written yet", "name it without a link"
            near = did_you_mean(path.name, [other.name for other in path.parent.glob("*")])
            return f"{unquote(target)} leads nowhere{near}", _correction(unquote(target))
        if in_site and not path.is_relative_to(self._docs):
            remedy = (
                "write ! before its brackets" if FIGURE.fullmatch(target) else "name the file in a code span instead"
            )
            return f"{target} leads out of the site", remedy
        if in_site and self._is_folder(path):
            return f"{target} leads to a folder", "link to a file in it"
        return self._anchor(path, parts.fragment) if parts.fragment and path.suffix == ".md" else None

    def _anchor(self, path: Path, fragment: str) -> Wrong:
        name = self._repository.name(path)
        if name in self._unclosed or unquote(fragment) in self._anchors(name):
            return None
        near = did_you_mean(fragment, self._anchors(name))
        return f"no heading #{fragment} in {name}{near}", "correct the anchor"


def _address(repository: Repository, target: str, parts: SplitResult, in_site: bool) -> Wrong:
    own = [str(repository.configuration[1].get(key) or "") for key in ("site_url", "repo_url")]
    if in_site and any(address.startswith("http") and target.startswith(address) for address in own):
        return f"{target} leads to our own page by its address", "write a relative link to the .md file"
    if parts.hostname in _THIS_MACHINE or len(parts.scheme) == 1:
        return f"{unquote(target)} leads to your own machine", "write a link relative to this file"
    if in_site and parts.scheme != "https":
        known = {"http": "is not encrypted", "": "lacks its protocol", "mailto": "is an e-mail address"}
        remedy = "name the person or the project" if parts.scheme == "mailto" else "write an address with https://"
        return f"{target} {known.get(parts.scheme, 'is no web page')}", remedy
    return None


def _correction(target: str) -> str:
    if target.startswith("www."):
        return "write https:// before it"
    if "\\" in target:
        return "write / for \\"
    return "link to the .md file that it is built from" if ".html" in target else "correct the link"
