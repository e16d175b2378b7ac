"""Tied ends of a language model: values and gradients against PyTorch, gradients against differences, the shift."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import lstm, over_time, tied_softmax
from scripts.reference.differences import centred, relative_error
from tests.reference.cells import LSTM, HiddenAndCell
from tests.reference.oracles import tensor, torch_lstm
from tests.reference.samples import B, H, T, normal

V = 7
TOKENS = np.random.default_rng(0).integers(V, size=(T + 1, B))


def example() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return normal(80, V, H), normal(81, V), normal(82, T, B, H)


def params() -> lstm.Params:
    return lstm.Params(normal(83, 4 * H, H), normal(84, 4 * H, H), normal(85, 4 * H))


def test_a_tied_language_model_agrees_with_pytorch():
    (E, b, _), p = example(), params()
    inputs, targets = tied_softmax.shift(TOKENS)
    start = HiddenAndCell(np.zeros((B, H)), np.zeros((B, H)))
    run = over_time.forward(LSTM, tied_softmax.embed(E, inputs), start, p)
    loss, cache = tied_softmax.forward(run.states.h, targets, E, b)
    grads = tied_softmax.backward(cache)
    dE = grads.dE + tied_softmax.embed_backward(over_time.backward(run, grads.dhs).dxs, inputs, V)

    matrix, bias = tensor(E), tensor(b)
    read, following = torch.tensor(TOKENS[:-1]), torch.tensor(TOKENS[1:])
    hs = torch_lstm(p)(torch.nn.functional.embedding(read, matrix))[0]
    theirs = torch.nn.functional.cross_entropy((hs @ matrix.T + bias).flatten(0, 1), following.flatten())
    theirs.backward()
    assert loss == pytest.approx(theirs.item(), abs=1e-14)
    assert_allclose(dE, matrix.grad, rtol=0, atol=1e-14)
    assert_allclose(grads.db, bias.grad, rtol=0, atol=1e-14)


@pytest.mark.parametrize("name", ["hs", "E", "b"])
def test_gradient_of_the_output_agrees_with_centred_differences(name):
    E, b, hs = example()
    targets = TOKENS[1:]
    grads = tied_softmax.backward(tied_softmax.forward(hs, targets, E, b)[1])
    array = {"hs": hs, "E": E, "b": b}[name]
    numeric = centred(lambda: tied_softmax.forward(hs, targets, E, b)[0], array)
    assert relative_error(getattr(grads, f"d{name}"), numeric) < 1e-6


def test_gradient_of_the_embedding_agrees_with_centred_differences():
    E, _, weights = example()
    numeric = centred(lambda: float((weights * tied_softmax.embed(E, TOKENS[:-1])).sum()), E)
    assert relative_error(tied_softmax.embed_backward(weights, TOKENS[:-1], V), numeric) < 1e-6


def test_the_target_of_a_step_is_the_next_token():
    inputs, targets = tied_softmax.shift(TOKENS)
    assert_array_equal(inputs[1:], targets[:-1])
    assert_array_equal(targets[-1], TOKENS[-1])


def test_equal_scores_cost_ln_v_and_large_ones_do_not_overflow():
    E, b, hs = example()
    assert tied_softmax.forward(hs, TOKENS[1:], 0 * E, 0 * b)[0] == pytest.approx(np.log(V))
    assert np.isfinite(tied_softmax.forward(1e4 * hs, TOKENS[1:], E, b)[0])


def test_a_state_of_another_width_is_refused():
    E, b, hs = example()
    with pytest.raises(ValueError, match=r"^hs has shape \(5, 3, 5\), expected \(T, B, 6\)$"):
        tied_softmax.forward(hs[..., 1:], TOKENS[1:], E, b)
