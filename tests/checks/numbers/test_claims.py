"""Which numbers of a page need a claim, and how claims find their numbers."""

import pytest

from tests.checks.conftest import MEASURED

HERE, WORKED = "It came late", "Now by hand."
NO_NUMBER = "a claim has no number right before it; move it right behind its number"


def added(site, text):
    """What is wrong once `text` stands in the running text of the page; with a given, in its worked example."""
    place = WORKED if "given" in text else HERE
    return site.broken(place, f"{text} {place}")


def needs(*numbers):
    remedy = "write `<!-- = formula -->` behind it, in a problem or worked example `<!-- given -->`, or cite a source"
    return [f"P:L: {number} has no claim; {remedy}" for number in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "It takes 10 steps, 100 units, 0.5 and 0.05 and 2,000 words.",
        "It takes 47<!-- given --> steps. It takes 47 steps.",
        "It takes $k = 47$<!-- given --> steps. It takes 47 steps.",
        "With $H = 48$ and $D_h = 96$ we have 48 units and $4 \\cdot 96$ more.",
        "Run in PyTorch 2.13, Keras 3.15.1 and ONNX Runtime 1.31, see question 34 and questions 12, 23 and 47.",
        "A 16-bit or 32 bit float, in the 1990s, for the 25th time.",
        "The name is `LSTM(47)`, int8 or float32.",
        "He found 47 of them [@greff2017odyssey].",
        "See equation 12 and Figure 3.14.",
        "From 0.97 it is 0.21<!-- = 0.97**51 --> after 51 steps.",
        "From $0.97^{51} = 0.21$<!-- = 0.97**51 --> we learn.",
        "It prints 0.7311 and rounds to 0.731.",
        "The year 2017 is that of [@greff2017odyssey]. In 2017 it was new.",
        "With 49,408 weights it is as above.",
        r"A label $x_{12}$, and a half $\frac12$.",
        "A share of **0.83**<!-- = 0.83 * 1 --> in bold.",
        "It is $1 - 0.03 = 0.97 < 1$<!-- = 1 - 0.03 --> there.",
        "Both: $a = 0.21$ and $b = 0.04$<!-- = 0.2**2 --><!-- given -->.",
        "Two: $(0.36, 0.49)$<!-- = 0.6**2 --><!-- = 0.7**2 --> as a pair.",
    ],
)
def test_stands(site, text):
    if "Both" in text:
        text = text.replace("0.21$", "0.21$<!-- given -->")
    assert added(site, text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It takes 47 steps.", ["47"]),
        ("It takes 47<!-- given --> steps. It takes 48 steps.", ["48"]),
        ("It takes $47$ and $k = 48$ steps.", ["47", "48"]),
        ("In 1997 it had none.", ["1997"]),
        ("He found 12 of them [@greff2017odyssey]. We found 13.", ["13"]),
        ("A share of 0.21 and 37 %.", ["0.21", "37 %"]),
        ("From 0.97 it is 0.21<!-- = 0.96**38 --> after 38 steps.", ["0.97"]),
        ("It is about 0.7310 and 0.73.", ["0.73", "0.7310"]),
        ("With 7.9 it is a repetition of two digits.", ["7.9"]),
        ("It is 0.83 ± 0.02 there.", ["0.83 ± 0.02"]),
    ],
)
def test_needs_a_claim(site, text, numbers):
    assert added(site, text) == needs(*numbers)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("A claim <!-- = 1 + 1 --> for nothing.", NO_NUMBER),
        ("A setting <!-- given --> of nothing.", NO_NUMBER),
        ("A formula $x$<!-- = 1 + 1 -->.", NO_NUMBER),
        (
            "It is 47<!-- 40 + 7 -->, given.<!-- given -->",
            "a comment that is no claim: <!-- 40 + 7 -->; write `<!-- = formula -->` or `<!-- given -->`, or remove it",
        ),
        ("It is 36 %<!-- = 0.371 -->.", "the claim behind 36 %: the formula is only a number; "),
        ("It is 36 %<!-- = 1 - 0.629 -->.", "printed 36 %, the formula gives 37.1 %; write 37 %"),
        ("It is 37 %<!-- = 100 - 62.9 -->.", "divide by 100: before %, a formula gives the fraction"),
        ("It is $0.20 = 0.3$<!-- = 0.97**51 -->.", "printed 0.3, the formula gives 0.21"),
        ("It is 0.84 ± 0.02<!-- = 0.8 + 0.04 -->.", "end the formula at the results that have mean and sd"),
        ('It is 0.83<!-- = data("adding").lstm[100] -->.', "the formula gives 0.831 ± 0.0249; write 0.83 ± 0.02"),
    ],
)  # fmt: skip
def test_claims_that_fail(site, text, problem):
    assert [found for found in added(site, text) if problem in found and found.startswith("P:L: ")]


def test_claim_broken_by_a_list(site):
    site.edit(HERE, "It is 48<!-- = 50\n- 2 --> steps. It came late")
    message = "a comment that shows: <!-- = 50; start it with <!-- and end it with --> in the same paragraph"
    assert f"P:125: {message}" in site.problems()


def test_claim_at_the_start_of_a_line(site):
    line = site.edit(HERE, "It is 48\n<!-- = 50 - 2 --> steps. It came late")
    found = [problem for problem in site.problems() if problem.startswith("P")]
    assert found == [
        needs("48")[0].replace("L", str(line)),
        f"P:{line + 1}: a claim at the start of a line has no number before it; "
        "move it right behind its number, on the same line",
    ]


