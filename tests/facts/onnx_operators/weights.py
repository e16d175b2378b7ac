"""The blocks, biases, reset gate and activations of ONNX's operators."""

import numpy as np
import onnx

from tests.facts.observations import (
    gru_activation,
    gru_order,
    gru_sample,
    lstm_activation,
    lstm_order,
    named,
    reset,
    update_keeps,
)
from tests.facts.onnx_operators.operator import names_of, refuses, run
from tests.facts.probes import ONNX, seen
from tests.reference import oracles
from tests.reference.oracles import OPSET

D, H = 3, 5
BLOCKS = {"LSTM": 4, "GRU": 3, "RNN": 1}


def one(value: float) -> np.ndarray:
    return np.full((1, 1, 1), float(value))


def lstm_step(biases, c0):
    feed = {"X": one(0), "W": np.zeros((1, 4, 1)), "R": np.zeros((1, 4, 1)), "B": [[*biases, 0, 0, 0, 0]]}
    _, h, c = run("LSTM", feed | {"initial_h": one(0), "initial_c": one(c0)}, hidden_size=1)
    return h.item(), c.item()


def gru_with(biases, h0, back=(0, 0, 0)):
    feed = {"X": one(0), "W": np.zeros((1, 3, 1)), "R": np.reshape(back, (1, 3, 1)), "B": [[*biases, 0, 0, 0]]}
    return (run("GRU", feed | {"initial_h": one(h0)}, hidden_size=1)[1].item(),)


def gru_step(biases, h0):
    back = [float(gru_with([30 * (k == block) for k in range(3)], 0)[0] > 0.1) for block in range(3)]
    return gru_with(biases, h0, back)


@ONNX("lstm.order")
def _():
    return lstm_order(lstm_step)


@ONNX("gru.order")
def _():
    return gru_order(gru_step)


def sizes(operator: str, directions: int = 1) -> dict[str, np.ndarray]:
    """The least that the operator takes, all weights 1."""
    rows = BLOCKS[operator] * H
    return {
        "X": np.ones((2, 1, D)),
        "W": np.ones((directions, rows, D)),
        "R": np.ones((directions, rows, H)),
        "B": np.ones((directions, 2 * rows)),
    }


@ONNX("lstm.names.input", "lstm.names.recurrent", "lstm.names.bias")
def _(name):
    inputs, _ = names_of("LSTM")
    found = []
    for own in inputs:  # which of the inputs multiplies X, which the state, and which is added to both
        feed = sizes("LSTM") | {"initial_h": np.ones((1, 1, H)), "X": np.ones((1, 1, D)) / 9}
        if own not in ("W", "R", "B"):
            continue
        moved = []
        for still in ("X", "initial_h"):
            quiet = {key: 0.1 * array for key, array in feed.items()} | {still: np.zeros(feed[still].shape)}
            less = quiet | {own: 0 * quiet[own]}
            moved.append(bool((run("LSTM", quiet, hidden_size=H)[1] != run("LSTM", less, hidden_size=H)[1]).any()))
        found.append((tuple(moved), own))
    wanted = {"input": (False, True), "recurrent": (True, False), "bias": (True, True)}[name.rpartition(".")[2]]
    return dict(found)[wanted]


@ONNX("lstm.shape.input", "lstm.shape.recurrent", "lstm.shape.bias", "gru.shape.input", "gru.shape.recurrent")
def _(name):
    kind, _, part = name.split(".")
    operator, own = kind.upper(), {"input": "W", "recurrent": "R", "bias": "B"}[part]
    feed = sizes(operator, directions=2)
    assert not refuses(operator, feed, hidden_size=H, direction="bidirectional")
    shape = feed[own].shape
    for axis in range(len(shape)):  # no other size will do
        less = feed | {own: np.delete(feed[own], 0, axis)}
        assert refuses(operator, less, hidden_size=H, direction="bidirectional"), f"{own} of another shape is taken"
    letters = {2: "directions", D: "D", H: "H", 3 * H: "3H", 4 * H: "4H", 8 * H: "8H"}
    return f"({', '.join(letters[size] for size in shape)})"


