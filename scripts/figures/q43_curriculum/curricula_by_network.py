"""Sums of the target length that are right after four curricula, without and with attention, for every seed."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Three-digit sums right after equal updates, three seeds. Without attention, mixed with 56 % on average and "
    "combined close to it are above none with 30 % and naive in every seed. With attention, none lies between 23 % and "
    "98 %, around all the others; combined is above naive in every seed."
)
CAPTION = (
    "Without attention, mixed and combined lead in every seed; with it, none is scattered over the whole range. "
    "Markers are seeds, thin bars their means."
)
LOOKS = {
    "none": (kit.MUTED, "o"),
    "naive": (kit.FORGET, "s"),
    "mixed": (kit.INPUT, "D"),
    "combined": (kit.CANDIDATE, "^"),
}
TITLES = {"fixed": "without attention", "attention": "with attention"}


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return by network and regime the shares (seeds,) of sums of the target length that are right."""
    measured, target = kit.data("curricula"), kit.settings("curricula").longest
    return {
        kind: {regime: np.array(measured[kind][regime][target].right["values"]) for regime in LOOKS} for kind in TITLES
    }


def draw(narrow=False):
    """Plot a panel for each network: every seed, and a bar for the mean."""
    figure, panels = kit.small_multiples(1, len(TITLES), height=4.4 if narrow else 2.6, narrow=narrow)
    for axes, (kind, by_regime) in zip(panels.flat, arrays().items(), strict=True):
        axes.set(title=TITLES[kind], xlim=(-0.05, 1.05), ylim=(3.6, -0.6))
        axes.set_yticks(range(len(LOOKS)), [*LOOKS])
        for y, (regime, (colour, marker)) in enumerate(LOOKS.items()):
            shares = by_regime[regime]
            axes.plot([shares.mean()] * 2, [y - 0.35, y + 0.35], color=kit.INK, lw=1, zorder=1)
            axes.plot(shares, y + np.array([-0.18, 0, 0.18]), marker, color=colour, ms=5, mew=0)
    for axes in kit.lowest(panels):
        axes.set_xlabel("share of three-digit sums right")
    return figure
