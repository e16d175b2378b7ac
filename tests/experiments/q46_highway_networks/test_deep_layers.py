"""Stacked classifiers: the layers are the reference's, and what is said to be carried and to arrive is."""

import pytest
import torch
from numpy.testing import assert_allclose

from scripts.experiments.q46_highway_networks import deep_layers
from scripts.reference import highway

SIZES = deep_layers.Sizes(D=7, N=5, K=3, L=4)
SEEDS, B = [3, 8], 6
REFERENCE = {"plain": highway.PLAIN, "residual": highway.RESIDUAL, "highway": highway.HIGHWAY}


def images() -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(0)
    return torch.randn(B, SIZES.D, generator=generator), torch.randint(SIZES.K, (B,), generator=generator)


def start(kind: str, gate_bias: float = -1.0) -> dict[str, torch.Tensor]:
    """Weights in float64, every bias moved away from 0."""
    weights = deep_layers.start(kind, SIZES, SEEDS, gate_bias)
    generator = torch.Generator().manual_seed(1)
    moved = {name: value.detach().double() for name, value in weights.items()}
    for name, value in moved.items():
        if name.startswith("b_"):
            value += 0.3 * torch.randn(value.shape, generator=generator)
    return {name: value.requires_grad_() for name, value in moved.items()}


def for_all(x: torch.Tensor) -> torch.Tensor:
    return x.double().expand(len(SEEDS), *x.shape)


def params(weights: dict[str, torch.Tensor], s: int) -> list[highway.Params]:
    """The layers of network s as the reference has them; a layer without a gate gets an idle one."""
    named = {name: value[s].detach().numpy() for name, value in weights.items()}
    W_t, b_t = named.get("W_t", 0 * named["W_h"]), named.get("b_t", 0 * named["b_h"])
    return [highway.Params(*p) for p in zip(named["W_h"], W_t, named["b_h"], b_t, strict=True)]


@pytest.mark.parametrize("kind", deep_layers.KINDS)
def test_each_networks_layers_are_the_references(kind):
    weights, (x, _) = start(kind), images()
    (low, _), *_, (top, _) = deep_layers.layers(kind, weights, for_all(x))
    for s in range(len(SEEDS)):
        y, _ = highway.stack(REFERENCE[kind], low[s].detach().numpy(), params(weights, s))
        assert_allclose(top[s].detach().numpy(), y, rtol=0, atol=1e-12)


@pytest.mark.parametrize("kind", deep_layers.KINDS)
def test_what_reaches_the_lowest_layer_is_the_references_gradient(kind):
    weights, (x, y) = start(kind), images()
    made = deep_layers.reaching(kind, weights, x.double(), y)
    for s in range(len(SEEDS)):
        W, b = (weights[name][s].detach().numpy() for name in ("W_out", "b_out"))
        low = next(deep_layers.layers(kind, weights, for_all(x)))[0][s].detach().numpy()
        top, caches = highway.stack(REFERENCE[kind], low, params(weights, s))
        p = torch.softmax(torch.tensor(top @ W.T + b), dim=1)
        dtop = (p - torch.nn.functional.one_hot(y, SIZES.K)).numpy() @ W
        down = highway.stack_backward(REFERENCE[kind], dtop, caches, params(weights, s))[0].dx
        assert made[s].item() == pytest.approx((down**2).sum() ** 0.5 / (dtop**2).sum() ** 0.5, rel=1e-10)


def test_carried_is_one_minus_the_mean_gate_of_every_layer():
    weights, (x, _) = start("highway"), images()
    made = deep_layers.carried(weights, x.double())
    assert made.shape == (len(SEEDS), SIZES.L)
    for s in range(len(SEEDS)):
        low = next(deep_layers.layers("highway", weights, for_all(x)))[0][s].detach().numpy()
        _, caches = highway.stack(highway.HIGHWAY, low, params(weights, s))
        assert_allclose(made[s].numpy(), [1 - cache.t.mean() for cache in caches], rtol=0, atol=1e-12)


def test_the_gates_bias_is_the_given_one_and_the_other_biases_are_nought():
    weights = deep_layers.start("highway", SIZES, SEEDS, -3.0)
    assert weights["b_t"].unique().tolist() == [-3.0]
    for name in ("b_in", "b_h", "b_out"):
        assert weights[name].unique().tolist() == [0.0]


def test_matrices_have_glorots_variance_and_each_seed_its_own():
    weights = deep_layers.start("highway", deep_layers.Sizes(64, 32, 10, 50), [0, 1])
    for name, variance in {"W_h": 1 / 32, "W_t": 1 / 32, "W_in": 2 / 96}.items():
        assert weights[name].var().item() == pytest.approx(variance, rel=0.06)
        assert not torch.equal(weights[name][0], weights[name][1])


def test_all_kinds_of_a_seed_start_with_the_same_input_map_and_transform():
    plain, gated = (deep_layers.start(kind, SIZES, SEEDS) for kind in ("plain", "highway"))
    for name, value in plain.items():
        assert torch.equal(value, gated[name]), name


def test_without_layers_a_linear_classifier_is_left():
    weights, (x, _) = deep_layers.start("plain", SIZES._replace(L=0), SEEDS), images()
    assert set(weights) == {"W_in", "b_in", "W_out", "b_out"}
    by_hand = torch.einsum("skn,snd,bd->sbk", weights["W_out"], weights["W_in"], x)
    torch.testing.assert_close(deep_layers.logits("plain", weights, x.expand(len(SEEDS), *x.shape)), by_hand)


def test_losses_and_shares_are_each_networks_own():
    weights, (x, y) = start("plain"), images()
    said = deep_layers.logits("plain", weights, for_all(x))
    losses = deep_layers.losses("plain", weights, for_all(x), y.expand(len(SEEDS), B))
    shares = deep_layers.right("plain", weights, x.double(), y)
    for s in range(len(SEEDS)):
        assert losses[s].item() == pytest.approx(torch.nn.functional.cross_entropy(said[s], y).item())
        assert shares[s] == pytest.approx((said[s].argmax(1) == y).float().mean().item())


def test_an_unknown_kind_is_an_error():
    with pytest.raises(ValueError, match="expected one of plain, residual, highway"):
        deep_layers.start("dense", SIZES, SEEDS)
