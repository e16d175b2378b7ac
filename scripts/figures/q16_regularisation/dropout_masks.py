"""Masks over time by kind of dropout, and which stored values they leave: only a fresh mask on c erases."""

import numpy as np

from scripts.figures import kit
from scripts.reference import dropout, lstm, over_time

ALT = (
    "Six units store a value for twelve steps; crosses mark what is dropped. A fresh mask on the cell state has erased "
    "all six by the end. With the gates held, a mask on the hidden state, a fresh mask on the candidate and zoneout "
    "leave all six."
)
CAPTION = (
    "Six units hold a value: whatever is masked, forget gates stay at 1 and nothing is written. Crosses: drops (rate "
    "0.3). A line lasts as long as the value."
)
STEPS, UNITS, RATE, SEED = 12, 6, 0.3, 7
KINDS = {
    "c": "fresh mask on $c$: erased",
    "h": "one mask on $h$ (Gal)",
    "g": "fresh mask on $g$ (Semeniuta)",
    "keep_c": "zoneout: the update is dropped",
}


def arrays() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return by kind what is dropped (STEPS, UNITS), and the cell state after each step, from ones, (STEPS, UNITS)."""
    shut_and_open = np.repeat([-800.0, 800.0, 0.0, 0.0], UNITS)  # i = 0, f = 1
    p = lstm.Params(np.zeros((4 * UNITS, 1)), np.zeros((4 * UNITS, UNITS)), shut_and_open)
    ones, found = np.ones((1, UNITS)), {}
    for name in KINDS:
        draw_masks = dropout.locked if name == "h" else dropout.fresh
        drawn = draw_masks(np.random.default_rng(SEED), RATE, STEPS, 1, UNITS)
        dropped = drawn == 0.0
        used = dropped.astype(float) if name == "keep_c" else drawn
        nothing, plain = np.zeros((1, 1)), dropout.no_masks(1, 1, UNITS)
        xs = [(nothing, plain._replace(**{name: mask})) for mask in used]
        states = over_time.forward(dropout.CELL, xs, dropout.State(ones, ones), p).states
        found[name] = dropped[:, 0], states.c[:, 0]
    return found


def draw(narrow=False):
    """Plot a line per unit while its value is there, and a cross at each drop."""
    figure, panels = kit.small_multiples(2, 2, height=7.2 if narrow else 4.2, narrow=narrow)
    steps = np.arange(1, STEPS + 1)
    for axes, (name, (dropped, states)) in zip(panels.flat, arrays().items(), strict=True):
        axes.set_title(KINDS[name], loc="left", fontsize=11)
        for unit in range(UNITS):
            alive = np.concatenate([[True], states[:, unit] != 0.0])
            axes.plot(np.arange(STEPS + 1)[alive], np.full(alive.sum(), unit), color=kit.INPUT, lw=2.2)
            at = steps[dropped[:, unit]]
            axes.plot(at, np.full(len(at), unit), "x", color=kit.FORGET, ms=6, mew=1.6)
        axes.set(xlim=(-0.3, STEPS + 0.5), ylim=(-0.7, UNITS - 0.3), yticks=range(UNITS), xticks=range(0, STEPS + 1, 3))
        axes.set_yticklabels(range(1, UNITS + 1))
        axes.set_ylabel("unit")
    for axes in kit.lowest(panels):
        axes.set_xlabel("steps")
    return figure
