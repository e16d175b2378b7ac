"""What a trained LSTM still gets right when its gate blocks are read in a wrong order."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Share right for all 24 block orders, five seeds, two tasks. The subject's number survives every order that leaves "
    "the candidate in place, and falls to chance in the other 18. Counting nouns survives almost none."
)
CAPTION = (
    "Circles: the candidate's block stays in its place. Triangles: it does not. One dot per seed, one column per order "
    "of the blocks; ringed: ONNX's order. Dashed: always the commonest answer."
)

TITLES = {"number": "number of the subject", "count": "how many nouns"}
RIGHT, ONNX = "ifgo", "iofg"
GAP = 1.5  # between groups, in columns


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return, per task, the share right by order (one value per seed) and that of the commonest answer."""
    measured = kit.data("slice_order")
    tasks = {}
    for task in TITLES:
        shares = {order: np.array(measured[task].order[order].values) for order in measured[task].order}
        tasks[task] = shares | {"baseline": np.array(measured[task].baseline.values)}
    return tasks


def columns() -> dict[str, float]:
    """Return the place of every order: the right one, those that move gates only, those that move the candidate."""
    orders = [order for order in arrays()["number"] if order != "baseline"]
    gates_only = [order for order in orders if order[2] == "g" and order != RIGHT]
    moved = [order for order in orders if order[2] != "g"]
    places = {RIGHT: 0.0}
    for group in (gates_only, moved):
        start = max(places.values()) + 1 + GAP
        places |= {order: start + k for k, order in enumerate(group)}
    return places


def draw(narrow=False):
    """Draw one panel per task, one column per order."""
    tasks, places = arrays(), columns()
    figure = kit.figure(height=4.8 if narrow else 4.6, narrow=narrow)
    panels = figure.subplots(2, 1, sharex=True, sharey=True)
    for axes, (task, title) in zip(panels, TITLES.items(), strict=True):
        axes.set_title(title)
        chance = tasks[task]["baseline"].mean()
        axes.axhline(chance, color=kit.MUTED, lw=1.2, ls=(0, (4, 3)), zorder=0)
        for order, place in places.items():
            stays = order[2] == "g"
            axes.plot(
                *(np.full(5, place), tasks[task][order]),
                marker="o" if stays else "^",
                ls="none",
                ms=6,
                mew=0,
                color=kit.INK if stays else kit.CANDIDATE,
                alpha=0.8,
                clip_on=False,
            )
        axes.plot(places[ONNX], tasks[task][ONNX].mean(), "o", ms=19, mfc="none", mec=kit.INK, mew=1.2, clip_on=False)
        axes.set(ylim=(-0.04, 1.04), yticks=[0, 0.5, 1], ylabel="share right")
        axes.tick_params(axis="x", length=0)
    panels[0].text(places[ONNX], 0.66, "ONNX", ha="center", color=kit.INK, fontsize=10)
    groups = (
        [RIGHT],
        [order for order in places if order[2] == "g" and order != RIGHT],
        [order for order in places if order[2] != "g"],
    )
    centres = [np.mean([places[order] for order in group]) for group in groups]
    panels[-1].set_xticks(centres, ["right", "gates\nshuffled", "candidate in a wrong place"])
    panels[-1].tick_params(axis="x", labelcolor=kit.INK, labelsize=11)
    return figure
