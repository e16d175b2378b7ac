"""An LSTM of two units whose weights are set by hand, so that what it holds is known."""

import torch

from scripts.experiments.networks.recurrent import Recurrent, start

SHUT, OPEN, SMALL = -20.0, 20.0, 0.01


def network(task: str) -> Recurrent:
    """Unit 0 writes a hundredth of a marked value and reads it back a hundredfold; unit 1 leaks and is not read.

    For `sum` the forget gate of unit 0 is open at every step, for `last` it shuts at a mark.
    """
    made = start("lstm", 2, 2, 1, 0)
    i, f, g, o = ([2 * block, 2 * block + 1] for block in range(4))
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.zero_()
        W, b = made.layer.weight_ih_l0, made.layer.bias_ih_l0
        W[i[0], 1], b[i[0]] = OPEN - SHUT, SHUT
        W[f[0], 1], b[f[0]] = (0.0 if task == "sum" else SHUT - OPEN), OPEN
        W[g, 0] = SMALL
        b[o] = OPEN
        made.readout.weight[0, 0] = 1 / SMALL
    return made
