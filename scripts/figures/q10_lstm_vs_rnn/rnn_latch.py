"""What a tanh unit pays for ignoring its input: the gradient of its own past goes with it."""

import numpy as np

from scripts.figures import kit
from scripts.reference.activations import sigmoid, tanh, tanh_slope

ALT = (
    "A tanh unit that holds a value by its own recurrent weight u. From u = 1 to u = 3 its response to an input falls "
    "from 1 to 0.01, and with it the gradient's factor for each step, to 0.03: a unit that ignores its input loses the "
    "gradient to its past."
)
CAPTION = (
    "Factors of one step at the fixed point $h = \\tanh(u h)$: $1 - h^2$ for an input, $u (1 - h^2)$ for the past. "
    "LSTM: the direct factor at forget bias 5, whatever the input gate does."
)
STEPS = 2000  # iterations to the fixed point; near u = 1 it is approached slowly


def arrays() -> dict[str, np.ndarray]:
    """Return u, the response to the input, the gradient's factor for each step, and the LSTM's factor at bias 5."""
    u = np.linspace(1.0, 3.5, 101)
    h = np.ones_like(u)
    for _ in range(STEPS):
        h = tanh(u * h)
    h[0] = 0.0  # at u = 1 the fixed point is 0; the iteration reaches it as slowly as 1/sqrt(steps)
    slope = tanh_slope(h)
    return {"u": u, "response": slope, "factor": u * slope, "lstm": sigmoid(5.0) * np.ones_like(u)}


def draw(narrow=False):
    """Plot response and factor over the recurrent weight."""
    plotted = arrays()
    figure = kit.figure(height=3.6, narrow=narrow)
    axes = figure.add_subplot(xlabel="recurrent weight u", xlim=(1, 3.5))
    kit.title_y(axes, "factor of one step")
    kit.log_decades(axes.yaxis)
    lines = [
        *axes.plot(plotted["u"], plotted["lstm"], color=kit.FORGET, ls=kit.DASHES[kit.CANDIDATE], label="LSTM, past"),
        *axes.plot(plotted["u"], plotted["factor"], color=kit.INK, label="RNN, past"),
        *axes.plot(plotted["u"], plotted["response"], color=kit.INPUT, ls=kit.DASHES[kit.INPUT], label="RNN, input"),
    ]
    axes.set_ylim(2e-3, 1.6)
    kit.end_labels(axes, lines)
    return figure
