"""What llms.txt says, in the form that llmstxt.org describes: what the site is, and where its pages are as Markdown."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

NAME = "llms.txt"
_NOTE = (
    "Each page gives an answer of thirty seconds, one of two minutes, and the derivation, code and measurements behind "
    "them. Each link leads to the Markdown of a page; without `index.html.md`, the address is that of the page itself."
)


class Listed(NamedTuple):
    """A page: its title, the address of its Markdown, and one sentence about it, which may be empty."""

    title: str
    url: str
    short: str = ""


def llms(name: str, description: str, sections: Mapping[str, Iterable[Listed]]) -> str:
    """The llms.txt of a site with these pages, by section; what is only to be looked up belongs in `Optional`."""
    parts = [f"# {name}", f"> {description}", _NOTE]
    for title, pages in sections.items():
        lines = [f"- [{page.title}]({page.url}){f': {page.short}' if page.short else ''}" for page in pages]
        parts += [f"## {title}", "\n".join(lines)] if lines else []
    return "\n\n".join(parts) + "\n"
