"""Long lags: what each help changes, the half-lives against a network set by hand, and one setting measured again."""

import numpy as np
import pytest
import torch

from scripts.experiments.q23_long_term_dependencies import holding_times, lag_helpers
from scripts.experiments.q23_long_term_dependencies import long_lags as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.tasks import copying

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "long_lags.json").results


def keeper(f: float):
    """A network without feedback whose every forget gate is f, and which writes nothing over blanks."""
    net = lag_helpers.network("bias_1", 20, 0, SETTINGS)
    H = SETTINGS["H"]
    with torch.no_grad():
        for parameter in net.layer.parameters():
            parameter.zero_()
        net.layer.bias_ih_l0[H : 2 * H] = torch.logit(torch.tensor(f))
    return net


def test_a_curriculum_and_an_auxiliary_loss_leave_the_network_of_bias_one_as_it_is():
    plain = lag_helpers.network("bias_1", 100, 0, SETTINGS).state_dict()
    for helped in ("curriculum", "auxiliary"):
        other = lag_helpers.network(helped, 100, 0, SETTINGS).state_dict()
        assert all(torch.equal(plain[name], other[name]) for name in plain)
    H = SETTINGS["H"]
    assert (plain["layer.bias_ih_l0"][H : 2 * H] + plain["layer.bias_hh_l0"][H : 2 * H] == 1).all()


def test_chrono_has_other_biases_and_the_same_matrices():
    plain = lag_helpers.network("bias_1", 100, 0, SETTINGS).layer
    chrono = lag_helpers.network("chrono", 100, 0, SETTINGS).layer
    assert torch.equal(plain.weight_hh_l0, chrono.weight_hh_l0)
    H = SETTINGS["H"]
    times = chrono.bias_ih_l0[H : 2 * H].exp()
    assert 100 < times.max() <= 150


def test_a_helpedthat_is_not_known_is_named():
    with pytest.raises(ValueError, match="'hope' is no help"):
        lag_helpers.network("hope", 100, 0, SETTINGS)


def test_attention_reads_the_weighted_mean_of_all_hidden_states():
    net = lag_helpers.network("attention", 20, 0, SETTINGS)
    x = copying.draw(1, 20, 3, torch.Generator().manual_seed(0)).x
    h = net.layer(x)[0][:, 1].detach().double().numpy()
    scores = h @ h[-1]
    share = np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()
    found = np.concatenate([h[-1], share @ h])
    logits = net.readout.weight.detach().double().numpy() @ found + net.readout.bias.detach().double().numpy()
    assert net(x)[0, 1].detach().numpy() == pytest.approx(logits, abs=1e-5)


def lesson(helped: str, lag: int = 100) -> lag_helpers.Lesson:
    net = lag_helpers.network(helped, lag, 0, SETTINGS)
    return lag_helpers.Lesson(helped, net, lag, torch.Generator().manual_seed(0), SETTINGS)


def test_a_curriculum_lengthens_its_lag_only_when_a_batch_is_answered_and_never_beyond_the_lag():
    rising = lesson("curriculum")
    assert rising.now == SETTINGS["curriculum"]["from"]
    rising.go_on(0.5)
    assert rising.now == 10
    rising.go_on(0.05)
    assert rising.now == 12
    for _ in range(100):
        rising.go_on(0.05)
    assert rising.now == 100


@pytest.mark.parametrize("helped", ["bias_1", "chrono", "auxiliary", "attention"])
def test_every_other_helpedtrains_at_the_lag_itself(helped):
    level = lesson(helped)
    level.go_on(0.0)
    level.loss()
    assert (level.now, level.steps) == (100, 102)


def test_the_auxiliary_loss_asks_at_every_step():
    taught = lesson("auxiliary", 5)
    batch = copying.draw(1, 5, SETTINGS["batch"], torch.Generator().manual_seed(0))
    logits = taught.net(batch.x)
    each = [torch.nn.functional.cross_entropy(step, batch.y[0]).item() for step in logits]
    assert taught.loss().item() == pytest.approx(np.mean(each), rel=1e-5)


def test_one_of_each_has_the_eight_sequences_in_order():
    batch = holding_times.one_of_each(3)
    assert batch.x.shape == (5, 8, copying.WIDTH)
    assert batch.x[0].argmax(dim=-1).tolist() == batch.y[0].tolist() == list(range(8))
    assert (batch.x[1:4].argmax(dim=-1) == copying.BLANK).all()
    assert (batch.x[4].argmax(dim=-1) == copying.CUE).all()


def test_half_lives_of_a_constant_gate_are_those_of_the_formula():
    mean, by_symbol = holding_times.half_lives(keeper(0.9), 30)
    assert mean == pytest.approx(np.full(SETTINGS["H"], np.log(0.5) / np.log(0.9)), rel=1e-5)
    assert by_symbol == pytest.approx(np.broadcast_to(mean, (8, SETTINGS["H"])), rel=1e-5)


def test_half_lives_by_symbol_tell_symbols_apart_that_the_mean_gate_mixes():
    net = keeper(0.5)
    H = SETTINGS["H"]
    with torch.no_grad():  # unit 0 saturates at symbol 3 and holds its own gate open from there on
        net.layer.weight_ih_l0[0, 3] = net.layer.weight_ih_l0[2 * H, 3] = net.layer.weight_ih_l0[3 * H, :] = 30.0
        net.layer.bias_ih_l0[0] = -15.0
        net.layer.weight_hh_l0[H, 0] = 30.0
    mean, by_symbol = holding_times.half_lives(net, 30)
    assert by_symbol[3, 0] > 1e4
    assert np.delete(by_symbol[:, 0], 3) == pytest.approx(np.ones(7), rel=1e-3)
    assert 1 < mean[0] < 1.3  # ln ½ / ln ((1 + 7/2) / 8)


def test_latched_counts_what_is_named_although_the_gates_have_let_go():
    lives = np.array([10.0, 10.0, 100.0, 1e6])
    assert holding_times.latched(lives, [True, False, True, True], 1000, 0.001) == 2
    assert holding_times.latched(lives, [True, False, True, True], 1000, 0.0001) == 1


def test_without_feedback_the_gradient_that_is_left_is_the_product_of_the_gates():
    net = keeper(0.9)
    assert holding_times.gradient_left(net, 30, 20) == pytest.approx(0.9**20, rel=1e-4)


def test_solved_is_what_the_share_right_says_and_no_lag_is_tried_behind_one_that_nobody_solved(recorded):
    for helped in SETTINGS["help"]:
        outcomes = list(recorded[helped]["lags"].values())
        for made in outcomes:
            right = [share >= SETTINGS["solved"] for share in made["right"]["values"]]
            assert right == [n is not None for n in made["updates_until_solved"]]
            assert sum(right) == made["solved"]
        assert len(outcomes) >= 2
        assert all(made["solved"] for made in outcomes[1:-1])
        assert len(outcomes) == len(SETTINGS["lags"]) or not outcomes[-1]["solved"]


def test_the_curriculum_measured_again_agrees_with_the_record(recorded):
    before = recorded["curriculum"]
    net, run, _, _ = experiment.learn("curriculum", 100, before["rate"], 1, SETTINGS)
    assert run.right >= SETTINGS["solved"]
    assert run.updates <= 2 * max(before["lags"]["100"]["updates_until_solved"])
    assert holding_times.half_lives(net, 100)[0].max() < 100
    assert holding_times.gradient_left(net, 100, 50) < 0.2
