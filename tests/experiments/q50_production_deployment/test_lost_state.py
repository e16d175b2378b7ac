"""The cases of lost_state are what they say, one seed comes out as recorded, and the record shows what is said."""

import pytest
import torch

from scripts.experiments.networks.recurrent import start
from scripts.experiments.q50_production_deployment import lost_state as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.records.results import data
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import standardised

SETTINGS = experiment.SETTINGS
BEFORE, AFTER = SETTINGS["before"], SETTINGS["after"]


@pytest.fixture(scope="module")
def parts():
    return standardised(japanese_vowels.load())


@pytest.fixture(scope="module")
def streams(parts):
    return experiment.long_enough(parts.test, SETTINGS)


@pytest.fixture(scope="module")
def networks():
    return [start("lstm", 12, SETTINGS["H"], 9, seed) for seed in (0, 1)]


def test_every_stream_has_all_its_frames(streams):
    assert int(streams.lengths.min()) >= BEFORE + AFTER
    assert data("lost_state").streams == len(streams.y)


def test_a_stranger_is_another_speaker(streams):
    which = experiment.strangers(streams.y)
    assert not (streams.y[which] == streams.y).any()
    assert len(which) == len(streams.y)


def test_a_stranger_is_sought_on_where_half_the_list_away_is_the_same_speaker():
    y = torch.tensor([0, 0, 0, 0, 1])
    assert (y[experiment.strangers(y)] != y).all()


@torch.no_grad()
def test_each_case_begins_from_what_it_says(streams, networks):
    network, other = networks
    found = experiment.states(network, other, streams, SETTINGS)
    x = streams.x[:BEFORE]
    which = experiment.strangers(streams.y)
    torch.testing.assert_close(found["kept"], network.layer(x)[1])
    torch.testing.assert_close(found["stranger"], network.layer(x[:, which])[1])
    torch.testing.assert_close(found["other_version"], other.layer(x)[1])
    assert all(not array.any() for array in found["zeros"])
    torch.testing.assert_close(found["replayed"], network.layer(x[BEFORE - SETTINGS["replay"] :])[1])
    replayed = experiment.states(network, other, streams, SETTINGS | {"replay": BEFORE})["replayed"]
    torch.testing.assert_close(replayed, found["kept"])


@torch.no_grad()
def test_kept_answers_as_one_pass_over_the_whole_stream(streams, networks):
    found = experiment.measure(*networks, streams, SETTINGS)["kept"]["right"]
    said = networks[0](streams.x[: BEFORE + AFTER])[BEFORE:].argmax(-1)
    assert list(found.values()) == pytest.approx((said == streams.y).double().mean(1).tolist())


def test_the_other_version_comes_of_another_seed(monkeypatch):
    asked, train = [], experiment.train

    def noted(seed, part, settings):
        asked.append(seed)
        return train(seed, part, settings)

    monkeypatch.setattr(experiment, "train", noted)
    made = experiment.run(SETTINGS | {"seeds": [0, 1], "updates": 1}, lambda share, note: None)
    assert asked == [0, 100, 1, 101]
    recorded = read(DATA / "lost_state.json").results
    for name in ("streams", "commonest", "nearest_mean"):
        assert made[name] == recorded[name]


@pytest.mark.slow
def test_one_seed_again_agrees_with_the_record(parts, streams):
    network, recorded = experiment.train(SETTINGS["seeds"][0], parts.train, SETTINGS), data("lost_state")
    again = experiment.measure(network, network, streams, SETTINGS)
    for case in ("kept", "zeros", "replayed", "stranger"):
        for n in ("1", str(AFTER)):
            assert again[case]["right"][n] == pytest.approx(recorded[case].right[n]["values"][0], abs=0.03)


def test_the_order_of_the_cases_in_every_seed():
    recorded = data("lost_state")
    for n in ("1", str(AFTER)):
        shares = [recorded[case].right[n]["values"] for case in ("kept", "replayed", "zeros", "other_version")]
        for seed in zip(*shares, strict=True):
            assert list(seed) == sorted(seed, reverse=True)
        assert max(recorded.stranger.right[n]["values"]) < min(recorded.zeros.right[n]["values"])


def test_the_kept_state_is_far_above_the_largest_class_and_no_worse_than_the_nearest_mean():
    recorded = data("lost_state")
    assert recorded.kept.right[AFTER].mean >= recorded.nearest_mean
    assert recorded.kept.right[AFTER].mean > recorded.commonest + 0.5
