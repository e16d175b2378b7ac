"""A library that does something else is seen: for each kind of probe, one that was tampered with."""

import warnings

import numpy as np
import pytest
import torch
from keras.src.layers.rnn.dropout_rnn_cell import DropoutRNNCell
from torch import nn

from tests.facts import test_cells
from tests.facts.draws import D, H, drawn, masks
from tests.facts.keras_layers import states as keras_states
from tests.facts.keras_layers import weights as keras_weights
from tests.facts.observations import gru_order, gru_sample, lstm_order, named, reset, update_keeps
from tests.facts.onnx_operators import weights as onnx_weights
from tests.facts.pytorch import dropout as torch_dropout
from tests.facts.pytorch import weights as torch_weights
from tests.reference import oracles
from tests.reference.oracles import keras

TORCH, KERAS, ONNX = (test_cells.PROBES[name] for name in ("torch", "keras", "onnx"))


@pytest.mark.parametrize("order", ["fiog", "ogfi", "gifo", "iofg"])
def test_another_order_of_the_lstms_blocks(order):
    def step(biases, c0):
        by_role = dict(zip(order, biases, strict=True))
        return torch_weights.lstm_step([by_role[role] for role in "ifgo"], c0)

    assert lstm_order(step) == ", ".join(order)


@pytest.mark.parametrize("order", ["zrn", "nzr", "rnz"])
def test_another_order_of_the_grus_blocks(order):
    def step(biases, h0):
        by_role = dict(zip(order, biases, strict=True))
        return torch_weights.gru_step([by_role[role] for role in "rzn"], h0)

    assert gru_order(step) == ", ".join(order)


def test_an_update_gate_that_keeps_the_candidate():
    def step(biases, h0):
        r, z, n = biases
        return torch_weights.gru_step([r, -z, n], h0)

    assert gru_order(step) != "r, z, n"
    assert update_keeps(step).startswith("something else")


def test_another_activation():
    assert (named(0.7), named(np.tanh(0.7)), named(0.5)) == ("relu", "tanh", "0.7 becomes 0.5")


def test_a_reset_on_the_other_side():
    p, xs, h0 = gru_sample()
    assert reset(oracles.keras_gru(p, xs, h0, reset_after=False)[0]) == "before"
    assert reset(oracles.keras_gru(p, xs, h0, reset_after=True)[0] + 0.1).startswith("something else")


def test_another_default_of_the_reset(monkeypatch):
    run = onnx_weights.run
    monkeypatch.setattr(
        onnx_weights, "run", lambda *inputs, **more: run(*inputs, **({"linear_before_reset": 1} | more))
    )
    assert (ONNX["gru.reset"](), ONNX["gru.linear_before_reset"]()) == ("after", 1)


def test_another_initialisation(monkeypatch):
    def reset_parameters(self):
        for weight in self.parameters():
            nn.init.uniform_(weight, -(D**-0.5), D**-0.5)

    monkeypatch.setattr(nn.RNNBase, "reset_parameters", reset_parameters)
    for name in ("lstm.init.input", "gru.init.recurrent", "rnn.init.recurrent"):
        assert TORCH[name]() == "U(−1/√D, 1/√D)"
    assert TORCH["lstm.init.bound"]().startswith("something else")


def test_a_wider_draw_of_the_same_shape():
    draws = np.random.default_rng(0).uniform(-1.05, 1.05, size=20_000) / H**0.5
    assert drawn(draws).startswith("mean ")


def test_no_bias_of_one_in_the_forget_gate(monkeypatch):
    build = keras_weights.built
    monkeypatch.setattr(keras_weights, "built", lambda *a, **more: build(*a, **({"unit_forget_bias": False} | more)))
    assert KERAS["lstm.init.forget_bias"]() == 0
    assert KERAS["lstm.init.bias"]() != "0, forget gate 1"


