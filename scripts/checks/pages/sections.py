"""What must stand in a section beyond its size: code, measurements, mistakes, follow-ups, findings, problems."""

import re
from collections.abc import Callable, Iterable
from itertools import groupby, pairwise
from pathlib import Path

from scripts.checks.bibliography.citations import mentions
from scripts.checks.numbers.heard import heard
from scripts.checks.pages.lists import by_heart, items, judged
from scripts.checks.pages.sizes import number, size
from scripts.checks.rules import Found
from scripts.site.model.bands import FOLDS, SOLUTION
from scripts.site.model.page import Section
from scripts.site.model.prose import BOLD, CITATION, IMAGE, PROSE_KINDS, Block
from scripts.site.model.reading import split, words

FOLLOW_UP_SIZE, MISTAKE_SIZE = (30, 110), (0, 45)
MISTAKES, FOLLOW_UPS, PROBLEMS = (3, 5), (4, 7), (2, 3)
FINDINGS, ROWS = 2, 5
VERSIONED = {"torch": "PyTorch", "keras": "Keras", "onnxruntime": "ONNX Runtime", "flax": "Flax", "jax": "JAX"}
OUTPUT = ("text", "sh")
SAY_INSTEAD = "Say instead:"
MISTAKE = f'**"The wrong claim."** Why it is wrong. **{SAY_INSTEAD}** what to say.'
_COMMAND = re.compile(r"python -m scripts\.experiments \w+")


def _parts(found: Iterable[Block], level: int) -> list[tuple[Block, list[Block]]]:
    """The headings of a level, each with the blocks below it."""
    parts: list[tuple[Block, list[Block]]] = []
    for block in found:
        if block.kind == "heading" and block.level == level:
            parts.append((block, []))
        elif parts:
            parts[-1][1].append(block)
    return parts


def any_shape(section: Section, found: list[Block], root: Path) -> Found:
    """What is wrong with a section that has no rules of its own."""
    if not found:
        yield section.line, f'"{section.title}" is empty', "write it"


def _code(section: Section, found: list[Block], root: Path) -> Found:
    listings = [block.token.info.strip() for block in found if block.kind == "code" and block.token.content.strip()]
    if not set(listings).difference(OUTPUT):  # one in no language, or in another, is reported as such
        yield section.line, '"In code" has no ```python block', "write the shortest code that shows it"
    code = "".join(block.token.content for block in found if block.is_code("python"))
    said = " ".join(block.token.content for block in found if block.kind != "code")
    for module, name in VERSIONED.items():
        if re.search(rf"^\s*(?:import|from)\s+{module}\b", code, re.MULTILINE) and not _versioned(name, said):
            yield section.line, f'"In code" uses {name} without saying which version', f"write {name} and its version"


def _versioned(name: str, said: str) -> bool:
    """Whether a text names a library with its version, alone or in a list as in "PyTorch 2.13 and Keras 3.15"."""
    return re.search(rf"{name}`?\s+(?:version\s+)?\d+\.\d", said) is not None


def _mistakes(section: Section, found: list[Block], root: Path) -> Found:
    mistakes = items(section, found, root)
    yield from number(section.line, len(mistakes), MISTAKES, "common mistakes")
    texts = {block.line: block.flat for block in reversed(found) if block.kind == "item"}
    for line, count in mistakes:
        if line not in texts or not texts[line].quoted_mistake:
            yield line, "a common mistake starts with the wrong claim, quoted and bold", f"write `- {MISTAKE}`"
        if line not in texts or BOLD + SAY_INSTEAD not in texts[line].text:
            yield line, f'a common mistake without "{SAY_INSTEAD}"', f"write `- {MISTAKE}`"
        yield from ((line, *wrong) for wrong in size("a common mistake", count, MISTAKE_SIZE))


def _follow_ups(section: Section, found: list[Block], root: Path) -> Found:
    parts = _parts(found, 3)
    yield from number(section.line, len(parts), FOLLOW_UPS, "follow-ups")
    for heading, body in parts:
        title = heading.token.content
        if not title.rstrip().endswith("?"):
            yield heading.line, "a follow-up is not a question", "end its heading with a question mark"
        yield from (
            (heading.line, *wrong) for wrong in size("the follow-up's answer", words(body, root), FOLLOW_UP_SIZE)
        )


