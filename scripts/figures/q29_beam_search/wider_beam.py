"""What a wider beam changes: the model's score, the share of right outputs, and their length."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Over beam widths 1 to 64, log P of the outputs rises from -2.51 to -2.22 and the share right from 0.36 to 0.41, "
    "nearly all by width 8; the length falls from 1.02 to 0.88 of the truth. Divided by |Y|, outputs keep 0.99 of it, "
    "and 0.38 are right; |Y|^0.6 lies between."
)
CAPTION = (
    "See where the curves become flat: at width 8. The score is log P / |Y|^α. At α = 0 outputs get likelier and "
    "shorter; a larger α keeps their length. Dots: seeds."
)
PANELS = {"log_p": "log P of the output", "right": "share of right outputs", "length_ratio": "length, output to truth"}
NAMED = "length_ratio"  # the panel whose curves have their names
SERIES = {
    "raw": ("α = 0", kit.INK, "-", "o"),
    "partly": ("α = 0.6", kit.INPUT, kit.DASHES[kit.CANDIDATE], "v"),
    "normalised": ("α = 1", kit.FORGET, kit.DASHES[kit.OUTPUT], "s"),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the widths (W,), by panel and series every seed (W, S), and greedy decoding's mean by panel."""
    measured, widths = kit.data("beam_width"), kit.settings("beam_width").widths
    plotted = {"widths": np.array(widths)}
    for panel in PANELS:
        plotted[f"greedy {panel}"] = np.array(measured.greedy[panel].mean)
        for name in SERIES:
            seeds = [measured[name][width][panel]["values"] for width in widths]
            plotted[f"{name} {panel}"] = np.array(seeds)
    return plotted


def draw(narrow=False):
    """Plot a panel per quantity: dots are seeds, lines their mean, the thin line greedy decoding."""
    plotted = arrays()
    figure = kit.figure(height=6.6 if narrow else 3.1, narrow=narrow)
    figure.get_layout_engine().set(w_pad=0.08, h_pad=0.08)
    panels = figure.subplots(3, 1, sharex=True) if narrow else figure.subplots(1, 3, width_ratios=(3, 3, 4))
    for axes, (panel, title) in zip(panels, PANELS.items(), strict=True):
        kit.title_y(axes, title)
        axes.set_xscale("log", base=2)
        axes.set_xticks(plotted["widths"], [str(width) for width in plotted["widths"]])
        axes.minorticks_off()
        axes.set_xlim(0.85, 330 if panel == NAMED or narrow else 75)
        axes.axhline(plotted[f"greedy {panel}"], color=kit.RULE, lw=1.2, zorder=0)
        for name, (_, colour, dashes, marker) in SERIES.items():
            values = plotted[f"{name} {panel}"]
            axes.plot(plotted["widths"], values, marker, color=colour, ms=3.5, alpha=0.5, mew=0)
            axes.plot(plotted["widths"], values.mean(axis=1), color=colour, ls=dashes, lw=1.8)
        if not narrow or axes is panels[-1]:
            axes.set_xlabel("width of the beam")
    for name, (label, colour, *_) in SERIES.items():  # behind the last point of each curve
        panels[-1].text(80, plotted[f"{name} {NAMED}"][-1].mean(), label, color=colour, va="center")
    panels[-1].text(80, plotted[f"greedy {NAMED}"], "greedy", color=kit.MUTED, va="bottom")
    return figure
