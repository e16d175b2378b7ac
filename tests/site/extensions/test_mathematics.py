r"""Formulas: what comes out, where they may stand, and what is said of bad TeX."""

import html
import re
from pathlib import Path

import pytest

from scripts.site.build import fonts
from scripts.site.extensions import tex
from scripts.site.extensions.mathematics import CLASSES, BadTeX, convert


def written(page: str) -> list[str]:
    """The TeX that a page keeps for copying."""
    return [html.unescape(text) for text in re.findall(r' data-tex="([^"]*)"', page)]


def test_inline_and_display():
    assert convert("f_t", display=False) == '<math data-tex="f_t"><msub><mi>f</mi><mi>t</mi></msub></math>'
    assert convert("f_t", display=True).startswith('<math data-tex="f_t" display="block">')


@pytest.mark.parametrize("formula", sorted(set(fonts.notation())))
def test_the_notation_of_the_guide_converts(formula):
    assert "<math" in convert(formula, display=True)
    assert " style=" not in convert(formula, display=True)


def test_a_class_stands_where_math_core_writes_a_style():
    aligned = convert(r"\begin{aligned} a &= b \end{aligned}", display=True)
    cases = convert(r"\begin{cases} a & b \end{cases}", display=True)
    assert re.findall(r'<mtd class="(.*?)"', aligned + cases) == [
        "before-sign",
        "behind-sign",
        "case",
        "case condition",
    ]
    assert '<mspace class="closer"' in convert(r"a\!b", display=False)


def test_a_style_that_the_site_has_no_class_for_is_reported(monkeypatch):
    monkeypatch.delitem(CLASSES, "margin-left:-0.16666667em;")
    with pytest.raises(BadTeX, match="with a style of its own, margin-left"):
        convert(r"a\!b", display=False)


def test_the_style_sheet_knows_each_class():
    sheet = Path("docs/assets/css/text.css").read_text(encoding="utf-8")
    assert not {name for names in CLASSES.values() for name in names.split() if f".{name} {{" not in sheet}


@pytest.mark.parametrize(
    ("formula", "shape"),
    [
        (r"W \in \mathbb{R}^{4H \times D}", "<mi>ℝ</mi>"),
        (r"\frac{\partial\mathcal{L}}{\partial a}", "<mfrac>"),
        (r"\prod_{k=1}^{t} f_k", '<munderover><mo lspace="0">∏</mo>'),
        (r"\underbrace{f_t \odot c_{t-1}}_{\text{kept}}", "<mo>⏟</mo>"),
        (r"\begin{bmatrix} i \\ f \end{bmatrix}", "<mtable"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "<mtr>"),
        (r"10^{-31}", "<msup><mn>10</mn>"),
        (r"98{,}816", "<mn>98</mn>"),
        (r"\mathrm{diag}(f_t)", "<mi>diag</mi>"),
        (r"\lVert x \rVert", "‖"),
        (r"\tilde c_t^\top", "⊤"),
    ],
)
def test_shapes(formula, shape):
    assert shape in convert(formula, display=True)


def test_products_of_gates_are_not_blown_up():
    assert convert(r"f \odot c \otimes a \oplus b", display=True).count(' largeop="false">') == 3


def test_no_entity_that_a_reader_of_xhtml_does_not_know():
    assert "&ApplyFunction;" not in convert(r"\tanh x + \mathrm{diag}(x)", display=True)


@pytest.mark.parametrize(
    ("formula", "piece", "at", "says"),
    [
        (r"a + \foo b", r"\foo", 4, 'unknown command "\\foo"'),
        (r"\simga(x)", r"\simga", 0, r"did you mean \sigma?"),
        (r"é < \tahn x", r"\tahn", 4, r"did you mean \tanh?"),
        (r"\widetilde{c}", r"\widetilde", 0, r"write \tilde"),
        (r"\begin{split}a\end{split}", "split", 7, "write aligned"),
        (r"x_1_2", "_2", 3, "subscript"),
        (r"\frac{1}", r"\frac{1}", 8, "expected argument"),
        (r"{b} + {a", "{a", 6, "{ is never closed"),
        (r"\left( x \right) \leftarrow \left( a", r"\left( a", 28, r"\left is never closed"),
        (r"\begin{cases} a", r"\begin{cases} a", 0, r"\begin is never closed"),
        ("a & b", "&", 2, "table"),
        (r"a \\ b", r"\\", 2, "aligned"),
        ("  ", "$", 0, "empty"),
    ],
)
def test_bad_tex_names_its_piece(formula, piece, at, says):
    with pytest.raises(BadTeX) as raised:
        convert(formula, display=False)
    assert (raised.value.piece, raised.value.at) == (piece, at)
    assert says in raised.value.message


@pytest.mark.parametrize(("lacking", "instead"), sorted(tex.INSTEAD.items()))
def test_what_no_page_may_use_is_refused_and_the_substitute_works(lacking, instead):
    with pytest.raises(BadTeX) as raised:
        convert(lacking if lacking.startswith("\\") else rf"\begin{{{lacking}}}a\end{{{lacking}}}", display=True)
    assert instead in raised.value.message
    for command in re.findall(r"\\[a-zA-Z]+", instead):
        assert command in tex.COMMANDS or command in (r"\mathrm", r"\mathstrut")


