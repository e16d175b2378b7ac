"""How wrong each fault makes the gradient, and how little of that the training shows."""

import numpy as np

from scripts.figures import kit

ALT = (
    "The right and five faulty backward passes: error of the first gradient, and share right after training. On short "
    "sentences three faults with errors of 0.02 to 0.35 do as well as the right one; on long ones the dropped hidden "
    "path falls to chance."
)
CAPTION = (
    "A dot is a seed. Left: length of faulty minus right gradient over that of the right one, at the first update with "
    "10<!-- = settings('backward_faults').conditions.short.T --> words. Middle and right: share of test sentences "
    "whose number is right after 400<!-- = settings('backward_faults').updates --> updates with that gradient; dashed: "
    "always the commonest answer. $H = 16$<!-- = settings('backward_faults').H -->, forget bias "
    "1<!-- = settings('backward_faults').conditions.short.forget_bias -->, Adam, norm clipped at "
    "1<!-- = settings('backward_faults').clip -->."
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
    """Draw a row a backward pass: its error, and what training with it reaches."""
    panels, measured = arrays(), kit.data("backward_faults")
    figure = kit.figure(height=3.8, narrow=narrow)
    error, *shares = figure.subplots(1, 3, sharey=True)
    rows = {fault: row for row, fault in enumerate(reversed(NAMES))}
    error.set_title("gradient error")
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
        axes.set_xticks([0, 0.5, 1])
    error.set(xlim=(-0.04, 1), ylim=(-0.6, len(NAMES) - 0.4))
    error.set_yticks(list(rows.values()), [NAMES[fault] for fault in rows])
    error.tick_params(axis="y", labelcolor=kit.INK, labelsize=11)
    for axes, name in zip(shares, CONDITIONS, strict=True):
        axes.set_title(f"right, {kit.settings('backward_faults').conditions[name].T} words")
        axes.set_xlim(0.4, 1)
        axes.set_xticks([0.5, 0.75, 1])
        axes.axvline(measured[name].commonest_answer, color=kit.MUTED, lw=1.2, ls=(0, (4, 3)), zorder=0)
    return figure
