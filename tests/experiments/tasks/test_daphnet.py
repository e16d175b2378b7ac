"""Daphnet S06R02E0: 110 seconds of nine accelerations, and not one labelled step."""

from scripts.experiments.tasks import csv_files, daphnet, shipped

NAME = "datasets/data/Daphnet_S06R02E0/S06R02E0.csv"


def test_steps_parts_and_channels():
    series = daphnet.load()
    assert series.x.shape == (7040, 9)
    assert [len(steps) for steps in series.parts.values()] == [4224, 1408, 1408]
    assert (series.x.min(), series.x.max()) == (-5010, 4165)
    assert (series.x == series.x.round()).all()
    assert series.seen.all()


def test_the_channels_are_the_columns_of_the_file():
    header = shipped.read("aeon", NAME, daphnet.SHA256).decode().split("\n", 1)[0]
    assert header.split(",")[1:-1] == list(daphnet.CHANNELS)
    assert daphnet.load().x[0].tolist() == [101, 1000, 297, -9, 953, 303, 330, 942, -145]


def test_no_step_is_labelled_as_the_docstring_warns():
    assert not csv_files.read("aeon", NAME, daphnet.SHA256, [10]).any()
    assert "No step is labelled" in daphnet.__doc__
