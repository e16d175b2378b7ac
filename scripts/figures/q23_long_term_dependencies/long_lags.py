"""How many time steps an LSTM reads before it holds a symbol across a lag, by what it is helped with."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Time steps read until a symbol is held. With forget bias 1 and no help no seed succeeds, at lag 50 or 100. Chrono "
    "biases, attention and an auxiliary loss reach lag 400 with up to 241,200 steps; a curriculum of lags needs fewer "
    "than 4,000 at every lag."
)
CAPTION = (
    "Steps of a sequence, in batches of 32<!-- = settings('long_lags').batch -->, read until 99 "
    "%<!-- = settings('long_lags').solved --> of 250<!-- = settings('long_lags').test_sequences --> test sequences are "
    "right; a mark is a seed, three for each lag. Right of the line: not within "
    "600<!-- = settings('long_lags').updates --> updates. One layer, $H = 32$<!-- = settings('long_lags').H -->; rates "
    "found on other seeds."
)
HELP = {
    "bias_1": "bias 1, no help",
    "attention": "bias 1, attention",
    "auxiliary": "bias 1, auxiliary loss",
    "chrono": "chrono biases",
    "curriculum": "bias 1, curriculum",
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
    figure = kit.figure(height=3.9, narrow=narrow)
    axes = figure.add_subplot(xlabel="time steps read until solved")
    rows = list(HELP)
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
    axes.set_yticks(range(len(rows)), [HELP[helped] for helped in reversed(rows)])
    handles = [
        axes.plot([], [], marker, color=kit.MUTED, ms=5, mew=0, label=f"lag {lag}")[0]
        for lag, (marker, _) in LAGS.items()
    ]
    figure.legend(handles=handles, loc="outside upper left", ncols=4, frameon=False, fontsize=10)
    return figure
