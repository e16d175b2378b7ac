"""The claim of task_cosines, on the arrays that it plots."""

import numpy as np

from scripts.experiments.records.results import data
from scripts.figures.q35_multi_task import task_cosines
from scripts.figures.q35_multi_task.task_cosines import arrays
from tests.figures.says import says


def test_cosines_between_the_tasks_stay_near_0():
    plotted = arrays()
    for labels in ("3", "30"):
        means = plotted[f"{labels} between"].mean(axis=1)
        assert np.abs(means).max() < 0.2
        assert means.mean() < 0.0


def test_with_three_labels_they_are_slightly_negative_nearly_throughout():
    seeds = arrays()["3 between"]
    assert (seeds.mean(axis=0) < 0).all()  # every seed, over the training
    assert (seeds.mean(axis=1) < 0).mean() > 0.9
    assert -0.1 < seeds.mean() < -0.05
    assert -0.1 < seeds[-5:].mean() < -0.05


@says(
    task_cosines,
    "Speaker and next frame: slightly negative nearly throughout with three labelled utterances per man; with "
    "all, of either sign until update 200, then negative.",
)
def test_with_all_they_have_either_sign_until_update_200_and_are_negative_after():
    plotted = arrays()
    early = plotted["updates"] <= 200
    before, after = plotted["30 between"][early], plotted["30 between"][~early]
    assert (before.mean(axis=1) > 0).sum() >= 5
    assert (before.mean(axis=1) < 0).sum() >= 5
    assert abs(before.mean()) < 0.05
    assert (after.mean(axis=1) < 0).all()
    assert (after.mean(axis=0) < 0).all()  # every seed
    few = plotted["3 between"].mean(axis=1)
    assert (few < 0).mean() > 0.9
    assert -0.1 < few.mean() < -0.05


def test_which_labels_are_nearer_0_turns_round_in_the_last_100_updates():
    plotted = arrays()
    few, all_of_them = plotted["3 between"], plotted["30 between"]
    last = plotted["updates"] > 200
    assert few.mean() < all_of_them.mean() < 0
    assert all_of_them[last].mean() < few[last].mean() < 0


def test_the_forecast_suffers_more_with_all_labels():
    measured = data("two_tasks")
    alone, shared = measured["3"].frame_alone.error["mean"], {n: measured[n].joint.error["mean"] for n in ("3", "30")}
    assert alone < shared["3"] < shared["30"]


@says(
    task_cosines,
    "Two batches of next frames: falls to about 0.3.",
)
def test_two_batches_of_next_frames_fall_to_about_a_third():
    plotted = arrays()
    for labels in ("3", "30"):
        frames = plotted[f"{labels} frame"].mean(axis=1)
        assert frames[0] > 0.7
        assert 0.2 < frames[2:].mean() < 0.35


def test_updates_end_where_training_does():
    assert arrays()["updates"].tolist()[-1] == 300


@says(task_cosines, "Bands: five seeds.")
def test_bands_reach_over_five_seeds():
    plotted = arrays()
    edges = {
        height
        for axes in task_cosines.draw().axes
        for band in axes.collections
        for height in band.get_paths()[0].vertices[:, 1].tolist()
    }
    for name, seeds in plotted.items():
        if seeds.ndim == 2 and name.endswith("between"):
            assert seeds.shape[1] == 5
            assert {*seeds.min(1).tolist(), *seeds.max(1).tolist()} <= edges, name
