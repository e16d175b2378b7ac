"""The line of the cell state: where it is scaled, where it is written, and its only way out."""

from scripts.figures import kit

ALT = (
    "The line of the cell state through one step: one product with the forget gate, one sum with the gated candidate, "
    "then a fork. One branch goes on to the next step; the other leaves through a tanh and the output gate as the "
    "hidden state, and only that goes up."
)
CAPTION = (
    "From $c_{t-1}$ to $c_t$ stand a product and a sum, both unit by unit, and no weights. What leaves upwards is "
    "$h_t = o_t \\odot \\tanh(c_t)$. Muted: the four maps, which read $x_t$ and $h_{t-1}$, and never $c_{t-1}$."
)


def draw(narrow=False):
    """Draw the cell with the light on the cell state's line, its write and its read."""
    figure, axes = kit.canvas(height=330 / 72, narrow=narrow)
    kit.cell(axes, {"cell_path", "write", "read", "h_out"}, narrow=narrow)
    return figure
