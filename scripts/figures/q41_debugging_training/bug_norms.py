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
    "Gradient norms over those without a bug: up, larger; down, smaller, by a factor over 2, 5 and 20 as the triangle "
    "grows; a dot, less. E: embedding, R: readout. Most bugs leave no trace."
)
BLOCKS = {"embedding": "E"} | {f"{matrix}_{gate}": gate for matrix in "WU" for gate in "ifgo"} | {"readout": "R"}
PHASES = {"early": "first tenth", "late": "last tenth"}
STEPS = (2.0, 5.0, 20.0)
SIZES = (5.0, 8.5, 12.0)  # points, of the triangles beyond each step
GAP = 0.8  # between the phases, in columns
HEAD = 4.2  # above the second phase where it stands below the first, in rows
TRACE = 5  # marks that a bug needs to stand in the narrow drawing, which splits the phases and cuts the other bugs


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


def traced(plotted: dict[str, dict[str, np.ndarray]]) -> list[str]:
    """Return the bugs that change at least TRACE norms by a factor of 2."""
    changed = {
        bug: sum(int((np.abs(np.log(ratios)) >= np.log(STEPS[0])).sum()) for ratios in phases.values())
        for bug, phases in plotted.items()
    }
    return [bug for bug, count in changed.items() if count >= TRACE]


def draw(narrow=False):
    """Draw a row for each bug and a column for each block, the phases side by side (narrow: one below the other)."""
    plotted = arrays()
    bugs = traced(plotted) if narrow else list(plotted)
    across, down = (0.0, len(bugs) + HEAD) if narrow else (len(BLOCKS) + GAP, 0.0)
    columns, rows = np.arange(len(BLOCKS)), np.arange(len(bugs))
    figure = kit.figure(height=5.6, narrow=narrow)
    axes = figure.add_subplot()
    for k, (phase, title) in enumerate(PHASES.items()):
        left, top = k * across, k * down
        for y, bug in enumerate(bugs):
            _triangles(axes, left + columns, top + y, plotted[bug][phase])
        for x, block in enumerate(BLOCKS.values()):
            axes.text(left + x, top - 1.0, block, ha="center", va="center_baseline")
        for first, label in ((1, "W"), (5, "U")):
            axes.plot(left + first + np.array([-0.3, 3.3]), [top - 1.5] * 2, color=kit.RULE)
            axes.text(left + first + 1.5, top - 1.7, label, ha="center")
        axes.text(left + columns.mean(), top - 2.6, title, ha="center")
    right, below = (len(PHASES) - 1) * across, (len(PHASES) - 1) * down
    axes.set(xlim=(-0.7, right + len(BLOCKS) - 0.3), ylim=(below + len(bugs) - 0.4, -3.2))
    axes.set_xticks([])
    axes.set_yticks([*rows, *(below + rows)] if narrow else rows, [NAMES[bug] for bug in bugs] * (1 + narrow))
    axes.tick_params(length=0, labelcolor=kit.INK, labelsize=11)
    for side in axes.spines.values():
        side.set_visible(False)
    if narrow:
        left_out = f"the other {len(plotted) - len(bugs)} bugs: at most two triangles each"
        figure.supxlabel(left_out, fontsize=10, color=kit.MUTED, x=0.98, ha="right")
    return figure


def _triangles(axes, x: np.ndarray, y: float, ratios: np.ndarray) -> None:
    """Plot a bug's ratios in one row: a dot for what is less than the first of STEPS, else a triangle."""
    factors = np.exp(np.abs(np.log(ratios)))
    quiet = factors < STEPS[0]
    axes.plot(x[quiet], np.full(quiet.sum(), y), "o", ms=2.5, color=kit.RULE, mew=0)
    for marker, colour, side in (("^", kit.FORGET, ratios > 1), ("v", kit.INPUT, ratios < 1)):
        for size, least, most in zip(SIZES, STEPS, (*STEPS[1:], np.inf), strict=True):
            here = side & (factors >= least) & (factors < most)
            axes.plot(x[here], np.full(here.sum(), y), marker, ls="none", ms=size, color=colour, mew=0)
