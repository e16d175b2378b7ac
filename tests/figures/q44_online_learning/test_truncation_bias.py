"""The claim of truncation_bias, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q44_online_learning import truncation_bias
from scripts.figures.q44_online_learning.truncation_bias import BIASES, SEEDS, T, arrays, draw
from scripts.reference import rtrl
from tests.figures.kit.seeds import curve, expect_seeds
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted() -> dict[str, np.ndarray]:
    return arrays()


@pytest.fixture(scope="module")
def at(plotted) -> dict[str, dict[int, np.ndarray]]:
    """By forget bias and window the cosines of the networks."""
    return {f"{bias:g}": dict(zip(plotted["windows"].tolist(), plotted[f"{bias:g}"], strict=True)) for bias in BIASES}


@says(truncation_bias, "At forget bias 1 it is close to 1 after 5 steps.")
def test_a_short_memory_needs_five_steps(at):
    assert at["1"][5].mean() > 0.95
    assert all(at["1"][k].mean() > 0.95 for k in (5, 10, 20, 40, 60))
    assert at["1"][2].mean() < 0.95


@says(
    truncation_bias,
    "At forget bias 3 it is 0.5 after 1 step, 0.8 after 5 and 0.9 after 20, and single networks stay far below: cut "
    "short, the gradient points elsewhere.",
)
def test_a_long_memory_needs_more_and_single_networks_stay_far_below(at):
    assert [round(at["3"][k].mean(), 1) for k in (1, 5, 20)] == [0.5, 0.8, 0.9]
    for k in (1, 2, 5, 10, 20):
        assert at["3"][k].min() < at["3"][k].mean() - 0.25


@says(truncation_bias, "The longer the memory, the later the cut must come.")
def test_the_longer_the_memory_the_later_the_cut_must_come(at):
    assert all((at["3"][k] < at["1"][k]).all() for k in (1, 2, 5, 10, 20))
    assert all(at["3"][k].mean() < at["1"][k].mean() for k in (1, 2, 5, 10, 20, 40))


@says(
    truncation_bias,
    "Cosine between the exact gradient of one loss and the one that goes back k steps only.",
)
def test_nothing_is_cut_where_the_gradient_goes_back_all_steps(at):
    for bias in at:
        assert at[bias][60] == pytest.approx(np.ones(SEEDS))  # RTRL is backpropagation through all steps
        assert (at[bias][40] < 1).all()


@says(
    truncation_bias,
    "Lines are means over ten untrained LSTMs, dots the single ones; exact means RTRL, from the first of 60 steps.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_lines_are_means_and_dots_networks(plotted, narrow, monkeypatch):
    assert (SEEDS, T) == (10, 60)
    (axes,) = draw(narrow).axes
    for bias in BIASES:
        assert plotted[f"{bias:g}"].shape == (len(plotted["windows"]), 10)
        assert curve(axes, plotted[f"{bias:g}"].mean(1)).get_label() == f"forget bias {bias:g}"
    expect_seeds(axes, [(plotted["windows"], plotted[f"{bias:g}"]) for bias in BIASES])
    steps, step = [], rtrl.step
    monkeypatch.setattr(rtrl, "step", lambda J, cache, p: steps.append(cache) or step(J, cache, p))
    truncation_bias.cosines(1.0, 0)
    assert len(steps) == 60
    assert not steps[0].h_prev.any()
