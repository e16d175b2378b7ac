"""What Flax's loop over time, `RNN`, takes and returns: shapes, the carry, lengths, the state between calls."""

import flax.linen as nn
import jax
import numpy as np

from tests.facts.probes import FLAX, seen

T, B = 5, 3
X = np.random.default_rng(1).normal(size=(B, T, 4)).astype("float32")


WEIGHTS = nn.RNN(nn.LSTMCell(7)).init(jax.random.key(0), X)


def loop(carry_and_all: bool = False, x: np.ndarray = X, **call):
    """What `RNN` with 7 units makes of x (B, T, 4)."""
    if carry_and_all:
        call["return_carry"] = True
    return jax.tree.map(np.array, nn.RNN(nn.LSTMCell(7)).apply(WEIGHTS, x, **call))


@FLAX("lstm.input_shape")
def _():
    changed = X.copy()
    changed[1, 0] += 1.0
    moved = (loop(x=changed) != loop()).any((1, 2))
    return seen(tuple(moved.tolist()), {(False, True, False): "(B, T, D)"})


@FLAX("lstm.output_shape")
def _():
    return seen(loop().shape, {(B, T, 7): "(B, T, H)"})


@FLAX("lstm.returns")
def _():
    whole, shorter = loop(), loop(x=X[:, :2])
    return seen(np.allclose(whole[:, :2], shorter, atol=1e-6), {True: "the outputs of every step"})


@FLAX("lstm.returns_with_state")
def _():
    carry, outputs = loop(carry_and_all=True)
    return seen((isinstance(carry, tuple), outputs.shape == (B, T, 7)), {(True, True): "carry, outputs"})


@FLAX("lstm.carry")
def _():
    (first, second), outputs = loop(carry_and_all=True)
    fits = tuple(np.allclose(one, outputs[:, -1], atol=1e-6) for one in (first, second))
    return seen(fits, {(False, True): "(c, h)", (True, False): "(h, c)"})


@FLAX("lstm.state_shape")
def _():
    return seen({part.shape for part in loop(carry_and_all=True)[0]} == {(B, 7)}, {True: "(B, H)"})


LENGTHS = np.array([2, 5, 3])


@FLAX("lstm.mask_argument")
def _():
    with_lengths, without = (loop(carry_and_all=True, seq_lengths=one)[0][1] for one in (LENGTHS, None))
    return "none" if np.array_equal(with_lengths, without) else "seq_lengths"


@FLAX("lstm.padded_last")
def _():
    (_, h), outputs = loop(carry_and_all=True, seq_lengths=LENGTHS)
    own = [np.allclose(h[k], outputs[k, length - 1], atol=1e-6) for k, length in enumerate(LENGTHS)]
    return seen(all(own), {True: "each sequence's own last step"})


@FLAX("lstm.padded_output")
def _():
    outputs = loop(seq_lengths=LENGTHS)
    return seen(np.allclose(outputs, loop()), {True: "computed on, not zeroed"})


@FLAX("lstm.state.start")
def _():
    zeros = (np.zeros((B, 7), "float32"),) * 2
    return seen(np.array_equal(loop(), loop(initial_carry=zeros)), {True: "zeros"})


@FLAX("lstm.state.carried")
def _():
    layer = nn.RNN(nn.LSTMCell(7))
    weights = layer.init(jax.random.key(0), X)
    return "no" if np.array_equal(layer.apply(weights, X), layer.apply(weights, X)) else "yes"


@FLAX("lstm.state.argument")
def _():
    ones = (np.ones((B, 7), "float32"),) * 2
    return "none" if np.array_equal(loop(), loop(initial_carry=ones)) else "initial_carry"


@FLAX("lstm.time_major", "lstm.return_carry", "lstm.reverse", "lstm.keep_order", "lstm.unroll")
def _(name):
    return getattr(nn.RNN(nn.LSTMCell(7)), name.partition(".")[2])
