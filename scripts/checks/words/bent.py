"""English that is bent to save a word: "one answer a sequence", "0.239 a target", "How many weights has it?".

Only what can be told from right English by its form. "60 words a minute" is right, and so is "After 100 steps a unit
forgets": what is counted per thing ends its clause.
"""

import re
from collections.abc import Iterable, Iterator

from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, asked_once, problems
from scripts.site.model.document import Document, Problem
from scripts.site.model.prose import COMMENT, FORMULA, PROSE_KINDS, Block, document_blocks, text_blocks

# What stands on pages for each of which something is counted. Not units of time.
_EACH = (
    "axis|batch|bit|block|bug|byte|cell|character|class|column|curve|dimension|element|epoch|example|feature|figure|"
    "gate|head|item|key|label|layer|length|line|model|neuron|number|order|page|panel|parameter|point|position|run|"
    "sample|seed|sentence|sequence|setting|speaker|step|symbol|target|task|token|unit|update|value|variant|vector|"
    "weight|window|word"
)
_ONE = (
    "answer|bar|bias|bit|block|box|byte|cell|column|copy|curve|dot|entry|error|gate|gradient|idea|item|label|layer|letter|"
    "line|matrix|module|neuron|number|panel|parameter|point|product|reason|row|scalar|state|step|term|unit|value|vector|"
    "weight|word"
)
_MANY = r"[\w-]+(?<![aious])s|FLOPs|ms|GB|MB|KB"
_SEVERAL = "a few|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many"
_NUMBER = rf"(?:\d[\d.,]*|{FORMULA})(?:\s?%)?{COMMENT}*"
_END = r"(?=\s*(?:[.,;:?)]|$)|\s+(?:and|or|but)\b)"
_PER = re.compile(
    rf"(?:\b(?:an?|one)\s+(?:[\w-]+\s+)?(?:{_ONE})|(?:\b(?:{_SEVERAL})|{_NUMBER})\s+(?:[\w-]+\s+)?(?:{_ONE}|{_MANY})"
    rf"|\d[\d.,]*(?:\s?%)?{COMMENT}*)\s+an?\s+(?P<each>{_EACH}){_END}",
    re.IGNORECASE,
)
# "It gives one unit a label" is right.
_GIVES = re.compile(r"\b(?:g[ia]v(?:es?|en|ing)|call(?:s|ed|ing)?|ma(?:kes?|de|king))\b[^.;:]*$", re.IGNORECASE)
_HAS = re.compile(
    r"\bHow (?:many|much)\b[^.?!]*?\s(?P<has>ha(?:s|ve|d))\s+(?P<who>it|they|we|you|(?:an?|the)\s+[\w-]+)\?",
    re.IGNORECASE,
)


def check(repository: Repository) -> Iterator[Problem]:
    """Every place on pages and in captions."""
    yield from problems(_in_document, repository)
    yield from (Problem(*found) for found in _in_captions(repository))


@asked_of("site")
def _in_document(document: Document, repository: Repository) -> Found:
    return _bent(document_blocks(document))


@asked_once
def _in_captions(repository: Repository) -> Iterator[tuple[str, int, str, str]]:
    for name, line, caption in repository.captions:
        yield from ((name, line, *found) for _, *found in _bent(text_blocks(caption)))


def _bent(found: Iterable[Block]) -> Found:
    for block in found:
        if block.kind not in ("heading", "cell", *PROSE_KINDS):
            continue
        text = block.flat.text
        for match in _PER.finditer(text):
            if not _GIVES.search(text[: match.start()]):
                each = match["each"]
                said = re.sub(f"[{COMMENT}]", "", match[0]).replace(FORMULA, "…")
                yield (
                    block.flat.line_at(match.start()),
                    f'"{said}" is bent English',
                    f"write per {each}, or for each {each}",
                )
        for match in _HAS.finditer(text):
            does = {"has": "does", "have": "do", "had": "did"}[match["has"].lower()]
            line = block.flat.line_at(match.start("has"))
            yield line, f'"{match["has"]} {match["who"]}?" is bent English', f"write {does} {match['who']} have?"
