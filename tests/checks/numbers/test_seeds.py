"""Numbers of seeds agree with the records of their page, in digits and in words, and shares of them are counted."""

import pytest

HERE = "It came late"
VALUES = 'data("adding").lstm[100].values'


def added(site, text):
    return site.broken(HERE, f"{text} {HERE}")


@pytest.mark.parametrize(
    "text",
    [
        "We trained three seeds, and 3 seeds again.",
        "One seed of this kind is enough, with two other seeds for the rate.",
        "It takes three to five seeds, or two or four seeds, as a rule of thumb.",
        f"It learned in two<!-- = above({VALUES}, 0.83) --> of three seeds.",
        f"It learned in 0<!-- = above({VALUES}, 0.9) --> of 3.",
        f"In all three<!-- = above({VALUES}, 0.8) --> seeds it learned.",
        "They used ten seeds, and two of three failed [@greff2017odyssey].",
        "One of three gates is open, and two of four blocks.",
        "It takes 2.0<!-- = (16 / (5 - 1))**0.5 --> more with five seeds.",
    ],
)
def test_numbers_that_agree(site, text):
    assert added(site, text) == []


@pytest.mark.parametrize("said", ["five seeds", "5 seeds", "Two seeds", "four random seeds"])
def test_as_many_as_no_record_has(site, said):
    remedy = "correct it (adding has 3), or, where it is a share of them, count it in a claim"
    assert added(site, f"See: {said} were trained.") == [f"P:L: {said}: no record of this page has as many; {remedy}"]


@pytest.mark.parametrize(
    ("share", "part"),
    [
        ("0 of 3", "0"),
        ("nine of ten runs", "nine"),
        ("two of the three", "two"),
        ("none of three", "none"),
        ("one seed of three", "one"),
        ("2 seeds of 3", "2"),
        ("all three seeds", "three"),
        ("Each of its three seeds", "three"),
    ],
)
def test_a_share_without_a_claim(site, share, part):
    remedy = f'count it: {part}<!-- = below(data("NAME").….values, 0.01) -->'
    assert added(site, f"See: {share} failed.") == [f"P:L: {share} has no claim; {remedy}"]


@pytest.mark.parametrize(("said", "given"), [("one", "2"), ("3", "2"), ("none", "2")])
def test_a_share_that_is_another(site, said, given):
    claim = f"<!-- = above({VALUES}, 0.83) -->"
    assert added(site, f"It learned in {said}{claim} of three.") == [
        f"P:L: printed {said}, the formula gives {given}; write {given}"
    ]


CLAIMED = 'The error was 0.83 ± 0.02<!-- = data("adding").lstm[100] -->.'


def test_a_page_without_records_may_say_what_it_likes(site):
    assert not [one for one in site.broken(CLAIMED, "With five seeds, two of three failed.") if "P:L" in one]


def test_the_records_of_its_figures_are_the_page_s_too(site):
    (module,) = (site.root / "scripts" / "figures").rglob("retention.py")
    module.write_text(module.read_text(encoding="utf-8") + "READ = data('adding')\n", encoding="utf-8")
    found = site.broken(CLAIMED, "With five seeds.")
    assert [problem for problem in found if "P:L" in problem] == [
        "P:L: five seeds: no record of this page has as many; "
        "correct it (adding has 3), or, where it is a share of them, count it in a claim"
    ]
