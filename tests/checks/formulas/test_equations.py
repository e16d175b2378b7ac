"""Equations: the true ones are silent, and a fault planted in one is caught, with its line and what to do."""

import pytest

from scripts.checks.formulas.algebra.reading import equations
from scripts.site.model.page import load, pages

STEP = r"""i_t &= \sigma(W_i x_t + U_i h_{t-1} + b_i) \\
f_t &= \sigma(W_f x_t + U_f h_{t-1} + b_f) \\
o_t &= \sigma(W_o x_t + U_o h_{t-1} + b_o) \\
g_t &= \tanh(W_g x_t + U_g h_{t-1} + b_g) \\
c_t &= f_t \odot c_{t-1} + i_t \odot g_t \\
h_t &= o_t \odot \tanh(c_t)"""
BACKWARD = r"""\mathrm{d}c_t &= \mathrm{d}h_t \odot o_t \odot (1 - \tanh^2(c_t)) \\
&\quad + f_{t+1} \odot \mathrm{d}c_{t+1} \\
\mathrm{d}z^f_t &= \mathrm{d}c_t \odot c_{t-1} \odot f_t \odot (1 - f_t) \\
\mathrm{d}x_t &= W^\top \mathrm{d}z_t \in \mathbb{R}^D"""
WEIGHTS = r"\mathrm{d}U = \sum_{t=1}^{T} \mathrm{d}z_t h_{t-1}^\top \in \mathbb{R}^{4H \times H}"
DIRECT = r"\frac{\partial c_T}{\partial c_k}\bigg|_{h\text{ fixed}} = \prod_{t=k+1}^{T} \mathrm{diag}(f_t)"
CHAIN = r"\frac{\partial h_T}{\partial h_k} = \prod_{t=k+1}^{T} \mathrm{diag}(1 - h_t^2)\, U"
FULL = r"""\frac{\mathrm{d} c_t}{\mathrm{d} c_{t-1}} &= \mathrm{diag}(f_t) \\
&\quad + A_t \, \mathrm{diag}\big(o_{t-1} \odot (1 - \tanh^2 c_{t-1})\big) \\
A_t &= \mathrm{diag}\big(c_{t-1} \odot f_t \odot (1 - f_t)\big)\, U_f \\
&\quad + \mathrm{diag}\big(g_t \odot i_t \odot (1 - i_t)\big)\, U_i \\
&\quad + \mathrm{diag}\big(i_t \odot (1 - g_t^2)\big)\, U_g"""
TERMS = r"""c_T &= \Big(\prod_{t=1}^{T} f_t\Big) \odot c_0 \\
&\quad + \sum_{k=1}^{T} \Big(\prod_{t=k+1}^{T} f_t\Big) \odot i_k \odot g_k"""
GRU = r"""n_t &= \tanh(W_n x_t + U_n (r_t \odot h_{t-1}) + b_n) \\
h_t &= z_t \odot h_{t-1} + (1 - z_t) \odot n_t"""
PEEPHOLE = r"""f_t &= \sigma(z^f_t + p_f \odot c_{t-1}) \\
o_t &= \sigma(z^o_t + p_o \odot c_t)"""
PROJECTION = r"h_t = R (o_t \odot \tanh(c_t)), \qquad R \in \mathbb{R}^{P \times H}, \quad P < H"
COUNT = r"4H(D + H + 1) + (L - 1) \cdot 4H(2H + 1)"
MEMORY = r"A = 4BT\,(D + 7LH + V)"
STACK = r"""z^l_t &= W^l u^{l-1}_t + U^l h^l_{t-1} + b^l \\
c^l_t &= f \odot c^l_{t-1} + i \odot g"""
ATTENTION = r"e_{tj} = w_a^\top \tanh(W_a s_{t-1} + U_a h_j)"
SOFTMAX = r"\alpha_{tj} = \frac{\exp(e_{tj})}{\sum_{k=1}^{T_x} \exp(e_{tk})}"
HALF_LIFE = r"f^n = \tfrac12 \;\Longrightarrow\; n = \frac{\ln \frac12}{\ln f}"
MLSTM = r"""C_t &= f_t C_{t-1} + i_t v_t k_t^\top \in \mathbb{R}^{H \times K} \\
h_t &= o_t \odot \frac{C_t q_t}{\max(|n_t^\top q_t|, 1)}"""
HIGHWAY = r"""y &= T(x) \odot H(x) + C(x) \odot x \\
C(x) &= 1 - T(x)"""
CONVOLUTION = r"c_t = f_t \odot c_{t-1} + i_t \odot g_t, \quad z_t = W * x_t + U * h_{t-1} + b"
CTC = r"\alpha_t(s) = p_t(l'_s) \big[ \alpha_{t-1}(s) + \alpha_{t-1}(s - 1) + \alpha_{t-1}(s - 2) \big]"
DISPLAYS = {
    (STEP, "lstm.step"): {
        "a sign": (r"+ i_t \odot", r"- i_t \odot"),
        "f and i": (r"f_t \odot c_{t-1} + i_t \odot g_t", r"i_t \odot c_{t-1} + f_t \odot g_t"),
        "t for t-1": (r"\odot c_{t-1}", r"\odot c_t"),
        "the tanh": (r"\tanh(c_t)", "c_t"),
        "a sum for a product": (r"o_t \odot", "o_t +"),
        "another gate's bias": ("+ b_o", "+ b_f"),
        "another gate's weights": (r"U_i h", r"U_g h"),
        "another function": (r"\tanh(W_g", r"\sigma(W_g"),
        "a weight transposed": ("U_f h", r"U_f^\top h"),
    },
    (BACKWARD, "lstm.step_backward"): {
        "a slope": (r"\tanh^2(c_t)", r"\tanh(c_t)"),
        "t-1 for t": (r"\odot c_{t-1} \odot", r"\odot c_t \odot"),
        "t for t+1": ("f_{t+1}", "f_t"),
        "no transpose": (r"W^\top", "W"),
        "a shape": (r"\mathbb{R}^D", r"\mathbb{R}^H"),
    },
    (WEIGHTS, "bptt.backward"): {"transposed": (r"4H \times H", r"H \times 4H"), "t for t-1": ("h_{t-1}", "h_t")},
    (DIRECT, "jacobian.direct_path"): {"one factor more": ("k+1", "k"), "another gate": ("f_t", "i_t")},
    (CHAIN, "rnn.step"): {
        "a power": ("h_t^2", "h_t"),
        "a transpose": (r"\, U", r"\, U^\top"),
        "no diag": (r"\mathrm{diag}", ""),
    },
    (FULL, "jacobian.cell_jacobian"): {
        "t for t-1": (r"(o_{t-1}", r"(o_t"),
        "a gate": (r"\, U_i", r"\, U_g"),
        "a sign": ("+ A_t", "- A_t"),
    },
    (TERMS, "contributions.terms"): {"from k": ("{t=k+1}", "{t=k}"), "no start": (r"\odot c_0", "")},
    (GRU, "gru.step_reset_before"): {
        "the other convention": (
            r"z_t \odot h_{t-1} + (1 - z_t) \odot n_t",
            r"(1 - z_t) \odot h_{t-1} + z_t \odot n_t",
        ),
        "the other place": (r"U_n (r_t \odot h_{t-1})", r"r_t \odot (U_n h_{t-1})"),
    },
    (PEEPHOLE, "peephole.step"): {"the old cell": (r"p_o \odot c_t", r"p_o \odot c_{t-1}"), "a gate": ("p_f", "p_i")},
    (PROJECTION, "projection.step"): {"a shape": (r"P \times H", r"H \times P"), "the tanh": (r"\tanh(c_t)", "c_t")},
    (COUNT, "params.lstm"): {
        "a block less": ("4H(D", "3H(D"),
        "two biases": ("2H + 1", "2H + 2"),
        "a size": ("D + H", "D + L"),
    },
    (MEMORY, "memory.language_model"): {"a number": ("7LH", "6LH"), "a power": ("BT", "BT^2")},
    (STACK, "stacked.forward"): {"the layer": ("u^{l-1}_t", "u^l_t"), "the step": ("h^l_{t-1}", "h^l_t")},
    (ATTENTION, "attention.additive"): {"the step": ("s_{t-1}", "s_t"), "no tanh": (r"\tanh", "")},
    (SOFTMAX, "attention.additive"): {"an index": ("e_{tk}", "e_{tj}")},
    (HALF_LIFE, "retention.half_life"): {"turned over": (r"\frac{\ln \frac12}{\ln f}", r"\frac{\ln f}{\ln \frac12}")},
    (MLSTM, "mlstm.step"): {
        "transposed": (r"v_t k_t^\top", r"k_t v_t^\top"),
        "a shape": (r"H \times K", r"K \times H"),
    },
    (HIGHWAY, "highway.layer"): {"the carry": ("1 - T(x)", "T(x)")},
    (CONVOLUTION, "convlstm.step"): {"the step": ("U * h_{t-1}", "U * h_t"), "a gate": (r"f_t \odot", r"o_t \odot")},
    (CTC, "ctc.forward"): {
        "two steps": ("s - 2", "s - 3"),
        "a sign": (r"+ \alpha_{t-1}(s - 1)", r"- \alpha_{t-1}(s - 1)"),
    },
}
FAULTS = [(*of, what, *fault) for of, faults in DISPLAYS.items() for what, fault in faults.items()]


