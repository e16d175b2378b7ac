"""InternalBleeding16: 7,501 steps, 12 of them labelled, and nothing of the training part in the test part."""

import pytest

from scripts.experiments.tasks import csv_files, kdd_tsad_135


def test_steps_parts_and_labels():
    series, anomaly = kdd_tsad_135.load()
    assert series.x.shape == (7501, 1)
    assert anomaly.shape == (7501,)
    assert [len(steps) for steps in series.parts.values()] == [1000, 200, 6301]
    assert anomaly.nonzero().flatten().tolist() == list(range(4187, 4199))
    assert series.x.min().item() == pytest.approx(55.73273)
    assert series.x.max().item() == pytest.approx(104.4922)
    assert series.seen.all()


def test_the_normal_part_is_the_archive_s_training_file_which_its_test_file_repeats():
    name = "datasets/data/KDD-TSAD_135/135_UCR_Anomaly_InternalBleeding16_TRAIN.csv"
    sha256 = "a531b6f4f556b17c0321d144c3f6b4a7bdf5e8464b2218566181702e77962c2b"
    training = csv_files.read("aeon", name, sha256, [1, 2])
    series, _ = kdd_tsad_135.load()
    assert len(training) == series.test
    assert (training[:, 0].float() == series.x[: series.test, 0]).all()
    assert not training[:, 1].any()


def test_the_plain_rule_of_the_docstring_finds_the_noise_one_step_behind_the_labels():
    x = kdd_tsad_135.load().series.x[:, 0]
    change = (x[1:] - x[:-1]).abs()  # change[t] leads from step t to t + 1
    noise = slice(4187, 4200)
    assert change[noise].max().item() == pytest.approx(11.1, abs=0.05)
    change[noise] = 0
    assert change.max().item() < 1.75
