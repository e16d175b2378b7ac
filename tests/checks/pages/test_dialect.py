"""What the Markdown of other sites looks like, and what only seems to be of it."""

import pytest

HERE = "It came late"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("A note[^note] here", "footnotes: [^note]"),
        ("A note[^1] here.\n\n[^1]: https://example.org/paper", "footnotes: [^1]"),
        ("::: warning", "admonitions: ::: warning"),
        ("[TOC]", "tables of contents: [TOC]"),
        ("*[GRU]: gated", "abbreviations: *[GRU]:"),
        ("{% include x %}", "templates: {% include x %}"),
        ("It is {{ year }}", "templates: {{ year }}"),
        ("An icon :material-home: here", "emoji: :material-home:"),
        ("Yes ✅", "emoji: ✅"),
    ],
)
def test_found(site, text, what):
    site.edit(HERE, f"So.\n\n{text}\n\n{HERE}")
    (found,) = site.problems()
    assert f": the site knows no {what}; " in found


@pytest.mark.parametrize(
    "text",
    [
        "In code `x[^1]`, `a == b`, `~~x~~`, `{{ x }}`, `:x:` and `[[a]]`.",
        "If a == b and c == d, about ~5 steps → a ratio a:b:c at 12:30:00.",
        "A list of lists, [[0, 1], [2, 3]], in [x] of them.",
    ],
)
def test_left_alone(site, text):
    site.edit(HERE, f"{text} [@gers2000forget]\n\n{HERE}")
    assert site.problems() == []


def test_definitions_are_known(site):
    site.edit("## Where it breaks\n", "## Where it breaks\n\nA term\n:   What it means.\n")
    assert site.problems() == []
