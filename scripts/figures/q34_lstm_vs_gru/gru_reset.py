"""The two places of the GRU's reset gate."""

from scripts.figures import kit

ALT = (
    "Two GRUs that differ in one place. After the product, as in PyTorch, cuDNN and Keras: the reset gate scales the "
    "old state's product with its matrix. Before it, as in ONNX by default: it scales the old state itself, before any "
    "matrix."
)
CAPTION = (
    "Follow the reset gate. After the product: $n_t = \\tanh(W_n x_t + r_t \\odot (U_n h_{t-1} + b))$. Before it: "
    "$n_t = \\tanh(W_n x_t + U_n (r_t \\odot h_{t-1}) + b)$. Weights trained for one are wrong for the other."
)
PANEL, SCALE = (252, 216), 0.47
PANEL_NARROW, SCALE_NARROW = (324, 246), 0.58


def draw(narrow=False):
    """Draw both, with the light on the reset gate and on what it scales."""
    (width, height), scale = (PANEL_NARROW, SCALE_NARROW) if narrow else (PANEL, SCALE)
    corners = ((0, height), (0, 0)) if narrow else ((0, 0), (width, 0))
    figure, axes = kit.canvas(height=(2 if narrow else 1) * height / 72, narrow=narrow)
    for (x, y), reset in zip(corners, ("after", "before"), strict=True):
        kit.gru(axes, {"reset", "candidate"}, reset=reset, origin=(x + 10, y + 4), scale=scale, brief=True)
        axes.text(x + 12, y + height - 18, f"reset {reset} the product", size=12)
    return figure
