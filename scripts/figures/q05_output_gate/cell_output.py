"""Where the output gate acts, and the tanh before it."""

from scripts.figures import kit

ALT = (
    "The output gate reads the old hidden state and the input, not the cell state. The cell state passes a tanh of its "
    "own, without weights, and the gate's value scales that: the product leaves as the new hidden state, twice."
)
CAPTION = (
    "The output path: $h_t = o_t \\odot \\tanh(c_t)$. One copy of $h_t$ goes up to a readout or the next layer, the "
    "other to step $t + 1$. Muted: what makes $c_t$, which passes on unchanged."
)


def draw(narrow=False):
    """Draw the cell with the light on the output gate and on what it lets out."""
    figure, axes = kit.canvas(height=330 / 72, narrow=narrow)
    kit.cell(axes, {"output", "read", "h_out"}, narrow=narrow)
    return figure
