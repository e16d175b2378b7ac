"""Numbers that stay with their spread and their unit."""

import re

import pytest


def boxes(html: str) -> list[str]:
    return re.findall(r'<span class="unbroken">(.*?)</span>', html)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("It keeps 0.83 ± 0.02 of it.", ["0.83 ± 0.02"]),
        ('Of 0.83 ± 0.02<!-- = data("a").x -->.', ["0.83 ± 0.02"]),
        ('Of 0.83<!-- = data("a").x --> ± 0.02<!-- = data("a").y -->.', ["0.83 ± 0.02"]),
        ("It is −0.94 ± 0.03, not 1,200 ± 30 ms.", ["−0.94 ± 0.03", "1,200 ± 30 ms"]),
        ("About 83 % ± 2 % of it, then 0.5 ± 0.", ["83 % ± 2 %", "0.5 ± 0"]),
        ("**1.0 ± 0.1** and *12 ms* in 5 min.", ["1.0 ± 0.1", "12 ms", "5 min"]),
        ("| a |\n| --- |\n| 1.0 ± 0.1 |", ["1.0 ± 0.1"]),
        ("Of 25.6<!-- = 25.6 --> M weights, over 3 Mondays.", ["25.6 M"]),
        ("The mean ± deviation; ten give ± 3.2<!-- = 3.2 -->.", ["mean ± deviation", "give ± 3.2"]),
        ("It took 12 msec, v1.2 ± 0.1 and 3 hours.", []),
        ("`1.0 ± 0.1` and $1.0 \\pm 0.1$ do not break anyway.", []),
        ("2 s of it.", ["2 s"]),
        ("In question 30; in [question 3](03.md), no question of 3.", ["question 30", "question 3"]),
    ],
)
def test_number_stays_with_what_belongs_to_it(project, text, kept):
    assert boxes(project.html(text)) == kept


def test_a_caption_is_read_as_well_and_words_for_the_blind_are_left_alone(project):
    project.figure("curve", "It keeps 0.83 ± 0.02<!-- = 0.83 --> of it.")
    html = project.html("![Falls to 0.83 ± 0.02 of it](../figures/curve.svg)")
    assert boxes(html) == ["0.83 ± 0.02"]
    assert 'alt="Falls to 0.83 ± 0.02 of it"' in html
