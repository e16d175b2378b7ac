"""The activations of the cell and their slopes: shares from σ, contents from tanh, and what the straight ones lose."""

import numpy as np

from scripts.figures import kit
from scripts.reference import activations

ALT = (
    "Activations above their slopes. Sigmoid runs from 0 to 1 with a slope of at most 0.25, tanh from -1 to 1 with at "
    "most 1. Hard versions have slope 0 beyond a point. ReLU has no upper bound, and 0 on its left."
)
CAPTION = (
    "Each value, and below it its slope, which scales every gradient that passes. Gates take σ or hard σ; contents "
    "take tanh, hard tanh or ReLU. Look where a slope is 0."
)
CURVES = {
    "sigmoid": (0, kit.INK, "-", "σ"),
    "hard_sigmoid": (0, kit.INPUT, kit.DASHES[kit.INPUT], "hard σ"),
    "tanh": (1, kit.CANDIDATE, "-", "tanh"),
    "hard_tanh": (1, kit.INPUT, kit.DASHES[kit.INPUT], "hard tanh"),
    "relu": (1, kit.FORGET, kit.DASHES[kit.CANDIDATE], "ReLU"),
}
LABELS = {  # where each name stands: at (z, value)
    "sigmoid": (0.2, 0.93),
    "hard_sigmoid": (3.1, 0.75),
    "tanh": (2.3, 0.62),
    "hard_tanh": (-4.9, -0.86),
    "relu": (0.1, 1.62),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the places z (N,), and for each of CURVES its values and its slopes, (2, N)."""
    z = np.linspace(-5, 5, 401)
    s, t, r = activations.sigmoid(z), activations.tanh(z), activations.relu(z)
    hard_s = activations.hard_sigmoid(z)
    # Hard tanh is a hard sigmoid of slope 1/2, stretched from (0, 1) to (-1, 1), and its slope with it.
    half = activations.hard_sigmoid(z, slope=0.5)
    return {
        "z": z,
        "sigmoid": np.array([s, activations.sigmoid_slope(s)]),
        "hard_sigmoid": np.array([hard_s, activations.hard_sigmoid_slope(hard_s)]),
        "tanh": np.array([t, activations.tanh_slope(t)]),
        "hard_tanh": np.array([2 * half - 1, 2 * activations.hard_sigmoid_slope(half, slope=0.5)]),
        "relu": np.array([r, activations.relu_slope(r)]),
    }


def draw(narrow=False):
    """Plot values above slopes, gates left of contents (narrow: above contents)."""
    plotted = arrays()
    figure = kit.figure(height=8.0 if narrow else 4.8, narrow=narrow)
    if narrow:
        panels = figure.subplots(4, 1, sharex=True, height_ratios=[1.25, 1, 1.25, 1]).reshape(2, 2).T
    else:
        panels = figure.subplots(2, 2, sharex=True, height_ratios=[1.25, 1])
    for name, (column, colour, dashes, label) in CURVES.items():
        for row, curve in enumerate(plotted[name]):
            panels[row, column].plot(plotted["z"], curve, color=colour, ls=dashes, lw=1.9)
        panels[0, column].text(*LABELS[name], label, color=colour)
    for column, title in enumerate(("gates: a share", "contents: a signed value")):
        kit.title_y(panels[0, column], title)
        kit.title_y(panels[1, column], "slope")
        panels[1, column].set_xticks([-4, -2, 0, 2, 4])
    for axes in kit.lowest(panels):
        axes.set_xlabel("z")
    panels[0, 0].set(ylim=(-0.05, 1.1), yticks=[0, 0.5, 1])
    panels[0, 1].set(ylim=(-1.1, 2), yticks=[-1, 0, 1, 2])
    panels[1, 0].set(ylim=(-0.01, 0.28), yticks=[0, 0.25])
    panels[1, 1].set(ylim=(-0.04, 1.12), yticks=[0, 1])
    return figure
