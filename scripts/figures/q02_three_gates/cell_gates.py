"""What each gate acts on, and that the candidate is what one of them acts on."""

from scripts.figures import kit

ALT = (
    "The LSTM cell four times. Each gate is a sigmoid whose value multiplies something: the forget gate the old cell "
    "state, the input gate the candidate, the output gate the tanh of the new cell state. The candidate, a tanh, is "
    "itself multiplied."
)
CAPTION = (
    "In full ink one learned layer, from what it reads to the product that it enters. All four read $h_{t-1}$ and "
    "$x_t$; three of them are factors, the fourth is what a factor scales."
)
PANELS = (
    ("forget", "forget gate, on  $c_{t{-}1}$"),
    ("input", "input gate, on  $g_t$"),
    ("output", "output gate, on  $\\tanh(c_t)$"),
    ("candidate", "candidate, scaled by  $i_t$"),
)
PANEL, SCALE = (252, 200), 0.48


def draw(narrow=False):
    """Draw the cell four times, the light on one learned layer at a time."""
    figure, axes = kit.canvas(height=2 * PANEL[1] / 72, narrow=narrow)
    for place, (part, title) in enumerate(PANELS):
        left, bottom = (place % 2) * PANEL[0], (1 - place // 2) * PANEL[1]
        kit.cell(axes, {part}, origin=(left + 8, bottom + 10), scale=SCALE, brief=True)
        axes.text(left + 12, bottom + PANEL[1] - 20, title, size=12)
    return figure
