"""What Keras's layers take and return: shapes, last states, masks, the state between calls."""

import numpy as np

from tests.facts.keras_layers.weights import KINDS, numpy
from tests.facts.probes import KERAS, seen
from tests.reference.oracles import keras

T, B, D, H = 5, 3, 4, 7
NAMES = {T: "T", B: "B", D: "D", H: "H", 2 * H: "2H"}
X = np.random.default_rng(1).normal(size=(B, T, D)).astype("float32")


def lettered(array) -> str:
    return f"({', '.join(NAMES[size] for size in numpy(array).shape)})"


def layer(kind: str = "lstm", **arguments):
    keras.utils.set_random_seed(0)
    return KINDS[kind](H, **arguments)


def run(layer, *inputs, **arguments):
    found = layer(*inputs, **arguments)
    return [numpy(one) for one in found] if isinstance(found, list | tuple) else numpy(found)


@KERAS("lstm.input_shape")
def _():
    lstm = layer(return_sequences=True)
    changed = X.copy()
    changed[1, 0] += 1.0
    moved = (run(lstm, changed) != run(lstm, X)).any((1, 2))  # a change at B, T = 1, 0 moves that sequence alone
    return seen(tuple(moved.tolist()), {(False, True, False): "(B, T, D)"})


@KERAS("lstm.returns")
def _():
    last = run(layer(), X)
    return seen(np.array_equal(last, run(layer(return_sequences=True), X)[:, -1]), {True: "the last output"})


@KERAS("lstm.returns_with_state")
def _():
    lstm = layer(return_sequences=True, return_state=True)
    hs, h, c = run(lstm, X)
    on = run(lstm, X[:, 3:], initial_state=run(lstm, X[:, :3])[1:])[0]  # goes on as if there had been no cut
    right = np.array_equal(hs[:, -1], h) and not np.allclose(h, c) and np.allclose(on, hs[:, 3:], atol=1e-6)
    return seen(right, {True: "output, h, c"})


@KERAS("gru.returns_with_state")
def _():
    output, *states = run(layer("gru", return_state=True), X)
    return seen((len(states), np.array_equal(output, states[0])), {(1, True): "output, h"})


@KERAS("lstm.output_shape")
def _():
    return lettered(layer()(X))


@KERAS("lstm.output_shape_sequences")
def _():
    return lettered(layer(return_sequences=True)(X))


@KERAS("lstm.state_shape")
def _():
    h, c = layer(return_state=True)(X)[1:]
    return lettered(h) if lettered(h) == lettered(c) else f"{lettered(h)} and {lettered(c)}"


@KERAS("lstm.bidirectional_output_shape")
def _():
    return lettered(keras.layers.Bidirectional(layer())(X))


def both_ways() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The last output of a bidirectional layer, and those of its two layers alone, each at its last step."""
    both = keras.layers.Bidirectional(layer())
    joined = run(both, X)
    forward, backward = layer(), layer()
    forward(X), backward(X)
    forward.set_weights(both.forward_layer.get_weights())
    backward.set_weights(both.backward_layer.get_weights())
    return joined, run(forward, X), run(backward, X[:, ::-1])


@KERAS("lstm.bidirectional_join")
def _():
    joined, forward, backward = both_ways()
    return seen(np.allclose(joined, np.concatenate([forward, backward], axis=1), atol=1e-6), {True: "concatenated"})


@KERAS("lstm.bidirectional_last")
def _():
    joined, forward, backward = both_ways()
    ends = (np.allclose(joined[:, :H], forward, atol=1e-6), np.allclose(joined[:, H:], backward, atol=1e-6))
    return seen(ends, {(True, True): "forward at the last step, backward at the first step"})


@KERAS("bidirectional.merge_mode")
def _():
    return keras.layers.Bidirectional(layer()).merge_mode


@KERAS("embedding.mask_zero")
def _():
    return keras.layers.Embedding(3, 2).compute_mask(np.array([[1, 0]])) is not None


@KERAS("masking.mask_value")
def _():
    x = np.array([[[0.0], [1.0], [-1.0]]])
    mask = numpy(keras.layers.Masking().compute_mask(x))[0]
    return float(x[0, ~mask].item())


MASK = np.array([[True, True, False, False, True]] * B)


@KERAS("lstm.mask_argument")
def _():
    return "none" if np.allclose(run(layer(), X, mask=MASK), run(layer(), X)) else "mask"


@KERAS("lstm.masked_step")
def _():
    kept = np.allclose(run(layer(), X, mask=MASK), run(layer(), X[:, MASK[0]]), atol=1e-6)
    return seen(kept, {True: "state kept"})


@KERAS("lstm.masked_output")
def _():
    hs = run(layer(return_sequences=True), X, mask=MASK)
    again = np.array_equal(hs[:, 2], hs[:, 1]) and np.array_equal(hs[:, 3], hs[:, 1]) and hs[:, 1].all()
    return seen((again, not hs[:, 2].any()), {(True, False): "the output before, again", (False, True): "zeros"})


@KERAS("lstm.zero_output_for_mask")
def _():
    return not run(layer(return_sequences=True), X, mask=MASK)[:, 2].any()


@KERAS("lstm.state.start")
def _():
    zeros = [np.zeros((B, H), "float32")] * 2
    return seen(np.array_equal(run(layer(), X), run(layer(), X, initial_state=zeros)), {True: "zeros"})


@KERAS("lstm.state.carried")
def _():
    lstm = layer()
    return "no" if np.array_equal(run(lstm, X), run(lstm, X)) else "yes"


@KERAS("lstm.state.argument")
def _():
    ones = [np.ones((B, H), "float32")] * 2
    return "none" if np.array_equal(run(layer(), X), run(layer(), X, initial_state=ones)) else "initial_state"


@KERAS("lstm.state.stateful")
def _():
    lstm = layer(stateful=True, return_sequences=True)
    first, second = run(lstm, X[:, :3]), run(lstm, X[:, 3:])
    whole = run(layer(return_sequences=True), X)
    return seen(np.allclose(np.concatenate([first, second], 1), whole, atol=1e-6), {True: "carried to the next batch"})


@KERAS("lstm.state.reset")
def _():
    lstm = layer(stateful=True)
    first, second = run(lstm, X), run(lstm, X)
    lstm.reset_state()
    return seen((np.array_equal(first, second), np.array_equal(first, run(lstm, X))), {(False, True): "reset_state()"})
