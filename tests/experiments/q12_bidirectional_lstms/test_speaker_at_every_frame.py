"""Speakers by frame: what is counted, and one network measured again."""

import pytest
import torch
from torch import nn

from scripts.experiments.q12_bidirectional_lstms import speaker_at_every_frame as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import Labelled

SETTINGS = experiment.SETTINGS
MODELS = SETTINGS["models"]


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "speaker_at_every_frame.json").results


@pytest.fixture(scope="module")
def parts():
    return japanese_vowels.load()


class Sure(nn.Module):
    """Says at each frame the class that stands in its input."""

    def forward(self, x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        return nn.functional.one_hot(x[..., 0].long(), 3).float()


def test_frames_fifths_and_utterances_are_counted_without_the_padding():
    said = torch.tensor([[0, 0, 0, 0, 1], [1, 1, 0, 0, 0]]).T[:, :, None].float()
    test = Labelled(said, torch.tensor([5, 3]), torch.tensor([0, 1]))
    found = experiment.measure(Sure(), test, SETTINGS)
    assert found["frames"] == pytest.approx(6 / 8)
    assert found["by_place"] == pytest.approx({"1": 1.0, "2": 1.0, "3": 1.0, "4": 0.5, "5": 0.0})
    assert found["whole"] == 1.0


def test_the_networks_are_of_equal_size(recorded):
    sizes = [recorded[name]["parameters"] for name in MODELS]
    assert max(sizes) / min(sizes) < 1.001


def test_the_constant_is_the_largest_class_of_the_test_frames(recorded, parts):
    frames = {y: int(parts.test.lengths[parts.test.y == y].sum()) for y in range(japanese_vowels.CLASSES)}
    assert recorded["constant"] == pytest.approx(max(frames.values()) / sum(frames.values()))


def test_by_frame_both_ways_are_right_most_often_and_a_single_frame_least(recorded):
    means = [recorded[name]["frames"]["mean"] for name in ("one_frame", "forward", "backward", "both")]
    assert means == sorted(means)
    assert recorded["both"]["frames"]["mean"] > max(recorded["backward"]["frames"]["values"])
    assert means[0] > 4 * recorded["constant"]


def test_by_utterance_single_frames_added_up_are_as_good_as_both_ways(recorded):
    both, one_frame = recorded["both"]["whole"], recorded["one_frame"]["whole"]
    assert abs(both["mean"] - one_frame["mean"]) < both["sd"]
    for name in ("forward", "backward"):
        assert recorded[name]["whole"]["mean"] < one_frame["mean"]


def test_each_way_is_worst_where_it_has_read_least(recorded):
    means = {name: {k: v["mean"] for k, v in recorded[name]["by_place"].items()} for name in MODELS}
    assert min(means["forward"], key=means["forward"].get) == "1"
    assert min(means["backward"], key=means["backward"].get) == "5"
    for fifth in "1234":
        assert max(MODELS, key=lambda name: means[name][fifth]) == "both"
    assert max(MODELS, key=lambda name: means[name]["5"]) != "both"


def test_the_baseline_measured_again_agrees_with_the_record(recorded, parts):
    network = experiment.train(None, SETTINGS["seeds"][0], recorded["one_frame"]["rate"], parts.train, SETTINGS)
    again = experiment.measure(network, parts.test, SETTINGS)
    assert again["frames"] == pytest.approx(recorded["one_frame"]["frames"]["values"][0], abs=0.02)
