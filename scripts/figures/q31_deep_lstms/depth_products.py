"""The gradient by layer and by lag in untrained stacks of eight layers: plain and residual."""

import numpy as np

from scripts.figures import kit
from scripts.reference import depth
from scripts.reference.activations import sigmoid

ALT = (
    "Gradient of the top layer's last output, by layer and lag, in an untrained stack of eight. Plain: layer 1 gets a "
    "millionth at lag 0, hundreds of times that at 25. Residual: layer 1 gets all of it at lag 0. The sum over "
    "staircases follows the low layers and falls short in the high ones at long lags."
)
CAPTION = (
    "Length of the gradient of the top layer's last output at what layer $l$ handed up $k$ steps before, untrained. "
    "Lines: mean of five seeds; bands: their range. Dotted: the sum over staircases, nothing fitted."
)
LAYERS = {"7": 3.0, "5": 2.3, "3": 1.6, "1": 1.0}  # and the width of its line
KINDS = {"plain": "gradient, plain", "residual": "gradient, residual"}
V = 1 / (4 * np.sqrt(3))  # ½ · ½ for the gates, 1/√3 for a block that is uniform in ±1/√H


def arrays() -> dict[str, np.ndarray]:
    """Return the lags (K,), by "kind layer" the lengths (S, K), a row for each seed, and by "kind layer model" (K,)."""
    measured, settings = kit.data("deep_stacks").products, kit.settings("deep_stacks")
    F = sigmoid(settings.forget_bias)
    lags = list(measured.plain["1"])
    plotted = {"lags": np.array(lags, dtype=int)}
    for kind in KINDS:
        formula = getattr(depth, kind)
        for layer in LAYERS:
            plotted[f"{kind} {layer}"] = np.array([measured[kind][layer][k]["values"] for k in lags]).T
            plotted[f"{kind} {layer} model"] = np.array(
                [formula(V, F, settings.products.depth - int(layer), int(k)) for k in lags]
            )
    return plotted


def draw(narrow=False):
    """Plot a panel for each kind, a line for each layer, and the model dotted."""
    plotted = arrays()
    figure, panels = kit.small_multiples(1, 2, height=6.6 if narrow else 4.2, narrow=narrow)
    named = []
    for axes, (kind, title) in zip(panels[0], KINDS.items(), strict=True):
        lines = []
        for layer, width in LAYERS.items():
            seeds = plotted[f"{kind} {layer}"]
            colour = kit.FORGET if layer == "1" else kit.INK
            axes.fill_between(plotted["lags"], seeds.min(0), seeds.max(0), color=colour, alpha=0.15, lw=0)
            lines += axes.plot(plotted["lags"], seeds.mean(0), color=colour, lw=width, label=f"layer {layer}")
            axes.plot(plotted["lags"], plotted[f"{kind} {layer} model"], color=kit.MUTED, lw=1.3, ls=":")
        kit.log_decades(axes.yaxis, every=2)
        axes.set(ylim=(3e-7, 3), xlim=(0, 25), title=title)
        named.append((axes, lines))
    for axes in kit.lowest(panels):
        axes.set_xlabel("steps back, k")
    for axes, lines in named:
        kit.end_labels(axes, lines)
    return figure
