"""How many updates plain RNNs and LSTMs of equal parameters need to hold one symbol, by what is read meanwhile."""

import numpy as np

from scripts.figures import kit
from scripts.figures.kit.updates import frame, legend, marks, until_solved

ALT = (
    "Updates until a symbol is held, by network and lag. Across 50 symbols of its own alphabet, all seeds of the LSTM "
    "with chrono biases succeed, two of three of the orthogonal RNN, none of the IRNN. The LSTM with forget bias 1 "
    "does not get past lag 20, even across blanks."
)
CAPTION = (
    "Updates until a symbol is held across the lag, at equal parameters; each mark is a seed. Right of the line: "
    "never. A longer lag is tried only where all seeds solved the shorter."
)
MODELS = {
    "rnn": "RNN",
    "rnn_orthogonal": "RNN, U orthogonal",
    "irnn": "IRNN",
    "lstm": "LSTM, bias 1",
    "lstm_chrono": "LSTM, chrono",
}
FILLINGS = {"blank": "blanks", "other": "other alphabet", "same": "same alphabet"}
LAGS = {"20": ("o", 0.22), "50": ("s", 0.0), "100": ("D", -0.22)}
NEVER = 1700  # where a training that did not solve its task is drawn


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return by filling and "model lag" the updates until solved (S,), infinite where the task was not solved."""
    measured = kit.data("rnn_or_lstm")

    def updates(name: str, filling: str, lag: str) -> np.ndarray:
        return until_solved(measured[name][filling][lag].updates_until_solved)

    return {
        filling: {f"{name} {lag}": updates(name, filling, lag) for name in MODELS for lag in measured[name][filling]}
        for filling in FILLINGS
    }


def draw(narrow=False):
    """Plot a panel for each filling, a row for each network, a mark for each seed."""
    plotted, limit = arrays(), kit.settings("rnn_or_lstm").updates
    figure, panels = kit.small_multiples(1, len(FILLINGS), height=7.0 if narrow else 4.0, narrow=narrow)
    rows = list(reversed(MODELS))
    for axes, (filling, title) in zip(panels[0], FILLINGS.items(), strict=True):
        for key, updates in plotted[filling].items():
            name, lag = key.split()
            color = kit.FORGET if name.startswith("lstm") else kit.INK
            marks(axes, rows.index(name), updates, LAGS[lag], color, NEVER)
        frame(axes, title, list(MODELS.values()), limit, 2200, {50: "50", 200: "200", 1000: "1,000"})
    legend(figure, panels, LAGS)
    return figure
