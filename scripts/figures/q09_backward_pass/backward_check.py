"""A gradient check over the width of the difference: right code has a valley, wrong code a plateau."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Error of a gradient check over the width of its differences. Right code falls to 1e-10 at a width of 1e-5, then "
    "rises again; each of five faults stays above 0.03 at every width and for every seed; right code checked in "
    "float32 stays above 7e-5."
)
CAPTION = (
    "Right code has a valley: left of it rounding dominates, right of it the third derivative. No fault falls below "
    "0.037<!-- = min(data('backward_faults').check.candidate_only['-5'].values) -->. Lines: geometric means of "
    "5<!-- = len(settings('backward_faults').seeds) --> seeds; bands: smallest to largest."
)
NAMES = {
    "no_sum": "no sum over time",
    "no_c_path": "cell path dropped",
    "c_for_c_prev": "own c for previous",
    "no_h_path": "hidden path dropped",
    "candidate_only": "candidate's U alone",
}


def arrays() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return for the right code, for it in float32 and for each fault the widths (N,) and the errors (S, N)."""
    measured = kit.data("backward_faults")
    rows = {fault: measured.check[fault] for fault in ("none", *NAMES)} | {"float32": measured.float32}
    found = {}
    for name, row in rows.items():
        decades = sorted(row, key=int)
        errors = np.array([row[decade]["values"] for decade in decades]).T
        found[name] = (np.array([10.0 ** int(decade) for decade in decades]), errors)
    return found


def draw(narrow=False):
    """Plot the valley of the right code, the plateaus of the faults, and the shallow valley of float32."""
    plotted = arrays()
    figure = kit.figure(height=4.8 if narrow else 4.6, narrow=narrow)
    axes = figure.add_subplot(xlabel="width of the difference, ε")
    kit.title_y(axes, "relative error of the check")
    kit.log_decades(axes.xaxis, every=2 if narrow else 1)
    kit.log_decades(axes.yaxis, every=2)
    plateaus = []
    for name, label in NAMES.items():
        widths, errors = plotted[name]
        plateaus += _line(axes, widths, errors, kit.FORGET, lw=1.6, label=label)
    _line(axes, *plotted["float32"], kit.INPUT, ls=kit.DASHES[kit.INPUT])
    _line(axes, *plotted["none"], kit.INK, marker="o", ms=5)
    axes.set(xlim=(6e-11, 0.12), ylim=(2e-11, 3))
    if narrow:  # the names of the faults would take the width of the plot
        axes.text(4e-4, 1.2e-2, "five faults", color=kit.FORGET, ha="center")
        axes.text(1e-10, 4e-4, "right code,\nfloat32", color=kit.INPUT)
        axes.text(1.5e-6, 1e-7, "right code,\nfloat64", ha="center")
        return figure
    axes.text(1.6e-7, 3e-8, "right code, float64")
    axes.text(1.5e-8, 4e-3, "right code, float32", color=kit.INPUT)
    kit.end_labels(axes, plateaus)
    return figure


def _line(axes, widths: np.ndarray, errors: np.ndarray, colour: str, **style) -> list:
    axes.fill_between(widths, errors.min(0), errors.max(0), color=colour, alpha=0.15, lw=0)
    return axes.plot(widths, np.exp(np.log(errors).mean(0)), color=colour, **style)
