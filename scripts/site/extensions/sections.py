"""The sections of a page's tree, and what is done to a part of one: it is folded, or named for the style sheet."""

import xml.etree.ElementTree as etree
from collections.abc import Collection
from itertools import pairwise

from scripts.site.model import bands

# How a folded part is named for the style sheet, by how its heading begins.
_KINDS = {"Proof": "proof", "The whole program": "program", "The whole experiment": "experiment"}


def title(heading: etree.Element) -> str:
    """The words of a heading."""
    return "".join(heading.itertext())


def sections(root: etree.Element, name: str) -> list[tuple[int, int]]:
    """Where the contents of the `h2` sections of this title start and end among the children of `root`."""
    starts = [at for at, element in enumerate(root) if element.tag == "h2"]
    return [(at + 1, end) for at, end in pairwise([*starts, len(root)]) if title(root[at]) == name]


def fold_follow_ups(root: etree.Element) -> None:
    """Fold all that stands below each question, whose heading becomes what is clicked."""
    for start, end in sections(root, "Follow-ups"):
        for at, stop in _parts(root, start, end, {"h3"}):
            _fold(root, at, stop, "follow-up")


def fold_solutions(root: etree.Element) -> None:
    """Fold the solutions; each problem stays open."""
    for start, end in sections(root, "Test yourself"):
        for at, stop in _parts(root, start, end, {"h3", "h4"}):
            if title(root[at]) == "Solution":
                summary = _fold(root, at, stop, "solution")
                summary[:], summary.text = [], "Solution"


def fold_proofs(root: etree.Element) -> None:
    """Fold what `bands.FOLDS` names: proofs, whole programs, whole experiments. Their headings keep their addresses."""
    for section in bands.FOLDS:
        for start, end in sections(root, section):
            for at, stop in _parts(root, start, end, {"h3"}):
                if bands.folded(section, title(root[at])):
                    _fold(root, at, stop, _KINDS[bands.FOLDS[section]])


def _parts(root: etree.Element, start: int, end: int, tags: Collection[str]) -> list[tuple[int, int]]:
    """From each heading of these kinds to the next, last part first, so that folding one moves none of the others."""
    headings = [at for at in range(start, end) if root[at].tag in tags]
    return list(reversed(list(pairwise([*headings, end]))))


def _fold(root: etree.Element, heading: int, end: int, css: str) -> etree.Element:
    """Put the elements from a heading up to `end` into a fold, which takes their place; its summary."""
    details = etree.Element("details", {"class": css})
    summary = etree.SubElement(details, "summary")
    summary.append(root[heading])
    details.extend(root[heading + 1 : end])
    root[heading:end] = [details]
    return summary


def name_list(root: etree.Element, section: str, css: str) -> None:
    """Name the first list of a section for the style sheet."""
    for start, end in sections(root, section):
        for element in [element for element in root[start:end] if element.tag == "ul"][:1]:
            element.set("class", css)


def group_judgements(root: etree.Element, groups: dict[str, str]) -> None:
    """In *How it is judged*, put each paragraph that is only one of `groups`, in bold, into a box with its list."""
    for start, end in sections(root, "How it is judged"):
        for at in range(end - 2, start - 1, -1):
            label, items = root[at], root[at + 1]
            css = groups.get(title(label).strip()) if _only_bold(label) else None
            if css and items.tag == "ul":
                label.set("class", "judged-label")
                label.set("id", css)
                items.set("aria-labelledby", css)
                box = etree.Element("div", {"class": f"judged {css}"})
                box.extend([label, items])
                root[at : at + 2] = [box]


def _only_bold(element: etree.Element) -> bool:
    alone = element.tag == "p" and len(element) == 1 and not (element.text or "").strip()
    return alone and element[0].tag == "strong" and not (element[0].tail or "").strip()
