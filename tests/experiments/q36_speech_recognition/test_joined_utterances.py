"""What joined_utterances counts, and the baseline and a short training made again."""

import numpy as np
import pytest
import torch

from scripts.experiments.q36_speech_recognition import joined_utterances as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import Labelled, standardised

SETTINGS = experiment.SETTINGS
LENGTHS = [str(n) for n in SETTINGS["test_joined"]]


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "joined_utterances.json").results


@pytest.fixture(scope="module")
def parts():
    return standardised(japanese_vowels.load())


def test_a_recording_is_real_frames_end_to_end_and_its_labels_leave_the_blank_free():
    x = torch.arange(1.0, 10.0)[None, :, None].expand(5, 9, 12).clone()  # utterance n holds n + 1 in every real frame
    lengths = torch.tensor([3, 5, 1, 2, 4, 3, 5, 2, 1])
    x *= (torch.arange(5)[:, None] < lengths)[..., None]
    frames, labels = experiment.recording(Labelled(x, lengths, torch.arange(9)), 6, torch.Generator().manual_seed(1))
    assert labels.min() >= 1
    expected = torch.cat([torch.full((int(lengths[k - 1]),), float(k)) for k in labels])
    assert torch.equal(frames[:, 0], expected)


def test_edits_are_counted_over_all_labels():
    recordings = [(None, torch.tensor([1, 2])), (None, torch.tensor([3]))]
    found = experiment.scored(recordings, [(1, 2), (4, 3)])
    assert found["error"] == pytest.approx(1 / 3)
    assert found["edits"] == pytest.approx({"substitutions": 0, "deletions": 0, "insertions": 1 / 3})


def test_a_path_is_read_to_its_own_end_and_its_blanks_are_counted():
    symbols = torch.eye(experiment.SYMBOLS)
    recordings = [(symbols[[1, 1, 0, 2]], torch.tensor([1, 2])), (symbols[[0, 3]], torch.tensor([3]))]
    found = experiment.measure(lambda x, lengths: x + 0.5 * symbols[5], {2: recordings})  # all padding is read as 5
    assert found["2"]["error"] == 0
    assert found["2"]["blank"] == pytest.approx(2 / 6)


@pytest.mark.parametrize("model", ["forward", "both"])
def test_padding_changes_no_output(model):
    network = experiment.Reader(SETTINGS["models"][model], 0, SETTINGS)
    x = torch.randn(6, 2, 12, generator=torch.Generator().manual_seed(2))
    together = network(x, torch.tensor([6, 4]))
    alone = network(x[:4, 1:], torch.tensor([4]))
    torch.testing.assert_close(together[:4, 1:], alone)


@pytest.mark.parametrize("model", ["forward", "both"])
def test_every_direction_starts_with_the_forget_bias_of_the_settings(model):
    layer = experiment.Reader(SETTINGS["models"][model], 0, SETTINGS).layer
    biases = {name: bias for name, bias in layer.named_parameters() if name.startswith("bias_ih")}
    assert len(biases) == 1 + SETTINGS["models"][model]["both"]
    for name, bias in biases.items():
        f = (bias + getattr(layer, name.replace("ih", "hh"))).chunk(4)[1]
        assert (f == SETTINGS["forget_bias"]).all()


def test_the_two_lstms_have_about_equal_weights(recorded):
    sizes = [recorded[name]["parameters"] for name in ("forward", "both")]
    assert max(sizes) / min(sizes) < 1.02


def test_the_parts_of_an_error_add_up(recorded):
    for name in SETTINGS["models"]:
        for n in LENGTHS:
            parts = sum(recorded[name][n]["edits"][kind]["mean"] for kind in experiment.error_rate.Edits._fields)
            assert parts == pytest.approx(recorded[name][n]["error"]["mean"], abs=1e-4)


def test_the_baseline_measured_again_agrees_with_the_record(recorded, parts):
    said = experiment.said_by_mean(parts.train)
    made = experiment.asked(parts.test, SETTINGS)
    for n in SETTINGS["test_joined"]:
        assert experiment.scored(made[n], [said(x) for x, _ in made[n]])["error"] == pytest.approx(
            recorded["nearest_mean"][str(n)]["error"], abs=1e-4
        )
        assert np.mean([len(x) for x, _ in made[n]]) == pytest.approx(recorded["frames"][str(n)], rel=1e-4)


def test_errors_do_not_grow_beyond_the_training_lengths(recorded):
    for name in ("forward", "both"):
        errors = [recorded[name][n]["error"] for n in LENGTHS]
        assert errors[-1]["mean"] - errors[2]["mean"] < errors[2]["sd"]


def test_without_memory_nearly_all_errors_are_insertions_with_it_few_are(recorded):
    for n in LENGTHS:
        edits = {name: recorded[name][n]["edits"] for name in SETTINGS["models"]}
        assert edits["one_frame"]["insertions"]["mean"] > 0.85 * recorded["one_frame"][n]["error"]["mean"]
        assert max(edits["forward"]["insertions"]["values"] + edits["both"]["insertions"]["values"]) < 0.02


def test_a_layer_without_memory_learns_again_for_a_few_updates(parts):
    short = SETTINGS | {"updates": 40}
    untrained = experiment.Reader(None, 0, SETTINGS)
    network = experiment.train(None, 0, parts.train, short)
    recordings = experiment.asked(parts.train, SETTINGS | {"test_joined": [2], "test_recordings": 50})[2]
    losses = []
    for each in (untrained, network):
        with torch.no_grad():
            losses.append(
                sum(
                    torch.nn.functional.ctc_loss(
                        each(x[:, None], torch.tensor([len(x)])), y[None], torch.tensor([len(x)]), torch.tensor([2])
                    ).item()
                    for x, y in recordings
                )
            )
    assert losses[1] < 0.7 * losses[0]
