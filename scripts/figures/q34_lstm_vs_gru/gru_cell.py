"""The GRU as published: one state, two gates, the reset gate before the product."""

from scripts.figures import kit

ALT = (
    "The GRU cell: one state and two gates. The update gate keeps a share of the old state and lets in one minus that "
    "share of the candidate, so that keeping and writing are tied; the reset gate scales the old state before the "
    "candidate reads it."
)
CAPTION = (
    "The four equations as a drawing. The reset gate acts before the product with $U_n$; PyTorch and Keras apply it "
    "after. The heavy line is the state: it is memory and output at once."
)


def draw(narrow=False):
    """Draw the whole GRU."""
    figure, axes = kit.canvas(height=378 / 72, narrow=narrow)
    kit.gru(axes, reset="before", narrow=narrow)
    return figure
