"""MASE by step ahead, on CO2 and on sunspots: forecasts without a network beside two LSTMs."""

import numpy as np

from scripts.figures import kit

ALT = (
    "CO2: smoothing, linear forecast and both LSTMs lie close together, rising from about 0.3 to 0.6 in a year, far "
    "below seasonal naive at 1.2. Sunspots: the means of both LSTMs lie above seasonal naive, about 1.3, from the "
    "second year on; the recursive one starts lowest but for the linear forecast."
)
CAPTION = "Compare both LSTMs with the seasonal naive forecast. Error over the horizon; dots are seeds, lines means."
SERIES = {
    "co2": "CO2, by weeks ahead",
    "sunspots": "sunspots, by years ahead",
}
METHODS = {
    "last": ("last value", kit.MUTED, ":"),
    "seasonal": ("seasonal naive", kit.INK, kit.DASHES[kit.OUTPUT]),
    "smoothing": ("smoothing", kit.OUTPUT, kit.DASHES[kit.OUTPUT]),
    "linear": ("linear", kit.INK, "-"),
    "direct": ("LSTM direct", kit.FORGET, kit.DASHES[kit.FORGET]),
    "recursive": ("LSTM recursive", kit.INPUT, kit.DASHES[kit.INPUT]),
}
LSTMS = ("direct", "recursive")


def arrays() -> dict[str, np.ndarray]:
    """Return by series the steps (K,), and by "series method" the MASE: (1, K), or (S, K) with a row for each seed."""
    measured, shown = kit.data("forecast_origins"), kit.settings("forecast_origins").shown
    plotted = {}
    for series in SERIES:
        steps = shown[series]
        plotted[series] = np.array(steps)
        for method in METHODS:
            by_step = [measured[series][method][k] for k in steps]
            plotted[f"{series} {method}"] = np.array(
                [one["values"] if method in LSTMS else [float(one)] for one in by_step]
            ).T
    return plotted


def draw(narrow=False):
    """Plot a panel for each series."""
    plotted = arrays()
    figure = kit.figure(height=6.6 if narrow else 3.9, narrow=narrow)
    figure.get_layout_engine().set(w_pad=0.06, h_pad=0.06)
    panels = figure.subplots(*((2, 1) if narrow else (1, 2)))
    for axes, (series, title) in zip(panels, SERIES.items(), strict=True):
        steps = plotted[series]
        handles = []
        for method, (label, colour, dashes) in METHODS.items():
            errors = plotted[f"{series} {method}"]
            if method in LSTMS:
                axes.plot(steps, errors.T, "o", color=colour, ms=3, mew=0, alpha=0.5)
            handles += axes.plot(steps, errors.mean(0), color=colour, ls=dashes, lw=1.8, label=label)
        axes.axhline(1.0, color=kit.RULE, ls=":", lw=1.4)
        axes.set(title=f"MASE, {title}", xlim=(0, steps[-1] * 1.02), ylim=(0, None), xticks=steps)
    figure.legend(handles=handles, loc="outside lower left", ncols=2 if narrow else 3, frameon=False, fontsize=10)
    return figure