@ONNX("lstm.biases", "gru.biases", "rnn.biases")
def _(name):
    operator = name.partition(".")[0].upper()
    feed = sizes(operator)
    rows = BLOCKS[operator] * H
    fits = [
        count for count in (1, 2, 3) if not refuses(operator, feed | {"B": np.ones((1, count * rows))}, hidden_size=H)
    ]
    return seen(len(fits), {1: fits[0]})


@ONNX("lstm.peepholes")
def _():
    feed = sizes("LSTM") | {"initial_c": np.ones((1, 1, H))}
    without, with_p = (run("LSTM", one, hidden_size=H)[2] for one in (feed, feed | {"P": np.ones((1, 3 * H))}))
    return seen(bool((without != with_p).any()), {True: "optional", False: "none"})


@ONNX("lstm.peephole_order")
def _():
    def step(at: int) -> tuple[bool, bool]:
        """Whether block `at` of P moves c, and h alone: the candidate writes 1 or nothing."""
        moved = []
        for g in (0.0, 30.0):
            roles = lstm_order(lstm_step).split(", ")
            biases = [g if role == "g" else 0.0 for role in roles]
            feed = {"X": one(0), "W": np.zeros((1, 4, 1)), "R": np.zeros((1, 4, 1)), "B": [[*biases, 0, 0, 0, 0]]}
            feed |= {"initial_c": one(1)}
            peep = feed | {"P": [[3.0 * (k == at) for k in range(3)]]}
            (_, h, c), (_, h_p, c_p) = run("LSTM", feed, hidden_size=1), run("LSTM", peep, hidden_size=1)
            moved.append((abs(c - c_p).item() > 1e-3, abs(h - h_p).item() > 1e-3))
        return tuple(moved)

    names = {
        ((False, False), (True, True)): "i",  # moves c only when there is something to write
        ((True, True), (True, True)): "f",
        ((False, True), (False, True)): "o",
    }
    return ", ".join(names.get(step(at), "?") for at in range(3))


@ONNX("gru.reset")
def _():
    return reset(gru_states())


@ONNX("gru.reset_with_one")
def _():
    return reset(gru_states(linear_before_reset=1))


def gru_states(**attributes) -> np.ndarray:
    """The states (T, B, H) for `gru_sample()`."""
    p, xs, h0 = gru_sample()
    W, U, b_W, b_U = (oracles.blocks(array, [1, 0, 2]) for array in p)
    feed = {"X": xs, "W": W[None], "R": U[None], "B": np.concatenate([b_W, b_U])[None], "initial_h": h0[None]}
    return run("GRU", feed, hidden_size=U.shape[1], **attributes)[0][:, 0]


@ONNX("gru.reset_argument")
def _():
    taken = [name for name in onnx.defs.get_schema("GRU", OPSET).attributes if "reset" in name]
    moved = [name for name in taken if reset(gru_states(**{name: 1})) != reset(gru_states(**{name: 0}))]
    return ", ".join(moved)


@ONNX("gru.linear_before_reset")
def _():
    same = [value for value in (0, 1) if np.array_equal(gru_states(), gru_states(linear_before_reset=value))]
    return seen(len(same), {1: same[0]})


@ONNX("gru.update_keeps")
def _():
    return update_keeps(gru_step)


@ONNX("lstm.activation", "lstm.recurrent_activation", "gru.activation", "gru.recurrent_activation")
def _(name):
    kind, which = name.split(".")
    return lstm_activation(which, lstm_step) if kind == "lstm" else gru_activation(which, gru_step)


@ONNX("rnn.activation")
def _():
    feed = {"X": one(0.7), "W": one(1), "R": one(0)}
    return named(run("RNN", feed, hidden_size=1)[1].item())


@ONNX("lstm.activations")
def _():
    feed = sizes("LSTM") | {"X": np.ones((2, 1, D)) / 9}
    plain = run("LSTM", feed, hidden_size=H)
    words = ["Sigmoid", "Tanh", "Tanh"]
    said = run("LSTM", feed, hidden_size=H, activations=words)
    return seen(all(map(np.array_equal, plain, said)), {True: ", ".join(words)})
