"""The same decoder in training and in generation: which token it is fed next, and what one wrong token does."""

import numpy as np
from matplotlib.patches import FancyBboxPatch

from scripts.figures import kit
from scripts.reference import teacher_forcing

ALT = (
    "The first four steps of one decoder. The tokens due are The, keys, are, lost. At step 2 it says key. Under "
    "teacher forcing it is fed keys, the true token, all the same, and is right again. Running free it is fed its own "
    "key, says is, and goes on from a prefix that is not in the data."
)
CAPTION = (
    "The first four steps. Follow the arrows into the lowest row: the true token is fed in training, the model's own "
    "in generation. Framed: tokens that are not the one due."
)
WORDS = ("<s>", "The", "keys", "are", "lost", "key", "is")
START, TARGET = 0, (1, 2, 3, 4)
PANELS = {  # what the decoder says at each step, and whether the next input is the true token
    "Training: teacher forcing": ((1, 5, 3, 4), True),
    "Generation: running free": ((1, 5, 6, 4), False),
}
ROWS = {"due": 118, "says": 94, "fed": 14}
BOX, MIDDLE = (42, 30), 56
PANEL = 162


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return by panel the tokens due, said and fed, (4,) each, as places in WORDS."""
    made, due = {}, np.array(TARGET)[:, None]
    for title, (says, true) in PANELS.items():
        said = np.array(says)[:, None]
        fed = teacher_forcing.fed(due, said, np.full((3, 1), true), START)
        made[title] = {"due": due[:, 0], "says": said[:, 0], "fed": fed[:, 0]}
    return made


def draw(narrow=False):
    """Draw both panels, one above the other."""
    left, pitch = (70, 70) if narrow else (118, 108)
    figure, axes = kit.canvas(height=2 * PANEL / 72, narrow=narrow)

    def arrow(*points: tuple[float, float], **look) -> None:
        style = {"color": kit.INK, "lw": 1.2} | look
        axes.plot(*zip(*points[:-1], strict=True), **style)
        axes.annotate("", points[-1], points[-2], arrowprops={"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, **style})

    for n, (title, tokens) in enumerate(arrays().items()):
        base = (1 - n) * PANEL
        axes.text(8, base + 142, title, size=12, weight="bold")
        source = "due" if PANELS[title][1] else "says"
        for name, y in {**ROWS, "$h,\\,c$": MIDDLE}.items():
            axes.text(8, base + y, name, size=11, color=kit.MUTED, va="center_baseline")
        for t in range(len(TARGET)):
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
            arrow((x, base + 24), (x, base + MIDDLE - BOX[1] / 2))
            arrow((x, base + MIDDLE + BOX[1] / 2), (x, base + 86))
            before = (x - pitch + BOX[0] / 2, base + MIDDLE) if t else (x - BOX[0] / 2 - 14, base + MIDDLE)
            arrow(before, (x - BOX[0] / 2, base + MIDDLE), color=kit.MUTED)
            for name, y in ROWS.items():
                word = WORDS[tokens[name][t]]
                right = WORDS[tokens["due"][t - 1]] if name == "fed" and t else WORDS[tokens["due"][t]]
                wrong = word != right and word != "<s>"
                frame = {"boxstyle": "round,pad=0.2", "fc": "none", "ec": kit.FORGET, "lw": 1.4} if wrong else None
                tone = kit.MUTED if name == "due" else kit.INK
                axes.text(x, base + y, word, size=11.5, ha="center", va="center_baseline", color=tone, bbox=frame)
            if t + 1 < len(TARGET):
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
