r"""What the formulas without another side are that readers learn by heart: each beside a run of the reference code.

`PROOFS` has for each formula, as the page writes it, a function of values by name that computes the same in another
way: with the reference, or by counting. `READ` has those that no value can be given, with the reason.
"""

from collections.abc import Callable
from itertools import accumulate
from types import SimpleNamespace

import numpy as np

from scripts.checks.formulas.algebra.values import Indexed
from scripts.reference import (
    activations,
    attention_counts,
    classification,
    ctc,
    flops,
    memory,
    missing,
    origins,
    params,
    perplexity,
    pinball,
    prequential,
    retention,
    softmax,
    stacked,
    task_losses,
    voting,
)
from scripts.reference.convolution import receptive_field
from scripts.reference.error_rate import rate
from scripts.reference.highway import Params as HighwayLayer

Values = SimpleNamespace
# Names in TeX whose name in Python is another.
IN_PYTHON = {
    r"\alpha": "alpha",
    r"\delta": "delta",
    r"\rho": "rho",
    r"\tau": "tau",
    r"\mathcal{L}": "nats",
    r"\mathrm{PPL}": "PPL",
    "C_{in}": "C_in",
    "C_{FP}": "C_FP",
    "C_{FN}": "C_FN",
    r"\ell": "losses",
    r"\hat x": "x_hat",
    "h_{t-1}": "h_prev",
    "c_{t-1}": "c_prev",
    "s_{t-1}": "s_prev",
    r"\mathrm{d}z_t": "dz",
    r"\mathrm{d}c_t": "dc",
}


def numbers(seed: int) -> Values:
    """Sizes that are all different, and shares between 0 and 1."""
    sizes = dict(
        N=41, T=11, L=3, K=4, H=5, D=7, V=13, B=2, M=6, k=3, n=8, U=4, C=3, C_in=2, P=9, S=2, I=1, N_w=17, N_c=90
    )
    shares = dict(f=0.8, p=0.3, q=0.9, alpha=0.7, rho=0.2, tau=0.3, nats=1.3, PPL=60.0, C_FP=1.0, C_FN=4.0, u=-2.5)
    more = {name: size + 2 * seed for name, size in sizes.items()}
    return Values(**more | {name: value * (1 - 0.1 * seed) for name, value in shares.items()})


def an_error(seed: int) -> Values:
    """A level, and an error at it: above at first, then below."""
    return Values(tau=0.3, e=1.7 - 3 * seed)


def arrays(seed: int) -> Values:
    """The arrays of a step with 4 inputs and 3 units, of its backward pass, and of a decoder that looks back."""
    rng = np.random.default_rng(seed)
    vectors = "x_t:4 h_prev h_t c_prev c_t b b_y:5 p_i p_f p_o f_t i_t g_t m_t dz dc s_t s_prev h_j w_a"
    matrices = dict(W=(3, 4), U=(3, 3), V=(5, 3), W_a=(3, 3), U_a=(3, 3), Q=(4, 3), d=())
    shapes = {name: (int(size or 3),) for name, _, size in (each.partition(":") for each in vectors.split())}
    return Values(**{name: rng.normal(size=shape) for name, shape in (shapes | matrices).items()})


def weights_of_one(seed: int) -> Values:
    """A decay over a gap, and a weight on a grid of steps s with the zero at z."""
    return Values(w=1.3 - 2.1 * seed, delta=2.5, b=-0.4, s=0.17, z=3)


def series(seed: int) -> Values:
    """What sums and products go over: four numbers each, by their index; m is 0 or 1, what is below 1 is a share."""
    rng = np.random.default_rng(seed)
    shares = {name: Indexed(rng.random(4)) for name in ("f", "p", "w", "losses", "nats")}
    return Values(
        m=Indexed(np.array([1.0, 0, 1, 1])), h=Indexed(rng.normal(size=4)), s=Indexed(rng.random(4)), **shares
    )


