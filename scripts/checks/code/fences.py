"""Code on pages: fenced, in a language that the tests know, and Python where it says so."""

import ast
import re

from scripts.checks.formulas.mathematics import FENCES as FORMULAS
from scripts.checks.rules import Found, each_document
from scripts.site.model.document import Document, did_you_mean
from scripts.site.model.prose import Block, document_blocks

LANGUAGES = ("python", "text", "sh")
_FENCES = "write ```python for what is run, ```text for what it prints, ```sh for commands"
_TYPOGRAPHIC = re.compile("[“”„‘’«»–—−…]")


def _blocks(document: Document) -> Found:
    for block in document_blocks(document):
        if block.kind == "code":
            yield from _block(block)


def _block(block: Block) -> Found:
    language = block.token.info.strip()
    if block.token.type == "code_block":
        message = "text indented by four spaces is code without a language"
        yield block.line, message, f"take the spaces out, or {_FENCES}"
    elif not language:
        yield block.line, "a code block without a language", _FENCES
    elif language not in (*LANGUAGES, *FORMULAS):
        guess = did_you_mean(language, LANGUAGES)
        yield block.line, f'a code block in "{language}"{guess}, which nobody checks', _FENCES
    elif language == "python":
        yield from _python(block.token.content, block.line + 1)


def _python(code: str, first: int) -> Found:
    lines = code.split("\n")
    prompts = [number for number, line in enumerate(lines) if re.match(r"(?:>>>|\.\.\.|In \[\d+\]:)\s|%\w|!\w", line)]
    if prompts:
        remedy = "write the code alone, and what it prints in a ```text block"
        yield first + prompts[0], f"not Python, but a session: {lines[prompts[0]]}", remedy
        return
    try:
        ast.parse(code)
    except (SyntaxError, ValueError) as error:
        at = min(max(getattr(error, "lineno", None) or 1, 1), len(lines)) - 1
        typed = _TYPOGRAPHIC.search(lines[at])
        why = "" if typed else f" ({getattr(error, 'msg', error)})"
        message = f"not Python{why}: {lines[at].strip()}"
        yield first + at, message, f"type {typed[0]} as on a keyboard" if typed else "correct it"


check = each_document(_blocks)
