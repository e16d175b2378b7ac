"""What K numbers rebuild of a day that was not seen, LSTM autoencoder and PCA, and where days lie in a code of two."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Held-out days of electricity demand. Learned from 582 days, LSTM codes of one or two numbers have half of PCA's "
    "error; of eight, a little more even after four times the updates. From 67 days the LSTM's error stops falling "
    "after four. In a code of two the half-years mostly lie apart, without labels."
)
CAPTION = (
    "With few numbers and enough days the LSTM wins; with eight, longer training brings it near PCA. Lines are means "
    "over seeds."
)
CURVES = {
    "lstm few": ("LSTM, 67 days", kit.FORGET, "o"),
    "lstm many": ("LSTM, 582 days", kit.INPUT, "s"),
    "pca many": ("PCA, 582 days", kit.MUTED, ""),
}


def arrays() -> dict[str, np.ndarray]:
    """Return what is plotted: the errors over the size of the code, and the plane of codes.

    Sizes (4,); for each of CURVES the errors (4, seeds); those of the longer training (seeds,) at its size; the codes
    (N, 2) with their season (N,).
    """
    measured, sizes = kit.data("code_size"), kit.settings("code_size").sizes
    made = {"sizes": np.array(sizes)}
    for name in ("few", "many"):
        made[f"lstm {name}"] = np.array([measured.lstm[name][K].error["values"] for K in sizes])
        made[f"pca {name}"] = np.array([[measured.pca[name][K].error] for K in sizes])
    made |= {"longer": np.array(measured.longer.error["values"]), "size": kit.settings("code_size").longer.size}
    return made | {"codes": np.array(measured.plane.codes), "season": np.array(measured.plane.season)}


def draw(narrow=False):
    """Plot the errors over the size of the code, and the held-out days in the plane of two numbers."""
    plotted = arrays()
    figure = kit.figure(height=6.2 if narrow else 3.3, narrow=narrow)
    errors, plane = figure.subplots(2, 1) if narrow else figure.subplots(1, 2)
    for name, (label, colour, marker) in CURVES.items():
        values = plotted[name]
        if marker:
            for seeds in values.T:
                errors.plot(plotted["sizes"], seeds, marker, color=colour, ms=3.5, alpha=0.6, mew=0)
        errors.plot(plotted["sizes"], values.mean(axis=1), color=colour, ls=kit.DASHES.get(colour, "-"), label=label)
    longer = plotted["longer"]
    errors.plot(np.full(longer.shape, plotted["size"]), longer, "D", color=kit.INPUT, ms=4, mew=0, alpha=0.6)
    errors.annotate(
        f"LSTM, {kit.settings('code_size').longer.times} times the updates",
        (plotted["size"], longer.min()),
        (4, -20),
        textcoords="offset points",
        color=kit.INPUT,
        fontsize=10,
        ha="right",
    )
    errors.set(xscale="log", yscale="log", ylim=(0.0065, 0.14), xlabel="numbers in the code")
    errors.set_xticks(plotted["sizes"], [str(K) for K in plotted["sizes"]])
    errors.set_yticks([0.01, 0.02, 0.05, 0.1], ["0.01", "0.02", "0.05", "0.1"])
    errors.minorticks_off()
    errors.set_title("error on held-out days", loc="left", fontsize=11)
    errors.legend(loc="upper right", fontsize=10, frameon=False)
    for season, (name, colour, marker) in enumerate(
        (("October to March", kit.INPUT, "o"), ("April to September", kit.FORGET, "^"))
    ):
        x, y = plotted["codes"][plotted["season"] == season].T
        plane.plot(x, y, marker, color=colour, ms=4, mew=0, alpha=0.8, label=name)
    plane.set(xlabel="first number", ylabel="second number", ylim=(-2.35, 0.75))
    plane.set_title("held-out days in a code of two", loc="left", fontsize=11)
    plane.legend(loc="lower right", fontsize=10, frameon=False, handletextpad=0.2)
    return figure
