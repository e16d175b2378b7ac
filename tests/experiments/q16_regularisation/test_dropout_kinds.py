"""What dropout_kinds measures is what it says it is, and the start of one training comes out again."""

import pytest
import torch
from torch.testing import assert_close

from scripts.experiments.q16_regularisation import dropout_kinds as experiment
from scripts.experiments.records.results import data

SETTINGS = experiment.SETTINGS
SMALL = SETTINGS | {"H": 6, "E": 5}
K, S, B, T = 7, 2, 3, 9


@pytest.fixture
def weights():
    started = [experiment.start(seed, K, SMALL) for seed in range(S)]
    return {name: 3 * torch.stack([one[name] for one in started]) for name in started[0]}


@pytest.fixture
def x():
    return torch.randint(K, (S, B, T), generator=torch.Generator().manual_seed(0))


def rates(p: float) -> torch.Tensor:
    return torch.full((S,), p)


def test_without_dropout_it_is_the_lstm_of_torch(weights, x):
    ours = experiment.scores(weights, x)
    for s in range(S):
        own = {name: value[s] for name, value in weights.items()}
        layer = torch.nn.LSTM(5, 6, batch_first=True)
        zeros = torch.zeros_like(own["b"])
        loaded = {"weight_ih_l0": own["W"], "weight_hh_l0": own["U"], "bias_ih_l0": own["b"], "bias_hh_l0": zeros}
        layer.load_state_dict(loaded)
        hs = layer(own["embedding"][x[s]])[0]
        assert_close(ours[s], hs @ own["readout"].T + own["bias"], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("kind", SETTINGS["kinds"])
def test_each_kind_does_nothing_at_rate_zero_and_something_above(weights, x, kind):
    plain = experiment.scores(weights, x)
    assert_close(experiment.scores(weights, x, kind, rates(0.0)), plain)
    if kind != "none":
        assert (experiment.scores(weights, x, kind, rates(0.5)) - plain).abs().max() > 0.01


def test_only_the_locked_mask_stays_the_same_over_the_steps(weights, x, monkeypatch):
    drawn = []
    own = experiment.mask
    monkeypatch.setattr(experiment, "mask", lambda *a: drawn.append(own(*a)) or drawn[-1])
    for kind, masks in {
        "h_locked": 1,
        "h_fresh": T,
        "c_fresh": T,
        "candidate": T,
        "weight_drop": 1,
        "forward": 2,
    }.items():
        drawn.clear()
        experiment.scores(weights, x, kind, rates(0.5))
        assert len(drawn) == masks, kind


def test_a_mask_drops_at_its_networks_rate_and_keeps_the_mean():
    torch.manual_seed(0)
    mask = experiment.mask(torch.tensor([0.2, 0.5]), 300, 400)
    assert_close((mask == 0).float().mean((1, 2)), torch.tensor([0.2, 0.5]), rtol=0, atol=0.01)
    assert_close(mask.mean((1, 2)), torch.ones(2), rtol=0, atol=0.02)


def test_zoneout_in_evaluation_agrees_with_training_where_nothing_is_random(weights, x):
    for p in (0.0, 1.0):
        trained, mean = (experiment.scores(weights, x, kind, rates(p)) for kind in ("zoneout", "zoneout_mean"))
        assert_close(trained, mean)
    assert (mean - experiment.scores(weights, x)).abs().max() > 0.01


def test_the_baseline_comes_out_again():
    assert data("dropout_kinds").pairs == pytest.approx(experiment.pairs(experiment.parts(SETTINGS)), abs=1e-4)


def test_the_first_updates_again_agree_with_the_record():
    settings = SETTINGS | {"updates": SETTINGS["check_every"], "seeds": SETTINGS["seeds"][:1]}
    checks, _ = experiment.train("none", experiment.parts(settings), settings)
    assert checks[0].validation.mean().item() == pytest.approx(data("dropout_kinds").none.curve[0], abs=0.15)


def test_no_network_overfits_within_the_budget():
    for kind in SETTINGS["kinds"]:
        assert data("dropout_kinds")[kind].updates == [SETTINGS["updates"]] * len(SETTINGS["seeds"])
