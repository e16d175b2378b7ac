r"""Formulas: `$…$` and `$$…$$`, parsed by pymdownx.arithmatex, become MathML by math-core when the site is built.

No macro is defined, so that the same source also renders on a code host. A formula that math-core cannot read is
reported with its page, line and offending piece, and so is a dollar sign that opens no formula: raw TeX never shows.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from html import escape

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from math_core import LatexError, LatexToMathML
from pymdownx.arithmatex import ArithmatexExtension

from scripts.site.extensions.report import attach, page
from scripts.site.extensions.tex import COMMANDS, INSTEAD, refused, unclosed

_POSITION = re.compile(r"(?P<at>\d+): (?P<message>.*)", re.DOTALL)
_NAME = re.compile(r"\\(?:[A-Za-z]+\*?|.)|[^\s\\{}]+|\S", re.DOTALL)

# Firefox takes these products and sums for large operators and blows them up in display formulas.
_CIRCLED = re.compile(r"<mo([^>]*)>([⊙⊗⊕])</mo>")

# What math-core writes as style attributes, which the site's policy refuses, and the class that stands in its place:
# docs/assets/css/text.css has the same declarations.
CLASSES = {
    "text-align: right;justify-items: end;padding-right: 0;": "before-sign",
    "text-align: left;justify-items: start;padding-left: 0;": "behind-sign",
    "text-align: left;justify-items: start;padding-right: 0;": "case",
    "text-align: left;justify-items: start;padding-right: 0;padding-left:1em;": "case condition",
    "margin-left:-0.16666667em;": "closer",
}
_STYLE = re.compile(r' style="([^"]*)"')

_PUNCTUATION = re.compile(r"[,.;:!?)\]”’…]+")
_OPENING = re.compile(r"[(\[“‘]+$")


class BadTeX(ValueError):
    """A formula cannot be converted. `piece` is the part of it that cannot be read, `at` where that stands in it."""

    def __init__(self, message: str, piece: str, at: int = 0) -> None:
        """Keep the piece and its place beside the message."""
        super().__init__(message)
        self.message = message
        self.piece = piece
        self.at = at


@cache
def _converter() -> LatexToMathML:
    return LatexToMathML(fancy_error=False)


def convert(tex: str, display: bool) -> str:
    r"""MathML Core of the formula `tex` (without its dollars), with the TeX kept in `data-tex`.

    An attribute, and not an `annotation`: a page has over a hundred formulas, and whoever reads its text aloud or looks
    for its words would meet each twice.

    Raises
    ------
    BadTeX
        When math-core cannot read it, when it is empty, or when it breaks lines outside an environment.
    """
    tex = tex.strip()
    if not tex:
        raise BadTeX("the formula is empty", "$$" if display else "$")
    if found := refused(tex):
        at, word = found
        raise BadTeX(f'no "{word}" in this guide; write {INSTEAD[word]}', word, at)
    try:
        mathml = _converter().convert_with_local_state(tex, displaystyle=display)
    except LatexError as error:
        raise _explain(tex, str(error)) from None
    if r"\\" in tex and "<mtable" not in mathml:
        raise BadTeX(
            r"\\ breaks no line here: put the lines in \begin{aligned} … \end{aligned}", r"\\", tex.index(r"\\")
        )
    mathml = _CIRCLED.sub(r'<mo\1 largeop="false">\2</mo>', mathml)
    mathml = _STYLE.sub(lambda match: f' class="{_class(match[1], tex)}"', mathml)
    # XHTML readers know no entity of this name.
    mathml = mathml.replace("&ApplyFunction;", "\u2061")
    return mathml.replace("<math", f'<math data-tex="{escape(tex, quote=True)}"', 1)


def _class(style: str, tex: str) -> str:
    if style not in CLASSES:
        raise BadTeX(f"it comes out with a style of its own, {style}", tex)
    return CLASSES[style]


def _explain(tex: str, error: str) -> BadTeX:
    match = _POSITION.fullmatch(error)
    at, message = (int(match["at"]), match["message"].rstrip(".")) if match else (0, error)
    found = _NAME.match(tex, at)
    piece = found[0] if found else tex[-20:]
    waiting = re.match(r'Expected closing token "(.+?)"', message)
    if waiting and (opened := unclosed(tex, waiting[1])):
        at = opened.start()
        return BadTeX(f"{opened[0]} is never closed", tex[at : at + 20].split("\n")[0], at)
    quoted = re.search(r'^Unknown (?:command|environment) "(.+)"$', message)
    if quoted:
        word = piece = quoted[1]
        near = get_close_matches(word, COMMANDS, n=1, cutoff=0.75)
        if near:
            message += f"; did you mean {near[0]}?"
    if "table-like" in message:
        message += r": put the lines in \begin{aligned} … \end{aligned}"
    return BadTeX(message[0].lower() + message[1:], piece, at)


class _Formulas(Treeprocessor):
    """Put MathML where arithmatex left the TeX."""

    def run(self, root: etree.Element) -> None:
        self._headings(root)
        formulas = [element for element in root.iter() if element.get("class") == "arithmatex"]
        sources = [element.text or "" for element in formulas]
        before = _before(root)
        for element in formulas:
            self._formula(element, display=element.tag == "div")
            if element.tag == "span":
                _take_opening(element, *before[element])
        if any("$" in text for text in _texts(root)):
            self._lone_dollars(sources)

    def _formula(self, element: etree.Element, display: bool) -> None:
        tex = element.text or ""
        try:
            mathml = convert(tex, display)
        except BadTeX as error:
            mathml = f"<code>{escape(tex)}</code>"
            self._report(tex, display, error)
        if display:
            element.attrib.update({"class": "math", "tabindex": "0", "role": "group", "aria-label": "Formula"})
        else:
            element.set("class", "math")
        element.text = self.md.htmlStash.store(mathml)
        if not display and (behind := _PUNCTUATION.match(element.tail or "")):
            # Chromium breaks a line between a formula and what follows it, unless both stand in one box.
            element.text += behind[0]
            element.tail = element.tail[behind.end() :]

    def _headings(self, root: etree.Element) -> None:
        opened = page(self.md)
        for heading in (element for element in root.iter() if re.fullmatch("h[1-6]", element.tag)):
            for formula in (element for element in heading.iter("span") if element.get("class") == "arithmatex"):
                lines = enumerate(opened.prose.split("\n"), start=opened.source.first_line)
                tex = f"${formula.text}$"
                line = next((number for number, text in lines if text.startswith("#") and tex in text), 1)
                opened.report(line, f"a formula in a heading: {tex}", "say it in words, as the table of contents must")

    def _report(self, tex: str, display: bool, error: BadTeX) -> None:
        opened = page(self.md)
        dollars = "$$" if display else "$"
        longest = max(tex.split("\n"), key=len)  # in a quotation every line of a formula starts with a mark
        line = opened.find(f"{dollars}{tex}{dollars}", longest)
        line += tex.count("\n", 0, len(tex) - len(tex.lstrip()) + error.at) if f"{dollars}{tex}" in opened.prose else 0
        remedy = f'correct "{error.piece}" in {dollars}{_shortened(tex)}{dollars}'
        opened.report(line, f"bad TeX: {error.message}", remedy)

    def _lone_dollars(self, sources: list[str]) -> None:
        opened = page(self.md)
        rest = opened.prose
        for tex in sources:
            for formula in (f"$${tex}$$", f"${tex}$"):
                if formula in rest:
                    rest = rest.replace(formula, re.sub(r"[^\n]", " ", formula), 1)
                    break
        places = [match.start() for match in re.finditer(r"(?<!\\)\$+", rest)]
        for at in places or [0]:
            excerpt = opened.prose[at : at + 30].split("\n")[0]
            remedy = (
                "put `$$` on lines of its own; inside `$…$` leave no space at the ends and, in a table, no `|`; "
                r"write \$ for the sign itself"
            )
            opened.report(opened.line_at(at), f'a dollar sign that opens no formula: "{excerpt}"', remedy)


def _before(root: etree.Element) -> dict[etree.Element, tuple[etree.Element, str]]:
    """By element, where the text in front of it stands: an element, and which of its two texts."""
    found = {}
    for parent in root.iter():
        last = (parent, "text")
        for child in parent:
            found[child] = last
            last = (child, "tail")
    return found


def _take_opening(formula: etree.Element, holder: etree.Element, kind: str) -> None:
    """Keep a bracket that opens in front of a formula in its box, as the one that closes behind it."""
    text = getattr(holder, kind) or ""
    if opening := _OPENING.search(text):
        formula.text = opening[0] + formula.text
        setattr(holder, kind, text[: opening.start()])


def _texts(root: etree.Element) -> Iterator[str]:
    """The texts of a page outside code."""
    for element in root.iter():
        if element.tag not in ("code", "pre", "script", "style"):
            yield element.text or ""
        yield element.tail or ""


def _shortened(tex: str) -> str:
    one_line = " ".join(tex.split())
    return one_line if len(one_line) <= 60 else one_line[:59] + "…"


class MathematicsExtension(Extension):
    """Formulas as MathML."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Let arithmatex find the formulas and convert what it found."""
        attach(md)
        arithmatex = ArithmatexExtension(
            generic=True,
            preview=False,
            inline_syntax=["dollar"],
            block_syntax=["dollar"],
            tex_inline_wrap=["", ""],
            tex_block_wrap=["", ""],
        )
        arithmatex.extendMarkdown(md)
        md.treeprocessors.register(_Formulas(md), "mathematics", 12)


def makeExtension(**options) -> MathematicsExtension:
    """The extension, as Python-Markdown asks for it."""
    return MathematicsExtension(**options)
