"""Does the input gate open at the marked steps? In the unit that keeps the sum, and in the layer as a whole."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Input gate, size of the candidate and forget gate at marked and unmarked steps of the adding problem, five seeds. "
    "Over all 32 units the input gate is only a little higher at marked steps. In the unit that keeps the sum the "
    "input gate opens from 0.01 to 0.8, and of the three it alone does."
)
CAPTION = (
    "Follow the input gate: over all units it rises a little at marked steps; in the unit that keeps the sum it opens "
    "there alone. Bars span the middle nine tenths, marks are medians."
)
PARTS = {
    "i": ("input gate $i_t$", kit.INPUT, "s"),
    "g": ("candidate $|g_t|$", kit.CANDIDATE, "v"),
    "f": ("forget gate $f_t$", kit.FORGET, "D"),
}
WHERE = {"all": "all {} units", "keeper": "the unit that keeps the sum"}
WHEN = ("unmarked", "marked")
SHARES = ("low", "median", "high")


def arrays() -> dict[str, np.ndarray]:
    """Return for each place and part the shares (2, 3, S): unmarked and marked; low, median, high; seeds."""
    inside = kit.data("input_gate").inside.whole
    return {
        f"{where}_{part}": np.array([[inside[where][part][when][share]["values"] for share in SHARES] for when in WHEN])
        for where in WHERE
        for part in PARTS
    }


def draw(narrow=False):
    """Plot a pair of bars for each seed, with a column for each part and a row for each place."""
    plotted = arrays()
    figure, panels = kit.small_multiples(
        len(WHERE), len(PARTS), height=5.4 if narrow else 4.6, narrow=narrow, across=len(PARTS)
    )
    for row, where in enumerate(WHERE):
        for column, (part, (name, colour, marker)) in enumerate(PARTS.items()):
            axes = panels[row, column]
            for when, aside, filled in zip(WHEN, (-0.16, 0.16), (False, True), strict=True):
                low, median, high = plotted[f"{where}_{part}"][WHEN.index(when)]
                seeds = np.arange(len(median)) + aside
                axes.vlines(seeds, low, high, color=colour, lw=3.2 if filled else 1.2)
                face = colour if filled else kit.PAPER
                axes.plot(seeds, median, marker, color=colour, mfc=face, mec=colour, ms=6, mew=1.2)
            axes.set_xticks([])
            axes.set_xlim(-0.7, len(median) - 0.3)
            axes.set_ylim(-0.03, 1.05)
            if row == 0:
                axes.set_title(name.replace(" $", "\n$") if narrow else name, color=colour)
    titles = [title.format(kit.settings("input_gate").H) for title in WHERE.values()]
    if narrow:
        figure.suptitle(titles[0], x=0.115, ha="left", fontsize=11)
        panels[1, 0].set_title(titles[1].replace(" that ", " that\n"))
    else:
        for axes, title in zip(panels[:, -1], titles, strict=True):
            axes.annotate(title, (1.05, 0.5), xycoords="axes fraction", rotation=270, va="center")
    marks, pairs = "hollow: unmarked steps; filled: marked steps", "one pair per seed"
    figure.supxlabel(f"{marks}\n{pairs}" if narrow else f"{marks}; {pairs}", fontsize=11)
    return figure
