"""The claim of exact_by_length, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q22_encoder_decoder import exact_by_length


@pytest.fixture(scope="module")
def plotted():
    return exact_by_length.arrays()


@pytest.mark.parametrize(("name", "length"), [("narrow", 5.3), ("middle", 8.5), ("wide", 11.3), ("wide_forwards", 7.9)])
def test_half_are_right_up_to_the_length_that_is_said(plotted, name, length):
    assert plotted[f"{name} half"].mean() == pytest.approx(length, abs=0.05)
    near = np.interp(length, plotted["n"], plotted[name].mean(1))
    assert near == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("name", exact_by_length.SERIES)
def test_each_falls_from_all_to_nearly_nothing(plotted, name):
    shares = plotted[name].mean(1)
    assert shares[0] == 1
    assert shares[-1] < 0.03
    assert (shares[round(plotted[f"{name} half"].mean()) + 4 :] < 0.15).all()


@pytest.mark.parametrize("panel", [0, 1])
def test_lines_are_named_apart(panel):
    names = list(exact_by_length.PANELS.values())[panel]
    assert len({exact_by_length.label(name, panel) for name in names}) == len(names)
