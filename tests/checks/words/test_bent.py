"""English that is bent to save a word is found, and English of the same words is not."""

import pytest

HERE = "## Test yourself"


@pytest.mark.parametrize(
    ("sentence", "said", "remedy"),
    [
        ("It gets one answer a sequence.", "one answer a sequence", "write per sequence, or for each sequence"),
        ("A line a seed, dashed.", "A line a seed", "write per seed, or for each seed"),
        ("It has a small panel a bug.", "a small panel a bug", "write per bug, or for each bug"),
        ("It keeps two numbers a unit and more.", "two numbers a unit", "write per unit, or for each unit"),
        ("It needs a few operations a unit.", "a few operations a unit", "write per unit, or for each unit"),
        ("So $4H$ weights a layer.", "… weights a layer", "write per layer, or for each layer"),
        ("It keeps 0.5<!-- = 0.5 --> a step.", "0.5 a step", "write per step, or for each step"),
        (
            "It lost 1.12<!-- = 1.12 * 1 --> nats a symbol.",
            "1.12 nats a symbol",
            "write per symbol, or for each symbol",
        ),
        ("How many parameters has it?", "has it?", "write does it have?"),
        ("How many parameters has an LSTM?", "has an LSTM?", "write does an LSTM have?"),
        ("How many gates have they?", "have they?", "write do they have?"),
    ],
)
def test_bent(site, sentence, said, remedy):
    found = [one for one in site.broken(HERE, f"{sentence}\n\n{HERE}") if "bent" in one]
    assert found == [f'P:L: "{said}" is bent English; {remedy}']


@pytest.mark.parametrize(
    "sentence",
    [
        "It gets one answer per sequence.",
        "It reads 60 words a minute.",
        "After 100 steps a unit forgets.",
        "One unit reads a value.",
        "It gives one unit a label.",
        "It makes the gate a step.",
        "The number a unit holds is small.",
        "In 2000 a gate came.",
        "It holds a symbol and a key.",
        "How many parameters does it have?",
        "How many has it lost?",
        "How many have the authors tried?",
    ],
)
def test_right(site, sentence):
    assert [one for one in site.broken(HERE, f"{sentence}\n\n{HERE}") if "bent" in one] == []


def test_headings_and_captions(site):
    site.draw(
        "retention",
        site.read().split("![")[2].split("]")[0],
        "A curve a unit. After 2.2<!-- = half_life(sigmoid(1)) -->.",
    )
    line = site.edit("### What about case one?", "### How many weights has it?")
    assert site.problems() == [
        f'P:{line}: "has it?" is bent English; write does it have?',
        'scripts/figures/q03_forget_gate/retention.py:4: "A curve a unit" is bent English; '
        "write per unit, or for each unit",
    ]
