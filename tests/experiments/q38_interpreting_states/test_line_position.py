"""What line_position measures is what it says it is, one seed comes out as recorded, and the record shows the claim."""

import numpy as np
import pytest
import torch

from scripts.experiments.q38_interpreting_states import line_position as experiment
from scripts.experiments.q38_interpreting_states import reader
from scripts.experiments.q38_interpreting_states.clamping import States, bits, clamped, read
from scripts.experiments.q38_interpreting_states.wrapped_text import Wrapped, load
from scripts.experiments.records.results import data
from scripts.experiments.records.spread import rounded

SETTINGS = experiment.SETTINGS
SMALL = SETTINGS | {"E": 4, "H": 6, "random_units": 2, "random_sets": 3, "B": 4, "k": 9, "updates": 3}


@pytest.fixture(scope="module")
def text() -> Wrapped:
    return load(SETTINGS["width"])


@pytest.fixture(scope="module")
def recorded():
    return data("line_position")


def test_an_untrained_network_starts_with_the_spread_biases(text):
    network = experiment.start(len(text.alphabet), 0, SETTINGS)
    H = SETTINGS["H"]
    b = (network.layer.bias_ih_l0 + network.layer.bias_hh_l0).detach()
    assert torch.equal(b[:H], -b[H : 2 * H])
    assert 0.0 <= b[H : 2 * H].min() < b[H : 2 * H].max() <= np.log(SETTINGS["longest"] - 1)
    assert b[H : 2 * H].exp().mean().item() == pytest.approx(SETTINGS["longest"] / 2, rel=0.2)


def test_training_carries_the_state_through_an_epoch_and_begins_the_next_at_zero(text, monkeypatch):
    seen, whole = [], reader.Network.forward
    monkeypatch.setattr(
        reader.Network, "forward", lambda self, x, state: (seen.append((x, state)), whole(self, x, state))[1]
    )
    short = text._replace(train=experiment.Part(text.train.places[:80], text.train.column[:80]))
    experiment.trained(0, short, SMALL)  # two chunks in an epoch
    assert [state is not None for _, state in seen] == [False, True, False]
    assert torch.equal(torch.cat([seen[0][0], seen[1][0]]).t().flatten(), text.train.places[:72])
    assert not seen[1][1][0].requires_grad


def test_correlations_are_by_unit_and_luck_is_the_best_of_them_with_shifted_columns():
    rng = np.random.default_rng(0)
    column = np.arange(600) % 30
    c = np.stack([rng.normal(size=600), -column + rng.normal(size=600)], axis=1)
    found = experiment.correlations(c, column)
    assert abs(found[0]) < 0.1
    assert found[1] == pytest.approx(np.corrcoef(c[:, 1], column)[0, 1])
    noise = rng.normal(size=(600, 40))
    lucky = experiment.by_luck(noise, column, SETTINGS)
    assert np.abs(experiment.correlations(noise, column)).mean() < lucky < 0.2


def test_within_groups_a_correlation_knows_nothing_of_the_groups():
    rng = np.random.default_rng(0)
    groups = rng.integers(0, 6, 4000)
    noise = rng.normal(size=(2, 4000))
    a, b = noise + 5.0 * np.sin(groups)
    assert np.corrcoef(a, b)[0, 1] > 0.8
    assert abs(experiment.within(a, b, groups)) < 0.05
    assert experiment.within(a + 3.0 * noise[1], b, groups) > 0.9


def test_at_the_readout_a_unit_is_replaced_and_the_loop_runs_on(text):
    network = experiment.start(len(text.alphabet), 0, SMALL)
    copy = experiment.at_readout(network, 4, 0.3)
    x = text.test.places[:50, None]
    with torch.no_grad():
        hs = network.layer(network.embedding(x))[0]
        hs[..., 4] = 0.3
        torch.testing.assert_close(copy(x, None)[0], network.readout(hs))
    assert not torch.equal(copy.readout.weight, network.readout.weight)


def test_each_clamp_has_the_bits_that_it_is_named_for(text):
    network = experiment.start(len(text.alphabet), 0, SMALL)
    states = read(network, text.validation.places[:500])
    means = States(states.c.mean(axis=0), states.h.mean(axis=0))
    order = [4, 2, 0, 1, 3, 5]
    found = experiment.clamps(network, text, order, means, SMALL)
    choice = (text.alphabet.index("\n"), text.alphabet.index(" "))
    alone = [bits(network, text.test.places, choice, clamped([[unit]], means))[0] for unit in order]
    assert found["none"]["ends"] == pytest.approx(bits(network, text.test.places, choice)[0].ends)
    assert found["unit"]["ends"] == pytest.approx(alone[0].ends, rel=1e-5)
    assert found["second"]["others"] == pytest.approx(alone[1].others, rel=1e-5)
    assert found["others"]["ends"] == pytest.approx(np.mean([one.ends for one in alone[1:]]), rel=1e-5)
    assert found["worst_other"]["ends"] == pytest.approx(max(one.ends for one in alone[1:]), rel=1e-5)


