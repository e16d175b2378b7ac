"""One step of attention: a decoder's state compared with all outputs of the encoder, their weights, and the context."""

import numpy as np
from matplotlib.patches import FancyBboxPatch

from scripts.figures import kit
from scripts.reference import attention

ALT = (
    "The decoder's state is compared with five encoder outputs, keys to the old cabinet. A softmax turns the scores "
    "into weights: two thirds on keys, the largest part of the rest on cabinet. The weighted mean is the context, "
    "which joins the state to say: are. Padding gets no weight."
)
CAPTION = (
    "The decoder completes the sentence. From below: outputs $h_j$, scores $e_{tj}$, weights $\\alpha_{tj}$ (bars), "
    "context $v_t$. Dashed: what the padding would take without a mask. The vectors are set by hand."
)
WORDS = ("keys", "to", "the", "old", "cabinet", "pad")
# Two numbers for each word, "is the subject" and "is a noun"; the state asks for the subject.
# Their products have one decimal, so the scores as drawn are exact, and their softmax gives the weights as drawn.
HS = np.array([[1.0, 0.8], [0.0, 0.2], [0.1, 0.2], [0.1, 0.4], [0.2, 0.9], [0.0, 0.0]])
S = np.array([[2.0, 1.0]])
REAL = np.array([True] * 5 + [False])[:, None]
BAR = 92.0  # points for a weight of 1


def arrays() -> dict[str, np.ndarray]:
    """Return the scores (6,), the weights with and without the mask (6,), and the context (2,)."""
    hs = HS[:, None]
    context, masked = attention.step(attention.DOT, S, hs, REAL, attention.Dot())
    _, unmasked = attention.step(attention.DOT, S, hs, np.ones_like(REAL), attention.Dot())
    scores = attention.dot(S, hs, attention.Dot())
    return {"scores": scores[:, 0], "weights": masked.weights[:, 0], "open": unmasked.weights[:, 0], "v": context[0]}


def draw(narrow=False):
    """Draw the source from left to right, what becomes of it from below, and the decoder at the right."""
    plotted = arrays()
    figure, axes = kit.canvas(height=318 / 72, narrow=narrow)
    first, apart, right = (42, 37, 284) if narrow else (92, 54, 440)
    places = first + apart * np.arange(len(WORDS))
    middle = places[:5].mean()
    for place, word, score, weight, real in zip(
        places, WORDS, plotted["scores"], plotted["weights"], REAL[:, 0], strict=True
    ):
        tone = kit.INK if real else kit.MUTED
        axes.text(place, 14, word, ha="center", color=tone, size=9.5 if narrow else 11)
        _arrow(axes, (place, 27), (place, 37), tone)
        _box(axes, place, 51, 30, 26, f"$h_{WORDS.index(word) + 1}$", tone)
        _arrow(axes, (place, 65), (place, 96), tone)
        axes.text(place, 104, f"{score:.1f}" if real else "−∞", ha="center", color=tone, size=10)
        if real:
            axes.bar(place, BAR * weight, 22, bottom=132, color=kit.INK)
            axes.text(place, 137 + BAR * weight, f"{weight:.2f}", ha="center", size=10)
            low = 151 + BAR * weight
            axes.plot([place, place, middle], [low, 243, 243], color=kit.INK, lw=0.6 + 4 * weight, zorder=1)
        else:
            axes.bar(place, BAR * plotted["open"][-1], 22, bottom=132, fill=False, ec=kit.MUTED, ls="--", lw=1.1)
            axes.text(place, 137 + BAR * plotted["open"][-1], "0", ha="center", size=10, color=kit.MUTED)
    axes.plot([places[0] - 14, places[-1] + 14], [132, 132], color=kit.RULE, lw=0.9)
    if not narrow:
        for height, name in ((51, "outputs"), (108, "scores"), (160, "weights")):
            axes.text(12, height, name, va="center", color=kit.MUTED, size=10)
    axes.plot([right, right, places[0]], [65, 82, 82], color=kit.INK, lw=1.5)
    axes.plot(places, [82] * len(places), "o", color=kit.INK, ms=4.5)
    _box(axes, right, 51, 34, 26, "$s_t$", kit.INK)
    axes.text(right, 14, "decoder", ha="center", size=9.5 if narrow else 11)
    _arrow(axes, (right, 27), (right, 37), kit.INK)
    axes.plot(middle, 243, "o", color=kit.PAPER, mec=kit.INK, ms=19, mew=1.5, zorder=4)
    axes.text(middle, 243, "Σ", ha="center", va="center", zorder=5)
    axes.plot([middle, middle, right - 40], [253, 274, 274], color=kit.INK, lw=1.5)
    _arrow(axes, (right - 60, 274), (right - 30, 274), kit.INK)
    axes.text((middle + right - 40) / 2, 281, "context $v_t$", ha="center")
    _arrow(axes, (right, 82), (right, 260), kit.INK)
    _box(axes, right, 274, 58, 26, "tanh", kit.INK)
    _arrow(axes, (right, 288), (right, 300), kit.INK)
    axes.text(right, 305, "are", ha="center")
    return figure


def _box(axes, x: float, y: float, width: float, height: float, text: str, tone: str) -> None:
    corner, style = (x - width / 2, y - height / 2), "round,pad=0,rounding_size=5"
    axes.add_patch(FancyBboxPatch(corner, width, height, style, fc=kit.PAPER, ec=tone, lw=1.5, zorder=3))
    axes.text(x, y, text, ha="center", va="center", color=tone, size=11 if text == "tanh" else 13, zorder=4)


def _arrow(axes, start: tuple[float, float], end: tuple[float, float], tone: str) -> None:
    level = start[1] == end[1]
    axes.plot([start[0], end[0] - 3 * level], [start[1], end[1] - 3 * (not level)], color=tone, lw=1.5)
    axes.plot(
        *((end[0] - 3, end[1]) if level else (end[0], end[1] - 3)), ">" if level else "^", color=tone, ms=6, mew=0
    )
