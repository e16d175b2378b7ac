"""Markdown of other sites, which this one would show as it stands: footnotes, admonitions, templates and the like."""

import re

from scripts.checks.rules import Found, each_document
from scripts.site.model.document import Document, all_leaves

# What the site does not know, how it looks at the start of a line, how it looks anywhere, and what to write instead.
_AT_START = (
    ("admonitions", r"^(?:!!!|\?\?\?\+?|:::)\s*\w+", "write a paragraph"),
    ("alerts", r"^\[!\w+\]", "write a paragraph"),
    ("boxes to tick", r"^\[[ xX]\](?=\s+[^\s(])", "write a list"),
    ("tables of contents", r"^\[TOC\]", "remove it: every page has one beside it"),
    ("snippets", r"^-+8<-+", "write the text itself"),
    ("abbreviations", r"^\*\[[^\]]+\]:", "write the words out where they first stand"),
)
_ANYWHERE = (
    ("footnotes", r"\[\^[^\]]+\]", "say it in the text, or cite a source as [@key]"),
    ("wiki links", r"\[\[[^\]]*[A-Za-z][^\]]*\]\]", "write [text](target)"),
    ("struck-out words", r"~~[^~]+~~", "delete them"),
    ("highlighted words", r"(?<!=)==[^=\s][^=]*==(?!=)", "leave the weight to the sentence"),
    ("templates", r"\{\{.*?\}\}|\{%.*?%\}", "write what it stands for"),
    ("emoji", r"(?<!\S):[a-z][a-z0-9_+-]*:(?!\w)|[\u2600-\u27bf\u2b50\ufe0f\U0001f000-\U0001faff]+", "write words"),
)


def _foreign(document: Document) -> Found:
    footnote, _, instead = _ANYWHERE[0]
    before = None
    for leaf in all_leaves(document.tokens):
        if before == "link_open" and leaf.content.startswith("^"):  # a note that is one address reads as a link
            yield leaf.line, f"the site knows no {footnote}: [{leaf.content}]", instead
        before = leaf.kind
        for what, pattern, remedy in (*_AT_START, *_ANYWHERE) if leaf.kind == "text" else ():
            for match in re.finditer(pattern, leaf.content):
                yield leaf.line, f"the site knows no {what}: {match[0]}", remedy


check = each_document(_foreign)
