"""A language model over three steps: what is read, what is predicted, and the perplexity of the three answers."""

from typing import Any

import numpy as np
from matplotlib.patches import FancyBboxPatch

from scripts.figures import kit
from scripts.reference import perplexity, tied_softmax

ALT = (
    "Three steps of a language model. It reads The, keys, to and is asked for keys, to, the: each target is the next "
    "input. It gives them the probabilities 1/8, 1/4 and 1/2, which are 3, 2 and 1 bits: 2 on average, a perplexity of "
    "4. The states h and c go on to the next window."
)
CAPTION = (
    "Read upwards, then along the dashed arrows: the word to predict is the next word to read. The probabilities are "
    "made up so that the sum can be done by hand."
)
WORDS = ["The", "keys", "to", "the"]
GIVEN = [(1, 8), (1, 4), (1, 2)]


def arrays() -> dict[str, Any]:
    """Return inputs and targets, the bits of each target, and the perplexity."""
    read, asked = tied_softmax.shift(np.array(WORDS)[:, None])
    ps = [a / b for a, b in GIVEN]
    return {
        "read": read[:, 0].tolist(),
        "asked": asked[:, 0].tolist(),
        "bits": [perplexity.bits(-np.log(p)) for p in ps],
        "perplexity": perplexity.of_probabilities(ps),
    }


def draw(narrow=False):
    """Draw three columns, from the word that is read up to the word that is asked for."""
    plotted = arrays()
    width, height = (324, 318) if narrow else (504, 318)
    figure, axes = kit.canvas(height=height / 72, narrow=narrow)
    step = 98 if narrow else 140
    xs = [width / 2 + (i - 1) * step for i in range(3)]
    rows = {"read": 18, "embed": 68, "lstm": 128, "softmax": 188, "asked": 240}
    wide, tall = (76 if narrow else 92), 30

    def box(x: float, y: float, text: str, tone: str) -> None:
        style = "round,pad=0,rounding_size=5"
        axes.add_patch(FancyBboxPatch((x - wide / 2, y - tall / 2), wide, tall, style, fc="none", ec=tone, lw=1.6))
        axes.text(x, y, text, ha="center", va="center_baseline", size=10.5, color=kit.INK)

    def arrow(begin: tuple, end: tuple, tone: str = kit.INK, **style) -> None:
        made = {"arrowstyle": "-|>", "color": tone, "lw": 1.4, "shrinkA": 0, "shrinkB": 0} | style
        axes.annotate("", end, begin, arrowprops=made)

    for i, x in enumerate(xs):
        box(x, rows["embed"], "row of E", kit.INPUT)
        box(x, rows["lstm"], "LSTM", kit.FORGET)
        box(x, rows["softmax"], "E, softmax", kit.INPUT)
        axes.text(x, rows["read"], plotted["read"][i], ha="center", va="center_baseline", size=13)
        axes.text(x, rows["asked"], plotted["asked"][i], ha="center", va="center_baseline", size=13)
        for low, high in (("read", "embed"), ("embed", "lstm"), ("lstm", "softmax"), ("softmax", "asked")):
            above = tall / 2 if high != "asked" else 10
            arrow((x, rows[low] + (tall / 2 if low != "read" else 10)), (x, rows[high] - above))
        a, b = GIVEN[i]
        axes.text(x, 268, f"p = {a}/{b}: {plotted['bits'][i]:.0f} bit{'s' * (b > 2)}", ha="center", size=10.5)
        begin = x - wide / 2 - (step - wide if i else 30)
        arrow((max(begin, 2), rows["lstm"]), (x - wide / 2, rows["lstm"]))
    arrow((xs[2] + wide / 2, rows["lstm"]), (min(xs[2] + wide / 2 + 30, width - 2), rows["lstm"]))
    for x in xs[:2]:  # the target is the next word to be read
        side = x + step / 2
        tone = {"color": kit.MUTED, "lw": 1.2, "ls": kit.DASHES[kit.INPUT]}
        axes.plot([x + 20, side, side], [rows["asked"], rows["asked"], rows["read"]], **tone)
        arrow((side, rows["read"]), (x + step - 22, rows["read"]), kit.MUTED, lw=1.2)
    axes.text(xs[0] - wide / 2 - 2, rows["lstm"] + 9, "$h, c$", ha="right", size=10.5, color=kit.MUTED)
    axes.text(xs[2] + wide / 2 + 2, rows["lstm"] + 9, "$h, c$", size=10.5, color=kit.MUTED)
    said = f"2 bits on average: perplexity {plotted['perplexity']:.0f}"
    axes.text(width / 2, 296, said, ha="center", size=12, weight="bold")
    return figure
