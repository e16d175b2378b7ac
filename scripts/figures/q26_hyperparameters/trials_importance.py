"""Sixty random trials: what each setting explains of their results, and the results over the learning rate."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Of the variance of sixty results the learning rate alone explains 0.48 and the width 0.17; dropout, depth, batch "
    "size and clipping explain no more than chance, about 0.1. Over the rate the results rise, stay level for a decade "
    "and fall; ten seeds of the winner spread over most of the level."
)
CAPTION = (
    "First: the variance of sixty results that each setting alone explains, beside what chance explains. Then: the "
    "results over the rate; crosses are the winner with ten other seeds."
)
NAMES = {
    "rate": "learning rate",
    "H": "width",
    "dropout": "dropout",
    "layers": "depth",
    "batch": "batch size",
    "clip": "clipping",
}


def arrays() -> dict[str, np.ndarray]:
    """Return by setting what is explained and what chance gives (6,); the trials (60,); the winner's rate and seeds."""
    measured = kit.data("sixty_trials")
    return {
        "explained": np.array([measured.importance[name].explained for name in NAMES]),
        "chance": np.array([measured.importance[name].chance for name in NAMES]),
        "rates": np.array(measured.trials.rate),
        "right": np.array(measured.trials.held_out),
        "winner": np.array(measured.winner.configuration.rate),
        "again": np.array(measured.winner.held_out["values"]),
    }


def draw(narrow=False):
    """Plot the bars with the stroke of chance, and beside or below them the trials."""
    plotted = arrays()
    figure = kit.figure(height=6 if narrow else 3.2, narrow=narrow)
    bars, trials = figure.subplots(2, 1) if narrow else figure.subplots(1, 2)
    places = np.arange(len(NAMES))[::-1]
    if narrow:
        figure.get_layout_engine().set(h_pad=0.12)
    bars.barh(places, plotted["explained"], color=kit.INPUT, height=0.6)
    bars.plot(plotted["chance"], places, "|", color=kit.FORGET, ms=18, mew=2.5)
    bars.annotate(
        "chance", (plotted["chance"][2], places[2]), (8, 0), textcoords="offset points", va="center", color=kit.FORGET
    )
    bars.set_yticks(places, list(NAMES.values()))
    bars.set(title="share of the variance explained", xlim=(0, 1))
    trials.plot(plotted["rates"], plotted["right"], "o", color=kit.INPUT, ms=4.5, mew=0, alpha=0.8)
    winner = np.full(plotted["again"].shape, plotted["winner"])
    trials.plot(winner, plotted["again"], "x", color=kit.FORGET, ms=7, mew=1.5)
    trials.set(title="share of utterances named right", xscale="log", ylim=(0, 1.02), xlabel="learning rate")
    kit.log_decades(trials.xaxis)
    return figure
