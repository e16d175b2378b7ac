"""HTML is refused in every disguise; what only looks like it is left alone."""

import pytest

HERE = "It came late"
MARKDOWN = "write Markdown; what is not meant as HTML goes into a code span"


@pytest.mark.parametrize(
    ("text", "tags", "remedy"),
    [
        ("<b>early</b> and <b>late</b>.", "<b>", MARKDOWN),
        ("<img/src=x onerror=alert(1)>", "<img>", "write ![ALT](../../figures/NAME.svg)"),
        (r"\<script>alert(1)\</script>", "<script>", "remove it"),
        ("<javascript://%0aalert(1)>", "<javascript:>", MARKDOWN),
        ('<a id="x" onclick="y()">z</a>', "<a>", "write [text](target)"),
        ('<a id="x"y>z</a>', "<a>", "write [text](target)"),
        ("early</div>", "</div>", MARKDOWN),
        ("the <pad> token", "<pad>", MARKDOWN),
        ("<?php echo 1 ?>", "<?php>", MARKDOWN),
    ],
)
def test_refused(site, text, tags, remedy):
    assert site.broken(HERE, f"{text} {HERE}") == [f"P:L: HTML that no page may have: {tags}; {remedy}"]


@pytest.mark.parametrize(
    ("block", "tags"),
    [
        ("<details>\n<summary>x</summary>\n</details>", [(1, "<details>"), (2, "<summary>")]),
        ("<div\nonclick=x", [(1, "<div>")]),
        ("<!-- given --> <script>x</script>", [(1, "<script>")]),
        ("<!--> <script>x</script> -->", [(1, "<!>, <script>")]),
        ("</div>", [(1, "</div>")]),
    ],
)
def test_blocks(site, block, tags):
    site.write("docs/other.md", f"{block}\n")
    found = [one.split("; ")[0] for one in site.problems() if "HTML" in one]
    assert found == [f"docs/other.md:{line}: HTML that no page may have: {names}" for line, names in tags]


@pytest.mark.parametrize(
    "text",
    [
        "Up<br>and down, H<sub>2</sub>O, <kbd>Ctrl</kbd>.",
        'Here<a id="there"></a>.',
        "`<b>` and $a < b$ and 1 < 2 and &lt;b> and <3.",
        "The `{x}` of **it**{.lead} and a {set} in it.",
        "Up to 3<!-- = 2 + 1 --> of them.",
    ],
)
def test_left_alone(site, text):
    assert site.broken(HERE, f"{text} {HERE}") == []


def test_comments_between_paragraphs(site):
    site.edit("## Where it breaks\n", "## Where it breaks\n\n<!-- questions -->\n\n<!-- say\nmore -->\n")
    (found,) = site.problems()
    assert found.endswith(": a comment between paragraphs; remove it")


@pytest.mark.parametrize("braces", ["{ onclick=x }", "{: .a title='b'}", "{a, b}"])
def test_braces_at_the_end(site, braces):
    site.write("docs/other.md", f"# Other {braces}\n\nThe set {braces}\n\n[x](index.md){braces} there\n")
    problem = f"the site takes braces for attributes: {braces}; remove them, or put them into a code span"
    assert site.problems() == [f"docs/other.md:{line}: {problem}" for line in (1, 3, 5)]
