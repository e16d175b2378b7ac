"""Every formula converts and says what its author meant, and every dollar sign belongs to one."""

import re
from collections.abc import Sequence
from itertools import pairwise

from markdown_it.token import Token

from scripts.checks.formulas.slips import slips
from scripts.checks.rules import Found, each_text
from scripts.site.extensions.mathematics import BadTeX, convert
from scripts.site.extensions.tex import refused
from scripts.site.model.document import leaves

NO_DOLLAR_BEHIND = tuple("\"'“”‘’±")
FENCES = ("math", "latex", "tex", "katex")
_LATEX_DOLLARS = re.compile(r"\\\(.+?\\\)|\\\[[^@].*?\\\]", re.DOTALL)
_COMMAND = re.compile(r"\\[A-Za-z]{2,}")
_SUBSCRIPT = re.compile(r"(?<![\w@/.:-])\w+_\w+")
_CITATION = re.compile(r"\[@[^\]]*\]")


def _formulas(tokens: Sequence[Token]) -> Found:
    before = ""
    for token in tokens:
        if token.type == "math_block":
            yield from _formula(token.content, True, token.map[0] + 1)
        elif token.type == "fence" and token.info.strip() in FENCES:
            message = f"a formula in a block of code, which the site shows as code: ```{token.info.strip()}"
            yield token.map[0] + 1, message, "put it between two lines of $$"
        elif token.type == "inline":
            for before_it, leaf in pairwise((None, *leaves(token))):
                if leaf.kind == "math_inline":
                    yield from _formula(leaf.content, False, leaf.line)
                    if before_it and before_it.kind == "text" and before_it.content[-1:] in NO_DOLLAR_BEHIND:
                        message = f"a formula right behind {before_it.content[-1]}, which a code host shows as dollars"
                        yield leaf.line, message, "put a space between them, or say it in words"
            yield from _outside(token, in_table=before in ("td_open", "th_open"))
        before = token.type


def _formula(tex: str, display: bool, line: int) -> Found:
    if not tex.strip():
        yield line, "an empty formula", "write it, or remove its dollars"
        return
    one_line = " ".join(tex.split())
    shown = one_line if len(one_line) <= 60 else one_line[:59] + "…"
    wrong = {} if refused(tex) else {at: (said, f"{remedy}, in ${shown}$") for at, said, remedy in slips(tex, display)}
    try:
        convert(tex, display)
    except BadTeX as error:
        at = error.at + len(tex) - len(tex.lstrip())
        wrong.setdefault(at, (f"bad TeX: {error.message}", f'correct "{error.piece}" in ${shown}$'))
    for at, (message, remedy) in wrong.items():
        yield line + (tex.count("\n", 0, at) if display else 0), message, remedy


def _outside(token: Token, in_table: bool) -> Found:
    """A dollar that opens no formula, else LaTeX's own marks, else TeX and subscripts in the words."""
    texts = [leaf for leaf in leaves(token) if leaf.kind == "text"]
    lone = next((leaf for leaf in texts if "$" in leaf.content), None)
    if lone and sum(leaf.content.count("$") for leaf in texts) > token.content.count(r"\$"):
        excerpt = lone.content[lone.content.index("$") :]
        remedy = r"close the formula with no space inside its dollars, or write \$ for the sign itself"
        if "$$" in token.content:
            excerpt = token.content[token.content.index("$$") :].split("\n")[0]
            remedy = "put the two $$ of a display equation on lines of their own, with a blank line before and behind"
        elif in_table:
            remedy = r"a | ends the cell, even in a formula: write \lvert x \rvert or \mid"
        yield lone.line, f'a dollar sign that opens no formula: "{excerpt[:30].strip()}"', remedy
        return
    inside = [leaf.content for leaf in leaves(token) if leaf.kind in ("code_inline", "math_inline", "html_inline")]
    for match in _LATEX_DOLLARS.finditer(token.content):
        if not any(match[0] in other for other in inside):
            line = token.map[0] + 1 + token.content.count("\n", 0, match.start())
            mark = match[0][:2]
            remedy = "put it between dollars: $…$, or between two lines of $$"
            yield line, f"a formula between {mark} and {match[0][-2:]}", remedy
            return
    for leaf in texts:
        text = _CITATION.sub("", leaf.content)
        if "<!" in text:
            return  # a comment that is none, reported with the claims
        if match := _COMMAND.search(text):
            remedy = "put a formula between dollars; a citation is [@key], and bold is **bold**"
            yield leaf.line, f"a TeX command outside a formula: {match[0]}", remedy
        elif match := _SUBSCRIPT.search(text):
            remedy = "put a formula between dollars, a name of code between backticks"
            yield leaf.line, f"a subscript outside a formula: {match[0]}", remedy


check = each_text(_formulas)
