"""The order in which the cell computes."""

from scripts.figures.kit.cells import cells

ALT = (
    "The forward pass in four steps on the cell drawing: compute three gates and the candidate from the old hidden "
    "state and the input; scale the old cell state; add the gated candidate; show the tanh of the sum through the "
    "output gate."
)
CAPTION = (
    "Each panel lights what one step computes. Steps 2 and 3 are the two terms of "
    "$c_t = f_t \\odot c_{t-1} + i_t \\odot g_t$; no step needs the result of a later one."
)
STEPS = (
    ("layers", "1  layers", "three gates, one candidate"),
    ("keep", "2  keep", "$f_t \\odot c_{t{-}1}$"),
    ("add", "3  add", "$i_t \\odot g_t$"),
    ("show", "4  show", "$h_t = o_t \\odot \\tanh(c_t)$"),
)


def draw(narrow=False):
    """Draw the cell four times, the light moving on."""
    return cells(STEPS, ":  ", narrow)