def carries(seed: int) -> Values:
    """The transform gates of four layers, by a superscript."""
    return Values(T=Indexed(np.random.default_rng(seed).random(4), above=True))


def frames(seed: int) -> Values:
    """A sequence of T = 6 steps, and another beside it."""
    rng = np.random.default_rng(seed)
    return Values(T=6, x=Indexed(rng.normal(size=(6, 2))), x_hat=Indexed(rng.normal(size=(6, 2))))


def layers(seed: int) -> Values:
    """The sizes of a language model of two layers of H units on D_1 = D inputs."""
    return Values(T=11 + seed, B=2, V=13, H=5, D=Indexed(np.array([7, 5])))


def repeated(count: int, f: float) -> float:
    """How long a value stays in as many stores of one after the other, on average; each keeps a share f at a step."""
    stays = (1 - f) * f ** np.arange(400)  # for so many steps, in one
    through = stays
    for _ in range(count - 1):
        through = np.convolve(through, stays)
    return float(through @ np.arange(len(through)))


def doublings(T: int) -> int:
    """Rounds after which a value has reached T places, when in each the number of places doubles."""
    return sum(1 for places in accumulate([1] * 64, lambda places, _: 2 * places) if places < T)


def misheard(N: int, S: int, D: int, I: int) -> list[int]:
    """What is said for 0 … N - 1, with S wrong, then D left out, and I too many at the end."""
    return [*[-1] * S, *range(S + D, N), *[-2] * I]