@pytest.fixture
def read(tmp_path):
    def read(body: str) -> list:
        path = tmp_path / "page.md"
        path.write_text(f"# Why?\n\n## On the whiteboard\n\n{body}\n", encoding="utf-8")
        return list(equations(load(path)))

    return read


def display(tex: str, code: str = "") -> str:
    tex = f"\\begin{{aligned}}\n{tex}\n\\end{{aligned}}" if "&=" in tex else tex
    return f"Then\n\n$$\n{tex}\n$$\n" + (f"<!-- code: {code} -->\n" if code else "")


@pytest.mark.parametrize(("tex", "code"), DISPLAYS)
def test_true(read, tex, code):
    assert {one.outcome.kind for one in read(display(tex, code))} <= {"proved", "defined"}


@pytest.mark.parametrize(
    ("tex", "code", "what", "old", "new"), FAULTS, ids=[f"{c}: {what}" for _, c, what, *_ in FAULTS]
)
def test_a_planted_fault(read, tex, code, what, old, new):
    assert old in tex
    assert "wrong" in {one.outcome.kind for one in read(display(tex.replace(old, new, 1), code))}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (r"So $c_t = f_t \odot c_{t-1} + i_t \odot g_t$.", False),
        (r"So $c_t = f_t \odot c_{t-1} + o_t \odot g_t$.", True),
        (r"A plain one has $h_t = \tanh(W x_t + U h_{t-1} + b)$.", False),
        (r"A plain one has $h_t = \tanh(W x_t + U h_t + b)$.", True),
        (r"With $f_t = 1$, $\partial c_t / \partial c_{t-1} = I$.", False),
        (r"At a half, $\partial c_t / \partial c_{t-1} = I$.", True),
        (r"Coupled, $c_t = (1 - i_t) \odot c_{t-1} + i_t \odot g_t$.", False),
        (r"Slopes: $\sigma' = \sigma(1 - \sigma) \le \frac14$ and $\tanh' = 1 - \tanh^2 \le 1$.", False),
        (r"Slopes: $\sigma' = \sigma(1 + \sigma)$.", True),
        (r"It is $\sigma(1) = 0.73$, or $0.9^{100} = 2.7 \times 10^{-5}$.", False),
        (r"It is $\sigma(1) = 0.72$.", True),
        (r"At $f = 0.73$, $H = 128$, $b_f = \ln 2$ and $h_t = c_t$.", False),
        (r"$4H(2H + 1) \approx 8H^2$.", False),
        (r"$4H(2H + 1) \approx 8H^3$.", True),
        (r"$W \in \mathbb{R}^{4H \times D}$, $b \in \mathbb{R}^{4H}$.", False),
        (r"It has $4H(D + H + 1)$ weights, $3H(D + H + 1)$ if coupled, $4H(2H + 1)$ above.", False),
        (r"It has $4H(D + H - 1)$ weights.", True),
        (r"It has $5H(D + H + 1)$ weights.", True),
        (r"It has $4H(D + H^2 + 1)$ weights.", True),
    ],
)
def test_in_the_text(read, text, wrong):
    assert any(one.outcome.kind == "wrong" for one in read(text)) == wrong


