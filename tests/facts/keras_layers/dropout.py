"""What Keras's `dropout` and `recurrent_dropout` drop, and how often they draw a mask."""

import numpy as np

from tests.facts.draws import masks
from tests.facts.keras_layers.weights import KINDS, built, numpy
from tests.facts.probes import KERAS, seen
from tests.reference.oracles import keras

T, H = 6, 40
EYE, NONE = np.eye(H), np.zeros((H, H))


def unit_by_unit(kind: str, from_input: bool, **arguments):
    """A layer whose candidate looks only at the input of its step, or only at the state before, unit by unit."""
    layer = built(kind, H, H, return_sequences=True, **arguments)
    looks, blind = (EYE, NONE) if from_input else (NONE, EYE)
    if kind == "lstm":  # i, f, g, o: forget at once, write and show everything
        layer.set_weights([_side(looks, 4, 2), _side(blind, 4, 2), np.repeat([9.0, -30.0, 0.0, 9.0], H)])
    else:  # z, r, n: keep nothing
        bias = np.stack([np.repeat([-30.0, 9.0, 0.0], H), np.zeros(3 * H)])
        layer.set_weights([_side(looks, 3, 2), _side(blind, 3, 2), bias])
    return layer


def _side(block: np.ndarray, count: int, at: int) -> np.ndarray:
    return np.concatenate([block if k == at else NONE for k in range(count)], axis=1)


def dropped(kind: str, from_input: bool, training: bool = True, **arguments) -> np.ndarray:
    """Where the output (T, H) is 0, though neither the input nor the state before is 0 anywhere."""
    layer = unit_by_unit(kind, from_input, **arguments)
    start = [np.ones((1, H)), np.zeros((1, H))][: 2 if kind == "lstm" else 1]
    return numpy(layer(np.ones((1, T, H)), initial_state=start, training=training))[0] == 0


@KERAS("lstm.dropout.where", "gru.dropout.where")
def _(name):
    kind = name.partition(".")[0]
    found = tuple(bool(dropped(kind, side, dropout=0.5).any()) for side in (True, False))
    return seen(found, {(True, False): "on the inputs", (False, True): "on the previous hidden state"})


@KERAS("lstm.recurrent_dropout.where")
def _():
    found = tuple(bool(dropped("lstm", side, recurrent_dropout=0.5).any()) for side in (True, False))
    return seen(found, {(True, False): "on the inputs", (False, True): "on the previous hidden state"})


@KERAS("lstm.dropout.mask")
def _():
    return masks(dropped("lstm", True, dropout=0.5))


@KERAS("lstm.recurrent_dropout.mask")
def _():
    layer = built("lstm", H, H, return_sequences=True, recurrent_dropout=0.5)
    # Only the output gate looks back, on a cell state that is kept: h is small where the one before was dropped.
    bias = np.concatenate([np.full(H, -30.0), np.full(H, 30.0), np.zeros(H), np.full(H, -1.0)])
    layer.set_weights([np.zeros((H, 4 * H)), _side(9 * EYE, 4, 3), bias])
    hs = numpy(layer(np.ones((1, T, H)), initial_state=[np.ones((1, H)), np.full((1, H), 9.0)], training=True))[0]
    return masks(hs < 0.5)


@KERAS("lstm.dropout.one_layer")
def _():
    return "works" if dropped("lstm", True, dropout=0.5).any() else "nothing"


@KERAS("lstm.dropout.evaluation")
def _():
    drops = dropped("lstm", True, training=False, dropout=0.5) | dropped("lstm", False, False, recurrent_dropout=0.5)
    return "drops" if drops.any() else "off"


@KERAS("lstm.recurrent_dropout.argument")
def _():
    return "recurrent_dropout" if keras.layers.LSTM(2, recurrent_dropout=0.5).recurrent_dropout == 0.5 else "none"


@KERAS(*(f"{kind}.dropout.default" for kind in KINDS))
def _(name):
    return KINDS[name.partition(".")[0]](2).dropout


@KERAS("lstm.recurrent_dropout.default", "gru.recurrent_dropout.default")
def _(name):
    return KINDS[name.partition(".")[0]](2).recurrent_dropout
