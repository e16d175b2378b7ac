"""What a page is, in the words of schema.org: JSON-LD for search engines.

A question page is a `LearningResource`, with its question and the thirty seconds as a `Quiz` of one flashcard: search
engines ask that a card's text stands on the page, and these two do. Nothing is said that is not known: addresses where
the site has one, dates where the pages have a history.
"""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_SCHEMA = "https://schema.org"
_SUBJECT = {
    "@type": "Thing",
    "name": "Long short-term memory",
    "sameAs": "https://en.wikipedia.org/wiki/Long_short-term_memory",
}
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


class Guide(NamedTuple):
    """The site: its name, what it is, its language, and its address with a slash at the end ("" where it has none)."""

    name: str
    description: str
    language: str
    home: str = ""


class Entry(NamedTuple):
    """One page: its address below the guide's, its title, what it says, and the days on which it began and changed."""

    url: str
    title: str
    description: str
    published: str = ""
    modified: str = ""
    image: str = ""


def of_question(guide: Guide, entry: Entry, front: Mapping, topic: str, minutes: int, answer: str) -> dict:
    """A question page, with its front matter, the name of its topic, its reading time and its spoken answer."""
    resource = _work(guide, entry, "LearningResource") | {
        "learningResourceType": "interview question",
        "about": [_SUBJECT, {"@type": "Thing", "name": topic}],
        "educationalLevel": front["level"],
        "timeRequired": f"PT{minutes}M",
        "keywords": list(front["aliases"]),
        "isPartOf": _site(guide),
    }
    trail = [(guide.name, ""), (topic, f"#topic-{front['topic']}"), (entry.title, entry.url)]
    return _graph(resource, quiz(entry.title, [(entry.title, answer)]), _breadcrumbs(guide, trail))


def of_home(guide: Guide, questions: Iterable[tuple[str, str]]) -> dict:
    """The home page, with the title and the address of each question."""
    items = [
        {"@type": "ListItem", "position": position, "name": title, "url": guide.home + url}
        for position, (title, url) in enumerate(questions, start=1)
    ]
    site = _site(guide) | {"description": guide.description, "inLanguage": guide.language, "license": _LICENCE}
    listed = {"@type": "ItemList", "name": guide.name, "numberOfItems": len(items), "itemListElement": items}
    return _graph(site | {"about": _SUBJECT}, listed if guide.home else None)


def of_page(guide: Guide, entry: Entry) -> dict:
    """Any other page."""
    page = _work(guide, entry, "WebPage") | {"isPartOf": _site(guide)}
    return _graph(page, _breadcrumbs(guide, [(guide.name, ""), (entry.title, entry.url)]))


def quiz(name: str, cards: Iterable[tuple[str, str]]) -> dict:
    """Flashcards, each a question and its answer, as the search engines' rules for education want them."""
    return {
        "@type": "Quiz",
        "name": name,
        "about": _SUBJECT,
        "educationalAlignment": [
            {"@type": "AlignmentObject", "alignmentType": "educationalSubject", "targetName": "Machine learning"}
        ],
        "hasPart": [
            {
                "@type": "Question",
                "eduQuestionType": "Flashcard",
                "text": question,
                "acceptedAnswer": {"@type": "Answer", "text": answer},
            }
            for question, answer in cards
        ],
    }


def written(data: Mapping) -> str:
    """The data as they stand in a `script`, which nothing in them can end."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")


def _graph(*things: dict | None) -> dict:
    return {"@context": _SCHEMA, "@graph": [thing for thing in things if thing]}


def _work(guide: Guide, entry: Entry, kind: str) -> dict:
    known = {
        "url": guide.home + entry.url if guide.home else "",
        "image": entry.image,
        "datePublished": entry.published,
        "dateModified": entry.modified,
    }
    return {
        "@type": kind,
        "name": entry.title,
        "description": entry.description,
        "inLanguage": guide.language,
        "license": _LICENCE,
        "isAccessibleForFree": True,
        **{name: value for name, value in known.items() if value},
    }


def _site(guide: Guide) -> dict:
    return {"@type": "WebSite", "name": guide.name} | ({"url": guide.home} if guide.home else {})


def _breadcrumbs(guide: Guide, trail: Iterable[tuple[str, str]]) -> dict | None:
    """The way from the home page; it takes whole addresses."""
    if not guide.home:
        return None
    steps = [
        {"@type": "ListItem", "position": position, "name": name, "item": guide.home + url}
        for position, (name, url) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}
