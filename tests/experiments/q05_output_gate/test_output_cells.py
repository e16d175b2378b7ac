"""The four cells: the whole one is PyTorch's, the others lack what they say; the answers are those of `counting`."""

import pytest
import torch
from torch import nn

from scripts.experiments.networks import recurrent
from scripts.experiments.q05_output_gate import output_cells as experiment
from scripts.experiments.q34_lstm_vs_gru import counting

ALL = list(experiment.CELLS)
TRAINING = {"longest": 6, "more": 2, "rate": 0.03, "updates": 3, "clip": 1.0}


@pytest.fixture
def weights():
    return experiment.start([5] * 4, 3, 1.0)


@pytest.fixture
def x():
    return torch.randn(9, 2, 2, generator=torch.Generator().manual_seed(1))


def network(weights, s: int, H: int = 3) -> recurrent.Recurrent:
    net = recurrent.Recurrent("lstm", 2, H, 1)
    net.load_state_dict({name: value[s].detach() for name, value in weights.items()})
    return net


def test_the_whole_cell_is_pytorch_s(weights, x):
    ran = list(experiment.steps(weights, x, ["whole"] * 4))
    out, (_, c_T) = network(weights, 2).layer(x)
    torch.testing.assert_close(torch.stack([step.h[2] for step in ran]), out, atol=1e-6, rtol=0)
    torch.testing.assert_close(ran[-1].c[2], c_T[0], atol=1e-6, rtol=0)


def test_all_cells_start_from_the_same_weights_and_make_c_from_h_in_the_same_way(weights, x):
    first = next(experiment.steps(weights, x, ALL))
    for s in range(1, 4):
        torch.testing.assert_close(first.c[s], first.c[0])  # h_0 = 0: what they show has not come back yet
    second = list(experiment.steps(weights, x[:2], ALL))[1]
    assert (second.c[1:] - second.c[0]).abs().amax(dim=(1, 2)).min() > 1e-4


def test_each_cell_shows_what_it_says(weights, x):
    for _, c, (_, _, _, o), h in ((s.h, s.c, s.gates, s.h) for s in experiment.steps(weights, x, ALL)):
        torch.testing.assert_close(h[0], o[0] * c[0].tanh())
        torch.testing.assert_close(h[1], o[1] * c[1])
        torch.testing.assert_close(h[2], c[2].tanh())
        torch.testing.assert_close(h[3], c[3])
        assert ((o[:2] > 0) & (o[:2] < 1)).all()
        assert (o[2:] == 1).all()


def test_a_run_goes_on_from_the_state_that_it_is_given(weights, x):
    through = list(experiment.steps(weights, x, ALL))
    again = list(experiment.steps(weights, x[4:], ALL, (through[3].h, through[3].c)))
    torch.testing.assert_close(again[-1].h, through[-1].h)


def test_training_treats_each_network_as_if_it_were_alone():
    together, alone = experiment.start([0, 1], 3, 1.0), experiment.start([1], 3, 1.0)
    norms = experiment.train(together, ["no_tanh", "whole"], TRAINING).norms
    norms_alone = experiment.train(alone, ["whole"], TRAINING).norms
    assert norms.shape == (3, 2)
    torch.testing.assert_close(norms[:, 1], norms_alone[:, 0], atol=1e-5, rtol=1e-4)
    for name, value in alone.items():
        torch.testing.assert_close(together[name][1], value[0], atol=1e-5, rtol=0)


def test_the_whole_cell_is_trained_as_counting_trains_it():
    ours = experiment.start([4], 3, 1.0)
    experiment.train(ours, ["whole"], TRAINING)
    theirs = counting.train({"kind": "lstm", "H": 3, "forget_bias": 1.0}, 4, TRAINING)
    for one, other in zip(network(ours, 0).parameters(), theirs.parameters(), strict=True):
        torch.testing.assert_close(one, other, atol=1e-5, rtol=0)


def test_a_gradient_that_is_not_finite_stays_in_its_network():
    weights = experiment.start([0, 1], 3, 1.0)
    weights["readout.bias"].data[0] = torch.nan
    before = {name: value.detach().clone() for name, value in weights.items()}
    trained = experiment.train(weights, ["whole", "whole"], TRAINING)
    assert trained.norms[:, 0].isnan().all()
    assert trained.norms[:, 1].isfinite().all()
    assert trained.finite.tolist() == [False, True]
    assert all(value[1].isfinite().all() for value in weights.values())
    assert not torch.equal(weights["readout.bias"][1], before["readout.bias"][1])
    assert torch.equal(weights["layer.weight_hh_l0"][0], before["layer.weight_hh_l0"][0])


def test_the_answers_are_those_that_counting_would_give():
    weights = experiment.start([0, 1, 2], 3, 1.0)
    weights["readout.bias"].data[:] = torch.tensor([[0.2], [-0.1], [-9.0]])
    said = experiment.answers(weights, ["whole"] * 3, 12)
    for s in range(3):
        net = network(weights, s)
        assert said[s].tolist() == [counting.said(net, n) for n in range(1, 13)]
    assert said[2].tolist() == [3 * n + 1 for n in range(1, 13)]


@pytest.mark.parametrize(("back", "says"), [(1.0, lambda n: n), (0.5, lambda n: 2 * n), (0.3, lambda n: 3 * n + 1)])
def test_a_counter_set_by_hand_is_exact_without_the_tanh(back, says):
    weights = experiment.start([0, 0], 1, 1.0)
    with torch.no_grad():
        for value in weights.values():
            value.zero_()
        weights["layer.weight_ih_l0"][:, 2] = torch.tensor([10.0, -torch.atanh(torch.tensor(back).clamp(max=1 - 1e-7))])
        weights["layer.bias_ih_l0"][:, [0, 1, 3]] = 100.0
        weights["readout.weight"][:] = -1.0
        weights["readout.bias"][:] = 0.05
    said = experiment.answers(weights, ["no_tanh", "neither"], 30)
    assert said.tolist() == [[says(n) for n in range(1, 31)]] * 2


def test_gates_that_do_not_read_h_do_not_drift():
    weights = experiment.start([0, 1], 3, 6.0)
    moved, shown = experiment.drift(weights, ["no_tanh", "whole"], 5, 25)
    assert (moved > 1e-5).all()
    assert shown[1] < 1
    weights["layer.weight_hh_l0"].data.zero_()
    moved, _ = experiment.drift(weights, ["no_tanh", "whole"], 5, 25)
    torch.testing.assert_close(moved, torch.zeros(2))


def test_the_readout_is_a_linear_layer(weights):
    h = torch.randn(4, 5, 3)
    readout = nn.Linear(3, 1)
    readout.load_state_dict({"weight": weights["readout.weight"][1], "bias": weights["readout.bias"][1]})
    torch.testing.assert_close(experiment.read(weights, h)[1], readout(h[1])[:, 0])
