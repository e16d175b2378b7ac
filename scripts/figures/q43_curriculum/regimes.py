"""The four regimes of Zaremba and Sutskever: which levels are drawn at each stage of the training."""

import numpy as np

from scripts.figures import kit
from scripts.reference import curriculum

ALT = (
    "Which of five levels are drawn at five stages. None: always the hardest. Naive: at each stage only one level, one "
    "harder every time. Mixed: all five alike, at every stage. Combined: the naive level mostly, and a fifth of the "
    "examples from all levels."
)
CAPTION = "The area of a dot is the share of the examples. Naive leaves each level behind; mixed and combined keep all."
LEVELS = 5
LARGEST = 150  # area of the dot for a share of 1, in square points


def arrays() -> dict[str, np.ndarray]:
    """Return by regime the shares (stages, levels); at stage k the current level is k."""
    return {
        regime: np.array([curriculum.levels(regime, now, LEVELS) for now in range(LEVELS)])
        for regime in ("none", "naive", "mixed", "combined")
    }


def draw(narrow=False):
    """Plot a dot for each stage and level."""
    figure, panels = kit.small_multiples(1, 4, height=5.2 if narrow else 2.6, narrow=narrow, across=2)
    places = np.arange(1, LEVELS + 1)
    stages, levels = np.meshgrid(places, places, indexing="ij")
    for axes, (regime, shares) in zip(panels.flat, arrays().items(), strict=True):
        axes.scatter(stages, levels, s=LARGEST * shares, color=kit.INPUT, lw=0)
        axes.set(title=regime, xlim=(0.4, 5.6), ylim=(0.4, 5.6), xticks=places, yticks=places)
        axes.grid(visible=False)
    for axes in kit.lowest(panels):
        axes.set_xlabel("stage")
    for axes in panels.flat[:: 2 if narrow else 4]:
        axes.set_ylabel("level")
    return figure
