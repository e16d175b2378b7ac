"""Prose that can be said aloud: short sentences, and something to look at in every long stretch."""

from scripts.checks.rules import Found, each_page
from scripts.site.model.page import Page
from scripts.site.model.prose import PROSE_KINDS, count_words, document_blocks, part_blocks

MEAN_SENTENCE, LONG_SENTENCE, LONG_SHARE, PARAGRAPH, STRETCH = 18, 25, 0.10, 6, 150
# The two minutes are spoken; the sections left out further down are lists, tables and folded answers.
LONG_SECTIONS = ("On the whiteboard", "In numbers", "In practice", "In code", "Measured", "Where it breaks")

# Items that are no sentences, and would make the mean look short.
LISTS = ("By heart", "How it is judged")


def _sentences(page: Page) -> Found:
    lists = [section for section in page.sections if section.title in LISTS]
    apart = {block.line for section in lists for block in part_blocks(page.document, section)}
    lengths = [
        (count_words(block.flat.text[start:end]), block.flat.line_at(start))
        for block in document_blocks(page.document)
        if block.kind in PROSE_KINDS and block.line not in apart
        for start, end in block.flat.sentences
    ]
    if not lengths:
        return
    mean = sum(length for length, _ in lengths) / len(lengths)
    longest = ", ".join(f"line {line} ({length})" for length, line in sorted(lengths, reverse=True)[:5])
    if mean > MEAN_SENTENCE:
        message = f"the mean sentence has {mean:.1f} words, at most {MEAN_SENTENCE} are allowed"
        yield page.title_line, message, f"shorten the longest: {longest}"
    long = sum(1 for length, _ in lengths if length > LONG_SENTENCE)
    if long > LONG_SHARE * len(lengths):
        message = f"{long} of {len(lengths)} sentences have more than {LONG_SENTENCE} words, one in ten may"
        yield page.title_line, message, f"shorten the longest: {longest}"


def _paragraphs(page: Page) -> Found:
    for block in document_blocks(page.document):
        sentences = len(block.flat.sentences)
        if block.kind == "paragraph" and sentences > PARAGRAPH:
            remedy = f"two to four are the rule, {PARAGRAPH} the limit: split it"
            yield block.line, f"a paragraph of {sentences} sentences", remedy


def _stretches(page: Page) -> Found:
    for section in page.sections:
        if section.title not in LONG_SECTIONS:
            continue
        words = 0
        for block in part_blocks(page.document, section):
            if block.kind not in PROSE_KINDS:
                words = 0
                continue
            before, words = words, words + block.flat.words
            if before <= STRETCH < words:
                message = f"more than {STRETCH} words without a heading, figure, table or equation"
                yield block.line, message, "put one before this paragraph, or shorten"


check = each_page(_sentences, _paragraphs, _stretches)
