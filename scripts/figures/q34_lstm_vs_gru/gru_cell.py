"""The GRU as libraries compute it: one state, two gates, the reset gate after the product."""

from scripts.figures import kit

ALT = (
    "The GRU cell: one state and two gates. The update gate keeps a share of the old state and lets in one minus that "
    "share of the candidate, so that keeping and writing are tied; the reset gate scales what the candidate reads."
)
CAPTION = (
    "$h_t = z_t \\odot h_{t-1} + (1 - z_t) \\odot n_t$, the convention of PyTorch and Keras. The reset gate acts after "
    "the product, on $U_n h_{t-1} + b$. The heavy line is the state: it is memory and output at once."
)


def draw(narrow=False):
    """Draw the whole GRU."""
    figure, axes = kit.canvas(height=378 / 72, narrow=narrow)
    kit.gru(axes, narrow=narrow)
    return figure
