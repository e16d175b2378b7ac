"""Links lead somewhere: files, headings, and pages that are written."""

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from markdown.extensions.toc import slugify, unique

from scripts.checks.bibliography.citations import EVERYTHING, keys
from scripts.checks.figures.shown import FIGURE
from scripts.checks.repository import Repository
from scripts.site.extensions import facts, index, reference_code
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
    index.PLANS: lambda: (plan.anchor for plan in plans()),
    facts.MARKER: facts.anchors,
    reference_code.MARKER: lambda: functions().values(),
}
_THIS_MACHINE = ("localhost", "127.0.0.1", "0.0.0.0", "::1")
# What is wrong, if anything, and what to do.
Wrong = tuple[str, str] | None
_DRAW = "draw it with a module in scripts/figures; a formula is written between dollars"


def check(repository: Repository) -> Iterator[Problem]:
    """Every link that leads nowhere or out of the project by way of its own address."""
    anchors: dict[Path, set[str]] = {}
    for document in repository.documents:
        in_site = document.path.is_relative_to(repository.root / "docs")
        found = [(line, _target(repository, document, to, anchors)) for line, to in _links(document, raw=not in_site)]
        for line, address in _images(document):
            wrong = _image(address) if in_site else _target(repository, document, address, anchors)
            found.append((line, wrong))
        yield from (Problem(document.name, line, *wrong) for line, wrong in found if wrong)
    for name, line, caption in repository.captions:
        for token in parse(caption):
            for child in token.children or ():
                if child.type == "link_open" and not urlsplit(str(child.attrs["href"])).scheme:
                    remedy = "a caption is shown on several pages: name the page instead"
                    yield Problem(name, line, "a relative link in a caption", remedy)


def heading_anchors(document: Document, repository: Repository) -> set[str]:
    """The ids in the built page: of headings, as the toc extension makes them, and of what the site adds to a page."""
    found: set[str] = set()
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
                found.update(MARKERS[token.content.strip()]())
    cited = set(keys(document.text))
    if EVERYTHING in cited:
        cited |= set(repository.bibliography)
    if document.path.parent.name == "questions":
        found.add("related")
    return found | {f"source-{key}" for key in cited} | ({"sources"} if cited else set())


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


def _target(repository: Repository, document: Document, target: str, anchors: dict[Path, set[str]]) -> Wrong:
    """What is wrong with where a link leads, and what to do."""
    docs = (repository.root / "docs").resolve()
    in_site = document.path.resolve().is_relative_to(docs)
    try:
        parts = urlsplit(target)
    except ValueError:
        return f"{target} is no address", "correct the link"
    if parts.scheme or parts.netloc:
        return _address(repository, target, parts, in_site)
    if not target:
        return "a link without a target", "write what it leads to between ( and )"
    if target.startswith("/"):
        return f"{target} starts at the host's root", "write a link relative to this file"
    path = (document.path.parent / unquote(parts.path)).resolve() if parts.path else document.path.resolve()
    if not path.exists():
        question = _QUESTION.search(parts.path)
        if question and not list(docs.glob(f"questions/{question[1]}-*.md")):
            return f"question {int(question[1])} is not written yet", "name it without a link"
        near = did_you_mean(path.name, [other.name for other in path.parent.glob("*")])
        return f"{unquote(target)} leads nowhere{near}", _correction(unquote(target))
    if in_site and not path.is_relative_to(docs):
        remedy = "write ! before its brackets" if FIGURE.fullmatch(target) else "name the file in a code span instead"
        return f"{target} leads out of the site", remedy
    if in_site and path.is_dir():
        return f"{target} leads to a folder", "link to a file in it"
    if parts.fragment and path.suffix == ".md" and repository.name(path) not in repository.unclosed:
        if path not in anchors:
            other = next((other for other in repository.documents if other.path.resolve() == path), None)
            anchors[path] = heading_anchors(other, repository) if other else set()
        if unquote(parts.fragment) not in anchors[path]:
            near = did_you_mean(parts.fragment, anchors[path])
            return f"no heading #{parts.fragment} in {repository.name(path)}{near}", "correct the anchor"
    return None


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
