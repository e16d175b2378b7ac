"""Where a write is made: the candidate brings the content, the input gate its share."""

from scripts.figures import kit

ALT = (
    "The write of an LSTM cell: input gate and candidate read the same old hidden state and input through separate "
    "maps, and their product is what is added to the cell state. The gate scales the candidate, not the input."
)
CAPTION = (
    "The way of a write: $g_t = \\tanh(W_g x_t + U_g h_{t-1} + b_g)$ says what, "
    "$i_t = \\sigma(W_i x_t + U_i h_{t-1} + b_i)$ how much of it; their product goes into the sum. Muted: what keeps "
    "the memory and what shows it."
)


def draw(narrow=False):
    """Draw the cell with the light on input gate, candidate and their way into the sum."""
    figure, axes = kit.canvas(height=330 / 72, narrow=narrow)
    kit.cell(axes, {"input", "candidate", "write"}, narrow=narrow)
    return figure
