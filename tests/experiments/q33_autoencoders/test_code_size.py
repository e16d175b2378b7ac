"""What code_size measures is what it says it is, and one seed comes out as recorded."""

import pytest
import torch

from scripts.experiments.q33_autoencoders import code_size as experiment
from scripts.experiments.records.results import data
from scripts.experiments.records.spread import spreads
from scripts.experiments.tasks.labelled import Labelled

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded():
    return data("code_size")


@pytest.fixture(scope="module")
def days():
    return experiment.parts(SETTINGS)


def test_no_held_out_day_is_learned_from(days):
    learned, held = days
    assert {name: len(part.y) for name, part in learned.items()} == {"few": 67, "many": 582}
    assert torch.equal(learned["many"].x[:, :67], learned["few"].x)
    apart = torch.cdist(held.x[:, :, 0].T, learned["many"].x[:, :, 0].T)
    assert apart.min() > 0.01


def test_each_day_has_mean_zero_and_variance_one_but_for_a_divisor(days):
    _, held = days
    assert held.x.mean(0).abs().max() < 1e-5
    assert torch.allclose(held.x.var(0), torch.tensor(1.0), atol=1e-3)


def test_as_many_components_as_hours_rebuild_everything(days):
    learned, held = days
    all_of_it = experiment.pca(24, learned["many"], held)
    assert all_of_it["error"] < 1e-10
    assert experiment.pca(23, learned["few"], held)["error"] < 1e-3


def test_pca_again_gives_the_record(days, recorded):
    learned, held = days
    for name, part in learned.items():
        for K in SETTINGS["sizes"]:
            again = experiment.pca(K, part, held)
            assert again["error"] == pytest.approx(recorded.pca[name][K].error, rel=1e-3)


def test_measure_finds_the_nearest_code():
    x = torch.tensor([[0.0, 1.0, 5.0]])[:, :, None]  # three days of one hour
    learned = Labelled(x, torch.ones(3, dtype=torch.long), torch.tensor([0, 0, 1]))
    held = Labelled(x[:, 1:] + 0.4, torch.ones(2, dtype=torch.long), torch.tensor([0, 1]))
    found = experiment.measure(lambda x: x[0], lambda x: 0 * x, learned, held)
    assert found["season"] == 1.0
    assert found["error"] == pytest.approx((1.4**2 + 5.4**2) / 2)
    assert found["learned"] == pytest.approx(26 / 3)


def test_the_first_thing_that_is_learned_is_the_mean_day(days, recorded):
    learned, held = days
    short = SETTINGS | {"updates": 150}
    network, early = experiment.train(1, SETTINGS["seeds"][0], learned["many"].x, recorded.rate, short)
    found = experiment.measure(network.encode, network, learned["many"], held)
    assert recorded.pca["many"][1].error < found["error"] < 1.1 * recorded.mean_day["many"]
    assert found["error"] < early


def test_a_rate_is_judged_on_days_that_it_did_not_learn_from(days, monkeypatch):
    x, learned, asked = days[0]["many"].x, [], []

    def train(K, seed, x, rate, settings):
        learned.append(x)
        return lambda x: (asked.append(x), x + rate)[1], 0.0

    monkeypatch.setattr(experiment, "train", train)
    rates = SETTINGS["tuning"]["rates"]
    assert experiment.tuned(x, SETTINGS) == pytest.approx({str(rate): rate**2 for rate in rates}, rel=1e-3)
    assert all(torch.equal(one, learned[0]) for one in learned)
    assert learned[0].shape[1] + asked[0].shape[1] == x.shape[1]
    assert torch.cdist(asked[0][:, :, 0].T, learned[0][:, :, 0].T).min() > 0


