"""The encoder–decoder against two of PyTorch's LSTMs and its cross-entropy, and against centred differences."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from scripts.reference import encoder_decoder, lstm
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor, torch_lstm
from tests.reference.samples import B, D, H, lstm_params, normal

T_X, T_Y, E, K = 5, 7, 2, 9


def params() -> encoder_decoder.Params:
    decoder = lstm.Params(normal(81, 4 * H, E, scale=0.6), normal(82, 4 * H, H, scale=0.6), normal(83, 4 * H))
    return encoder_decoder.Params(lstm_params(), decoder, normal(84, K, H), normal(85, K))


def inputs():
    """Vectors read by both sides, targets, and which of them are real: the sequences have 7, 4 and 1 tokens."""
    target = np.random.default_rng(86).integers(0, K, (T_Y, B))
    real = np.arange(T_Y)[:, None] < np.array([7, 4, 1])
    return normal(87, T_X, B, D), normal(88, T_Y, B, E), target, real


def in_torch():
    """Loss, logits, and every leaf by its name here, of the same computation in PyTorch."""
    p, (xs, fed, target, real) = params(), inputs()
    encoder, decoder = torch_lstm(p.encoder), torch_lstm(p.decoder)
    leaves = {"xs": tensor(xs), "fed": tensor(fed), "V": tensor(p.V), "b_y": tensor(p.b_y)}
    for side, module in ("encoder", encoder), ("decoder", decoder):
        leaves |= {f"{side}.W": module.weight_ih_l0, f"{side}.U": module.weight_hh_l0, f"{side}.b": module.bias_ih_l0}
    hs, _ = decoder(leaves["fed"], encoder(leaves["xs"])[1])
    logits = hs @ leaves["V"].T + leaves["b_y"]
    ignored = torch.tensor(np.where(real, target, -100))
    return torch.nn.functional.cross_entropy(logits.flatten(0, 1), ignored.flatten()), logits, leaves


def gradients() -> dict[str, np.ndarray]:
    p = params()
    *_, cache = encoder_decoder.forward(*inputs(), p)
    grads = encoder_decoder.backward(cache, p)
    named = {"xs": grads.encoder.dxs, "fed": grads.decoder.dxs, "V": grads.dV, "b_y": grads.db_y}
    for side, part in ("encoder", grads.encoder), ("decoder", grads.decoder):
        named |= {f"{side}.W": part.dW, f"{side}.U": part.dU, f"{side}.b": part.db}
    return named


NAMES = ["xs", "fed", "V", "b_y", *(f"{side}.{name}" for side in ("encoder", "decoder") for name in "WUb")]


def test_values_agree_with_pytorch():
    loss, logits, _ = encoder_decoder.forward(*inputs(), params())
    theirs, their_logits, _ = in_torch()
    assert_allclose(logits, their_logits.detach(), rtol=0, atol=1e-13)
    assert_allclose(loss, theirs.item(), rtol=1e-14)


def test_gradients_agree_with_pytorch():
    loss, _, leaves = in_torch()
    loss.backward()
    ours = gradients()
    assert sorted(ours) == sorted(leaves) == sorted(NAMES)
    for name in NAMES:
        assert_allclose(ours[name], leaves[name].grad, rtol=0, atol=1e-13, err_msg=name)


@pytest.mark.parametrize("name", NAMES)
def test_gradient_agrees_with_centred_differences(name):
    p, given = params(), inputs()
    arrays = {"xs": given[0], "fed": given[1], "V": p.V, "b_y": p.b_y}
    for side, part in ("encoder", p.encoder), ("decoder", p.decoder):
        arrays |= {f"{side}.{letter}": array for letter, array in part._asdict().items()}
    numeric = centred(lambda: encoder_decoder.forward(*given, p)[0], arrays[name])
    assert relative_error(gradients()[name], numeric) < 1e-6


def test_padding_counts_for_nothing():
    p, (xs, fed, target, real) = params(), inputs()
    loss, _, _ = encoder_decoder.forward(xs, fed, target, real, p)
    otherwise = np.where(real, target, (target + 1) % K)
    assert encoder_decoder.forward(xs, fed, otherwise, real, p)[0] == loss
    assert not gradients()["fed"][~real].any()


def test_alone_each_pair_has_the_mean_of_its_own_tokens():
    p, (xs, fed, target, real) = params(), inputs()
    together, _, _ = encoder_decoder.forward(xs, fed, target, real, p)
    alone = [encoder_decoder.forward(xs[:, [n]], fed[:, [n]], target[:, [n]], real[:, [n]], p)[0] for n in range(B)]
    assert_allclose(together, np.average(alone, weights=real.sum(axis=0)), rtol=1e-14)


def test_the_source_acts_through_its_last_state_alone():
    p, (xs, fed, target, real) = params(), inputs()
    h, c, _ = encoder_decoder.encode(xs, p.encoder)
    _, logits, cache = encoder_decoder.forward(xs, fed, target, real, p)
    first, _, _ = lstm.step(fed[0], h, c, p.decoder)
    assert_allclose(logits[0], first @ p.V.T + p.b_y, rtol=0, atol=1e-14)
    assert_allclose(cache.hs[0], first, rtol=0, atol=0)


def test_with_nothing_to_choose_from_the_loss_is_zero():
    p, (xs, fed, target, real) = params(), inputs()
    one = p._replace(V=p.V[:1], b_y=p.b_y[:1])
    loss, _, cache = encoder_decoder.forward(xs, fed, 0 * target, real, one)
    assert loss == 0
    assert not encoder_decoder.backward(cache, one).encoder.dW.any()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda xs, fed, target, real: (xs, fed[1:], target, real), r"fed has shape \(6, 3, 2\), expected \(7, 3, E\)"),
        (lambda xs, fed, target, real: (xs, fed, target, real[:, 1:]), r"real has shape \(7, 2\), expected \(7, 3\)"),
        (lambda xs, fed, target, real: (xs, fed, target, real & False), "real has no True"),
    ],
)
def test_what_does_not_fit_is_named(change, message):
    with pytest.raises(ValueError, match=message):
        encoder_decoder.forward(*change(*inputs()), params())
