"""Which planted faults nine detectors find in a walk, at the same false alarms, by the highest score and smoothed."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Share of planted faults that nine detectors find at equal false alarms. Frozen: variance and z-score find all. "
    "Spikes, highest score: wide PCA finds 0.76, the LSTM forecast 0.69, the z-score 0.07. "
    "Late, smoothed: LSTM forecast 0.59, PCA 0.43. Noise: at most 0.28. Dotted: chance, 0.10."
)
CAPTION = (
    "Hollow: highest score; filled: smoothed over a second; a mark per seed; dotted: chance. The LSTM forecast leads "
    "on late sensors; PCA suffices for spikes, the variance for a frozen sensor."
)
KINDS = ("spike", "frozen", "late", "noise")
DETECTORS = {
    "change": "difference",
    "zscore": "moving z-score",
    "still": "variance",
    "discord": "discord",
    "linear": "linear forecast",
    "pca": "PCA",
    "wide": "PCA, wide",
    "forecast": "LSTM forecast",
    "autoencoder": "LSTM autoenc.",
}
LSTMS = ("forecast", "autoencoder")


def arrays() -> dict[str, np.ndarray]:
    """Return by score ("walk", "smoothed") and kind the shares found, (9, S), in DETECTORS' order, and `chance`."""
    record = kit.data("anomaly_detectors")
    plotted = {
        f"{score} {kind}": np.array([record[score][name][kind]["values"] for name in DETECTORS])
        for score in ("walk", "smoothed")
        for kind in KINDS
    }
    return plotted | {"chance": np.array(kit.settings("anomaly_detectors").allowed)}


def draw(narrow=False):
    """Plot a row for each detector, a panel for each kind of fault; hollow: highest score, filled: smoothed."""
    plotted = arrays()
    figure, panels = kit.small_multiples(1, 4, height=8.3 if narrow else 3.3, narrow=narrow)
    rows = np.arange(len(DETECTORS))[::-1]
    for k, (axes, kind) in enumerate(zip(panels.flat, KINDS, strict=True)):
        axes.set_title(kind)
        axes.set(xlim=(-0.06, 1.06), ylim=(-0.7, len(DETECTORS) - 0.3), xticks=[0, 0.5, 1])
        axes.set_yticks(rows, DETECTORS.values())
        axes.tick_params(labelleft=narrow or k == 0)
        for row in rows[::2]:  # a band for every other detector, so that no mark is read in its neighbour's row
            axes.axhspan(row - 0.5, row + 0.5, color=kit.RULE, alpha=0.18, lw=0, zorder=0)
        axes.axvline(plotted["chance"], color=kit.RULE, ls=":", lw=1.2, zorder=0)
        for i, (row, name) in enumerate(zip(rows, DETECTORS, strict=True)):
            colour, marker = (kit.FORGET, "o") if name in LSTMS else (kit.INPUT, "s")
            for score, up, fill in (("walk", 0.18, "none"), ("smoothed", -0.18, colour)):
                shares = plotted[f"{score} {kind}"][i]
                height = np.full(len(shares), row + up)
                axes.plot(shares, height, marker, mec=colour, mfc=fill, mew=0.9, ms=4, alpha=0.8, ls="", clip_on=False)
    for axes in kit.lowest(panels):
        axes.set_xlabel("share found")
    return figure
