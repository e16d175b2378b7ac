"""Claim comments leave no trace, and nothing else goes with them."""

import pytest
from markdown import markdown

CLAIM = '<!-- = data("adding_problem").lstm[100]["mse"] * 2**3 -->'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"It is 98,816{CLAIM} weights.", "<p>It is 98,816 weights.</p>"),
        (f"Half: 50 %{CLAIM}, or **0.5**{CLAIM}.", "<p>Half: 50 %, or <strong>0.5</strong>.</p>"),
        ("After 40<!-- given --> steps.", "<p>After 40 steps.</p>"),
        ("After 40<!--given--> and 41<!--= 40 + 1-->.", "<p>After 40 and 41.</p>"),
        (f"Line one\n{CLAIM} line two", "<p>Line one\nline two</p>"),
        (f"Line one\n{CLAIM}\nline two", "<p>Line one\nline two</p>"),
        ("a 12<!-- =\n3 * 4 -->\nb", "<p>a 12\nb</p>"),
        (f"One.\n\n{CLAIM}\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        (f"- 98,816{CLAIM}\n- x", "<ul>\n<li>98,816</li>\n<li>x</li>\n</ul>"),
        (f"<div>98,816{CLAIM}</div>", "<div>98,816</div>"),
        ("One.\n\n<!-- TODO: two, 20–50 words -->\n\nThree.", "<p>One.</p>\n<p>Three.</p>"),
        ("- <!-- TODO: **x** -->\n- y", "<ul>\n<li></li>\n<li>y</li>\n</ul>"),
        ("# One <!-- TODO: two -->", "<h1>One </h1>"),
        ("a <!-- note --> b", "<p>a <!-- note --> b</p>"),
        ("`1<!-- = 1 -->`", "<p><code>1&lt;!-- = 1 --&gt;</code></p>"),
        ("    1<!-- = 1 -->", "<pre><code>1&lt;!-- = 1 --&gt;\n</code></pre>"),
    ],
)
def test_comments_go(text, html):
    assert markdown(text, extensions=["scripts.site.extensions.claims"]) == html


def test_in_a_table():
    page = markdown(f"| a |\n|---|\n| 98,816{CLAIM} |", extensions=["tables", "scripts.site.extensions.claims"])
    assert "<td>98,816</td>" in page


def test_fenced_code_keeps_them():
    page = markdown("```\n<!-- = 1 -->\n```", extensions=["pymdownx.superfences", "scripts.site.extensions.claims"])
    assert "&lt;!-- = 1 --&gt;" in page


@pytest.mark.parametrize("text", [f"$f = 12${CLAIM} x", f"$$\nf = 12\n$${CLAIM}", f"$$\nf = 12\n$$ {CLAIM}{CLAIM}\n"])
def test_behind_a_formula(project, text):
    page = project.html(text)
    assert "<math" in page
    assert "!--" not in page
    assert ("display" in page) == text.startswith("$$")
