"""Share of speakers named by share of numbers missing and by fill, beside a baseline without training."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Complete, the LSTM names 0.98 of the speakers. With 0.7 of the numbers missing, forward fill, interpolation and "
    "forward fill with mask and gap all name 0.88 to 0.90, mean fill 0.87, raw zeros 0.78. Up to 0.3 missing, forward "
    "fill and interpolation lose at most 0.02."
)
CAPTION = (
    "Test utterances whose speaker is named, by the share of numbers removed. Lines join the means of three seeds, "
    "dots are seeds; at 0, nothing is missing."
)
LOOKS = {
    "told": ("forward, mask, gap", kit.INK, "-"),
    "interpolate": ("interpolated", kit.CANDIDATE, "--"),
    "forward": ("forward fill", kit.INPUT, "-."),
    "mean": ("mean", kit.FORGET, (0, (5, 1, 1, 1, 1, 1))),
    "zero": ("raw zero", kit.OUTPUT, ":"),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the shares missing (K,), and the shares right: by fill and for the nearest mean (S, K), complete (S,)."""
    measured, settings = kit.data("missing_values"), kit.settings("missing_values")
    missing = [str(share) for share in settings.missing]
    plotted = {"missing": np.array(settings.missing), "complete": np.array(measured.complete["values"])}
    for name in (*LOOKS, "nearest_mean"):
        plotted[name] = np.array([measured[name][share]["values"] for share in missing]).T
    return plotted


def draw(narrow=False):
    """Plot a line for each fill, dots for its seeds, and the baseline."""
    plotted = arrays()
    figure = kit.figure(height=4.8 if narrow else 3.8, narrow=narrow)
    axes = figure.add_subplot(xlabel="share of the numbers missing", xlim=(-0.03, 0.75))
    kit.title_y(axes, "share of the speakers named")
    handles = []
    for n, (name, (label, colour, dashes)) in enumerate(LOOKS.items()):
        places = plotted["missing"] + (n - 2) * 0.008
        axes.plot(np.broadcast_to(places, plotted[name].shape).T, plotted[name].T, "o", color=colour, ms=3.5, mew=0)
        handles += axes.plot(places, plotted[name].mean(0), color=colour, ls=dashes, lw=2, label=label)
    baseline = plotted["nearest_mean"].mean(0)
    handles += axes.plot(plotted["missing"], baseline, color=kit.MUTED, lw=1.2, label="nearest mean, no network")
    axes.plot(np.zeros(3), plotted["complete"], "s", color=kit.INK, ms=4, mew=0)
    axes.set_xticks([0, 0.1, 0.3, 0.5, 0.7])
    axes.legend(handles=handles, loc="lower left")
    return figure
