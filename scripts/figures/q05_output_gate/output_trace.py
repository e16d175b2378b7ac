"""What a trained counter holds in c, what it shows in h, and its output gates, symbol by symbol."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Cell states, hidden states and output gates of a trained LSTM with 4 units over 20 a's, then over 60, then b's. "
    "In c one unit counts on a straight line and back. Its h stands near −1 until c returns; its output gate is open "
    "throughout."
)
CAPTION = (
    "The thick line is the counter, here counting downwards. Dotted: the last a; dashed: the first yes, right after 20 "
    "a's and, at 60, too soon: after 54<!-- = data('output_counting').main.whole.said[60]['values'][0] --> b's."
)
ROWS = ("c", "h", "o")


def arrays() -> dict[str, np.ndarray]:
    """Return c, h and o (H, T) for both strings, the unit that counts, and what the network says."""
    ns, whole = kit.settings("output_counting").traced_n, kit.data("output_counting").main.whole
    traces = kit.data("output_counting").main.inside.trace
    plotted = {f"{name}_{n}": np.array(traces[n][name]) for n in ns for name in ROWS}
    last = max(ns)
    plotted["counter"] = np.abs(plotted[f"c_{last}"][:, last - 1]).argmax()
    plotted["said"] = np.array([int(whole.said[n]["values"][0]) for n in ns])
    return plotted


def draw(narrow=False):
    """Draw three rows, c, h and o, with a column for each string."""
    plotted, settings = arrays(), kit.settings("output_counting")
    ns = settings.traced_n
    counter = plotted["counter"]
    figure = kit.figure(height=5.6 if narrow else 5.2, narrow=narrow)
    figure.get_layout_engine().set(w_pad=0.05, h_pad=0.05)
    lengths = [plotted[f"c_{n}"].shape[1] for n in ns]
    grid = figure.subplots(3, 2, sharex="col", sharey="row", width_ratios=[1, 1.8])
    for column, (n, T, said) in enumerate(zip(ns, lengths, plotted["said"], strict=True)):
        t = np.arange(1, T + 1)
        for axes, name in zip(grid[:, column], ROWS, strict=True):
            values = plotted[f"{name}_{n}"]
            colour = kit.OUTPUT if name == "o" else kit.INK
            for unit in np.delete(np.arange(len(values)), counter):
                axes.plot(t, values[unit], color=kit.RULE, lw=1.1)
            axes.plot(t, values[counter], color=colour, lw=2.4)
            axes.axvline(n + 0.5, color=kit.MUTED, lw=1, ls=":")
            axes.axvline(n + said, color=kit.MUTED, lw=1, ls="--")
            axes.set_xlim(1, T)
        seen = "in training" if n <= settings.longest else "never seen"
        grid[0, column].set_title(f"{n} a, then b" + (f"\n({seen})" if narrow else f" ({seen})"))
        grid[-1, column].set_xlabel("symbols read")
        grid[-1, column].set_xticks([1, n, *range(2 * n, T, n)])
    grid[0, 1].text(72, -34, "counter" if narrow else "the counter", color=kit.INK, va="center")
    grid[1, 1].text(8, -0.5, "h is −o", color=kit.MUTED, va="center")
    grid[2, 1].text(8, 0.36, "its o", color=kit.MUTED, va="center")
    for axes, name, limits, ticks in zip(
        grid[:, 0], ROWS, ((-40, 14), (-1.12, 1.12), (0, 1.05)), ((-40, -20, 0), (-1, 0, 1), (0, 1)), strict=True
    ):
        axes.set(ylim=limits, yticks=ticks)
        axes.set_ylabel(
            f"${name}_t$",
            rotation=0,
            ha="right",
            va="center",
            color=kit.OUTPUT if name == "o" else kit.INK,
            fontsize=14,
        )
    return figure