def test_lines_within_a_paragraph_and_a_formula(site):
    line = site.edit(HERE, "A line.\nIt takes $x = 1 +\n47$ steps, and\n48 more. It came late")
    assert site.problems() == [needs("47")[0].replace("L", str(line + 2)), needs("48")[0].replace("L", str(line + 3))]


def test_lines_within_a_display_equation(site):
    line = site.edit("f^{100} = ", "a = 0.31 \\\\\nb = ") - 1
    site.edit("a =", "\\begin{aligned}\na =")
    site.edit("10^{-31}\n", "10^{-31}\n\\end{aligned}\n")
    assert site.problems() == [needs("0.31")[0].replace("L", str(line + 2))]


def test_several_claims_below_a_display_equation(site):
    site.edit("f^{100} = ", "0.36 + 0.49 = 0.85, \\quad f^{100} = ")
    comments = "<!-- = 0.6**2 --><!-- = 0.7**2 -->\n<!-- = 0.6**2 + 0.7**2 -->\n<!-- = 0.5**100 -->"
    site.edit("<!-- = 0.5**100 -->", comments)
    assert site.problems() == []


def test_claim_of_a_display_equation_that_fails(site):
    found = site.broken("7.9\\times", "7.8\\times")
    assert found == [r"P:L: printed 7.8\times10^{-31}, the formula gives 7.889e-31; write 7.9\times10^{-31}"]


def test_what_is_wrong_on_purpose_needs_no_claim(site):
    site.edit('"The gate forgets when it is a."', '"The gate forgets 47 %."')
    site.edit("**Sinks it**\n\n- ", "**Sinks it**\n\n- It has 47 gates. ")
    assert site.problems() == []
    line = site.edit("**Strong**\n\n- ", "**Strong**\n\n- It has 47 gates. ")
    assert site.problems() == [needs("47")[0].replace("P:L:", f"P:{line + 2}:")]


def test_a_row_with_a_source_needs_no_claim(site):
    site.edit("| Forget | ", "| Forget | It has 47 gates [@greff2017odyssey]. ")
    assert site.problems() == []


def test_the_givens_of_a_problem_are_the_inputs_of_its_solution(site):
    site.edit("It is 2.2<!-- = half_life(sigmoid(1)) -->", "It is 0.92<!-- = 0.98 * 0.94 -->")
    heading = "### A half-life\n\n"
    site.edit(heading, f"{heading}The gates are 0.98 and 0.94. ")
    assert site.problems() == []
    assert site.broken("### A gate\n\n", "### A gate\n\nThe gate is 0.94. ") == [
        needs("0.94")[0].replace("L", str(site.read()[: site.read().index("The gate is 0.94")].count("\n") + 1))
    ]


def test_the_short_text_repeats_what_the_page_gives(site):
    site.edit("that is kept\n", "that is kept, half for 2.2 steps\n")
    assert site.problems() == []
    assert site.broken("2.2 steps\ntopic", "2.7 steps\ntopic") == [
        "P:L: 2.7 stands nowhere in the text of this page; give it there with its claim, or in the caption"
    ]


SETTINGS = {"updates": 1200, "batch": 32, "models": {"rnn": {"H": 70}}}


@pytest.mark.parametrize(
    "text",
    [
        'After 1,200<!-- = settings("adding").updates --> updates. No more than 1,200 are allowed.',
        'It reads 38,400<!-- = settings("adding").updates * settings("adding").batch --> sequences.',
        'The plain network has $H = 70$<!-- = settings("adding").models.rnn.H -->, that is 70 units.',
        'There were 3<!-- = len(settings("adding").seeds) --> seeds.',
    ],
)
def test_settings_are_claims_and_may_be_repeated(site, text):
    site.measure("adding", {"lstm": {"100": MEASURED}}, SETTINGS | {"seeds": [0, 1, 2]})
    assert added(site, text) == []


def test_another_setting_fails_wherever_it_is_bound_or_repeated(site):
    text = 'After 1,700<!-- = settings("adding").updates --> updates. No more than 1,700 are allowed.'
    site.measure("adding", {"lstm": {"100": MEASURED}}, SETTINGS)
    assert added(site, text) == [*needs("1,700"), "P:L: printed 1,700, the formula gives 1,200; write 1,200"]


def test_a_new_setting_of_the_record_fails_on_page_and_caption(site):
    bound = 'after 1,200<!-- = settings("adding").updates --> updates'
    results = {"lstm": {"100": MEASURED}}
    site.measure("adding", results, SETTINGS)
    site.draw("retention", caption=f"A gate, {bound}. Half is gone after 2.2<!-- = half_life(sigmoid(1)) --> steps.")
    line = site.edit(HERE, f"It was so {bound}. {HERE}")
    assert site.problems() == []
    site.measure("adding", results, SETTINGS | {"updates": 1700})
    message = "printed 1,200, the formula gives 1,700; write 1,700"
    assert site.problems() == [f"P:{line}: {message}", f"scripts/figures/q03_forget_gate/retention.py:4: {message}"]


def test_other_pages_are_checked_as_well(site):
    assert site.broken("Read", "Read 12 pages of 2.3<!-- = half_life(sigmoid(1)) --> and", "docs/index.md") == [
        "docs/index.md:L: 12 has no claim; write `<!-- = formula -->` behind it, in a problem or worked "
        "example `<!-- given -->`, or cite a source",
        "docs/index.md:L: printed 2.3, the formula gives 2.213; write 2.2",
    ]
