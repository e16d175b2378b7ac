"""Keras's defaults, read off layers that were made without the argument, and what its optimisers clip."""

import numpy as np

from tests.facts.keras_layers.weights import KINDS, numpy
from tests.facts.probes import KERAS, seen
from tests.reference.oracles import keras

PLAIN = ["return_sequences", "return_state", "stateful", "go_backwards", "unroll"]


@KERAS(
    *(f"lstm.{name}" for name in PLAIN),
    *(f"gru.{name}" for name in PLAIN[:3]),
    "rnn.return_sequences",
    "gru.reset_after",
    "lstm.use_bias",
    "lstm.unit_forget_bias",
    "lstm.use_cudnn",
    "lstm.seed",
)
def _(name):
    kind, argument = name.split(".")
    layer = KINDS[kind](2)
    return getattr(layer, argument) if hasattr(layer, argument) else layer.get_config()[argument]


@KERAS(
    "lstm.kernel_initializer",
    "lstm.recurrent_initializer",
    "lstm.bias_initializer",
    "gru.recurrent_initializer",
    "rnn.recurrent_initializer",
)
def _(name):
    kind, argument = name.split(".")
    own = type(getattr(KINDS[kind](2), argument))
    written = "glorot_uniform", "orthogonal", "zeros", "ones", "he_normal", "lecun_normal"
    return next(word for word in written if type(keras.initializers.get(word)) is own)


@KERAS("lstm.time_major")
def _():
    try:
        keras.layers.LSTM(2, time_major=True)
    except (TypeError, ValueError):
        return "gone"
    return "an argument"


def clipped(**arguments) -> list[list[float]]:
    """What SGD with rate 1 takes off two variables whose gradients are (3, 0) and (4)."""
    variables = [keras.Variable(np.zeros(2)), keras.Variable(np.zeros(1))]
    optimiser = keras.optimizers.SGD(1.0, **arguments)
    optimiser.apply([keras.ops.array([3.0, 0.0]), keras.ops.array([4.0])], variables)
    return [np.round(-numpy(variable), 3).tolist() for variable in variables]


@KERAS("clip.clipnorm", "clip.global_clipnorm", "clip.clipvalue")
def _(name):
    words = {
        "clip.clipnorm": {"[[1.0, -0.0], [1.0]]": "each variable on its own"},
        "clip.global_clipnorm": {"[[0.6, -0.0], [0.8]]": "all variables together"},
        "clip.clipvalue": {"[[1.0, -0.0], [1.0]]": "each component on its own"},
    }
    if name == "clip.clipvalue":
        return components()
    return seen(str(clipped(**{name.partition(".")[2]: 1.0})).replace("[1.0, 0.0]", "[1.0, -0.0]"), words[name])


def components() -> str:
    variable = keras.Variable(np.zeros(2))
    keras.optimizers.SGD(1.0, clipvalue=1.0).apply([keras.ops.array([3.0, -0.5])], [variable])
    return seen(tuple(np.round(-numpy(variable), 3).tolist()), {(1.0, -0.5): "each component on its own"})


@KERAS("cross_entropy.from_logits")
def _():
    loss = keras.losses.SparseCategoricalCrossentropy()
    probabilities = np.array([[0.7, 0.2, 0.1]])
    return not np.isclose(float(loss(np.array([0]), probabilities)), -np.log(0.7), atol=1e-5)


@KERAS("adam.learning_rate")
def _():
    return round(float(numpy(keras.optimizers.Adam().learning_rate)), 7)


@KERAS("plateau.factor", "plateau.patience", "plateau.mode")
def _(name):
    return getattr(keras.callbacks.ReduceLROnPlateau(), name.partition(".")[2])
