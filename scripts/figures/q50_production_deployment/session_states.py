"""Who owns the state: sessions load it into a batch, one step runs, and the rows go back under session and version."""

from matplotlib.patches import FancyBboxPatch

from scripts.figures import kit

ALT = (
    "Frames of the sessions s1, s2 and s3 are stacked into one batch with the states that the store has for them. "
    "One step with weights v7 gives answers and new states, saved again. The state of s1 is used; that of s2 is of "
    "v6 and s3 has none, so both begin at zero."
)
CAPTION = (
    "The step keeps nothing: states come from the store and go back to it, under session and version. A state of "
    "another version is not used."
)
SERVED = "v7"
STORED = {"s1": "v7", "s2": "v6", "s3": None}


def arrays() -> dict[str, list[str]]:
    """Return the sessions, the version of each one's stored state, and what each begins from."""
    begins = ["own state" if version == SERVED else "zeros" for version in STORED.values()]
    return {"sessions": list(STORED), "versions": [version or "none" for version in STORED.values()], "begins": begins}


def box(axes, x, y, width, height, text, tone=kit.INK):
    """Draw a box around its middle, with its text."""
    corner = (x - width / 2, y - height / 2)
    shape = FancyBboxPatch(corner, width, height, boxstyle="round,pad=0,rounding_size=5", fc=kit.PAPER, ec=tone, lw=1.5)
    axes.add_patch(shape)
    axes.text(x, y, text, ha="center", va="center", size=10.5, linespacing=1.3)


def arrow(axes, *points, tone=kit.INK):
    """Draw a line through the points, with a head at its end."""
    xs, ys = zip(*points, strict=True)
    axes.plot(xs, ys, color=tone, lw=1.5, solid_joinstyle="round")
    style = {"arrowstyle": "-|>", "color": tone, "lw": 1.5, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 11}
    axes.annotate("", points[-1], points[-2], arrowprops=style)


def store(axes, left, top, width):
    """Draw the store: a row for each session."""
    plotted = arrays()
    height = 22 * (len(plotted["sessions"]) + 1) + 4
    box(axes, left + width / 2, top - height / 2, width, height, "", kit.CANDIDATE)
    columns = (left + 12, left + 0.3 * width, left + 0.6 * width)
    rows = [("session", "state of", "begins from"), *zip(*plotted.values(), strict=True)]
    for row, cells in enumerate(rows):
        y = top - 14 - 22 * row
        for x, cell in zip(columns, cells, strict=True):
            axes.text(x, y, cell, va="center", size=10.5, color=kit.MUTED if row == 0 else kit.INK)
    return top - height


def draw(narrow=False):
    """Draw requests, batch, step and answers over the store; on a phone from top to bottom."""
    figure, axes = kit.canvas(height=(320 if narrow else 222) / 72, narrow=narrow)
    step = f"one step\nweights {SERVED}"
    if narrow:
        for n, name in enumerate(STORED):
            box(axes, 92 + 70 * n, 300, 58, 24, f"{name}: $x$")
        axes.plot([92, 92, 232, 232], [288, 278, 278, 288], color=kit.INK, lw=1.5)
        arrow(axes, (162, 288), (162, 266))
        box(axes, 162, 246, 130, 38, "stack to a batch\n$x$, $h$, $c$")
        arrow(axes, (162, 226), (162, 190))
        box(axes, 162, 170, 130, 38, step)
        arrow(axes, (228, 170), (272, 170))
        axes.text(278, 170, "$y$", va="center", size=13)
        store(axes, 40, 106, 244)
        arrow(axes, (66, 107), (66, 246), (96, 246), tone=kit.CANDIDATE)
        axes.text(58, 176, "load\n$h$, $c$", ha="right", va="center", size=10.5)
        arrow(axes, (162, 150), (162, 107), tone=kit.CANDIDATE)
        axes.text(170, 128, "save $h\u2032$, $c\u2032$", va="center", size=10.5)
        return figure
    for n, name in enumerate(STORED):
        box(axes, 48, 206 - 33 * n, 70, 24, f"{name}: $x$")
    axes.plot([84, 104, 104, 84], [206, 206, 140, 140], color=kit.INK, lw=1.5)
    arrow(axes, (84, 173), (130, 173))
    box(axes, 192, 173, 120, 44, "stack to a batch\n$x$, $h$, $c$")
    arrow(axes, (253, 173), (306, 173))
    box(axes, 362, 173, 108, 44, step)
    arrow(axes, (417, 173), (462, 173))
    axes.text(470, 173, "$y$", va="center", size=13)
    store(axes, 132, 104, 290)
    arrow(axes, (192, 105), (192, 150), tone=kit.CANDIDATE)
    axes.text(184, 127, "load $h$, $c$", ha="right", va="center", size=10.5)
    arrow(axes, (362, 150), (362, 105), tone=kit.CANDIDATE)
    axes.text(370, 127, "save $h\u2032$, $c\u2032$", va="center", size=10.5)
    return figure
