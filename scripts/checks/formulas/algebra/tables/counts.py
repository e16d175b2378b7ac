r"""Counts: sizes in the hundreds, and what the reference counts for them under the name that a page gives it."""

from collections.abc import Callable

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables.drawing import counts
from scripts.checks.formulas.algebra.values import Indexed, Value
from scripts.reference import convolution, depth, events, flops, halving, memory, params, stacked


def _sizes(rng: np.random.Generator) -> dict[str, Value]:
    names: dict[str, Value] = counts(rng, "B T D H V")
    names |= {"L": int(rng.integers(3, 7)), "K": 7}
    return names | {"D": Indexed([names["D"], *[names["H"]] * (names["L"] - 1)], alone=names["D"])}


def _counted(result: Callable[[dict[str, int]], float], *names: str) -> Callable[[np.random.Generator], Table]:
    """A table in which some names, and the whole, are what a function of the sizes gives."""

    def table(rng: np.random.Generator) -> Table:
        sizes = _sizes(rng)
        plain = sizes | {"D": sizes["D"].alone}
        found = np.float64(result(plain))
        return Table(sizes | dict.fromkeys(names, found), ranges={"l": range(1, sizes["L"] + 1)}, result=found)

    return table


layers = _counted(lambda n: params.lstm(n["D"], n["H"], n["L"]), "N", "P")
one_layer = _counted(lambda n: params.lstm(n["D"], n["H"]), "N", "P")
model = _counted(lambda n: params.language_model(n["V"], n["D"], n["H"], n["L"]), "N")
# Two floating-point operations for each product of a weight and a number.
products = _counted(lambda n: flops.lstm(n["D"], n["H"]) // 2)
training = _counted(
    lambda n: flops.language_model(n["V"], n["D"], n["H"], n["T"], n["B"], n["L"], training=True), r"\text{FLOP}"
)
activations = _counted(lambda n: memory.language_model(n["V"], n["D"], n["H"], n["T"], n["B"], n["L"]), "A")
state = _counted(lambda n: memory.lstm_state(n["H"], n["L"], n["B"]), "S")


def segments(rng: np.random.Generator) -> Table:
    """The number of segments at which checkpoints cost least; s and b as `memory` counts them."""
    H, T = 128, int(rng.integers(100, 900))
    best = memory.best_segments(T)
    return Table({"H": H, "T": T, "s": 7 * H, "b": 2 * H, "k*": np.float64(best)})


def rounds(rng: np.random.Generator) -> Table:
    """The rounds of a wavefront over L layers and T steps; r(l, t) is the round of one cell."""
    L, T = int(rng.integers(4, 7)), int(rng.integers(8, 12))
    found = stacked.rounds(L, T)
    names: dict[str, Value] = {"L": L, "T": T, "l": 3, "t": 5, "r": lambda l, t: int(found[l - 1, t - 1])}
    return Table(names, result=int(found[-1, -1]))


def field(rng: np.random.Generator) -> Table:
    """How far a pixel of stacked convolutional LSTMs sees, n steps back."""
    names = dict(zip(("L", "n", "k_W", "k_U"), map(int, rng.permutation([2, 3, 5, 7])), strict=True))
    return Table(names, result=convolution.receptive_field(names["n"], names["k_W"], names["k_U"], names["L"]))


def hits(rng: np.random.Generator) -> Table:
    """How often random trials find one of the best."""
    p, n = float(rng.uniform(0.02, 0.2)), int(rng.integers(5, 40))
    return Table({"p": np.float64(p), "n": n, "P": np.float64(halving.hit(p, n))})


def bracket(rng: np.random.Generator) -> Table:
    """The rounds of a bracket of Hyperband."""
    eta, s_max, s = 3, 5, int(rng.integers(2, 5))
    R = eta**s_max
    found = halving.bracket(s, R, eta)
    names: dict[str, Value] = {r"\eta": eta, r"s_\max": s_max, "s": s, "R": R, "i": 1}
    names |= {"n": Indexed([one.configurations for one in found], (0,), alone=found[0].configurations)}
    return Table(names | {"r": Indexed([one.units for one in found], (0,))})


def paths(rng: np.random.Generator) -> Table:
    """What is left of a gradient n layers down and k steps back, with nothing recurrent."""
    v, f, n, k = (
        float(rng.uniform(0.2, 0.8)),
        float(rng.uniform(0.5, 0.9)),
        int(rng.integers(2, 5)),
        int(rng.integers(3, 6)),
    )
    return Table(
        {"v": np.float64(v), "f": np.float64(f), "n": n, "k": k, r"\text{length}": np.float64(depth.plain(v, f, n, k))}
    )


def chance(rng: np.random.Generator) -> Table:
    """How often a random alarm hits an event."""
    p, L = float(rng.uniform(0.01, 0.1)), int(rng.integers(5, 40))
    return Table({"p": np.float64(p), "L": L}, result=np.float64(events.chance(L, p)))
