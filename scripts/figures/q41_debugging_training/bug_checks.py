"""Which check exposes which planted bug: a matrix of alarms, with a training without a bug on top."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Matrix of 15 bugs against 11 checks and 4 looks at the trained network. Without a bug nothing fires. The loss at "
    "the start exposes 1 bug, overfitting one batch 9, the loss curve 6. Cut windows escape every check and show only "
    "at the steps that need memory."
)
CAPTION = (
    "A full square is an alarm in all 4<!-- = len(settings('training_bugs').seeds) --> seeds, a pale one in as many as "
    "it says. Before the gap: checks on the untrained network; behind it, looks at the trained one."
)
NAMES = {
    "none": "no bug",
    "unshifted": "target not shifted",
    "shifted_twice": "target shifted twice",
    "inputs_sorted": "inputs sorted alone",
    "windows_cut": "windows of 4 steps",
    "pads_counted": "padding in loss",
    "pads_divide": "padding in divisor",
    "axes_swapped": "axes swapped",
    "both_directions": "two directions",
    "state_carried": "state carried over",
    "state_detached": "state detached",
    "forget_shut": "forget gate shut",
    "softmax_twice": "softmax twice",
    "rate_too_high": "rate × 100",
    "gradients_add": "no zero_grad",
    "layer_left_out": "LSTM not optimised",
}
CHECKS = {
    "first_loss": "loss at start",
    "targets": "targets",
    "future": "future",
    "others": "other rows",
    "twice": "ask twice",
    "padding": "padding",
    "reach": "reach",
    "gates": "gates",
    "step_size": "step size",
    "own_gradient": "own gradient",
    "overfit": "one batch",
}
LOOKS = {"curve": "loss curve", "norms": "gradient norms", "served": "served loss", "memory": "memory steps"}
GAP = 0.7  # between the checks and the looks, in columns
# On a phone: the columns without which some bug would stay unseen, and the loss at the start.
ON_A_PHONE = ("first_loss", "targets", "future", "padding", "reach", "overfit", "curve", "memory")


def arrays() -> dict[str, dict[str, int]]:
    """Return by bug and by check or look the number of seeds in which it raised the alarm."""
    measured = kit.data("training_bugs")
    pairs, right = measured.baselines.pairs, measured.bugs["none"]

    def values(leaf) -> np.ndarray:
        return np.array(leaf["values"])

    def far(bug) -> np.ndarray:
        ratios = [
            values(bug[phase][block]) / right[phase][block].mean
            for phase in ("early", "late")
            for block in right[phase]
        ]
        return np.any((np.array(ratios) > 3) | (np.array(ratios) < 1 / 3), axis=0)

    def looks(bug) -> dict[str, np.ndarray]:
        reported, served = values(bug.reported), values(bug.served.loss)
        return {
            "curve": (reported < 0.1) | (reported > pairs),
            "norms": far(bug),
            "served": np.abs(served - reported) > 0.1,
            "memory": values(bug.served.key) < 0.5,
        }

    return {
        name: {check: measured.checks[name][check].alarms for check in CHECKS}
        | {look: int(alarms.sum()) for look, alarms in looks(measured.bugs[name]).items()}
        for name in NAMES
    }


def draw(narrow=False):
    """Draw a row a bug, a column a check."""
    alarms = arrays()
    seeds = max(max(row.values()) for row in alarms.values())
    columns = {name: label for name, label in (CHECKS | LOOKS).items() if not narrow or name in ON_A_PHONE}
    places = {name: k + (GAP if name in LOOKS else 0) for k, name in enumerate(columns)}
    figure = kit.figure(height=5.9, narrow=narrow)
    axes = figure.add_subplot()
    points = [(places[name], down, row[name]) for down, row in enumerate(alarms.values()) for name in columns]
    x, y, counts = np.array(points).T
    for chosen, marker, size, colour, alpha in (
        (counts == 0, "o", 2.5, kit.RULE, 1),
        (counts == seeds, "s", 15, kit.FORGET, 1),
        ((counts > 0) & (counts < seeds), "s", 15, kit.FORGET, 0.25),
    ):
        axes.plot(x[chosen], y[chosen], marker, ls="none", ms=size, color=colour, mew=0, alpha=alpha)
    for across, down, count in points:
        if 0 < count < seeds:
            axes.text(across, down, str(count), ha="center", va="center_baseline", color=kit.INK, fontsize=10)
    axes.axhline(0.5, color=kit.RULE, lw=0.9)
    axes.set(xlim=(-0.6, max(places.values()) + 0.6), ylim=(len(alarms) - 0.4, -0.6))
    axes.set_xticks(list(places.values()), list(columns.values()), rotation=90)
    axes.set_yticks(range(len(alarms)), [NAMES[bug] for bug in alarms])
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelcolor=kit.INK, labelsize=11)
    for side in axes.spines.values():
        side.set_visible(False)
    if narrow:
        left_out = f"{len(CHECKS | LOOKS) - len(columns)} columns more on a wide screen"
        figure.supxlabel(left_out, fontsize=10, color=kit.MUTED, x=0.98, ha="right")
    return figure
