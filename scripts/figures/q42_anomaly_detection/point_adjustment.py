"""What point adjustment makes of random alarms: their F1 over the length of the events."""

import numpy as np

from scripts.figures import kit
from scripts.reference import events

ALT = (
    "F1 of random alarms over the length of events, which make up a tenth of all steps. Without adjustment it never "
    "exceeds 0.18. With point adjustment it rises with the length, to 0.91 at 200 steps."
)
CAPTION = (
    "The alarms are drawn at random, at the rate that suits them best. Point adjustment lifts their F1 from the lower "
    "line to the upper one, the more the longer the events are."
)
SHARE = 0.1  # of the steps lies in events
LENGTHS = np.unique(np.geomspace(1, 1000, 60).round().astype(int))
RATES = np.geomspace(1e-4, 1.0, 400)


def arrays() -> dict[str, np.ndarray]:
    """Return the lengths, and the best F1 of random alarms with point adjustment and without."""
    adjusted = [max(events.random_adjusted(SHARE, int(length), p) for p in RATES) for length in LENGTHS]
    plain = max(events.f_score(events.Outcome(SHARE, p)) for p in RATES)
    return {"length": LENGTHS, "adjusted": np.array(adjusted), "plain": np.full(len(LENGTHS), plain)}


def draw(narrow=False):
    """Plot both over the length."""
    plotted = arrays()
    figure = kit.figure(height=3.2, narrow=narrow)
    axes = figure.add_subplot(xlabel="length of an event in steps", xscale="log", xlim=(1, 1000), ylim=(0, 1))
    axes.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
    axes.minorticks_off()
    kit.title_y(axes, "F1 of random alarms")
    lines = axes.plot(
        plotted["length"], plotted["adjusted"], color=kit.FORGET, ls=kit.DASHES[kit.FORGET], label="adjusted"
    )
    lines += axes.plot(plotted["length"], plotted["plain"], color=kit.INPUT, ls=kit.DASHES[kit.INPUT], label="plain")
    kit.end_labels(axes, lines)
    return figure