PROOFS: dict[str, tuple[Callable[[int], Values], Callable[[Values], object]]] = {
    tex: (numbers, proof)
    for tex, proof in {
        r"\ln \frac12 / \ln f": lambda v: retention.half_life(v.f),
        r"\ln\frac12 / \ln f": lambda v: retention.half_life(v.f),
        r"\ln 0.5 / \ln f": lambda v: retention.half_life(v.f),
        r"f(1 - f)": lambda v: activations.sigmoid_slope(v.f),
        r"4H": lambda v: params.lstm(v.D, v.H) - params.lstm(v.D - 1, v.H),
        r"3H": lambda v: params.gru(v.D, v.H) - params.gru(v.D - 1, v.H),
        r"2H": lambda v: memory.lstm_state(v.H, itemsize=1),
        r"2LH": lambda v: memory.lstm_state(v.H, v.L, itemsize=1),
        r"LT": lambda v: stacked.rounds(v.L, v.T).size,
        r"L + T - 1": lambda v: stacked.rounds(v.L, v.T).max(),
        r"T + L - 1": lambda v: stacked.rounds(v.L, v.T).max(),
        r"L f/(1 - f)": lambda v: repeated(v.L, v.f),
        r"1/(1 - f)": lambda v: (v.f ** np.arange(999)).sum(),
        r"1/(1 - \alpha)": lambda v: prequential.memory(v.alpha),
        r"1/(1 - p)": lambda v: 1 / np.average([0, 1], weights=[v.p, 1 - v.p]),
        r"1 - p": lambda v: np.average([0, 1], weights=[v.p, 1 - v.p]),
        r"(1 - p)^n": lambda v: np.prod(np.full(v.n, 1 - v.p)),
        r"(k - 1)/2": lambda v: np.mean(range(v.k)),
        r"k - 1": lambda v: max(range(v.k)),
        r"\ln K": lambda v: -softmax.log_softmax(np.zeros((1, v.K)))[0, 0],
        r"e^{\mathcal{L}}": lambda v: perplexity.of_probabilities([np.exp(-v.nats)] * 3),
        r"\mathcal{L} / \ln 2": lambda v: perplexity.bits(v.nats),
        r"\log_2(\mathrm{PPL}) \cdot N_w / N_c": lambda v: perplexity.bits_per_character(v.PPL, v.N_w, v.N_c),
        r"VH": lambda v: flops.language_model(v.V, v.D, v.H) // 2 - flops.lstm(v.D, v.H) // 2,
        r"8H^2": lambda v: flops.lstm(v.H, v.H) // 2,
        r"12H^2": lambda v: attention_counts.matrices(v.H),
        r"2TH": lambda v: attention_counts.attention(v.H, v.T),
        r"12H^2 + 2TH": lambda v: attention_counts.sequence(v.H, v.T) // v.T,
        r"16N": lambda v: memory.weights(v.N, "adam"),
        r"4(DH + H^2 + H)": lambda v: params.lstm(v.D, v.H),
        r"4(DH + H^2 + 2H)": lambda v: params.lstm(v.D, v.H, convention="torch"),
        r"7H": lambda v: memory.lstm_activations(v.H, 1, itemsize=1) + memory.sequence(v.H, 1, itemsize=1),
        r"1 - 0.95^n": lambda v: sum(0.05 * 0.95**tried for tried in range(v.n)),
        r"N - L - K + 1": lambda v: len(origins.pairs(v.N, v.L, v.K)),
        r"2U + 1": lambda v: len(ctc.with_blanks(np.arange(1, v.U + 1))),
        r"(S + D + I) / N": lambda v: rate([(range(v.N), misheard(v.N, v.S, v.D, v.I))]),
        r"4C(k^2(C_{in} + C) + 1)": lambda v: params.convlstm(v.C_in, v.C, v.k),
        r"1 + (L + n)(k - 1)": lambda v: receptive_field(v.n, v.k, v.k, v.L),
        r"1 - (1 - p)^L": lambda v: sum(v.p * (1 - v.p) ** before for before in range(v.L)),
        r"\rho + (1 - \rho) / M": lambda v: voting.variance(v.M, v.rho),
        r"p > C_{FP} / (C_{FP} + C_{FN})": lambda v: classification.threshold(v.C_FP, v.C_FN),
        r"2(N^2 + N)": lambda v: sum(
            array.size for array in HighwayLayer(*(np.zeros(shape) for shape in ((v.N, v.N), v.N) * 2))
        ),
        r"\lceil \log_2 T \rceil": lambda v: doublings(v.T),
    }.items()
}
PROOFS[r"\max(\tau e, (\tau - 1) e)"] = (
    an_error,
    lambda v: pinball.loss(np.array([v.e]), np.zeros((1, 1)), np.array([v.tau])),
)
PROOFS |= {
    tex: (arrays, proof)
    for tex, proof in {
        r"\sigma(W x_t + U h_{t-1} + b)": lambda v: activations.sigmoid(v.W @ v.x_t + v.U @ v.h_prev + v.b),
        r"W x_t + U h_{t-1} + b": lambda v: v.W @ v.x_t + v.U @ v.h_prev + v.b,
        r"\mathrm{softmax}(V h_t + b_y)": lambda v: np.exp(softmax.log_softmax((v.V @ v.h_t + v.b_y)[None]))[0],
        r"U h_{t-1}": lambda v: np.einsum("ij,j->i", v.U, v.h_prev),
        r"f_t \odot \mathrm{d}c_t": lambda v: v.f_t * v.dc,
        r"p_i \odot c_{t-1}": lambda v: v.p_i * v.c_prev,
        r"p_f \odot c_{t-1}": lambda v: v.p_f * v.c_prev,
        r"p_o \odot c_t": lambda v: v.p_o * v.c_t,
        r"U^\top \mathrm{d}z_t": lambda v: np.einsum("ij,i->j", v.U, v.dz),
        r"s_t^\top h_j": lambda v: np.sum(v.s_t * v.h_j),
        r"s_t^\top W_a h_j": lambda v: np.einsum("i,ij,j", v.s_t, v.W_a, v.h_j),
        r"w_a^\top \tanh(W_a s_{t-1} + U_a h_j)": lambda v: np.sum(v.w_a * np.tanh(v.W_a @ v.s_prev + v.U_a @ v.h_j)),
    }.items()
}

