"""How much of a wrong start state is left after some steps of burn-in, for a short and for a long memory."""

import numpy as np

from scripts.figures import kit
from scripts.reference import initialise, lstm, over_time, resets
from scripts.reference.bidirectional import State

ALT = (
    "Error of the hidden state over the steps of burn-in. Begun from a stale stored state it is at first about a tenth "
    "(forget bias 1) and a seventh (bias 3) of that from zeros. At bias 1 both fall more than a thousandfold within 40 "
    "steps; at bias 3 neither falls threefold."
)
CAPTION = (
    "After a little noise in the weights the stored state starts closer than zeros; burn-in repairs both, slowly where "
    "the memory is long. Ten untrained LSTMs; not R2D2's measurement."
)
D, H, BEFORE, STEPS, SEEDS, DRIFT = 4, 16, 100, 40, 10, 0.05
BIASES = (1.0, 3.0)
STARTS = ("zeros", "stored")
CELL = over_time.Cell(lstm.step, lstm.step_backward)


def left(bias: float, seed: int) -> dict[str, np.ndarray]:
    """The distance (STEPS,) from the outputs of the right state, from zeros and from the state of older weights.

    The older weights are the present ones plus noise, a twentieth of the bound 1/√H. Both have read the same input.
    """
    rng = np.random.default_rng(seed)
    p = initialise.with_forget_bias(initialise.torch_default(D, H, rng), bias)
    older = p._replace(**{name: a + DRIFT / np.sqrt(H) * rng.normal(size=a.shape) for name, a in p._asdict().items()})
    xs = rng.normal(size=(BEFORE + STEPS, 1, D))
    zeros = State(np.zeros((1, H)), np.zeros((1, H)))
    right, stored = (
        zeros._make(array[-1] for array in over_time.forward(CELL, xs[:BEFORE], zeros, of).states) for of in (p, older)
    )
    starts = {"zeros": zeros, "stored": stored}
    return {name: resets.distances(CELL, xs[BEFORE:], start, right, p) for name, start in starts.items()}


def arrays() -> dict[str, np.ndarray]:
    """Return by "start bias" the mean distance over SEEDS networks at each step (STEPS,)."""
    made = {}
    for bias in BIASES:
        each = [left(bias, seed) for seed in range(SEEDS)]
        made |= {f"{start} {bias:g}": np.mean([one[start] for one in each], axis=0) for start in STARTS}
    return made


def draw(narrow=False):
    """Plot a panel for each forget bias."""
    plotted = arrays()
    figure, panels = kit.small_multiples(1, 2, height=5 if narrow else 3.2, narrow=narrow)
    looks = {"zeros": (kit.INPUT, kit.DASHES[kit.INPUT]), "stored": (kit.FORGET, "-")}
    labels = {"zeros": "from zeros", "stored": "from a stale stored state"}
    for axes, bias in zip(panels[0], BIASES, strict=True):
        for start, (colour, dashes) in looks.items():
            values = plotted[f"{start} {bias:g}"]
            axes.plot(np.arange(1, STEPS + 1), values, color=colour, ls=dashes, lw=2, label=labels[start])
        axes.set_yscale("log")
        kit.log_decades(axes.yaxis)
        kit.title_y(axes, f"error of h, forget bias {bias:g}")
        axes.set_xlim(0, STEPS)
    for axes in kit.lowest(panels):
        axes.set_xlabel("steps of burn-in")
    panels[0, 0].legend(loc="lower left", handlelength=3)
    return figure
