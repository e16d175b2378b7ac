"""MASE by step ahead, on CO2 and on sunspots: two LSTMs, centred in two ways, beside forecasts without a network."""

import numpy as np
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from scripts.figures import kit

ALT = (
    "CO2: centred on the last value, both LSTMs lie with smoothing and the linear forecast, far below seasonal naive; "
    "centred on the training mean they are above it for most of the year. Sunspots: on the last value both end below "
    "seasonal naive, on the mean they are above it from year two on."
)
CAPTION = (
    "Compare the solid lines (centred on the last value) with the dotted ones (on the training mean). Dots are seeds, "
    "hollow for the dotted lines."
)
SERIES = {"co2": "CO2, by weeks ahead", "sunspots": "sunspots, by years ahead"}
METHODS = {
    "seasonal": ("seasonal naive", kit.INK, kit.DASHES[kit.OUTPUT]),
    "smoothing": ("smoothing", kit.OUTPUT, kit.DASHES[kit.OUTPUT]),
    "linear": ("linear", kit.INK, "-"),
}
LSTMS = {"direct": ("LSTM direct", kit.FORGET), "recursive": ("LSTM recursive", kit.INPUT)}
LEVELS = {"last": (", last", "-", "full"), "mean": (", mean", ":", "none")}
TICKS = [0.25, 0.5, 1.0, 2.0, 4.0, 8.0]


def arrays() -> dict[str, np.ndarray]:
    """Return by series the steps (K,), by "series method" the MASE (K,), the linear one centred on the last value, and
    by "series kind level" that of an LSTM (S, K), with a row for each seed.
    """
    measured, shown = kit.data("forecast_origins"), kit.settings("forecast_origins").shown
    plotted = {}
    for series in SERIES:
        steps, found = shown[series], measured[series]
        plotted[series] = np.array(steps)
        for method in METHODS:
            by_step = found[method]["last"] if method == "linear" else found[method]
            plotted[f"{series} {method}"] = np.array([by_step[k] for k in steps])
        for kind in LSTMS:
            for level in LEVELS:
                by_step = [found[kind][level][k]["values"] for k in steps]
                plotted[f"{series} {kind} {level}"] = np.array(by_step).T
    return plotted


def draw(narrow=False):
    """Plot a panel for each series."""
    plotted = arrays()
    figure = kit.figure(height=7.4 if narrow else 4.2, narrow=narrow)
    figure.get_layout_engine().set(w_pad=0.06, h_pad=0.06)
    panels = figure.subplots(*((2, 1) if narrow else (1, 2)))
    for axes, (series, title) in zip(panels, SERIES.items(), strict=True):
        steps, handles = plotted[series], []
        for method, (label, colour, dashes) in METHODS.items():
            handles += axes.plot(steps, plotted[f"{series} {method}"], color=colour, ls=dashes, lw=1.6, label=label)
        for kind, (label, colour) in LSTMS.items():
            for level, (suffix, dashes, fill) in LEVELS.items():
                errors = plotted[f"{series} {kind} {level}"]
                axes.plot(steps, errors.T, "o", color=colour, fillstyle=fill, ms=3, mew=0.7, alpha=0.6)
                handles += axes.plot(steps, errors.mean(0), color=colour, ls=dashes, lw=1.9, label=label + suffix)
        axes.set(title=f"MASE, {title}", xlim=(0, steps[-1] * 1.02), yscale="log", xticks=steps)
        axes.yaxis.set_major_locator(FixedLocator(TICKS))
        axes.yaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    handles = handles[len(METHODS) :] + handles[: len(METHODS)] if narrow else handles  # a column for the LSTMs
    figure.legend(handles=handles, loc="outside lower left", ncols=2 if narrow else 3, frameon=False, fontsize=10)
    return figure
