"""Which blocks' gradient norms a planted bug changes, at the start of training and at its end."""

import numpy as np

from scripts.figures import kit
from scripts.figures.q41_debugging_training.bug_checks import NAMES

ALT = (
    "Gradient norms by block with 15 bugs, against those without one. Softmax twice makes all small at first; an "
    "unshifted target and two directions, all small at the end; rate × 100, those of U at the end. No zero_grad makes "
    "all large at first. Nine bugs change few or none."
)
CAPTION = (
    "Mean norm of four seeds, after clipping, over that without a bug, in the first and last tenth of training. Up: "
    "larger, down: smaller, by a factor over 2, 5 and 20 as the triangle grows; a dot: less. E is the embedding, R the "
    "readout; W (input) and U (state) stand by gate."
)
BLOCKS = {"embedding": "E"} | {f"{matrix}_{gate}": gate for matrix in "WU" for gate in "ifgo"} | {"readout": "R"}
PHASES = {"early": "first tenth", "late": "last tenth"}
STEPS = (2.0, 5.0, 20.0)
SIZES = (5.0, 8.5, 12.0)  # points, of the triangles beyond each step
GAP = 0.8  # between the phases, in columns


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return by bug and phase the norms over those without a bug, in the order of `BLOCKS`."""
    bugs = kit.data("training_bugs").bugs
    right = bugs["none"]
    return {
        name: {
            phase: np.array([bugs[name][phase][block].mean / right[phase][block].mean for block in BLOCKS])
            for phase in PHASES
        }
        for name in NAMES
        if name != "none"
    }


def draw(narrow=False):
    """Draw a row a bug, a column a block, the phases side by side."""
    plotted = arrays()
    figure = kit.figure(height=5.6, narrow=narrow)
    axes = figure.add_subplot()
    columns = np.arange(len(BLOCKS))
    starts = {phase: k * (len(BLOCKS) + GAP) for k, phase in enumerate(PHASES)}
    for down, of_bug in enumerate(plotted.values()):
        for phase, ratios in of_bug.items():
            factors, x = np.exp(np.abs(np.log(ratios))), starts[phase] + columns
            quiet = factors < STEPS[0]
            axes.plot(x[quiet], np.full(quiet.sum(), down), "o", ms=2.5, color=kit.RULE, mew=0)
            for marker, colour, side in (("^", kit.FORGET, ratios > 1), ("v", kit.INPUT, ratios < 1)):
                for k, size in enumerate(SIZES):
                    above = STEPS[k + 1] if k + 1 < len(STEPS) else np.inf
                    here = side & (factors >= STEPS[k]) & (factors < above)
                    axes.plot(x[here], np.full(here.sum(), down), marker, ls="none", ms=size, color=colour, mew=0)
    ticks = np.concatenate([start + columns for start in starts.values()])
    for start, title in zip(starts.values(), PHASES.values(), strict=True):
        for first, count, label in ((1, 4, "W"), (5, 4, "U")):
            axes.text(start + first + (count - 1) / 2, -1.75, label, ha="center", color=kit.INK)
            axes.plot([start + first - 0.3, start + first + count - 0.7], [-1.6, -1.6], color=kit.RULE, clip_on=False)
        axes.text(start + columns.mean(), -2.6, title, ha="center", color=kit.INK)
    axes.set(xlim=(-0.7, ticks[-1] + 0.7), ylim=(len(plotted) - 0.4, -0.7))
    axes.set_xticks(ticks, list(BLOCKS.values()) * len(PHASES))
    axes.set_yticks(range(len(plotted)), [NAMES[bug] for bug in plotted])
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelcolor=kit.INK, labelsize=11)
    for side in axes.spines.values():
        side.set_visible(False)
    return figure
