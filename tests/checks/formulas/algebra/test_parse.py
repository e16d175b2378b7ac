"""What a formula is read as: its tree, written in one way."""

import pytest

from scripts.checks.formulas.algebra.parse import parse
from scripts.checks.formulas.algebra.statements import lines, statements
from scripts.checks.formulas.algebra.tree import CannotRead, Node, name, text


@pytest.mark.parametrize(
    ("tex", "written"),
    [
        (r"c_t = f_t \odot c_{t-1} + i_t \odot g_t", r"c_t=f_t\odotc_{t-1}+i_t\odotg_t"),
        (r"\sigma(W_i x_t + U_i h_{t - 1})", r"\sigma(W_ix_t+U_ih_{t-1})"),
        (r"\mathbb R^{4H \times D}", r"\mathbb{R}^{4H\timesD}"),
        (r"\frac12 x", "1/2x"),
        (r"\tilde c^{l}_{t}", r"\tilde c_t^l"),
        (r"h^{(j+1)}_0", "h_0^{(j+1)}"),
        (r"U^\top \mathrm{d}z_t", r"U^\topd z_t"),
        (r"p(y_t \mid y_{<t}, x)", "p(y_t|y_{<t},x)"),
        (r"\underbrace{U h}_{\text{from before}}", "Uh"),
        (r"13{,}781", "13781"),
        (r"[h_{t-1}, x_t]", "[h_{t-1},x_t]"),
        (r"W_{k'}'", "W'_{k'}"),
    ],
)
def test_written_in_one_way(tex, written):
    assert text(parse(tex)) == written


def test_juxtaposition_binds_closer_than_signs():
    a, b, c = map(name, "abc")
    product = Node("binary", (" ", b, c))
    assert parse("a / b c") == Node("binary", ("/", a, product))
    assert parse(r"a \odot b c + a") == Node("binary", ("+", Node("binary", (r"\odot", a, product)), a))


def test_a_sum_reaches_to_the_next_plus():
    kind, (over, keys, first, last, relations, body) = parse(r"\sum_{t=1}^{T} f_t \odot g_t + b").parts[1]
    assert (kind, over, keys, text(first), text(last), relations) == ("over", "sum", (name("t"),), "1", "T", ())
    assert text(body) == r"f_t\odotg_t"


def test_a_derivative_is_a_quotient_of_changes():
    for tex in (r"\frac{\partial c_t}{\partial c_{t-1}}", r"\partial c_t / \partial c_{t-1}"):
        assert [part.kind for part in parse(tex).parts[1:]] == ["change", "change"]
    assert parse(r"\frac{d s_t}{d \theta}").parts[1] == Node("change", ("d", name("s", name("t"))))


def test_bars_are_absolute_values_or_conditions():
    assert parse("|a| + |b|").parts[1] == Node("abs", (name("a"),))
    assert parse("P(a | b)").parts[3] == ("|",)


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"a + ", "the formula ends too early"),
        (r"(a", ") is missing"),
        (r"a ) b", ") stands where nothing was expected"),
        (r"\arg b", "something else than a maximum"),
    ],
)
def test_not_read(tex, reason):
    with pytest.raises(CannotRead, match=reason.replace(")", r"\)").replace("(", r"\(")):
        parse(tex)


def test_lines_of_a_display():
    tex = "\\begin{aligned}\na &= b \\\\\n&\\quad + c \\\\\nd &= \\max\\Big( e, \\\\\n& f \\Big)\n\\end{aligned}\n"
    assert [(line.row, line.tex.strip()) for line in lines(f"\n{tex}")] == [
        (2, "a &= b + c"),
        (4, "d &= \\max\\Big( e, f \\Big)"),
    ]


@pytest.mark.parametrize(
    ("tex", "written"),
    [
        (r"a = b, \qquad c = d", ["a=b", "c=d"]),
        (r"\text{LSTM:} \quad a = b", ["a=b"]),
        (r"a = b \;\Longrightarrow\; c = d", ["a=b", "c=d"]),
        (r"x = y \quad \text{for } t \le T", ["x=y", r"t\leT"]),
        (r"m = 1 \text{ if } t \le T", ["it holds under a condition in words"]),
        (r"\begin{aligned} a \end{aligned} \quad b = \max(0, \quad c)", None),
    ],
)
def test_statements_without_the_words_around_them(tex, written):
    found = [one if isinstance(one, str) else text(one) for one in statements(tex)]
    assert found == written if written else len(found) == 2
