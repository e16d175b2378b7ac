"""Half-lives of the forget gates in networks that hold a symbol: of every unit, and of the best one for each symbol."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Half-lives of forget gates, trained across 100 blanks. With chrono biases some units exceed the lag, and for "
    "every symbol one lasts 5,000 steps. After growing lags the longest mean gate lasts 16 steps, yet most symbols are "
    "held over 6,400."
)
CAPTION = (
    "Dots: the half-life of each unit's mean forget gate. Diamonds: for each symbol, the unit that lasts longest; "
    "filled where the symbol is still named after 6,400<!-- = max(settings('long_lags').studied.held) --> blanks. "
    "Compare growing lags with the chrono biases."
)
ROWS = {
    "bias_1": ("bias 1", "no help, failed"),
    "chrono": ("chrono", "chrono biases"),
    "auxiliary": ("auxiliary", "bias 1, auxiliary loss"),
    "curriculum": ("curriculum", "bias 1, growing lags"),
}


def arrays() -> dict[str, np.ndarray]:
    """Return half-lives in steps: `NAME units` (S, H), `NAME symbols` (S, 8); `NAME named` (S, 8) is 0 or 1.

    `chrono before` are its units (S, H) as they started, and `gone` is the half-life that leaves a share of
    `studied.gone` after as many steps as they are held at most.
    """
    measured, studied = kit.data("long_lags"), kit.settings("long_lags").studied
    plotted = {"gone": np.array(max(studied.held) / np.log2(1 / studied.gone))}
    for name in ROWS:
        memory = measured[name].memory
        plotted[f"{name} units"] = np.array(memory.units["after"])
        plotted[f"{name} symbols"] = np.array(memory.by_symbol)
        plotted[f"{name} named"] = np.array(memory.held_at_longest, dtype=float)
    return plotted | {"chrono before": np.array(measured.chrono.memory.units["before"])}


def draw(narrow=False):
    """Plot a row for the start of chrono and a row for each help."""
    plotted, comma = arrays(), ",\n" if narrow else ", "
    figure = kit.figure(height=4.8 if narrow else 4.2, narrow=narrow)
    axes = figure.add_subplot(xlabel="half-life, in steps")
    labels = ["chrono, untrained", *(label for _, label in ROWS.values())]
    top = len(labels) - 1
    for row, key in enumerate(["chrono before", *(f"{name} units" for name in ROWS)]):
        lives = plotted[key].ravel()
        axes.plot(lives, top - row - 0.16 + _apart(lives), ".", color=kit.MUTED, ms=4)
    for row, name in enumerate(ROWS, 1):
        if name == "bias_1":
            continue  # it names one symbol, whatever it has read
        lives, named = plotted[f"{name} symbols"].ravel(), plotted[f"{name} named"].ravel() > 0
        for face, chosen in ((kit.FORGET, named), ("none", ~named)):
            y = top - row + 0.24 + _apart(lives)[chosen] / 2
            axes.plot(lives[chosen], y, "D", mfc=face, mec=kit.FORGET, ms=4.5, mew=1.0)
    studied, gone = kit.settings("long_lags").studied, float(plotted["gone"])
    for x, label, dashes, side in (
        (studied.lag, f"lag {studied.lag} ", "--", "right"),
        (gone, f" {studied.gone:.1%} left".replace("%", " %"), "-", "left"),
    ):
        axes.axvline(x, color=kit.INK, lw=1.0, ls=dashes)
        axes.text(x, top + 0.55, label, ha=side, va="top")
    kit.log_decades(axes.xaxis)
    axes.set_xlim(0.6, 1_000_000)
    axes.set_ylim(-0.6, top + 0.6)
    axes.set_yticks(range(len(labels)), [label.replace(", ", comma) for label in labels[::-1]])
    return figure


def _apart(values: np.ndarray) -> np.ndarray:
    """Return small shifts, in the order of the values, so that marks do not hide each other."""
    order = values.argsort().argsort()
    return 0.22 * ((order * 0.618034) % 1.0 - 0.5)
