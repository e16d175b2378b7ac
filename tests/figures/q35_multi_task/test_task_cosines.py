"""The claim of task_cosines, on the arrays that it plots."""

import numpy as np

from scripts.experiments.records.results import data
from scripts.figures.q35_multi_task.task_cosines import arrays


def test_cosines_between_the_tasks_stay_near_0():
    plotted = arrays()
    for labels in ("3", "30"):
        means = plotted[f"{labels} between"].mean(axis=1)
        assert np.abs(means).max() < 0.2
        assert means.mean() < 0.0


def test_with_three_labels_they_are_slightly_negative_and_with_all_they_change_their_sign():
    plotted = arrays()
    assert (plotted["3 between"].mean(axis=0) < 0).all()  # every seed, over the training
    assert (plotted["3 between"].mean(axis=1) < 0).mean() > 0.9
    few = plotted["30 between"].mean(axis=1)
    assert (few > 0).sum() >= 5
    assert (few < 0).sum() >= 5


def test_they_are_nearer_0_with_all_labels_where_the_forecast_suffers_most():
    plotted, measured = arrays(), data("two_tasks")
    assert plotted["3 between"].mean() < plotted["30 between"].mean() < 0.0
    assert measured["30"].joint.error["mean"] > measured["3"].joint.error["mean"]


def test_two_batches_of_next_frames_fall_to_about_a_third():
    plotted = arrays()
    for labels in ("3", "30"):
        frames = plotted[f"{labels} frame"].mean(axis=1)
        assert frames[0] > 0.7
        assert 0.2 < frames[2:].mean() < 0.35


def test_updates_end_where_training_does():
    assert arrays()["updates"].tolist()[-1] == 300
