"""A comment `<!-- code: lstm.step -->` names a function of the reference code, right behind the display it computes.

It may hold something in it, `<!-- code: lstm.step with f = 1 -->`, or say why there is none, `<!-- code: none, … -->`.
"""

from scripts.checks.formulas.algebra.reading import not_held
from scripts.checks.numbers.ledger import CODE
from scripts.checks.rules import Found, each_document
from scripts.site.extensions.reference_code import NAMED, NONE
from scripts.site.model.document import Document
from scripts.site.model.page import did_you_mean
from scripts.site.model.reference_code import functions


def _computed_by(document: Document) -> Found:
    known: dict[str, str] = {}
    below_a_display = {token.map[1] for token in document.tokens if token.type == "math_block"}
    for token in document.tokens:
        if token.type not in ("html_block", "inline"):
            continue
        for match in CODE.finditer(token.content):
            line = token.map[0] + token.content.count("\n", 0, match.start())
            named = NAMED.fullmatch(match[0])
            if not named and not NONE.fullmatch(match[0]):
                yield line + 1, f"{match[0]} names no function", "write it as `<!-- code: lstm.step -->`"
            elif token.type == "inline" or not _right_below(document, below_a_display, line):
                remedy = "put it on the line right below the $$ that ends the formula"
                yield line + 1, f"{match[0]} does not stand behind a display", remedy
            elif named and named["name"] not in (known := known or functions()):
                message = f"no function {named['name']} in scripts/reference{did_you_mean(named['name'], known)}"
                yield line + 1, message, "correct the name, or remove the comment"
            elif named and named["held"] and (beyond := not_held(named["name"], named["held"])):
                remedy = "hold a gate or a state at 0 or 1, or add it to HOLDS in formulas/algebra/tables"
                yield line + 1, f"nothing holds {beyond} in {named['name']}", remedy


def _right_below(document: Document, displays: set[int], line: int) -> bool:
    """Whether nothing but comments of claims stands between a display and a line (counted from 0)."""
    lines = document.text.split("\n")
    while line not in displays and lines[line - 1].lstrip().startswith("<!-- ="):
        line -= 1
    return line in displays


check = each_document(_computed_by)
