"""The claim of exact_by_length, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.experiments.q22_encoder_decoder import repeating
from scripts.figures import kit
from scripts.figures.q22_encoder_decoder import exact_by_length
from tests.figures.kit.seeds import expect_seeds
from tests.figures.says import says

HALF = (
    "With a reversed source half are right up to 5.3 symbols at 16 units, 8.5 at 32 and 11.3 at 64; read forwards, 64 "
    "units come to 7.9."
)


@pytest.fixture(scope="module")
def plotted():
    return exact_by_length.arrays()


@says(exact_by_length, HALF)
@pytest.mark.parametrize(
    ("name", "length", "units", "reversed_"),
    [("narrow", 5.3, 16, True), ("middle", 8.5, 32, True), ("wide", 11.3, 64, True), ("wide_forwards", 7.9, 64, False)],
)
def test_half_are_right_up_to_the_length_that_is_said(plotted, name, length, units, reversed_):
    model = kit.settings("fixed_vector").models[name]
    assert (model.H, model.backwards) == (units, reversed_)
    assert plotted[f"{name} half"].mean() == pytest.approx(length, abs=0.05)
    near = np.interp(length, plotted["n"], plotted[name].mean(1))
    assert near == pytest.approx(0.5, abs=0.05)


@says(
    exact_by_length,
    "A doubled state moves the fall by about three symbols; read forwards, it comes sooner.",
)
def test_a_doubled_state_moves_the_fall_by_about_three_symbols(plotted):
    models = kit.settings("fixed_vector").models
    for name, doubled in (("narrow", "middle"), ("middle", "wide")):
        assert models[doubled].H == 2 * models[name].H
        assert plotted[f"{doubled} half"].mean() - plotted[f"{name} half"].mean() == pytest.approx(3, abs=0.3)
    assert plotted["wide_forwards half"].max() < plotted["wide half"].min() - 2


@says(
    exact_by_length,
    "No curve drops at one length: each takes several symbols from nearly all to nearly nothing.",
)
@pytest.mark.parametrize("name", exact_by_length.SERIES)
def test_each_falls_from_all_to_nearly_nothing(plotted, name):
    shares = plotted[name].mean(1)
    assert shares[0] == 1
    assert shares[-1] < 0.03
    assert np.diff(shares).min() > -0.25
    assert (shares < 0.1).argmax() - (shares < 0.9).argmax() >= 3
    assert (shares[round(plotted[f"{name} half"].mean()) + 4 :] < 0.15).all()


@pytest.mark.parametrize("panel", [0, 1])
def test_lines_are_named_apart(panel):
    names = list(exact_by_length.PANELS.values())[panel]
    assert len({exact_by_length.label(name, panel) for name in names}) == len(names)


@says(
    exact_by_length,
    "Share of random strings repeated without a slip, over their length.",
    "Dots: seeds; lines: their mean; grey: guessing.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_dots_are_seeds_lines_their_mean_and_grey_is_guessing(plotted, narrow):
    assert plotted["guess"].tolist() == pytest.approx([repeating.guess(n) for n in plotted["n"].tolist()])
    for axes, names in zip(exact_by_length.draw(narrow).axes, exact_by_length.PANELS.values(), strict=True):
        expect_seeds(axes, [(plotted["n"], plotted[name]) for name in names])
        (grey,) = (line for line in axes.lines if line.get_color() == kit.RULE)
        np.testing.assert_array_equal(grey.get_xydata(), np.column_stack([plotted["n"], plotted["guess"]]))
