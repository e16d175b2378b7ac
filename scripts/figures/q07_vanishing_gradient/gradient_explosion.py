"""An LSTM whose gradients explode although every forget gate is below 1."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Norm of the Jacobian of (h, c) over k steps in random LSTMs. With recurrent weights of variance 1/H it falls to "
    "0.04 after 40 steps; with 16/H it grows to about 800, while the largest product of forget gates falls below 0.1."
)
CAPTION = (
    "With large recurrent weights the norm of $\\partial(h,c)_T/\\partial(h,c)_{T-k}$ grows (thick), although every "
    "gate is below 1 and the direct path shrinks (dashed). Medians of "
    "20<!-- = settings('gradient_by_lag').jacobian.draws --> random LSTMs; band: all at "
    "$16/H$<!-- = max(settings('gradient_by_lag').jacobian.variances) -->."
)


def arrays() -> dict[str, np.ndarray]:
    """Return the lags (L,), the norms (3, 20, L) in the order of the variances, and `direct` (20, L) for the last."""
    jacobian = kit.data("gradient_by_lag").jacobian
    variances = kit.settings("gradient_by_lag").jacobian.variances
    lags = list(jacobian["1"].norm)
    return {
        "lags": np.array(lags, dtype=int),
        "norms": np.array([[jacobian[v].norm[k]["values"] for k in lags] for v in variances]).swapaxes(1, 2),
        "direct": np.array([jacobian[variances[-1]].direct[k]["values"] for k in lags]).T,
        "largest_gate": np.array([jacobian[v].largest_forget_gate for v in variances]),
    }


def draw(narrow=False):
    """Plot the three medians and the direct path."""
    plotted, settings = arrays(), kit.settings("gradient_by_lag").jacobian
    figure = kit.figure(height=4.0, narrow=narrow)
    axes = figure.add_subplot(xlabel="steps back, k", xlim=(0, settings.T))
    kit.title_y(axes, "norm of the Jacobian")
    kit.log_decades(axes.yaxis, every=1)
    axes.axhline(1.0, color=kit.RULE, lw=0.9, zorder=0)
    explosive = plotted["norms"][-1]
    axes.fill_between(plotted["lags"], explosive.min(0), explosive.max(0), color=kit.INK, alpha=0.12, lw=0)
    lines = []
    for variance, norms, width in zip(settings.variances, plotted["norms"], (1.2, 1.8, 2.6), strict=True):
        label = f"$U$ variance ${variance}/H$"
        lines += axes.plot(plotted["lags"], np.median(norms, axis=0), color=kit.INK, lw=width, label=label)
    direct = np.median(plotted["direct"], axis=0)
    direct_label = f"direct path, ${settings.variances[-1]}/H$"
    lines += axes.plot(plotted["lags"], direct, color=kit.FORGET, ls=kit.DASHES[kit.INPUT], label=direct_label)
    axes.set_ylim(1e-4, 1e5)
    kit.end_labels(axes, lines)
    return figure