def _practice(section: Section, found: list[Block], root: Path) -> Found:
    """Published findings, each a sentence or a row of a table that has both the number and its source."""
    cited: set[str] = set()
    for block in found:
        if block.kind in PROSE_KINDS:
            places = [at for at, _ in heard(block)]
            for first, last in block.flat.sentences:
                if any(first <= at < last for at in places):
                    cited |= _keys(block.flat.text[first:last])
    rows = groupby((block for block in found if block.kind == "cell"), key=lambda block: block.line)
    for row in (list(cells) for _, cells in rows):
        if any(True for cell in row for _ in heard(cell)):
            cited |= _keys(" ".join(cell.flat.text for cell in row))
    if len(cited) < FINDINGS:
        message = f'"{section.title}" has {len(cited)} published findings with a number, at least {FINDINGS} are needed'
        yield section.line, message, "write the number and its source, `[@key]`, in one sentence or table row"


def _keys(text: str) -> set[str]:
    return {key for citation in CITATION.findall(text) for key in mentions(citation)}


def _problems(section: Section, found: list[Block], root: Path) -> Found:
    parts = _parts(found, 3)
    if raised := [heading.line for heading, _ in parts if heading.token.content == SOLUTION]:
        yield from ((line, "a solution with a heading of level 3", f"write `#### {SOLUTION}`") for line in raised)
        return
    yield from number(section.line, len(parts), PROBLEMS, "problems")
    with_number = False
    for heading, body in parts:
        solutions = _parts(body, 4)
        if [solution.token.content for solution, _ in solutions] != [SOLUTION]:
            yield heading.line, "a problem has one solution", f"write `#### {SOLUTION}` once below the problem"
            continue
        if not body or body[0] is solutions[0][0]:
            yield heading.line, "a problem without its text", "write the problem between its heading and the solution"
        if not solutions[0][1]:
            yield solutions[0][0].line, "an empty solution", "write it"
        texts = [block.token.content for block in solutions[0][1]]
        with_number = with_number or any(character.isdigit() for text in texts for character in text)
    if parts and not with_number:
        yield section.line, "no problem has a number in its solution", "ask for a number in at least one"


def _measured(section: Section, found: list[Block], root: Path) -> Found:
    fold = f"### {FOLDS[section.title]}"
    opened, _ = split(section.title, found)
    first = next((block for block in opened if block.kind != "heading"), None)
    if not first or first.kind != "paragraph" or IMAGE in first.flat.text:
        remedy = "write first what was found, in a sentence that can be said to a colleague"
        yield section.line, f'"{section.title}" does not start with a sentence', remedy
    figures = sum(IMAGE in block.flat.text for block in opened)
    if figures != 1:
        remedy = f"fold the others below `{fold}`" if figures else "show what was measured, above the fold"
        yield section.line, f'"{section.title}" has {figures or "no"} figure{"s"[: figures > 1]} open', remedy
    rows = [block for block in opened if block.kind == "cell" and block.column == 1]
    heads = [at for at, block in enumerate(rows) if block.row == 1]
    if len(heads) > 1:
        message = f'"{section.title}" has {len(heads)} tables open, at most one is allowed'
        yield rows[heads[1]].line, message, f"fold the others below `{fold}`"
    for first, end in pairwise([*heads, len(rows)]):
        if end - first - 1 > ROWS:
            message = f'a table of {end - first - 1} rows is open in "{section.title}", at most {ROWS} are allowed'
            yield rows[first].line, message, f"keep those that carry the finding, and fold the table below `{fold}`"
    if not any(re.search(r"±|\\pm|\+/?-", block.token.content) for block in found):
        yield section.line, '"Measured" has no spread', "print mean ± standard deviation over the seeds"
    if not any(_COMMAND.search(block.token.content) for block in found):
        remedy = f"write `python -m scripts.experiments NAME` below `{fold}`"
        yield section.line, '"Measured" does not say how to re-run it', remedy


SHAPES: dict[str, Callable[[Section, list[Block], Path], Found]] = {
    "By heart": by_heart,
    "Common mistakes": _mistakes,
    "How it is judged": judged,
    "Follow-ups": _follow_ups,
    "In practice": _practice,
    "In code": _code,
    "Measured": _measured,
    "Test yourself": _problems,
}
