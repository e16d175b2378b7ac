"""How wrong each fault makes the gradient, and how little of that the training shows."""

import numpy as np

from scripts.figures import kit

ALT = (
    "The right and five faulty backward passes: error of the first gradient, and share right after training. On short "
    "sentences three faults with errors of 0.02 to 0.35 do as well as the right one; on long ones the dropped hidden "
    "path falls to chance."
)
CAPTION = (
    "Compare how wrong the first gradient is with what training by it reaches: the share of sentences whose number is "
    "right. Each dot is one seed; dashed: always the commonest answer."
)
NAMES = {
    "none": "right code",
    "c_for_c_prev": "own c for previous",
    "candidate_only": "candidate's U alone",
    "no_h_path": "hidden path dropped",
    "no_c_path": "cell path dropped",
    "no_sum": "no sum over time",
}
CONDITIONS = ("short", "long")


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return by panel and backward pass the value of each seed: `error` of the first gradient, `short` and `long`."""
    measured = kit.data("backward_faults")
    panels = {"error": {fault: np.array(measured.short.gradient[fault]["values"]) for fault in NAMES}}
    for name in CONDITIONS:
        panels[name] = {fault: np.array(measured[name].accuracy[fault]["values"]) for fault in NAMES}
    return panels


def draw(narrow=False):
    """Draw one row per backward pass: its error, and what training with it reaches."""
    panels, measured = arrays(), kit.data("backward_faults")
    figure = kit.figure(height=7.2 if narrow else 3.8, narrow=narrow)
    figure.get_layout_engine().set(h_pad=0.08)
    error, *shares = figure.subplots(3, 1) if narrow else figure.subplots(1, 3, sharey=True)
    rows = {fault: row for row, fault in enumerate(reversed(NAMES))}
    error.set_title("error of the first gradient" if narrow else "gradient error")
    for axes, panel in zip((error, *shares), panels.values(), strict=True):
        for fault, values in panel.items():
            colour, marker = (kit.INK, "o") if fault == "none" else (kit.FORGET, "D")
            axes.plot(
                values, np.full(len(values), rows[fault]), marker, color=colour, ms=7, mew=0, alpha=0.6, clip_on=False
            )
        axes.grid(axis="y")
        axes.set_axisbelow(True)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.set_ylim(-0.6, len(NAMES) - 0.4)
    for axes in (error, *shares) if narrow else (error,):
        axes.set_yticks(list(rows.values()), [NAMES[fault] for fault in rows])
        axes.tick_params(axis="y", labelcolor=kit.INK, labelsize=10 if narrow else 11)
    error.set(xlim=(-0.04, 1), xticks=[0, 0.5, 1])
    for axes, name in zip(shares, CONDITIONS, strict=True):
        words = f"{kit.settings('backward_faults').conditions[name].T} words"
        axes.set_title(f"share right after training, {words}" if narrow else f"right, {words}")
        axes.set_xlim(0.4, 1)
        axes.set_xticks([0.5, 0.75, 1])
        axes.axvline(measured[name].commonest_answer, color=kit.MUTED, lw=1.2, ls=(0, (4, 3)), zorder=0)
    return figure
