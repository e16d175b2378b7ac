"""The claim of training_work, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q24_computational_complexity import training_work
from scripts.figures.q24_computational_complexity.training_work import B, D, H, L, T, V, arrays
from scripts.reference import flops
from tests.figures.says import says


@says(
    training_work,
    "A training step of the reference model as nine areas, in GFLOP.",
    "All else is a few large products.",
)
def test_the_nine_areas_are_the_whole_training_step():
    whole = flops.language_model(V, D, H, T, B, layers=L, training=True) / 1e9
    assert arrays()["gflop"].sum() == pytest.approx(whole)
    assert round(whole, 1) == 178.8
    assert arrays()["gflop"].size == 9
    assert (~arrays()["serial"]).sum() == 7


@says(
    training_work,
    "Only the recurrent products forward and for the data's gradient must run step by step: 26.8 of 178.8, or 15 %.",
)
def test_only_two_products_of_the_state_run_in_steps_and_they_are_15_per_cent():
    plotted = arrays()
    assert np.argwhere(plotted["serial"]).tolist() == [[0, 1], [1, 1]]
    serial = plotted["gflop"][plotted["serial"]].sum()
    assert round(serial, 1) == 26.8
    assert round(plotted["gflop"].sum(), 1) == 178.8
    assert round(serial / plotted["gflop"].sum(), 2) == 0.15


@says(
    training_work,
    "The softmax takes 98.3, or 55 %.",
)
def test_the_softmax_is_more_than_half():
    gflop = arrays()["gflop"]
    assert round(gflop[:, 2].sum(), 1) == 98.3
    assert round(gflop[:, 2].sum() / gflop.sum(), 2) == 0.55
