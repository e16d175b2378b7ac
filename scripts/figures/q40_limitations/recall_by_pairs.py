"""How many pairs LSTMs of three sizes recall, and how that grows while they train."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Share of values recalled over the pairs shown. It falls below 0.9 at 2.7 pairs with 32 units, 5.1 with 64 and 8.6 "
    "with 128; an attention lookup recalls all 32. All LSTMs still gained in the last quarter of training; three times "
    "the updates bring 32 units to 4.0."
)
CAPTION = (
    "More units recall more pairs after the same training. Longer training of the smallest helps as well, so its curve "
    "shows what it had learned, not what its state can hold. Dots: seeds."
)
SERIES = {
    "32": (kit.DASHES[kit.INPUT], "o"),
    "64": (kit.DASHES[kit.OUTPUT], "s"),
    "128": ("-", "v"),
    "longer": (kit.DASHES[kit.CANDIDATE], "D"),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the numbers of pairs (N,), the shares right (N, seeds) and updates (4,) and pairs (4, seeds) of each."""
    measured, settings = kit.data("pairs_recalled"), kit.settings("pairs_recalled")
    counts = settings.pairs
    made = {"counts": np.array(counts), "commonest": np.array([measured.commonest[P] for P in counts])}
    for name in (*SERIES, "lookup"):
        made[name] = np.array([measured[name].right[P]["values"] for P in counts])
    for name in SERIES:
        last = settings.longer.updates if name == "longer" else settings.updates
        made[f"{name} updates"] = last * np.arange(1, 5) / 4
        made[f"{name} pairs"] = np.array([measured[name].pairs_by_quarter[n]["values"] for n in range(4)])
    return made


def label(name: str) -> str:
    """Return what is written at a line."""
    return {"longer": "32, longer", "32": "H = 32"}.get(name, name)


def draw(narrow=False):
    """Plot the shares right over the pairs, and the pairs recalled well over the updates."""
    plotted = arrays()
    figure = kit.figure(height=6.2 if narrow else 3.4, narrow=narrow)
    recall, growth = figure.subplots(2, 1) if narrow else figure.subplots(1, 2)
    recall.set_title("share of values recalled", loc="left", fontsize=11)
    recall.set(xscale="log", xlim=(0.95, 34), ylim=(0, 1.14), yticks=[0, 0.5, 1], xlabel="pairs shown")
    recall.set_xticks([1, 2, 4, 8, 16, 32], ["1", "2", "4", "8", "16", "32"])
    recall.minorticks_off()
    recall.plot(plotted["counts"], plotted["commonest"], color=kit.RULE, lw=1.4)
    recall.text(1.05, 0.2, "commonest\nvalue shown", color=kit.MUTED, va="top")
    recall.plot(plotted["counts"], plotted["lookup"].mean(1), color=kit.OUTPUT, lw=2)
    recall.text(32, 1.03, "attention lookup", color=kit.OUTPUT, ha="right", va="bottom")
    growth.set_title(f"pairs recalled at {kit.settings('pairs_recalled').well:g}", loc="left", fontsize=11)
    growth.set(xlim=(0, 3100), ylim=(0, 10.5), yticks=[0, 2, 4, 6, 8, 10], xlabel="updates")
    growth.set_xticks([0, 1000, 2000, 3000], ["0", "1,000", "2,000", "3,000"])
    for name, (dashes, marker) in SERIES.items():
        x, y = plotted[f"{name} updates"], plotted[f"{name} pairs"]
        _line(growth, x, y, dashes, marker)
        at = {"longer": (0, 9, "right"), "32": (5, -12, "left")}.get(name, (6, -3, "left"))
        growth.annotate(label(name), (x[-1], y[-1].mean()), at[:2], textcoords="offset points", ha=at[2])
        if name != "longer":
            shares = plotted[name].mean(1)
            _line(recall, plotted["counts"], plotted[name], dashes, marker)
            half = np.exp(np.interp(-0.5, -shares, np.log(plotted["counts"])))
            recall.annotate(name, (half, 0.5), (5, 2), textcoords="offset points")
    return figure


def _line(axes, x: np.ndarray, y: np.ndarray, dashes, marker: str) -> None:
    """Plot the seeds (N, seeds) as dots and their mean as a line."""
    axes.plot(np.repeat(x, y.shape[1]), y.ravel(), marker, color=kit.INK, ms=3, alpha=0.5, mew=0)
    axes.plot(x, y.mean(1), color=kit.INK, ls=dashes, lw=1.5)
