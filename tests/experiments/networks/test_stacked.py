import pytest
import torch

from scripts.experiments.networks import stacked

KINDS = ["rnn", "lstm", "gru"]


@pytest.mark.parametrize("kind", KINDS)
def test_side_by_side_predicts_as_each_network_alone(kind: str) -> None:
    T, S, B, H = 7, 3, 4, 5
    alone = [stacked.start(kind, H, seed) for seed in range(S)]
    xs = torch.randn(T, S, B, 2, generator=torch.Generator().manual_seed(0))
    together = stacked.predict(stacked.stack(alone), alone[0], xs)
    assert together.shape == (S, B)
    for s, network in enumerate(alone):
        torch.testing.assert_close(together[s], network(xs[:, s]), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_side_by_side_has_the_gradients_of_each_network_alone(kind: str) -> None:
    T, S, B, H = 6, 2, 3, 4
    alone = [stacked.start(kind, H, seed) for seed in range(S)]
    xs = torch.randn(T, S, B, 2, generator=torch.Generator().manual_seed(0))
    weights = stacked.stack(alone)
    stacked.predict(weights, alone[0], xs).square().sum().backward()
    for s, network in enumerate(alone):
        network(xs[:, s]).square().sum().backward()
        for name, parameter in network.named_parameters():
            torch.testing.assert_close(weights[name].grad[s], parameter.grad, rtol=1e-4, atol=1e-6)


def test_unstacking_gives_back_what_was_stacked() -> None:
    H = 3
    alone = [stacked.start("gru", H, seed) for seed in range(3)]
    weights = {name: value + 1.0 for name, value in stacked.stack(alone).items()}
    expected = [{name: p + 1.0 for name, p in network.named_parameters()} for network in alone]
    stacked.unstack(weights, alone)
    for network, values in zip(alone, expected, strict=True):
        for name, parameter in network.named_parameters():
            torch.testing.assert_close(parameter, values[name])


def test_forget_bias_is_that_of_the_sum_and_of_no_other_gate() -> None:
    H = 4
    plain, biased = stacked.start("lstm", H, 0), stacked.start("lstm", H, 0, forget_bias=3.0)
    before, after = (stacked.reference_weights(network.layer).b for network in (plain, biased))
    assert after[H : 2 * H] == pytest.approx(3.0)
    assert after[:H] == pytest.approx(before[:H])
    assert after[2 * H :] == pytest.approx(before[2 * H :])


def test_orthogonal_start() -> None:
    U = stacked.start("rnn", 6, 0, orthogonal=True).layer.weight_hh_l0.detach()
    torch.testing.assert_close(U.T @ U, torch.eye(6), rtol=0, atol=1e-5)
