"""How deep plain, residual and highway networks still train, and what the highways carry, layer by layer."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Share of training images right after 300 updates, against depth; carry by layer. At 50 layers the highway "
    "with bias −3 has 0.99, the residual network 0.95, the plain one 0.66, and the highway with bias 0 is near chance. "
    "With bias −3, training opens the upper gates and closes the lowest slightly."
)
CAPTION = (
    "Share of training images right after 300 updates: marks are seeds, grey is chance. Then what each of 50 highway "
    "layers carries, $1 - T$: dotted before training, solid after; bands span the seeds."
)
KINDS = {
    "plain": ("plain", kit.INK, "-"),
    "residual": ("residual", kit.CANDIDATE, kit.DASHES[kit.CANDIDATE]),
    "highway": ("highway, bias −3", kit.FORGET, "-"),
    "highway_0": ("highway, bias 0", kit.INPUT, kit.DASHES[kit.INPUT]),
}
DEEPEST = "50"


def arrays() -> dict[str, np.ndarray]:
    """Return `depths`; by "kind right" the shares (S, depths); by "kind start" and "kind end" the carries (S, L).

    A row is a seed; `guess` is the largest class.
    """
    measured = kit.data("highway_depth")
    depths = list(measured.plain)
    plotted = {"depths": np.array(depths, dtype=int), "guess": np.array(measured.largest_class)}
    for kind in KINDS:
        plotted[f"{kind} right"] = np.array([measured[kind][depth].train["values"] for depth in depths]).T
        if kind.startswith("highway"):
            carry = measured[kind][DEEPEST].carry
            for when in ("start", "end"):
                by_layer = [carry[when][layer]["values"] for layer in carry[when]]
                plotted[f"{kind} {when}"] = np.array(by_layer).T
    return plotted


def draw(narrow=False):
    """Plot the share right over depth, then the carry over the layer."""
    plotted = arrays()
    figure = kit.figure(height=6.2 if narrow else 3.7, narrow=narrow)
    figure.get_layout_engine().set(w_pad=0.08)
    depth, layer = figure.subplots(*((2, 1) if narrow else (1, 2)))
    handles = []
    for n, (kind, (label, colour, dashes)) in enumerate(KINDS.items()):
        right = plotted[f"{kind} right"]
        places = np.arange(len(plotted["depths"])) + (n - 1.5) * 0.08
        handles += depth.plot(places, right.mean(0), color=colour, ls=dashes, lw=2.0, label=label)
        depth.plot(np.broadcast_to(places, right.shape).T, right.T, "o", color=colour, ms=3, mew=0, alpha=0.6)
        if f"{kind} end" in plotted:
            _carry(layer, plotted[f"{kind} start"], colour, {"ls": ":", "lw": 1.4})
            _carry(layer, plotted[f"{kind} end"], colour, {"ls": dashes, "lw": 2.0})
    depth.axhline(plotted["guess"], color=kit.RULE, lw=1.2)
    depth.set(ylim=(0, 1.04), xlabel="layers", title="share right, trained")
    depth.set_xticks(range(len(plotted["depths"])), plotted["depths"])
    layer.set(ylim=(0, 1.04), xlim=(1, int(DEEPEST)), xlabel="layer of 50", title="carried, 1 − T")
    layer.set_xticks([1, 10, 20, 30, 40, 50])
    figure.legend(handles=handles, loc="outside lower left", ncols=2 if narrow else 4, frameon=False, fontsize=10)
    return figure


def _carry(axes, seeds: np.ndarray, colour: str, line: dict) -> None:
    layers = range(1, seeds.shape[1] + 1)
    axes.fill_between(layers, seeds.min(0), seeds.max(0), color=colour, alpha=0.15, lw=0)
    axes.plot(layers, seeds.mean(0), color=colour, **line)
