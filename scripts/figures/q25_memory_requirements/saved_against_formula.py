"""What PyTorch saves of a forward pass over length, batch and width, on two paths, beside the formula."""

import numpy as np

from scripts.figures import kit
from scripts.reference import memory, params

ALT = (
    "MB saved for the backward pass over length, batch and width. The formula's line runs through every point of "
    "PyTorch's native path; the oneDNN layer saves 17 to 48 % more. Four times the weights, 231 MB at width 512, is "
    "the same at every length and batch."
)
CAPTION = (
    "Look at the dots on the line: the formula misses no array but the token ids. The dashes, four times the weights, "
    "know neither length nor batch."
)
LABELS = {"T": "length T", "B": "batch B", "H": "width H"}


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return by size its values, and in MB the formula, what was saved on two paths, and four times the weights."""
    chosen, measured = kit.settings("saved_bytes"), kit.data("saved_bytes").sweeps
    made = {}
    for size in LABELS:
        values = chosen.sweeps[size]
        at = [{**{name: getattr(chosen, name) for name in LABELS}, size: value} for value in values]
        V, L = chosen.V, chosen.layers
        formula = [memory.language_model(V, s["H"], s["H"], s["T"], s["B"], L, copies=2) for s in at]
        fixed = [memory.weights(params.language_model(V, s["H"], s["H"], L), "adam") for s in at]
        saved = {path: [measured[size][path][str(value)] for value in values] for path in ("native", "onednn")}
        made[size] = {"values": np.array(values)} | {
            name: np.array(numbers) / 1e6 for name, numbers in {"formula": formula, "weights": fixed, **saved}.items()
        }
    return made


def draw(narrow=False):
    """Plot a panel per size, on a phone one below the other."""
    plotted = arrays()
    figure = kit.figure(height=7.6 if narrow else 3.4, narrow=narrow)
    panels = figure.subplots(3, 1) if narrow else figure.subplots(1, 3, sharey=True)
    for axes, (size, drawn) in zip(panels, plotted.items(), strict=True):
        x = drawn["values"]
        axes.plot(x, drawn["weights"], color=kit.MUTED, ls=(0, (4, 3)), lw=1.6, label="4 × weights")
        axes.plot(x, drawn["formula"], color=kit.INPUT, lw=1.8, label="formula")
        axes.plot(x, drawn["native"], "o", color=kit.INPUT, ms=7, mew=0, label="native")
        axes.plot(x, drawn["onednn"], "s", color=kit.FORGET, ms=6.5, mew=0, label="oneDNN")
        axes.set(xlim=(0, x[-1] * 1.08), ylim=(0, 400), xlabel=LABELS[size], xticks=[0, *x])
    kit.title_y(panels[0], "MB saved for backward")
    panels[0].legend(
        loc="upper left", fontsize=10, handlelength=1.6, borderaxespad=0, ncols=2 if narrow else 1, columnspacing=1.2
    )
    return figure
