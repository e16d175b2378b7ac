"""One step of a one-unit LSTM in numbers: four activations, then two lines of arithmetic."""

import numpy as np

from scripts.figures import kit
from scripts.reference import lstm

ALT = (
    "One step in bars. Of the old cell state 0.85 the forget gate keeps 0.75, the input gate adds 0.34, "
    "giving 1.09; tanh makes that 0.80 and the output gate halves it: the hidden state is 0.40."
)
CAPTION = (
    "The four activations all come from $x_t$ and $h_{t-1}$; two lines of arithmetic do the rest. The new cell state "
    "may leave the range of tanh (dashed); the hidden state cannot."
)

X, H_PREV, C_PREV = 1.0, 0.5, 0.85
CELL = lstm.Params(
    W=np.array([[0.5], [0.5], [1.0], [-0.5]]),
    U=np.array([[1.0], [1.0], [-1.0], [1.0]]),
    b=np.array([0.0, 1.0, 0.0, 0.0]),
)
GATES = {"i": kit.INPUT, "f": kit.FORGET, "g": kit.CANDIDATE, "o": kit.OUTPUT}


def arrays() -> dict[str, float]:
    """Return every number of the step: the four activations and the stations on the way to h."""
    h, c, cache = lstm.step(*(np.array([[value]]) for value in (X, H_PREV, C_PREV)), CELL)
    step = {name: getattr(cache, name).item() for name in GATES}
    return step | {
        "c_prev": C_PREV,
        "kept": (cache.f * cache.c_prev).item(),
        "written": (cache.i * cache.g).item(),
        "c": c.item(),
        "tanh_c": cache.tanh_c.item(),
        "h": h.item(),
    }


def draw(narrow=False):
    """Draw the activations as four bars, the way from the old cell state to the hidden state as six."""
    step = arrays()
    figure = kit.figure(height=5.4 if narrow else 3.5, narrow=narrow)
    tops = (1.02, 1.2) if narrow else (1.2, 1.2)  # one scale for both panels, also where one stands above the other
    if narrow:
        left, right = figure.subplots(2, 1, height_ratios=tops)
    else:
        left, right = figure.subplots(1, 2, width_ratios=[4, 6])

    left.set_title("four activations")
    for place, (name, colour) in enumerate(GATES.items()):
        _bar(left, place, 0.0, step[name], colour)
    left.set_xticks(range(4), [f"${name}_t$" for name in GATES])

    right.set_title("two lines of arithmetic")
    _bar(right, 0, 0.0, step["c_prev"], kit.MUTED)
    _bar(right, 1, 0.0, step["kept"], kit.FORGET)
    _bar(right, 2, step["kept"], step["written"], kit.CANDIDATE, sign="+")
    _bar(right, 3, 0.0, step["c"], kit.INK)
    _bar(right, 4, 0.0, step["tanh_c"], kit.MUTED)
    _bar(right, 5, 0.0, step["h"], kit.OUTPUT)
    for place, level in ((1, step["kept"]), (2, step["c"])):  # the sum is read from left to right
        right.plot([place + 0.36, place + 0.64], [level, level], color=kit.MUTED, lw=1)
    names = ("$c_{t-1}$", "$f_t\\,c_{t-1}$", "$i_t\\,g_t$", "$c_t$", r"$\tanh c_t$", "$h_t$")
    right.set_xticks(range(6), names)

    right.axhline(1.0, color=kit.RULE, lw=0.9, ls=(0, (4, 3)), zorder=0)
    right.text(5.45, 1.02, "1", color=kit.MUTED, ha="right", va="bottom", fontsize=10)
    for axes, top in zip((left, right), tops, strict=True):
        axes.set(ylim=(0, top), yticks=[])
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="x", length=0, labelcolor=kit.INK, labelsize=12)
    return figure


def _bar(axes, place: float, bottom: float, height: float, colour: str, sign: str = "") -> None:
    """Draw one bar with its value above it."""
    axes.bar(place, height, 0.72, bottom, color=colour)
    axes.text(
        place, bottom + height + 0.02, f"{sign}{height:.2f}", color=kit.INK, ha="center", va="bottom", fontsize=10
    )
