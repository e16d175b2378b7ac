"""TODO: the one claim that the figure makes, in a line"""

import numpy as np

from scripts.figures import kit

ALT = "TODO: ALT, 60 to 300 characters that say what is found, for those who cannot see it"
CAPTION = "TODO: CAPTION, in at most 35 words what to see first"


def arrays() -> dict[str, np.ndarray]:
    """Return what is plotted, so that the test can assert the claim on it."""
    return {"steps": np.arange(11)}  # TODO: arrays, from scripts.reference or kit.data("NAME"), never from a sketch


def draw(narrow=False):
    """Plot the arrays, also for a phone: in 324 points of width, panels one below the other."""
    figure, axes = kit.canvas(height=3, narrow=narrow)
    axes.text(162 if narrow else 252, 108, ha="center", s="TODO: draw, what CAPTION explains")
    return figure
