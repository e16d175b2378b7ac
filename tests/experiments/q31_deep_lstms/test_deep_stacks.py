"""Deep stacks: what is compared is of equal size, what is added where, the choice of rates, and one setting again."""

import pytest
import torch
from torch import nn

from scripts.experiments.q31_deep_lstms import deep_lstm
from scripts.experiments.q31_deep_lstms import deep_stacks as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.training.races import Run

SETTINGS = experiment.SETTINGS
D, H, K, L, T, B = 3, 5, 4, 3, 6, 2


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "deep_stacks.json").results


def stack(kind: str, layers: int = L) -> deep_lstm.DeepLSTM:
    return deep_lstm.start(kind, D, H, K, layers, 0, 1.0)


def x() -> torch.Tensor:
    return torch.randn(T, B, D, generator=torch.Generator().manual_seed(1))


def test_a_plain_stack_is_pytorchs():
    net, theirs = stack("plain"), nn.LSTM(D, H, num_layers=L)
    for n, layer in enumerate(net.layers):
        for name, value in layer.named_parameters():
            getattr(theirs, name.replace("_l0", f"_l{n}")).data = value.data
    torch.testing.assert_close(net(x()), net.readout(theirs(x())[0]))


@pytest.mark.parametrize("kind", ["residual", "residual_norm"])
def test_layers_that_say_nothing_leave_the_first_as_it_is(kind):
    net, handed = stack(kind), []
    with torch.no_grad():
        for layer in net.layers[1:]:
            for value in layer.parameters():
                value.zero_()
    net(x(), handed)
    torch.testing.assert_close(handed[-1], net.layers[0](x())[0])


def test_norm_hands_up_each_step_with_mean_zero_and_variance_one():
    handed = []
    stack("norm")(x(), handed)
    assert len(handed) == L
    for u in handed:
        torch.testing.assert_close(u.mean(-1), torch.zeros(T, B), rtol=0, atol=1e-5)
        assert ((u.var(-1, unbiased=False) - 1).abs() < 0.1).all()  # less than 1 by the epsilon of LayerNorm


@pytest.mark.parametrize("kind", deep_lstm.KINDS)
def test_only_normalisation_adds_weights(kind):
    norms = 2 * H * L if "norm" in kind else 0
    assert stack(kind).parameter_count() == stack("plain").parameter_count() + norms


def test_residual_norm_reads_normalised_inputs_but_for_the_first():
    net, read_by = stack("residual_norm"), []
    for layer in net.layers:
        layer.register_forward_pre_hook(lambda _, inputs: read_by.append(inputs[0]))
    net.readout.register_forward_pre_hook(lambda _, inputs: read_by.append(inputs[0]))
    net(x())
    torch.testing.assert_close(read_by[0], x())
    for reads in read_by[1:]:
        torch.testing.assert_close(reads.mean(-1), torch.zeros(T, B), rtol=0, atol=1e-5)


def test_an_unknown_kind_is_an_error():
    with pytest.raises(ValueError, match="expected one of plain"):
        deep_lstm.DeepLSTM("dense", D, H, K, L)


def test_the_forget_bias_is_the_sum_of_both():
    for layer in stack("plain").layers:
        assert (layer.bias_ih_l0 + layer.bias_hh_l0)[H : 2 * H].tolist() == [1.0] * H


def test_probe_agrees_with_backward_and_with_the_spread():
    net, handed, target = stack("residual"), [], torch.zeros(B, K)
    out = net(x(), handed)
    for u in handed:
        u.retain_grad()
    (out[-1] - target).square().sum(-1).mean().backward()
    made = deep_lstm.probe(net, x(), lambda out: (out[-1] - target).square().sum(-1).mean())
    for n, u in enumerate(handed):
        by_sequence = (u.grad * B).square().sum((0, 2)).mean().sqrt()  # of the sequence's own loss
        weights = torch.cat([p.grad.flatten() for p in net.layers[n].parameters()])
        assert made.to_u[n] == pytest.approx(by_sequence.item(), rel=1e-5)
        assert made.to_weights[n] == pytest.approx(weights.norm().item(), rel=1e-5)
        assert made.signal[n] == pytest.approx(u[-1].std(0).square().mean().sqrt().item(), rel=1e-5)


def test_lengths_by_lag_count_from_the_last_step():
    lengths = deep_lstm.lengths_by_lag(stack("plain"), x(), torch.eye(H)[0])
    assert lengths.shape == (L, T)
    assert lengths[-1].tolist() == [1.0] + [0.0] * (T - 1)
    assert (lengths[0] > 0).all()


