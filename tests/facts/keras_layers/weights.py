"""Keras's blocks, biases, reset gate, activations and initial values, on its PyTorch backend."""

import numpy as np

from tests.facts.draws import D, H, drawn, orthogonal
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
from tests.facts.probes import KERAS, seen
from tests.reference import oracles
from tests.reference.oracles import keras
from tests.reference.samples import B

layers = keras.layers
KINDS = {"lstm": layers.LSTM, "gru": layers.GRU, "rnn": layers.SimpleRNN}


def numpy(tensor) -> np.ndarray:
    return keras.ops.convert_to_numpy(tensor)


def built(kind: str, size: int = H, inputs: int = D, seed: int = 0, **arguments):
    """A layer with its weights drawn."""
    keras.utils.set_random_seed(seed)
    layer = KINDS[kind](size, **arguments)
    layer.build((1, 1, inputs))
    return layer


def lstm_step(biases, c0):
    layer = built("lstm", 1, 1, return_state=True)
    layer.set_weights([np.zeros((1, 4)), np.zeros((1, 4)), np.array(biases)])
    _, h, c = layer(np.zeros((1, 1, 1)), initial_state=[np.zeros((1, 1)), np.full((1, 1), float(c0))])
    return numpy(h).item(), numpy(c).item()


def gru_with(biases, h0, back=(0, 0, 0)):
    layer = built("gru", 1, 1)
    layer.set_weights([np.zeros((1, 3)), np.array([back]), np.array([biases, [0, 0, 0]])])
    return (numpy(layer(np.zeros((1, 1, 1)), initial_state=[np.full((1, 1), float(h0))])).item(),)


def candidate() -> list[float]:
    """1 at the block whose bias alone moves h from 0."""
    return [float(gru_with([30 * (k == block) for k in range(3)], 0)[0] > 0.1) for block in range(3)]


def gru_step(biases, h0):
    return gru_with(biases, h0, candidate())


@KERAS("lstm.order")
def _():
    return lstm_order(lstm_step)


@KERAS("gru.order")
def _():
    return gru_order(gru_step)


def variables(kind: str, **arguments) -> dict[str, np.ndarray]:
    return {variable.name: numpy(variable) for variable in built(kind, **arguments).trainable_variables}


@KERAS("lstm.names.input", "lstm.names.recurrent", "lstm.names.bias")
def _(name):
    wanted = {"input": D, "recurrent": H, "bias": 4 * H}[name.rpartition(".")[2]]
    return ", ".join(own for own, array in variables("lstm").items() if array.shape[0] == wanted)


@KERAS("lstm.shape.input", "lstm.shape.recurrent", "gru.shape.input", "gru.shape.recurrent")
def _(name):
    kind, _, part = name.split(".")
    shape = variables(kind)[{"input": "kernel", "recurrent": "recurrent_kernel"}[part]].shape
    return f"({', '.join({D: 'D', H: 'H', 3 * H: '3H', 4 * H: '4H'}[size] for size in shape)})"


@KERAS("lstm.biases", "gru.biases", "rnn.biases")
def _(name):
    bias = variables(name.partition(".")[0])["bias"]
    return len(bias) if bias.ndim == 2 else 1


@KERAS("gru.biases_reset_before")
def _():
    bias = variables("gru", reset_after=False)["bias"]
    return len(bias) if bias.ndim == 2 else 1


@KERAS("lstm.peepholes")
def _():
    without = 4 * H * D + 4 * H * H + 4 * H
    return seen(sum(array.size for array in variables("lstm").values()) - without, {0: "none", 3 * H: "built in"})


@KERAS("gru.reset")
def _():
    p, xs, h0 = gru_sample()
    W, U, b_W, b_U = (oracles.blocks(array, [1, 0, 2]) for array in p)
    layer = layers.GRU(U.shape[1], return_sequences=True)  # nothing said: the default
    layer.build((B, len(xs), xs.shape[2]))
    layer.set_weights([W.T, U.T, np.stack([b_W, b_U]) if layer.cell.bias.ndim == 2 else b_W + b_U])
    return reset(np.swapaxes(numpy(layer(np.swapaxes(xs, 0, 1), initial_state=[h0])), 0, 1))


@KERAS("gru.reset_argument")
def _():
    p, xs, h0 = gru_sample()
    found = [reset(oracles.keras_gru(p, xs, h0, reset_after=after)[0]) for after in (True, False)]
    return seen(tuple(found), {("after", "before"): "reset_after"})


@KERAS("gru.update_keeps")
def _():
    return update_keeps(gru_step)


def _init(kind: str, part: str) -> np.ndarray:
    names = {"input": "kernel", "recurrent": "recurrent_kernel", "bias": "bias"}
    return np.stack([variables(kind, seed=seed)[names[part]] for seed in range(4)])


@KERAS(*(f"{kind}.init.input" for kind in KINDS))
def _(name):
    kind = name.partition(".")[0]
    words = f"Glorot uniform over {dict(lstm=4, gru=3, rnn=1)[kind]} blocks"  # over the blocks stacked side by side
    return seen(drawn(_init(kind, "input")), {words: "Glorot uniform"})


@KERAS("lstm.init.bound")
def _():
    return seen(drawn(_init("lstm", "input")), {"Glorot uniform over 4 blocks": "√(6/(D + 4H))"})


@KERAS(*(f"{kind}.init.recurrent" for kind in KINDS))
def _(name):
    return seen(all(map(orthogonal, _init(name.partition(".")[0], "recurrent"))), {True: "orthogonal"})


@KERAS("gru.init.bias", "rnn.init.bias")
def _(name):
    return seen(np.unique(_init(name.partition(".")[0], "bias")).tolist() == [0], {True: 0})


def _bias_means() -> dict[str, float]:
    blocks = np.split(_init("lstm", "bias")[0], 4)
    return {role: block.mean() if not block.std() else np.nan for role, block in _roles(blocks)}


def _roles(blocks):
    return zip(lstm_order(lstm_step).split(", "), blocks, strict=True)


@KERAS("lstm.init.bias")
def _():
    return seen(tuple(_bias_means().items()), {(("i", 0), ("f", 1), ("g", 0), ("o", 0)): "0, forget gate 1"})


@KERAS("lstm.init.forget_bias")
def _():
    return int(_bias_means()["f"])


@KERAS("embedding.init")
def _():
    keras.utils.set_random_seed(0)
    embedding = layers.Embedding(D, H)
    embedding.build()
    return drawn(numpy(embedding.embeddings))


@KERAS("lstm.activation", "lstm.recurrent_activation", "gru.activation", "gru.recurrent_activation")
def _(name):
    kind, which = name.split(".")
    return lstm_activation(which, lstm_step) if kind == "lstm" else gru_activation(which, gru_step)


@KERAS("rnn.activation")
def _():
    layer = built("rnn", 1, 1)
    layer.set_weights([np.ones((1, 1)), np.zeros((1, 1)), np.zeros(1)])
    return named(numpy(layer(np.full((1, 1, 1), 0.7))).item())
