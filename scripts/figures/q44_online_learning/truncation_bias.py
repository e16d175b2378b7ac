"""How much of the exact gradient is left when it is cut after k steps, for a short and for a long memory."""

import numpy as np

from scripts.figures import kit
from scripts.reference import initialise, lstm, over_time, rtrl
from scripts.reference.bidirectional import State

ALT = (
    "Cosine between the exact gradient of one loss and the one that goes back k steps only. At forget bias 1 it is "
    "close to 1 after 5 steps. At forget bias 3 it is 0.5 after 1 step, 0.8 after 5 and 0.9 after 20, and single "
    "networks stay far below: cut short, the gradient points elsewhere."
)
CAPTION = (
    "The longer the memory, the later the cut must come. Lines are means over ten untrained LSTMs, dots the single "
    "ones; exact means RTRL, from the first of 60 steps."
)
D, H, T, SEEDS = 3, 8, 60, 10
WINDOWS = (1, 2, 5, 10, 20, 40, 60)
BIASES = (1.0, 3.0)
CELL = over_time.Cell(lstm.step, lstm.step_backward)


def cosines(bias: float, seed: int) -> list[float]:
    """The cosine between the gradient over the last k of T steps and that of RTRL, for each k of WINDOWS."""
    rng = np.random.default_rng(seed)
    p = initialise.with_forget_bias(initialise.torch_default(D, H, rng), bias)
    xs, dh = rng.normal(size=(T, 1, D)), rng.normal(size=(1, H))
    run = over_time.forward(CELL, xs, State(np.zeros((1, H)), np.zeros((1, H))), p)
    J = rtrl.start(p)
    for cache in run.caches:
        J = rtrl.step(J, cache, p)
    exact = _flat(rtrl.gradient(dh, J, p))
    found = []
    for k in WINDOWS:
        last = run._replace(states=State(*(array[-k:] for array in run.states)), caches=run.caches[-k:])
        cut = _flat(over_time.backward(last, np.concatenate([np.zeros((k - 1, 1, H)), dh[None]])).dp)
        found.append(float(cut @ exact / np.linalg.norm(cut) / np.linalg.norm(exact)))
    return found


def _flat(arrays_: tuple[np.ndarray, ...]) -> np.ndarray:
    return np.concatenate([array.ravel() for array in arrays_])


def arrays() -> dict[str, np.ndarray]:
    """Return the windows (K,) and, by forget bias, the cosines (K, SEEDS)."""
    made = {f"{bias:g}": np.array([cosines(bias, seed) for seed in range(SEEDS)]).T for bias in BIASES}
    return {"windows": np.array(WINDOWS), **made}


def draw(narrow=False):
    """Plot the means over the windows, and every seed as a dot."""
    plotted = arrays()
    figure = kit.figure(height=3.6 if narrow else 3.2, narrow=narrow)
    axes = figure.add_subplot(xlabel="k, steps that the gradient goes back", xlim=(0.9, 70), ylim=(0, 1.04))
    kit.title_y(axes, "cosine with the exact gradient")
    axes.set_xscale("log")
    axes.set_xticks(plotted["windows"], [str(k) for k in plotted["windows"]])
    axes.minorticks_off()
    looks = {"1": (kit.INPUT, kit.DASHES[kit.INPUT], "s"), "3": (kit.FORGET, "-", "o")}
    for bias, (colour, dashes, marker) in looks.items():
        axes.plot(plotted["windows"], plotted[bias], marker, color=colour, ms=3.5, alpha=0.5, mew=0)
        label = f"forget bias {bias}"
        axes.plot(plotted["windows"], plotted[bias].mean(1), color=colour, ls=dashes, lw=2, label=label)
    axes.legend(loc="lower right", handlelength=3)
    return figure
