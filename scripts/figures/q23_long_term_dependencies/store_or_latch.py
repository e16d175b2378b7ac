"""Two ways in which one LSTM unit holds what was written: a gate near 1, or feedback through h."""

import numpy as np

from scripts.figures import kit
from scripts.reference import lstm
from scripts.reference.activations import tanh
from scripts.reference.retention import forget_bias_for_half_life

ALT = (
    "Cell state of one unit over 300 blank steps, from four starts. Held by a gate with a half-life of 100, all four "
    "values stay apart and fade. Held by feedback with a gate of one half, they run to plus or minus 2 and stay: the "
    "sign survives, the value does not."
)
CAPTION = (
    "Solid: starts at 0.8 and 0.2; dashed: at their negatives. The store, a forget gate with a half-life of 100 "
    "steps, keeps the value; the latch, fed back through $h$, keeps the sign only."
)
STARTS = (0.8, 0.2, -0.2, -0.8)
STEPS = 300
UNITS = {"store": (forget_bias_for_half_life(100), -20.0, 0.0), "latch": (0.0, 10.0, 5.0)}  # b_f, b_i, h to g


def arrays() -> dict[str, np.ndarray]:
    """Return `steps` (STEPS + 1,) and the cell states (STEPS + 1, 4) of `store` and `latch`."""
    return {"steps": np.arange(STEPS + 1)} | {name: _states(*unit) for name, unit in UNITS.items()}


def draw(narrow=False):
    """Plot a panel for each way, a line for each start."""
    plotted = arrays()
    figure, panels = kit.small_multiples(1, 2, height=5.2 if narrow else 3.2, narrow=narrow)
    titles = {"store": "cell state, store", "latch": "cell state, latch"}
    for axes, (name, title) in zip(panels[0], titles.items(), strict=True):
        for start, states in zip(STARTS, plotted[name].T, strict=True):
            dash = "-" if start > 0 else "--"
            axes.plot(plotted["steps"], states, color=kit.FORGET, ls=dash, lw=2.0 if abs(start) > 0.5 else 1.2)
        axes.set_title(title, fontsize=11)
        axes.set_ylim(-2.3, 2.3)
        axes.set_xlim(0, STEPS)
    for axes in kit.lowest(panels):
        axes.set_xlabel("blank steps")
    return figure


def _states(b_f: float, b_i: float, feedback: float) -> np.ndarray:
    """Return c after 0 … STEPS blanks (STEPS + 1, 4), from STARTS."""
    U = np.array([[0.0], [0.0], [feedback], [0.0]])
    p = lstm.Params(np.zeros((4, 1)), U, np.array([b_i, b_f, 0.0, 10.0]))
    c = np.array(STARTS)[:, None]
    h, states = tanh(c), [c]
    for _ in range(STEPS):
        h, c, _ = lstm.step(np.zeros((len(STARTS), 1)), h, c, p)
        states.append(c)
    return np.concatenate(states, axis=1).T
