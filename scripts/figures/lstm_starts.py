"""How many updates an LSTM needs to hold one symbol, by the start of its matrices and of its forget biases."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Updates, 500 at most, until a symbol is held. With chrono every seed holds it over 50, 100 and 200 steps, "
    "whichever the matrices. With forget bias −1, 0 or 1 no seed does over 50. Bias 3 and 5 mostly do over 50 and "
    "100; over 200 only bias 5 does, with PyTorch's matrices, in two seeds of three."
)
CAPTION = (
    "Updates until 99 %<!-- given --> of 500 test sequences are right; a mark is a seed, three for each start and lag. "
    "Right of the line: not within 500<!-- given -->. Numbers: the gain of a step "
    "at the start, for lag 50<!-- given -->. A longer lag is tried where a seed solved the shorter. $H = 32$."
)
MATRICES = {"pytorch": "PyTorch", "keras": "stack orthogonal", "blocks": "blocks orthogonal"}
BIASES = {
    "bias_-1": "bias −1",
    "bias_0": "bias 0",
    "bias_1": "bias 1",
    "bias_3": "bias 3",
    "bias_5": "bias 5",
    "chrono": "chrono",
}
LAGS = {"50": ("o", 0.24), "100": ("s", 0.0), "200": ("D", -0.24)}
LIMIT = 500  # the most updates of a training
NEVER = 720  # where a training that did not solve its task is drawn


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return by matrices and "bias lag" the updates until solved (S,), infinite where not, and by "bias" the gains."""
    measured = kit.data("lstm_starts")

    def updates(matrices: str, bias: str, lag: str) -> np.ndarray:
        needed = measured[matrices][bias].lags[lag].updates_until_solved
        return np.array([np.inf if n is None else n for n in needed], dtype=float)

    plotted: dict[str, dict[str, np.ndarray]] = {}
    for matrices in MATRICES:
        tried = [bias for bias in BIASES if bias in list(measured[matrices])]
        plotted[matrices] = {
            f"{bias} {lag}": updates(matrices, bias, lag) for bias in tried for lag in measured[matrices][bias].lags
        } | {bias: np.array(measured[matrices][bias].lags["50"].gain["values"]) for bias in tried}
    return plotted


def draw():
    """Plot a panel for each start of the matrices, a row for each bias, a mark for each seed."""
    plotted = arrays()
    figure, panels = kit.small_multiples(1, len(MATRICES), height=4.4)
    rows = list(BIASES)
    for axes, (matrices, title) in zip(panels[0], MATRICES.items(), strict=True):
        for key, values in plotted[matrices].items():
            bias, _, lag = key.partition(" ")
            y = len(rows) - 1 - rows.index(bias)
            if not lag:
                axes.text(900, y, f"{values.mean():.2f}", color=kit.MUTED, va="center_baseline", fontsize=10)
                continue
            marker, aside = LAGS[lag]
            colour = kit.FORGET if bias == "chrono" else kit.INK
            apart = np.linspace(-0.05, 0.05, len(values))
            axes.plot(np.minimum(values, NEVER), y + aside + apart, marker, color=colour, ms=4.5, alpha=0.7, mew=0)
        for bias in set(rows) - set(plotted[matrices]):
            axes.text(100, len(rows) - 1 - rows.index(bias), "not tried", color=kit.MUTED, fontsize=10, va="center")
        axes.axvline(LIMIT * 1.17, color=kit.RULE, lw=1.2)
        axes.set_title(title, fontsize=11)
        axes.set_xscale("log")
        axes.set_xlim(36, 2000)
        axes.set_xticks([50, 100, 200, 500], ["50", "", "200", "500"])
        axes.minorticks_off()
        axes.set_ylim(-0.55, len(rows) - 0.45)
        axes.set_yticks(range(len(rows)), [BIASES[bias] for bias in reversed(rows)])
    handles = [
        panels[0, 0].plot([], [], marker, color=kit.MUTED, ms=4.5, mew=0, label=f"lag {lag}")[0]
        for lag, (marker, _) in LAGS.items()
    ]
    figure.legend(handles=handles, loc="outside lower left", ncols=3, frameon=False, fontsize=10)
    panels[0, 1].set_xlabel("updates until solved")
    return figure