def test_sizes_of_single_gates(read):
    (shape, *_) = read(rf"$b \in \mathbb{{R}}^H$.{chr(10)}{chr(10)}{display(STEP, 'lstm.step')}")
    assert shape.outcome.kind == "proved"
    (shape, *_) = read(
        rf"$b \in \mathbb{{R}}^H$.{chr(10)}{chr(10)}{display('z_t = W x_t + U h_{t-1} + b', 'lstm.step')}"
    )
    assert shape.outcome.kind == "wrong"


def test_what_is_held(read):
    tex = r"c_t = c_{t-1} + i_t \odot g_t"
    assert [one.outcome.kind for one in read(display(tex, "lstm.step with f = 1"))] == ["proved"]
    assert [one.outcome.kind for one in read(display(tex, "lstm.step"))] == ["wrong"]
    assert [one.outcome.kind for one in read(display(tex, "none, the sum of 1997"))] == ["unread"]


def test_a_definition_holds_to_the_end_of_its_section(read):
    first = display(r"P_{k,T} = \prod_{t=k+1}^{T} f_t")
    second = display(r"c_T = P_{0,T} \odot c_0 + \sum_{k=1}^{T} P_{k,T} \odot i_k \odot g_k", "contributions.terms")
    assert [one.outcome.kind for one in read(first + second)] == ["defined", "proved"]
    assert [one.outcome.kind for one in read(f"{first}\n## In numbers\n\n{second}")][1] == "wrong"


