"""Gaps, forward fill and decay against PyTorch and pandas, gradients against centred differences, and the two ends."""

import numpy as np
import pandas as pd
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import missing
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor
from tests.reference.samples import normal

T, B, D, H = 7, 3, 4, 5
SEEN = np.random.default_rng(5).random((T, B, D)) < 0.5
TIMES = np.cumsum(np.random.default_rng(6).uniform(0.5, 2.0, T))
MEAN = normal(3, D)
P = missing.Params(normal(4, D, scale=0.4), normal(5, D, scale=0.4))  # some rates and offsets are negative


def x() -> np.ndarray:
    return np.where(SEEN, normal(1, T, B, D), np.nan)


def inputs() -> dict[str, np.ndarray]:
    """Free arrays, so that each gets a gradient of its own."""
    gap = missing.gaps(SEEN, TIMES)
    return {"x": normal(1, T, B, D), "last": normal(2, T, B, D), "mean": MEAN.copy(), "gap": gap} | {
        name: array.copy() for name, array in P._asdict().items()
    }


def decayed(a: dict[str, np.ndarray]) -> tuple[np.ndarray, missing.Cache]:
    return missing.decay(a["x"], SEEN, a["last"], a["mean"], a["gap"], missing.Params(a["w"], a["b"]))


def state_inputs() -> dict[str, np.ndarray]:
    return {"h": normal(7, B, H), "gap": normal(8, B, D) ** 2, "W": normal(9, H, D), "b": normal(10, H)}


def test_a_gap_is_the_time_since_the_last_step_at_which_the_value_was_seen():
    stamps = pd.DataFrame(np.where(SEEN.reshape(T, -1), TIMES[:, None], np.nan))
    before = stamps.ffill().shift(1).fillna(TIMES[0])  # never seen: counted from the first step
    expected = TIMES[:, None] - before.to_numpy()
    expected[0] = 0.0
    assert_allclose(missing.gaps(SEEN, TIMES).reshape(T, -1), expected)


def test_a_gap_by_hand():
    seen = np.array([1, 0, 0, 1, 1], dtype=bool)[:, None, None]
    assert missing.gaps(seen, np.array([0.0, 1.0, 3.0, 4.0, 6.0])).ravel().tolist() == [0, 1, 3, 4, 2]


def test_forward_fill_is_that_of_pandas():
    theirs = pd.DataFrame(x().reshape(T, -1)).ffill().fillna(dict(enumerate(np.tile(MEAN, B))))
    assert_array_equal(missing.last_seen(x(), SEEN, MEAN).reshape(T, -1), theirs.to_numpy())


def test_decay_and_its_gradients_agree_with_pytorch():
    a, dfilled = inputs(), normal(11, T, B, D)
    filled, cache = decayed(a)
    leaves = {name: tensor(array) for name, array in a.items()}
    m = torch.tensor(SEEN, dtype=torch.float64)
    gamma = torch.exp(-torch.relu(leaves["w"] * leaves["gap"] + leaves["b"]))
    out = m * leaves["x"] + (1 - m) * torch.lerp(leaves["mean"].expand(T, B, D), leaves["last"], gamma)
    out.backward(torch.tensor(dfilled))
    assert_allclose(filled, out.detach().numpy(), rtol=1e-12)
    for name, grad in missing.decay_backward(dfilled, cache)._asdict().items():
        assert_allclose(grad, leaves[name[1:]].grad.numpy(), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", ["x", "last", "mean", "gap", "w", "b"])
def test_decay_gradient_agrees_with_centred_differences(name):
    a, dfilled = inputs(), normal(11, T, B, D)
    numeric = centred(lambda: float((decayed(a)[0] * dfilled).sum()), a[name])
    assert relative_error(getattr(missing.decay_backward(dfilled, decayed(a)[1]), "d" + name), numeric) < 1e-6


def test_state_and_its_gradients_agree_with_pytorch():
    a, dkept = state_inputs(), normal(12, B, H)
    leaves = {name: tensor(array) for name, array in a.items()}
    z = torch.nn.functional.linear(leaves["gap"], leaves["W"], leaves["b"])
    out = torch.exp(-torch.relu(z)) * leaves["h"]
    out.backward(torch.tensor(dkept))
    assert_allclose(missing.state(**a), out.detach().numpy(), rtol=1e-12)
    for name, grad in missing.state_backward(dkept, **a)._asdict().items():
        assert_allclose(grad, leaves[name[1:]].grad.numpy(), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", ["h", "gap", "W", "b"])
def test_state_gradient_agrees_with_centred_differences(name):
    a, dkept = state_inputs(), normal(12, B, H)
    numeric = centred(lambda: float((missing.state(**a) * dkept).sum()), a[name])
    assert relative_error(getattr(missing.state_backward(dkept, **a), "d" + name), numeric) < 1e-6


def test_no_rate_is_forward_fill_and_a_large_one_the_mean():
    gap = missing.gaps(SEEN, TIMES) + 1.0  # no gap of 0
    last = missing.last_seen(x(), SEEN, MEAN)
    for rate, unseen in ((0.0, last), (1e4, np.broadcast_to(MEAN, last.shape))):
        filled, _ = missing.decay(x(), SEEN, last, MEAN, gap, missing.Params(np.full(D, rate), np.zeros(D)))
        assert_array_equal(filled, np.where(SEEN, x(), unseen))


def test_where_the_offset_is_negative_nothing_is_learned():
    a = inputs() | {"w": np.zeros(D), "b": np.full(D, -1.0)}
    grads = missing.decay_backward(normal(11, T, B, D), decayed(a)[1])
    assert not grads.dw.any()
    assert not grads.db.any()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: missing.gaps(SEEN, TIMES[1:]), "times has shape"),
        (lambda: missing.last_seen(x()[1:], SEEN, MEAN), "x has shape"),
        (lambda: decayed(inputs() | {"mean": normal(1, D + 1)}), "mean has shape"),
        (lambda: missing.decay_backward(normal(1, T, B, H), decayed(inputs())[1]), "dfilled has shape"),
        (lambda: missing.state(**state_inputs() | {"W": normal(1, D, H)}), "W has shape"),
    ],
)
def test_what_does_not_fit_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()
