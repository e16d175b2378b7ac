"""The autoencoder against two of PyTorch's LSTMs, against centred differences, and what its code has to carry."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from scripts.reference import autoencoder, lstm
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor, torch_lstm
from tests.reference.samples import B, D, H, T, lstm_params, normal

K = 2


def params() -> autoencoder.Params:
    decoder = lstm.Params(normal(31, 4 * H, K, scale=0.6), normal(32, 4 * H, H, scale=0.6), normal(33, 4 * H))
    return autoencoder.Params(lstm_params(), normal(34, K, H), normal(35, K), decoder, normal(36, D, H), normal(37, D))


def sequences() -> np.ndarray:
    return normal(38, T, B, D)


def in_torch():
    """Loss, rebuilt sequences, and every leaf by its name here, of the same computation in PyTorch."""
    p = params()
    encoder, decoder = torch_lstm(p.encoder), torch_lstm(p.decoder)
    leaves = {name: tensor(array) for name, array in p._asdict().items() if isinstance(array, np.ndarray)}
    leaves["xs"] = tensor(sequences())
    for side, module in ("encoder", encoder), ("decoder", decoder):
        leaves |= {f"{side}.W": module.weight_ih_l0, f"{side}.U": module.weight_hh_l0, f"{side}.b": module.bias_ih_l0}
    _, (h_n, _) = encoder(leaves["xs"])
    z = h_n[0] @ leaves["S"].T + leaves["b_z"]
    hs, _ = decoder(z.expand(T, B, K))
    rebuilt = (hs @ leaves["V"].T + leaves["b_x"]).flip(0)
    loss = D * torch.nn.functional.mse_loss(rebuilt, leaves["xs"])
    return loss, rebuilt, leaves


def gradients() -> dict[str, np.ndarray]:
    *_, cache = autoencoder.forward(sequences(), params())
    grads = autoencoder.backward(cache, params())
    named = {"xs": grads.dxs, "S": grads.dS, "b_z": grads.db_z, "V": grads.dV, "b_x": grads.db_x}
    for side, part in ("encoder", grads.encoder), ("decoder", grads.decoder):
        named |= {f"{side}.W": part.dW, f"{side}.U": part.dU, f"{side}.b": part.db}
    return named


NAMES = ["xs", "S", "b_z", "V", "b_x", *(f"{side}.{name}" for side in ("encoder", "decoder") for name in "WUb")]


def test_values_agree_with_pytorch():
    loss, rebuilt, _ = autoencoder.forward(sequences(), params())
    theirs, their_rebuilt, _ = in_torch()
    assert_allclose(rebuilt, their_rebuilt.detach(), rtol=0, atol=1e-13)
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
    p, xs = params(), sequences()
    arrays = {"xs": xs, "S": p.S, "b_z": p.b_z, "V": p.V, "b_x": p.b_x}
    for side, part in ("encoder", p.encoder), ("decoder", p.decoder):
        arrays |= {f"{side}.{letter}": array for letter, array in part._asdict().items()}
    numeric = centred(lambda: autoencoder.forward(xs, p)[0], arrays[name])
    assert relative_error(gradients()[name], numeric) < 1e-6


def test_the_gradient_of_the_code_agrees_with_centred_differences():
    p, xs = params(), sequences()
    z = autoencoder.code(xs, p)
    *_, cache = autoencoder.forward(xs, p)
    numeric = centred(lambda: ((autoencoder.decode(z, T, p)[0] - xs) ** 2).sum() / (T * B), z)
    assert relative_error(autoencoder.backward(cache, p).dz, numeric) < 1e-6


def test_two_sequences_of_one_code_are_rebuilt_alike():
    p, xs = params(), sequences()
    blind = p._replace(S=0 * p.S)
    _, rebuilt, _ = autoencoder.forward(xs, blind)
    assert_allclose(rebuilt[:, 0], rebuilt[:, 1], rtol=0, atol=0)
    assert not np.allclose(autoencoder.forward(xs, p)[1][:, 0], autoencoder.forward(xs, p)[1][:, 1])


def test_a_code_that_says_nothing_teaches_the_encoder_nothing():
    blind = params()._replace(S=np.zeros((K, H)))
    *_, cache = autoencoder.forward(sequences(), blind)
    assert not autoencoder.backward(cache, blind).encoder.dW.any()


def test_lags_by_hand():
    assert autoencoder.lags(4).tolist() == [7, 5, 3, 1]
    assert autoencoder.lags(4, turned=False).tolist() == [4, 4, 4, 4]


@pytest.mark.parametrize("steps", [1, 2, 9])
def test_turning_the_target_leaves_the_mean_lag_at_the_number_of_steps(steps):
    assert autoencoder.lags(steps).mean() == autoencoder.lags(steps, turned=False).mean() == steps


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda p, xs: (p, xs[..., 1:]), r"xs has shape \(5, 3, 3\), expected \(T, B, 4\)"),
        (lambda p, xs: (p._replace(S=p.S[:, 1:]), xs), r"S has shape \(2, 5\), expected \(K, 6\)"),
        (lambda p, xs: (p._replace(V=p.V[1:]), xs), r"V has shape \(3, 6\), expected \(4, 6\)"),
    ],
)
def test_what_does_not_fit_is_named(change, message):
    p, xs = change(params(), sequences())
    with pytest.raises(ValueError, match=message):
        autoencoder.forward(xs, p)
