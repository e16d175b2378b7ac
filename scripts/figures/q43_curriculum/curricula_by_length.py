"""Sums that are right after four curricula, by their length, for every seed."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Right sums by length after equal updates, three seeds. Three digits: none 3 %, naive 12 %, mixed 13 %, combined "
    "32 %. One and two digits: none and naive 0 %, mixed and combined 100 % and above 90 % on average."
)
CAPTION = (
    "First see three digits, the target: combined leads in every seed. Then the shorter sums: none never saw them, "
    "naive saw them first and gets none right. Dots are seeds, bars means."
)
LOOKS = {
    "none": (kit.MUTED, "o"),
    "naive": (kit.FORGET, "s"),
    "mixed": (kit.INPUT, "D"),
    "combined": (kit.CANDIDATE, "^"),
}


def arrays() -> dict[str, np.ndarray]:
    """Return by regime the shares of sums that are right, (lengths, seeds)."""
    measured, longest = kit.data("curricula"), kit.settings("curricula").longest
    return {regime: np.array([measured[regime][n].right["values"] for n in range(1, longest + 1)]) for regime in LOOKS}


def draw(narrow=False):
    """Plot a panel for each length: every seed, and a bar for the mean."""
    plotted = arrays()
    figure, panels = kit.small_multiples(1, len(plotted["none"]), height=5.6 if narrow else 2.6, narrow=narrow)
    for n, axes in enumerate(panels.flat):
        axes.set(title=f"sums of {n + 1} digit{'s' if n else ''}", xlim=(-0.05, 1.05), ylim=(3.6, -0.6))
        axes.set_yticks(range(len(LOOKS)), [*LOOKS])
        for y, (regime, (colour, marker)) in enumerate(LOOKS.items()):
            shares = plotted[regime][n]
            axes.plot([shares.mean()] * 2, [y - 0.35, y + 0.35], color=colour, lw=2.5)
            axes.plot(shares, y + np.array([-0.18, 0, 0.18]), marker, color=colour, ms=5, mew=0, alpha=0.7)
    for axes in kit.lowest(panels):
        axes.set_xlabel("share right")
    return figure
