"""What one pixel of a ConvLSTM reads: in one step, and of frames that lie further and further back."""

import numpy as np
from matplotlib.patches import Rectangle

from scripts.figures import kit
from scripts.reference import convlstm, over_time

ALT = (
    "In one step a pixel of the new states depends on 3 by 3 pixels of the frame and of the old hidden state, but on "
    "one pixel of the old cell state. Of a frame four steps back it sees 11 by 11 pixels; with a 1 by 1 kernel on the "
    "hidden state still 3 by 3."
)
CAPTION = (
    "One layer. Above: what a pixel of $h_t$ and $c_t$ is made of. Below: what it can have seen of earlier frames, "
    "kernels 3 × 3 (light), and 1 × 1 on $h$ (dark)."
)
SIZE, STEPS = 13, 5
ROW, COLUMN = 6, 6  # of the pixel that is asked


def arrays() -> dict[str, np.ndarray]:
    """Return masks of what the pixel depends on, from gradients of the reference code.

    `x`, `h` and `c` (13, 13): in one step. `wide` and `narrow` (5, 13, 13): of the frames 0, 1, … 4 steps back, with
    kernels of 3 by 3 and of 1 by 1 on the hidden state.
    """
    found = {"x": reach(3, 1).dxs[0], **reach(3, 1).dstart._asdict()}
    masks = {name: grad[0, 0] != 0 for name, grad in found.items()}
    for name, k in (("wide", 3), ("narrow", 1)):
        masks[name] = reach(k, STEPS).dxs[::-1, 0, 0] != 0
    return masks


def reach(k: int, steps: int) -> over_time.Grads:
    """Gradients of one pixel's h after the last step, for weights that are all alike."""
    p = convlstm.Params(np.full((4, 1, 3, 3), 0.1), np.full((4, 1, k, k), 0.1), np.zeros(4))
    start = convlstm.State(*np.full((2, 1, 1, SIZE, SIZE), 0.5))
    run = over_time.forward(convlstm.CELL, np.full((steps, 1, 1, SIZE, SIZE), 0.5), start, p)
    dhs = np.zeros_like(run.states.h)
    dhs[-1, 0, 0, ROW, COLUMN] = 1.0
    return over_time.backward(run, dhs)


def draw(narrow=False):
    """Draw one step above, earlier frames below."""
    cell, small, gap = (11.0, 4.2, 18.0) if narrow else (11.0, 6.2, 24.0)
    height = 404 if narrow else 300
    figure, axes = kit.canvas(height=height / 72, narrow=narrow)
    masks, part = arrays(), slice(3, 10)
    side, left, top = 7 * cell, 14.0 if narrow else 20.0, height - 40
    axes.text(left, height - 18, "one step")
    shown = [("x", "$x_t$", "3 × 3"), ("h", "$h_{t{-}1}$", "3 × 3"), ("c", "$c_{t{-}1}$", "its own pixel")]
    for j, (name, symbol, says) in enumerate(shown):
        at = left + j * (side + gap)
        grid(axes, (at, top - side), masks[name][part, part], cell)
        axes.text(at + side / 2, top - side - 16, symbol, size=14, ha="center")
        axes.text(at + side / 2, top - side - 31, says, size=10, ha="center", color=kit.MUTED)
    if narrow:
        at, below = left + side + gap, top - 2 * side - 66
        axes.annotate("", (at + side / 2, below + side + 4), (at + side / 2, top - side - 36), arrowprops=arrow())
    else:
        at, below = left + 3 * (side + gap) + 36, top - side
        axes.annotate("", (at - 8, below + side / 2), (at - 52, below + side / 2), arrowprops=arrow())
    grid(axes, (at, below), (np.indices((SIZE, SIZE)) == ROW).all(0)[part, part], cell)
    beside = (at + side + 12, below + side / 2) if narrow else (at + side / 2, below - 16)
    axes.text(
        *beside,
        "one pixel\nof $c_t$, $h_t$" if narrow else "one pixel of $c_t$, $h_t$",
        va="center" if narrow else "baseline",
        ha="left" if narrow else "center",
    )

    side, top = SIZE * small, 96 if narrow else 118
    gap = 9.0 if narrow else 14.0
    axes.text(left, top + 12, "how much of earlier frames it can have seen")
    for lag in range(STEPS):
        at = left + lag * (side + gap)
        axes.add_patch(Rectangle((at, top - side), side, side, fc="none", ec=kit.RULE, lw=0.9))
        for mask, alpha in ((masks["wide"][lag], 0.3), (masks["narrow"][lag], 0.75)):
            pixels = width(mask) * small
            corner = (at + (side - pixels) / 2, top - side + (side - pixels) / 2)
            axes.add_patch(Rectangle(corner, pixels, pixels, fc=kit.CANDIDATE, alpha=alpha, lw=0))
        seen = width(masks["wide"][lag])
        axes.text(at + side / 2, top - side - 15, f"{seen} × {seen}", size=10, ha="center")
        axes.text(
            at + side / 2, top - side - 29, f"{lag} back" if lag else "now", size=10, ha="center", color=kit.MUTED
        )
    return figure


def width(mask: np.ndarray) -> int:
    """The rows of a square that is set."""
    return int(mask.any(axis=1).sum())


def grid(axes, corner: tuple[float, float], lit: np.ndarray, cell: float) -> None:
    """Draw a part of an image, with some of its pixels lit."""
    for (m, n), on in np.ndenumerate(lit):
        place = (corner[0] + n * cell, corner[1] + (len(lit) - 1 - m) * cell)
        axes.add_patch(Rectangle(place, cell, cell, fc="none", ec=kit.RULE, lw=0.5))
        if on:
            axes.add_patch(Rectangle(place, cell, cell, fc=kit.CANDIDATE, ec=kit.INK, lw=0.9, alpha=0.55, zorder=2))


def arrow() -> dict:
    """How an arrow looks."""
    return {"arrowstyle": "-|>", "color": kit.INK, "lw": 1.4, "shrinkA": 0, "shrinkB": 0}
