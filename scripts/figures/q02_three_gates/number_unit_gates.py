"""The unit that looks like the memory and the unit that is, over the words of one sentence."""

import numpy as np
from matplotlib.patches import Rectangle

from scripts.figures import kit

ALT = (
    "Two units of one LSTM over 'the keys to the old cabinet are gone'. Unit 5 has the highest forget gates, but "
    "nearly the same cell state for key and keys before the verb. In unit 11 the two lie far apart, although its input "
    "gate stays open at cabinet: its candidate writes the subject's number again."
)
CAPTION = (
    "In unit 11<!-- = data('number_units').example.strongest.unit -->, rows $c$ and *$c$, key* (the twin sentence, "
    '"the key to the old cabinet is gone") have opposite signs up to the verb. 1 is the effect of swapping all units.'
)
WORDS = ("keys", "to", "the", "old", "cabinet", "are", "gone")  # from the second word of the sentence on
ROWS = (
    ("i", "plural", "$i$", kit.INPUT),
    ("f", "plural", "$f$", kit.FORGET),
    ("o", "plural", "$o$", kit.OUTPUT),
    ("g", "plural", "$g$", kit.CANDIDATE),
    ("g", "singular", "$g$, key", kit.CANDIDATE),
    ("c", "plural", "$c$", kit.INK),
    ("c", "singular", "$c$, key", kit.INK),
)
UNITS = ("keeps_most", "strongest")
DEEPEST = {kit.INK: 0.35}  # tint of a cell, so that ink can be read on it; 0.55 for colours
STEPS = 10  # of the tint: few styles make a small file
LARGEST = 5.0  # the cell state that gets it


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return for each of UNITS its number, the effect of swapping it, and the values (7, 7) of ROWS over WORDS."""
    measured = kit.data("number_units").example
    return {
        name: {
            "unit": np.array(measured[name].unit),
            "effect": np.array(measured[name].effect),
            "values": np.array([measured[name][number][part][1 : 1 + len(WORDS)] for part, number, _, _ in ROWS]),
        }
        for name in UNITS
    }


def draw(narrow=False):
    """Draw two tables of tinted numbers, one above the other."""
    width, height, left, head = (39.0, 20.0, 49.0, 52.0) if narrow else (60.0, 20.0, 74.0, 38.0)
    table = head + height * len(ROWS) + 12
    figure, axes = kit.canvas(height=len(UNITS) * table / 72, narrow=narrow)
    plotted = arrays()
    for place, (name, says) in enumerate(zip(UNITS, ("keeps most", "holds the number"), strict=True)):
        one, top = plotted[name], (len(UNITS) - place) * table - head
        title = (f"unit {one['unit']} {says}", f"swapped, it moves the answer by {one['effect']:.2f}")
        axes.text(8 if narrow else left, top + 22, ("\n" if narrow else "; ").join(title))
        for column, word in enumerate(WORDS):
            axes.text(left + (column + 0.5) * width, top + 6, word, size=10, color=kit.MUTED, ha="center")
        for row, (part, _, label, colour) in enumerate(ROWS):
            below = top - (row + 1) * height
            axes.text(left - 8, below + height / 2, label, color=colour, ha="right", va="center_baseline")
            for column, value in enumerate(one["values"][row]):
                size = min(1.0, abs(value) / (LARGEST if part == "c" else 1.0))
                place = (left + column * width + 1, below + 1)
                tint = DEEPEST.get(colour, 0.55) * round(size * STEPS) / STEPS
                axes.add_patch(Rectangle(place, width - 2, height - 2, fc=colour, alpha=tint, lw=0)).set_clip_on(False)
                shown = f"{value:.1f}".replace("-", "−")
                axes.text(left + (column + 0.5) * width, below + height / 2, shown, size=10, ha="center", va="center")
    return figure
