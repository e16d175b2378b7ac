"""Where the forget gate acts."""

from scripts.figures import kit

ALT = (
    "The forget gate reads the old hidden state and the input, and its value multiplies the old cell state: a number "
    "near 1 keeps a unit's memory, a number near 0 erases it. Nothing else in the cell scales the memory."
)
CAPTION = (
    "The forget path of the cell: $f_t = \\sigma(W_f x_t + U_f h_{t-1} + b_f)$ scales $c_{t-1}$ unit by unit on its "
    "way to $c_t$. Muted: the parts that write to the memory and read from it."
)


def draw(narrow=False):
    """Draw the cell with the light on the forget gate and on the line that it scales."""
    figure, axes = kit.canvas(height=330 / 72, narrow=narrow)
    kit.cell(axes, {"forget", "cell_path"}, narrow=narrow)
    return figure