@pytest.mark.parametrize("kind", SETTINGS["kinds"])
def test_all_stacks_have_about_as_many_weights(recorded, kind):
    for depth, made in recorded[kind].items():
        count = experiment.network(kind, int(depth), SETTINGS["widths"][depth], 0, SETTINGS).parameter_count()
        assert made["parameters"] == count
        assert abs(count / recorded["plain"]["8"]["parameters"] - 1) < 0.035


def test_the_tuning_seeds_are_not_measured():
    assert not set(SETTINGS["tuning"]["seeds"]) & set(SETTINGS["seeds"])


@pytest.mark.parametrize(("solves_at", "tried"), [(0.01, 3), (0.003, 4), (0.03, 4), (0.001, 4), (0.1, 4)])
def test_the_next_rate_is_tried_while_the_best_is_at_the_edge(monkeypatch, solves_at, tried):
    def train(net, rate, seed, settings):
        distance = abs(torch.tensor(rate / solves_at).log().item())
        return Run(1 - 0.1 * distance, settings["updates"])

    monkeypatch.setattr(experiment, "train", train)
    best, results = experiment.best_rate("plain", 1, 1, SETTINGS)
    assert best == solves_at
    assert len(results) == tried


@pytest.mark.parametrize(
    ("at_small", "at_large"),
    [
        ([(1.0, 600), (1.0, 600)], [(1.0, 25), (0.5, 600)]),  # more seeds go before fewer updates
        ([(1.0, 100), (1.0, 100)], [(1.0, 200), (1.0, 200)]),
        ([(0.6, 600), (0.6, 600)], [(0.9, 600), (0.2, 600)]),
    ],
)
def test_the_better_rate_solves_more_then_sooner_then_is_more_often_right(monkeypatch, at_small, at_large):
    def train(net, rate, seed, settings):
        return Run(*(at_small if rate == 0.01 else at_large)[settings["tuning"]["seeds"].index(seed)])

    monkeypatch.setattr(experiment, "train", train)
    settings = SETTINGS | {"tuning": SETTINGS["tuning"] | {"rates": [0.01, 0.02], "below": [], "above": []}}
    assert experiment.best_rate("plain", 1, 1, settings | {"tuning": settings["tuning"] | {"below": [0.02]}})[0] == 0.01


def test_the_shallow_narrow_stack_measured_again_agrees_with_the_record(recorded):
    before = recorded["narrow"]["1"]
    net = experiment.network("plain", 1, before["H"], 0, SETTINGS)
    start = experiment.probe(net, SETTINGS)
    made = experiment.train(net, before["rate"], 0, SETTINGS)
    assert made.right >= SETTINGS["solved"]
    assert made.updates <= 2 * max(before["updates_until_solved"])
    assert start.signal[0] == pytest.approx(before["start"]["signal"]["1"]["values"][0], rel=1e-3)


def test_after_training_the_lowest_plain_layer_gets_more_than_the_highest_in_every_seed(recorded):
    end = recorded["plain"]["8"]["end"]
    ratios = [low / high for low, high in zip(*(end["to_u"][n]["values"] for n in ("1", "8")), strict=True)]
    assert ratios.index(min(ratios)) == 0
    assert ratios.index(max(ratios)) == 1
    assert min(ratios) > 1
    assert min(end["signal"]["8"]["values"]) > 0.5


def test_depth_lowers_the_rate_of_the_plain_stack(recorded):
    rates = [recorded["plain"][depth]["rate"] for depth in ("1", "2", "4", "8")]
    assert rates == sorted(set(rates), reverse=True)


def test_one_layer_needs_the_fewest_updates(recorded):
    def mean(made: dict) -> float:
        needed = [n or SETTINGS["updates"] for n in made["updates_until_solved"]]
        return sum(needed) / len(needed)

    others = [
        made for kind in SETTINGS["kinds"] for depth, made in recorded[kind].items() if (kind, depth) != ("plain", "1")
    ]
    assert mean(recorded["plain"]["1"]) < min(mean(made) for made in others)


def test_what_is_passed_on_is_gathered_by_quantity_and_layer():
    probes = [deep_lstm.Probe([1.0, 2.0], [3.0, 4.0], [5.0, at]) for at in (6.0, 8.0)]
    made = experiment.by_layer(probes)
    assert made["to_weights"]["1"]["values"] == [3.0, 3.0]
    assert made["signal"]["2"]["values"] == [6.0, 8.0]
