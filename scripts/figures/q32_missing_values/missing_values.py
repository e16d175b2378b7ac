"""Share of speakers named by share of numbers missing and by fill, at random and when large values go more often."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Complete, the LSTM names 0.98 of the speakers. With 0.7 of the numbers missing, forward fill, interpolation and "
    "forward fill with mask and time gap all name 0.88 to 0.90, mean fill 0.87, raw zeros 0.78. If large values go "
    "missing more often, forward fill names 0.82, with mask and time gap 0.87."
)
CAPTION = (
    "Test utterances whose speaker is named. Lines join means of three seeds, dots are seeds; at 0, nothing is "
    "missing. In the second panel 0.7 is missing, a line per seed. δ: time gap."
)
LOOKS = {
    "told": ("forward, mask, δ", kit.INK, "-"),
    "interpolate": ("interpolated", kit.CANDIDATE, "--"),
    "forward": ("forward fill", kit.INPUT, "-."),
    "mean": ("mean", kit.FORGET, (0, (5, 1, 1, 1, 1, 1))),
    "zero": ("raw zero", kit.OUTPUT, ":"),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the shares missing (K,), and the shares right: by fill and for the nearest mean (S, K), complete (S,).

    `by_value` (2, 2, S) are those at 0.7 missing: at random and by value; forward fill and forward, mask, gap.
    """
    measured, settings = kit.data("missing_values"), kit.settings("missing_values")
    missing = [str(share) for share in settings.missing]
    plotted = {"missing": np.array(settings.missing), "complete": np.array(measured.complete["values"])}
    for name in (*LOOKS, "nearest_mean"):
        plotted[name] = np.array([measured[name][share]["values"] for share in missing]).T
    share = str(settings.by_value.share)
    at_random = [measured[fill][share]["values"] for fill in settings.by_value.fills]
    by_value = [measured.by_value[fill]["values"] for fill in settings.by_value.fills]
    plotted["by_value"] = np.array([at_random, by_value])
    return plotted


def draw(narrow=False):
    """Plot a line for each fill, dots for its seeds, and the baseline; then the gain from mask and gap, twice."""
    plotted = arrays()
    figure = kit.figure(height=7.2 if narrow else 3.8, narrow=narrow)
    if narrow:
        axes, beside = figure.subplots(2, 1, height_ratios=(1.7, 1))
    else:
        axes, beside = figure.subplots(1, 2, width_ratios=(1.8, 1))
    axes.set(xlabel="share of the numbers missing", xlim=(-0.03, 0.75))
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
    gains(beside, plotted["by_value"])
    return figure


def gains(axes, by_value: np.ndarray) -> None:
    """From forward fill to mask and gap, a line per seed: removed at random, and large values more often."""
    for left, (filled, told) in zip((0, 2.4), by_value, strict=True):
        axes.plot([left, left + 1], [filled, told], color=kit.MUTED, lw=1.2)
        axes.plot(np.full(len(filled), left), filled, "o", color=LOOKS["forward"][1], ms=4.5, mew=0)
        axes.plot(np.full(len(told), left + 1), told, "o", color=LOOKS["told"][1], ms=4.5, mew=0)
    axes.set(xlim=(-0.5, 3.9), ylim=(0.78, 0.94), yticks=[0.8, 0.85, 0.9])
    axes.set_xticks([0, 1, 2.4, 3.4], ["fill", "+ mask\n+ δ"] * 2, fontsize=9.5)
    for place, text in ((0.5, "at random"), (2.9, "large values\nmore often")):
        axes.text(place, 0.94, text, ha="center", va="top", fontsize=10)
    kit.title_y(axes, "0.7 missing")
