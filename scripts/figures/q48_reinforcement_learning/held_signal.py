"""A T-maze, what a stack of frames sees of it, and the signal in the cell state of one LSTM unit."""

import numpy as np
from matplotlib.patches import Rectangle

from scripts.figures import kit
from scripts.reference import lstm, over_time
from scripts.reference.bidirectional import State

ALT = (
    "A T-maze. The signal at the start is outside the last four observations, which are the same whichever way is "
    "right. Below, one unit's cell state, weights set by hand, stays near plus or minus 1 up to the junction at forget "
    "bias 6; at bias 1 it is nearly 0 there."
)
CAPTION = (
    "Shaded: all that a stack of 4 sees at the junction. Below: one LSTM unit, weights set by hand, after either "
    "signal; with a forget gate near 1 the turn can still be read."
)
N, STACK = 12, 4
SIGNALS = {"north": (0.0, 1.0, 1.0), "south": (1.0, 1.0, 0.0)}
CORRIDOR, JUNCTION = (1.0, 0.0, 1.0), (0.0, 1.0, 0.0)
BIASES = (6.0, 1.0)
CELL = over_time.Cell(lstm.step, lstm.step_backward)


def unit(forget_bias: float) -> lstm.Params:
    """One LSTM unit: i = o = 1, and g is 1 after the signal for north, -1 after that for south, 0 elsewhere."""
    W = np.zeros((4, 3))
    W[2] = (-50.0, 0.0, 50.0)
    return lstm.Params(W, np.zeros((4, 1)), np.array([50.0, forget_bias, 0.0, 50.0]))


def arrays() -> dict[str, np.ndarray]:
    """Return by signal what is seen (N + 1, 3), and by "signal bias" the cell state at each step (N + 1,)."""
    made = {}
    for signal, pattern in SIGNALS.items():
        made[signal] = np.array([pattern, *[CORRIDOR] * (N - 1), JUNCTION])
        for bias in BIASES:
            start = State(np.zeros((1, 1)), np.zeros((1, 1)))
            run = over_time.forward(CELL, made[signal][:, None], start, unit(bias))
            made[f"{signal} {bias:g}"] = run.states.c[:, 0, 0]
    return made


def draw(narrow=False):
    """Draw the maze, and below it the cell state at each of its places."""
    plotted = arrays()
    figure = kit.figure(height=4.6 if narrow else 4.4, narrow=narrow)
    maze, state = figure.subplots(2, 1, sharex=True, height_ratios=(1, 1.7))
    maze.set_axis_off()
    maze.set_ylim(-2.2, 2.4)
    corridor = [(step, 0) for step in range(N + 1)] + [(N, 1), (N, -1)]
    for x, y in corridor:
        maze.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, fc="none", ec=kit.RULE, lw=1.2))
    maze.text(0, 0, "↑↓", ha="center", va="center", size=11, color=kit.FORGET)
    maze.text(0, -0.7, "signal,\nup or down", ha="center", va="top", size=10, color=kit.MUTED)
    maze.text(N, 0, "?", ha="center", va="center", size=12)
    seen = f"the last {STACK} observations:\nthe same after both signals"
    maze.text(N - STACK + 0.2, 0.75, seen, ha="right", va="bottom", size=10, color=kit.MUTED)
    for axes in (maze, state):
        axes.axvspan(N - STACK + 0.5, N + 0.5, color=kit.INPUT, alpha=0.15, lw=0)
    steps = np.arange(N + 1)
    looks = {"6": (kit.FORGET, "-", "o"), "1": (kit.INPUT, kit.DASHES[kit.INPUT], "s")}
    for bias, (colour, dashes, marker) in looks.items():
        for signal in SIGNALS:
            line = {"color": colour, "ls": dashes, "marker": marker, "ms": 4, "lw": 1.8}
            state.plot(steps, plotted[f"{signal} {bias}"], **line)
    state.text(4.2, 0.83, "forget bias 6", ha="center", va="center", color=kit.FORGET)
    state.text(4.4, 0.36, "forget bias 1", va="center", color=kit.INPUT)
    state.set(xlabel="steps from the start", xlim=(-0.9, N + 0.6), ylim=(-1.25, 1.25), yticks=[-1, 0, 1])
    state.axhline(0, color=kit.RULE, lw=1, zorder=0)
    kit.title_y(state, "cell state of one unit")
    return figure