def test_a_name_that_its_code_lacks(read):
    (one,) = read(display(r"e_{tj} = w_a^\top \tanh(V_a s_{t-1} + U_a h_j)", "attention.additive"))
    assert one.outcome == ("wrong", "no value for V_a")


def test_both_sides_the_same(read):
    (one,) = read(display("c_t = c_t", "lstm.step"))
    assert one.outcome == ("wrong", "both sides are the same")


def test_what_is_said(site):
    line = site.edit(r"c_t = f_t \odot c_{t-1} + i_t", r"c_t = f_t \odot c_{t-1} - i_t")
    (found,) = [one for one in site.problems() if "scripts/reference" in one]
    assert found == (
        f"P:{line}: $c_t = f_t \\odot c_{{t-1}} - i_t \\odot g_t$ is not what scripts/reference computes "
        "(the two sides have different values); compared with lstm: correct it, or name what it is of below it, "
        "<!-- code: lstm.step -->, or <!-- code: lstm.step with f = 1 -->"
    )


def test_bad_tex_is_reported_as_such(site):
    (found,) = site.broken(r"= f_t \odot c_{t-1} + i_t", r"= f_t \odot c_t-1 + i_t")
    assert "only the first character" in found


def test_what_nothing_holds(site):
    old = "c_t = f_t \\odot c_{t-1} + i_t \\odot g_t\n$$\n"
    (found,) = site.broken(old, f"{old}<!-- code: lstm.step with g = 1 -->\n")
    assert "nothing holds g = 1 in lstm.step; hold a gate or a state at 0 or 1" in found


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.slug)
def test_the_written_pages(page):
    assert [one for one in equations(page) if one.outcome.kind == "wrong"] == []
