"""Sums of plain numbers in formulas: those that are right, and those that are not."""

import pytest

HERE = "It came late"


@pytest.mark.parametrize(
    "tex",
    [
        r"512 + 128 = 640",
        r"4 \cdot 128 \cdot (64 + 128 + 1) = 98{,}816",
        r"0.5^{20} \approx 10^{-6}",
        r"\frac{1}{8} + \frac12 = 0.625",
        r"\sqrt{16} = 4 = 2^2",
        r"2 / 3 = 0.67",
        r"4 (2 + 3) = 20",
        r"H = 4, D = 5",
        r"a + 1 = 3",
    ],
)
def test_what_is_right_or_says_more_than_numbers(site, tex):
    assert not [one for one in site.broken(HERE, f"See ${tex}$. {HERE}") if "is not so" in one]


@pytest.mark.parametrize(
    ("tex", "left", "value"),
    [
        (r"512 - 128 = 640", r"512 - 128 = 640", "384"),
        (r"4 \cdot 128 \cdot (64 + 128 - 1) = 98{,}816", r"4 \cdot 128 \cdot (64 + 128 - 1) = 98{,}816", "97792"),
        (r"0.5^{20} \approx 10^{-5}", r"0.5^{20} \approx 10^{-5}", "9.536743e-07"),
        (r"\sqrt{16} = 4 = 2^3", r"4 = 2^3", "4"),
        (r"2 / 3 = 0.66", r"2 / 3 = 0.66", "0.6666667"),
        (r"0.9^{12} = 28", r"0.9^{12} = 28", "0.2824295"),
        (r"4 (2 + 3) = 21", r"4 (2 + 3) = 21", "20"),
    ],
)
def test_what_is_wrong(site, tex, left, value):
    found = site.broken(HERE, f"See ${tex}$. {HERE}")
    assert f"P:L: ${left}$ is not so: the left is {value}; correct one of the two" in found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (r"$0.9^{12} = 28\%$", 0),
        ("$0.9^{12} = 28$ %", 0),
        ("$0.9^{12} = 28$<!-- = 100 * 0.9**12 --> %", 0),
        ("$0.9^{12} = 29$ %", 1),
    ],
)
def test_a_share_in_per_cent(site, text, count):
    assert len([one for one in site.broken(HERE, f"See {text}. {HERE}") if "is not so" in one]) == count


def test_a_line_of_a_display(site):
    site.edit(HERE, f"See:\n\n$$\n\\begin{{aligned}}\na &= 2 \\\\ 2 + 2 &= 5\n\\end{{aligned}}\n$$\n\n{HERE}")
    assert any("is not so: the left is 4" in one for one in site.problems())
