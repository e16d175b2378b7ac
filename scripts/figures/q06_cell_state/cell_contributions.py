"""Which steps wrote what a unit's cell state holds at the end: the terms of the sum, in four units."""

import numpy as np

from scripts.figures import kit
from scripts.reference import bptt, lstm
from scripts.reference.contributions import terms

ALT = (
    "What each step left in a unit's last cell state. Untrained: nearly only the last ten. Trained to add: "
    "mainly the two marked steps, both upwards. The largest unit: a ramp of recent steps. Trained to give the last "
    "value: the second mark's bar points down, half as long as the first's; the gate is 0.93."
)
CAPTION = (
    "Each bar is what one step left in the cell state, $(\\prod_{t>k} f_t) i_k g_k$; all bars of a panel add up to "
    "$c_{50}$. Blue: the two marked steps. See which steps are left; the scales differ."
)
FIRST, SECOND = 10, 35  # marks at these steps, counted from 1
VALUES = (0.9, 0.6)
PANELS = {
    "untrained": ("sum_50", "before", "longest", "untrained, longest half-life"),
    "sum": ("sum_50", "after", "longest", "sum, longest half-life"),
    "large": ("sum_50", "after", "largest", "sum, largest |c|"),
    "last": ("last_50", "after", "longest", "last value, longest half-life"),
}


def sequence() -> np.ndarray:
    """Return the input (T, 1, 2): values and markers, one sequence."""
    T = kit.settings("cell_memory").tasks.sum_50[1]
    xs = np.zeros((T, 1, 2))
    xs[:, 0, 0] = np.random.default_rng(0).random(T)
    for step, value in zip((FIRST, SECOND), VALUES, strict=True):
        xs[step - 1, 0] = value, 1.0
    return xs


def run(task: str, when: str) -> dict[str, np.ndarray]:
    """Return f (T, H), the terms (T, H) and the last cell state (H,) of the first seed's network over the sequence."""
    W, U, b = (np.array(kit.data("cell_memory")[task].weights[when][name]) for name in "WUb")
    zero = np.zeros((1, U.shape[1]))
    _, cs, caches = bptt.forward(sequence(), zero, zero, lstm.Params(W, U, b[0]))
    f, written = (np.stack(a) for a in zip(*((cache.f, cache.i * cache.g) for cache in caches), strict=True))
    return {"f": f[:, 0], "terms": terms(f, written, zero)[1:, 0], "c": cs[-1, 0]}


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return for each panel the terms and gates (T,) of its unit, its last cell state, and all units of the network."""
    plotted = {}
    for name, (task, when, which, _) in PANELS.items():
        every = run(task, when)
        unit = (every["f"].mean(0) if which == "longest" else np.abs(every["c"])).argmax()
        plotted[name] = {
            "terms": every["terms"][:, unit],
            "f": every["f"][:, unit],
            "c": every["c"][unit],
            "every": every,
        }
    return plotted


def draw(narrow=False):
    """Draw a panel for each unit, one bar for each step."""
    plotted = arrays()
    figure = kit.figure(height=7.0 if narrow else 4.6, narrow=narrow)
    panels = figure.subplots(*((4, 1) if narrow else (2, 2)), sharex=True)
    T = len(sequence())
    steps = np.arange(1, T + 1)
    for axes, (name, (*_, title)) in zip(panels.flat, PANELS.items(), strict=True):
        shown = plotted[name]
        marked = np.isin(steps, (FIRST, SECOND))
        axes.bar(steps[~marked], shown["terms"][~marked], 0.8, color=kit.MUTED)
        axes.bar(steps[marked], shown["terms"][marked], 1.4, color=kit.INPUT)
        if name in ("sum", "last"):
            gate, bar = shown["f"][SECOND - 1], shown["terms"][SECOND - 1]
            axes.text(SECOND, max(bar, 0.0) + 0.015, f"$f_{{{SECOND}}}$ = {gate:.2f}", ha="center", fontsize=10)
        axes.axhline(0, color=kit.RULE, lw=0.9)
        axes.set_title(f"{title}, $c_{{{T}}}$ = {shown['c']:.2f}", fontsize=10, x=0.0)
        axes.set(xlim=(0, T + 1), xticks=[1, FIRST, 20, SECOND, T])
    figure.supxlabel("step k that wrote the term", fontsize=11)
    return figure