def test_the_example_is_whole_lines(text):
    shown = experiment.shown(text.test.places[experiment.example(text, SETTINGS)], text.alphabet)
    assert shown.count("\n") == SETTINGS["example_lines"]
    assert shown.endswith("\n")
    assert text.test.column[experiment.example(text, SETTINGS)][0] == 0


def test_the_baselines_again_agree_with_the_record(text, recorded):
    again = experiment.baselines(text, SETTINGS)
    for name, value in again.items():
        assert value == pytest.approx(recorded.baseline[name], rel=1e-3)


def test_the_share_alone_costs_its_entropy(text):
    found = experiment.baselines(text, SETTINGS)
    p = found["share"]
    assert found["constant"] == pytest.approx(-p * np.log2(p) - (1 - p) * np.log2(1 - p), abs=1e-3)


@pytest.mark.slow
def test_one_seed_again_agrees_with_the_record(text, recorded):
    again = experiment.measure(0, text, SETTINGS | {"random_sets": 2})
    assert abs(again["correlation"]) > recorded.size.mean - 0.2
    assert again["clamped"]["unit"]["ends"] > again["clamped"]["none"]["ends"] + 0.2
    assert again["probes"]["probe"] == pytest.approx(recorded.probes.probe.mean, abs=0.1)
    assert len(again["over_text"]) == len(recorded.example.text)
    assert rounded(again["second"]) < abs(again["correlation"])


def test_in_every_network_one_unit_follows_the_line_and_it_is_another_one_each_time(recorded):
    assert len(set(recorded.units)) == len(SETTINGS["seeds"])
    assert min(recorded.size["values"]) > 0.89
    assert max(recorded.second["values"]) < min(recorded.size["values"])
    assert max(recorded.shifted["values"]) < 0.1


def test_the_unit_carries_the_line_breaks_and_nothing_else(recorded):
    clamp = {name: recorded.clamped[name] for name in recorded.clamped}
    ends = {name: np.array(one.ends["values"]) for name, one in clamp.items()}
    others = {name: np.array(one.others["values"]) for name, one in clamp.items()}
    assert (ends["none"] < 0.5 * recorded.baseline.constant).all()
    assert (ends["unit"] > recorded.baseline.constant).all()
    assert (ends["unit"] > ends["readout"]).all()
    assert (ends["readout"] > ends["none"] + 0.25).all()
    assert (ends["second"] < ends["none"] + 0.05).all()
    assert (ends["worst_other"] < ends["unit"] - 0.4).all()
    assert (others["unit"] < others["none"]).all()
    assert (others["random"] > others["none"] + 0.15).all()
    assert round(ends["worst_other"].max(), 2) == 0.61


def test_the_unit_follows_the_column_more_than_the_words_and_the_networks_know_more_than_the_words(recorded):
    rival = {name: np.array(recorded.rival[name]["values"]) for name in recorded.rival}
    assert (rival["words"] < np.array(recorded.size["values"])).all()
    assert (rival["column_given_words"] > 0.6).all()
    assert (rival["words_given_column"] < rival["column_given_words"] - 0.1).all()
    assert max(recorded.clamped.none.ends["values"]) < recorded.baseline.words - 0.15
    assert 0.8 < recorded.baseline.words_and_column < 0.9


def test_without_the_weight_one_network_of_four_counts_columns_and_clamping_costs_it_as_much(recorded):
    size = np.array(recorded.plain.size["values"])
    none, unit = (np.array(recorded.plain.clamped[name].ends["values"]) for name in ("none", "unit"))
    learned = none < 0.5 * recorded.baseline.constant
    assert learned.tolist() == [False, False, True, False]
    assert none[~learned] == pytest.approx(recorded.baseline.constant, abs=0.01)
    assert unit[~learned] == pytest.approx(recorded.baseline.constant, abs=0.01)
    assert unit[learned] > recorded.baseline.constant + 0.2
    assert size[learned] > 0.85 > 0.3 > size[~learned].max()


def test_held_units_also_cost_more_on_whether_the_word_ends(recorded):
    none, unit = (recorded.clamped[name] for name in ("none", "unit"))
    more = [np.array(unit[part]["values"]) - np.array(none[part]["values"]) for part in ("white", "ends")]
    assert (more[0] > more[1]).all()


def test_counts_of_characters_know_no_more_than_the_share(recorded):
    assert recorded.baseline.column < 0.4 * recorded.baseline.constant < recorded.baseline.ngram


def test_an_untrained_network_can_be_probed_nearly_as_well(recorded):
    right = {name: recorded.probes[name].mean for name in recorded.probes}
    assert right["probe"] > right["unit"] > right["untrained"] > right["probe_without_unit"] > right["control"]
    assert right["probe"] - right["untrained"] < 0.08
    assert right["unit"] > right["words"] > right["untrained"] > right["window"] + 0.1
