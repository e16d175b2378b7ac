"""What the checks of formulas leave alone: the corpus has what they find."""

import pytest

HERE = "It came late"


@pytest.mark.parametrize(
    "text",
    [
        r"Half, 50 % of $x_{\text{max}}$ and $W_{ih} h_{t-1}$.",
        r"With $1{,}000{,}000$ of 0.00001 and $10^{-5}$, or $x^2 y_i^3$.",
        r"A set $\lbrace 1, 128, 256 \rbrace$ and $f_t - 1$, $2^n$, $\mathbb{R}^{4H \times D}$.",
        r"Words: $\mathrm{softmax}(z)$, $\text{if } x < 1$, $\mathrm{ReLU}$, $B \times T \times D$.",
        r"A cost of \$5, a name `h_prev`, a command `\odot`, a path `C:\temp`.",
        r"Lists [1, 2], an index `x[0]`, and 12,500<!-- = 125 * 100 --> steps.",
    ],
)
def test_right(site, text):
    site.edit(HERE, f"{text} {HERE}")
    found = [problem for problem in site.problems() if "has no claim" not in problem]
    assert found == []


@pytest.mark.parametrize(
    ("typed", "command"),
    [("β", r"\beta"), ("∂", r"\partial"), ("≤", r"\le"), ("→", r"\to"), ("ℒ", "its"), ("²", "^2"), ("·", r"\cdot")],
)
def test_the_command_for_a_character(site, typed, command):
    (found,) = site.broken(r"\odot \tanh", rf"{typed} \tanh")
    assert f"is not TeX; write {command}" in found
