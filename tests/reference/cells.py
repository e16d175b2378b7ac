"""The reference's cells as the loop over time takes them, each with a state to start from and a loss to send back."""

from typing import NamedTuple

import numpy as np
from numpy.testing import assert_allclose

from scripts.reference import gru, lstm, over_time, rnn
from tests.reference.samples import B, D, H, T, gru_params, lstm_params, normal, rnn_params


class Hidden(NamedTuple):
    """The state of a simple RNN."""

    h: np.ndarray  # (B, H)


class HiddenAndCell(NamedTuple):
    """The state of an LSTM."""

    h: np.ndarray  # (B, H)
    c: np.ndarray  # (B, H)


LSTM = over_time.Cell(lstm.step, lstm.step_backward)
RNN = over_time.Cell(rnn.step, rnn.step_backward)
GRU = gru.RESET_AFTER

# Each cell with its parameters, a state to start from and one that a loss may send to the last state.
SAMPLES = {
    "lstm": (
        *(LSTM, lstm_params()),
        *(HiddenAndCell(normal(60 + k, B, H), normal(62 + k, B, H)) for k in range(2)),
    ),
    "rnn": (RNN, rnn_params(), Hidden(normal(60, B, H)), Hidden(normal(61, B, H))),
    "gru": (GRU, gru_params(), gru.State(normal(60, B, H)), gru.State(normal(61, B, H))),
}


def inputs():
    return normal(64, T, B, D)


def upstream():
    return normal(65, T, B, H)


def sample(name: str) -> tuple[over_time.Run, over_time.Arrays]:
    """A run of the cell, of copies that a test may change, and what a loss sends to the last state."""
    cell, p, start, dlast = SAMPLES[name]
    copied = [given._make(array.copy() for array in given) for given in (start, p)]
    return over_time.forward(cell, inputs(), *copied), dlast


def flat(grads: over_time.Grads) -> dict[str, np.ndarray]:
    return {"xs": grads.dxs, **grads.dstart._asdict(), **grads.dp._asdict()}


def assert_same(ours: over_time.Grads, theirs, tolerance: float = 0.0):
    for (name, mine), other in zip(flat(ours).items(), theirs, strict=True):
        assert_allclose(mine, other, rtol=0, atol=tolerance, err_msg=name)
