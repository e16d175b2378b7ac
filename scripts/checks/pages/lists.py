"""The two sections that are lists: what to know by heart, and what an interviewer ticks off."""

from pathlib import Path

from scripts.checks.pages.sizes import Limits, number, size
from scripts.checks.rules import Found
from scripts.site.model.page import Section
from scripts.site.model.prose import BOLD, SINKS, UNBOLD, Block
from scripts.site.model.reading import words

FACTS, FACT_WORDS = (5, 7), 20
JUDGEMENTS: dict[str, Limits] = {"Must": (6, 10), "Strong": (3, 6), SINKS: (2, 3)}
JUDGEMENT_WORDS = 18


def items(section: Section, found: list[Block], root: Path) -> list[tuple[int, int]]:
    """The items of the lists of a section, each with its line and its number of words."""
    spans = [token.map for token in section.tokens if token.type == "list_item_open" and token.level == 1]
    return [(first + 1, words((b for b in found if first < b.line <= last), root)) for first, last in spans]


def by_heart(section: Section, found: list[Block], root: Path) -> Found:
    """One list of bare facts, and nothing beside it."""
    facts = items(section, found, root)
    yield from number(section.line, len(facts), FACTS, "facts to know by heart")
    for line, count in facts:
        yield from ((line, *wrong) for wrong in size("a fact to know by heart", count, (1, FACT_WORDS)))
    for block in found:
        if block.kind != "item":
            yield block.line, f'"{section.title}" is one list', "write this as an item, or move it to another section"
            return


def judged(section: Section, found: list[Block], root: Path) -> Found:
    """Three lists, each below its name in bold."""
    labels = [block for block in found if block.kind == "paragraph"]
    others = [block for block in found if block.kind not in ("paragraph", "item")]
    for block in others[:1]:
        yield block.line, f'"{section.title}" is three lists and nothing else', "make it items, or move it"
    if [label.flat.text.strip() for label in labels] != [f"{BOLD}{name}{UNBOLD}" for name in JUDGEMENTS]:
        said = ", ".join(label.flat.text.strip(f" {BOLD}{UNBOLD}")[:40] for label in labels)
        names = ", ".join(f"`**{name}**`" for name in JUDGEMENTS)
        message = f"the names of the lists are {said}" if said else "the lists have no names"
        yield section.line, message, f"write three paragraphs {names} in this order, each above its list"
        return
    points = items(section, found, root)
    ends = [label.line for label in labels[1:]] + [section.last_line + 1]
    for label, end, (name, limits) in zip(labels, ends, JUDGEMENTS.items(), strict=True):
        below = [(line, count) for line, count in points if label.line < line < end]
        yield from number(label.line, len(below), limits, f'points in "{name}"')
        for line, count in below:
            yield from ((line, *wrong) for wrong in size(f'a point of "{name}"', count, (1, JUDGEMENT_WORDS)))
    for line, _ in points:
        if line < labels[0].line:
            yield line, "a list without a name", f"write `**{next(iter(JUDGEMENTS))}**` above it"
            return
