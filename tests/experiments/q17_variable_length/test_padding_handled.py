"""What padding_handled measures is what it says it is, and one seed comes out as recorded."""

import pytest
import torch

from scripts.experiments.q17_variable_length import padding_handled as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import standardised
from scripts.reference import padding
from tests.experiments.ragged import ragged

SETTINGS = experiment.SETTINGS
RIGHT = ("gathered", "masked", "packed")


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "padding_handled.json").results


@pytest.fixture(scope="module")
def parts():
    return standardised(japanese_vowels.load())


@pytest.mark.parametrize("way", RIGHT)
def test_a_way_that_counts_the_length_answers_as_alone(way):
    found = experiment.measure(experiment.Reader(way, 0, SETTINGS), ragged())
    assert found["most_moved"] < 1e-6


def test_the_naive_way_reads_the_padding():
    assert experiment.measure(experiment.Reader("naive", 0, SETTINGS), ragged())["most_moved"] > 0.01


def test_all_ways_start_alike_and_agree_where_nothing_is_padded():
    full = ragged()._replace(lengths=torch.tensor([6, 6, 6]))
    logits = [experiment.Reader(way, 0, SETTINGS)(full.x, full.lengths) for way in SETTINGS["ways"]]
    for other in logits[1:]:
        torch.testing.assert_close(other, logits[0], rtol=0, atol=1e-6)


@pytest.mark.parametrize("how", ["whole", "random", "sorted"])
def test_batches_hold_every_utterance_once_and_their_share_is_the_reference_s(parts, how):
    made = experiment.batches(parts.train, how, 0, SETTINGS)
    assert sum(len(batch.y) for batch in made) == len(parts.train.y)
    assert sum(int(batch.lengths.sum()) for batch in made) == int(parts.train.lengths.sum())
    longest = [parts.train.lengths] if how == "whole" else [batch.lengths for batch in made]
    assert experiment.padded_share(made) == pytest.approx(padding.share([each.numpy() for each in longest]))


def test_only_the_naive_network_changes_its_answers_alone(recorded):
    for way in RIGHT:
        assert max(recorded[way]["answers_changed"]["values"]) == 0
        assert max(recorded[way]["most_moved"]["values"]) < 1e-4
    naive = recorded["naive"]
    assert min(naive["answers_changed"]["values"]) > 0.03
    assert all(a < b for a, b in zip(naive["alone"]["values"], naive["accuracy"]["values"], strict=True))


def test_in_the_padded_batch_the_naive_network_is_two_points_worse_and_the_others_are_equal(recorded):
    means = {way: recorded[way]["accuracy"]["mean"] for way in SETTINGS["ways"]}
    assert 0.015 < means["packed"] - means["naive"] < 0.025
    assert means["gathered"] == means["masked"] == means["packed"]
    assert means["naive"] > recorded["nearest_mean"] > recorded["constant"]


def test_sorting_leaves_little_padding(recorded):
    shares = {how: share["mean"] for how, share in recorded["shares"].items()}
    assert shares["sorted"] < 0.1 < 0.3 < shares["random"] < shares["whole"]


def test_packed_batches_took_longer_than_padded_ones_and_sorting_shortened_both(recorded):
    times = recorded["seconds"]
    for how in ("whole", "random", "sorted"):
        assert min(times["packed"][how]["values"]) > 1.5 * max(times["gathered"][how]["values"])
    for way in ("packed", "gathered"):
        assert max(times[way]["sorted"]["values"]) < min(times[way]["random"]["values"])


def test_a_network_measured_again_agrees_with_the_record(recorded, parts):
    network = experiment.train("gathered", SETTINGS["seeds"][0], parts.train, SETTINGS)
    again = experiment.measure(network, parts.test)
    assert again["accuracy"] == again["alone"] == pytest.approx(recorded["gathered"]["accuracy"]["values"][0], abs=0.02)
