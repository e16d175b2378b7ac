"""How fast an encoder–decoder learns to rewrite dates, with attention and without, and at which lengths it is right."""

from itertools import pairwise

import numpy as np

from scripts.figures import kit

ALT = (
    "Share of dates rewritten exactly. With attention it passes 0.8 after 100 updates; without, it is still near 0 "
    "there and remains behind to the end. Without attention the shortest sources are the worst, but each length has "
    "other formats."
)
CAPTION = (
    "Dates of unseen days, written out exactly. Then the same at the end of training, by length of the source. Marks "
    "and thin lines are seeds, thick lines their mean."
)
KINDS = {
    "attention": ("attention", kit.FORGET, "-", "o", (150, 0.86)),
    "fixed": ("last state only", kit.INK, (0, (4.0, 1.6)), "s", (330, 0.24)),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the updates (looks,), the lengths' bins (bins + 1,), and by kind "… looks" and "… lengths", (S, …)."""
    measured, settings = kit.data("date_attention"), kit.settings("date_attention")
    bins = settings.bins
    plotted = {"updates": np.array([int(n) for n in measured.attention.looks]), "bins": np.array(bins)}
    for kind in KINDS:
        looks, lengths = measured[kind].looks, measured[kind].by_length
        plotted[f"{kind} looks"] = np.array([looks[n]["values"] for n in looks]).T
        plotted[f"{kind} lengths"] = np.array([lengths[low]["values"] for low in bins[:-1]]).T
    return plotted


def draw(narrow=False):
    """Plot the share right over the updates, and over the length of the source."""
    plotted = arrays()
    figure = kit.figure(height=5.4 if narrow else 3.2, narrow=narrow)
    figure.get_layout_engine().set(w_pad=0.08, h_pad=0.08)
    panels = figure.subplots(2, 1) if narrow else figure.subplots(1, 2, width_ratios=[1.15, 1])
    updates, bins = np.append(0, plotted["updates"]), plotted["bins"]
    places = np.arange(len(bins) - 1)
    for kind, (label, colour, dashes, marker, at) in KINDS.items():
        looks = np.insert(plotted[f"{kind} looks"], 0, 0.0, axis=1)  # untrained networks write no date
        panels[0].plot(updates, looks.T, color=colour, lw=0.8, alpha=0.6)
        panels[0].plot(updates, looks.mean(0), color=colour, ls=dashes)
        panels[0].text(*at, label, color=colour)
        ends = plotted[f"{kind} lengths"]
        panels[1].plot(places, ends.T, marker, color=colour, ms=4.5, alpha=0.6, mew=0)
        panels[1].plot(places, ends.mean(0), color=colour, ls=dashes)
    for axes, title in zip(panels, ("share right, by update", "by source length, at the end"), strict=True):
        axes.set(ylim=(0, 1.04), title=title)
    panels[0].set(xlabel="updates", xlim=(0, updates[-1]))
    panels[1].set(xlabel="characters of the source")
    ranges = [f"{low}–{high - 1}" for low, high in pairwise(bins)]
    panels[1].set_xticks(places, ranges, fontsize=9.5)
    return figure
