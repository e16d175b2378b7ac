"""Twins: what each thing on a page is in Markdown, and that it reads back as it was."""

import pytest

from scripts.site.machines.tree import tree, words
from scripts.site.machines.twin import twin


def written(html: str, link=lambda address: address) -> str:
    return twin(html, link, "about").removesuffix("\n\n---\n\nabout\n")


FORMULA = '<span class="math"><math data-tex="f_t &lt; 1"><msub><mi>f</mi><mi>t</mi></msub></math>,</span>'
DISPLAY = '<div class="math" tabindex="0"><math data-tex="c = f \\\\ d" display="block"><mi>c</mi></math></div>'


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2 id='a'>A &amp; b</h2>", "## A & b"),
        ("<p>a <em>b</em> <strong>c </strong>d</p>", "a *b* **c** d"),
        ("<p>a * b_c _d $ &lt;e&gt; f &lt; g</p>", r"a \* b_c \_d \$ \<e> f < g"),
        ("<p>1. not a list</p>", r"1\. not a list"),
        ("<p># no heading</p>", r"\# no heading"),
        ("<p>see [a](b)</p>", r"see \[a](b)"),
        (f"<p>so {FORMULA} then</p>", "so $f_t < 1$, then"),
        (DISPLAY, "$$\nc = f \\\\ d\n$$"),
        ("<p><code>a`b</code></p>", "``a`b``"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
        ("<ol><li>a</li><li><p>b</p><p>c</p></li></ol>", "1. a\n2. b\n\n   c"),
        ('<ol><li><span class="question-number">3</span> <a href="a/">A</a></li></ol>', "- 3 [A](a/)"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "- **a**\n  b"),
        (
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c|d</td></tr></tbody></table>",
            "| a | b |\n| --- | --- |\n| c\\|d |  |",
        ),
        (
            '<div class="language-python highlight"><pre><span></span><code><span class="n">a</span> = 1\n</code></pre>'
            "</div>",
            "```python\na = 1\n```",
        ),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ('<div class="answer"><p>a</p></div>', "> a"),
        ("<details><summary>Solution</summary><p>a</p></details>", "**Solution**\n\na"),
        ("<details><summary><h3>Why?</h3></summary><p>a</p></details>", "### Why?\n\na"),
        ('<p>a (<a class="citation-link" href="#source-x">Gers 2000</a>)</p>', "a (Gers 2000)"),
        (
            '<figure><a class="figure-link" href="../f.svg"><picture><source srcset="n.svg"/>'
            '<img alt="An [a] b" src="../f.svg"/></picture></a><figcaption>The caption.</figcaption></figure>',
            "![An [a] b](../f.svg)\n\nThe caption.",
        ),
        ("<div>a <b>b</b><p>c</p>d</div>", "a **b**\n\nc\n\nd"),
        ("<p>a</p><button>Press</button><nav><a href='b'>b</a></nav><script>c()</script>", "a"),
        ("<p>“a” &ldquo;b&rdquo; &nbsp;c</p>", "“a” “b” \u00a0c"),
    ],
)
def test_it_is_markdown(html, markdown):
    assert written(html) == markdown


def test_links_are_what_they_are_in_the_twin():
    html = '<p><a href="../b/">b</a> <img src="c.svg" alt="d"/></p>'
    assert written(html, lambda address: f"/x/{address}") == "[b](/x/../b/) ![d](/x/c.svg)"


def test_html_that_is_no_xml_is_read_as_browsers_do():
    assert written("<details open><summary>S</summary><p>a<br>b</p></details>") == "**S**\n\na\\\nb"


def test_the_words_of_a_page_are_on_one_line():
    assert words(tree(f"<p>a\n  <b>b</b> {FORMULA}</p>")) == "a b f_t < 1,"
