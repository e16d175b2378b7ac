"""The order in which the cell computes."""

from scripts.figures import kit

ALT = (
    "The forward pass in four steps on the cell drawing: compute three gates and the candidate from the old hidden "
    "state and the input; scale the old cell state; add the gated candidate; show the tanh of the sum through the "
    "output gate."
)
CAPTION = (
    "In full ink what each step computes, in order. Steps 2 and 3 are the two terms of "
    "$c_t = f_t \\odot c_{t-1} + i_t \\odot g_t$; no step needs one that comes later."
)
STEPS = (
    ("layers", "1  three gates, one candidate"),
    ("keep", "2  keep  $f_t \\odot c_{t{-}1}$"),
    ("add", "3  add  $i_t \\odot g_t$"),
    ("show", "4  show  $h_t = o_t \\odot \\tanh(c_t)$"),
)
PANEL, SCALE = (252, 200), 0.48


def draw(narrow=False):
    """Draw the cell four times, the light moving on."""
    figure, axes = kit.canvas(height=2 * PANEL[1] / 72, narrow=narrow)
    for place, (part, title) in enumerate(STEPS):
        left, bottom = (place % 2) * PANEL[0], (1 - place // 2) * PANEL[1]
        kit.cell(axes, {part}, origin=(left + 8, bottom + 10), scale=SCALE, brief=True)
        axes.text(left + 12, bottom + PANEL[1] - 20, title, size=12)
    return figure
