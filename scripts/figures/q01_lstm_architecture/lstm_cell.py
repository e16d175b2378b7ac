"""The whole cell: three gates and a candidate around one memory."""

from scripts.figures import kit

ALT = (
    "The LSTM cell: the old hidden state and the input feed four learned layers. The forget gate multiplies the old "
    "cell state, input gate times candidate is added to it, and the output gate lets its tanh out as the new hidden "
    "state."
)
CAPTION = (
    "Three gates (σ) and a candidate (tanh) read the same $[h_{t-1}, x_t]$. The heavy line is the memory: from "
    "$c_{t-1}$ to $c_t$ it meets a product and a sum, and no weight matrix."
)


def draw(narrow=False):
    """Draw the cell with nothing muted."""
    figure, axes = kit.canvas(height=330 / 72, narrow=narrow)
    kit.cell(axes, narrow=narrow)
    kit.key(axes, narrow=narrow)
    return figure
