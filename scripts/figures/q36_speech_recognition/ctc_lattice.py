"""The lattice of CTC for "bee" in six frames: how many of all paths pass through each state."""

import numpy as np
from matplotlib.patches import Circle

from scripts.figures import kit
from scripts.reference import ctc

ALT = (
    "A lattice of six frames and seven states: blank, b, blank, e, blank, e, blank. 28 paths spell bee. Each begins in "
    "one of the first two states and ends in one of the last two; from b it may skip to e, but between the two e's it "
    "has to pass a blank."
)
CAPTION = (
    "Any path from left to right spells “bee”. In each circle: how many of the 28<!-- = 8 * 7 / 2 --> paths pass "
    "through it. Dashed: skips of a blank (–). None joins the two e's."
)
WORD, FRAMES = "bee", 6
LETTERS = "–be"  # symbol 0 is the blank


def arrays() -> dict[str, np.ndarray]:
    """Return the states (S,), the paths through each state at each frame (T, S), and the moves (n, 3): t, from, to."""
    labels = np.array([LETTERS.index(letter) for letter in WORD])
    cache = ctc.loss(np.zeros((FRAMES, len(LETTERS))), labels)[1]  # all symbols equally likely: all paths as well
    through = ctc.occupancy(cache) * ctc.path_count(FRAMES, labels)
    alpha, beta, states = cache.log_alpha, cache.log_beta, cache.states
    moves = [
        (t, s, s + k)
        for t in range(FRAMES - 1)
        for s in range(len(states))
        for k in range(3)
        if s + k < len(states)
        and (k < 2 or (states[s + k] != ctc.BLANK and states[s + k] != states[s]))
        and np.isfinite(alpha[t, s] + beta[t + 1, s + k])
    ]
    return {"states": states, "through": through, "moves": np.array(moves)}


def draw(narrow=False):
    """Draw a row per state, the first on top, and a column per frame."""
    plotted = arrays()
    left, column, row, most = (34, 53, 40, 14) if narrow else (62, 80, 36, 14)
    top = 6 * row + 48
    figure, axes = kit.canvas(height=(top + 22) / 72, narrow=narrow)

    def at(t, s):
        return left + t * column, top - s * row

    for t, s, to in plotted["moves"]:
        skipped = to - s == 2
        tone, style = (kit.FORGET, kit.DASHES[kit.INPUT]) if skipped else (kit.MUTED, "-")
        axes.plot(
            *zip(at(t, s), at(t + 1, to), strict=True), color=tone, ls=style, lw=1.6 if skipped else 1.0, zorder=1
        )
    for t, s in np.ndindex(plotted["through"].shape):
        count = round(plotted["through"][t, s])
        x, y = at(t, s)
        if not count:
            axes.plot(x, y, "o", color=kit.RULE, ms=3)
            continue
        blank = plotted["states"][s] == ctc.BLANK
        axes.add_patch(Circle((x, y), most, facecolor=kit.PAPER, edgecolor="none", zorder=2))
        tint = kit.MUTED if blank else kit.INPUT
        axes.add_patch(Circle((x, y), most, facecolor=tint, alpha=0.04 + 0.5 * count / 28, edgecolor="none", zorder=3))
        axes.add_patch(Circle((x, y), most, fill=False, edgecolor=kit.INK, lw=1.0, zorder=4))
        axes.text(x, y, f"{count}", ha="center", va="center_baseline", size=10.5, color=kit.INK, zorder=5)
    for s, symbol in enumerate(plotted["states"]):
        x, y = at(0, s)
        letter = LETTERS[symbol]
        axes.text(x - 22, y, letter, ha="right", va="center_baseline", size=12, color=kit.INK)
    for t in range(FRAMES):
        axes.text(at(t, 0)[0], 14, f"$t={t + 1}$", ha="center", size=10.5, color=kit.MUTED)
    return figure
