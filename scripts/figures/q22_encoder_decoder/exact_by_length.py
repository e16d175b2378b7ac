"""How often an encoder–decoder repeats a random string without a slip, over its length and the width of its state."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Share of random strings repeated without a slip, over their length. With a reversed source half are right up to "
    "5.3 symbols at 16 units, 8.5 at 32 and 11.3 at 64; read forwards, 64 units come to 7.9. No curve drops at "
    "one length: each takes several symbols from nearly all to nearly nothing."
)
CAPTION = (
    "Strings repeated without a slip. A doubled state moves the fall by about three symbols; read forwards, it "
    "comes sooner. Dots: seeds; lines: their mean; grey: guessing."
)
SERIES = {
    "narrow": ("-", "o"),
    "middle": (kit.DASHES[kit.INPUT], "s"),
    "wide": (kit.DASHES[kit.OUTPUT], "v"),
    "wide_forwards": (kit.DASHES[kit.CANDIDATE], "D"),
}
PANELS = {
    "share right, source reversed": ("narrow", "middle", "wide"),
    "share right, H = {}": ("wide", "wide_forwards"),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the lengths (N,), what a guess gets (N,), for each of SERIES the shares right (N, S) and `half` (S,)."""
    measured = kit.data("fixed_vector")
    lengths = range(1, kit.settings("fixed_vector").longest + 1)
    right = {name: np.array([measured[name].right[n]["values"] for n in lengths]) for name in SERIES}
    half = {f"{name} half": np.array(measured[name].half["values"]) for name in SERIES}
    return {"n": np.array(lengths), "guess": np.array([measured.guess[n] for n in lengths]), **right, **half}


def label(name: str, panel: int) -> str:
    """Return what is written at a line: the width where that differs in the panel, else the order."""
    if panel == 0:
        width = str(kit.settings("fixed_vector").models[name].H)
        return f"H = {width}" if name == "wide" else width
    return "forwards" if name == "wide_forwards" else "reversed"


def draw(narrow=False):
    """Plot every seed and the means: the three widths, and the two orders at the largest of them."""
    plotted = arrays()
    figure, panels = kit.small_multiples(1, 2, height=5.4 if narrow else 3.3, narrow=narrow)
    for at, (title, names) in enumerate(PANELS.items()):
        axes = panels[0, at]
        axes.set_title(title.format(kit.settings("fixed_vector").models["wide"].H))
        axes.set(xlim=(0.5, 16.5), ylim=(-0.02, 1.04), xticks=[1, 4, 8, 12, 16], yticks=[0, 0.5, 1])
        axes.plot(plotted["n"], plotted["guess"], color=kit.RULE, lw=1.2, zorder=0)
        for name in names:
            dashes, marker = SERIES[name]
            for seeds in plotted[name].T:
                axes.plot(plotted["n"], seeds, marker, color=kit.INK, ms=3.5, alpha=0.5, mew=0)
            axes.plot(plotted["n"], plotted[name].mean(1), color=kit.INK, ls=dashes)
            below = label(name, at) == "forwards"
            axes.annotate(
                label(name, at),
                (plotted[f"{name} half"].mean(), 0.5),
                (-7, -12) if below else (6, 4),
                textcoords="offset points",
                ha="right" if below else "left",
            )
    for axes in kit.lowest(panels):
        axes.set_xlabel("symbols in the string")
    return figure
