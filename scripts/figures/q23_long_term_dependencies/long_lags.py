"""How many time steps an LSTM reads before it holds a symbol across a lag, by what it is helped with."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Time steps read until a symbol is held. With forget bias 1 and no help no seed succeeds, at lag 50 or 100. "
    "Chrono biases, attention and an auxiliary loss reach lag 400 with up to 241,200 steps; growing lags need fewer "
    "than 4,000. At lag 400 one of three seeds fails with each help but chrono."
)
CAPTION = (
    "Time steps read until 99 %<!-- = settings('long_lags').solved --> of the test sequences are right; each mark is "
    "one seed. Right of the line: never. Compare the first row with the last: same network, same start."
)
HELP = {
    "bias_1": "bias 1, no help",
    "attention": "bias 1, attention",
    "auxiliary": "bias 1, auxiliary loss",
    "chrono": "chrono biases",
    "curriculum": "bias 1, growing lags",
}
LAGS = {"50": ("o", 0.27), "100": ("s", 0.09), "200": ("D", -0.09), "400": ("^", -0.27)}
LINE = 330_000
NEVER = 480_000  # where a training that did not solve its task is drawn


def arrays() -> dict[str, np.ndarray]:
    """Return by "help lag" the time steps read until solved (S,), infinite where the task was not solved."""
    measured = kit.data("long_lags")

    def steps(helped: str, lag: str) -> np.ndarray:
        needed = measured[helped].lags[lag].steps_until_solved
        return np.array([np.inf if n is None else n for n in needed], dtype=float)

    return {f"{helped} {lag}": steps(helped, lag) for helped in HELP for lag in measured[helped].lags}


def draw(narrow=False):
    """Plot a row for each help and a mark for each seed."""
    figure = kit.figure(height=4.6 if narrow else 3.9, narrow=narrow)
    axes = figure.add_subplot(xlabel="time steps read until solved")
    rows, comma = list(HELP), ",\n" if narrow else ", "
    for key, steps in arrays().items():
        helped, lag = key.split()
        marker, aside = LAGS[lag]
        y = len(rows) - 1 - rows.index(helped) + aside
        spread = np.linspace(-0.045, 0.045, len(steps))
        axes.plot(np.minimum(steps, NEVER), y + spread, marker, color=kit.FORGET, ms=5, alpha=0.85, mew=0)
    axes.axvline(LINE, color=kit.RULE, lw=1.2)
    kit.log_decades(axes.xaxis)
    axes.set_xlim(1200, 700_000)
    axes.set_ylim(-0.55, len(rows) - 0.45)
    axes.set_yticks(range(len(rows)), [HELP[helped].replace(", ", comma) for helped in reversed(rows)])
    handles = [
        axes.plot([], [], marker, color=kit.MUTED, ms=5, mew=0, label=f"lag {lag}")[0]
        for lag, (marker, _) in LAGS.items()
    ]
    close = {"columnspacing": 1.2, "handletextpad": 0.2} if narrow else {}
    figure.legend(handles=handles, loc="outside upper left", ncols=4, frameon=False, fontsize=10, **close)
    return figure
