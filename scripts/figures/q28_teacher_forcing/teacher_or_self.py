"""The same decoder in training and in generation: which token it is fed next, and what one wrong token does."""

import numpy as np
from matplotlib.patches import FancyBboxPatch

from scripts.figures import kit
from scripts.reference import teacher_forcing

ALT = (
    "One decoder, four steps. After The it says are instead of keys. Under teacher forcing it is fed keys all the "
    "same, and the rest is right. Running free it reads The are, with which none of the data's three sentences begins, "
    "and goes on wrong: The are lost here."
)
CAPTION = (
    "Follow the arrows into the row fed: the truth in training, the model's own token in generation. Framed: tokens "
    "not due, and prefixes with which no sentence of the data begins."
)
WORDS = ("<s>", "The", "keys", "are", "lost", "here", "doors", "shut")
START = 0
DATA = ((1, 2, 3, 4), (1, 2, 3, 5), (1, 6, 3, 7))  # the first is the one that is due
PANELS = {  # what the decoder says at each step, and whether the next input is the true token
    "Training: teacher forcing": ((1, 3, 3, 4), True),
    "Generation: running free": ((1, 3, 4, 5), False),
}
ROWS = {"due": 162, "says": 138, "fed": 58, "prefix": 34, "in data": 12}
BOX, MIDDLE = (42, 30), 100
PANEL, TOP = 208, 44


def text(tokens) -> str:
    """The words of these places."""
    return " ".join(WORDS[token] for token in tokens)


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return by panel the tokens due, said and fed, (4,) each, as places in WORDS, and by step how many sentences of
    the DATA begin with what has been fed.
    """
    made, due = {}, np.array(DATA[0])[:, None]
    for title, (says, true) in PANELS.items():
        said = np.array(says)[:, None]
        fed = teacher_forcing.fed(due, said, np.full((3, 1), true), START)[:, 0]
        begin = [sum(sentence[:t] == tuple(fed[1 : t + 1]) for sentence in DATA) for t in range(len(fed))]
        made[title] = {"due": due[:, 0], "says": said[:, 0], "fed": fed, "in data": np.array(begin)}
    return made


def draw(narrow=False):
    """Draw the data, and below them both panels, one above the other."""
    left, pitch = (70, 70) if narrow else (118, 108)
    figure, axes = kit.canvas(height=(2 * PANEL + TOP) / 72, narrow=narrow)
    axes.text(8, 2 * PANEL + 30, "The data", size=12, weight="bold", va="center_baseline")
    for n, sentence in enumerate(DATA):
        x = 8 + n * (107 if narrow else 160)
        axes.text(x, 2 * PANEL + 8, text(sentence), size=10.5, va="center_baseline")

    def arrow(*points: tuple[float, float], **look) -> None:
        style = {"color": kit.INK, "lw": 1.2} | look
        axes.plot(*zip(*points[:-1], strict=True), **style)
        axes.annotate("", points[-1], points[-2], arrowprops={"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, **style})

    for n, (title, tokens) in enumerate(arrays().items()):
        base = (1 - n) * PANEL
        axes.text(8, base + 184, title, size=12, weight="bold")
        source = "due" if PANELS[title][1] else "says"
        for name, y in {**ROWS, "$h,\\,c$": MIDDLE}.items():
            axes.text(8, base + y, name, size=11, color=kit.MUTED, va="center_baseline")
        for t in range(len(DATA[0])):
            x = left + t * pitch
            axes.add_patch(
                FancyBboxPatch(
                    (x - BOX[0] / 2, base + MIDDLE - BOX[1] / 2),
                    *BOX,
                    boxstyle="round,pad=0,rounding_size=5",
                    fc="none",
                    ec=kit.INK,
                    lw=1.0,
                )
            )
            axes.text(x, base + MIDDLE, "LSTM", size=10, ha="center", va="center_baseline")
            arrow((x, base + 68), (x, base + MIDDLE - BOX[1] / 2))
            arrow((x, base + MIDDLE + BOX[1] / 2), (x, base + 130))
            before = (x - pitch + BOX[0] / 2, base + MIDDLE) if t else (x - BOX[0] / 2 - 14, base + MIDDLE)
            arrow(before, (x - BOX[0] / 2, base + MIDDLE), color=kit.MUTED)
            begin, due = tokens["in data"][t], [START, *tokens["due"]]
            column = {name: (WORDS[tokens[name][t]], tokens[name][t] != due[t + 1]) for name in ("due", "says")}
            column["fed"] = (WORDS[tokens["fed"][t]], tokens["fed"][t] != due[t])
            column["prefix"] = (text(tokens["fed"][1 : t + 1]) or "(empty)", False)
            column["in data"] = (f"{begin} of {len(DATA)}", begin == 0)
            for name, (word, wrong) in column.items():
                frame = {"boxstyle": "round,pad=0.2", "fc": "none", "ec": kit.FORGET, "lw": 1.4} if wrong else None
                tone = kit.MUTED if name in ("due", "in data") and not wrong else kit.INK
                axes.text(
                    x,
                    base + ROWS[name],
                    word,
                    size=10.5 if name == "prefix" else 11.5,
                    ha="center",
                    va="center_baseline",
                    color=tone,
                    bbox=frame,
                )
            if t + 1 < len(DATA[0]):
                gap = x + pitch / 2
                top, low = base + ROWS[source] + 0.5, base + ROWS["fed"]
                arrow(
                    (x + 19, top),
                    (gap, top),
                    (gap, low),
                    (x + pitch - 19, low),
                    color=kit.INPUT,
                    lw=1.6,
                    ls="-" if source == "due" else kit.DASHES[kit.INPUT],
                )
    return figure