PROOFS |= {
    tex: (series, proof)
    for tex, proof in {
        r"\prod_t f_t": lambda v: np.exp(np.log(v.f.array).sum()),
        r"\sum_b \ell_b": lambda v: np.mean(v.losses.array) * 4,
        r"\sum_m w_m p_m": lambda v: (
            voting.soft(v.p.array[:, None, None], v.w.array).item() * v.w.array.sum()  # for weights that sum to 1
        ),
        r"\sum_t m_t h_t / \sum_t m_t": lambda v: np.average(v.h.array, weights=v.m.array),
        r"\frac12 \sum_k (e^{-s_k} \mathcal L_k + s_k)": lambda v: task_losses.uncertainty(
            v.nats.array, v.s.array, np.ones(4, dtype=bool)
        ),
    }.items()
}
PROOFS[r"\gamma = \exp(-\max(0, w\delta + b))"] = (
    weights_of_one,
    lambda v: missing.state(np.ones((1, 1)), np.array([[v.delta]]), np.array([[v.w]]), np.array([v.b])),
)
PROOFS[r"q = \mathrm{round}(w/s) + z"] = (weights_of_one, lambda v: np.floor(v.w / v.s + 0.5) + v.z)
PROOFS[r"\prod_\ell (1 - T^\ell)"] = (carries, lambda v: np.exp(np.log1p(-v.T.array).sum()))
PROOFS[r"\frac{1}{T}\sum_t \lVert x_t - \hat x_t \rVert^2"] = (
    frames,
    lambda v: ((v.x.array - v.x_hat.array) ** 2).mean(axis=0).sum(),
)
PROOFS[r"3TB \left(\sum_l 4H(D_l + H) + VH\right)"] = (
    layers,
    lambda v: flops.language_model(v.V, int(v.D.array[0]), v.H, v.T, v.B, layers=2, training=True) // 2,
)

_STEPS = "a product or a sum over what the words around it name"
_MADE = "a definition: nothing else says what it is"
_PARTS = "a part of a formula that is proved below on the page"
READ = {
    **dict.fromkeys(
        (
            r"\prod f_t",
            r"\prod f_t \approx f^k",
            r"\prod \mathrm{diag}(1 - h_t^2) U",
            r"\sum m \ell / \max(1, \sum m)",
        ),
        _STEPS,
    ),
    **dict.fromkeys(
        (
            r"c_t = f_t \odot c_{t-1} + i_t \odot m_t \odot g_t",
            r"u^l = u^{l-1} + h^l",
            r"I + \partial h^l / \partial u^{l-1}",
            r"\mathcal L = \sum_k w_k \mathcal L_k",
            r"p_k \propto n_k^{\tau}",
            r"w \approx s(q - z)",
            r"\mathrm{softmax}(QK^\top / \sqrt{d})V",
            r"F(x) - F(x')",
            r"S_t / N_t",
            r"\log P / |Y|^\alpha",
            r"\sum_m w_m = 1",
            r"l/g",
        ),
        _PARTS,
    ),
    **dict.fromkeys(
        (
            r"f = 1 - i",
            r"|g| < 1",
            r"|h| < 1",
            r"1 - q",
            r"1 - T",
            r"1 - d_t",
            r"-\log p",
            r"\log P",
            r"y^2",
            r"\tau^2",
        ),
        _MADE,
    ),
    **dict.fromkeys((r"\ln 2", r"10^u", r"10^{-4}", r"10^{-2}", r"s/2", r"K/t", r"L + 1", r"u^{l-1}"), _MADE),
    **dict.fromkeys(
        (r"TBV", r"3V", r"4V", r"3D", r"2H \cdot P", r"H^4"), "so many numbers, as the words around it say"
    ),
    r"\ln(T / \ln 2)": "the forget bias for a half-life of T, to within 1 % from T = 50 on; the page says about",
}
