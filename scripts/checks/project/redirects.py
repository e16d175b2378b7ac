"""Each redirect of mkdocs.yml leads from a page that is gone to one that is there."""

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from scripts.checks.pages.links import heading_anchors
from scripts.checks.repository import Repository
from scripts.site.model.document import Problem
from scripts.site.model.page import did_you_mean
from scripts.site.model.yaml_text import at


class Redirect(NamedTuple):
    """A page that was, the page to go to (with `#heading`, perhaps), and the line that says so."""

    old: str
    new: str
    line: int


def redirects(repository: Repository) -> list[Redirect]:
    """The redirects in the order of mkdocs.yml; none where they are not `old.md: new.md` lines."""
    maps = at(repository.configuration[0], "plugins", "redirects", "redirect_maps")
    pairs = maps.value if isinstance(maps, yaml.MappingNode) else []
    return [Redirect(str(old.value), str(new.value), old.start_mark.line + 1) for old, new in pairs]


def check(repository: Repository) -> Iterator[Problem]:
    """Redirects that lead nowhere, hide a page, or start where no page ever was."""
    name = repository.name(repository.root / "mkdocs.yml")
    docs = repository.root / "docs"
    pages = {source.path.relative_to(docs).as_posix(): source for source in repository.sources if source.in_site}
    found = redirects(repository)
    onward = {redirect.old: redirect.new for redirect in found}
    for old, new, line in found:
        if old in pages:
            yield Problem(name, line, f"{old} is a page, and the redirect would take its place", "remove one of them")
        elif not old.endswith(".md"):
            yield Problem(name, line, f"{old} is no Markdown file", "name the file that the page was written in")
        target, _, heading = new.partition("#")
        if new.startswith(("https://", "http://")):
            continue
        if target in onward and target not in pages:
            yield Problem(name, line, f"{old} leads to {target}, which leads on", f"write {onward[target]}")
        elif target not in pages:
            message = f"{old} leads nowhere: there is no docs/{target}{did_you_mean(target, pages)}"
            yield Problem(name, line, message, "name a page that is there, relative to docs/")
        elif heading and heading not in (known := heading_anchors(pages[target].name, repository)):
            message = f"{old} leads nowhere: no heading #{heading} in docs/{target}{did_you_mean(heading, known)}"
            yield Problem(name, line, message, "correct the anchor")
