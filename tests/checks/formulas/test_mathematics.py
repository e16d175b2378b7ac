"""Formulas that do not convert, with the line of the offending piece."""

import pytest


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            r"\odot g_t",
            r"\odto g_t",
            r'bad TeX: unknown command "\odto"; did you mean \odot?; '
            r'correct "\odto" in $c_t = f_t \odot c_{t-1} + i_t \odto g_t$',
        ),
        ("$H = 128$", r"$H = \frac{128$", "bad TeX: "),
        (
            "It came late",
            "It costs $ 5. It came late",
            'a dollar sign that opens no formula: "$ 5. It came late [@gers2000fo"; '
            r"close the formula with no space inside its dollars, or write \$ for the sign itself",
        ),
    ],
)
def test_wrong(site, old, new, problem):
    (found,) = [one for one in site.broken(old, new) if "has no claim" not in one]
    assert found.startswith(f"P:L: {problem}")


def test_right(site):
    site.edit("It came late", r"It costs \$5, or `$HOME`, or $x$. It came late")
    assert site.problems() == []


def test_line_within_a_display(site):
    line = site.edit(r"c_t = f_t \odot", "a \\\\\n\\nonsense \\\\\nc_t = f_t \\odot")
    found = [one for one in site.problems() if "nonsense" in one]
    assert [one.split(": ")[0] for one in found] == [f"P:{line + 1}"]


def test_other_pages(site):
    (found,) = site.broken("Read", r"Read $\odto$", "docs/index.md")
    assert found.startswith(r'docs/index.md:L: bad TeX: unknown command "\odto"')
