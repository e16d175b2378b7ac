"""Where a series may be cut: rolling origins beside windows that are shuffled before they are split."""

import numpy as np

from scripts.figures import kit
from scripts.reference import origins

ALT = (
    "Rolling origins: five evaluations, each fitted on all steps up to its origin and tested on the ten steps after "
    "it. Shuffled windows: seven are held out at random, and each of them shares all of its steps but one with a "
    "window used for training."
)
CAPTION = (
    "Rolling origins: the fit ends where the forecast begins. Shuffled: each window reads ten steps and is asked for "
    "the next four; those held out, framed, lie among those used for training."
)
T, FIRST, K = 100, 50, 10
SMALL = {"T": 36, "L": 10, "K": 4, "held": 0.3, "seed": 0}


def arrays() -> dict[str, np.ndarray]:
    """Return the splits (N, 2), end of fit and origin; and by window its origin, whether it is held out, and how many
    steps it then shares with one that is not, all (M,).
    """
    at = origins.pairs(SMALL["T"], SMALL["L"], SMALL["K"])
    order = np.random.default_rng(SMALL["seed"]).permutation(at)
    held = np.isin(at, order[: round(SMALL["held"] * len(at))])
    common = np.zeros(len(at), dtype=int)
    common[held] = origins.shared(at[held], at[~held], SMALL["L"], SMALL["K"])
    return {
        "splits": np.array(origins.rolling(T, FIRST, K, K)),
        "origins": at,
        "held": held,
        "shared": common,
    }


def draw(narrow=False):
    """Draw the evaluations as rows of time, then the windows as rows of time."""
    plotted = arrays()
    figure = kit.figure(height=6.2 if narrow else 3.7, narrow=narrow)
    panels = figure.subplots(2, 1, height_ratios=[1, 1.5]) if narrow else figure.subplots(1, 2)
    rolling, shuffled = panels
    rolling.set_title("by time: rolling origins")
    for row, (end, origin) in enumerate(plotted["splits"]):
        rolling.barh(-row, end, height=0.55, color=kit.MUTED, alpha=0.4, lw=0)
        rolling.barh(-row, K, left=origin, height=0.55, color=kit.FORGET, lw=0)
    rolling.set(xlabel="step", xlim=(0, T))
    shuffled.set_title("wrong: windows shuffled")
    L, horizon = SMALL["L"], SMALL["K"]
    for row, (origin, held) in enumerate(zip(plotted["origins"], plotted["held"], strict=True)):
        colour = kit.FORGET if held else kit.MUTED
        shuffled.barh(-row, L, left=origin - L, height=0.7, color=colour, alpha=0.4, lw=0)
        shuffled.barh(-row, horizon, left=origin, height=0.7, color=colour, lw=0)
        if held:
            shuffled.barh(-row, L + horizon, left=origin - L, height=0.7, fc="none", ec=kit.INK, lw=1.2)
    shuffled.set(xlabel="step", xlim=(0, SMALL["T"]))
    words = {"fontsize": 10, "va": "center"}
    rolling.text(3, 0, "fit", **words)
    rolling.text(FIRST + K + 3, 0, "forecast", **words)
    shuffled.text(16, 0, "training", **words)
    first = int(np.flatnonzero(plotted["held"])[0])
    shuffled.text(plotted["origins"][first] + horizon + 2, -first, "held out", **words)
    for axes in panels:
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
    return figure