TRICKY = r"a_b * c_d * e \, < x' \& \{y\} \lVert z \rVert _1"
CONTEXTS = {
    "paragraph": f"Text ${TRICKY}$ more.",
    "bold": f"**Text ${TRICKY}$**",
    "list": f"- one\n- ${TRICKY}$\n\n    1. ${TRICKY}$",
    "table": f"| a | b |\n|---|---|\n| ${TRICKY}$ | x |",
    "quotation": f"> ${TRICKY}$",
    "answer": f"> **In 30 seconds.** ${TRICKY}$",
    "display": f"Text\n\n$$\n{TRICKY}\n$$\n\nmore",
    "display in a list": f"- one\n\n    $$\n    {TRICKY}\n    $$",
    "display in a quotation": f"> Text\n>\n> $$\n> {TRICKY}\n> $$",
    "follow-up": f"## Follow-ups\n\n### Why?\n\n${TRICKY}$",
}


@pytest.mark.parametrize("text", CONTEXTS.values(), ids=CONTEXTS.keys())
def test_markdown_leaves_the_tex_alone_wherever_it_stands(project, text):
    page = project.html(text, path="docs/notes.md")
    assert set(written(page)) == {TRICKY}
    assert "<em>" not in page


@pytest.mark.parametrize("mark", [",", ".", ")", "), ", ";", ":"])
def test_punctuation_stays_with_its_formula(project, mark):
    page = project.html(f"So $x${mark} and then")
    assert f"</math>{mark.strip()}</span>" in page


@pytest.mark.parametrize("text", ["so ($x$) and", "so (**a** ($x$)", "- ($x$)", "so ([$x$, $y$])"])
def test_opening_brackets_stay_with_their_formula(project, text):
    page = project.html(text)
    assert re.search(r'<span class="math">[(\[]+<math', page)
    assert not re.search(r'[(\[]<span class="math">', page)
    assert re.sub("<[^>]+>", "", page).count("(") == text.count("(")


@pytest.mark.parametrize("behind", [" and", "-th", "s", " (so)"])
def test_words_do_not(project, behind):
    assert f"</math></span>{behind}" in project.html(f"So $x${behind}")


def test_formula_in_a_caption(project):
    project.figure("curve", "Half is gone after $k_f$ steps.")
    page = project.html("![Alt](../figures/curve.svg)", path="docs/notes.md")
    assert "<figcaption>Half is gone after <span" in page
    assert written(page) == ["k_f"]


def test_code_and_escaped_dollars_are_not_formulas(project):
    page = project.html("`$x$` costs \\$5 and \\$6.\n\n```python\nx = '$y$'\n```\n\n    $z$\n")
    assert "<math" not in page
    assert "<code>$x$</code> costs $5 and $6." in page


def test_display_formula_scrolls_in_a_box_of_its_own(project):
    page = project.html("$$\nx\n$$")
    box = re.search(r"<div[^>]*>", page)[0]
    for attribute in ('class="math"', 'tabindex="0"', 'role="group"', 'aria-label="Formula"'):
        assert attribute in box


def test_all_bad_formulas_of_a_page_with_their_lines(problems):
    text = "One $\\foo$, `$\\foo$`.\n\n$$\na\n+ \\bar\n$$\n\n> $$\n> b & c\n> $$\n\n## About $x_t$\n\nTwo $\\foo$.\n"
    assert [problem.split(":", 3)[:3] for problem in problems(text, front="---\nshort: s\n---\n\n")] == [
        ["docs/notes.md", "16", " a formula in a heading"],
        ["docs/notes.md", "5", " bad TeX"],
        ["docs/notes.md", "9", " bad TeX"],
        ["docs/notes.md", "13", " bad TeX"],
        ["docs/notes.md", "18", " bad TeX"],
    ]


def test_a_problem_names_the_offending_piece_and_the_formula(problems):
    (problem,) = problems("The gate $\\simga(z_t)$.")
    assert problem == (
        'docs/notes.md:1: bad TeX: unknown command "\\simga"; did you mean \\sigma?; '
        'correct "\\simga" in $\\simga(z_t)$'
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Good $x$.\n\nIt costs $5.", 3),
        ("Good $x$, `$` and \\$.\n\n\n$ x $", 4),
        ("| a |\n|---|\n| $|x|$ |", 3),
        ("Text $$x$$ in a line.", 1),
    ],
)
def test_a_dollar_that_opens_no_formula_is_reported(problems, text, line):
    found = problems(text)
    assert found
    assert all(problem.startswith(f"docs/notes.md:{line}: a dollar sign that opens no formula") for problem in found)


def test_bad_tex_in_a_caption_is_reported_where_the_figure_stands(project, problems):
    project.figure("curve", "Half after $\\foo$ steps.")
    (problem,) = problems("Text.\n\n![Alt](../figures/curve.svg)\n")
    assert problem.startswith('docs/notes.md:3: bad TeX: unknown command "\\foo"')
