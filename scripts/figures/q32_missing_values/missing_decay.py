"""GRU-D's decay of a missing input: forward fill at one end, the mean at the other."""

import numpy as np

from scripts.figures import kit
from scripts.reference import missing

ALT = (
    "One value of 2 is seen, then eleven steps are missing; the mean is 0. Forward fill stays at 2, mean fill drops to "
    "0 at once, and a decay of 0.1 per step goes between, from 1.8 after one step to 0.7 after ten. At the next value "
    "seen all three agree."
)
CAPTION = (
    "What the network reads where nothing was seen. The rate $w$ sets how long a last value is trusted; points are "
    "observations. GRU-D learns one rate per feature."
)
MEAN, STEPS = 0.0, 16
VALUES = {0: -0.6, 1: 0.9, 2: 2.0, 14: -0.8, 15: -0.3}
RATES = {"forward": 0.0, "decay": 0.1, "mean": 1e3}


def arrays() -> dict[str, np.ndarray]:
    """Return steps, mask and gap (T,), and by rate what is read (T,)."""
    seen = np.zeros((STEPS, 1, 1), dtype=bool)
    x = np.full(seen.shape, np.nan)
    for t, value in VALUES.items():
        seen[t], x[t] = True, value
    mean = np.array([MEAN])
    gap = missing.gaps(seen, np.arange(STEPS, dtype=float))
    last = missing.last_seen(x, seen, mean)
    plotted = {"steps": np.arange(STEPS), "seen": seen.ravel(), "gap": gap.ravel()}
    for name, rate in RATES.items():
        filled, _ = missing.decay(x, seen, last, mean, gap, missing.Params(np.array([rate]), np.zeros(1)))
        plotted[name] = filled.ravel()
    return plotted


def draw(narrow=False):
    """Plot the three fills over the steps, and below them mask and gap."""
    plotted = arrays()
    figure = kit.figure(height=4.6 if narrow else 4.0, narrow=narrow)
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1.5))
    looks = {"forward": (kit.INPUT, "--"), "decay": (kit.FORGET, "-"), "mean": (kit.INK, ":")}
    names = {"forward": "forward fill, $w = 0$", "decay": "decay, $w = 0.1$", "mean": "mean, large $w$"}
    handles = []
    for name, (colour, dashes) in looks.items():
        handles += above.plot(plotted["steps"], plotted[name], color=colour, ls=dashes, lw=2, label=names[name])
    above.plot(plotted["steps"][plotted["seen"]], plotted["forward"][plotted["seen"]], "o", color=kit.INK, ms=6)
    kit.title_y(above, "what the network reads")
    above.set(ylim=(-1.2, 2.3))
    colours = [kit.INK if seen else kit.MUTED for seen in plotted["seen"]]
    below.bar(plotted["steps"], plotted["gap"], color=colours, width=0.6)
    kit.title_y(below, "gap δ in steps")
    below.set(xlabel="step", xticks=[0, 5, 10, 15], yticks=[0, 5, 10])
    figure.legend(handles=handles, loc="outside lower left", ncols=1 if narrow else 3, frameon=False)
    return figure
