"""The claim of exact_by_length, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q22_encoder_decoder import exact_by_length
from tests.figures.kit.seeds import expect_seeds
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return exact_by_length.arrays()


@says(
    exact_by_length,
    "With a reversed source half are right up to 5.3 symbols at 16 units, 8.5 at 32 and 11.3 at 64; read "
    "forwards, 64 units come to 7.9.",
)
@pytest.mark.parametrize(("name", "length"), [("narrow", 5.3), ("middle", 8.5), ("wide", 11.3), ("wide_forwards", 7.9)])
def test_half_are_right_up_to_the_length_that_is_said(plotted, name, length):
    assert plotted[f"{name} half"].mean() == pytest.approx(length, abs=0.05)
    near = np.interp(length, plotted["n"], plotted[name].mean(1))
    assert near == pytest.approx(0.5, abs=0.05)


@says(
    exact_by_length,
    "No curve drops at one length: each takes several symbols from nearly all to nearly nothing.",
)
@pytest.mark.parametrize("name", exact_by_length.SERIES)
def test_each_falls_from_all_to_nearly_nothing(plotted, name):
    shares = plotted[name].mean(1)
    assert shares[0] == 1
    assert shares[-1] < 0.03
    assert (shares[round(plotted[f"{name} half"].mean()) + 4 :] < 0.15).all()
    between = (shares < 0.9) & (shares > 0.1)
    assert between.sum() >= 3


@pytest.mark.parametrize("panel", [0, 1])
def test_lines_are_named_apart(panel):
    names = list(exact_by_length.PANELS.values())[panel]
    assert len({exact_by_length.label(name, panel) for name in names}) == len(names)


@says(exact_by_length, "A doubled state moves the fall by about three symbols; read forwards, it comes sooner.")
def test_a_doubled_state_moves_the_fall(plotted):
    narrow, middle, wide, forwards = (
        plotted[f"{name} half"].mean() for name in ("narrow", "middle", "wide", "wide_forwards")
    )
    models = kit.settings("fixed_vector").models
    assert [models[name].H for name in ("narrow", "middle", "wide")] == [16, 32, 64]
    assert [middle - narrow, wide - middle] == pytest.approx([3, 3], abs=0.35)
    assert forwards < wide


@says(exact_by_length, "Dots: seeds; lines: their mean; grey: guessing.")
def test_dots_are_seeds_and_lines_their_mean(plotted):
    for axes, names in zip(exact_by_length.draw().axes, exact_by_length.PANELS.values(), strict=True):
        expect_seeds(axes, [plotted[name] for name in names])
