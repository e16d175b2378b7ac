"""How much of a memory survives k steps at the forget gate that each forget bias sets."""

import numpy as np

from scripts.figures import kit
from scripts.reference.activations import sigmoid
from scripts.reference.retention import half_life

ALT = (
    "What is left of a memory after k steps when the forget gate stays at the value its bias sets: half is gone after "
    "1 step with bias 0, after 2.2 steps with bias 1, after 14 with bias 3 and after 103 with bias 5."
)
CAPTION = (
    "$f^k$ for a gate held at $f = \\sigma(b_f)$, with nothing written; steps on a logarithmic scale. The curves "
    "differ in where they stand, little in shape. Dots: half-lives, $\\ln\\tfrac12 / \\ln f$ steps."
)
BIASES = (0, 1, 3, 5)


def arrays() -> dict[str, np.ndarray]:
    """Return the gates (4,), the steps (S,), the share kept (4, S) and the half-lives (4,), in the order of BIASES."""
    gates = sigmoid(np.array(BIASES, dtype=float))
    steps = np.geomspace(1, 1000, 200)
    return {
        "gates": gates,
        "steps": steps,
        "kept": gates[:, None] ** steps,
        "half_lives": np.array([half_life(f) for f in gates]),
    }


def draw(narrow=False):
    """Plot the four curves, each with its half-life."""
    plotted = arrays()
    figure = kit.figure(height=4.4 if narrow else 3.9, narrow=narrow)
    axes = figure.add_subplot(xlabel="steps", ylim=(0, 1.02), xlim=(1, 1000))
    kit.title_y(axes, "share of the memory left")
    kit.log_decades(axes.xaxis)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axes.axhline(0.5, color=kit.RULE, lw=0.9, zorder=0)
    for bias, kept, half in zip(BIASES, plotted["kept"], plotted["half_lives"], strict=True):
        axes.plot(plotted["steps"], kept, color=kit.FORGET, lw=1.2 + 0.35 * bias)
        axes.plot([half], [0.5], "o", color=kit.FORGET, ms=8, mec=kit.PAPER, mew=1.5, clip_on=False, zorder=3)
        steps = f"{half:.{0 if half > 10 or bias == 0 else 1}f} step{'s' if bias else ''}"
        at, beside = ((half, 0.5), (8, 5)) if bias else ((half, 0), (4, 5))  # the first curve has room below it
        axes.annotate(f"bias {bias}\n{steps}", at, xytext=beside, textcoords="offset points")
    return figure
