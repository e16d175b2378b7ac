"""Every formula converts, and every dollar sign belongs to one."""

from collections.abc import Iterator

from scripts.checks.figures import captions
from scripts.checks.sources import Sources
from scripts.site.document import Problem, leaves, parse
from scripts.site.mathematics import BadTeX, convert


def check(sources: Sources) -> Iterator[Problem]:
    """Formulas that math-core cannot read, and lone dollars, in pages and captions."""
    for document in sources.site_documents:
        for line, message, remedy in _problems(document.tokens):
            yield Problem(document.name, line, message, remedy)
    for name, at, caption in captions(sources):
        for _, message, remedy in _problems(parse(caption)):
            yield Problem(name, at, message, remedy)


def _problems(tokens) -> Iterator[tuple[int, str, str]]:
    for token in tokens:
        if token.type == "math_block":
            yield from _formula(token.content, True, token.map[0] + 1)
        elif token.type == "inline":
            for leaf in leaves(token):
                if leaf.kind == "math_inline":
                    yield from _formula(leaf.content, False, leaf.line)
            yield from _lone_dollars(token)


def _formula(tex: str, display: bool, line: int) -> Iterator[tuple[int, str, str]]:
    try:
        convert(tex, display)
    except BadTeX as error:
        before = tex[: max(0, tex.find(error.piece))]
        one_line = " ".join(tex.split())
        shown = one_line if len(one_line) <= 60 else one_line[:59] + "…"
        at = line + (before.count("\n") if display else 0)
        yield at, f"bad TeX: {error.message}", f'correct "{error.piece}" in ${shown}$'


def _lone_dollars(token) -> Iterator[tuple[int, str, str]]:
    texts = [leaf for leaf in leaves(token) if leaf.kind == "text" and "$" in leaf.content]
    if sum(leaf.content.count("$") for leaf in texts) > token.content.count(r"\$"):
        text = texts[0].content
        at = text.index("$")
        remedy = r"close the formula with no space inside its dollars, or write \$ for the sign itself"
        if text[at:].startswith("$$"):
            remedy = "put the two $$ of a display equation on lines of their own, with a blank line before and behind"
        yield texts[0].line, f'a dollar sign that opens no formula: "{text[at : at + 30].strip()}"', remedy
