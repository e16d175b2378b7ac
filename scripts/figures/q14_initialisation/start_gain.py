"""What the matrix of the candidate adds to the forget gate at the start: singular values of a block, and the gain."""

import numpy as np

from scripts.figures import kit
from scripts.reference import initialise
from scripts.reference.activations import sigmoid

ALT = (
    "Singular values of the candidate's recurrent block: all 1 if it is orthogonal by itself, from 0 to 0.87 if the "
    "stack of four is. So at forget bias 1 a step carries on 0.98 of the cell state with the first, and 0.85 with the "
    "second."
)
CAPTION = (
    "At forget bias 1, compare the gain of a step with the forget gate alone: $U_g$ makes the difference. The gain is "
    "the largest modulus of an eigenvalue of $\\sigma(b_f) I + \\tfrac14 U_g$."
)
H = 128
STARTS = {
    "blocks": ("each block orthogonal", initialise.orthogonal, kit.CANDIDATE, "-"),
    "pytorch": ("PyTorch", initialise.torch_default, kit.INK, kit.DASHES[kit.INPUT]),
    "stack": ("stack orthogonal", initialise.keras_default, kit.INK, "-"),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the biases (N,), the forget gate (N,), and for each start its singular values (H,) and its gains (N,)."""
    biases = np.linspace(-1, 5, 61)
    gates = sigmoid(biases)
    plotted = {"biases": biases, "gates": gates}
    for name, (_, draw_weights, *_) in STARTS.items():
        U_g = np.split(draw_weights(H, H, np.random.default_rng(0)).U, 4)[2]
        plotted[f"{name}_singular"] = np.linalg.svd(U_g, compute_uv=False)
        eigenvalues = np.linalg.eigvals(U_g)
        plotted[f"{name}_gain"] = np.abs(gates[:, None] + 0.25 * eigenvalues).max(axis=1)
    return plotted


def draw(narrow=False):
    """Plot the singular values by rank, and the gain over the forget bias."""
    plotted = arrays()
    figure = kit.figure(height=6.0 if narrow else 3.7, narrow=narrow)
    figure.get_layout_engine().set(w_pad=0.08, h_pad=0.08)
    if narrow:
        left, right = figure.subplots(2, 1, height_ratios=(1, 1.4))
    else:
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.25))
    kit.title_y(left, "singular values of $U_g$")
    kit.title_y(right, "gain of a step")
    for name, (label, _, colour, dashes) in STARTS.items():
        left.plot(np.arange(1, H + 1), plotted[f"{name}_singular"], color=colour, ls=dashes)
        right.plot(plotted["biases"], plotted[f"{name}_gain"], color=colour, ls=dashes, label=label)
    right.plot(plotted["biases"], plotted["gates"], color=kit.FORGET, lw=1.4, label="forget gate alone")
    left.set(xlim=(1, H), ylim=(0, 1.3), xlabel="rank", xticks=[1, 64, 128])
    right.axhline(1, color=kit.RULE, lw=0.9, zorder=0)
    right.axvline(1, color=kit.RULE, lw=0.9, ls=(0, (4, 3)), zorder=0)
    for name in ("blocks", "stack"):
        at_one = np.interp(1, plotted["biases"], plotted[f"{name}_gain"])
        right.plot(1, at_one, "o", color=STARTS[name][2], ms=7)
    right.set(xlim=(-1, 5), ylim=(0.2, 1.3), xlabel="forget bias", xticks=range(-1, 6))
    figure.legend(*right.get_legend_handles_labels(), loc="outside lower left", ncols=2, fontsize=10)
    return figure
