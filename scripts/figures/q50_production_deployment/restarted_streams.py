"""What a restarted server answers, frame by frame, by the state that it goes on from."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Share answered right over eight frames since the restart. The kept state stays at 0.95 or more. Three replayed "
    "frames give 0.80 to 0.84, zeros 0.68 to 0.70. Another version's state climbs from 0.20 to 0.54, another speaker's "
    "from 0 to 0.17."
)
CAPTION = (
    "Zeros stay well below the kept state; another version's or another speaker's state begins far lower still. "
    "Speakers of JapaneseVowels; dots are five seeds, lines means."
)
SERIES = {
    "kept": ("kept", kit.INK, "-"),
    "replayed": ("3 frames replayed", kit.INPUT, kit.DASHES[kit.INPUT]),
    "zeros": ("zeros", kit.CANDIDATE, kit.DASHES[kit.CANDIDATE]),
    "other_version": ("other version's", kit.FORGET, kit.DASHES[kit.FORGET]),
    "stranger": ("stranger's", kit.OUTPUT, kit.DASHES[kit.OUTPUT]),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the frames since the restart (8,), the largest class, and by case the shares right (8, S)."""
    measured, after = kit.data("lost_state"), kit.settings("lost_state").after
    frames = range(1, after + 1)
    shares = {name: np.array([measured[name].right[n]["values"] for n in frames]) for name in SERIES}
    return {"frames": np.array(frames), "commonest": np.array(measured.commonest), **shares}


def draw(narrow=False):
    """Plot every seed and the means, with the largest class."""
    plotted = arrays()
    figure = kit.figure(height=4.4 if narrow else 3.6, narrow=narrow)
    axes = figure.add_subplot(xlabel="frames since the restart", ylim=(-0.03, 1.03), xticks=plotted["frames"])
    kit.title_y(axes, "share of the streams answered right")
    axes.axhline(plotted["commonest"], color=kit.RULE, lw=1.2, zorder=0)
    axes.annotate(
        "largest class", (5, plotted["commonest"]), (0, 4), textcoords="offset points", ha="center", color=kit.MUTED
    )
    lines = []
    for name, (label, colour, dashes) in SERIES.items():
        for seed in plotted[name].T:
            axes.plot(plotted["frames"], seed, "o", color=colour, ms=3, alpha=0.5, mew=0)
        lines += axes.plot(plotted["frames"], plotted[name].mean(1), color=colour, ls=dashes, label=label)
    kit.end_labels(axes, lines, gap=14)
    return figure
