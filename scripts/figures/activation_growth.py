"""How fast the cell state can grow: one bounded function on the way round keeps the growth linear."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Largest cell state of untrained LSTMs with recurrent weights four times PyTorch's. With tanh on the candidate, on "
    "the output or on both it stays below 300 for 300 steps. With ReLU on both it grows exponentially, beyond 1e20."
)
CAPTION = (
    "Largest $|c|$ among 32 units and 32 sequences so far, five seeds a cell, $H = 32$, forget bias 1, $U$ four times "
    "as large as PyTorch starts it. Inputs as in the adding problem. With PyTorch's own $U$ every curve stays below 1.1."
)
CELLS = {
    "tanh": ("tanh and tanh", kit.CANDIDATE, "-"),
    "relu_candidate": ("ReLU candidate", kit.INPUT, kit.DASHES[kit.INPUT]),
    "relu_output": ("ReLU output", kit.OUTPUT, kit.DASHES[kit.OUTPUT]),
    "relu": ("ReLU, both", kit.FORGET, kit.DASHES[kit.CANDIDATE]),
}
SCALES = (1, 4)
