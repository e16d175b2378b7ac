import pytest
import torch

from scripts.experiments.networks import stacked
from scripts.experiments.networks.recurrent import many_to_one, reference_weights

KINDS = ["rnn", "lstm", "gru"]


@pytest.mark.parametrize("kind", KINDS)
def test_side_by_side_predicts_as_each_network_alone(kind: str) -> None:
    T, S, B, H = 7, 3, 4, 5
    alone = [many_to_one(kind, H, seed) for seed in range(S)]
    xs = torch.randn(T, S, B, 2, generator=torch.Generator().manual_seed(0))
    together = stacked.predict(stacked.stack(alone), alone[0], xs)
    assert together.shape == (S, B)
    for s, network in enumerate(alone):
        torch.testing.assert_close(together[s], network(xs[:, s]), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_side_by_side_has_the_gradients_of_each_network_alone(kind: str) -> None:
    T, S, B, H = 6, 2, 3, 4
    alone = [many_to_one(kind, H, seed) for seed in range(S)]
    xs = torch.randn(T, S, B, 2, generator=torch.Generator().manual_seed(0))
    weights = stacked.stack(alone)
    stacked.predict(weights, alone[0], xs).square().sum().backward()
    for s, network in enumerate(alone):
        network(xs[:, s]).square().sum().backward()
        for name, parameter in network.named_parameters():
            torch.testing.assert_close(weights[name].grad[s], parameter.grad, rtol=1e-4, atol=1e-6)


def test_unstacking_gives_back_what_was_stacked() -> None:
    H = 3
    alone = [many_to_one("gru", H, seed) for seed in range(3)]
    weights = {name: value + 1.0 for name, value in stacked.stack(alone).items()}
    expected = [{name: p + 1.0 for name, p in network.named_parameters()} for network in alone]
    stacked.unstack(weights, alone)
    for network, values in zip(alone, expected, strict=True):
        for name, parameter in network.named_parameters():
            torch.testing.assert_close(parameter, values[name])


def test_forget_bias_is_that_of_the_sum_and_of_no_other_gate() -> None:
    H = 4
    plain, biased = many_to_one("lstm", H, 0), many_to_one("lstm", H, 0, forget_bias=3.0)
    before, after = (reference_weights(network.layer).b for network in (plain, biased))
    assert after[H : 2 * H] == pytest.approx(3.0)
    assert after[:H] == pytest.approx(before[:H])
    assert after[2 * H :] == pytest.approx(before[2 * H :])


def test_orthogonal_start() -> None:
    U = many_to_one("rnn", 6, 0, orthogonal=True).layer.weight_hh_l0.detach()
    torch.testing.assert_close(U.T @ U, torch.eye(6), rtol=0, atol=1e-5)


def lstms(S: int = 3, H: int = 4, D: int = 2) -> list:
    return [many_to_one("lstm", H, seed, D, forget_bias=1.0) for seed in range(S)]


def test_the_steps_are_those_of_pytorch_s_lstm() -> None:
    alone = lstms(D=3)
    xs = 3 * torch.randn(7, 3, 5, 3, generator=torch.Generator().manual_seed(0))
    ran = list(stacked.steps(stacked.stack(alone), xs))
    for s, network in enumerate(alone):
        h, (_, c_T) = network.layer(xs[:, s])
        torch.testing.assert_close(torch.stack([step.h[s] for step in ran]), h, rtol=0, atol=1e-6)
        torch.testing.assert_close(ran[-1].c[s], c_T[0], rtol=0, atol=1e-6)
        torch.testing.assert_close(stacked.read(stacked.stack(alone), ran[-1].h)[s], network(xs[:, s]))


def test_inputs_that_all_share_are_those_of_each() -> None:
    weights = stacked.stack(lstms())
    x = torch.randn(6, 5, 2, generator=torch.Generator().manual_seed(1))
    shared, own = (list(stacked.steps(weights, xs)) for xs in (x, x[:, None].expand(-1, 3, -1, -1)))
    for one, other in zip(shared, own, strict=True):
        torch.testing.assert_close(one.h, other.h)


def test_steps_go_on_from_a_state() -> None:
    weights = stacked.stack(lstms())
    x = torch.randn(6, 5, 2, generator=torch.Generator().manual_seed(2))
    through = list(stacked.steps(weights, x))
    again = list(stacked.steps(weights, x[4:], state=(through[3].h, through[3].c)))
    torch.testing.assert_close(again[-1].c, through[-1].c)


def test_an_edit_is_told_the_step_and_its_gates_are_used() -> None:
    weights = stacked.stack(lstms())
    x = torch.randn(4, 5, 2, generator=torch.Generator().manual_seed(3))

    def shut_from_two(t: int, gates: stacked.Gates) -> stacked.Gates:
        return gates._replace(i=torch.zeros_like(gates.i), f=torch.ones_like(gates.f)) if t >= 2 else gates

    plain, edited = list(stacked.steps(weights, x)), list(stacked.steps(weights, x, edit=shut_from_two))
    assert torch.equal(plain[1].c, edited[1].c)
    assert torch.equal(edited[3].c, edited[1].c)
    assert not torch.equal(edited[3].h, edited[1].h)


def test_a_cell_may_be_squashed_by_other_functions() -> None:
    weights = stacked.stack(lstms())
    x = torch.randn(3, 5, 2, generator=torch.Generator().manual_seed(4))
    cell = stacked.Cell(gate=torch.ones_like, candidate=torch.relu, output=lambda c: 2 * c)
    for step in stacked.steps(weights, x, cell):
        assert (step.gates.g >= 0).all()
        torch.testing.assert_close(step.h, 2 * step.c)
