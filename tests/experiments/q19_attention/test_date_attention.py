"""Dates with and without attention: what is measured is what it says, and the first updates go as recorded."""

from datetime import date

import pytest
import torch

from scripts.experiments.networks.encoder_decoder import EncoderDecoder
from scripts.experiments.q19_attention import date_attention as experiment
from scripts.experiments.q19_attention import dates
from scripts.experiments.records.record import DATA, read
from scripts.experiments.training.fit import fit

SETTINGS = experiment.SETTINGS
LENGTHS = [str(low) for low in SETTINGS["bins"][:-1]]


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "date_attention.json").results


def test_the_first_updates_again_go_as_recorded(recorded, monkeypatch):
    def start(model, loss, settings, look, *, falling):
        return fit(model, loss, settings, lambda n, value: n == 64, falling=falling)

    monkeypatch.setattr(experiment, "fit", start)
    model, _ = experiment.train(attention=True, seed=0, settings=SETTINGS)
    test = experiment.test_pairs(SETTINGS)
    few = test._replace(source=test.source[:, ::9], lengths=test.lengths[::9], target=test.target[:, ::9])
    share = experiment.right(model, few).double().mean().item()
    before, after = (recorded["attention"]["looks"][n]["values"][0] for n in ("50", "150"))
    assert before < share < after


def test_the_shown_day_and_the_test_days_are_not_trained_on():
    known, test = experiment.days(SETTINGS)
    assert not {date(*SETTINGS["shown"]["day"]), *test} & set(known)
    assert len(test) == SETTINGS["test_days"]


def test_every_test_pair_falls_into_one_bin(recorded):
    lengths = experiment.test_pairs(SETTINGS).lengths
    assert recorded["pairs"] == len(lengths) == sum(recorded["pairs_by_length"].values())
    ones = experiment.by_length(torch.ones(len(lengths)), lengths, SETTINGS["bins"])
    assert ones == dict.fromkeys(LENGTHS, 1.0)
    longer = experiment.by_length((lengths >= SETTINGS["bins"][1]).double(), lengths, SETTINGS["bins"])
    assert longer == dict.fromkeys(LENGTHS, 1.0) | {LENGTHS[0]: 0.0}


def test_even_weights_are_equal_at_real_positions_and_nowhere_else():
    model = experiment.Even(dates.SOURCES, dates.TARGETS, 5, attention=True, E=3)
    asked = dates.pairs([date(2021, 3, 7), date(2021, 12, 31)], [dates.FORMATS[0], dates.FORMATS[8]])
    weights = experiment.weights(model, asked)
    assert weights.shape == (10, 2, int(asked.lengths.max()))
    assert torch.allclose(weights[:, 0, :6], torch.full((10, 6), 1 / 6))
    assert not weights[:, 0, 6:].any()


def test_unread_counts_weights_before_the_name_of_the_month(monkeypatch):
    model = EncoderDecoder(dates.SOURCES, dates.TARGETS, 5, attention=True, E=3)
    for at, share in ((0, 1.0), (10, 1.0), (35, 0.0)):
        one = torch.zeros(10, SETTINGS["test_days"], 48)
        one[5, :, at] = 1.0
        monkeypatch.setattr(experiment, "weights", lambda *_, one=one: one)
        assert experiment.unread(model, SETTINGS) == share


def test_the_commonest_characters_are_right_half_the_time_and_never_in_all(recorded):
    assert recorded["commonest"] == pytest.approx(experiment.commonest(SETTINGS), abs=1e-4)
    assert 0.45 < recorded["commonest"] < 0.55


def test_attention_learns_sooner_in_every_seed(recorded):
    looks = {name: recorded[name]["looks"] for name in ("attention", "fixed")}
    assert min(looks["attention"]["100"]["values"]) > 0.8
    assert max(looks["fixed"]["100"]["values"]) < 0.01
    assert min(recorded["attention"]["right"]["values"]) > max(recorded["fixed"]["right"]["values"])


def test_without_attention_the_shortest_sources_are_the_worst(recorded):
    by_length = recorded["fixed"]["by_length"]
    for seed in range(len(SETTINGS["seeds"])):
        values = [by_length[low]["values"][seed] for low in LENGTHS]
        assert min(values) in values[:2]
        assert values[0] < min(values[2:])


def test_attention_is_ahead_in_every_bin_and_needs_its_weights(recorded):
    for low in LENGTHS:
        assert recorded["attention"]["by_length"][low]["mean"] > recorded["fixed"]["by_length"][low]["mean"]
    assert max(recorded["even"]["values"]) < 0.002


def test_the_largest_weight_is_often_where_the_month_has_not_been_read(recorded):
    assert min(recorded["unread"]["values"]) > 0.25
    assert min(recorded["attention"]["right"]["values"]) > 0.9


def test_attention_adds_two_matrices(recorded):
    H = SETTINGS["H"]
    assert recorded["attention"]["parameters"] - recorded["fixed"]["parameters"] == H * H + 2 * H * H
