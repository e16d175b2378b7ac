"""What two_tasks measures is what it says it is, and one seed comes out as recorded."""

import pytest
import torch

from scripts.experiments.q35_multi_task import two_tasks as experiment
from scripts.experiments.records.results import data
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import padded, standardised

SETTINGS = experiment.SETTINGS
PARTS = standardised(japanese_vowels.load())
PAIR = padded([torch.randn(4, 12), torch.randn(6, 12)], [0, 1])


def test_one_seed_again_agrees_with_the_record():
    recorded = data("two_tasks")["3"].frame_alone.error
    again = experiment.train(SETTINGS["models"]["frame_alone"], 3, SETTINGS["seeds"][0], PARTS, SETTINGS)
    assert again["error"] == pytest.approx(recorded["values"][0], abs=2 * recorded["sd"])


def test_padding_changes_neither_loss():
    net = experiment.Shared(5)
    filled = PAIR._replace(x=PAIR.x.clone())
    filled.x[4:, 0] = 100.0
    for task in ("speaker", "frame"):
        assert net.loss(task, filled).item() == pytest.approx(net.loss(task, PAIR).item())


def test_the_frame_after_is_what_is_asked_for():
    errors = torch.cat([(PAIR.x[1:n, k] - PAIR.x[: n - 1, k]).square().flatten() for k, n in enumerate((4, 6))])
    assert experiment.next_frame_error(PAIR.x, PAIR).item() == pytest.approx(errors.mean().item())


def test_the_speaker_is_known_for_so_many_utterances_of_each():
    train = PARTS.train
    draw = experiment.draws(train, 3, 0, SETTINGS | {"batch": 1000})
    assert draw("speaker").y.bincount().tolist() == [3] * 9
    assert len(draw("frame").y) == len(train.y)


def test_alone_and_together_a_task_gets_the_same_batches():
    train = PARTS.train
    alone, together = (experiment.draws(train, 3, 0, SETTINGS) for _ in range(2))
    for _ in range(2):
        together("speaker")
        assert torch.equal(alone("frame").x, together("frame").x)


def test_the_wide_network_has_no_more_weights_than_the_two():
    def count(name: str) -> int:
        return sum(p.numel() for p in experiment.Shared(SETTINGS["models"][name]["H"]).layer.parameters())

    assert 0.97 < count("joint_wide") / (count("speaker_alone") + count("frame_alone")) <= 1


def test_few_labels_gain_and_all_do_not():
    few, every = data("two_tasks")["3"], data("two_tasks")["30"]
    for name in ("joint", "joint_wide"):
        assert min(few[name].right["values"]) > max(few.speaker_alone.right["values"])
        gain = every[name].right["mean"] - every.speaker_alone.right["mean"]
        assert 0 < gain < 2 * every.speaker_alone.right["sd"]


def test_the_next_frame_is_worse_together_in_every_seed():
    for labels in ("3", "30"):
        one = data("two_tasks")[labels]
        for name in ("joint", "joint_wide"):
            assert min(one[name].error["values"]) > max(one.frame_alone.error["values"])
    before = data("two_tasks").baselines.frame_before
    assert data("two_tasks")["30"].joint.error["mean"] > before > data("two_tasks")["3"].joint.error["mean"]
