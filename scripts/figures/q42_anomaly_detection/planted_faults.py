"""Which planted faults seven detectors find in a walk, at the same false alarms."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Share of planted faults that seven detectors find where one normal stretch in ten alarms. Spikes: the four scores "
    "of all channels find at least 0.93 on average, the other three 0.11 at most. Frozen: the moving z-score finds "
    "all, the others 0.15 at most. Late and noise: 0.18 at most."
)
CAPTION = (
    "Dots: seeds. The dotted line is what chance finds. Both LSTMs find the spikes, as the linear forecast and PCA do; "
    "only the moving z-score finds a frozen sensor."
)
KINDS = {"spike": "spike", "frozen": "frozen", "late": "late", "noise": "noise"}
DETECTORS = {
    "change": "change",
    "zscore": "moving z-score",
    "discord": "discord",
    "linear": "linear forecast",
    "pca": "PCA",
    "forecast": "LSTM forecast",
    "autoencoder": "LSTM autoencoder",
}
LSTMS = ("forecast", "autoencoder")


def arrays() -> dict[str, np.ndarray]:
    """Return by kind the shares found, (7, S), in the order of DETECTORS, and what chance finds."""
    walk = kit.data("anomaly_detectors").walk
    found = {kind: np.array([walk[name][kind]["values"] for name in DETECTORS]) for kind in KINDS}
    return found | {"chance": np.array(kit.settings("anomaly_detectors").allowed)}


def draw(narrow=False):
    """Plot a row for each detector, a panel for each kind of fault."""
    plotted = arrays()
    figure, panels = kit.small_multiples(1, 4, height=7.4 if narrow else 2.9, narrow=narrow)
    rows = np.arange(len(DETECTORS))[::-1]
    for k, (axes, (kind, title)) in enumerate(zip(panels.flat, KINDS.items(), strict=True)):
        axes.set_title(title)
        axes.set(xlim=(-0.06, 1.06), ylim=(-0.7, len(DETECTORS) - 0.3), xticks=[0, 0.5, 1])
        axes.set_yticks(rows, DETECTORS.values())
        axes.tick_params(labelleft=narrow or k == 0)
        axes.axvline(plotted["chance"], color=kit.RULE, ls=":", lw=1.2, zorder=0)
        for row, name, shares in zip(rows, DETECTORS, plotted[kind], strict=True):
            colour, marker = (kit.FORGET, "o") if name in LSTMS else (kit.INPUT, "s")
            axes.plot(shares, np.full(len(shares), row), marker, color=colour, ms=5.5, alpha=0.7, mew=0, clip_on=False)
    for axes in kit.lowest(panels):
        axes.set_xlabel("share found")
    return figure
