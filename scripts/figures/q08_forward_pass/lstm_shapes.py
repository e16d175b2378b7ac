"""The shapes of an LSTM's parameters, to scale."""

from matplotlib.patches import Rectangle

from scripts.figures import kit
from scripts.reference import params

D, H = 64, 128
ALT = (
    "The parameters of an LSTM to scale, input size 64 and hidden size 128: W is 512 by 64, U is 512 by 128, b is 512 "
    "long, each cut into four blocks of 128 rows for i, f, g, o. U holds twice as many numbers as W."
)
CAPTION = (
    "$z_t = W x_t + U h_{t-1} + b$ with $D = 64$ and $H = 128$, matrices to scale, vectors drawn wider than they are. "
    "Rows $0$ to $H - 1$ make $i_t$, the next $H$ make $f_t$, then $g_t$, then $o_t$."
)
UNIT, THIN, BOTTOM = 0.52, 11.0, 56.0
BLOCKS = (("i", kit.INPUT), ("f", kit.FORGET), ("g", kit.CANDIDATE), ("o", kit.OUTPUT))
# What stands in the row, with its numbers of rows and columns, and its symbol; vectors have one column.
ROW = (("z", 4 * H, 1), "=", ("W", 4 * H, D), ("x", D, 1), "+", ("U", 4 * H, H), ("h", H, 1), "+", ("b", 4 * H, 1))
# Where the row begins, and how far to go on from a rectangle and from a sign, on a page and on a phone.
GAPS, GAPS_NARROW = (62.0, 26.0, 36.0), (42.0, 16.0, 15.0)


def arrays(narrow: bool = False) -> dict[str, tuple[float, float, float, float]]:
    """Return for each symbol its rectangle: left, bottom, width and height in points."""
    (left, after, after_sign), top = GAPS_NARROW if narrow else GAPS, BOTTOM + 4 * H * UNIT
    placed = {}
    for item in ROW:
        if item in ("=", "+"):
            placed[f"{item}{len(placed)}"] = (left, top, 0.0, 0.0)
            left += after_sign
            continue
        name, rows, columns = item
        width = THIN if columns == 1 else columns * UNIT
        placed[name] = (left, top - rows * UNIT, width, rows * UNIT)
        left += width + after
    return placed


def draw(narrow=False):
    """Draw the equation as rectangles with their blocks, sizes and counts."""
    figure, axes = kit.canvas(height=356 / 72, narrow=narrow)
    placed = arrays(narrow)
    for name, (left, bottom, width, height) in placed.items():
        if name[0] in "=+":
            axes.text(left, BOTTOM + 2 * H * UNIT, name[0], size=16, ha="center", va="center")
            continue
        stacked = height == 4 * H * UNIT
        for k, (block, tone) in enumerate(BLOCKS if stacked else ((name, kit.INK),)):
            part = height / (4 if stacked else 1)
            corner = (left, bottom + height - (k + 1) * part)
            axes.add_patch(Rectangle(corner, width, part, fc=tone, ec="none", alpha=0.18))
            axes.add_patch(Rectangle(corner, width, part, fc="none", ec=tone, lw=1.4))
            if name == "z":
                axes.text(
                    left - 10, corner[1] + part / 2, f"$z^{block}_t$", size=16, color=tone, ha="right", va="center"
                )
            elif width > THIN:
                axes.text(
                    left + width / 2,
                    corner[1] + part / 2,
                    f"${name}_{block}$",
                    size=15,
                    color=tone,
                    ha="center",
                    va="center",
                )
        symbol = {"x": "$x_t$", "h": "$h_{t{-}1}$", "z": "$z_t$"}.get(name, f"${name}$")
        axes.text(left + width / 2, bottom + height + 10, symbol, size=15, ha="center")
    _counts(axes, placed, 10 if narrow else 12)
    return figure


def _counts(axes, placed, points: float) -> None:
    """Write beneath each matrix how many numbers it holds, and beneath the equation that they add up."""
    sizes = {"z": params.lstm(D, H), "W": 4 * H * D, "U": 4 * H * H, "b": 4 * H}
    for name, (left, bottom, width, _) in placed.items():
        middle = left + width / 2
        if name in ("W", "U"):
            axes.text(middle, bottom - 17, f"{4 * H} × {D if name == 'W' else H}", ha="center", color=kit.MUTED)
        if name in sizes:
            at, side = (left + width + 6, "right") if name == "z" else (middle, "center")  # clear of the =
            axes.text(at, bottom - 38, f"{sizes[name]:,}", size=points, ha=side)
        elif name[0] in "=+":
            axes.text(left, BOTTOM - 38, name[0], size=points, ha="center")
