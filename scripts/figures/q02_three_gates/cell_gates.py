"""What each gate acts on, and that the candidate is what one of them acts on."""

from scripts.figures.kit.cells import cells

ALT = (
    "The LSTM cell four times. Each gate is a sigmoid whose value multiplies something: the forget gate the old cell "
    "state, the input gate the candidate, the output gate the tanh of the new cell state. The candidate, a tanh, is "
    "itself multiplied."
)
CAPTION = (
    "Each panel lights one learned layer, from what it reads to the product that it enters. All four read $h_{t-1}$ "
    "and $x_t$; three are factors, the fourth is what one of them scales."
)
PANELS = (
    ("forget", "forget gate", "on  $c_{t{-}1}$"),
    ("input", "input gate", "on  $g_t$"),
    ("output", "output gate", "on  $\\tanh(c_t)$"),
    ("candidate", "candidate", "scaled by  $i_t$"),
)


def draw(narrow=False):
    """Draw the cell four times, the light on one learned layer at a time."""
    return cells(PANELS, ",  ", narrow)
