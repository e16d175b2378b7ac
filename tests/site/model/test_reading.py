"""What there is to read on a page, open and folded, and how long it takes."""

import pytest

from scripts.site.model.reading import Amount, caption_words, reading_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>t</title><desc>{}</desc></svg>'
PAGE = "# Why?\n\n> **In 30 seconds.** It keeps.\n\n## {}\n\n{}\n"


@pytest.fixture
def read(tmp_path):
    """What there is to read on a page whose one section has this title and text."""
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "gate.svg").write_text(SVG.format("One gate, $f_t$, for 2.2&lt;!-- = 2.2 --&gt; steps."))
    path = tmp_path / "07-why.md"

    def read(title, text):
        path.write_text(PAGE.format(title, text), encoding="utf-8")
        found = reading_of(path, tmp_path)
        lead = 5  # In 30 seconds. It keeps.
        return tuple(found.opened._replace(words=found.opened.words - lead)), tuple(found.folded)

    return read


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("Two words.", (2, 0, 0)),
        ("### A heading\n\n- one\n- two words", (3, 0, 0)),
        ("| A head | b |\n| --- | --- |\n| c | d |", (5, 0, 0)),
        ("![not these words](../../figures/gate.svg)", (6, 0, 0)),
        ("![not these words](../../figures/no.svg)", (0, 0, 0)),
        ("```python\na = 1\nb = 2\n```\n\n```text\n3\n```", (0, 3, 0)),
        ("$$\nx\n$$\n\n$$\ny\n$$", (0, 0, 2)),
    ],
)
def test_what_counts(read, text, opened):
    assert read("In practice", text) == (opened, (0, 0, 0))


@pytest.mark.parametrize(
    ("title", "text", "opened", "folded"),
    [
        ("Follow-ups", "One.\n\n### Why?\n\nTwo words.\n\n### How?\n\nThree more words.", 1, 5),
        ("Test yourself", "### A\n\nOne.\n\n#### Solution\n\nTwo words.\n\n### B\n\nThree more words.", 4, 2),
        ("On the whiteboard", "One.\n\n### Proof: it\n\nTwo words.\n\n#### Within\n\nA.\n\n### B\n\nC d e.", 4, 3),
        ("In numbers", "One.\n\n### Proof: it\n\nTwo words.", 1, 2),
        ("In code", "One.\n\n### The whole program: all\n\nTwo words.", 1, 2),
        ("Measured", "One.\n\n### The whole experiment\n\nTwo words.", 1, 2),
        ("Where it breaks", "One.\n\n### Proof: it\n\nTwo words.", 3, 0),
        ("On the whiteboard", "One.\n\n### The whole experiment\n\nTwo words.", 3, 0),
    ],
)
def test_what_is_folded(read, title, text, opened, folded):
    assert read(title, text) == ((opened, 0, 0), (folded, 0, 0))


@pytest.mark.parametrize(
    ("amount", "minutes"),
    [
        (Amount(), 0),
        (Amount(220), 1),
        (Amount(221), 2),
        (Amount(0, 20), 1),
        (Amount(0, 21), 2),
        (Amount(0, 0, 4), 1),
        (Amount(0, 0, 5), 2),
        (Amount(1760, 60, 8), 13),
    ],
)
def test_minutes(amount, minutes):
    assert amount.minutes == minutes


def test_layers(tmp_path):
    path = tmp_path / "07-why.md"
    path.write_text(PAGE.format("In practice", "word " * 1100), encoding="utf-8")
    assert reading_of(path, tmp_path).layers == "30 s · 2 min · all 6 min"
    path.write_text(PAGE.format("In practice", "word " * 300), encoding="utf-8")
    assert reading_of(path, tmp_path).layers == "30 s · 2 min · all 2 min"


def test_words_of_a_caption():
    assert caption_words("Half is gone after 2.2<!-- = half_life(0.73) --> steps, $f = 0.73$ [@a2000b].") == 7
