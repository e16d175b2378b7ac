"""Words, sentences and blocks, as the limits count them."""

import pytest

from scripts.site.model.document import parse
from scripts.site.model.prose import blocks, count_words


def only(text):
    (block,) = blocks(parse(text))
    return block


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("One two three.", 3),
        ("A well-known gate, half – or so.", 6),
        ("The gate $f_t = \\sigma(z)$ is `a b c` here.", 6),
        ("It is **bold** and 0.73<!-- = sigmoid(1) --> big.", 6),
        ("As shown [@gers2000forget; @greff2017odyssey] here.", 3),
        ("A [link with words](x.md) counts.", 5),
        ("Broken\nover\nlines.", 3),
    ],
)
def test_words(text, number):
    assert only(text).flat.words == number


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("One two. Three four five. Six?", [2, 3, 1]),
        ("It is 0.73 here. See e.g. Gers et al. 2000 for it.", [4, 8]),
        ("**Bold.** Then $x$. $y$ follows. `z` too.", [1, 2, 2, 2]),
        ("It is 0.73.<!-- given --> Then more.", [3, 2]),
        ('He said "no." She said "yes." (Both lied.) End', [3, 3, 2, 1]),
        ("No end", [2]),
        ("What then? That.", [2, 1]),
    ],
)
def test_sentences(text, lengths):
    flat = only(text).flat
    assert [count_words(flat.text[start:end]) for start, end in flat.sentences] == lengths


def test_lines():
    flat = only("One $x$\ntwo `y\nz` three\n$w$ four.").flat
    assert [leaf.line for leaf in flat.spots.values()] == [1, 2, 4]
    assert flat.line_at(flat.text.index("three")) == 3
    assert flat.line_at(flat.text.index("two")) == 2


def test_blocks():
    text = "# A\n\nb\n\n- c\n- d\n\n> e\n\n| f | g |\n| --- | --- |\n| h | i |\n\n"
    text += "![j](k.svg)\n\n$$\nl\n$$\n\n```x\nm\n```\n\n<hr>\n"
    found = [(block.kind, block.line) for block in blocks(parse(text))]
    assert found == [
        *[("heading", 1), ("paragraph", 3), ("item", 5), ("item", 6), ("quote", 8)],
        *[("cell", 10), ("cell", 10), ("cell", 12), ("cell", 12)],
        *[("figure", 14), ("equation", 16), ("code", 20), ("html", 24)],
    ]
    cells = [(block.row, block.column) for block in blocks(parse(text)) if block.kind == "cell"]
    assert cells == [(1, 1), (1, 2), (2, 1), (2, 2)]
