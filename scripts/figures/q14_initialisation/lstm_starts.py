"""How many updates an LSTM needs to hold one symbol, by the start of its matrices and of its forget biases."""

import numpy as np

from scripts.figures import kit
from scripts.figures.kit.updates import frame, legend, marks, until_solved

ALT = (
    "Updates, 500 at most, until a symbol is held. With chrono every seed holds it over 50, 100 and 200 steps, "
    "whichever the matrices. With forget bias −1, 0 or 1 no seed does over 50. Bias 3 and 5 mostly do over 50 and "
    "100; over 200 only bias 5 does, with PyTorch's matrices, in two seeds of three."
)
CAPTION = (
    "Updates until the symbol is held; right of the line: never. Each mark is one seed. Gain: that of a step at the "
    "start. Longer lags are tried only where some seed solved the shorter."
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
NEVER = 720  # where a training that did not solve its task is drawn


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return by matrices and "bias lag" the updates until solved (S,), infinite where not, and by "bias" the gains."""
    measured, shortest = kit.data("lstm_starts"), kit.settings("lstm_starts").lags[0]

    def updates(matrices: str, bias: str, lag: str) -> np.ndarray:
        return until_solved(measured[matrices][bias].lags[lag].updates_until_solved)

    plotted: dict[str, dict[str, np.ndarray]] = {}
    for matrices in MATRICES:
        tried = [bias for bias in BIASES if bias in list(measured[matrices])]
        plotted[matrices] = {
            f"{bias} {lag}": updates(matrices, bias, lag) for bias in tried for lag in measured[matrices][bias].lags
        } | {bias: np.array(measured[matrices][bias].lags[shortest].gain["values"]) for bias in tried}
    return plotted


def draw(narrow=False):
    """Plot a panel for each start of the matrices, a row for each bias, a mark for each seed."""
    plotted, limit = arrays(), kit.settings("lstm_starts").updates
    figure, panels = kit.small_multiples(1, len(MATRICES), height=7.8 if narrow else 4.4, narrow=narrow)
    rows = list(reversed(BIASES))
    for axes, (matrices, title) in zip(panels[0], MATRICES.items(), strict=True):
        for key, values in plotted[matrices].items():
            bias, _, lag = key.partition(" ")
            if lag:
                color = kit.FORGET if bias == "chrono" else kit.INK
                marks(axes, rows.index(bias), values, LAGS[lag], color, NEVER)
            else:
                gain = f"{values.mean():.2f}"
                axes.text(900, rows.index(bias), gain, color=kit.MUTED, va="center_baseline", fontsize=10)
        for y, bias in enumerate(rows):
            if bias not in plotted[matrices]:
                axes.text(100, y, "not tried", color=kit.MUTED, fontsize=10, va="center")
        axes.set_title("gain", loc="right", color=kit.MUTED, fontsize=10)
        frame(axes, title, list(BIASES.values()), limit, 2000, {50: "50", 100: "", 200: "200", 500: "500"})
    legend(figure, panels, LAGS)
    return figure