def test_longer_is_the_same_training_with_a_multiple_of_the_updates(days, recorded):
    learned, held = days
    short = SETTINGS | {"seeds": [0, 1], "updates": 4, "longer": {"size": 2, "times": 3}}
    expected = []
    for seed in short["seeds"]:
        network, _ = experiment.train(2, seed, learned["many"].x, recorded.rate, SETTINGS | {"updates": 12})
        expected.append(experiment.measure(network.encode, network, learned["many"], held))
    assert experiment.longer(learned["many"], held, recorded.rate, short) == spreads(expected)


@pytest.mark.slow
def test_one_seed_again_agrees_with_the_record(days, recorded):
    learned, held = days
    network, _ = experiment.train(2, SETTINGS["seeds"][0], learned["many"].x, recorded.rate, SETTINGS)
    found = experiment.measure(network.encode, network, learned["many"], held)
    assert found["error"] == pytest.approx(recorded.lstm["many"][2].error["values"][0], rel=0.25)


def test_the_rate_is_the_best_of_its_grid_and_not_at_its_edge(recorded):
    rates = {rate: recorded.rates[str(rate)] for rate in SETTINGS["tuning"]["rates"]}
    assert recorded.rate == min(rates, key=rates.get)
    assert min(rates) < recorded.rate < max(rates)
    assert SETTINGS["tuning"]["seed"] not in SETTINGS["seeds"]


def test_from_many_days_half_of_pcas_error_with_one_or_two_numbers_and_more_with_eight(recorded):
    lstm, pca = recorded.lstm["many"], recorded.pca["many"]
    for K in (1, 2):
        assert lstm[K].error["mean"] / pca[K].error == pytest.approx(0.5, abs=0.03)
    assert max(lstm[4].error["values"]) < pca[4].error
    assert min(lstm[8].error["values"]) > 1.5 * pca[8].error


def test_at_eight_numbers_the_learned_days_are_rebuilt_no_better_than_others(recorded):
    eight = recorded.lstm["many"][8]
    assert abs(eight.learned["mean"] - eight.error["mean"]) < eight.error["sd"]


def test_four_times_the_updates_leave_the_error_at_eight_numbers_little_above_pcas(recorded):
    assert SETTINGS["longer"] == {"size": 8, "times": 4}
    longer, shorter, pca = recorded.longer, recorded.lstm["many"][8], recorded.pca["many"][8]
    assert pca.error < min(longer.error["values"])
    assert max(longer.error["values"]) < 1.2 * pca.error
    assert max(longer.error["values"]) < 0.75 * min(shorter.error["values"])
    assert max(longer.learned["values"]) < pca.learned < min(shorter.learned["values"])


def test_from_few_days_the_lead_is_gone_at_two_numbers_and_learned_days_are_rebuilt_far_better(recorded):
    lstm, pca = recorded.lstm["few"], recorded.pca["few"]
    assert max(lstm[1].error["values"]) < pca[1].error
    assert abs(lstm[2].error["mean"] - pca[2].error) < lstm[2].error["sd"]
    for K in (4, 8):
        assert min(lstm[K].error["values"]) > pca[K].error
        assert lstm[K].error["mean"] > 4 * lstm[K].learned["mean"]


def test_one_number_of_the_lstm_knows_the_half_year_and_one_component_hardly(recorded):
    assert min(recorded.lstm["many"][1].season["values"]) > 0.9
    assert recorded.pca["many"][1].season < 0.6
    assert recorded.lstm["many"][2].season["mean"] - recorded.pca["many"][2].season < 0.02
    assert recorded.commonest == pytest.approx(0.5, abs=0.01)


def test_turning_the_target_did_not_help_with_a_repeated_code(recorded):
    end, beginning = recorded.order.from_the_end, recorded.order.from_the_beginning
    assert abs(end.error["mean"] - beginning.error["mean"]) < beginning.error["sd"]
    assert min(end.early["values"]) > 1.5 * max(beginning.early["values"])
    assert end.error["values"] == recorded.lstm["many"][SETTINGS["order_size"]].error["values"]
