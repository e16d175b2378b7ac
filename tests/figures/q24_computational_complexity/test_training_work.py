"""The claim of training_work, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q24_computational_complexity.training_work import B, D, H, L, T, V, arrays
from scripts.reference import flops


def test_the_nine_areas_are_the_whole_training_step():
    whole = flops.language_model(V, D, H, T, B, layers=L, training=True) / 1e9
    assert arrays()["gflop"].sum() == pytest.approx(whole)
    assert round(whole, 1) == 178.8


def test_only_two_products_of_the_state_run_in_steps_and_they_are_15_per_cent():
    plotted = arrays()
    assert np.argwhere(plotted["serial"]).tolist() == [[0, 1], [1, 1]]
    serial = plotted["gflop"][plotted["serial"]].sum()
    assert round(serial, 1) == 26.8
    assert round(serial / plotted["gflop"].sum(), 2) == 0.15


def test_the_softmax_is_more_than_half():
    gflop = arrays()["gflop"]
    assert round(gflop[:, 2].sum(), 1) == 98.3
    assert round(gflop[:, 2].sum() / gflop.sum(), 2) == 0.55
