"""Figures exist, say what they show, are fresh and are used."""

import pytest

PLACE = "scripts/figures/q03_forget_gate/retention.py"


def alt(site):
    return site.read().split("![")[2].split("]")[0]


def test_missing(site):
    found = site.broken("retention.svg", "retentoin.svg")
    assert (
        'P:L: no figure ../../figures/retentoin.svg (did you mean "retention"?); '
        "correct the name, or make it with make figures"
    ) in found


def test_path(site):
    assert site.broken("../../figures/retention.svg", "../figures/retention.svg") == [
        "P:L: ../figures/retention.svg does not lead to the figure from here; write ../../figures/retention.svg"
    ]


def test_alt(site):
    assert site.broken("Share of the old", "The share of the old") == [
        f"P:L: the text of figure retention is not its ALT; paste: {alt(site).replace('The share', 'Share')}"
    ]


@pytest.mark.parametrize(("length", "right"), [(59, False), (60, True), (300, True), (301, False)])
def test_length_of_alt(site, length, right):
    text = ("a b c d e f g h i j " * 16)[: length - 1] + "."
    site.edit(alt(site), text)
    site.draw("retention", text, "One curve a bias.")
    problem = f"{PLACE}:3: ALT has {length} characters; say what is found in 60 to 300"
    assert site.problems() == ([] if right else [problem])


def test_numbers_in_alt(site):
    text = alt(site).replace("2.2 steps", "2.7 steps")
    site.draw("retention", text, "A constant gate, 2.2<!-- = half_life(sigmoid(1)) --> steps.")
    assert site.broken("2.2 steps.]", "2.7 steps.]") == [
        "P:L: 2.7 stands nowhere in the text of this page; give it there with its claim, or in the caption"
    ]
    site.draw("retention", text, "A constant gate, 2.68<!-- = 2.68 * 1 --> steps.")
    assert site.problems() == []


@pytest.mark.parametrize(
    ("caption", "problem"),
    [
        ("", "no caption; say how to read the figure, and what to see"),
        ("Gone after 2.3<!-- = half_life(sigmoid(1)) -->.", "printed 2.3, the formula gives 2.213; write 2.2"),
        ("Gone after 47 steps.", "47 has no claim; write `<!-- = formula -->` behind it, in a problem or worked "
         "example `<!-- given -->`, or cite a source"),
        (r"A gate $\odto$.", r'bad TeX: unknown command "\odto"; did you mean \odot?; correct "\odto" in $\odto$'),
        ("See [this](01-lstm.md).", "a relative link in a caption; a caption is shown on several "
         "pages: name the page instead"),
    ],
)  # fmt: skip
def test_caption(site, caption, problem):
    site.draw("retention", alt(site), caption)
    assert site.problems() == [f"{PLACE}:4: {problem}"]


def test_stale(site):
    site.edit("CAPTION", "# A comment.\nCAPTION", PLACE)
    assert site.problems() == [
        "figures/retention.svg:1: stale: not what its module draws now; run make figures NAME=retention"
    ]


def test_without_the_drawing_for_a_phone(site):
    (site.root / "figures" / "retention.narrow.svg").unlink()
    assert site.problems() == [
        "figures/retention.svg:1: stale: not what its module draws now; run make figures NAME=retention"
    ]


def test_without_module(site):
    (site.root / PLACE).unlink()
    assert site.problems() == [
        f"figures/retention{width}.svg:1: no module draws this figure; delete it, or write its module"
        for width in (".narrow", "")
    ]


def test_numbers_of_no_figure(site):
    site.write("figures/retention.txt", "kept: 1.\n")
    assert site.problems() == ["figures/retention.txt:1: no figure has these numbers; delete it, or write its module"]


def test_unused(site):
    text = alt(site).replace("Share", "Part")
    site.draw("other", text, "A curve.")
    remedy = "show it on a page, or delete it and the module other.py in scripts/figures"
    assert site.problems() == [f"figures/other.svg:1: no page shows this figure; {remedy}"]
    site.write("README.md", f'# Guide\n\n<img src="figures/other.svg" alt="{text}">\n')
    assert site.problems() == []


def test_broken(site):
    site.write("figures/retention.svg", "<svg")
    assert [one.split(" (")[0] for one in site.problems()] == ["figures/retention.svg:1: not an SVG"]