def test_recurrent_weights_that_are_not_orthogonal(monkeypatch):
    kind = lambda *a, **more: keras.layers.LSTM(*a, recurrent_initializer="glorot_uniform", **more)  # noqa: E731
    monkeypatch.setitem(keras_weights.KINDS, "lstm", kind)
    assert KERAS["lstm.init.recurrent"]() != "orthogonal"


def test_dropout_that_draws_at_each_step(monkeypatch):
    for name in ("", "recurrent_"):
        rate = f"{name}dropout"
        new = lambda self, step_input, rate=rate: self._create_dropout_mask(step_input, getattr(self, rate))  # noqa: E731
        monkeypatch.setattr(DropoutRNNCell, f"get_{name}dropout_mask", new)
    assert KERAS["lstm.recurrent_dropout.mask"]() == "a new mask at each step"
    assert masks(np.array([[True, False], [True, False]])) == "one mask for the whole sequence"


def test_dropout_at_the_ends(monkeypatch):
    class Dropping(nn.LSTM):
        def forward(self, x, state=None):
            output, state = super().forward(x, state)
            return nn.functional.dropout(output, self.dropout, self.training), state

    monkeypatch.setattr(torch_dropout.nn, "LSTM", Dropping)
    assert TORCH["lstm.dropout.one_layer"]() == "drops"


def test_no_warning_of_dropout_with_one_layer(monkeypatch):
    monkeypatch.setattr(warnings, "warn", lambda *a, **more: None)
    assert TORCH["lstm.dropout.one_layer_says"]() == ""


def test_a_norm_after_clipping(monkeypatch):
    clip = nn.utils.clip_grad_norm_

    def after(parameters, largest):
        clip(parameters, largest)
        return torch.stack([parameter.grad.norm() for parameter in parameters]).norm()

    monkeypatch.setattr(nn.utils, "clip_grad_norm_", after)
    assert TORCH["clip.returns"]() == "the norm after clipping"


def test_another_ignored_index(monkeypatch):
    monkeypatch.setattr(nn, "CrossEntropyLoss", lambda **more: _Ignoring(-7, **more))
    assert TORCH["cross_entropy.ignore_index"]() == -7


class _Ignoring(nn.Module):
    def __init__(self, index: int, **more) -> None:
        super().__init__()
        self.index, self.more = index, more

    def forward(self, logits, targets):
        return nn.functional.cross_entropy(logits, targets, ignore_index=self.index, **self.more)


def test_a_mask_that_is_ignored(monkeypatch):
    run = keras_states.run
    monkeypatch.setattr(keras_states, "run", lambda layer, *a, mask=None, **more: run(layer, *a, **more))
    assert KERAS["lstm.mask_argument"]() == "none"
    assert KERAS["lstm.masked_step"]().startswith("something else")


def test_states_in_the_other_order(monkeypatch):
    class Swapped(nn.LSTM):
        def forward(self, x, hx=None):
            output, (h, c) = super().forward(x, hx and hx[::-1])
            return output, (c, h)

    from tests.facts.pytorch import states

    monkeypatch.setitem(states.KINDS, "lstm", Swapped)
    assert TORCH["lstm.returns"]().startswith("something else")


DOCUMENTED = [
    (keras.layers.LSTM, ["cuDNN", "TensorFlow backend", "`recurrent_dropout` == 0", "strictly right-padded", "Eager"]),
    (keras.layers.LSTM, ["`activation` == `tanh`", "`recurrent_activation` == `sigmoid`", "`use_bias` is `True`"]),
    (keras.layers.GRU, ["`reset_after` is `True`", "`unroll` is `False`"]),
    (nn.LSTM, ["cudnn_persistent_rnn.rst"]),  # the page has the conditions from that file
    (nn.utils.rnn.pack_padded_sequence, ["must be on the CPU"]),
]


@pytest.mark.parametrize(("what", "words"), DOCUMENTED, ids=lambda one: getattr(one, "__name__", ""))
def test_what_is_documented_stands_in_the_librarys_own_words(what, words):
    text = " ".join(what.__doc__.split())
    assert [word for word in words if word not in text] == []
