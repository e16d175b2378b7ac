"""What pairs_recalled measures is what it says it is, and two networks come out as recorded."""

from itertools import pairwise

import pytest
import torch

from scripts.experiments.q40_limitations import pairs_recalled as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.records.results import data
from scripts.experiments.tasks import associative_recall as recall

SETTINGS = experiment.SETTINGS
SIZES = [str(H) for H in SETTINGS["H"]]


@pytest.fixture(scope="module")
def recorded():
    return data("pairs_recalled")


def hand_set() -> experiment.Lookup:
    """A lookup that finds each key by itself and hands its value on."""
    network = experiment.Lookup(recall.KEYS, 0)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.zero_()
        network.query.weight[:, : recall.KEYS] = 30.0 * torch.eye(recall.KEYS)
        network.key.weight[:, : recall.KEYS] = torch.eye(recall.KEYS)
        network.value.weight[: recall.VALUES, recall.KEYS :] = torch.eye(recall.VALUES)
        network.readout.weight[:, : recall.VALUES] = 50.0 * torch.eye(recall.VALUES)
    return network


def batch(P: int, B: int = 8) -> recall.Batch:
    return recall.draw(P, B, torch.Generator().manual_seed(P))


def test_a_lookup_can_hold_every_pair_and_does_not_know_their_order():
    network, (x, y) = hand_set(), batch(recall.KEYS)
    assert recall.share_right(network(x), recall.Batch(x, y)) == 1.0
    trained = experiment.Lookup(7, 1)
    x, _ = batch(5)
    shuffled = torch.cat([x[:5][[3, 1, 4, 0, 2]], x[5:]])
    torch.testing.assert_close(trained(shuffled), trained(x))


def test_an_lstm_has_the_size_and_the_forget_bias_of_the_settings():
    layer = experiment.lstm(SETTINGS["H"][0], 0, SETTINGS).layer
    assert layer.hidden_size == SETTINGS["H"][0]
    forget = (layer.bias_ih_l0 + layer.bias_hh_l0).chunk(4)[1]
    assert (forget == SETTINGS["forget_bias"]).all()


@pytest.mark.parametrize(
    ("network", "expected"),
    [(hand_set(), [2, 3, 4, 5, 5, 5, 5, 5]), (experiment.Lookup(4, 0), [2] * 8)],
    ids=["answers well", "guesses"],
)
def test_a_batch_has_one_pair_more_after_one_that_was_answered_well(monkeypatch, network, expected):
    drawn, draw = [], recall.draw
    monkeypatch.setattr(recall, "draw", lambda P, B, generator: drawn.append((P, B)) or draw(P, B, generator))
    experiment.measure(network, 8, 0, SETTINGS | {"rate": 0.0, "pairs": [2, 5], "test": 1})
    trained = [P for P, size in drawn if size == SETTINGS["batch"]]
    assert trained == expected


def test_pairs_are_counted_up_to_the_first_fall_below_what_is_well():
    few = SETTINGS | {"pairs": [1, 2, 4, 8], "well": 0.9}
    assert experiment.pairs_well([1.0, 1.0, 0.8, 0.3], few) == pytest.approx(3.0)
    assert experiment.pairs_well([1.0, 0.9, 0.7, 0.95], few) == pytest.approx(2.0)
    assert experiment.pairs_well([1.0, 1.0, 1.0, 1.0], few) == 8.0
    assert experiment.pairs_well([0.5, 0.3, 0.2, 0.1], few) == 0.0


def test_every_network_is_trained_as_the_settings_say(monkeypatch):
    asked = {}

    def finished(work):
        for name, (what, (network, updates, seed, _)) in work.items():
            assert what is experiment.measure
            asked[name] = getattr(getattr(network, "layer", None), "hidden_size", "head"), updates, seed
            yield name, {"right": [1.0] * len(SETTINGS["pairs"]), "quarters": [1.0] * 4}

    monkeypatch.setattr(experiment, "finished", finished)
    made = experiment.run(SETTINGS, lambda share, note: None)
    for seed in SETTINGS["seeds"]:
        assert asked["longer", seed] == (32, 3000, seed)
        assert asked["lookup", seed] == ("head", 120, seed)
        for H in SETTINGS["H"]:
            assert asked[str(H), seed] == (H, 1000, seed)
    assert made["parameters"] == read(DATA / "pairs_recalled.json").results["parameters"]


def test_more_units_recall_more_pairs_with_every_seed(recorded):
    for fewer, more in pairwise(SIZES):
        assert max(recorded[fewer].pairs["values"]) < min(recorded[more].pairs["values"])


def test_more_updates_too_so_the_curves_show_what_was_learned(recorded):
    smallest = str(SETTINGS["longer"]["H"])
    assert max(recorded[smallest].pairs["values"]) < min(recorded.longer.pairs["values"])


def test_the_lookup_recalls_all_of_them(recorded):
    assert recorded.lookup.pairs.mean == max(SETTINGS["pairs"])
    assert min(min(recorded.lookup.right[P]["values"]) for P in SETTINGS["pairs"]) > 0.99


def test_all_sizes_are_above_the_commonest_value_up_to_24_pairs_and_the_smallest_level_with_it_at_32(recorded):
    for P in SETTINGS["pairs"][1:-1]:
        assert recorded.guess < recorded.commonest[P] < min(recorded[name].right[P].mean for name in SIZES)
    assert SETTINGS["pairs"][-1] == 32
    assert recorded[SIZES[0]].right[32].mean == pytest.approx(recorded.commonest[32], abs=0.005)


def test_no_size_comes_near_the_bits_of_its_state_and_twice_the_units_bring_more_than_three_times_the_updates(recorded):
    for H in SETTINGS["H"]:
        assert 4 * max(recorded[H].pairs["values"]) < 0.01 * 2 * H * 32
    assert max(recorded.longer.pairs["values"]) < min(recorded[2 * SETTINGS["longer"]["H"]].pairs["values"])
    assert SETTINGS["longer"]["updates"] == 3 * SETTINGS["updates"]


def test_the_lookup_again_agrees_with_the_record(recorded):
    seed, head = SETTINGS["seeds"][0], SETTINGS["lookup"]
    again = experiment.measure(experiment.Lookup(head["width"], seed), head["updates"], seed, SETTINGS)
    assert again["right"][-1] == pytest.approx(recorded.lookup.right[32]["values"][0], abs=0.02)


@pytest.mark.slow
def test_the_smallest_lstm_again_recalls_about_as_many_pairs_as_in_the_record(recorded):
    seed, H = SETTINGS["seeds"][0], SETTINGS["H"][0]
    again = experiment.measure(experiment.lstm(H, seed, SETTINGS), SETTINGS["updates"], seed, SETTINGS)
    made = experiment.pairs_well(again["right"], SETTINGS)
    assert made == pytest.approx(recorded[H].pairs["values"][0], abs=0.4)
