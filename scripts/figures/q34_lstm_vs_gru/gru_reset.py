"""The two places of the GRU's reset gate."""

from scripts.figures import kit

ALT = (
    "Two GRUs that differ in one place. Left, as in PyTorch, cuDNN and Keras: the reset gate scales the old state's "
    "product with its matrix. Right, as first published: it scales the old state itself, before any matrix."
)
CAPTION = (
    "Left, after the product: $n_t = \\tanh(W_n x_t + r_t \\odot (U_n h_{t-1} + b))$. Right, before it: "
    "$n_t = \\tanh(W_n x_t + U_n (r_t \\odot h_{t-1}) + b)$. Weights trained for one are wrong for the other."
)
PANEL, SCALE = (252, 216), 0.47


def draw(narrow=False):
    """Draw both, with the light on the reset gate and on what it scales."""
    figure, axes = kit.canvas(height=PANEL[1] / 72, narrow=narrow)
    for place, (reset, title) in enumerate(
        (("after", "reset after the product"), ("before", "reset before the product"))
    ):
        kit.gru(axes, {"reset", "candidate"}, reset=reset, origin=(place * PANEL[0] + 10, 4), scale=SCALE, brief=True)
        axes.text(place * PANEL[0] + 12, PANEL[1] - 18, title, size=12)
    return figure
