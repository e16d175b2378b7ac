"""Which vector the classifier reads, with few labels and with more: LSTMs of one and two directions, and baselines."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Speakers named rightly. With 5 utterances per speaker a linear model on four statistics, 0.89, beats every LSTM. "
    "With 30, all poolings of two directions lie between 0.970 and 0.979, the line at 0.965; with one direction the "
    "mean pool falls to 0.93."
)
CAPTION = (
    "Look at the line first: a linear model that knows no order. With 30 utterances both directions are ahead in every "
    "pool. Dots are seeds, bars their means."
)
POOLS = ("last", "mean", "max", "attention")
LOOKS = {"one": ("one direction", kit.FORGET, -0.14, "o"), "two": ("both directions", kit.INPUT, 0.14, "s")}
BELOW = {("5", "nearest_mean"), ("30", "statistics")}  # below their line: dots are above
RANGES = {"5": (0.66, 0.94), "30": (0.9, 1.0)}


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return by utterances per speaker the shares right of both models (4 pools, seeds), and of two baselines."""
    measured = kit.data("pooled_states")
    made: dict[str, dict[str, np.ndarray]] = {}
    for count in RANGES:
        made[count] = {
            model: np.array([measured[count][model][pool].right["values"] for pool in POOLS]) for model in LOOKS
        }
        made[count] |= {name: np.array(measured[count][name]) for name in ("statistics", "nearest_mean")}
    return made


def draw(narrow=False):
    """Plot a panel for few and one for all utterances."""
    plotted = arrays()
    figure = kit.figure(height=5.6 if narrow else 3.3, narrow=narrow)
    panels = figure.subplots(2, 1) if narrow else figure.subplots(1, 2)
    for axes, (count, limits) in zip(panels, RANGES.items(), strict=True):
        for model, (label, colour, shift, marker) in LOOKS.items():
            shares, places = plotted[count][model], np.arange(len(POOLS)) + shift
            x = np.broadcast_to(places[:, None], shares.shape)
            axes.plot(x.ravel(), shares.ravel(), marker, color=colour, ms=4.5, mew=0, alpha=0.75, label=label)
            axes.hlines(shares.mean(1), places - 0.12, places + 0.12, color=colour, lw=2)
        for name, says in (("statistics", "linear, statistics"), ("nearest_mean", "nearest mean")):
            y = plotted[count][name]
            axes.axhline(y, color=kit.INK if name == "statistics" else kit.RULE, lw=1.2, zorder=0)
            below, off = (count, name) in BELOW, 0.012 * (limits[1] - limits[0])
            look = {"ha": "center", "va": "top"} if below else {"ha": "right", "va": "bottom"}
            axes.text(0.95 if below else 3.45, y - off if below else y + off, says, color=kit.MUTED, size=10, **look)
        axes.set(xlim=(-0.5, 3.5), ylim=limits)
        axes.set_xticks(range(len(POOLS)), POOLS)
        axes.set_title(f"accuracy, {count} utterances per speaker", loc="left", fontsize=11)
    panels[1].legend(loc="lower right", fontsize=10)
    return figure
