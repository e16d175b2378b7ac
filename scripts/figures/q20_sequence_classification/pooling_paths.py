"""Where the vector that a classifier reads comes from: how much of it each step gives, for four kinds of pooling."""

import numpy as np
from matplotlib.patches import Rectangle

from scripts.figures import kit
from scripts.reference import bidirectional, lstm, padding, pooling

ALT = (
    "Share of the pooled vector by step, six real steps and two of padding. Final states: half from step 6 (forward), "
    "half from step 1 (backward). Mean: a sixth from each. Max: each unit takes one step. Attention: unequal learned "
    "weights. Padding: none."
)
CAPTION = (
    "Look for the empty boxes: where one is real, no gradient reaches that step directly. Padding must give nothing in "
    "any row."
)
LENGTH, T, D, H, A = 6, 8, 5, 16, 4
ROWS = {
    "final": ("final states", "one step for\neach direction", kit.INPUT),
    "mean": ("mean", "equal shares", kit.CANDIDATE),
    "max": ("max", "each unit\ntakes one step", kit.FORGET),
    "attention": ("attention", "learned\nweights", kit.OUTPUT),
}


def arrays() -> dict[str, np.ndarray]:
    """Return for each pooling the share of every step (T,), of a bidirectional LSTM with random weights."""
    drawn = np.random.default_rng(20)

    def weights() -> lstm.Params:
        return lstm.Params(*(drawn.normal(size=shape) for shape in ((4 * H, D), (4 * H, H), (4 * H,))))

    lengths, zeros = np.array([LENGTH]), np.zeros((2, 1, H))
    both = bidirectional.Params(weights(), weights())
    hs = bidirectional.forward(drawn.normal(size=(T, 1, D)), lengths, zeros, zeros, both).outputs
    p = pooling.Params(drawn.normal(size=(A, 2 * H)), drawn.normal(size=A), 2.0 * drawn.normal(size=A))
    ones = np.ones((1, 2 * H))
    taken = {
        "final": pooling.ends_backward(ones, lengths, T),
        "mean": padding.mean_backward(ones, lengths, T),
        "max": padding.largest_backward(ones, hs, lengths),
        "attention": pooling.attend(hs, lengths, p)[1].weights[:, :, None] * ones,
    }
    return {name: each.sum(axis=(1, 2)) / (2 * H) for name, each in taken.items()}


def draw(narrow=False):
    """Plot a row of boxes per pooling, each filled as high as its share; names beside them, on a phone above."""
    plotted = arrays()
    side, gap = (31, 6) if narrow else (34, 7)
    left, row_height = (14, 66) if narrow else (92, 52)
    figure, axes = kit.canvas(height=(row_height * 4 + 34) / 72, narrow=narrow)
    top = row_height * 4 + 30
    for row, (name, (title, says, colour)) in enumerate(ROWS.items()):
        y = top - row * row_height - (24 if narrow else 10) - side
        if narrow:
            axes.text(left, y + side + 5, f"{title}: {says}".replace("\n", " "), va="bottom", size=10.5)
        else:
            axes.text(left - 12, y + side / 2, title, ha="right", va="center", size=11, weight="bold")
            axes.text(left + T * (side + gap) + 4, y + side / 2, says, va="center", size=10)
        for t, share in enumerate(plotted[name]):
            x, real = left + t * (side + gap), t < LENGTH
            edge = {"ec": colour, "lw": 1.2} if real else {"ec": kit.MUTED, "lw": 1, "ls": (0, (3, 2))}
            axes.add_patch(Rectangle((x, y), side, side * share, fc=colour, alpha=0.45, ec="none"))
            axes.add_patch(Rectangle((x, y), side, side, fc="none", **edge))
            if share:
                axes.text(x + side / 2, y + side / 2, f"{share:.2f}".lstrip("0"), ha="center", va="center", size=10)
    for t in range(T):
        name = f"$h_{t + 1}$" if t < LENGTH else "pad"
        x = left + t * (side + gap) + side / 2
        axes.text(x, y - 12, name, ha="center", va="center", size=10.5, color=kit.INK if t < LENGTH else kit.MUTED)
    return figure
