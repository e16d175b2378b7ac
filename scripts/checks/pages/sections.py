"""What must stand in a section beyond its size: code, measurements, mistakes, follow-ups, judgements, problems."""

import re
from collections.abc import Callable, Iterable, Iterator

from scripts.checks.prose import BOLD, IMAGE, Block, words
from scripts.checks.rules import Found
from scripts.site.model.document import all_leaves
from scripts.site.model.page import Section

FOLLOW_UP_SIZE, JUDGED_SIZE = (40, 120), (60, 150)
MISTAKES, FOLLOW_UPS, PROBLEMS = (3, 5), (3, 5), (2, 3)
VERSIONED = {"torch": "PyTorch", "keras": "Keras", "onnxruntime": "ONNX Runtime", "flax": "Flax", "jax": "JAX"}
OUTPUT = ("text", "sh")
SAY_INSTEAD = "Say instead:"
MISTAKE = f'**"The wrong claim."** Why it is wrong. **{SAY_INSTEAD}** what to say.'
JUDGEMENTS = ("Weak", "Good", "Strong")
SOLUTION = "Solution"


def size(what: str, count: int, limits: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """What is wrong with a number of words, and what to do."""
    least, most = limits
    if count < least:
        yield f"{what} has {count} words, at least {least:,} are needed", f"write {least - count} more"
    elif count > most:
        yield f"{what} has {count:,} words, at most {most:,} are allowed", f"cut {count - most}"


def _number(line: int, count: int, size: tuple[int, int], what: str) -> Found:
    if not size[0] <= count <= size[1]:
        yield line, f"{count} {what}", f"write {size[0]} to {size[1]}"


def _parts(found: Iterable[Block], level: int) -> list[tuple[Block, list[Block]]]:
    """The headings of a level, each with the blocks below it."""
    parts: list[tuple[Block, list[Block]]] = []
    for block in found:
        if block.kind == "heading" and block.level == level:
            parts.append((block, []))
        elif parts:
            parts[-1][1].append(block)
    return parts


def cell_words(found: Iterable[Block]) -> int:
    """The number of words in the cells of tables, their headings left out."""
    return sum(block.flat.words for block in found if block.kind == "cell" and block.row > 1)


def any_shape(section: Section, found: list[Block]) -> Found:
    """What is wrong with a section that has no rules of its own."""
    if not found:
        yield section.line, f'"{section.title}" is empty', "write it"


def _code(section: Section, found: list[Block]) -> Found:
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


def _mistakes(section: Section, found: list[Block]) -> Found:
    items = [token for token in section.tokens if token.type == "list_item_open" and token.level == 1]
    yield from _number(section.line, len(items), MISTAKES, "common mistakes")
    texts = {block.line: block.flat for block in reversed(found) if block.kind == "item"}
    for line in (token.map[0] + 1 for token in items):
        if line not in texts or not texts[line].quoted_mistake:
            yield line, "a common mistake starts with the wrong claim, quoted and bold", f"write `- {MISTAKE}`"
        if line not in texts or BOLD + SAY_INSTEAD not in texts[line].text:
            yield line, f'a common mistake without "{SAY_INSTEAD}"', f"write `- {MISTAKE}`"


def _follow_ups(section: Section, found: list[Block]) -> Found:
    parts = _parts(found, 3)
    yield from _number(section.line, len(parts), FOLLOW_UPS, "follow-ups")
    for heading, body in parts:
        title = heading.token.content
        if not title.rstrip().endswith("?"):
            yield heading.line, "a follow-up is not a question", "end its heading with a question mark"
        yield from ((heading.line, *wrong) for wrong in size("the follow-up's answer", words(body), FOLLOW_UP_SIZE))


def _judged(section: Section, found: list[Block]) -> Found:
    rows = [block.flat.text.strip(" *" + BOLD) for block in found if block.kind == "cell" and block.column == 1]
    names = ["".join(character for character in row if character.isalpha()) for row in rows[1:]]
    if names != [*JUDGEMENTS]:
        message = f"the rows of the table are {', '.join(names) or 'missing'}"
        yield section.line, message, f"write one table with the rows {', '.join(JUDGEMENTS)}"
    count = words(found) + cell_words(found)
    yield from ((section.line, *wrong) for wrong in size('"How it is judged"', count, JUDGED_SIZE))


def _problems(section: Section, found: list[Block]) -> Found:
    parts = _parts(found, 3)
    if raised := [heading.line for heading, _ in parts if heading.token.content == SOLUTION]:
        yield from ((line, "a solution with a heading of level 3", f"write `#### {SOLUTION}`") for line in raised)
        return
    yield from _number(section.line, len(parts), PROBLEMS, "problems")
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


def _measured(section: Section, found: list[Block]) -> Found:
    if not any(IMAGE in block.flat.text for block in found):
        yield section.line, '"Measured" has no figure', "show what was measured"
    if not any(re.search(r"±|\\pm|\+/?-", block.token.content) for block in found):
        yield section.line, '"Measured" has no spread', "print mean ± standard deviation over the seeds"
    if not any("experiments" in leaf.content for leaf in all_leaves(section.tokens) if leaf.kind == "code_inline"):
        yield section.line, '"Measured" does not say how to re-run it', "write `python -m scripts.experiments NAME`"


SHAPES: dict[str, Callable[[Section, list[Block]], Found]] = {
    "In code": _code,
    "Measured": _measured,
    "Common mistakes": _mistakes,
    "Follow-ups": _follow_ups,
    "How it is judged": _judged,
    "Test yourself": _problems,
}
