"""The claim of deep_stacks, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q31_deep_lstms import deep_stacks
from tests.figures.says import says

REMEDIES = ["residual", "norm", "residual_norm"]


@pytest.fixture(scope="module")
def plotted():
    return deep_stacks.arrays()


def test_the_plain_stack_falls_at_eight_layers(plotted):
    right = plotted["plain right"].mean(0)
    assert plotted["plain depths"].tolist() == [1, 2, 4, 8]
    assert right[0] == 1.0
    assert right[-1] == pytest.approx(0.48, abs=0.005)
    assert plotted["plain right"][:, -1].max() < plotted["plain right"][:, :-1].min()


@pytest.mark.parametrize("kind", REMEDIES)
def test_the_others_do_not(plotted, kind):
    assert (plotted[f"{kind} right"].mean(0) > 0.98).all()


@says(
    deep_stacks,
    "Before training, in the plain stack of eight, the gradient loses a factor of thousands on its way down, "
    "the signal one of hundreds on its way up; in the others neither does.",
)
def test_the_plain_gradient_shrinks_downwards_and_the_signal_upwards(plotted):
    down, up = plotted["plain down"], plotted["plain up"]
    assert ((down[:, -1] / down[:, 0]) > 1000).all()
    assert ((up[:, 0] / up[:, -1]) > 100).all()
    assert down.shape == up.shape == (5, 8)
    for kind in REMEDIES:
        assert (plotted[f"{kind} down"].mean(0)[0] > plotted[f"{kind} down"].mean(0)[-1]).all()
        assert (plotted[f"{kind} up"][:, -1] > plotted[f"{kind} up"][:, 0]).all()


@pytest.mark.parametrize("kind", REMEDIES)
def test_in_the_others_neither_does(plotted, kind):
    assert (plotted[f"{kind} down"].mean(0)[0] > plotted[f"{kind} down"].mean(0)[-1]).all()
    assert (plotted[f"{kind} up"][:, -1] > plotted[f"{kind} up"][:, 0]).all()


@says(
    deep_stacks,
    "Mean share right by depth: the plain stack falls from 1 to 0.48 at eight layers; residual, norm and both stay "
    "near 1.",
)
def test_the_shares_that_the_text_names(plotted):
    plain = plotted["plain right"].mean(0)
    assert (plain[0], round(plain[-1], 2)) == (1, 0.48)
    assert min(plotted[f"{kind} right"].mean(0).min() for kind in REMEDIES) > 0.98


@says(
    deep_stacks,
    "Share of test symbols right after training, by depth; grey: guessing.",
    "Marks are seeds, bands their range.",
)
def test_marks_are_seeds_and_bands_their_range(plotted):
    right, *others = deep_stacks.draw().axes
    assert any(np.unique(line.get_ydata()).tolist() == [float(plotted["guess"])] for line in right.lines)
    marks = [line.get_ydata() for line in right.lines if line.get_linestyle() == "None"]
    drawn = sorted(float(value) for line in marks for value in np.ravel(line))
    assert drawn == sorted(float(value) for kind in deep_stacks.KINDS for value in plotted[f"{kind} right"].ravel())
    for axes, what in zip(others, ("down", "up"), strict=True):
        for band, kind in zip(axes.collections, deep_stacks.KINDS, strict=True):
            edges = set(band.get_paths()[0].vertices[:, 1].tolist())
            seeds = plotted[f"{kind} {what}"]
            assert {*seeds.min(0).tolist(), *seeds.max(0).tolist()} <= edges
