"""The claim of step_time_slopes, on the arrays that it plots."""

import numpy as np
import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from scripts.experiments.q24_computational_complexity import step_time
from scripts.figures import kit
from scripts.figures.q24_computational_complexity import step_time_slopes
from scripts.figures.q24_computational_complexity.step_time_slopes import PANELS, arrays, draw
from scripts.reference import flops
from tests.figures.says import says

RATIOS = (
    "The LSTM's curves start flatter and then run along the product's: 2.5 times as slow at B = 1 and 1.2 at 128, 5.3 "
    "times at H = 16 and 1.04 at 512."
)


def slope(sizes: np.ndarray, costs: np.ndarray) -> float:
    """The exponent of costs over sizes."""
    return np.polyfit(np.log(sizes), np.log(costs), 1)[0]


@says(
    step_time_slopes,
    "Time of a training step on one core, log-log, beside one matrix product of as many multiply-adds.",
)
def test_the_product_has_as_many_multiply_adds_and_both_have_one_core():
    T, B, H = 5, 3, 8
    work = step_time.one_product(T, B, H)
    with FlopCounterMode(display=False) as counted:
        work()
    assert counted.get_total_flops() == flops.lstm(H, H, T, B, training=True)
    assert step_time.alone(torch.get_num_threads, environment=step_time.SETTINGS["allocator"]) == 1
    assert {scale for axes in draw().axes for scale in (axes.get_xscale(), axes.get_yscale())} == {"log"}


@says(step_time_slopes, RATIOS)
def test_the_lstm_takes_longer_than_one_product_and_most_so_at_the_smallest_size():
    for name in PANELS:
        shown = arrays()[name]
        over = shown["lstm"] / shown["product"]
        assert (over > 1).all()
        assert over.argmax() == 0
        assert over[-1] < 1.25


@says(step_time_slopes, RATIOS)
def test_the_ratios_are_those_of_the_text():
    over = {name: shown["lstm"] / shown["product"] for name, shown in arrays().items()}
    assert arrays()["B"]["sizes"][[0, -1]].tolist() == [1, 128]
    assert arrays()["H"]["sizes"][[0, -1]].tolist() == [16, 512]
    assert round(float(over["B"][0]), 1) == 2.5
    assert round(float(over["B"][-1]), 1) == 1.2
    assert round(float(over["H"][0]), 1) == 5.3
    assert round(float(over["H"][-1]), 2) == 1.04


@says(step_time_slopes, RATIOS)
@pytest.mark.parametrize("name", PANELS)
def test_the_curves_start_flatter_and_end_as_steep_as_the_products(name):
    shown = arrays()[name]
    small, large = shown["slopes"]
    assert small < large
    for some, says_slope in ((slice(None, 3), small), (slice(-3, None), large)):
        flatter = slope(shown["sizes"][some], shown["product"][some]) - says_slope
        assert flatter > 0.15 if says_slope == small else abs(flatter) < 0.15


@says(step_time_slopes, "Look at the left of each panel: there costs show that hardly grow with the work.")
@pytest.mark.parametrize("name", PANELS)
def test_what_the_lstm_takes_more_grows_far_less_than_the_work_at_the_left(name):
    shown, work = arrays()[name], kit.data("step_time").predicted[name].small
    more = (shown["lstm"] - shown["product"])[:3]
    assert slope(shown["sizes"][:3], more) < work / 2
    assert more[0] > shown["lstm"][0] / 3


@says(step_time_slopes, "Small numbers are slopes, fitted to the three sizes nearest.")
@pytest.mark.parametrize("narrow", [False, True])
def test_small_numbers_are_the_slopes_at_either_end(narrow):
    assert kit.settings("step_time").ends == 3
    for axes, (name, shown) in zip(draw(narrow).axes, arrays().items(), strict=True):
        texts = [text.get_text() for text in axes.texts]
        assert texts == [f"{number:.2f}" for number in shown["slopes"]]
        for some, fitted in zip((slice(None, 3), slice(-3, None)), shown["slopes"], strict=True):
            assert fitted == pytest.approx(slope(shown["sizes"][some], shown["lstm"][some]), abs=0.05), name
