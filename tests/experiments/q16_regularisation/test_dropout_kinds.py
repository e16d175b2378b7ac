"""What dropout_kinds measures is what it says it is, and the start of one training comes out again."""

import pytest
import torch
from torch.testing import assert_close

from scripts.experiments.q16_regularisation import dropout_kinds as experiment
from scripts.experiments.records.results import data
from scripts.experiments.tasks import guide_characters

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


def test_networks_of_a_seed_read_the_same_pieces_whatever_the_kind_and_the_rate(monkeypatch):
    read = []
    own = experiment.scores
    monkeypatch.setattr(experiment, "scores", lambda weights, x, *a: read.append(x) or own(weights, x, *a))
    settings = SMALL | {"updates": 2, "check_every": 3}
    for kind in ("none", "h_fresh"):
        experiment.train(kind, experiment.parts(settings), settings)
    none, fresh = read[:2], read[3:5]  # each training ends with the text that was learned from
    N = len(settings["seeds"])
    for one, other in zip(none, fresh, strict=True):
        assert torch.equal(other, torch.cat([one, one]))
        assert not torch.equal(one[0], one[1])
    assert not torch.equal(none[0], none[1])
    assert len(fresh[0]) == 2 * N


def test_each_treatment_takes_the_rate_that_is_better_there_and_its_own_checks():
    settings = {"seeds": [0, 1], "rates": [0.2, 0.5], "check_every": 10}
    validation = [[3.0, 3.0, 3.2, 3.2], [2.0, 2.5, 2.7, 2.7], [3.0, 2.0, 2.4, 2.4]]  # by check; two seeds a rate
    checks = [experiment.Bits(torch.tensor(row), torch.tensor(row) + 1) for row in validation]
    found = experiment.summary(checks, torch.zeros(4), settings)
    stopped, end = found["stopped"], found["end"]
    assert (stopped["p"], stopped["test"]["values"], stopped["updates"]) == (0.2, [3.0, 3.0], [20, 30])
    assert (end["p"], end["test"]["values"], end["updates"]) == (0.5, [3.4, 3.4], [30, 30])


def test_it_starts_with_forget_bias_one_and_every_other_bias_zero():
    H = SMALL["H"]
    assert torch.equal(experiment.start(0, K, SMALL)["b"].view(4, H).mean(1), torch.tensor([0.0, 1.0, 0.0, 0.0]))


def test_the_baseline_comes_out_again():
    assert data("dropout_kinds").pairs == pytest.approx(guide_characters.pairs(experiment.parts(SETTINGS)), abs=1e-4)


def test_the_first_updates_again_agree_with_the_record():
    settings = SETTINGS | {"updates": SETTINGS["check_every"]}
    checks, _ = experiment.train("none", experiment.parts(settings), settings)
    assert checks[0].validation.mean().item() == pytest.approx(data("dropout_kinds").none.end.curve[0], abs=0.01)


def test_without_dropout_every_network_overfits_within_the_budget():
    none = data("dropout_kinds").none
    assert max(none.stopped.updates) <= 0.6 * SETTINGS["updates"]
    risen = [
        end - best
        for end, best in zip(none.end.validation[0]["values"], none.stopped.validation[0]["values"], strict=True)
    ]
    assert min(risen) > 0.3
    assert none.end.learned["mean"] < 0.5 * none.end.validation[0]["mean"]


def test_no_kind_is_still_falling_when_the_budget_ends():
    for kind in SETTINGS["kinds"]:
        assert max(data("dropout_kinds")[kind].stopped.updates) < SETTINGS["updates"], kind
